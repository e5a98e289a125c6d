"""Page archives (WARC): their HTML responses, as if they were fetched now.

Format: ISO 28500 (WARC 1.0 and 1.1), plain, gzip or zstd, as Common Crawl, wget and the Internet
Archive write it. An archive is read from front to end and never held in memory.
"""

import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from io import SEEK_END, BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from fastwarc.stream_io import BrotliReader, ChunkedReader, GzipReader, ZstdReader
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from crawler.outcomes import charset_of, page_failure, status_failure
from crawler.settings import DOWNLOAD_MAXSIZE
from crawler.urls import canonical_url
from models.errors import BellwetherError
from models.pages import FetchedPage

MAX_HEADERS = 64
MAX_BREAKS = 1000
"""Damaged places in a row after which the rest of an archive is given up."""
_GZIP, _ZSTD, _WARC = b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"WARC/1."
_NEXT = re.compile(rb"WARC/1\.[01]\r\nWARC-")
_BLOCK = 1 << 20
_FRAME = 16 << 20
"""Largest last frame whose end is looked at."""


class ArchiveUnreadable(BellwetherError):
    """The file is missing, empty or no page archive."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ArchivedPage:
    """What one record of an archive gave."""

    position: int
    """Bytes of the file that are read."""
    url: str | None = None
    """Canonical address; None where there is no page."""
    page: FetchedPage | None = None
    skipped: str | None = None
    """Why there is no page, in a few words; None where there is one."""


def read_archive(path: str | Path) -> Iterator[ArchivedPage]:
    """Each response of the archive in its order, damaged places included.

    What can't be read is skipped up to the next record that can, and said. Raises
    ArchiveUnreadable.
    """
    with open_archive(Path(path)) as file:
        magic = file.read(len(_WARC))
        file.seek(0)
        start: int | None = 0
        breaks = 0
        while start is not None and breaks < MAX_BREAKS:
            reading = _Reading(file, magic)
            for found in reading.pages(start):
                breaks = 0
                yield found
            if reading.broken_at is None:
                return
            if not breaks:
                yield ArchivedPage(position=reading.broken_at, skipped="damaged")
            breaks += 1
            start = _next_start(file, reading.search_from(start), reading.mark)


def open_archive(path: Path) -> BinaryIO:
    """The file, where it begins as an archive does. Raises ArchiveUnreadable."""
    try:
        if path.exists() and not path.is_file():
            raise ArchiveUnreadable(f"{path} is no file: name a .warc or .warc.gz file.")
        file = path.open("rb")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ArchiveUnreadable(f"{path} can't be read: {reason}.") from error
    if not file.read(len(_WARC)).startswith((_GZIP, _ZSTD, _WARC)):
        file.close()
        raise ArchiveUnreadable(f"{path} is no page archive: name a .warc or .warc.gz file.")
    file.seek(0)
    return file


class _Reading:
    """One pass over an archive, from some byte to the end or the next damage."""

    def __init__(self, file: BinaryIO, magic: bytes) -> None:
        self.file = file
        self.broken_at: int | None = None
        """The byte at which the record that can't be read begins; None at the end of the file."""
        self.mark = next((m for m in (_GZIP, _ZSTD) if magic.startswith(m)), _WARC)
        """What a record, or the frame around it, begins with."""

    def pages(self, start: int) -> Iterator[ArchivedPage]:
        """What the records give from the byte `start` on, which begins one."""
        self.file.seek(start)
        stream: Any = self.file
        if self.mark != _WARC:
            stream = (GzipReader if self.mark == _GZIP else ZstdReader)(self.file)
        position = start
        try:
            for record in _records(stream):
                position = self._position(stream, record.stream_pos)
                yield _page(record, position)
        except (OSError, ValueError):
            self.broken_at = max(start, self._position(stream, position))
        else:
            self._check_end(max(start, self._position(stream, position)))

    def _check_end(self, last: int) -> None:
        """A file that breaks off between two records, or before the next one can be told, reads
        like one that ends. `last` begins the last record or frame."""
        size = self.file.seek(0, SEEK_END)
        if self.mark == _GZIP and size - last < _FRAME:
            self.file.seek(last)
            if not _is_complete(self.file.read()):
                self.broken_at = size
        elif self.mark == _WARC:
            self.file.seek(max(0, size - 4))
            if not self.file.read().replace(b"\r", b"").endswith(b"\n\n"):
                self.broken_at = size

    def search_from(self, start: int) -> int:
        """Where a record may begin that a pass from `start` did not reach: a frame, once."""
        broken = self.broken_at or 0
        return broken if self.mark != _WARC and broken > start else broken + 1

    def _position(self, stream: Any, plain: int) -> int:
        """Where the present record begins; in a compressed file, where its frame does."""
        return plain if self.mark == _WARC else int(stream.frame_start_position() or 0)


def _records(stream: Any) -> Iterator[WarcRecord]:
    return iter(
        ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True,
                        fsspec_args=False)
    )  # fmt: skip


def _is_complete(frame: bytes) -> bool:
    unpacker = zlib.decompressobj(wbits=31)
    try:
        while frame and not unpacker.eof:
            unpacker.decompress(frame, _BLOCK)
            frame = unpacker.unconsumed_tail
    except zlib.error:
        return False
    return unpacker.eof


def _next_start(file: BinaryIO, start: int, mark: bytes) -> int | None:
    """Where the next record or frame begins, by its first bytes; None when there is none."""
    file.seek(start)
    before = b""
    while block := file.read(_BLOCK):
        found = (before + block).find(mark)
        if found >= 0:
            return start - len(before) + found
        start += len(block)
        before = (before + block)[-len(mark) + 1 :]
    return None


def _page(record: WarcRecord, position: int) -> ArchivedPage:
    """Raises OSError where the record is cut off."""
    skip = partial(ArchivedPage, position=position)
    url = canonical_url((record.headers.get("WARC-Target-URI") or "").strip("<>"))
    if url is None:
        return skip(skipped="no web address")
    headers = _headers(record)
    status = record.http_headers.status_code if record.http_headers else None
    if not status:
        return skip(skipped="no HTTP answer")
    if failure := status_failure(status):
        return skip(skipped=failure.reason)
    if status == 304:
        return skip(skipped="HTTP 304")
    body = _body(record, headers)
    if body is None:
        return skip(skipped="larger than 8 MB")
    content_type = headers.get("content-type")
    page = FetchedPage(
        url=url, status=status, headers=headers, body=body, content_type=content_type,
        encoding=charset_of(content_type), fetched_at=_moment(record),
    )  # fmt: skip
    if failure := page_failure(page):
        return skip(skipped=failure.reason)
    return skip(url=url, page=page)


def _headers(record: WarcRecord) -> dict[str, str]:
    fields = list(record.http_headers.items())[:MAX_HEADERS] if record.http_headers else []
    return {name.lower(): value for name, value in fields}


def _moment(record: WarcRecord) -> datetime:
    """When the page was fetched: the record's date, else the server's, else the epoch."""
    moment = record.record_date or record.http_date or datetime.fromtimestamp(0, UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _body(record: WarcRecord, headers: dict[str, str]) -> bytes | None:
    """The page without transfer and content encoding; None when it is too large."""
    declared = record.content_length
    body: bytes = record.reader.read(DOWNLOAD_MAXSIZE + 1)
    if len(body) < min(declared, DOWNLOAD_MAXSIZE) or _NEXT.search(body):
        raise OSError("the record is cut off")
    codings = ",".join(headers.get(f"{kind}-encoding", "") for kind in ("transfer", "content"))
    for coding in codings.split(","):
        if len(body) <= DOWNLOAD_MAXSIZE:
            body = _decoded(body, coding.strip().lower())
    return body if len(body) <= DOWNLOAD_MAXSIZE else None


_DECODERS: dict[str, Callable[[BinaryIO], Any]] = {
    "chunked": ChunkedReader,
    "gzip": GzipReader,
    "x-gzip": GzipReader,
    "deflate": partial(GzipReader, zlib=True),
    "br": BrotliReader,
    "zstd": ZstdReader,
}


def _decoded(body: bytes, coding: str) -> bytes:
    """The body unpacked, at most a byte more than is taken of a page; as it is where it isn't
    packed after all: many crawlers unpack a page and keep the header."""
    decoder = _DECODERS.get(coding)
    if decoder is None:
        return body
    try:
        plain: bytes = _read_all(decoder(BytesIO(body)), DOWNLOAD_MAXSIZE + 1)
    except (OSError, ValueError):
        return body
    return plain or body


def _read_all(reader: Any, limit: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    while size < limit and (part := reader.read(limit - size)):
        parts.append(part)
        size += len(part)
    return b"".join(parts)
