"""`bellwether sources`: finds, tries and switches what `bellwether crawl` watches."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from bellwether.crawl import UnknownSource, chosen_sources
from bellwether.options import default_sources
from crawler.charset import decode_page
from crawler.discovery import READERS, seed_urls
from crawler.fetch import FetchFailed, fetch_each
from crawler.finding import (
    Choice,
    Place,
    Trial,
    choose,
    country_of,
    name_for,
    newest,
    news_of,
    places_named,
    places_usual,
    tried,
)
from crawler.markup import parse_page
from crawler.metadata import Head, read_publisher
from crawler.options import CrawlOptions
from crawler.outcomes import page_failure
from crawler.sources import parse_sources, read_text
from crawler.sources_file import HEAD, with_entry, with_switch, write_sources
from crawler.urls import canonical_url
from models.errors import BellwetherError
from models.frontier import UrlKind
from models.pages import FetchedPage
from models.sources import Source

Progress = Callable[[int, int, str], None]
"""Called with addresses asked, addresses known of, and the one asked last."""


class NothingFound(BellwetherError):
    """A site without a list of articles that works."""

    def __init__(self, url: str) -> None:
        super().__init__(
            f"{url} has no feed, no sitemap and no links to articles: name a page that lists some, "
            "or put addresses of articles into a file for `bellwether crawl --urls FILE`."
        )


class WatchedAlready(BellwetherError):
    """What was found is in the file, or the name is."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """What a site offers, and the entry made of it."""

    url: str
    """As it answered."""
    choice: Choice
    entry: dict[str, Any]
    """Keys of sources.toml."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """What one address of a source answered."""

    source: str
    url: str
    kind: UrlKind
    failure: str | None = None
    items: int | None = None
    """Entries of a list; None for a single article."""
    newest: datetime | None = None


def find_source(
    url: str,
    sources: Sequence[Source],
    options: CrawlOptions,
    *,
    name: str | None = None,
    progress: Progress | None = None,
) -> Found:
    """The lists of a site that work, and the entry for those worth watching.

    Nothing is written. Raises FetchFailed, NothingFound, WatchedAlready.
    """
    _check_name(name, sources)
    asker = _Asker(options, progress or (lambda *_: None))
    address = url if "://" in url else f"https://{url}"
    page, robots = asker.ask([address, urljoin(address, "/robots.txt")])
    if isinstance(page, FetchFailed):
        raise page
    trials = _try_all(asker, page, None if isinstance(robots, FetchFailed) else robots)
    watched = {
        canonical_url(seed.url): source.name for source in sources for seed in seed_urls(source)
    }
    choice = choose(trials, page.url, filter(None, watched))
    if not choice.chosen:
        _refuse(page.url, trials, watched)
    return Found(url=page.url, choice=choice, entry=_entry(page, choice, name, sources))


def _try_all(asker: "_Asker", page: FetchedPage, robots: FetchedPage | None) -> list[Trial]:
    """The lists that something names; the usual places where nothing does; the page itself."""
    named = places_named(page, robots)
    trials = asker.try_places(named, page)
    if any(trial.place.url == page.url for trial in trials):
        return trials + asker.try_places(news_of(trials))
    working = [trial.place for trial in trials if not trial.failure]
    trials += asker.try_places(places_usual(page.url, working))
    trials += asker.try_places(news_of(trials))
    section = Place(url=page.url, kind="section", why="the address given")
    return [*trials, tried(section, page)]


def _check_name(name: str | None, sources: Sequence[Source]) -> None:
    if name and any(source.name == name for source in sources):
        raise WatchedAlready(f"A source is called {name!r} already: pass another --name.")


def _refuse(url: str, trials: Sequence[Trial], watched: dict[str | None, str]) -> None:
    for trial in trials:
        if name := watched.get(canonical_url(trial.place.url)):
            raise WatchedAlready(f"{trial.place.url} is watched already, by the source {name!r}.")
    raise NothingFound(url)


def _entry(
    page: FetchedPage, choice: Choice, name: str | None, sources: Sequence[Source]
) -> dict[str, Any]:
    """The keys of the entry, in the order in which the shipped list has them."""
    root = parse_page(decode_page(page.body, page.content_type).text)
    is_page = page_failure(page) is None and root is not None
    language = (root.get("lang") or "")[:2].lower() if is_page and root is not None else ""
    entry = {
        "name": name or _free_name(name_for(page.url), sources),
        "publisher": read_publisher(Head(root=root, url=page.url)) if is_page else None,
        "feeds": choice.urls("feed"),
        "sitemaps": choice.urls("sitemap"),
        "sections": choice.urls("section"),
        "newest_days": choice.newest_days,
        "country": country_of(page.url),
        "language": language if len(language) == 2 and language.isalpha() else None,
    }
    return {key: value for key, value in entry.items() if value}


def _free_name(name: str, sources: Sequence[Source]) -> str:
    taken = {source.name for source in sources}
    names = (name, *(f"{name}-{number}" for number in range(2, len(taken) + 3)))
    return next(one for one in names if one not in taken)


class _Asker:
    """Fetches addresses without storing them, and tells how far it is."""

    def __init__(self, options: CrawlOptions, progress: Progress) -> None:
        self.options = options
        self.progress = progress
        self.done = self.known = 0

    def ask(self, urls: Sequence[str]) -> list[FetchedPage | FetchFailed]:
        """What each address answers, whatever kind of file it is."""
        self.known += len(urls)
        answers: dict[int, FetchedPage | FetchFailed] = {}
        for number, answer in fetch_each(urls, self.options, only_pages=False):
            answers[number] = answer
            self.done += 1
            self.progress(self.done, self.known, urls[number])
        return [answers[number] for number in range(len(urls))]

    def try_places(self, places: Sequence[Place], page: FetchedPage | None = None) -> list[Trial]:
        """What the places list; `page` was fetched before."""
        unknown = [place.url for place in places if page is None or place.url != page.url]
        answers = dict(zip(unknown, self.ask(unknown), strict=True))
        trials = []
        for place in places:
            answer = answers.get(place.url, page)
            if isinstance(answer, FetchedPage):
                trials.append(tried(place, answer))
            elif answer is not None:
                trials.append(Trial(place=place, failure=answer.reason))
        return trials


def add_entry(file: Path | None, entry: dict[str, Any]) -> tuple[Path, bool]:
    """Where the entry was written, and whether the file was made for it.

    By default that is sources.toml of the current folder; where there is none it is made from
    the list that is shipped, so that what was watched still is. Raises SourcesError.
    """
    path = file or Path("sources.toml")
    is_new = not path.exists()
    text = read_text(path) if not is_new else HEAD if file else read_text(default_sources())
    write_sources(path, with_entry(text, entry, path))
    return path, is_new


def switch_sources(file: Path | None, names: Sequence[str], *, enabled: bool) -> Path:
    """The file in which the sources were switched on or off, all of them or none.

    Raises UnknownSource, SourcesError.
    """
    path = file or Path("sources.toml")
    text = read_text(path if path.exists() or file else default_sources())
    for name in names:
        try:
            text = with_switch(text, name, path, enabled=enabled)
        except KeyError as error:
            known = [source.name for source in parse_sources(text, path)]
            raise UnknownSource(name, known) from error
    write_sources(path, text)
    return path


def check_sources(
    sources: Sequence[Source],
    names: Sequence[str],
    options: CrawlOptions,
    *,
    progress: Progress | None = None,
) -> list[Checked]:
    """What each address of the sources answers; nothing is stored.

    `names` picks sources, switched off or not; empty takes all that are enabled. Raises
    UnknownSource, NothingToCrawl.
    """
    seeds = [seed for source in chosen_sources(sources, names) for seed in seed_urls(source)]
    answers = _Asker(options, progress or (lambda *_: None)).ask([seed.url for seed in seeds])
    return [
        _checked(seed.source, seed.kind, seed.url, answer)
        for seed, answer in zip(seeds, answers, strict=True)
    ]


def _checked(source: str, kind: UrlKind, url: str, answer: FetchedPage | FetchFailed) -> Checked:
    if isinstance(answer, FetchFailed):
        return Checked(source=source, kind=kind, url=url, failure=answer.reason)
    if kind == "article":
        failed = page_failure(answer)
        reason = failed.reason if failed else None
        return Checked(source=source, kind=kind, url=url, failure=reason)
    discovery = READERS[kind](answer)
    items = len(discovery.articles) + len(discovery.sitemaps)
    return Checked(
        source=source, kind=kind, url=url, items=items, newest=newest(discovery),
        failure=None if items else discovery.problem,
    )  # fmt: skip
