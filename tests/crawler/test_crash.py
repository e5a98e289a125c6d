"""kill -9 at any moment, then the same again: nothing lost, nothing twice."""

import multiprocessing
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from crawler.crawl import CrawlJob, _work, run_crawl
from crawler.options import CrawlOptions
from crawler.process import CrawlerDied, CrawlerFailed
from crawler.summary import CrawlSummary
from models.schema import open_database
from models.sources import Source
from tests.local_site import LocalSite

ARTICLES = 120
KILLS = 20


def newsroom(site: LocalSite) -> Source:
    """Two feeds and a sitemap that share articles, answered slowly enough to be interrupted."""
    links = [
        site.article(f"/{number}", f"Story {number}.", delay_s=0.02) for number in range(ARTICLES)
    ]
    rows = "".join(f"<url><loc>{link}</loc></url>" for link in links[60:])
    return Source(
        name="example",
        feeds=(site.feed("/rss1", links[:70]), site.feed("/rss2", links[50:100])),
        sitemaps=(site.page("/map.xml", f"<urlset>{rows}</urlset>"),),
    )


def query(path: str, sql: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


DONE_WITHOUT_PAGE = """SELECT url FROM urls WHERE kind = 'article' AND state = 'done'
  AND id NOT IN (SELECT url_id FROM pages)"""
PAGE_NOT_DONE = """SELECT urls.url FROM pages JOIN urls ON urls.id = url_id
  WHERE urls.kind = 'article' AND state <> 'done'"""
TWICE = "SELECT url_id FROM pages GROUP BY url_id HAVING count(*) > 1"


def test_kill_9_at_random_moments(site: LocalSite, tmp_path: Path) -> None:
    path = str(tmp_path / "news.db")
    open_database(path).close()
    options = CrawlOptions(allow_private=True)
    job = CrawlJob(db_path=path, sources=(newsroom(site),), options=options)
    dice = random.Random(20260301)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["crawler.spiders.news", "crawler.settings", "scrapy.crawler"])
    killed = 0
    while killed < KILLS:
        site.requests.clear()
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(job, theirs))
        process.start()
        _wait_for_request(site)
        time.sleep(dice.uniform(0, 0.12))
        process.kill()  # SIGKILL; a crawl that a fast machine has ended already is let be
        process.join()
        ours.close()
        theirs.close()
        killed += 1
        assert query(path, DONE_WITHOUT_PAGE) == []
        assert query(path, PAGE_NOT_DONE) == []
        assert query(path, TWICE) == []
    *_, summary = run_crawl(job)
    assert isinstance(summary, CrawlSummary)
    assert summary.pending == 0
    assert query(path, "SELECT count(*) FROM urls") == [(ARTICLES + 3,)]
    assert query(path, "SELECT count(*) FROM pages WHERE read_state = 'new'") == [(ARTICLES,)]
    assert query(path, "SELECT count(*) FROM problems") == [(0,)]
    assert query(path, "PRAGMA integrity_check") == [("ok",)]


def _wait_for_request(site: LocalSite) -> None:
    deadline = time.monotonic() + 20
    while not site.requests and time.monotonic() < deadline:
        time.sleep(0.005)


PARENT = """
import sys, multiprocessing
from crawler.crawl import CrawlJob, run_crawl
from crawler.options import CrawlOptions
from models.sources import Source

if __name__ == "__main__":
    db_path, url = sys.argv[1:]
    options = CrawlOptions(allow_private=True)
    job = CrawlJob(db_path=db_path, sources=(Source(name="a", urls=(url,)),), options=options)
    for message in run_crawl(job):
        print(multiprocessing.active_children()[0].pid, flush=True)
"""


def test_the_crawling_process_ends_with_its_parent(site: LocalSite, tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    db_path = tmp_path / "news.db"
    open_database(db_path).close()
    command = [sys.executable, str(script), str(db_path), site.article("/a", delay_s=20)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        child = int(parent.stdout.readline())
        parent.kill()
    deadline = time.monotonic() + 5
    while _is_alive(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _is_alive(child)


def _is_alive(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def test_a_killed_crawling_process_is_reported(site: LocalSite, tmp_path: Path) -> None:
    db_path = tmp_path / "news.db"
    open_database(db_path).close()
    source = Source(name="a", urls=(site.article("/a", delay_s=20),))
    options = CrawlOptions(allow_private=True)
    messages = run_crawl(CrawlJob(db_path=str(db_path), sources=(source,), options=options))
    next(messages)
    (child,) = multiprocessing.active_children()
    child.kill()
    with pytest.raises(CrawlerDied, match="exit code -9"):
        list(messages)


def test_a_killed_writing_process_ends_the_run_and_loses_nothing(
    site: LocalSite, tmp_path: Path
) -> None:
    path = str(tmp_path / "news.db")
    open_database(path).close()
    urls = tuple(site.article(f"/{number}", delay_s=1) for number in range(40))
    options = CrawlOptions(allow_private=True)
    job = CrawlJob(db_path=path, sources=(Source(name="a", urls=urls),), options=options)
    messages = run_crawl(job)
    next(messages)
    (crawl,) = multiprocessing.active_children()
    (writing,) = _children(crawl.pid)
    os.kill(writing, signal.SIGKILL)
    with pytest.raises(CrawlerFailed, match=r"writes the database ended early.*type the same"):
        list(messages)
    assert query(path, DONE_WITHOUT_PAGE) == query(path, PAGE_NOT_DONE) == []
    assert query(path, "SELECT count(*) FROM urls WHERE state = 'new'") > [(0,)]


def _children(parent: int | None) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text()
        except OSError:  # ended meanwhile
            continue
        if stat.rpartition(")")[2].split()[1] == str(parent):
            found.append(int(folder.name))
    return found
