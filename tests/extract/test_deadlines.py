"""By when: stretches of time ahead, and the deadline of an aim among the times around it."""

import pytest

from extract.calendar import period_iso
from extract.durations import read_durations
from tests.extract.aiming import PUBLISHED, targets

STRETCHES = [
    ("It will pay $5m over five years.", "2025/2030", "over five years"),
    ("It will pay $5m over 5 years.", "2025/2030", "over 5 years"),
    ("The work is spread over a period of two years.", "2025/2027", "over a period of two years"),
    ("They expect it in three to five years.", "2025/2030", "in three to five years"),
    ("The line opens in two years.", "2025/2027", "in two years"),
    ("It hires staff over the course of six months.", "2025-05/2025-11",
     "over the course of six months"),
    ("The loan runs for ten years.", "2025/2035", "for ten years"),
    ("Sales may double in 18 months.", "2025-05/2026-11", "in 18 months"),
    ("It will take effect in four weeks.", "2025-05-12/2025-06-09", "in four weeks"),
    ("The ban starts in 30 days.", "2025-05-12/2025-06-11", "in 30 days"),
    ("Over a 10-year period it will plant trees.", "2025/2035", "Over a 10-year"),
    ("It paid $5m over five years ago.", None, None),
    ("In two years running it lost money.", None, None),
    ("A five-year plan was drawn up.", None, None),
    ("She is in her twenties.", None, None),
    ("It was founded five years earlier.", None, None),
    ("He is ten years old.", None, None),
    ("They met in room 5.", None, None),
]  # fmt: skip

DEADLINES = [
    ("Vestra Steel plans to close its Gdansk mill by the end of 2026.", "2026"),
    ("Harlow Motors said it would stop making diesel engines by 2028.", "2028"),
    ("Lumen Air will spend $2 billion on aircraft over five years.", "2025/2030"),
    ("Kestrel Pharma intends to hire 300 researchers within two years.", "2025/2027"),
    ("The ministry will publish the plan next month.", "2025-06"),
    ("The company will publish its accounts on May 30.", "2025-05-30"),
    ("The museum opens its new wing in March 2026.", "2026-03"),
    ("Output is projected to reach 4.5 million tonnes in 2027.", "2027"),
    ("Sales at Calder Foods are expected to rise 8% next year.", "2026"),
    ("Norvik Bank expects net profit of $420 million in 2026.", "2026"),
    ("The state is to spend 4 billion pounds on hospitals over the next three years.",
     "2025/2028"),
    ("Corvin Rail must replace its brakes by 2027.", "2027"),
    ("The launch is scheduled for October 2025.", "2025-10"),
    ("By 2040, the port will handle 9 million containers a year.", "2040"),
    ("Tarn Energy hopes to restart the reactor before the end of the year.", "2025"),
    ("The reactor is due to generate 1,600 megawatts from 2031.", "2031"),
    ("The fund wants to raise $350 million by the end of the year.", "2025"),
    ("Norvik Bank has vowed to leave the coal business.", None),
    ("Skanor Paper, founded in 1921, plans to build a recycling line.", None),
    ("After a loss last year, Skanor Paper plans to build a recycling line.", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "iso", "printed"), STRETCHES)
def test_stretches(text: str, iso: str | None, printed: str | None) -> None:
    found = list(read_durations(text, PUBLISHED))
    assert [period_iso(m.period) for m in found] == ([iso] if iso else [])
    assert [text[m.start : m.end] for m in found] == ([printed] if printed else [])


def test_no_stretch_without_a_date() -> None:
    assert list(read_durations("It will pay $5m over five years.", None)) == []


@pytest.mark.parametrize(("text", "iso"), DEADLINES)
def test_deadlines(text: str, iso: str | None) -> None:
    assert [target.deadline for target in targets(text)] == [iso]
