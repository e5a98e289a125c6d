"""Commitments without an amount: whose, what, by when; and sentences that commit nobody."""

import pytest

from tests.extract.aiming import targets

PLEDGES = [
    ("Vestra Steel plans to close its Gdansk mill by the end of 2026.",
     "Vestra Steel", "close its Gdansk mill", "2026"),
    ("Harlow Motors said it would stop making diesel engines by 2028.",
     "Harlow Motors", "stop making diesel engines", "2028"),
    ("The startup aims to mass-produce batteries in Ghana.",
     "startup", "mass-produce batteries in Ghana", None),
    ("Norvik Bank has vowed to leave the coal business.",
     "Norvik Bank", "leave the coal business", None),
    ("The group's goal is to lead the European market.",
     "group", "lead the European market", None),
    ("The museum opens its new wing in March 2026.",
     "museum", "opens its new wing", "2026-03"),
    ("A cheaper version of the service is due out next year.",
     "cheaper version", "cheaper version of service", "2026"),
    ("The company will publish its accounts on May 30.",
     "company", "publish its accounts", "2025-05-30"),
    ("Ana Ruiz, chief executive of Pellworth Group, said it would sell its mills next year.",
     "Pellworth Group", "sell its mills", "2026"),
    ("Tarn Energy hopes to restart the reactor before the end of the year.",
     "Tarn Energy", "restart the reactor", "2025"),
    ("The TX4 tablet goes on sale in June.", "TX4 tablet", "goes on sale", "2025-06"),
    ("The plant will be closed in 2027.", "plant", "be closed", "2027"),
    ("The council intends to ban cars from the old town by 2030.",
     "council", "ban cars from the old town", "2030"),
    ("Kestrel Pharma is planning a trial of the vaccine for 2026.",
     "Kestrel Pharma", "trial of vaccine", "2026"),
    ("The ministry will publish the plan next month.", "ministry", "publish the plan", "2025-06"),
    ("Ostrava Glass pledged to keep its headquarters in Brno.",
     "Ostrava Glass", "keep its headquarters in Brno", None),
    ("The two firms have agreed to merge by the end of the year.", "two firms", "merge", "2025"),
    ("The ferry line will resume service in July.", "ferry line", "resume service", "2025-07"),
    ("The agency strives to end paper forms.", "agency", "end paper forms", None),
    ("The launch is scheduled for October 2025.", "launch", "launch", "2025-10"),
    ("Marlow Shipping's planned 2026 flotation was welcomed.",
     "Marlow Shipping", "flotation", "2026"),
    ("Dorset Water is committed to repairing the pipes.",
     "Dorset Water", "repairing the pipes", None),
    ("Pine Harbor Brewing intends to appeal the ruling.",
     "Pine Harbor Brewing", "appeal the ruling", None),
    ("The retailer is set to open a shop in Oslo this autumn.",
     "retailer", "open a shop in Oslo", "2025-09/2025-11"),
    ("Corvin Rail must replace its brakes by 2027.", "Corvin Rail", "replace its brakes", "2027"),
    ("Marlow Shipping promised to halve its emissions by 2030.",
     "Marlow Shipping", "halve its emissions", "2030"),
]  # fmt: skip

EXPECTED = [
    ("Lumen Air's merger with Corvin Air is expected to end in 2026.", "end", "2026"),
    ("The reactors may be operational by 2030.", "be operational", "2030"),
]

NEITHER = [
    "The company used to make bicycles.",
    "The bridge was opened in 2015.",
    "Norvik Bank had planned to leave the coal business in 2019.",
    "The company hoped to win the contract, but lost it.",
    "If the deal fails, Lumen Air could lose its licence.",
    "Nobody expects the mine to reopen.",
    "It is unlikely that the mill will reopen.",
    "The firm would have closed its plant.",
    "The law that seeks to protect tenants passed in 2019.",
    "Whether the bank will merge is unclear.",
    "The chairman does not plan to resign.",
    "He asked the workers to leave the hall.",
    "She was expected to return to work last August.",
    "Their results were better than expected.",
    "The mayor wanted to thank the firefighters.",
    "The museum, which opened in 1990, is closed on Mondays.",
    "The plant was built to last.",
    "They have to pay taxes.",
    "The order came from a court in Ohio.",
    "The tower was supposed to be finished in 2020.",
    "Shoppers can return goods within a month.",
    "The two firms merged in March.",
    "Workers need to rest.",
    "It takes time to train a pilot.",
    "The shop sells shoes.",
    "Prices may rise.",
    "He might win.",
    "The weak data lowered the chance that the bank will raise rates in February.",
    "This will mark the first rise in ten years.",
    "Traders gave up the view that Norvik Bank will leave the coal business in 2030.",
]


@pytest.mark.parametrize(("text", "actor", "action", "deadline"), PLEDGES)
def test_pledges(text: str, actor: str, action: str, deadline: str | None) -> None:
    found = [(t.kind, t.actor, t.action, t.value, t.deadline) for t in targets(text)]
    assert found == [("pledge", actor, action, None, deadline)]


@pytest.mark.parametrize(("text", "action", "deadline"), EXPECTED)
def test_expected(text: str, action: str, deadline: str) -> None:
    found = [(t.kind, t.action, t.deadline) for t in targets(text)]
    assert found == [("forecast", action, deadline)]


@pytest.mark.parametrize("text", NEITHER)
def test_commits_nobody(text: str) -> None:
    assert targets(text) == ()


def test_two_clauses() -> None:
    text = "Work will begin by 2026 and it is expected to be finished by 2030."
    found = [(t.kind, t.action, t.deadline) for t in targets(text)]
    assert found == [("pledge", "begin", "2026"), ("forecast", "be finished", "2030")]


def test_spans_slice_to_their_text() -> None:
    text = "Norvik Bank has vowed to leave the coal business. Tarn Energy will open a shop in June."
    assert all(text[t.start : t.end] == t.text for t in targets(text))
