"""What Datasette asks of us. Every answer is empty for a Datasette that is not ours."""

from collections.abc import Awaitable, Callable, Generator
from typing import Any, TypeVar

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request, Response
from jinja2 import Environment
from markupsafe import Markup

from bellwether.browse import environment
from bellwether.browse.cells import show_cell
from bellwether.browse.changes import changes_page
from bellwether.browse.descriptions import PLUGIN
from bellwether.browse.failures import failure_page
from bellwether.browse.headers import Application, with_headers
from bellwether.browse.home import front_page
from bellwether.browse.questions import canned
from bellwether.browse.row_pages import ROW_PAGES
from bellwether.browse.search import search_page

Hook = TypeVar("Hook", bound=Callable[..., Any])
View = Callable[[Datasette, Request], Awaitable[Response]]


def hook(**options: bool) -> Callable[[Hook], Hook]:
    """Datasette's marker for what it may ask, with types."""
    marker: Callable[[Hook], Hook] = hookimpl(**options)
    return marker


def active(datasette: Datasette) -> bool:
    """Whether this Datasette was made by `bellwether.browse.app.build_datasette`."""
    return datasette.plugin_config(PLUGIN) is not None


@hook()
def asgi_wrapper(datasette: Datasette) -> Callable[[Application], Application]:
    """Headers that keep text from the web from becoming script."""
    return with_headers if active(datasette) else lambda app: app


@hook()
def prepare_jinja2_environment(env: Environment, datasette: Datasette) -> None:
    """The functions and filters that our pages call."""
    if active(datasette):
        environment.prepare(env, datasette)


@hook(tryfirst=True)
def register_routes(datasette: Datasette) -> list[tuple[str, View]]:
    """Pages that are no table, row or query."""
    routes: list[tuple[str, View]] = [
        (r"/$", front_page),
        (r"/-/search$", search_page),
        (r"/-/changes/(?P<id>[^/]+)$", changes_page),
    ]
    return routes if active(datasette) else []


@hook()
def extra_template_vars(
    table: str | None, view_name: str, request: Request | None, datasette: Datasette
) -> dict[str, Any] | Callable[[], Awaitable[dict[str, Any]]]:
    """What the rows with a page of their own are made of."""
    if not active(datasette) or request is None:
        return {}
    page = ROW_PAGES.get(table or "") if view_name == "row" else None
    return page(datasette, request) if page else {}


@hook()
def render_cell(
    row: Any, value: Any, column: str, table: str | None, datasette: Datasette
) -> Markup | str | None:
    """Amounts, periods and names of a table as a person reads them."""
    return show_cell(datasette, table, column, value, row) if active(datasette) else None


@hook()
def canned_queries(datasette: Datasette) -> dict[str, dict[str, Any]]:
    """The questions the front page offers."""
    return canned() if active(datasette) else {}


@hook(hookwrapper=True)
def handle_exception(
    datasette: Datasette, request: Request, exception: Exception
) -> Generator[None, Any, None]:
    """Our page in place of Datasette's, which would be made, and printed, all the same."""
    outcome = yield
    if active(datasette):
        outcome.force_result([lambda: failure_page(datasette, request, exception)])
