"""Pages without an article: why there is none."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from crawler.blocks import Block
from crawler.body import Body
from crawler.jsonld import types_of
from crawler.metadata import Head

MAX_TEXT_CHARS = 1_000_000
"""The longest article measured has under 100,000 characters."""
FEWEST_WORDS = 20
"""The shortest news item measured has 60 words."""
NOTICE_WORDS = 120
"""A text beyond this is no error page, whatever its heading says."""
NOTICE_BLOCKS = 50
"""How many blocks of a page without text may say why."""
TEASER_SHARE = 0.5
"""Share of paragraphs below a linked headline from which a page is a list of articles."""

_REASONS = {
    "not_found": "the page was not found",
    "login": "the text is behind a login",
    "refused": "the site refused the page or asks for a browser",
}
_LISTS = {"CollectionPage", "SearchResultsPage", "ProfilePage", "ItemList", "CheckoutPage"}


def missing_article(head: Head, blocks: Sequence[Block], body: Body) -> str | None:
    """Why the page holds no article, or None where it does."""
    chars = sum(len(paragraph.text) for paragraph in body.paragraphs)
    if chars > MAX_TEXT_CHARS:
        return f"{chars:,} characters are more than any article has"
    words = sum(len(paragraph.text.split()) for paragraph in body.paragraphs)
    if (
        words < NOTICE_WORDS
        and not head.articles
        and (notice := stated_absence(head, blocks, body))
    ):
        return notice
    if words < FEWEST_WORDS:
        return "no text found"
    return "a list of links to other pages" if is_listing(head, blocks, body) else None


def stated_absence(head: Head, blocks: Sequence[Block], body: Body) -> str | None:
    """The reason that the title, a heading or the short text itself gives."""
    texts = [head.page_title, *(block.text for block in blocks if block.tag == "h1"), body.text]
    if not body.paragraphs:
        texts += [block.text for block in blocks[:NOTICE_BLOCKS]]
    for kind, reason in _REASONS.items():
        if any(_pattern(kind).search(text[:400]) for text in texts):
            return reason
    return None


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    table = tomllib.loads(files("crawler.rules").joinpath("absence.toml").read_text("utf-8"))
    return re.compile("(?i)" + "|".join(f"(?:{text})" for text in table[kind]))


def is_listing(head: Head, blocks: Sequence[Block], body: Body) -> bool:
    """Whether the paragraphs are teasers of other pages: a front page, a section, a search."""
    if head.articles or "article" in head.meta.get("og:type", ()):
        return False
    share = teaser_share(blocks, body)
    if share >= TEASER_SHARE:
        return True
    says_list = any(_LISTS & set(types_of(item)) for item in head.items)
    shallow = head.url is not None and urlsplit(head.url).path.strip("/") == ""
    return share >= TEASER_SHARE / 2 and (says_list or shallow)


def teaser_share(blocks: Sequence[Block], body: Body) -> float:
    """Share of the body's paragraphs that stand right below a linked headline."""
    texts = {paragraph.text for paragraph in body.paragraphs if not paragraph.is_heading}
    found = [index for index, block in enumerate(blocks) if block.text in texts]
    teasers = sum(
        _is_link(blocks[index]) or (index > 0 and _is_link(blocks[index - 1])) for index in found
    )
    return teasers / len(found) if len(found) > 2 else 0.0


def _is_link(block: Block) -> bool:
    return block.link_density > 0.8 and len(block.text) > 15
