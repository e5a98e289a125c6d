"""The command line: help that is true, errors that say what to type next, exit codes."""

import os
import pty
import re
import shlex
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from bellwether.cli import main
from bellwether.progress import progress_bar, with_progress
from models.schema import open_database
from tests.local_site import LocalSite


def leaves(group: click.Group, path: str = "") -> dict[str, click.Command]:
    """Every command that does something, by its words: "sources add"."""
    found: dict[str, click.Command] = {}
    for name, command in group.commands.items():
        words = f"{path} {name}".strip()
        deeper = leaves(command, words) if isinstance(command, click.Group) else {words: command}
        found |= deeper
    return found


LEAVES = leaves(main)
WITHOUT_DATABASE = ("new-publisher", "sources ")
"""Commands that read and write files of a person's own, and no rows."""
NEED_DATABASE = ("read", "browse", "status")
PROSE = (
    "<p>The mill sold 40 furnaces in May, it said on Monday, twice as many as in April.</p>"
    "<p>Orders from abroad made up half of them, and the yard has hired sixty welders so far.</p>"
)
GERMAN = (
    "Der Hersteller will bis zum Jahr 2031 rund zwei Milliarden Euro in ein neues Werk in der "
    "Stadt stecken, wie der Vorstand am Dienstag mitteilte, und dort viele Menschen einstellen. "
    "Das Werk soll Maschinen bauen, die es bisher in dem Land noch nicht gibt."
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def call(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.mark.parametrize(("path", "command"), LEAVES.items())
def test_help_says_what_a_command_does_with_an_example_that_parses(
    path: str, command: click.Command
) -> None:
    text = call(*path.split(), "--help").output
    examples = re.findall(r"^ *Example:  bellwether (.*)$", text, re.MULTILINE)
    assert len(examples) == 1, text
    assert examples[0].startswith(path)
    words = shlex.split(examples[0].removeprefix(path))
    assert command.make_context(path, words).params is not None
    assert command.get_short_help_str(100).endswith(".")


@pytest.mark.parametrize("path", [path for path in LEAVES if not path.startswith(WITHOUT_DATABASE)])
def test_every_command_takes_a_database(path: str) -> None:
    assert "--db" in {option for parameter in LEAVES[path].params for option in parameter.opts}


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.html", b"", "empty.html: nothing in it"),
        ("blank.txt", b" \n\n", "blank.txt: nothing in it"),
        ("huge.html", b"x" * 8_000_001, "huge.html: larger than 8,000,000 bytes"),
        ("none.html", b"<html><body><p>Hi.</p></body></html>", "no article: no text found"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0", "picture.txt: neither a page nor text"),
        (None, b"", "absent.html: no such file or directory"),
    ],
)
def test_files_without_an_article(
    folder: Path, name: str | None, content: bytes, says: str
) -> None:
    if name:
        (folder / name).write_bytes(content)
    result = call("extract", name or "absent.html")
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")
    assert says in result.stderr
    assert result.stdout == ""


ANSWERS = {
    "/gone": ({"status": 404}, "HTTP 404"),
    "/down": ({"status": 503}, "HTTP 503"),
    "/pdf": ({"content_type": "application/pdf"}, "not an HTML page (application/pdf). Pass the"),
    "/empty": ({"text": b""}, "empty page"),
    "/huge": ({"text": b"x" * 8_000_001}, "larger than 8 MB"),
    "/none": ({"text": "<html><body><p>Hi.</p></body></html>"}, "no article: no text found"),
}
ELSEWHERE = {
    "http://no-such-host.invalid/a": "host not found",
    "http://127.0.0.1:1/a": "connection refused",
    "ftp://news.example/a": "Only http and https addresses can be fetched",
}


def test_addresses_without_an_article_say_why_each(site: LocalSite) -> None:
    expected = dict(ELSEWHERE)
    for path, (how, says) in ANSWERS.items():
        expected[site.page(path, **{"text": PROSE, **how})] = says  # type: ignore[arg-type]
    result = call("extract", "--allow-private", *expected)
    lines = result.stderr.splitlines()
    assert (result.exit_code, result.stdout, len(lines)) == (1, "", len(expected))
    for line, (url, says) in zip(lines, expected.items(), strict=True):
        assert line.startswith(f"Error: {url}: ")
        assert says in line


def test_a_private_address_names_the_option() -> None:
    result = call("extract", "http://127.0.0.1:1/a")
    assert (result.exit_code, "Pass --allow-private" in result.stderr) == (1, True)


def test_one_bad_source_harms_no_other(folder: Path) -> None:
    (folder / "good.html").write_text(f"<html><body>{PROSE}</body></html>")
    result = call("extract", "absent.html", "good.html", "--format", "jsonl", "--db", "a.db")
    assert result.exit_code == 1
    assert "absent.html" in result.stderr
    assert '"40"' in result.stdout or '"amount": 40' in result.stdout
    with closing(sqlite3.connect("a.db")) as db:
        assert db.execute("SELECT count(*) FROM articles").fetchone() == (1,)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("german.txt", GERMAN.encode(), "the language is German (de), and only English is read"),
        (
            "latin.txt",
            b"The mill spent \xa35 million on a furnace in Leeds, the company said. " * 3,
            "the page's encoding is not stated or wrong; read as cp1252",
        ),
        (
            "wrong.html",
            b"<meta charset=utf-8>" + PROSE.replace("40", "\xa340 million of").encode("latin-1"),
            "the page's encoding is not stated or wrong; read as cp1252",
        ),
    ],
)
def test_doubts_are_told(folder: Path, name: str, content: bytes, says: str) -> None:
    (folder / name).write_bytes(content)
    result = call("extract", name, "--format", "json")
    assert result.exit_code == 0
    assert says in result.stdout


def foreign_text(path: Path) -> None:
    path.write_text("just some text that is no database\n" * 40)


def foreign_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE contacts (name TEXT)")


@pytest.mark.parametrize(
    ("command", "make"),
    [
        ("crawl", foreign_database),
        ("read", foreign_text),
        ("run", Path.mkdir),
        ("browse", foreign_text),
        ("browse", Path.mkdir),
        ("status", foreign_database),
        ("demo", foreign_text),
    ],
)
def test_what_is_no_database_of_ours_is_left_alone(
    folder: Path, command: str, make: Callable[[Path], None]
) -> None:
    path = folder / "other.db"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    result = call(command, "--db", path)
    assert result.exit_code == 1
    assert f"{path} is not a bellwether database: name another file with --db" in result.stderr
    assert before is None or path.read_bytes() == before


@pytest.mark.parametrize("command", NEED_DATABASE)
def test_a_database_that_is_not_there(command: str) -> None:
    result = call(command, "--db", "none.db")
    assert result.exit_code == 1
    assert "No database at none.db: type `bellwether crawl --db none.db`" in result.stderr
    assert not Path("none.db").exists()


@pytest.mark.parametrize("command", ["crawl", "demo"])
def test_a_folder_that_is_not_there(command: str) -> None:
    result = call(command, "--db", "missing/news.db")
    assert result.exit_code == 1
    assert "missing/news.db can't be written" in result.stderr


@pytest.mark.parametrize("command", ["crawl", "read"])
def test_a_second_run_waits_its_turn(command: str) -> None:
    open_database("news.db").close()
    with holding("news.db"):
        result = call(command, "--db", "news.db")
    assert result.exit_code == 75
    assert "A run is under way on news.db" in result.stderr


class holding:
    """Another process that has the run lock of a database."""

    CODE = (
        "import sys; from pathlib import Path; from bellwether.lock import run_lock\n"
        "with run_lock(Path(sys.argv[1])):\n    print(flush=True); sys.stdin.read()"
    )

    def __init__(self, path: str) -> None:
        self.command = [sys.executable, "-c", self.CODE, path]

    def __enter__(self) -> None:
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        assert self.process.stdout
        self.process.stdout.readline()

    def __exit__(self, *_: object) -> None:
        self.process.communicate()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[[source]]\nname = "a"\nfeed = ["https://a.example/"]\n', "sources.toml:3"),
        ('[[source]]\nname = "a"\nfeeds = "https://a.example/"\n', "sources.toml:3"),
        ('[[source]]\nname = "a\n', "sources.toml:2"),
        ("", "sources.toml"),
    ],
)
@pytest.mark.parametrize("command", ["crawl", "run"])
def test_a_malformed_list_of_sources(folder: Path, command: str, text: str, says: str) -> None:
    (folder / "sources.toml").write_text(text)
    result = call(command)
    assert (result.exit_code, says in result.stderr) == (1, True), result.stderr
    assert not Path("bellwether.db").exists() or not text


def test_a_name_that_no_source_bears(folder: Path) -> None:
    (folder / "sources.toml").write_text(
        '[[source]]\nname = "coil"\nfeeds = ["https://coil.example/rss"]\n'
    )
    result = call("crawl", "oil")
    assert result.exit_code == 1
    assert "No source is called 'oil'" in result.stderr
    assert "coil" in result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("extract",),
        ("extract", "a.txt", "--published", "spring"),
        ("extract", "a.txt", "--url", "a.html"),
        ("extract", "a.txt", "--format", "xml"),
        ("browse", "--port", "70000"),
        ("read", "--workers", "0"),
        ("schedule", "--install", "--uninstall"),
        ("nonsense",),
    ],
)
def test_what_is_typed_wrong_ends_with_2(words: tuple[str, ...]) -> None:
    assert call(*words).exit_code == 2


def test_no_progress_where_nobody_watches(capfd: pytest.CaptureFixture[str]) -> None:
    with progress_bar("Reading") as advance:
        advance(1, 2, "Mill")
    assert list(with_progress("Reading", iter([1, 2, 3]), 3)) == [1, 2, 3]
    assert capfd.readouterr() == ("", "")


WATCHED = """
import time
from bellwether.progress import with_progress
def slow():
    for n in range(3):
        time.sleep(0.2)
        yield n
for n in with_progress("Reading", slow(), 3):
    print("item", n)
"""


def test_progress_is_shown_to_a_terminal_and_leaves_the_output_alone(folder: Path) -> None:
    shown = "".join(_terminal_output([sys.executable, "-c", WATCHED], folder / "out.txt"))
    assert "Reading" in shown
    assert "2/3" in shown
    assert (folder / "out.txt").read_text() == "item 0\nitem 1\nitem 2\n"


def _terminal_output(command: list[str], out: Path) -> Iterator[str]:
    """What a command writes to standard error where that is a terminal."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TERM": "xterm"}
    with out.open("w") as file:
        process = subprocess.Popen(command, stdout=file, stderr=theirs, env=environment)
    os.close(theirs)
    try:
        while data := os.read(ours, 4096):
            yield data.decode(errors="replace")
    except OSError:  # Linux ends a terminal that nobody holds any more with EIO
        pass
    finally:
        os.close(ours)
        process.wait()
