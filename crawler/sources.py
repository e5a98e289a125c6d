"""sources.toml: which news to watch, read with errors that name file, line and key."""

import re
import tomllib
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from crawler.options import CrawlOptions
from models.errors import BellwetherError
from models.sources import Source

LISTS = ("feeds", "sitemaps", "sections", "site", "urls")
_PATTERNS = ("include", "exclude", "follow")
_WORDS = ("only_sections", "words", "without_words")
SOURCE_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*")


class SourcesError(BellwetherError):
    """sources.toml can't be used; the message says where and what to change."""

    def __init__(
        self, file: str | Path, problem: str, *, line: int | None = None, key: str | None = None
    ) -> None:
        self.file = str(file)
        self.line = line
        """Counted from 1; None when the file as a whole is meant."""
        self.key = key
        place = f"{self.file}:{line}" if line else self.file
        super().__init__(f"{place}: {f'{key}: ' if key else ''}{problem}")


def load_sources(path: str | Path, *, today: date | None = None) -> list[Source]:
    """The sources of the file, in its order, those switched off included.

    `newest_days` counts back from `today`, by default the present day in UTC. Raises
    SourcesError.
    """
    return parse_sources(read_text(Path(path)), path, today=today)


def parse_sources(text: str, path: str | Path, *, today: date | None = None) -> list[Source]:
    """As `load_sources`, from the text of the file at `path`."""
    tables = parse_toml(text, path).get("source", [])
    if not isinstance(tables, list):
        raise SourcesError(path, "write [[source]] with two brackets", key="source")
    reader = _Reader(path, text, today or datetime.now(UTC).date())
    sources = [reader.source(number, table) for number, table in enumerate(tables)]
    reader.check_names(sources)
    return sources


def load_options(path: str | Path) -> CrawlOptions:
    """The `[crawl]` table of the file, the defaults where it says nothing. Raises SourcesError."""
    text = read_text(Path(path))
    table = parse_toml(text, path).get("crawl", {})
    reader = _Reader(path, text, datetime.now(UTC).date())
    return CrawlOptions(**reader.options(table))


def read_text(path: Path) -> str:
    """The file's text. Raises SourcesError."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        advice = "no such file: name another with --sources FILE"
        raise SourcesError(path, advice) from error
    except (OSError, UnicodeDecodeError) as error:
        raise SourcesError(path, f"can't be read: {error}") from error


def parse_toml(text: str, path: str | Path) -> dict[str, Any]:
    """The file's tables. Raises SourcesError."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        match = re.search(r"\(at line (\d+)", str(error))
        problem = re.sub(r" \(at .*\)$", "", str(error))
        line = int(match[1]) if match else text.count("\n") + 1
        raise SourcesError(path, f"not TOML: {problem}", line=line) from error


class _Reader:
    """Checks the values of one file; knows the line of each key."""

    def __init__(self, path: str | Path, text: str, today: date) -> None:
        self.path = path
        self.lines = text.splitlines()
        self.today = today

    def source(self, number: int, table: object) -> Source:
        """The record of the `number`th [[source]] table, counted from 0."""
        where = _Table(self, "source", number, table)
        where.allow_only(SOURCE_KEYS)
        name = where.text("name", required=True) or ""
        if not SOURCE_NAME.fullmatch(name):
            where.fail("name", 'write small letters, digits and "-", as in "example-business"')
        lists = {key: where.addresses(key) for key in LISTS}
        if not any(lists.values()):
            where.fail("name", f"the source {name!r} needs one of {', '.join(LISTS)}")
        return Source(
            name=name, **lists,
            **{key: where.patterns(key) for key in _PATTERNS},
            **{key: where.texts(key) for key in _WORDS},
            languages=where.codes("languages"), max_depth=where.count("max_depth"),
            max_pages=where.count("max_pages"),
            publisher=where.text("publisher"), country=where.code("country", upper=True),
            language=where.code("language", upper=False), since=self._since(where),
            delay_s=where.number("delay_s"), concurrency=where.count("concurrency"),
            max_urls=where.count("max_urls"), enabled=where.flag("enabled", default=True),
        )  # fmt: skip

    def options(self, table: object) -> dict[str, Any]:
        """The keyword arguments of CrawlOptions."""
        where = _Table(self, "crawl", 0, table)
        where.allow_only(OPTION_KEYS)
        readers: dict[str, Callable[[str], object]] = {
            "contact": where.text, "agent": where.text, "delay_s": where.number,
            "concurrency": where.count, "max_urls": where.count, "max_minutes": where.number,
            "recheck_days": where.number, "recheck_hours": where.number,
            "timeout_s": where.number, "private_hosts": where.texts,
        }  # fmt: skip
        return {key: readers[key](key) for key in readers if key in where.table}

    def check_names(self, sources: list[Source]) -> None:
        """Refuses a name that two sources bear."""
        seen: set[str] = set()
        for number, source in enumerate(sources):
            if source.name in seen:
                line = self.line_of("source", number, "name")
                problem = f"the name {source.name!r} is taken by a source above"
                raise SourcesError(self.path, problem, line=line, key="name")
            seen.add(source.name)

    def _since(self, where: "_Table") -> str | None:
        days = where.count("newest_days")
        stated = where.day("since")
        newest = (self.today - timedelta(days=days)).isoformat() if days else None
        return max(filter(None, (stated, newest)), default=None)

    def line_of(self, table: str, number: int, key: str | None) -> int | None:
        """Where a key of the `number`th such table stands; where the table begins without it."""
        header = re.compile(rf"\s*\[\[?\s*{table}\s*\]\]?")
        starts = [at for at, line in enumerate(self.lines) if header.match(line)]
        if number >= len(starts):
            return None
        for at in range(starts[number] + 1, len(self.lines)):
            if re.match(r"\s*\[\[?[^\]]*\]\]?\s*(#|$)", self.lines[at]):
                break
            if key and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", self.lines[at]):
                return at + 1
        return starts[number] + 1


SOURCE_KEYS = (
    "name", "publisher", *LISTS, *_PATTERNS, *_WORDS, "languages", "max_depth", "max_pages",
    "country", "language", "since", "newest_days", "delay_s", "concurrency", "max_urls", "enabled",
)  # fmt: skip
OPTION_KEYS = (
    "contact", "agent", "delay_s", "concurrency", "max_urls", "max_minutes", "recheck_days",
    "recheck_hours", "timeout_s", "private_hosts",
)  # fmt: skip


class _Table:
    """One table of the file; each reader gives a value, None when the key is missing."""

    def __init__(self, reader: _Reader, name: str, index: int, table: object) -> None:
        self.reader, self.name, self.index = reader, name, index
        if not isinstance(table, dict):
            raise SourcesError(reader.path, f"write [{name}] as a table", key=name)
        self.table: dict[str, Any] = table

    def fail(self, key: str, problem: str) -> None:
        """Raises SourcesError at the key."""
        line = self.reader.line_of(self.name, self.index, key)
        raise SourcesError(self.reader.path, problem, line=line, key=key)

    def allow_only(self, keys: tuple[str, ...]) -> None:
        """Refuses keys that mean nothing here: most often they are misspelt."""
        for key in self.table:
            if key not in keys:
                self.fail(key, f"there is no such key; there are {', '.join(keys)}")

    def text(self, key: str, *, required: bool = False) -> str | None:
        value = self.table.get(key)
        if required and value is None:
            self.fail(key, "is missing")
        if value is not None and (not isinstance(value, str) or not value.strip()):
            self.fail(key, 'write text between quotation marks, as in "example"')
        return value

    def code(self, key: str, *, upper: bool) -> str | None:
        value = self.text(key)
        if value is not None and not (len(value) == 2 and value.isascii() and value.isalpha()):
            self.fail(key, 'write a code of two letters, as in "GB" or "en"')
        return None if value is None else value.upper() if upper else value.lower()

    def codes(self, key: str) -> tuple[str, ...]:
        """Codes of two letters, in small ones."""
        for value in (values := self.texts(key)):
            if not (len(value) == 2 and value.isascii() and value.isalpha()):
                self.fail(key, 'write a list of codes of two letters, as in ["en", "de"]')
        return tuple(value.lower() for value in values)

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.fail(key, 'write a list of texts, as in ["one", "two"]')
        return tuple(value)

    def addresses(self, key: str) -> tuple[str, ...]:
        for value in (values := self.texts(key)):
            if not re.match(r"https?://[^/\s]+", value) or re.search(r"\s", value):
                self.fail(key, f"{value!r} is not an address that begins with http:// or https://")
        return values

    def patterns(self, key: str) -> tuple[str, ...]:
        for value in (values := self.texts(key)):
            try:
                re.compile(value)
            except re.error as error:
                self.fail(key, f"{value!r} is not a regular expression: {error}")
        return values

    def number(self, key: str) -> float | None:
        value = self.table.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < 1e6:
            self.fail(key, "write a number from 0, as in 1.5")
        return float(value)

    def count(self, key: str) -> int | None:
        value = self.table.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value < 1_000_000:
            self.fail(key, "write a whole number from 1, as in 30")
        return int(value)

    def flag(self, key: str, *, default: bool) -> bool:
        value = self.table.get(key, default)
        if not isinstance(value, bool):
            self.fail(key, "write true or false")
        return bool(value)

    def day(self, key: str) -> str | None:
        value = self.table.get(key)
        if value is None:
            return None
        try:
            return date.fromisoformat(str(value)[:10]).isoformat()
        except ValueError:
            self.fail(key, "write a day as in 2026-03-31")
        return None
