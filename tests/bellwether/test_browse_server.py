"""`bellwether browse` as a process: where it listens, what it says, how it ends."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from bellwether.browse.server import AddressUnusable, PortTaken, listen
from models.schema import open_database


def test_a_port_that_is_asked_for_is_taken_or_refused() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortTaken, match=rf"port {port} .*--port \d+") as refused:
            listen("127.0.0.1", port)
    free = int(str(refused.value).rsplit(" ", 1)[1])
    with listen("127.0.0.1", free) as listener:
        assert listener.getsockname()[1] == free


def test_without_a_port_the_next_free_one_is_taken() -> None:
    with listen("127.0.0.1", None) as first, listen("127.0.0.1", None) as second:
        ports = (first.getsockname()[1], second.getsockname()[1])
    assert ports[0] >= 8001
    assert ports[1] != ports[0]


@pytest.mark.parametrize("host", ["203.0.113.7", "no such host"])
def test_a_host_of_another_machine_is_refused(host: str) -> None:
    with pytest.raises(AddressUnusable, match="can't listen on"):
        listen(host, 0)


def browse(*arguments: str) -> subprocess.Popen[str]:
    command = [
        sys.executable,
        "-c",
        "from bellwether.cli import main; main()",
        "browse",
        "--no-open",
        *arguments,
    ]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_the_command_says_where_and_ends_on_ctrl_c(tmp_path: Path) -> None:
    path = tmp_path / "bellwether.db"
    open_database(path).close()
    with browse("--db", str(path), "--port", "0") as process:
        assert process.stdout
        assert process.stderr
        line = process.stdout.readline()
        address = line.partition(" open at ")[2].split()[0]
        assert address.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(address, timeout=20) as answer:
            assert b"No articles yet" in answer.read()
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
        assert process.stderr.read() == ""


def test_a_missing_database_is_one_line(tmp_path: Path) -> None:
    with browse("--db", str(tmp_path / "none.db")) as process:
        out, err = process.communicate(timeout=60)
    assert process.returncode != 0
    assert out == ""
    assert "bellwether crawl" in err
    assert err.count("\n") == 1
