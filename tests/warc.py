"""Records of page archives, made by hand so that they can be damaged."""

DATE = "2026-03-01T10:00:00Z"


def record(
    url: str, body: bytes, *, status: str = "200 OK", kind: str = "response", date: str = DATE,
    content_type: str = "text/html; charset=utf-8", headers: str = "",
) -> bytes:  # fmt: skip
    """One WARC record with an HTTP answer; `headers` are further lines of it."""
    http = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n{headers}\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}\r\n"
        "WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def story(number: int, words: str = "A plant opens.", **how: str) -> bytes:
    """The record of https://a.com/NUMBER."""
    return record(f"https://a.com/{number}", page(words), **how)


def page(words: str) -> bytes:
    """A small HTML page."""
    return f"<!doctype html><html><body><article><p>{words}</p></article></body></html>".encode()
