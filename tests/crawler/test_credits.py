"""Whom a reprint credits."""

import pytest

from crawler.credits import credited_source, same_body


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("Source: China Daily", "China Daily"),
        ("Source:Xinhua | 2019-01-02", "Xinhua"),
        ("News source: Coil & Current", "Coil & Current"),
        ("Xinhua | Updated: 2024-03-12 08:41", "Xinhua"),
        ("SEOUL (Reuters) - Steel output rose.", "Reuters"),
        ("MADRID, Sept. 5 (AP) — Panels sold well.", "Associated Press"),
        ("(AFP) — Panels sold well.", "AFP"),
        ("DALIAN, May 8 (Xinhua) -- Shipyards booked orders.", "Xinhua"),
        ("This article first appeared on Coil & Current.", "Coil & Current"),
        ("This story was originally published by The Valley Herald.", "Valley Herald"),
        ("The article was first published in Freight Times", "Freight Times"),
        ("Republished with permission from Freight Times.", "Freight Times"),
        ("Reprinted from the Machinery Post", "Machinery Post"),
        ("The source of the leak: a valve.", None),
        ("Steel output (Seoul) - a table", None),
        ("First published on November 19, 2019", None),
        ("The firm said (in May) - and repeated", None),
        ("Source: Harbour Post", None),
    ],
)
def test_credits(line, source):
    assert credited_source([line], publisher="Harbour Post") == source


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("The Guardian", "Guardian", True),
        ("Reuters", "Thomson Reuters", True),
        ("chinadaily.com.cn", "China Daily", True),
        ("Xinhua", "Xinhua News Agency", True),
        ("Freight Times", "Harbour Times", False),
        ("Freight Times", None, False),
    ],
)
def test_one_outlet_under_two_names(left, right, same):
    assert same_body(left, right) is same
