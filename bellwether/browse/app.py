"""Datasette as `bellwether browse` runs it: one database, our pages, no writing.

Our plugin has no entry point: other Datasettes on the machine never see it.
"""

from pathlib import Path
from typing import Any

from datasette.app import Datasette
from datasette.plugins import pm

from bellwether.browse import hooks
from bellwether.browse.database import NAME, open_read_only
from bellwether.browse.descriptions import datasette_metadata

HERE = Path(__file__).parent
PAGES = HERE / "pages"
"""The templates. Not called "templates": Datasette would use a folder of that name beside a
plugin for every database it opens in this process."""
ASSETS = HERE / "assets"

SETTINGS: dict[str, Any] = {
    "sql_time_limit_ms": 3000,
    "facet_time_limit_ms": 500,
    "default_facet_size": 10,
    "default_page_size": 50,
    "max_returned_rows": 2000,
    "truncate_cells_html": 400,
    "suggest_facets": False,
}


def build_datasette(path: Path) -> Datasette:
    """A Datasette for the database file.

    Raises a `DatabaseError` where it is missing, foreign, damaged or too new.
    """
    if not pm.is_registered(hooks):
        pm.register(hooks, name="bellwether")
    datasette = Datasette(
        memory=False,
        metadata=datasette_metadata(NAME, path.name),
        template_dir=str(PAGES),
        static_mounts=[("-/assets", str(ASSETS))],
        settings=SETTINGS,
    )
    for name in set(datasette.databases) - {"_internal"}:
        datasette.remove_database(name)
    datasette.add_database(open_read_only(datasette, path), name=NAME)
    return datasette
