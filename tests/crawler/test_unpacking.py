import gzip
import zlib

import pytest

from crawler.unpacking import gunzipped

WORDS = b"words " * 1000


@pytest.mark.parametrize(
    ("packed", "plain"),
    [
        (gzip.compress(WORDS), WORDS),
        (gzip.compress(b""), b""),
        (gzip.compress(b"one ") + gzip.compress(b"two"), b"one two"),
        (gzip.compress(WORDS) + b"\n", WORDS),
        (gzip.compress(WORDS)[:-8] + bytes(8), WORDS),
        (gzip.compress(WORDS), WORDS[:6000]),
    ],
    ids=["whole", "empty", "two members", "a byte too many", "wrong checksum", "just fits"],
)
def test_plain(packed: bytes, plain: bytes) -> None:
    assert gunzipped(packed, 6000) == plain


def test_what_there_is_of_a_file_that_breaks_off() -> None:
    packed = gzip.compress(bytes(range(256)) * 300, compresslevel=0)
    found = gunzipped(packed[:50_000], 100_000)
    assert len(found) > 30_000
    assert (bytes(range(256)) * 300).startswith(found)


def test_a_bomb_is_not_unpacked() -> None:
    with pytest.raises(ValueError, match="exceeded"):
        gunzipped(gzip.compress(b"x" * 6001), 6000)


@pytest.mark.parametrize("packed", [b"<html>", b"\x1f\x8b\x08", gzip.compress(WORDS)[:12]])
def test_not_gzip(packed: bytes) -> None:
    with pytest.raises((OSError, EOFError, zlib.error)):
        gunzipped(packed, 6000)
