"""The pages in a real browser: what scripts do, what the policy blocks, what fits a phone."""

import json
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
import uvicorn
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from bellwether.browse.app import build_datasette
from bellwether.browse.server import listen
from tests.bellwether.browse_news import save_news

pytestmark = pytest.mark.browser

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", "--window-size=1280,900",
)  # fmt: skip


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    binary = shutil.which("chromium") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    if binary is None or driver is None:
        pytest.skip("no chromium and chromedriver on this machine")
    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for flag in FLAGS:
        options.add_argument(flag)
    options.add_argument(f"--user-data-dir={tmp_path_factory.mktemp('chromium')}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    yield browser
    browser.quit()


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    """The address of the running pages, and the ids of the articles."""
    path: Path = tmp_path_factory.mktemp("browse") / "news.db"
    ids = save_news(path)
    listener = listen("127.0.0.1", 0)
    datasette = build_datasette(path)
    server = uvicorn.Server(uvicorn.Config(datasette.app(), log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}", ids
    server.should_exit = True
    thread.join(10)
    listener.close()
    for database in datasette.databases.values():
        database.close()
    datasette.executor.shutdown()


@pytest.fixture
def article(chromium: webdriver.Chrome, news: tuple[str, dict[str, str]]) -> webdriver.Chrome:
    address, ids = news
    chromium.set_window_size(1280, 900)
    chromium.get(f"{address}/bellwether/articles/{ids['harbor']}")
    chromium.execute_script("localStorage.clear()")
    chromium.refresh()
    return chromium


def complaints(browser: webdriver.Chrome) -> list[str]:
    """What the console holds against the page: blocked by the policy, not found, thrown."""
    return [entry["message"] for entry in browser.get_log("browser")]


def requested(browser: webdriver.Chrome, address: str) -> list[str]:
    """Every address that pages from `address` have asked for."""
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    return [
        message["params"]["request"]["url"]
        for message in messages
        if message["method"] == "Network.requestWillBeSent"
        and message["params"]["documentURL"].startswith(address)
    ]


def mark(browser: webdriver.Chrome, words: str) -> WebElement:
    marks = browser.find_elements(By.CSS_SELECTOR, ".text a.m")
    return next(mark for mark in marks if mark.text == words)


PATHS = (
    "/", "/bellwether", "/bellwether/figures", "/bellwether/targets_falling_due",
    "/bellwether/figures_by_subject", "/bellwether/who_is_in_the_news", "/-/search?q=crane",
    "/bellwether?sql=select+title+from+articles", "/bellwether/sources/1",
)  # fmt: skip


def test_every_page_loads_from_here_alone_and_breaks_no_policy(
    chromium: webdriver.Chrome, news: tuple[str, dict[str, str]]
) -> None:
    address, ids = news
    chromium.get_log("browser")
    chromium.get_log("performance")
    for path in (*PATHS, *(f"/bellwether/articles/{id_}" for id_ in ids.values())):
        chromium.get(address + path)
        assert complaints(chromium) == [], path
        assert chromium.execute_script("return window.owned") is None, path
        for url in requested(chromium, address):
            assert url.startswith((address, "data:")), path


def test_nothing_runs_into_the_foot_of_the_page(
    chromium: webdriver.Chrome, news: tuple[str, dict[str, str]]
) -> None:
    address, ids = news
    chromium.set_window_size(1280, 900)
    with urlopen(f"{address}/bellwether/organizations.json?_shape=array", timeout=20) as answer:
        names = [f"/bellwether/organizations/{row['id']}" for row in json.load(answer)]
    for path in (*PATHS, *names, f"/bellwether/articles/{ids['harbor']}"):
        chromium.get(address + path)
        for blocks in ("main", ".split", ".stack"):
            for block in chromium.find_elements(By.CSS_SELECTOR, blocks):
                spare = "return arguments[0].scrollHeight - arguments[0].clientHeight"
                assert chromium.execute_script(spare, block) <= 1, (path, blocks)


@pytest.mark.parametrize("path", [*PATHS, "article"])
def test_nothing_is_wider_than_a_phone(
    chromium: webdriver.Chrome, news: tuple[str, dict[str, str]], path: str
) -> None:
    address, ids = news
    chromium.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True},
    )
    try:
        chromium.get(address + path.replace("article", f"/bellwether/articles/{ids['harbor']}"))
        width = chromium.execute_script("return document.documentElement.scrollWidth")
        assert width <= 390
    finally:
        chromium.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_pointing_at_a_figure_tells_what_was_read(article: webdriver.Chrome) -> None:
    figure = mark(article, "5.1 million tonnes")
    webdriver.ActionChains(article).move_to_element(figure).perform()
    card = article.find_element(By.ID, "card")
    assert card.is_displayed()
    for words in ("5.1 million tonnes", "cargo", "port of Esbjerg", "first half of 2026"):
        assert words in card.text


def test_a_click_keeps_the_card_and_escape_closes_it(article: webdriver.Chrome) -> None:
    figure = mark(article, "12.5 percent")
    before = article.current_url
    figure.click()
    heading = article.find_element(By.TAG_NAME, "h1")
    webdriver.ActionChains(article).move_to_element(heading).perform()
    card = article.find_element(By.ID, "card")
    assert card.is_displayed()
    assert article.current_url == before
    webdriver.ActionChains(article).send_keys(Keys.ESCAPE).perform()
    assert not card.is_displayed()


def test_marks_work_from_the_keyboard(article: webdriver.Chrome) -> None:
    figure = mark(article, "5.1 million tonnes")
    article.execute_script("arguments[0].focus()", figure)
    assert article.find_element(By.ID, "card").is_displayed()
    figure.send_keys(Keys.ENTER)
    assert "/bellwether/figures/" in article.current_url
    assert article.find_element(By.CSS_SELECTOR, ".evidence mark").text == "5.1 million tonnes"
    article.find_element(By.LINK_TEXT, "Read it in the article").click()
    anchor = article.current_url.partition("#")[2]
    assert article.find_element(By.ID, anchor).text.startswith("5.1 million tonnes")


def test_switches_put_a_kind_out_and_are_remembered(article: webdriver.Chrome) -> None:
    figure = mark(article, "12.5 percent")
    lit = figure.value_of_css_property("background-color")
    article.find_element(By.CSS_SELECTOR, "#legend input[name=figure]").click()
    assert figure.value_of_css_property("background-color") != lit
    article.refresh()
    assert not article.find_element(By.CSS_SELECTOR, "#legend input[name=figure]").is_selected()
    assert mark(article, "12.5 percent").value_of_css_property("background-color") != lit


def test_kinds_differ_without_colour(article: webdriver.Chrome) -> None:
    looks = {}
    for kind in ("organization", "person", "place", "figure", "target", "quote"):
        swatch = article.find_element(By.CSS_SELECTOR, f"#legend .m-{kind}")
        names = (
            "text-decoration-style",
            "text-decoration-line",
            "border-bottom-style",
            "box-shadow",
        )
        background = swatch.value_of_css_property("background-color")
        looks[kind] = (*map(swatch.value_of_css_property, names), background.endswith(", 0)"))
    assert len(set(looks.values())) == len(looks)


def test_facets_and_questions_can_be_followed(
    chromium: webdriver.Chrome, news: tuple[str, dict[str, str]]
) -> None:
    address, _ = news
    chromium.set_window_size(1280, 900)
    chromium.get(f"{address}/bellwether/figures")
    chromium.find_element(By.LINK_TEXT, "money").click()
    assert "kind = " in chromium.find_element(By.CSS_SELECTOR, ".rows-head").text
    chromium.get(f"{address}/bellwether/targets_falling_due")
    chromium.find_element(By.CSS_SELECTOR, "a.dot-target").click()
    assert "we will hire" in chromium.find_element(By.TAG_NAME, "h1").text
