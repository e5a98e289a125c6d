"""What a figure may carry on from those before it."""

from datetime import date

import pytest

from extract.anchors import anchor_of
from extract.carried import Told, carried, carrying_signs, continued
from extract.context import Context
from extract.dates import read_periods
from extract.money import read_measures
from extract.names import read_entities
from extract.reading import Reading, read_reading
from tests.extract.marked import marked

TEXT = "[O Norvik] raised sales from $3 million to $5 million. It sold 300 trucks."


def reading() -> Reading:
    doc = marked(TEXT)
    context = Context(published=date(2024, 5, 20))
    measures, periods = read_measures(doc, context), read_periods(doc, context)
    return read_reading(doc, measures, periods, read_entities(doc), [], context)


def told(read: Reading, number: int, metric: str | None) -> Told:
    return Told(anchor=anchor_of(read, read.measures[number]), metric=metric)


def test_the_nearest_come_first_and_each_once() -> None:
    read = reading()
    earlier = [told(read, 0, "sales"), told(read, 1, "trucks"), told(read, 2, "sales")]
    assert [value for value, _ in carried(earlier, "metric")] == ["sales", "trucks"]
    assert next(carried(earlier, "metric"))[1] is earlier[2]


def test_only_the_last_few_are_carried_on() -> None:
    read = reading()
    earlier = [told(read, 0, f"metric {number}") for number in range(9)]
    assert [value for value, _ in carried(earlier, "metric")] == [
        "metric 8", "metric 7", "metric 6", "metric 5"
    ]  # fmt: skip


def test_what_is_unknown_is_not_carried_on() -> None:
    assert list(carried([told(reading(), 0, None)], "metric")) == []


def told_of(text: str) -> tuple[Reading, Told | None]:
    doc = marked(text)
    context = Context(published=date(2024, 5, 20))
    measures, periods = read_measures(doc, context), read_periods(doc, context)
    read = read_reading(doc, measures, periods, read_entities(doc), [], context)
    earlier = [told(read, number, "price") for number in range(len(measures) - 1)]
    return read, continued(read, anchor_of(read, measures[-1]), earlier)


@pytest.mark.parametrize(
    ("text", "adds"),
    [
        ("Oil settled at $84 a barrel, down $1.12.", True),
        ("It had 1,870 firms by the end of June, up 12 percent.", True),
        ("Shares fell $3, or 11 percent.", True),
        ("Sales were $5 million and went down $3 million.", False),
        ("Sales were $5 million or $6 million.", False),
        ("Sales were $5 million. Costs were down 12 percent.", False),
        ("Sales rose to $5 million from $3 million.", False),
    ],
)
def test_an_amount_may_only_add_to_the_one_before(text: str, adds: bool) -> None:
    assert (told_of(text)[1] is not None) is adds


def test_signs_tell_how_two_amounts_stand_to_each_other() -> None:
    read = reading()
    first, second, third = (anchor_of(read, measure) for measure in read.measures)
    near = carrying_signs(read, Told(anchor=first), second)
    assert {"back=0", "kinds=money>money", "links=from>to", "same unit=True"} <= set(near)
    assert "between=to" in near
    far = carrying_signs(read, Told(anchor=second), third)
    assert {"back=1", "kinds=money>count", "same unit=False"} <= set(far)
    assert not any(sign.startswith("between") for sign in far)
