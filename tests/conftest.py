"""What several folders of tests use."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.local_site import LocalSite, serve_site

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The evaluation data beside the checkout; a test that asks for it is skipped without."""
    folder = Path(os.environ.get("BELLWETHER_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("no ../shared")
    return folder


@pytest.fixture
def site() -> Iterator[LocalSite]:
    """A web site on loopback without pages: every path answers 404 until it is set."""
    with serve_site() as site:
        yield site
