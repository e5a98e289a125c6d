"""What a reader sees when an address is wrong or a page fails."""

import logging
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Base400, Request, Response
from datasette.views.base import DatasetteError

log = logging.getLogger(__name__)


async def failure_page(datasette: Datasette, request: Request, error: Exception) -> Response:
    """A page that names the problem; what is no fault of the address is logged as well.

    Datasette's own handler would print a page of local variables for every mistyped address.
    """
    details = _details(error)
    if details["status"] >= 500:
        log.error("%s could not be shown", request.path, exc_info=error)
    if request.path.endswith(".json"):
        return Response.json({"ok": False, **details}, status=details["status"])
    page = await datasette.render_template("error.html", details, request)
    return Response.html(page, status=details["status"])


def _details(error: Exception) -> dict[str, Any]:
    if isinstance(error, Base400):
        return {"status": error.status, "title": None, "error": str(error.args[0])}
    if isinstance(error, DatasetteError):
        return {"status": error.status, "title": error.title, "error": str(error.message)}
    return {"status": 500, "title": None, "error": f"{type(error).__name__}: {error}"}
