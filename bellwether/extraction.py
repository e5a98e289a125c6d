"""One source -> one article and its facts, for `bellwether extract`."""

import mimetypes
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from sqlite_utils import Database

from bellwether.reading import READ_LANGUAGES, unread_language
from crawler.charset import decode_page
from crawler.fetch import FetchFailed, fetch_many
from crawler.page import read_page, text_article, with_overrides
from crawler.urls import canonical_url
from extract.pipeline import load_pipeline, pipeline_version
from extract.reader import read_articles
from models.article import Article
from models.errors import BellwetherError
from models.facts import Facts
from models.frontier import NewUrl, add_urls
from models.pages import FetchedPage, save_page
from models.schema import writing
from models.sources import Source, save_source
from models.store import SaveResult, save_article

MAX_BYTES = 8_000_000
"""Larger files are refused, as larger pages are when crawling."""
BY_HAND = Source(name="extract", enabled=False)
"""The source of pages that were named on the command line."""


class SourceUnreadable(BellwetherError):
    """A source of `extract` that gives no article: missing, empty, too large, not a page."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """What the caller knows about a source that a file can't say."""

    url: str | None = None
    title: str | None = None
    published: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """The article in a source."""

    source: str
    """As typed: a URL, a file or "-"."""
    article: Article
    page: FetchedPage | None = None
    """What the web answered; None for a file or standard input."""
    problems: tuple[str, ...] = ()


def open_sources(
    sources: Sequence[str], given: Given, *, allow_private: bool = False
) -> tuple[list[Found], list[BellwetherError]]:
    """The articles in the sources that have one, in order, and why the others have none.

    A source is an http(s) URL, an .html file, a .txt file or "-" (standard input).
    """
    pages = _fetch([source for source in sources if "://" in source], allow_private)
    found: list[Found] = []
    errors: list[BellwetherError] = []
    for source in sources:
        try:
            found.append(_open(source, pages.get(source), given))
        except BellwetherError as error:
            errors.append(error)
    return found, errors


def _fetch(urls: Sequence[str], allow_private: bool) -> dict[str, FetchedPage | FetchFailed]:
    if not urls:
        return {}
    return dict(zip(urls, fetch_many(urls, allow_private=allow_private), strict=True))


def _open(source: str, page: FetchedPage | FetchFailed | None, given: Given) -> Found:
    if isinstance(page, FetchFailed):
        raise page
    if page is not None:
        found = _read_page(source, page.body, given.url or page.url, page.content_type)
        return replace(found, page=page, article=_given(found.article, given))
    body = read_file(source)
    if _is_html(source, body):
        found = _read_page(source, body, given.url, None)
        return replace(found, article=_given(found.article, given))
    return _read_text(source, body, given)


def read_found(found: Iterable[Found]) -> Iterator[tuple[Found, Facts]]:
    """Each article with its facts, in order; the pipeline is loaded once, for the first."""
    known = list(found)
    readable = [item.article for item in known if item.article.language in READ_LANGUAGES]
    facts = read_articles(load_pipeline(), readable) if readable else iter(())
    for item in known:
        if item.article.language in READ_LANGUAGES:
            read = next(facts)
        else:
            read = unread_language(item.article.language, pipeline_version())
        yield item, replace(read, problems=(*item.problems, *read.problems))


def save_found(db: Database, found: Found, facts: Facts) -> SaveResult:
    """The article and its facts in the database, with the page they stood on if it was fetched."""
    with writing(db):
        page_id = _save_page(db, found.page) if found.page else None
        return save_article(db, page_id, found.article, facts)


def _save_page(db: Database, page: FetchedPage) -> int:
    url = canonical_url(page.url) or page.url
    save_source(db, BY_HAND)
    add_urls(db, [NewUrl(url=url, source=BY_HAND.name, kind="article")])
    (entry_id,) = db.conn.execute("SELECT id FROM urls WHERE url = ?", (url,)).fetchone()
    save_page(db, entry_id, page)
    (page_id,) = db.conn.execute(
        "SELECT max(id) FROM pages WHERE url_id = ?", (entry_id,)
    ).fetchone()
    return int(page_id)


def read_file(source: str) -> bytes:
    """What a file, or standard input for "-", holds. Raises SourceUnreadable."""
    try:
        if source == "-":
            return _checked(source, sys.stdin.buffer.read(MAX_BYTES + 1))
        with Path(source).open("rb") as file:
            return _checked(source, file.read(MAX_BYTES + 1))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise SourceUnreadable(f"{source}: {reason}") from error


def _checked(source: str, body: bytes) -> bytes:
    if not body.strip():
        raise SourceUnreadable(f"{source}: nothing in it")
    if len(body) > MAX_BYTES:
        raise SourceUnreadable(f"{source}: larger than {MAX_BYTES:,} bytes")
    return body


def _is_html(source: str, body: bytes) -> bool:
    named = mimetypes.guess_type(urlsplit(source).path)[0]
    start = body[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return named in ("text/html", "application/xhtml+xml") or start.startswith((b"<!doc", b"<html"))


def _read_page(source: str, body: bytes, url: str | None, content_type: str | None) -> Found:
    reading = read_page(_checked(source, body), url=url, content_type=content_type)
    if reading.article is None:
        raise SourceUnreadable(f"{source}: {'; '.join(reading.problems)}")
    return Found(source=source, article=reading.article, problems=reading.problems)


def _read_text(source: str, body: bytes, given: Given) -> Found:
    decoded = decode_page(body)
    if "\0" in decoded.text:
        raise SourceUnreadable(f"{source}: neither a page nor text")
    article = text_article(
        decoded.text, url=given.url, title=given.title, published=given.published
    )
    return Found(source=source, article=article, problems=decoded.problems)


def _given(article: Article, given: Given) -> Article:
    article = with_overrides(article, title=given.title, published=given.published)
    return replace(article, url=given.url) if given.url else article
