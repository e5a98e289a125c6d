"""Small readers for the tests of reading in workers: they run in processes of their own."""

import os
import re
import signal
import time

from bellwether.reading import Reading, ReadStored
from models.article import Article
from models.errors import BellwetherError
from models.facts import Facts, Organization
from models.pages import StoredPage

NAMES = re.compile(r"[A-Z][a-z]+ (?:Steel|Solar|Robotics)")


def make_reader() -> ReadStored:
    """Paragraphs are text, "X Steel" is an organisation."""
    return read_simply


def make_better_reader() -> ReadStored:
    """Finds each organisation's mentions too, and has another version."""
    return read_better


def make_broken_reader() -> ReadStored:
    """Can't start."""
    raise BellwetherError("The weights are missing: type `make weights`.")


def make_dying_reader() -> ReadStored:
    """Dies while starting."""
    os._exit(3)


def make_slow_reader() -> ReadStored:
    """Takes its time, so that a test can kill it on the way."""
    return read_slowly


def read_slowly(page: StoredPage) -> Reading:
    time.sleep(0.01)
    return read_simply(page)


def read_simply(page: StoredPage) -> Reading:
    html = page.body.decode(page.encoding or "utf-8")
    _misbehave(html)
    text = "\n\n".join(re.findall("<p>(.*?)</p>", html))
    if not text:
        return Reading(article=None, facts=Facts(pipeline_version="1"), problems=("no article",))
    title = re.search("<h1>(.*?)</h1>", html)
    text = text.replace("HALF", "\ud800")
    article = Article(
        url=page.url, title=title[1] if title else None, text=text, published="2026-05-01"
    )
    names = tuple(dict.fromkeys(NAMES.findall(text)))
    organizations = tuple(
        Organization(name=name, mentions=_spans(name, text)[:1]) for name in names
    )
    return Reading(article=article, facts=Facts(organizations=organizations, pipeline_version="1"))


def read_better(page: StoredPage) -> Reading:
    reading = read_simply(page)
    if reading.article is None:
        return reading
    text = reading.article.text
    organizations = tuple(
        Organization(name=item.name, kind="company", mentions=_spans(item.name, text))
        for item in reading.facts.organizations
    )
    facts = Facts(organizations=organizations, pipeline_version="2")
    return Reading(article=reading.article, facts=facts)


def _spans(name: str, text: str) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in re.finditer(re.escape(name), text))


def _misbehave(html: str) -> None:
    if "HANG" in html:
        time.sleep(600)
    if "DIE" in html:
        os.kill(os.getpid(), signal.SIGKILL)
    if "SWELL" in html:
        bytearray(4_000_000_000)
    if "RAISE" in html:
        raise ValueError("not what it seemed")
