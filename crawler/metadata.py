"""What a page says about its article: JSON-LD, then meta tags, then what is printed."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from urllib.parse import urljoin, urlsplit

from htmldate import find_date
from lxml.html import HtmlElement
from w3lib.url import url_query_cleaner

from crawler import datelines, jsonld
from crawler.authors import bare_authors, byline_authors, class_authors, clean_names, marked_authors
from crawler.blocks import Block
from crawler.credits import same_body
from crawler.markup import squeeze, words_of
from crawler.names import agency_named
from crawler.titles import choose_title, name_key, page_headings, site_in_title

TITLE_CHARS = 1_500
_CRUMB_SPLIT = re.compile(r"\s*(?:>|›|»|→|/|\||::)\s*")


@cache
def meta_names() -> dict[str, list[str]]:
    """The tables of rules/meta.toml."""
    return tomllib.loads(files("crawler.rules").joinpath("meta.toml").read_text("utf-8"))


@dataclass(frozen=True, kw_only=True)
class Head:
    """A page's tree with what its markup states, read once and shared."""

    root: HtmlElement
    url: str | None

    @cached_property
    def meta(self) -> dict[str, list[str]]:
        """Contents of meta tags by name, property or itemprop in small letters."""
        table: dict[str, list[str]] = {}
        for tag in self.root.iter("meta"):
            content = jsonld.text_of(tag.get("content"))
            names = (tag.get("property") or tag.get("name") or tag.get("itemprop") or "").lower()
            for name in names.split():
                if content:
                    table.setdefault(name, []).append(content)
        return table

    @cached_property
    def items(self) -> list[jsonld.Item]:
        """The page's JSON-LD objects."""
        return jsonld.read_jsonld(self.root)

    @cached_property
    def headings(self) -> list[str]:
        """Texts that may be the headline, as the page shows them."""
        return page_headings(self.root)

    @cached_property
    def page_title(self) -> str:
        """The `<title>` on one line, cut where no title goes on."""
        return squeeze((self.root.findtext(".//title") or "")[:TITLE_CHARS])

    @cached_property
    def articles(self) -> list[jsonld.Item]:
        """Those that describe an article, first the one whose headline the page shows."""
        shown = {name_key(text) for text in (*self.headings, *self.stated("title"))}
        found = jsonld.articles_of(self.items)
        return sorted(found, key=lambda item: name_key(item.get("headline")) not in shown)

    def stated(self, what: str) -> list[str]:
        """Contents of the meta tags that a table of rules/meta.toml lists, in its order."""
        return [text for name in meta_names()[what] for text in self.meta.get(name, ())]


def read_publisher(head: Head) -> str | None:
    """Who runs the page: JSON-LD, meta tags, or a `<title>` that holds only a name."""
    for name in (*_names(head, "publisher"), *head.stated("publisher")):
        if _is_outlet(name) and not (agency_named(name) and _runs_other_site(head, name)):
            return re.sub(r"\s*\([^)]*\)$", "", name)
    return _title_alone(head) or site_in_title(head.page_title, head.headings)


def _is_outlet(name: str) -> bool:
    return not re.match(r"(?i)https?:|[@/©]|copyright\b", name) and 1 < len(name) < 80


def _runs_other_site(head: Head, agency: str) -> bool:
    """Whether meta tags name another site than the agency that JSON-LD calls the publisher."""
    return any(
        _is_outlet(name) and not same_body(agency, name) for name in head.stated("publisher")
    )


def _names(head: Head, key: str) -> list[str]:
    """Names under one key of the page's JSON-LD articles, of the first that has any."""
    found = (jsonld.names_of(item.get(key), head.items) for item in head.articles)
    return next(filter(None, found), [])


def _title_alone(head: Head) -> str | None:
    """A short `<title>` that a breadcrumb begins with or a copyright line repeats."""
    title = head.page_title
    if not title or len(title.split()) > 5:
        return None
    crumbs = visible_crumbs(head.root)
    return title if crumbs and crumbs[0].casefold() == title.casefold() else None


def read_title(head: Head, publisher: str | None) -> str | None:
    """The headline without the site's name."""
    stated = [
        text for item in head.articles if (text := jsonld.first_text([item], "headline", "name"))
    ]
    stated += head.stated("title")
    sites = [publisher or "", *head.stated("publisher"), _host_name(head.url)]
    return choose_title(stated, headings=head.headings, page_title=head.page_title, sites=sites)


def _host_name(url: str | None) -> str:
    host = urlsplit(url or "").hostname or ""
    return re.sub(r"^(?:www|m|amp|en|news)\.", "", host)


def read_authors(head: Head, near: Sequence[Block], publisher: str | None) -> tuple[str, ...]:
    """People named as writers, by the first of the page's statements that names any."""
    statements = _author_statements(head, near)
    return next(filter(None, (clean_names(raw, publisher=publisher) for raw in statements)), ())


def _author_statements(head: Head, near: Sequence[Block]) -> Iterator[list[str]]:
    """Raw names by order of trust, each looked for only when asked for."""
    yield _names(head, "author")
    yield _names(head, "creator")
    yield _meta_authors(head)
    yield byline_authors(near)
    yield class_authors(near)
    yield marked_authors(head.root)
    yield bare_authors(near)


def _meta_authors(head: Head) -> list[str]:
    """Raw names of the first meta tag that states a name."""
    tags = (head.meta.get(name, []) for name in meta_names()["authors"])
    return next((texts for texts in tags if clean_names(texts)), [])


def read_dates(head: Head, near: Sequence[Block]) -> tuple[str | None, str | None]:
    """(published, modified): stated, printed, in the address, or found by htmldate."""
    published = jsonld.first_text(head.articles, "datePublished", "dateCreated", "uploadDate")
    modified = jsonld.first_text(head.articles, "dateModified")
    stated = datelines.first_timestamp([published, *head.stated("published")])
    stated = stated or datelines.first_timestamp(_marked_dates(head))
    changed = datelines.first_timestamp([modified, *head.stated("modified")])
    printed, printed_change = datelines.printed_dates(near)
    day = stated or printed or datelines.url_date(head.url) or _guessed_date(head)
    return day, changed or printed_change


def _marked_dates(head: Head) -> list[str]:
    found = head.root.xpath("//*[@itemprop='datePublished' or @pubdate]")
    return [
        element.get("datetime") or element.get("content") or words_of(element) for element in found
    ]


def _guessed_date(head: Head) -> str | None:
    return find_date(head.root, extensive_search=False, original_date=True, url=head.url)  # type: ignore[no-any-return]


def read_section(head: Head, *, title: str | None, publisher: str | None) -> tuple[str, ...]:
    """Breadcrumb or section, outermost first, without home, the site's name and the headline."""
    dropped = (title, publisher, _host_name(head.url))
    return next(filter(None, (clean_section(trail, dropped) for trail in _trails(head))), ())


def _trails(head: Head) -> Iterator[list[str]]:
    """Sections by order of trust, each looked for only when asked for."""
    yield jsonld.breadcrumb_names(head.items)
    yield visible_crumbs(head.root)
    yield [name for item in head.articles for name in _listed(item.get("articleSection"))]
    yield head.stated("section")[:1]


def clean_section(trail: Iterable[str], dropped: Iterable[str | None]) -> tuple[str, ...]:
    """The steps of a trail that are sections, each once."""
    names = {name.casefold() for name in dropped if name}
    return tuple(name for name in dict.fromkeys(trail) if _is_section(name, names))[:5]


def _listed(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [text for part in values if (text := jsonld.text_of(part))]


def _is_section(name: str, dropped: set[str]) -> bool:
    folded = name.casefold()
    return (
        folded not in dropped
        and folded not in meta_names()["no_section"]
        and 1 < len(name) <= 60
        and not name.startswith("http")
    )


def visible_crumbs(root: HtmlElement) -> list[str]:
    """Names in the first breadcrumb trail that the page prints."""
    trails = root.xpath(
        "//*[contains(translate(concat(@class, ' ', @id, @aria-label), 'BC', 'bc'), 'breadcrumb')"
        " or contains(concat(' ', @class), ' crumb') or contains(@class, 'crumbs')]"
    )
    for trail in trails[:3]:
        links = [words_of(link) for link in trail.iter("a")]
        names = links or _CRUMB_SPLIT.split(words_of(trail))
        if names := [name for name in names if name]:
            return names
    return []


def read_canonical(head: Head) -> str | None:
    """The address that the page names as its own, absolute, without tracking parameters."""
    links = [
        link.get("href")
        for link in head.root.iter("link")
        if (link.get("rel") or "").lower() == "canonical"
    ]
    for address in (*links, *head.meta.get("og:url", ()), head.url):
        absolute = urljoin(head.url or "", squeeze(address))
        if absolute.startswith(("http://", "https://")) and urlsplit(absolute).hostname:
            return url_query_cleaner(absolute, meta_names()["tracking"], remove=True)
    return None


def agencies_of(head: Head) -> list[str]:
    """Agencies that JSON-LD or meta tags name as author or publisher, as credit lines."""
    names = (*_names(head, "author"), *_meta_authors(head), *_names(head, "publisher"))
    return [f"Source: {agency}" for name in names if (agency := agency_named(name))]


def stated_source(head: Head) -> list[str]:
    """Whom meta tags name as the text's source, as lines for `credited_source`."""
    names = head.stated("source")
    return [f"Source: {name}" for name in names if not name.startswith("http")]
