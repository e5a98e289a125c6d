"""What a figure may carry on from those before it."""

from datetime import date

from extract.anchors import anchor_of
from extract.carried import Told, carried, carrying_signs
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


def test_signs_tell_how_two_amounts_stand_to_each_other() -> None:
    read = reading()
    first, second, third = (anchor_of(read, measure) for measure in read.measures)
    near = carrying_signs(read, Told(anchor=first), second)
    assert {"back=0", "kinds=money>money", "links=from>to", "same unit=True"} <= set(near)
    assert "between=to" in near
    far = carrying_signs(read, Told(anchor=second), third)
    assert {"back=1", "kinds=money>count", "same unit=False"} <= set(far)
    assert not any(sign.startswith("between") for sign in far)
