"""Answers in gzip, unpacked within limits."""

import zlib

from scrapy.utils.gz import gunzip


def gunzipped(packed: bytes, max_bytes: int) -> bytes:
    """The plain bytes; of a file that breaks off, those there are.

    Raises ValueError where there are more than `max_bytes`; OSError, EOFError or zlib.error where
    there are none.
    """
    unpacker = zlib.decompressobj(wbits=31)
    try:
        plain = unpacker.decompress(packed, max_bytes)
    except zlib.error:
        plain = b""
    is_whole = unpacker.eof and not unpacker.unused_data
    return plain if is_whole else gunzip(packed, max_size=max_bytes)
