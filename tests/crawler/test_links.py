import pytest

from crawler.links import Link, iso_time, moment, unique_links


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-03", "2026-03-03"),
        ("2026-03-03T08:15:00Z", "2026-03-03T08:15:00+00:00"),
        (" 2026-03-03T08:15:00.123+08:00 ", "2026-03-03T08:15:00.123000+08:00"),
        ("2026-03-03 08:15:00", "2026-03-03T08:15:00"),
        ("Tue, 03 Mar 2026 08:15:00 GMT", "2026-03-03T08:15:00+00:00"),
        ("Tue, 03 Mar 2026 08:15:00 +0530", "2026-03-03T08:15:00+05:30"),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_iso_time(text: str | None, expected: str | None) -> None:
    assert iso_time(text) == expected


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("2026-03-03", "2026-03-03T23:59:59+00:00"),
        ("2026-03-03T08:15:00", "2026-03-03T08:15:00+00:00"),
        ("2026-03-03T08:15:00+08:00", "2026-03-03T08:15:00+08:00"),
    ],
)
def test_moment(stated: str, expected: str) -> None:
    read = moment(stated)
    assert read is not None
    assert read.isoformat() == expected


@pytest.mark.parametrize("stated", [None, "", "soon", "2026-99-99"])
def test_no_moment(stated: str | None) -> None:
    assert moment(stated) is None


def test_unique_links_join_what_is_said() -> None:
    links = unique_links(
        [
            Link(url="https://a.com/x#1", title="T"),
            Link(url="mailto:a@a.com"),
            Link(url="https://a.com/x", title="U", published="2026-03-01"),
        ]
    )
    assert links == (Link(url="https://a.com/x", title="T", published="2026-03-01"),)
