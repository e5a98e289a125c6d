"""A small news site on a loopback port, with a second edition in which one article changed."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import PurePosixPath
from threading import Thread
from urllib.parse import urlsplit

from models.sources import Source

PUBLISHER = "The Harbour Ledger"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}
TEMPLATED = b"{{base}}"


@dataclass
class Newsroom:
    """The running site."""

    base_url: str
    """Address without a trailing slash: "http://127.0.0.1:40123"."""
    edition: int = 1
    """2 serves the changed pages of the second edition where there are any."""
    requests: list[str] = field(default_factory=list)
    """Paths asked for, in order."""

    @classmethod
    @contextmanager
    def serve(cls, port: int = 0) -> Iterator["Newsroom"]:
        """The site on 127.0.0.1 until the block ends; port 0 takes any free one."""
        server = ThreadingHTTPServer(("127.0.0.1", port), _Handler)
        newsroom = cls(base_url=f"http://127.0.0.1:{server.server_address[1]}")
        _Handler.newsrooms[server.server_address[1]] = newsroom
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield newsroom
        finally:
            server.shutdown()
            server.server_close()
            thread.join()
            del _Handler.newsrooms[server.server_address[1]]

    def source(self) -> Source:
        """The site as a source: its feed, its news sitemap and a section page."""
        return Source(
            name="harbour-ledger",
            publisher=PUBLISHER,
            feeds=(self.base_url + "/feed.xml",),
            sitemaps=(self.base_url + "/sitemap-news.xml",),
            sections=(self.base_url + "/industry/",),
            delay_s=0.0,
        )

    def page(self, path: str) -> bytes | None:
        """The bytes served at a path in the present edition; None when there is no such page."""
        relative = PurePosixPath(path.lstrip("/") or "industry/index.html")
        if path.endswith("/"):
            relative /= "index.html"
        if ".." in relative.parts:
            return None
        folders = ["second-edition", ""] if self.edition > 1 else [""]
        for folder in folders:
            file = files(__package__).joinpath("newsroom", folder, *relative.parts)
            if file.is_file():
                return file.read_bytes().replace(TEMPLATED, self.base_url.encode())
        return None


class _Handler(BaseHTTPRequestHandler):
    newsrooms: dict[int, Newsroom] = {}  # noqa: RUF012 - one registry for all handlers, by port
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        newsroom = self.newsrooms[self.server.server_address[1]]  # type: ignore[index]
        newsroom.requests.append(path)
        body = newsroom.page(path)
        if body is None:
            self._answer(HTTPStatus.NOT_FOUND, b"<h1>Not found</h1>", ".html", None)
            return
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if self.headers.get("If-None-Match") == etag:
            self._answer(HTTPStatus.NOT_MODIFIED, b"", None, etag)
            return
        suffix = PurePosixPath(path).suffix or ".html"
        self._answer(HTTPStatus.OK, body, suffix, etag)

    def _answer(
        self, status: HTTPStatus, body: bytes, suffix: str | None, etag: str | None
    ) -> None:
        self.send_response(status)
        if suffix:
            self.send_header("Content-Type", TYPES.get(suffix, "application/octet-stream"))
        if etag:
            self.send_header("ETag", etag)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Nothing: the newsroom is silent."""
