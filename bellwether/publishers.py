"""`bellwether new-publisher`: a drafted profile and its golden page, written into a checkout."""

import gzip
from dataclasses import dataclass
from pathlib import Path

from bellwether.extraction import SourceUnreadable, read_file
from crawler.fetch import fetch_one
from crawler.publishers.draft import Draft, draft_profile
from models.errors import BellwetherError

PROFILES = Path("crawler/publishers")
PAGES = Path("tests/pages")


class NotACheckout(BellwetherError):
    """Profiles and golden pages belong into the project's own folders."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder.resolve()} is no checkout of bellwether ({PROFILES} and {PAGES} are not in "
            "it): change to one, or name it with --checkout."
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """What was drafted and where it went."""

    draft: Draft
    profile: Path | None
    """The new profile's file; None where none was written."""
    beside: Path | None
    """The publisher's file that was there before, and was left as it is."""
    page: Path
    """The saved page, compressed."""
    golden: Path
    """The article that it should give."""


def new_publisher(
    source: str, checkout: Path, *, url: str | None = None, allow_private: bool = False
) -> Written:
    """A profile drafted from the page of one article, and the page saved as a golden test.

    `source` is a URL or an .html file, of which `url` then says where it comes from. Files that
    exist are left as they are. Raises NotACheckout, SourceUnreadable, FetchFailed,
    NoArticleToDraft.
    """
    if not ((checkout / PROFILES).is_dir() and (checkout / PAGES).is_dir()):
        raise NotACheckout(checkout)
    address, body = _page(source, url, allow_private)
    draft = draft_profile(body, url=address)
    path = checkout / PROFILES / f"{draft.module}.py"
    is_new = bool(draft.source) and not path.exists()
    if is_new:
        path.write_text(draft.source, encoding="utf-8")
    saved, golden = _save_page(checkout / PAGES, draft, body)
    return Written(
        draft=draft,
        profile=path if is_new else None,
        beside=path if path.exists() and not is_new else None,
        page=saved,
        golden=golden,
    )


def _page(source: str, url: str | None, allow_private: bool) -> tuple[str, bytes]:
    """Where the page comes from, and the page."""
    if "://" in source:
        page = fetch_one(source, allow_private=allow_private)
        return url or page.url, page.body
    if url is None:
        raise SourceUnreadable(f"{source}: say with --url which address the page comes from.")
    return url, read_file(source)


def _save_page(folder: Path, draft: Draft, body: bytes) -> tuple[Path, Path]:
    name = _free_name(folder, draft.page_name)
    page, golden = folder / f"{name}.html.gz", folder / f"{name}.json"
    page.write_bytes(gzip.compress(body, mtime=0))
    golden.write_text(draft.golden, encoding="utf-8")
    return page, golden


def _free_name(folder: Path, name: str) -> str:
    """The name, with a number where it is taken: "coil-2026-2"."""
    names = (name, *(f"{name}-{number}" for number in range(2, 1000)))
    return next(free for free in names if not (folder / f"{free}.html.gz").exists())


def report(written: Written, checkout: Path) -> str:
    """What was written and what to look at, for a person."""
    lines = [_profile_line(written, checkout)]
    lines.append(f"{_shown(written.page, checkout)}: the page as it came")
    lines.append(f"{_shown(written.golden, checkout)}: the article that it should give")
    lines.append("\nCompare with the page in your browser, and correct both files:")
    lines += [f"  - {check}" for check in written.draft.checks]
    if written.beside and written.draft.source:
        lines.append(f"\nA profile for another design, to add to the file:\n{written.draft.source}")
    lines.append(f"\nThen run:  .venv/bin/pytest tests/crawler -k {written.page.name[:-8]}")
    return "\n".join(lines)


def _profile_line(written: Written, checkout: Path) -> str:
    if written.profile:
        return f"{_shown(written.profile, checkout)}: the profile, a draft"
    if written.beside:
        reads = "doesn't read this page" if written.draft.source else "reads this page"
        return f"{_shown(written.beside, checkout)} was there before and {reads}; it is unchanged"
    return "No profile: no element of the page holds the text, which stands in its scripts"


def _shown(path: Path, checkout: Path) -> str:
    return str(path.relative_to(checkout))
