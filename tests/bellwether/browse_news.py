"""A small newspaper, written for the tests of the pages, saved through the store."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

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
    Span,
    Target,
)
from models.frontier import NewUrl, add_urls, pending_urls
from models.pages import mark_failed
from models.schema import open_database
from models.sources import Source, save_source
from models.store import save_article
from models.visits import save_verdicts

HARBOR = (
    "The port of Esbjerg will spend 3.4 billion Danish kroner ($490 million) on electric cranes, "
    "its chief executive, Karin Holt, said on Tuesday.\n\n"
    "“We want every crane in Esbjerg to run on wind power by the end of 2031, and we will hire "
    "at least 250 technicians for it,” said Holt, who took over from Jens Brandt in 2023.\n\n"
    "Cargo at the port rose 12.5 percent to 5.1 million tonnes in the first half of 2026, "
    "according to the Danish Maritime Board, about a fifth of the country's total. "
    "Nordhav Kraner, which makes the cranes, expects sales of 9 to 11 billion kroner in 2027.\n\n"
    "The board has pledged to publish emissions of every Danish harbour each year."
)
EARLIER = (
    "The port of Esbjerg may spend 3 billion Danish kroner on electric cranes, "
    "its chief executive, Karin Holt, said on Monday."
)
HOSTILE = (
    "Shares of <script>window.owned = 1</script> & Sons rose 4 percent on Friday.\n\n"
    '"><img src=x onerror="window.owned = 1"> said the company\'s "owner" & founder.'
)


def at(text: str, words: str, nth: int = 1) -> Span:
    """Where the words stand for the `nth` time."""
    start = -1
    for _ in range(nth):
        start = text.index(words, start + 1)
    return start, start + len(words)


def sentence(text: str, span: Span) -> str:
    """The paragraph around a span."""
    start = text.rfind("\n\n", 0, span[0]) + 2 if "\n\n" in text[: span[0]] else 0
    return text[start:].partition("\n\n")[0]


def figure(text: str, words: str, amount: str, **more: object) -> Figure:
    """A figure whose amount is printed as `words`."""
    span = at(text, words)
    return Figure(
        amount=Decimal(amount),
        text=words,
        sentence=sentence(text, span),
        start=span[0],
        end=span[1],
        **more,  # type: ignore[arg-type]
    )


def target(text: str, words: str, **more: object) -> Target:
    """A target stated by `words`."""
    span = at(text, words)
    return Target(
        text=words,
        sentence=sentence(text, span),
        start=span[0],
        end=span[1],
        **more,  # type: ignore[arg-type]
    )


def harbor() -> tuple[Article, Facts]:
    """An article with every kind of fact, one inside the other."""
    quote = at(HARBOR, "We want every crane in Esbjerg to run on wind power by the end of 2031, "
               "and we will hire at least 250 technicians for it")  # fmt: skip
    article = Article(
        url="https://harbour.example/esbjerg-cranes?from=feed",
        canonical_url="https://harbour.example/esbjerg-cranes",
        title="Esbjerg buys electric cranes",
        authors=("Lise Munk", "Harbour desk"),
        published="2026-11-17T08:15:00+01:00",
        publisher="Harbour Example",
        source="Example Wire",
        language="en",
        text=HARBOR,
    )
    return article, Facts(
        organizations=(
            Organization(
                name="port of Esbjerg",
                kind="company",
                mentions=(at(HARBOR, "port of Esbjerg"),),
                references=(at(HARBOR, "its"), at(HARBOR, "the port", 1)),
            ),
            Organization(
                name="Danish Maritime Board",
                kind="government",
                mentions=(at(HARBOR, "Danish Maritime Board"),),
                references=(at(HARBOR, "The board"),),
            ),
            Organization(
                name="Nordhav Kraner", kind="company", mentions=(at(HARBOR, "Nordhav Kraner"),)
            ),
        ),
        people=(
            Person(
                name="Karin Holt",
                aliases=("Holt",),
                mentions=(at(HARBOR, "Karin Holt"), at(HARBOR, "Holt", 2)),
                references=(at(HARBOR, "We"),),
                roles=(
                    Role(
                        title="chief executive",
                        rank="chief executive",
                        organization="port of Esbjerg",
                        start=at(HARBOR, "chief executive")[0],
                        end=at(HARBOR, "Karin Holt")[1],
                    ),
                ),
            ),
            Person(name="Jens Brandt", mentions=(at(HARBOR, "Jens Brandt"),)),
        ),
        places=(
            Place(
                name="Esbjerg",
                kind="city",
                country="DK",
                mentions=(at(HARBOR, "Esbjerg"), at(HARBOR, "Esbjerg", 2)),
            ),
        ),
        figures=(
            figure(
                HARBOR,
                "3.4 billion Danish kroner",
                "3400000000",
                kind="money",
                currency="DKK",
                metric="spending on electric cranes",
                subject="port of Esbjerg",
                period="2026",
                attribution="Karin Holt",
                equivalents=(Money(amount=Decimal(490000000), currency="USD"),),
            ),
            figure(
                HARBOR,
                "at least 250 technicians",
                "250",
                kind="count",
                unit="technicians",
                comparator=">=",
                metric="technicians hired",
                subject="port of Esbjerg",
                period="/2031",
                status="target",
                attribution="Karin Holt",
            ),
            figure(
                HARBOR,
                "12.5 percent",
                "12.5",
                kind="percent",
                unit="%",
                metric="growth of cargo",
                subject="port of Esbjerg",
                period="2026-01/2026-06",
                attribution="Danish Maritime Board",
            ),
            figure(
                HARBOR,
                "5.1 million tonnes",
                "5100000",
                kind="quantity",
                unit="tonnes",
                metric="cargo",
                subject="port of Esbjerg",
                period="2026-01/2026-06",
                attribution="Danish Maritime Board",
                baseline=Baseline(amount=Decimal(4530000), unit="tonnes", period="2025-01/2025-06"),
                share=Share(fraction=Decimal("0.2"), of="the country's total"),
            ),
            figure(
                HARBOR,
                "9 to 11 billion kroner",
                "9000000000",
                amount_high=Decimal(11000000000),
                kind="money",
                currency="DKK",
                metric="sales",
                subject="Nordhav Kraner",
                period="2027",
                status="forecast",
                attribution="Nordhav Kraner",
            ),
        ),
        targets=(
            target(
                HARBOR,
                "we will hire at least 250 technicians",
                kind="target",
                actor="port of Esbjerg",
                action="hire",
                metric="technicians",
                comparator=">=",
                value=Decimal(250),
                unit="technicians",
                deadline="2031",
                attribution="Karin Holt",
                scope=("Esbjerg",),
            ),
            target(
                HARBOR,
                "expects sales of 9 to 11 billion kroner in 2027",
                kind="forecast",
                actor="Nordhav Kraner",
                metric="sales",
                value=Decimal(9000000000),
                value_high=Decimal(11000000000),
                currency="DKK",
                deadline="2027",
            ),
            target(
                HARBOR,
                "publish emissions of every Danish harbour each year",
                kind="pledge",
                actor="Danish Maritime Board",
                action="publish emissions of every Danish harbour",
            ),
        ),
        quotes=(
            Quote(
                speaker="Karin Holt",
                text=HARBOR[quote[0] : quote[1]],
                cue="said",
                start=quote[0],
                end=quote[1],
            ),
            Quote(
                speaker="Danish Maritime Board",
                kind="indirect",
                text=HARBOR[slice(*at(HARBOR, "Cargo at the port rose 12.5 percent"))],
                cue="according to",
                start=at(HARBOR, "Cargo at the port")[0],
                end=at(HARBOR, "rose 12.5 percent")[1],
            ),
        ),
        pipeline_version="0.1.0+test",
    )


def earlier() -> tuple[Article, Facts]:
    """The same address a day before, with other words."""
    article, _ = harbor()
    return (
        Article(
            url=article.url,
            canonical_url=article.canonical_url,
            title="Esbjerg may buy cranes",
            published="2026-11-16",
            publisher=article.publisher,
            language="en",
            text=EARLIER,
        ),
        Facts(
            organizations=(
                Organization(name="port of Esbjerg", mentions=(at(EARLIER, "port of Esbjerg"),)),
            ),
            figures=(
                figure(
                    EARLIER,
                    "3 billion Danish kroner",
                    "3000000000",
                    kind="money",
                    currency="DKK",
                    metric="spending on electric cranes",
                    subject="port of Esbjerg",
                ),
            ),
            pipeline_version="0.1.0+test",
        ),
    )


def hostile() -> tuple[Article, Facts]:
    """An article that tries to be a script wherever its words are printed."""
    name = "<script>window.owned = 1</script> & Sons"
    words = '"><img src=x onerror="window.owned = 1">'
    quote = at(HOSTILE, words)
    article = Article(
        url="javascript:window.owned=1",
        canonical_url="javascript:window.owned=1",
        title="<script>window.owned = 1</script>",
        authors=("<b onclick='window.owned = 1'>Desk</b>",),
        published="2026-11-18",
        publisher="<i>Example</i>",
        source="'\"><svg onload=window.owned=1>",
        language='en" onmouseover="window.owned=1',
        text=HOSTILE,
    )
    return article, Facts(
        organizations=(Organization(name=name, kind="company", mentions=(at(HOSTILE, name),)),),
        figures=(
            figure(
                HOSTILE,
                "4 percent",
                "4",
                kind="percent",
                unit="%",
                metric="<img src=x onerror=window.owned=1>",
                subject=name,
                period="<u>2026</u>",
            ),
        ),
        targets=(
            target(HOSTILE, "said the company's", kind="pledge", actor=name, deadline="2032"),
        ),
        quotes=(Quote(speaker=name, text=words, start=quote[0], end=quote[1]),),
        pipeline_version="0.1.0+test",
    )


def save_news(path: Path) -> dict[str, str]:
    """A database at the path with the articles and two sources; the articles' ids by name."""
    db = open_database(path)
    save_source(db, Source(name="harbour", publisher="Harbour Example"))
    save_source(db, Source(name="silent", publisher="Silent Example"))
    add_urls(db, [NewUrl(url="https://silent.example/feed.xml", source="silent", kind="feed")])
    mark_failed(db, pending_urls(db)[0].id, "the server answers 503", "temporary")
    ids = {}
    for day, (name, make) in enumerate(
        (("earlier", earlier), ("harbor", harbor), ("hostile", hostile)), 16
    ):
        article, facts = make()
        moment = datetime(2026, 11, day, 12, 30, tzinfo=UTC)
        ids[name] = save_article(db, None, article, facts, now=moment).article_id
    save_verdicts(db, now=moment)
    db.close()
    return ids
