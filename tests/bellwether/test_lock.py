import os
import subprocess
import sys
from pathlib import Path

import pytest

from bellwether.lock import RunUnderWay, lock_path, run_lock
from models.errors import DatabaseUnwritable

HOLDER = """
import sys, time
from bellwether.lock import run_lock
with run_lock(sys.argv[1]):
    print("held", flush=True)
    time.sleep(60)
"""


def test_one_run_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with run_lock(path), pytest.raises(RunUnderWay, match=f"process {os.getpid()}"), run_lock(path):
        pass
    with run_lock(path):
        pass


def test_other_databases_are_free(tmp_path: Path) -> None:
    with run_lock(tmp_path / "a.db"), run_lock(tmp_path / "b.db"):
        pass


def test_every_spelling_of_a_path_is_one_lock(tmp_path: Path) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(tmp_path / "news.db")
    assert lock_path(link) == lock_path(tmp_path / "." / "news.db")


def test_a_killed_run_lets_go(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    command = [sys.executable, "-c", HOLDER, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(RunUnderWay, match=f"process {holder.pid}") as caught, run_lock(path):
            pass
        assert caught.value.holder == holder.pid
        holder.kill()
        holder.wait()
        with run_lock(path):
            pass


def test_an_error_lets_go(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with pytest.raises(KeyError), run_lock(path):
        raise KeyError
    with run_lock(path):
        pass


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnwritable), run_lock(tmp_path / "none" / "news.db"):
        pass
