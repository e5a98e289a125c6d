"""Why a URL gave no page."""

from dataclasses import dataclass
from datetime import datetime

from models.pages import FailureKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Failure:
    """Why a request gave no page."""

    kind: FailureKind
    reason: str
    """Short, and the same for the same fault."""
    detail: str | None = None
    status: int | None = None
    until: datetime | None = None
    """When the site wants to be asked again, by its own account."""
