"""What a publisher changed between two versions of an article, word by word."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response
from markupsafe import Markup

from bellwether.browse.database import NAME, select

VERSIONS = """
SELECT newer.id, newer.title, newer.text, newer.version, newer.added_at,
  older.id AS older_id, older.title AS older_title, older.text AS older_text,
  older.version AS older_version, older.added_at AS older_added_at
FROM articles AS newer
JOIN articles AS older ON older.key = newer.key AND older.version < newer.version
WHERE newer.id = :id ORDER BY older.version DESC LIMIT 1
"""
_WORDS = re.compile(r"\S+\s*")


async def changes_page(datasette: Datasette, request: Request) -> Response:
    """The page at "/-/changes/<id>": the version against the one before it."""
    found = await select(datasette.get_database(NAME), VERSIONS, {"id": request.url_vars["id"]})
    if not found:
        raise NotFound("This version of the article is the first one, or there is none.")
    row = found[0]
    variables = {
        "row": row,
        "title": changed(row["older_title"] or "", row["title"] or ""),
        "paragraphs": changed_paragraphs(row["older_text"], row["text"]),
    }
    return Response.html(await datasette.render_template("changes.html", variables, request))


def changed_paragraphs(older: str, newer: str) -> list[Markup]:
    """The newer text's paragraphs, with what went struck out where it stood."""
    before, after = older.split("\n\n"), newer.split("\n\n")
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    found: list[Markup] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            found += map(Markup.escape, after[c:d])
        else:
            found += _pairs(before[a:b], after[c:d])
    return found


def changed(older: str, newer: str) -> Markup:
    """The newer words with `ins` around what came and `del` around what went.

    >>> print(changed("It opens in 2028.", "It opens in May 2029."))
    It opens in <del>2028.</del><ins>May 2029.</ins>
    """
    before, after = _WORDS.findall(older), _WORDS.findall(newer)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return Markup("").join(
        _piece(tag, "".join(before[a:b]), "".join(after[c:d]))
        for tag, a, b, c, d in matcher.get_opcodes()
    )


def _pairs(before: Sequence[str], after: Sequence[str]) -> Iterator[Markup]:
    for place in range(max(len(before), len(after))):
        old = before[place] if place < len(before) else ""
        new = after[place] if place < len(after) else ""
        yield changed(old, new)


def _piece(tag: str, old: str, new: str) -> Markup:
    if tag == "equal":
        return Markup.escape(new)
    gone = Markup("<del>{}</del>").format(old) if old else Markup("")
    come = Markup("<ins>{}</ins>").format(new) if new else Markup("")
    return gone + come
