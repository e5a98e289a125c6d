"""The direction of imports is the design: crawler -> models <- extract, joined in bellwether."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("bellwether", "crawler", "extract", "models")
MAY_IMPORT = {
    "models": {"models"},
    "crawler": {"crawler", "models"},
    "extract": {"extract", "models"},
    "bellwether": set(PACKAGES),
}
HEAVY_LIBRARIES = {
    "scrapy": {"crawler"},
    "twisted": {"crawler"},
    "spacy": {"extract"},
    "onnxruntime": {"extract"},
    "datasette": {"bellwether"},
    "sqlite_utils": {"models", "bellwether"},
}


def imported(path: Path) -> set[str]:
    """The top-level names that a file imports, wherever in the file it does."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


def modules(package: str) -> list[Path]:
    return sorted(path for path in (ROOT / package).rglob("*.py") if "training" not in path.parts)


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_run_one_way(package: str) -> None:
    wrong = {
        str(path.relative_to(ROOT)): sorted(others)
        for path in modules(package)
        if (others := imported(path) & set(PACKAGES) - MAY_IMPORT[package])
    }
    assert wrong == {}


@pytest.mark.parametrize(("library", "owners"), HEAVY_LIBRARIES.items())
def test_a_heavy_library_lives_in_one_folder(library: str, owners: set[str]) -> None:
    strangers = [
        str(path.relative_to(ROOT))
        for package in PACKAGES
        if package not in owners
        for path in modules(package)
        if library in imported(path)
    ]
    assert strangers == []


def test_the_check_sees_a_wrong_import(tmp_path: Path) -> None:
    module = tmp_path / "wrong.py"
    module.write_text("def f():\n    from crawler.page import read_page\n", encoding="utf-8")
    assert imported(module) == {"crawler"}
