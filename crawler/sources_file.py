"""sources.toml changed by a command: an entry added or switched, all else as a person wrote it."""

import os
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import AoT

from crawler.sources import SourcesError, parse_sources, parse_toml

HEAD = "# The news that `bellwether crawl` watches.\n"
"""What a new file begins with."""


def with_entry(text: str, entry: Mapping[str, Any], path: str | Path) -> str:
    """The file's text with one more [[source]] at its end; the rest keeps every character.

    Raises SourcesError where the text, as it was or as it is now, can't be used.
    """
    parse_sources(text, path)
    document = tomlkit.parse(text)
    if isinstance(document.get("source", AoT([])), AoT):
        changed = text.rstrip("\n") + "\n\n" + entry_text(entry)
    else:  # written as one list of inline tables
        document["source"].append(dict(entry))
        changed = tomlkit.dumps(document)
    parse_sources(changed, path)
    return changed


def entry_text(entry: Mapping[str, Any]) -> str:
    """One [[source]] as it stands in the file."""
    table = tomlkit.table()
    for key, value in entry.items():
        table[key] = value
    tables = tomlkit.aot()
    tables.append(table)
    document = tomlkit.document()
    document["source"] = tables
    return tomlkit.dumps(document)


def with_switch(text: str, name: str, path: str | Path, *, enabled: bool) -> str:
    """The file's text with a source switched on or off. Raises KeyError for an unknown name,
    SourcesError."""
    sources = parse_sources(text, path)
    number = [source.name for source in sources].index(name) if _has(sources, name) else None
    if number is None:
        raise KeyError(name)
    if sources[number].enabled is enabled:
        return text
    document = tomlkit.parse(text)
    table: Any = document["source"][number]
    if "enabled" not in table and (changed := _beside_name(text, number, name, enabled)):
        return changed
    table["enabled"] = enabled
    return tomlkit.dumps(document)


def _has(sources: list[Any], name: str) -> bool:
    return any(source.name == name for source in sources)


def _beside_name(text: str, number: int, name: str, enabled: bool) -> str | None:
    """The text with a line below the name's; None where that would not do what it should.

    tomlkit would put it at the end of the table, below a comment that speaks of the next one.
    """
    line = re.compile(rf"^[ \t]*name[ \t]*=[ \t]*([\"']){re.escape(name)}\1.*$\n?", re.MULTILINE)
    wanted = parse_toml(text, "")
    wanted["source"][number]["enabled"] = enabled
    for match in line.finditer(text):
        before = match[0] if match[0].endswith("\n") else match[0] + "\n"
        added = f"enabled = {str(enabled).lower()}\n"
        changed = text[: match.start()] + before + added + text[match.end() :]
        try:
            if parse_toml(changed, "") == wanted:
                return changed
        except SourcesError:
            continue
    return None


def write_sources(path: Path, text: str) -> None:
    """The file with this text, all of it or as it was. Raises SourcesError."""
    target = path.resolve()
    try:
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o644
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
            Path(name).chmod(mode)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise SourcesError(path, f"can't be written: {reason}") from error
