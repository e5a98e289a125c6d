"""Words about who writes and runs a page, from rules/names.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, kw_only=True, slots=True)
class NameRules:
    """The tables of rules/names.toml; all keys in small letters."""

    nobody: frozenset[str]
    roles: tuple[str, ...]
    honorifics: frozenset[str]
    agencies: dict[str, str]
    """Spelling to the agency's usual name."""


@cache
def name_rules() -> NameRules:
    """The word lists, read once."""
    table = tomllib.loads(files("crawler.rules").joinpath("names.toml").read_text("utf-8"))
    return NameRules(
        nobody=frozenset(table["nobody"]),
        roles=tuple(sorted(table["roles"], key=len, reverse=True)),
        honorifics=frozenset(table["honorifics"]),
        agencies={form: name for name, forms in table["agencies"].items() for form in forms},
    )


def agency_named(text: str | None) -> str | None:
    """The usual name of a news agency, or None for any other name.

    >>> agency_named("Agence France-Presse"), agency_named("Ann Prest")
    ('AFP', None)
    """
    return name_rules().agencies.get((text or "").strip(" .,-()").casefold())
