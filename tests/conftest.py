"""What several folders of tests use."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The evaluation data beside the checkout; a test that asks for it is skipped without."""
    folder = Path(os.environ.get("BELLWETHER_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("no ../shared")
    return folder
