import gzip
from datetime import UTC, datetime

import pytest
from backports import zstd

from crawler.failure import Failure
from crawler.outcomes import read_article
from models.pages import FetchedPage, PackedPage

HTML = b'<!doctype html><link rel="canonical" href="/plant"><p>A plant opens.</p>'
URL = "https://news.example/1"


def read(body: bytes, *, is_packed: bool) -> PackedPage | Failure:
    headers = {"content-encoding": "gzip", "etag": '"7"'} if is_packed else {"etag": '"7"'}
    page = FetchedPage(
        url=URL, status=200, headers=headers, body=body, fetched_at=datetime.now(UTC)
    )  # fmt: skip
    return read_article(page, entry_id=7, url=URL, is_packed=is_packed, run_id=3)


@pytest.mark.parametrize(("body", "is_packed"), [(HTML, False), (gzip.compress(HTML), True)])
def test_an_article_is_stored_without_its_packing(body: bytes, is_packed: bool) -> None:
    found = read(body, is_packed=is_packed)
    assert isinstance(found, PackedPage)
    assert (found.entry_id, found.run_id, found.body_size) == (7, 3, len(HTML))
    assert found.page.headers == {"etag": '"7"'}
    assert found.same == ("https://news.example/plant",)
    assert zstd.decompress(found.compressed) == HTML


@pytest.mark.parametrize(
    ("body", "kind", "reason"),
    [
        (gzip.compress(b"<html>" + b" " * 8_000_000), "soft", "larger than 8 MB"),
        (gzip.compress(b" \n"), "soft", "empty page"),
        (gzip.compress(b"%PDF-1.7"), "soft", "not an HTML page"),
        (HTML, "temporary", "connection failed"),
        (gzip.compress(HTML)[:12], "temporary", "connection failed"),
    ],
    ids=["bomb", "empty", "PDF", "not packed after all", "cut off"],
)
def test_why_an_answer_gives_no_article(body: bytes, kind: str, reason: str) -> None:
    found = read(body, is_packed=True)
    assert isinstance(found, Failure)
    assert (found.kind, found.reason) == (kind, reason)
