import pytest

from extract.lemmas import apply_script


@pytest.mark.parametrize(
    ("word", "script", "lemma"),
    [
        ("rose", "3|ise", "rise"),
        ("Was", "3|be", "be"),
        ("Reuters", "=", "Reuters"),
        ("Emirates", "^1|", "Emirate"),
        ("shares", "1|", "share"),
        ("a", "1|", "a"),
        ("an", "5|", "an"),
    ],
)
def test_lemma(word: str, script: str, lemma: str) -> None:
    assert apply_script(word, script) == lemma
