"""Articles and facts for the tests of the database, written for them."""

from dataclasses import replace
from decimal import Decimal

from models.article import Article
from models.facts import (
    Baseline,
    Facts,
    Figure,
    Money,
    Organization,
    Person,
    Place,
    Quote,
    Role,
    Share,
    Target,
)

TEXT = (
    "Norvik Solar said on Monday that it would build a panel factory in Lisbon for 1.2 billion "
    "euros ($1.3 billion), up from about 400 million euros spent last year.\n\n"
    '"We will make 5,000 panels a day by 2028," said Ana Prado, chief executive of Norvik Solar.'
    "\n\nPrado said the company has a third of Portugal's market."
)


def span(words: str, text: str = TEXT, nth: int = 1) -> tuple[int, int]:
    """Where the words stand for the `nth` time."""
    start = -1
    for _ in range(nth):
        start = text.index(words, start + 1)
    return start, start + len(words)


def sentence_of(start: int, text: str = TEXT) -> str:
    """The paragraph around a character; close enough to a sentence here."""
    return text[text.rfind("\n", 0, start) + 1 :].partition("\n")[0]


ARTICLE = Article(
    url="https://news.example/solar/norvik-lisbon?from=feed",
    canonical_url="https://news.example/solar/norvik-lisbon",
    title="Norvik Solar to build Lisbon factory",
    authors=("Rui Teles", "Mia Okafor"),
    published="2026-03-02T09:30:00+00:00",
    publisher="News Example",
    section=("Business", "Energy"),
    language="en",
    text=TEXT,
)


def _facts() -> Facts:
    money, panels = span("1.2 billion euros"), span("5,000 panels")
    quote = span("We will make 5,000 panels a day by 2028,")
    return Facts(
        organizations=(
            Organization(
                name="Norvik Solar",
                kind="company",
                aliases=("Norvik",),
                mentions=(span("Norvik Solar"), span("Norvik Solar", nth=2)),
                references=(span("it"), span("the company")),
            ),
        ),
        people=(
            Person(
                name="Ana Prado",
                aliases=("Prado",),
                mentions=(span("Ana Prado"), span("Prado", nth=2)),
                roles=(
                    Role(
                        title="chief executive",
                        organization="Norvik Solar",
                        rank="chief executive",
                        start=span("chief executive")[0],
                        end=span("chief executive of Norvik Solar")[1],
                    ),
                ),
            ),
        ),
        places=(
            Place(name="Lisbon", kind="city", country="PT", mentions=(span("Lisbon"),)),
            Place(name="Portugal", kind="country", country="PT", mentions=(span("Portugal"),)),
        ),
        figures=(
            Figure(
                kind="money",
                amount=Decimal(1200000000),
                currency="EUR",
                equivalents=(Money(amount=Decimal(1300000000), currency="USD"),),
                metric="panel factory",
                subject="Norvik Solar",
                period="2026-03-02",
                attribution="Norvik Solar",
                baseline=Baseline(
                    amount=Decimal(400000000), currency="EUR", comparator="~", period="2025"
                ),
                share=Share(fraction=Decimal("0.3333"), of="Portugal's market"),
                text="1.2 billion euros",
                sentence=sentence_of(money[0]),
                start=money[0],
                end=money[1],
            ),
        ),
        targets=(
            Target(
                kind="target",
                actor="Norvik Solar",
                action="make",
                metric="panels a day",
                comparator="=",
                value=Decimal(5000),
                unit="panels",
                deadline="2028",
                scope=("Lisbon",),
                attribution="Ana Prado",
                text="5,000 panels",
                sentence=sentence_of(panels[0]),
                start=panels[0],
                end=panels[1],
            ),
        ),
        quotes=(
            Quote(
                speaker="Ana Prado",
                text="We will make 5,000 panels a day by 2028,",
                cue="said",
                start=quote[0],
                end=quote[1],
            ),
        ),
        problems=("two figures without a subject",),
        pipeline_version="0.1.0+test",
    )


FACTS = _facts()


def later(text: str, **changes: object) -> Article:
    """The same article with other words."""
    return replace(ARTICLE, text=text, **changes)  # type: ignore[arg-type]


def mentions_only(text: str, *names: str, version: str = "0.1.0+test") -> Facts:
    """Facts with nothing but organisations, one for each name that the text holds."""
    found = [name for name in names if name in text]
    return Facts(
        organizations=tuple(
            Organization(name=name, mentions=(span(name, text),)) for name in found
        ),
        pipeline_version=version,
    )
