"""What a page says of itself in JSON-LD: its article, breadcrumbs and publisher."""

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lxml.html import HtmlElement

from crawler.markup import squeeze

MAX_ITEMS = 2_000
"""Objects looked at on one page, so that a hostile script costs no more than this."""
_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report|Review|ClaimReview|LiveBlogPosting|Recipe)$")
_DRESSING = re.compile(
    r"^\s*(?:/\*\s*)?(?:<!\[CDATA\[)?(?:\s*\*/)?|;?\s*(?:/\*\s*)?(?:\]\]>)(?:\s*\*/)?\s*$|;\s*$"
)
_CONTROL = re.compile(r"[\x00-\x1f]")

Item = Mapping[str, Any]


def read_jsonld(root: HtmlElement) -> list[Item]:
    """Every JSON-LD object of a page, those nested in `@graph` and lists included."""
    items: list[Item] = []
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            items.extend(_flatten(_load(script.text_content())))
    return items[:MAX_ITEMS]


def _load(text: str) -> object:
    """The script's value, or None; comment marks, raw newlines and a last comma are forgiven."""
    cleaned = _CONTROL.sub(" ", _DRESSING.sub("", text).strip())
    for attempt in (cleaned, re.sub(r",\s*([}\]])", r"\1", cleaned)):
        try:
            value: object = json.loads(attempt)
        except (ValueError, RecursionError):
            continue
        return value
    return None


def _flatten(value: object) -> Iterator[Item]:
    queue: list[object] = [value]
    while queue:
        value = queue.pop(0)
        if isinstance(value, Mapping):
            yield value
            queue.extend(value[key] for key in ("@graph", "mainEntity") if key in value)
        elif isinstance(value, list):
            queue.extend(value)


def types_of(item: Item) -> tuple[str, ...]:
    """The item's types, always as a tuple."""
    types = item.get("@type")
    listed = types if isinstance(types, list) else [types]
    return tuple(name for name in listed if isinstance(name, str))


def articles_of(items: Sequence[Item]) -> list[Item]:
    """Items that describe an article, those with a headline first."""
    found = [item for item in items if any(_ARTICLE.search(name) for name in types_of(item))]
    return sorted(found, key=lambda item: not item.get("headline"))


def text_of(value: object) -> str | None:
    """A string value, or the name of an object, on one line and with entities resolved."""
    if isinstance(value, list):
        return next(filter(None, map(text_of, value)), None)
    if isinstance(value, Mapping):
        return text_of(value.get("name"))
    if not isinstance(value, str):
        return None
    return squeeze(html.unescape(html.unescape(value))) or None


def first_text(items: Sequence[Item], *keys: str) -> str | None:
    """The first non-empty text under the keys, item by item."""
    return next(filter(None, (text_of(item.get(key)) for item in items for key in keys)), None)


def names_of(value: object, items: Sequence[Item]) -> list[str]:
    """Names of people or bodies: strings, objects, lists of them, or references by `@id`."""
    if isinstance(value, list):
        return [name for part in value for name in names_of(part, items)]
    if isinstance(value, Mapping) and "name" not in value and "@id" in value:
        value = next(
            (item for item in items if item.get("@id") == value["@id"] and "name" in item), None
        )
    if isinstance(value, Mapping) and isinstance(value.get("name"), list):
        return names_of(value["name"], items)
    name = text_of(value)
    return [name] if name else []


def breadcrumb_names(items: Sequence[Item]) -> list[str]:
    """Names of the first breadcrumb trail, outermost first."""
    for item in items:
        trail = item if "BreadcrumbList" in types_of(item) else item.get("breadcrumb")
        if isinstance(trail, Mapping) and isinstance(trail.get("itemListElement"), list):
            steps = [step for step in trail["itemListElement"] if isinstance(step, Mapping)]
            names = [
                text_of(step.get("name")) or text_of(step.get("item"))
                for step in sorted(steps, key=_position)
            ]
            return [name for name in names if name]
    return []


def _position(step: Item) -> int:
    try:
        return int(step.get("position", 0))
    except (TypeError, ValueError):
        return 0
