"""What several folders of tests use."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.local_site import LocalSite, serve_site

ROOT = Path(__file__).parent.parent

# A slow machine fails no test; in CI the same examples are tried every time, so that what fails
# there fails again elsewhere.
settings.register_profile("bellwether", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("bellwether"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "bellwether")


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
