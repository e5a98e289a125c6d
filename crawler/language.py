"""The language of a text."""

import py3langid

SAMPLE_CHARS = 1_000
SURE_CHARS = 200
"""Texts shorter than this are not judged against the page's own statement."""


def read_language(text: str, declared: str | None = None) -> str | None:
    """ISO 639-1 code: what the text is in, or what the page declares where the text is short.

    Templates often declare English on pages that are not, so a longer text is believed first.

    >>> read_language("Die Stahlwerke meldeten einen Verlust von drei Millionen.", "en-GB")
    'en'
    """
    code = (declared or "").replace("_", "-").split("-")[0].strip().lower()
    stated = code if len(code) == 2 and code.isalpha() else None
    if len(text) < SURE_CHARS and stated:
        return stated
    return str(py3langid.classify(text[:SAMPLE_CHARS])[0]) if text.strip() else stated
