"""The pages of `bellwether browse`, asked for as a browser does, on a database the store saved."""

import asyncio
import os
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from datasette.app import Datasette
from httpx import Response

from bellwether.browse.app import build_datasette
from bellwether.browse.changes import changed_paragraphs
from bellwether.browse.descriptions import descriptions
from bellwether.browse.questions import questions
from bellwether.joining import join_articles
from models.article import Article
from models.errors import DatabaseMissing, NotABellwetherDatabase
from models.facts import Facts, Figure, Money
from models.schema import open_database
from models.store import save_article
from tests.bellwether.browse_news import harbor, save_news


@dataclass(frozen=True, kw_only=True)
class Pages:
    """The running pages, and the ids of the sample's articles."""

    datasette: Datasette
    ids: dict[str, str]

    def get(self, path: str) -> Response:
        return asyncio.run(self.datasette.client.get(path))

    def text(self, path: str) -> str:
        response = self.get(path)
        assert response.status_code == 200, (path, response.text[-2000:])
        return response.text

    def rows(self, table: str, query: str = "") -> list[dict[str, object]]:
        found: list[dict[str, object]] = self.get(
            f"/bellwether/{table}.json?_shape=array&{query}"
        ).json()
        return found


def opened(path: Path, ids: dict[str, str] | None = None) -> Pages:
    return Pages(datasette=build_datasette(path), ids=ids or {})


def close(pages: Pages) -> None:
    for database in pages.datasette.databases.values():
        database.close()
    pages.datasette.executor.shutdown()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    path = tmp_path_factory.mktemp("browse") / "what? 100% #1.db"
    running = opened(path, save_news(path))
    yield running
    close(running)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Pages]:
    path = tmp_path / "empty.db"
    open_database(path).close()
    running = opened(path)
    yield running
    close(running)


def test_front_page_shows_what_is_in_the_database(pages: Pages) -> None:
    page = pages.text("/")
    for words in (
        "<b>3</b> articles",
        "Esbjerg buys electric cranes",
        "Falling due next",
        "expects sales of 9 to 11 billion kroner in 2027",
        "DKK 9–11 billion",
        "Danish Maritime Board",
        "Karin Holt",
        "the server answers 503",
    ):
        assert words in page
    assert "Esbjerg may buy cranes" not in page, "an older version is no news"
    assert page.index("window.owned = 1") < page.index("Esbjerg buys"), "newest first"


def test_article_lights_up_every_fact_and_links_it(pages: Pages) -> None:
    page = pages.text(f"/bellwether/articles/{pages.ids['harbor']}")
    for kind in ("organization", "person", "place", "figure", "target", "quote"):
        assert f'class="m m-{kind}"' in page
    for table in ("figures", "targets", "quotes", "organizations", "people", "places"):
        for row in pages.rows(table):
            if row.get("article_id", pages.ids["harbor"]) == pages.ids["harbor"]:
                kind = {"people": "person"}.get(table, table.removesuffix("s"))
                if f'id="at-{kind}-{row["id"]}"' not in page:
                    assert "script" in str(row["name"]), "only the other article's are missing"
    assert "DKK 3.4 billion" in page
    assert "first half of 2026" in page
    assert "4.53 million tonnes (first half of 2025)" in page
    assert "20% of the country&#39;s total" in page
    assert 'href="https://harbour.example/esbjerg-cranes"' in page
    assert "credited to Example Wire" in page


def test_marks_nest_inside_each_other(pages: Pages) -> None:
    page = pages.text(f"/bellwether/articles/{pages.ids['harbor']}")
    body = page.partition('<div class="text"')[2].partition("</div>")[0]
    quote = re.search(r'<span class="m m-quote"(.*?)Q1</a></span>', body, re.DOTALL)
    assert quote
    assert re.search(r'<span class="m m-target".*<a class="m m-figure"', quote[1], re.DOTALL)
    assert not re.search(r"<a [^>]*>(?:(?!</a>).)*<a ", body, re.DOTALL), "no link in a link"
    assert len(re.findall(r' id="([^"]+)"', page)) == len(set(re.findall(r' id="([^"]+)"', page)))


def test_older_version_is_reachable_and_says_so(pages: Pages) -> None:
    new, old = pages.ids["harbor"], pages.ids["earlier"]
    assert f'href="/bellwether/articles/{old}"' in pages.text(f"/bellwether/articles/{new}")
    page = pages.text(f"/bellwether/articles/{old}")
    assert f'href="/bellwether/articles/{new}"' in page
    assert "An older text" in page


def test_changes_between_versions_are_shown_word_by_word(pages: Pages) -> None:
    new, old = pages.ids["harbor"], pages.ids["earlier"]
    assert f'href="/-/changes/{new}"' in pages.text(f"/bellwether/articles/{new}")
    page = pages.text(f"/-/changes/{new}")
    assert "<del>may </del><ins>will </ins>spend <del>3 </del><ins>3.4 </ins>billion" in page
    assert "/-/changes/" not in pages.text(f"/bellwether/articles/{old}")
    assert pages.get(f"/-/changes/{old}").status_code == 404
    assert pages.get("/-/changes/nothing").status_code == 404


@pytest.mark.parametrize(
    ("older", "newer", "expected"),
    [
        ("a\n\nb", "a\n\nb", ["a", "b"]),
        ("a\n\nb", "b", ["<del>a</del>", "b"]),
        ("a", "a\n\n<b>", ["a", "<ins>&lt;b&gt;</ins>"]),
        ("one two\n\nx", "one three\n\nx", ["one <del>two</del><ins>three</ins>", "x"]),
    ],
)
def test_paragraphs_that_came_and_went(older: str, newer: str, expected: list[str]) -> None:
    assert changed_paragraphs(older, newer) == expected


@pytest.mark.parametrize(
    ("table", "query", "words"),
    [
        ("figures", "unit=tonnes", ["<mark>5.1 million tonnes</mark>", "Danish Maritime Board"]),
        (
            "targets",
            "kind=forecast",
            ["<mark>expects sales of 9 to 11 billion", "DKK 9–11 billion"],
        ),
        (
            "quotes",
            "kind=indirect",
            ["<mark>Cargo at the port rose 12.5 percent</mark>", "reported"],
        ),
    ],
)
def test_row_of_a_fact_shows_its_sentence_and_the_way_back(
    pages: Pages, table: str, query: str, words: list[str]
) -> None:
    (row,) = pages.rows(table, query)
    page = pages.text(f"/bellwether/{table}/{row['id']}")
    for word in words:
        assert word in page
    anchor = f"/bellwether/articles/{pages.ids['harbor']}#at-{table[:-1]}-{row['id']}"
    assert f'href="{anchor}"' in page


def test_page_of_a_name_gathers_what_is_known(pages: Pages) -> None:
    (port,) = pages.rows("organizations", "name=port+of+Esbjerg")
    page = pages.text(f"/bellwether/organizations/{port['id']}")
    for words in ("we will hire", "DKK 3.4 billion", "Karin Holt", "chief executive", "1 mention"):
        assert words in page
    (holt,) = pages.rows("people", "name=Karin+Holt")
    assert "We want every crane" in pages.text(f"/bellwether/people/{holt['id']}")


def test_tables_show_amounts_names_and_titles(pages: Pages) -> None:
    page = pages.text("/bellwether/figures?_sort=amount")
    for words in ("5.1 million tonnes", "first half of 2026", "Esbjerg buys electric cranes"):
        assert words in page
    assert "search id" not in page
    assert ">[]<" not in pages.text("/bellwether/organizations"), "no alias is no brackets"
    assert "Search id" in pages.text("/bellwether/figures?_all=1")


@pytest.mark.parametrize("table", sorted(descriptions()["tables"]))
def test_every_table_and_column_is_described(pages: Pages, table: str) -> None:
    response = pages.get(f"/bellwether/{table}.json?_size=0")
    described = descriptions()["tables"][table]
    assert set(response.json()["columns"]) == set(described["columns"])
    assert set(described["shown"]) <= set(described["columns"])
    assert pages.get(f"/bellwether/{table}").status_code == 200


def test_no_table_is_left_undescribed(pages: Pages) -> None:
    tables = pages.get("/bellwether.json").json()["tables"]
    visible = {table["name"] for table in tables if not table["hidden"]}
    assert visible == set(descriptions()["tables"])
    views = {view["name"] for view in pages.get("/bellwether.json").json()["views"]}
    assert views == set(descriptions()["views"])
    for view in views:
        assert pages.get(f"/bellwether/{view}").status_code == 200


@pytest.mark.parametrize("table", ["articles", "figures", "targets", "quotes", "people", "places"])
def test_tables_can_be_searched(pages: Pages, table: str) -> None:
    words = {"people": "holt", "places": "esbjerg", "figures": "cargo", "targets": "emissions"}
    found = pages.rows(table, f"_search={words.get(table, 'crane')}")
    assert found
    assert len(found) < 5


def test_views_lead_to_the_rows_they_are_made_of(pages: Pages) -> None:
    leads = {"facts": ("figures", "targets", "quotes"), "figures_full": ("figures", "articles")}
    leads |= {"in_the_news": ("people", "organizations"), "people_with_roles": ("people",)}
    leads |= {"targets_due": ("targets", "articles"), "open_problems": ("problems",)}
    for view, tables in leads.items():
        links = [a.get("href", "") for _, a in Elements(pages.text(f"/bellwether/{view}")).found]
        for table in tables:
            rows = [link for link in links if link.startswith(f"/bellwether/{table}/")]
            assert rows, (view, table)
            assert all(pages.get(link).status_code == 200 for link in rows)


def test_search_over_everything(pages: Pages) -> None:
    page = pages.text("/-/search?q=esbj")
    assert "<mark>Esbjerg</mark>" in page
    assert "port of Esbjerg" in page
    assert "Nothing found" in pages.text("/-/search?q=zeppelin")
    for odd in ("%22", "AND", "(", "*", "a%22b", "%00", "%F0%9F%90%8F"):
        assert pages.get(f"/-/search?q={odd}").status_code == 200


@pytest.mark.parametrize("name", sorted(questions()))
def test_questions_answer_with_a_chart(pages: Pages, name: str) -> None:
    page = pages.text(f"/bellwether/{name}")
    assert '<section class="chart"' in page
    assert "The SQL behind this" in page
    inputs = "&".join(f"{field.name}=%27%22x" for field in questions()[name].inputs)
    assert pages.get(f"/bellwether/{name}?{inputs}").status_code == 200


def test_questions_take_their_inputs(pages: Pages) -> None:
    page = pages.text("/bellwether/targets_falling_due?kind=forecast&from_day=2026-01-01")
    assert "expects sales" in page
    assert "we will hire" not in page
    page = pages.text("/bellwether/promised_by?actor=Danish+Maritime+Board")
    assert "publish emissions" in page


class Elements(HTMLParser):
    """The elements of a page with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


def every_path(pages: Pages) -> list[str]:
    tables = ("articles", "figures", "targets", "quotes", "organizations", "people", "places")
    paths = ["/", "/bellwether", "/bellwether?sql=select+*+from+articles", "/-/search?q=owned"]
    paths += ["/-/search?q=<script>x", "/bellwether/<script>x", "/<script>x", "/bellwether?sql=<b>"]
    paths += [f"/bellwether/{name}" for name in (*descriptions()["tables"], *questions())]
    paths += [f"/bellwether/{table}?_all=1" for table in tables]
    paths += [f"/-/changes/{pages.ids['harbor']}"]
    return paths + [f"/bellwether/{t}/{row['id']}" for t in tables for row in pages.rows(t)]


def test_nothing_from_the_web_becomes_markup(pages: Pages) -> None:
    for path in every_path(pages):
        for tag, attributes in Elements(pages.get(path).text).found:
            assert tag not in {"img", "style", "i", "u", "iframe", "object", "base"}, path
            assert not [name for name in attributes if name.startswith("on") or name == "style"]
            assert tag != "svg" or set(attributes) <= {"aria-hidden", "class"}, path
            assert not attributes.get("href", "").lower().startswith(("javascript:", "data:"))


def test_scripts_and_styles_are_our_own_files(pages: Pages) -> None:
    addresses = set()
    for path in every_path(pages):
        response = pages.get(path)
        assert "script-src 'self';" in response.headers["content-security-policy"], path
        for tag, attributes in Elements(response.text).found:
            if tag == "script" or (tag == "link" and attributes["rel"] in {"stylesheet", "icon"}):
                addresses.add(attributes.get("src") or attributes["href"])
    assert len(addresses) > 8
    for address in addresses:
        assert address.startswith("/-/")
        assert pages.get(address).status_code == 200, address


def test_writing_is_refused(pages: Pages) -> None:
    before = pages.rows("articles")
    for sql in ("delete+from+articles", "drop+table+articles", "pragma+query_only=0"):
        assert pages.get(f"/bellwether.json?sql={sql}").status_code == 400
    with pytest.raises(PermissionError):
        asyncio.run(
            pages.datasette.get_database("bellwether").execute_write("delete from articles")
        )
    assert pages.rows("articles") == before


def test_an_endless_query_is_stopped(pages: Pages) -> None:
    endless = "with+recursive+n(x)+as+(select+1+union+all+select+x%2B1+from+n)+select+max(x)+from+n"
    assert pages.get(f"/bellwether?sql={endless}&_timelimit=50").status_code == 400


def test_wrong_addresses_get_a_page(pages: Pages) -> None:
    for path in ("/nothing", "/bellwether/nothing", "/bellwether/articles/nothing"):
        response = pages.get(path)
        assert response.status_code == 404
        assert "There is nothing at this address" in response.text
    assert pages.get("/bellwether/nothing.json").json()["ok"] is False


def test_an_empty_database_says_what_to_do(empty: Pages) -> None:
    assert "No articles yet." in empty.text("/")
    assert "bellwether run" in empty.text("/bellwether/figures")
    for name in questions():
        assert "No rows." in empty.text(f"/bellwether/{name}")


def test_a_database_that_is_being_written_is_shown_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "busy.db"
    save_news(path)
    writer = open_database(path)
    writer.conn.execute("BEGIN IMMEDIATE")
    writer.conn.execute("UPDATE articles SET title = 'unfinished'")
    reader = opened(path)
    try:
        assert "Esbjerg buys electric cranes" in reader.text("/")
        writer.conn.execute("COMMIT")
        assert "unfinished" in reader.text("/")
    finally:
        close(reader)
        writer.close()


@contextmanager
def as_a_stranger(folder: Path) -> Iterator[None]:
    """The folder can be looked into but not written to, by root either."""
    is_root = os.geteuid() == 0
    folder.chmod(0o555)
    if is_root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)
        folder.chmod(0o755)


def test_a_copy_in_a_folder_that_cant_be_written_to_is_shown(pages: Pages) -> None:
    pages.text("/")  # imports what a stranger may not be able to read
    if any(not parent.stat().st_mode & 0o001 for parent in Path(__file__).parents):
        pytest.skip("the checkout is closed to other users, as whom this test looks at it")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "published.db"
        save_news(path)
        assert [file.name for file in Path(folder).iterdir()] == ["published.db"]
        with as_a_stranger(Path(folder)):
            reader = opened(path)
            assert "Esbjerg buys electric cranes" in reader.text("/")
            close(reader)


def test_missing_and_foreign_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(DatabaseMissing, match="bellwether crawl"):
        build_datasette(tmp_path / "none.db")
    picture = tmp_path / "picture.db"
    picture.write_bytes(b"\x89PNG" * 100)
    with pytest.raises(NotABellwetherDatabase):
        build_datasette(picture)
    with pytest.raises(NotABellwetherDatabase):
        build_datasette(tmp_path)


def test_other_datasettes_are_left_alone(pages: Pages) -> None:
    foreign = Datasette(memory=True)
    response = asyncio.run(foreign.client.get("/"))
    assert "content-security-policy" not in response.headers
    assert "Bellwether" not in response.text
    assert asyncio.run(foreign.client.get("/-/assets/site.css")).status_code == 404
    foreign.executor.shutdown()


def test_a_figure_shows_what_follows_from_it(pages: Pages) -> None:
    shown = {
        row["text"]: pages.text(f"/bellwether/figures/{row['id']}") for row in pages.rows("figures")
    }
    assert "6.939</span> DKK per USD" in shown["3.4 billion Danish kroner"]
    assert "25.5 million</span> tonnes" in shown["5.1 million tonnes"]
    assert "Worked out from it" not in shown["12.5 percent"]


def test_what_is_doubtful_stands_beside_its_fact(tmp_path: Path) -> None:
    path, text = tmp_path / "slip.db", "Sales were 62.58 billion yuan ($90.5 billion)."
    figure = Figure(
        kind="money",
        amount=Decimal(62580000000),
        currency="CNY",
        equivalents=(Money(amount=Decimal(90500000000), currency="USD"),),
        text="62.58 billion yuan",
        sentence=text,
        start=11,
        end=29,
    )
    article = Article(title="Sales", published="2018-10-17", text=text, url="https://example.com/a")
    with closing(open_database(path)) as db:
        saved = save_article(db, None, article, Facts(figures=(figure,)))
    running = opened(path)
    row = running.rows("derived")[0]
    for address in (f"articles/{saved.article_id}", f"figures/{row['figure_id']}"):
        page = running.text(f"/bellwether/{address}")
        assert "the rate is 9.6 times off that of 2018" in page
    close(running)


def test_spellings_and_copies_are_shown_as_one(tmp_path: Path) -> None:
    path = tmp_path / "joined.db"
    save_news(path)
    article, facts = harbor()
    other = replace(article, url="https://b.example/1", canonical_url="https://b.example/1")
    renamed = replace(facts.organizations[2], name="Nordhav Kranner")
    db = open_database(path)
    changed = replace(facts, organizations=(*facts.organizations[:2], renamed))
    copy = save_article(db, None, replace(other, publisher="Copy Example"), changed).article_id
    join_articles(db)
    query = "SELECT id FROM organizations WHERE key LIKE 'nordh%'"
    ids = [row[0] for row in db.conn.execute(query)]
    db.close()
    running = opened(path)
    try:
        for row_id in ids:
            page = running.text(f"/bellwether/organizations/{row_id}")
            for words in ("Nordhav Kraner", "Nordhav Kranner", "Spellings joined here"):
                assert words in page
            assert "one letter differs" in page
        assert "Harbour Example" in running.text(f"/bellwether/articles/{copy}")
        assert "The same text:" in running.text(f"/bellwether/articles/{copy}")
        (row, *_) = running.rows("figures", "unit=tonnes")
        assert "2 articles, 1 independent source" in running.text(
            f"/bellwether/figures/{row['id']}"
        )
        assert "independent" in running.text("/bellwether/who_is_in_the_news?days=9999")
        query = "select name from organizations where canonical_id is null and key like 'nordh%'"
        (whole,) = running.get(f"/bellwether.json?_shape=arrays&sql={query}").json()["rows"]
        for question in ("promised_by?actor", "figures_by_subject?subject"):
            assert "Esbjerg buys" in running.text(f"/bellwether/{question}={whole[0]}")
    finally:
        close(running)
