"""Articles of sites that have a publisher profile: what the profile says goes first."""

from collections.abc import Sequence
from dataclasses import replace

from crawler.authors import clean_names
from crawler.blocks import read_blocks
from crawler.body import Body, text_within, without_byline
from crawler.credits import credited_source
from crawler.datelines import parse_timestamp
from crawler.markup import parse_page
from crawler.metadata import clean_section
from crawler.paragraphs import tidy
from crawler.publishers import profiles_for
from crawler.publishers.reading import ProfileReading, read_by_profile
from models.article import Article


def profile_reading(
    html: str, addresses: Sequence[str | None], general: Article | None
) -> ProfileReading | None:
    """What the first profile that fits the page found; None where no profile is for the site."""
    day = general.published_date if general else None
    profiles = dict.fromkeys(profile for url in addresses for profile in profiles_for(url, day))
    readings = (read_by_profile(html, profile) for profile in profiles)
    return next(filter(None, readings), None)


def with_profile(reading: ProfileReading, general: Article | None) -> Article | None:
    """The article with the profile's fields in place of the general reader's."""
    text = profile_body(reading).text or (general.text if general else "")
    if not text:
        return None
    base = general or Article(text=text)
    publisher = reading.profile.publisher
    credit = f"Source: {reading.source}" if reading.source else ""
    return replace(
        base,
        text=text,
        publisher=publisher,
        title=reading.title or base.title,
        authors=clean_names(reading.authors, publisher=publisher) or base.authors,
        published=parse_timestamp(reading.published) or base.published,
        modified=parse_timestamp(reading.modified) or base.modified,
        source=credited_source([credit], publisher=publisher) if credit else base.source,
        section=clean_section(reading.section, (reading.title, publisher)) or base.section,
    )


def profile_body(reading: ProfileReading) -> Body:
    """The paragraphs inside the profile's body, cleaned as every body is."""
    root = parse_page(f"<html><body>{reading.body_html}</body></html>")
    blocks = [] if root is None else read_blocks(root)
    kept = [] if root is None else text_within(blocks, root, reading.title)
    paragraphs = tidy([blocks[index] for index in without_byline(blocks, kept)])
    return Body(paragraphs=tuple(paragraphs), headline=None, start=0, end=len(blocks))
