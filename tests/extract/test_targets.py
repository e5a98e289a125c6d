"""Targets and forecasts with an amount: kind, actor, value and deadline; and look-alikes."""

from decimal import Decimal

import pytest

from tests.extract.aiming import targets

VALUED = [
    ("Vestra Steel plans to cut 1,200 jobs by the end of 2026.",
     "target", "Vestra Steel", 1200, "2026"),
    ("Harlow Motors aims to sell 250,000 electric vans a year by 2030.",
     "target", "Harlow Motors", 250000, "2030"),
    ("Norvik Bank expects net profit of $420 million in 2026.",
     "forecast", "Norvik Bank", 420000000, "2026"),
    ("Norvik Bank expects full-year revenue of $3.1 billion.",
     "forecast", "Norvik Bank", 3100000000, "2025"),
    ("Sales at Calder Foods are expected to rise 8% next year.",
     "forecast", "Calder Foods", 8, "2026"),
    ("Output is projected to reach 4.5 million tonnes in 2027.",
     "forecast", "output", 4500000, "2027"),
    ("Lumen Air has committed $2 billion to new aircraft over five years.",
     "target", "Lumen Air", 2000000000, "2025/2030"),
    ("Under the Clean Ports Act, terminals must cut emissions by 40% by 2032.",
     "target", "terminals", 40, "2032"),
    ("The company's goal is to open 75 shops by 2028.", "target", "company", 75, "2028"),
    ("Tarn Energy is on track to produce 900 megawatts by 2026.",
     "target", "Tarn Energy", 900, "2026"),
    ("Ostrava Glass will invest 120 million euros in a furnace by 2027.",
     "target", "Ostrava Glass", 120000000, "2027"),
    ("Pellworth Group will spend $75 million on its Leeds plant next year.",
     "target", "Pellworth Group", 75000000, "2026"),
    ("The airline hopes to carry 12 million passengers in 2026.",
     "target", "airline", 12000000, "2026"),
    ("Analysts at Brookline Capital forecast earnings of $2.40 a share for 2026.",
     "forecast", "Brookline Capital", "2.40", "2026"),
    ("Brookline Capital raised its growth forecast to 3.4% for 2026.",
     "forecast", "Brookline Capital", "3.4", "2026"),
    ("The central bank lowered its inflation projection to 2.1% for next year.",
     "forecast", "central bank", "2.1", "2026"),
    ("Kestrel Pharma intends to hire 300 researchers within two years.",
     "target", "Kestrel Pharma", 300, "2025/2027"),
    ("The government has set a target of building 90,000 homes by 2029.",
     "target", "government", 90000, "2029"),
    ("Corvin Rail is set to receive 40 new trains in 2027.", "target", "Corvin Rail", 40, "2027"),
    ("Dorset Water vowed to reduce leaks by 25% by 2030.", "target", "Dorset Water", 25, "2030"),
    ("Pine Harbor Brewing plans to double its output to 80,000 barrels by 2027.",
     "target", "Pine Harbor Brewing", 80000, "2027"),
    ("The state is to spend 4 billion pounds on hospitals over the next three years.",
     "target", "state", 4000000000, "2025/2028"),
    ("The market is forecast to be worth $48 billion by 2030.",
     "forecast", "market", 48000000000, "2030"),
    ("Skanor Paper has earmarked 55 million euros for a recycling line.",
     "target", "Skanor Paper", 55000000, None),
]  # fmt: skip

REPORTED = [
    "Vestra Steel cut 1,200 jobs last year.",
    "Harlow Motors sold 250,000 vans in 2024.",
    "Norvik Bank reported net profit of $420 million.",
    "Profit beat the forecast of $90 million.",
    "The airline ordered 20 jets last year.",
    "Revenue rose 12% to $3.1 billion in the first quarter.",
    "The fund has raised $350 million.",
    "Unemployment fell to 5.2% in April.",
    "The plant employs 900 people.",
    "Shares closed at $42.10.",
    "It paid 30 million euros for the brand in 2019.",
]


@pytest.mark.parametrize(("text", "kind", "actor", "value", "deadline"), VALUED)
def test_valued(text: str, kind: str, actor: str, value: int | str, deadline: str | None) -> None:
    found = [(t.kind, t.actor, t.value, t.deadline) for t in targets(text)]
    assert found == [(kind, actor, Decimal(value), deadline)]


def test_nothing_measured_acts_again_as_it() -> None:
    text = (
        "The charity helped 9,000 families. The number of donors it has rose by a third. It hopes "
        "to reach 12,000 families next year."
    )
    assert [target.actor for target in targets(text)] == ["charity"]


@pytest.mark.parametrize("text", REPORTED)
def test_reported(text: str) -> None:
    assert targets(text) == ()


def test_what_it_was_before_is_no_target() -> None:
    text = "Tarn Energy expects output to reach 900 megawatts by 2026, up from 600 megawatts."
    assert [t.value for t in targets(text)] == [900]


def test_instrument() -> None:
    text = "Under the Clean Ports Act, terminals must cut emissions by 40% by 2032."
    assert [t.instrument for t in targets(text)] == ["Clean Ports Act"]


def test_one_target_for_a_number_and_its_verb() -> None:
    text = "Some 2,000 workers are to be hired by December 2025."
    assert [(t.kind, t.value, t.deadline) for t in targets(text)] == [("target", 2000, "2025-12")]
