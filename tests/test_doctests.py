"""The examples in docstrings are true."""

import doctest
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("bellwether", "crawler", "extract", "models")


def with_examples() -> list[str]:
    """Names of the modules that show an example."""
    files = (path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    shown = (path for path in files if ">>> " in path.read_text(encoding="utf-8"))
    return sorted(
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in shown
        if "training" not in path.parts
    )


@pytest.mark.parametrize("name", with_examples())
def test_examples(name: str) -> None:
    result = doctest.testmod(import_module(name))
    assert result.attempted
    assert result.failed == 0
