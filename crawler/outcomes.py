"""What became of a request, in the words the database keeps."""

import re
import zlib
from dataclasses import replace
from datetime import UTC, datetime

from scrapy import exceptions
from scrapy.http import Response
from twisted.internet import error as twisted_error

from crawler.failure import Failure
from crawler.guard import AddressRefused
from crawler.pace import SiteResting
from crawler.robots import DisallowedByRobots, RobotsUnreachable
from crawler.same import other_addresses
from crawler.settings import DOWNLOAD_MAXSIZE
from crawler.unpacking import gunzipped
from models.pages import FetchedPage, PackedPage, pack

GONE = frozenset({404, 410, 451})
TEMPORARY = frozenset({408, 425, 429})
_HEADERS_KEPT = 64
_CODING = "content-encoding"
_HTML_TYPES = ("text/html", "application/xhtml+xml")
_MARKUP = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body|!--|\?xml)", re.IGNORECASE
)
_TOO_LARGE = re.compile(r"DOWNLOAD_MAXSIZE|max size", re.IGNORECASE)


def status_failure(status: int) -> Failure | None:
    """What a status other than success says; None for success and "not modified"."""
    if 200 <= status < 300 or status == 304:
        return None
    reason = f"HTTP {status}"
    if status in GONE:
        return Failure(kind="gone", reason=reason, status=status)
    if status >= 500 or status in TEMPORARY:
        return Failure(kind="temporary", reason=reason, status=status)
    return Failure(kind="soft", reason=reason, status=status)


def page_failure(page: FetchedPage) -> Failure | None:
    """Why an answer can't be an article's page; None when it may be one."""
    if not page.body.strip():
        return Failure(kind="soft", reason="empty page", status=page.status)
    if not looks_like_html(page):
        detail = page.content_type or "no content type given"
        return Failure(kind="soft", reason="not an HTML page", detail=detail, status=page.status)
    return None


def looks_like_html(page: FetchedPage) -> bool:
    """Is it HTML by its first bytes, or by its content type with nothing against it?"""
    head = page.body[:1024]
    if _MARKUP.match(head):
        return True
    stated = (page.content_type or "text/html").partition(";")[0].strip().lower()
    return stated in _HTML_TYPES and b"\x00" not in head and not head.startswith(b"%PDF-")


def exception_failure(error: BaseException, *, refused_host: bool = False) -> Failure:
    """What an exception of the download says. `refused_host`: the guard turned its host down."""
    if isinstance(error, AddressRefused):
        return Failure(kind="refused", reason=str(error))
    if refused_host:
        return Failure(kind="refused", reason="private address")
    if isinstance(error, DisallowedByRobots):
        return Failure(kind="refused", reason="disallowed by robots.txt")
    if isinstance(error, RobotsUnreachable):
        return _robots_failure(error)
    if isinstance(error, SiteResting):
        return Failure(
            kind="temporary", reason="the site asks to wait", detail=str(error),
            status=error.status or None, until=error.until,
        )  # fmt: skip
    return _download_failure(error)


def _robots_failure(error: RobotsUnreachable) -> Failure:
    if isinstance(error.cause, str):
        return Failure(
            kind="temporary", reason="robots.txt could not be fetched", detail=error.cause
        )
    return exception_failure(error.cause)


_REASONS: tuple[tuple[tuple[type[BaseException], ...], str], ...] = (
    ((exceptions.DownloadTimeoutError, twisted_error.TimeoutError), "timed out"),
    ((exceptions.CannotResolveHostError, twisted_error.DNSLookupError), "host not found"),
    ((exceptions.DownloadConnectionRefusedError,), "connection refused"),
    ((twisted_error.ConnectionRefusedError,), "connection refused"),
    ((exceptions.ResponseDataLossError,), "incomplete answer"),
    ((twisted_error.ConnectError,), "could not connect"),
)


def _download_failure(error: BaseException) -> Failure:
    detail = (str(error).splitlines() or [""])[0][:300] or type(error).__name__
    for classes, reason in _REASONS:
        if isinstance(error, classes):
            return Failure(kind="temporary", reason=reason, detail=detail)
    if isinstance(error, exceptions.DownloadCancelledError):  # the limit cuts a download short
        return Failure(kind="soft", reason="larger than 8 MB")
    if isinstance(error, exceptions.IgnoreRequest):
        return _ignored_failure(detail)
    if isinstance(error, (ValueError, exceptions.UnsupportedURLSchemeError)):
        return Failure(kind="soft", reason="the address can't be used", detail=detail)
    return Failure(kind="temporary", reason="connection failed", detail=detail)


def _ignored_failure(detail: str) -> Failure:
    if "redirections" in detail:
        return Failure(kind="soft", reason="too many redirects")
    if _TOO_LARGE.search(detail):
        return Failure(kind="soft", reason="larger than 8 MB")
    return Failure(kind="soft", reason="not fetched", detail=detail)


def fetched_page(response: Response) -> FetchedPage:
    """The record of a response; several headers of one name are joined by commas."""
    headers = {
        name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
        for name, values in list(response.headers.items())[:_HEADERS_KEPT]
    }
    content_type = headers.get("content-type")
    return FetchedPage(
        url=response.url, status=response.status, headers=headers, body=response.body,
        content_type=content_type, encoding=charset_of(content_type),
        fetched_at=datetime.now(UTC),
    )  # fmt: skip


def read_article(
    page: FetchedPage, *, entry_id: int, url: str, is_packed: bool, run_id: int
) -> PackedPage | Failure:
    """The page of an article as it is to be stored, or why the answer gives none. `url` is what was
    asked for; `is_packed` says that the body is a gzip file yet."""
    if is_packed:
        headers = {name: value for name, value in page.headers.items() if name != _CODING}
        try:
            page = replace(page, headers=headers, body=gunzipped(page.body, DOWNLOAD_MAXSIZE))
        except ValueError:
            return Failure(kind="soft", reason="larger than 8 MB")
        except (OSError, EOFError, zlib.error) as error:
            return exception_failure(error)
    failure = page_failure(page)
    return failure or pack(entry_id, page, run_id, same=other_addresses(url, page))


def charset_of(content_type: str | None) -> str | None:
    """The charset a content type names.

    >>> charset_of('text/html; charset="GB2312"')
    'gb2312'
    >>> charset_of("text/html") is None
    True
    """
    match = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", content_type or "", re.IGNORECASE)
    return match[1].lower() if match else None
