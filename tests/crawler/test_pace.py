from datetime import UTC, datetime

import pytest

from crawler.pace import is_own_machine, retry_after_s

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (b"120", 120.0),
        (b" 0 ", 0.0),
        (b"Sun, 01 Mar 2026 12:01:30 GMT", 90.0),
        (b"Sun, 01 Mar 2026 11:00:00 GMT", 0.0),
        (b"soon", None),
        (b"-5", None),
        (b"", None),
        (None, None),
    ],
)
def test_retry_after(value: bytes | None, expected: float | None) -> None:
    assert retry_after_s(value, NOW) == expected


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True),
        ("localhost", True),
        ("::1", True),
        ("10.0.0.1", False),
        ("example.com", False),
        ("8.8.8.8", False),
    ],
)
def test_own_machine(host: str, expected: bool) -> None:
    assert is_own_machine(host) is expected
