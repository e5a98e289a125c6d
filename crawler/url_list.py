"""A file of web addresses, one to a line."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from crawler.urls import canonical_url
from models.errors import BellwetherError

MAX_LINE = 4096
"""Characters read of a line; what is longer is no address."""


class UrlListUnreadable(BellwetherError):
    """The file is missing, or holds no address at all."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ListedUrl:
    """One line that is neither empty nor a comment."""

    line: int
    """Counted from 1."""
    text: str
    """As written, shortened where it is very long."""
    url: str | None
    """Canonical; None when the line is no http or https address."""


def read_url_list(path: Path) -> Iterator[ListedUrl]:
    """The lines of the file, without empty ones and those that begin with "#".

    Raises UrlListUnreadable.
    """
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            for number, line in enumerate(_lines(file), 1):
                text = line.strip()
                if text and not text.startswith("#"):
                    yield ListedUrl(line=number, text=text[:100], url=canonical_url(text))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UrlListUnreadable(f"{path} can't be read: {reason}.") from error


def _lines(file: TextIO) -> Iterator[str]:
    """The lines, each cut at `MAX_LINE` characters."""
    while line := file.readline(MAX_LINE):
        rest = line
        while len(rest) == MAX_LINE and not rest.endswith("\n"):
            rest = file.readline(MAX_LINE)
        yield line
