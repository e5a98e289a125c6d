"""Pages read as articles: bytes in, an `Article` and what was doubtful out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from crawler.absence import missing_article
from crawler.authors import clean_names, reporting_authors
from crawler.blocks import Block, read_blocks
from crawler.body import Body, read_body
from crawler.charset import decode_page
from crawler.credits import credited_source
from crawler.language import read_language
from crawler.markup import (
    MAX_ELEMENTS,
    MAX_PAGE_BYTES,
    count_elements,
    has_endless_text,
    parse_page,
)
from crawler.metadata import (
    Head,
    agencies_of,
    read_authors,
    read_canonical,
    read_dates,
    read_publisher,
    read_section,
    read_title,
    stated_source,
)
from crawler.profiled import profile_reading, with_profile
from crawler.second_opinion import reconsider
from models.article import Article


@dataclass(frozen=True, kw_only=True, slots=True)
class PageReading:
    """What a page gave."""

    article: Article | None
    """None where the page holds no article; `problems` then says why."""
    problems: tuple[str, ...] = ()
    """What was doubtful or missing, for a person to read."""


def read_page(body: bytes, *, url: str | None, content_type: str | None = None) -> PageReading:
    """The article of an HTML page, without touching network or clock.

    `url` is where the page came from, None when unknown. Work is bounded by the page's length.
    """
    if refusal := _refusal(body, content_type):
        return PageReading(article=None, problems=(refusal,))
    decoded = decode_page(body, content_type)
    root = parse_page(decoded.text)
    if reason := _unreadable(root):
        return PageReading(article=None, problems=(*decoded.problems, reason))
    assert root is not None
    article, problems = read_tree(root, html=decoded.text, url=url)
    return PageReading(article=article, problems=(*decoded.problems, *problems))


def _unreadable(root: HtmlElement | None) -> str | None:
    """Why a tree is not looked at, or None."""
    if root is None:
        return "no article: the page is empty"
    if (count := count_elements(root)) > MAX_ELEMENTS:
        return f"no article: the page has {count:,} elements, more than {MAX_ELEMENTS:,}"
    if has_endless_text(root):
        return "no article: one piece of text is longer than any article"
    return None


def _refusal(body: bytes, content_type: str | None) -> str | None:
    """Why a page is not read at all, or None."""
    if not body.strip(b"\0 \t\r\n"):
        return "no article: the page is empty"
    if len(body) > MAX_PAGE_BYTES:
        return f"no article: the page is larger than {MAX_PAGE_BYTES:,} bytes ({len(body):,})"
    kind = (content_type or "").split(";")[0].strip().lower()
    if kind and not re.search(r"html|xml|text/plain|octet-stream", kind):
        return f"no article: not HTML but {kind}"
    if body[:5] in {b"%PDF-", b"\x89PNG\r"} or body[:2] in {b"PK", b"\xff\xd8", b"\x1f\x8b"}:
        return "no article: not HTML but a binary file"
    return None


def read_tree(
    root: HtmlElement, *, html: str, url: str | None
) -> tuple[Article | None, tuple[str, ...]]:
    """The article of a parsed page and its problems: publisher profile, else general reader."""
    head = Head(root=root, url=url)
    article, reason = read_general(head)
    addresses = (url, read_canonical(head))
    reading = profile_reading(html, addresses, article)
    if reading is not None:
        article = with_profile(reading, article)
    if article is None:
        return None, (f"no article: {reason}",)
    return article, tuple(_doubts(article))


def read_general(head: Head) -> tuple[Article | None, str | None]:
    """The article as the general reader finds it, or None and the reason."""
    publisher = read_publisher(head)
    title = read_title(head, publisher)
    blocks = read_blocks(head.root)
    body = read_body(blocks, title=title)
    body = reconsider(body, head=head, blocks=blocks)
    if reason := missing_article(head, blocks, body):
        return None, reason
    near = blocks_around(blocks, body)
    published, modified = read_dates(head, near)
    article = Article(
        url=head.url,
        canonical_url=read_canonical(head),
        title=title,
        authors=read_authors(head, near, publisher) or closing_authors(blocks, body, publisher),
        published=published,
        modified=modified,
        publisher=publisher,
        source=read_source(head, blocks, body, publisher),
        section=read_section(head, title=title, publisher=publisher),
        language=read_language(body.text, head.root.get("lang") or head.root.get("xml:lang")),
        text=body.text,
    )
    return article, None


NEAR = 10
"""How many blocks before the headline or the text may hold byline, date and credit."""


def blocks_around(blocks: Sequence[Block], body: Body) -> Sequence[Block]:
    """The blocks from a little before the headline to the first paragraphs."""
    headline = body.start if body.headline is None else body.headline
    first = max(body.start - 3 * NEAR, headline - NEAR // 2, 0)
    return blocks[first : body.start + 4]


def closing_authors(blocks: Sequence[Block], body: Body, publisher: str | None) -> tuple[str, ...]:
    """People named in the lines at a text's end as its reporters."""
    lines = [block.text for block in blocks[max(body.end - 2, 0) : body.end + 3]]
    return clean_names(reporting_authors(lines), publisher=publisher)


def read_source(
    head: Head, blocks: Sequence[Block], body: Body, publisher: str | None
) -> str | None:
    """Whom the page credits: above the text, in its first or last lines, or in meta tags."""
    near = [block.text for block in blocks_around(blocks, body)]
    tail = [block.text for block in blocks[body.end : body.end + 3]]
    paragraphs = [paragraph.text for paragraph in body.paragraphs]
    for lines in (near, paragraphs, tail, stated_source(head), agencies_of(head)):
        if name := credited_source(lines, publisher=publisher):
            return name
    return None


def _doubts(article: Article) -> list[str]:
    doubts = []
    if not article.title:
        doubts.append("no title found")
    if not article.published:
        doubts.append("no publication date found")
    return doubts


def text_article(
    text: str, *, url: str | None = None, title: str | None = None, published: str | None = None
) -> Article:
    """An article from plain text: all of it is body, with its paragraphs re-joined.

    Lines of a hard-wrapped text are joined to paragraphs at blank lines; a text without wrapped
    lines keeps each line as a paragraph.
    """
    body = join_lines(text)
    return Article(
        url=url,
        canonical_url=url,
        title=title,
        published=published,
        language=read_language(body),
        text=body,
    )


def join_lines(text: str) -> str:
    """Paragraphs of plain text, one blank line between them.

    >>> join_lines("Steel output rose by\\na tenth.\\n\\nPrices fell.")
    'Steel output rose by a tenth.\\n\\nPrices fell.'
    """
    lines = text.replace("\ufeff", "").replace("\r\n", "\n").replace("\r", "\n")
    chunks = re.split(r"\n[ \t]*\n", lines)
    return "\n\n".join(part for chunk in chunks for part in _paragraphs(chunk) if part)


WRAP_CHARS = 100
"""Lines longer than this are paragraphs, not wrapped lines (the widest usual wrap is 99)."""


def _paragraphs(chunk: str) -> list[str]:
    lines = [" ".join(line.split()) for line in chunk.split("\n")]
    if _is_wrapped(lines):
        return [" ".join(filter(None, lines))]
    return lines


def _is_wrapped(lines: list[str]) -> bool:
    """Whether lines are pieces of one paragraph: all short, and most end in mid-sentence."""
    inner = [line for line in lines if line][:-1]
    if not inner or max(map(len, lines)) > WRAP_CHARS:
        return False
    broken = sum(not re.search(r"[.!?:;\"”’)]$", line) for line in inner)
    return broken * 2 >= len(inner)


def with_overrides(
    article: Article, *, title: str | None = None, published: str | None = None
) -> Article:
    """The article with what a person supplied in place of what the page says."""
    return replace(article, title=title or article.title, published=published or article.published)
