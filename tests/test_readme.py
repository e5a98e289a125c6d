"""What the README shows is what happens.

python -m tests.test_readme    writes what the commands print now into the README
"""

import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

import pytest

from bellwether.cli import main
from crawler.sources import load_sources

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
CONSOLE = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.DOTALL | re.MULTILINE)
TYPED = re.compile(r"(?:`|^)(bellwether [^`\n]+)", re.MULTILINE)


def played(block: str, folder: Path) -> str:
    """A console block with what its commands print now; they run in the folder, in order."""
    commands = re.findall(r"^\$ (.*)$", block, re.MULTILINE)
    return "\n\n".join(f"$ {command}\n{output(command, folder)}" for command in commands) + "\n"


def output(command: str, folder: Path) -> str:
    """What a command prints on standard output where that is no terminal."""
    environment = {
        **os.environ,
        "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])),
        "PYTHONPATH": str(ROOT),
        "COLUMNS": "100",
    }
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment, capture_output=True, check=True
    )
    lines = (line.rstrip() for line in done.stdout.decode().splitlines())
    return "\n".join(lines).strip("\n")


def stage(folder: Path) -> Path:
    """A folder with what the README's commands read."""
    shutil.copytree(ROOT / "docs", folder / "docs")
    return folder


def test_the_commands_print_what_the_readme_shows(tmp_path: Path) -> None:
    stage(tmp_path)
    same = doctest.OutputChecker().check_output
    for block in CONSOLE.findall(README.read_text(encoding="utf-8")):
        now = played(block, tmp_path)
        assert same(block, now, doctest.ELLIPSIS), f"type `make readme`; it prints now:\n{now}"


def test_the_first_screen_shows_input_and_output() -> None:
    first = README.read_text(encoding="utf-8")[:3500]
    assert "```sh\nmake demo" in first
    shown = CONSOLE.findall(first)
    assert "$ cat docs/example.txt\nKestrel" in shown[0]
    assert "$ bellwether extract docs/example.txt" in shown[0]
    assert "Targets, forecasts and pledges" in shown[0]


@pytest.mark.parametrize("command", TYPED.findall(README.read_text(encoding="utf-8")))
def test_the_commands_it_names_exist(command: str) -> None:
    name, *words = shlex.split(command.replace("URL", "https://example.com/"), comments=True)[1:]
    found = main.commands[name]
    assert found.make_context(name, words or _needed(name)) is not None


def _needed(name: str) -> list[str]:
    """Arguments without which a command that is only named can't be parsed."""
    return ["a.txt"] if name == "extract" else []


def test_the_source_it_shows_can_be_read(tmp_path: Path) -> None:
    (block,) = re.findall(r"```toml\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert tomllib.loads(block)
    (tmp_path / "sources.toml").write_text(block)
    (source,) = load_sources(tmp_path / "sources.toml")
    assert source.name == "my-trade-paper"


def test_its_links_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README.read_text(encoding="utf-8"))
    assert len(links) > 5
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_targets_of_make_it_names_exist() -> None:
    text = README.read_text(encoding="utf-8")
    named = set(re.findall(r"(?:`|^)make ([a-z-]+)", text, re.MULTILINE))
    made = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert {"demo", "test"} <= named <= made


def rewrite() -> None:
    """The README with what its commands print now."""
    with tempfile.TemporaryDirectory() as folder:
        place = stage(Path(folder))
        text = README.read_text(encoding="utf-8")
        shown = CONSOLE.sub(lambda block: _kept(block[0], played(block[0], place)), text)
        README.write_text(shown, encoding="utf-8")


def _kept(block: str, now: str) -> str:
    """The block as it is where it only leaves something out ("...")."""
    return block if doctest.OutputChecker().check_output(block, now, doctest.ELLIPSIS) else now


if __name__ == "__main__":
    rewrite()
