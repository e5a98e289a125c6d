"""Bytes decoded whatever the page says its encoding is."""

import pytest

from crawler.charset import decode_page

TEXT = "<html><head>{}</head><body><p>Café – “40 tonnes” sold at €12.</p></body></html>"


def meta(name: str) -> str:
    return TEXT.format(f'<meta charset="{name}">')


@pytest.mark.parametrize(
    ("body", "content_type", "encoding", "doubtful"),
    [
        (meta("utf-8").encode(), None, "utf-8", False),
        (meta("utf-8").encode(), "text/html; charset=utf-8", "utf-8", False),
        (TEXT.format("").encode(), None, "utf-8", False),
        (meta("iso-8859-1").encode(), None, "utf-8", True),
        (TEXT.format("").encode(), "text/html; charset=ISO-8859-1", "utf-8", True),
        (meta("windows-1252").encode("cp1252"), None, "cp1252", False),
        (meta("iso-8859-1").encode("cp1252"), None, "cp1252", False),
        (meta("utf-8").encode("cp1252"), None, "cp1252", True),
        (TEXT.format("").encode("utf-16"), None, "utf-16", False),
        (b"\xef\xbb\xbf" + TEXT.format("").encode(), "text/html; charset=latin1", "utf-8", False),
    ],
)
def test_text_is_read_right(body, content_type, encoding, doubtful):
    page = decode_page(body, content_type)
    assert "Café – “40 tonnes” sold at €12." in page.text
    assert page.encoding.replace("_", "-").startswith(encoding)
    assert bool(page.problems) is doubtful


@pytest.mark.parametrize(
    ("declared", "real", "text"),
    [
        ("gb2312", "gb18030", "钢铁产量上升"),
        ("shift_jis", "shift_jis", "鉄鋼の生産"),
        ("euc-kr", "euc-kr", "철강 생산"),
        ("iso-2022-jp", "iso-2022-jp", "鉄鋼の生産"),
        ("windows-1251", "cp1251", "Производство стали"),
    ],
)
def test_declared_encodings_of_other_scripts(declared, real, text):
    body = f'<meta charset="{declared}"><p>{text}</p>'.encode(real)
    assert text in decode_page(body).text


def test_multi_byte_meta_wins_over_a_server_default():
    body = '<meta charset="gbk"><p>钢铁产量上升</p>'.encode("gbk")
    assert "钢铁产量上升" in decode_page(body, "text/html; charset=ISO-8859-1").text


def test_a_few_broken_bytes_do_not_change_the_encoding():
    body = ("<p>" + "Café über alles. " * 100 + "</p>").encode() + b"\xff"
    page = decode_page(body, "text/html; charset=utf-8")
    assert "Café über alles." in page.text
    assert page.problems == ("1 broken characters",)


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"\x80\x81\x8d", b'<meta charset="nonsense">'])
def test_anything_decodes_to_something(body):
    assert isinstance(decode_page(body).text, str)
