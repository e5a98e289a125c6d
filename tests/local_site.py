"""A web site on loopback for tests of the crawler: pages are set one by one, requests are kept."""

import hashlib
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

HTML = "text/html; charset=utf-8"
XML = "application/xml"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the site answers at a path."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str | None = HTML
    etag: bool = False
    """Name an etag, and answer 304 to a request that knows it."""
    delay_s: float = 0.0
    """Wait before answering."""
    endless: bytes = b""
    """Send this again and again for ever..."""
    endless_head: bool = False
    """Send headers for ever."""
    every_s: float = 0.0
    """...with such pauses."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request as it came."""

    path: str
    headers: Mapping[str, str]
    at: float


class LocalSite:
    """The running site; `{base}` in a text stands for its address."""

    def __init__(self, port: int) -> None:
        self.base = f"http://127.0.0.1:{port}"
        self.port = port
        self.answers: dict[str, Answer] = {}
        self.requests: list[Asked] = []
        self.fallback: Callable[[str], Answer | None] = lambda path: None

    def page(self, path: str, text: str | bytes = "", **how: object) -> str:
        """Sets what a path answers; gives its address."""
        body = text if isinstance(text, bytes) else text.replace("{base}", self.base).encode()
        self.answers[path] = Answer(body=body, **how)  # type: ignore[arg-type]
        return self.base + path

    def article(self, path: str, words: str = "A plant opens.", **how: object) -> str:
        """Sets an article's page."""
        text = f"<!doctype html><html><body><article><p>{words}</p></article></body></html>"
        return self.page(path, text, **how)

    def feed(self, path: str, links: list[str], **how: object) -> str:
        """Sets an RSS feed that names the links."""
        items = "".join(f"<item><title>News</title><link>{link}</link></item>" for link in links)
        text = f"<rss version='2.0'><channel><title>Feed</title>{items}</channel></rss>"
        return self.page(path, text, content_type="application/rss+xml", **how)

    def asked(self, *, robots: bool = False) -> list[str]:
        """Paths asked for so far, then forgotten."""
        paths = [request.path for request in self.requests]
        self.requests.clear()
        return [path for path in paths if robots or path != "/robots.txt"]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    site: LocalSite

    def do_GET(self) -> None:
        site = self.site
        site.requests.append(Asked(path=self.path, headers=dict(self.headers), at=time.monotonic()))
        answer = site.answers.get(self.path) or site.fallback(self.path) or Answer(status=404)
        time.sleep(answer.delay_s)
        etag = f'"{hashlib.md5(answer.body).hexdigest()}"' if answer.etag else None
        if etag and self.headers.get("If-None-Match") == etag:
            answer = Answer(status=304, content_type=None)
        self._send(answer, etag)

    def _send(self, answer: Answer, etag: str | None) -> None:
        try:
            self.send_response(answer.status)
            headers = {"Content-Type": answer.content_type, "ETag": etag, **answer.headers}
            if not answer.endless:
                headers.setdefault("Content-Length", str(len(answer.body)))
            for name, value in headers.items():
                if value is not None:
                    self.send_header(name, value)
            while answer.endless_head:
                self.wfile.write(b"X-Header: " + b"x" * 1000 + b"\r\n")
            self.end_headers()
            self.wfile.write(answer.body)
            while answer.endless:
                self.wfile.write(answer.endless)
                time.sleep(answer.every_s)
        except OSError:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is part of the tests."""


@contextmanager
def serve_site() -> Iterator[LocalSite]:
    """A site that is there until the block ends."""
    handler = type("Handler", (_Handler,), {})
    server = _Server(("127.0.0.1", 0), handler)
    site = handler.site = LocalSite(server.server_address[1])  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
