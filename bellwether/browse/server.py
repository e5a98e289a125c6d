"""The web server that `bellwether browse` runs."""

import asyncio
import contextlib
import errno
import socket
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path

import uvicorn

from bellwether.browse.app import build_datasette
from models.errors import BellwetherError

HOST = "127.0.0.1"
PORT = 8001
TRIES = 50
"""How many ports after the usual one are tried when it is taken."""


class PortTaken(BellwetherError):
    """Another program listens where we were asked to."""

    def __init__(self, host: str, port: int, free: int | None) -> None:
        self.port = port
        advice = f"try --port {free}" if free else "name another with --port N"
        super().__init__(f"port {port} on {host} is taken: {advice}")


class AddressUnusable(BellwetherError):
    """The host is none of this machine's, or the port needs more rights."""


def serve(
    db_path: str | Path,
    host: str = HOST,
    port: int | None = None,
    open_browser: bool = True,
    *,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Show the database until interrupted, read-only.

    Without a port the usual one is taken, or the next that is free; a port asked for is taken or
    refused. `ready` is told the address once somebody can open it.

    Raises PortTaken, AddressUnusable, or a `DatabaseError` (missing, foreign, damaged, too new).
    """
    datasette = build_datasette(Path(db_path))
    listener = listen(host, port)
    address = f"http://{_in_address(host)}:{listener.getsockname()[1]}/"
    server = _Server(datasette.app(), lambda: _announce(address, open_browser, ready))
    with listener, contextlib.suppress(KeyboardInterrupt):
        server.run(sockets=[listener])


def listen(host: str, port: int | None) -> socket.socket:
    """A socket bound to the host and port; without a port, to the first free one from `PORT`."""
    if port is None:
        return _bind(host, _free_port(host, PORT) or PORT)
    return _bind(host, port)


class _Server(uvicorn.Server):
    """A server that says when it has started."""

    def __init__(self, app: object, started: Callable[[], None]) -> None:
        super().__init__(uvicorn.Config(app, log_level="warning", lifespan="on"))  # type: ignore[arg-type]
        self._when_started = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self.started:
            await asyncio.to_thread(self._when_started)


def _announce(address: str, open_browser: bool, ready: Callable[[str], None] | None) -> None:
    if ready is not None:
        ready(address)
    if open_browser:
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()


def _bind(host: str, port: int) -> socket.socket:
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind)
    except OSError as error:
        raise AddressUnusable(f"can't listen on {host}: {error.strerror or error}") from error
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
        listener.listen()
    except OSError as error:
        listener.close()
        raise _named(host, port, error) from error
    return listener


def _named(host: str, port: int, error: OSError) -> BellwetherError:
    if error.errno == errno.EADDRINUSE:
        return PortTaken(host, port, _free_port(host, port + 1))
    return AddressUnusable(f"can't listen on {host}:{port}: {error.strerror or error}")


def _free_port(host: str, start: int) -> int | None:
    """The first port from `start` that nobody listens on; None when `TRIES` are taken."""
    return next((p for p in range(start, min(start + TRIES, 65536)) if _is_free(host, p)), None)


def _is_free(host: str, port: int) -> bool:
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError:
        return False
    return True


def _in_address(host: str) -> str:
    """The host as a browser on this machine writes it."""
    if host in {"0.0.0.0", "::", ""}:  # noqa: S104
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host
