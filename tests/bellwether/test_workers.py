"""Work in other processes: in order, within limits, and gone with its parent."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bellwether.workers import Done, Failed, Limits, map_in_order


def make_sleeper() -> Callable[[float], tuple[float, int]]:
    return sleep


def sleep(seconds: float) -> tuple[float, int]:
    time.sleep(seconds)
    return seconds, os.getpid()


def make_caller() -> Callable[[str], Any]:
    return call


def call(what: str) -> Any:
    if what == "exit":
        os._exit(7)
    if what == "print":
        print("to standard output")  # noqa: T201
        print("to standard error", file=sys.stderr)  # noqa: T201
    verb, _, path = what.partition(" ")
    if verb == "touch":
        Path(path).touch()
    while verb == "await" and not Path(path).exists():
        time.sleep(0.01)
    while what == "spin":
        pass
    if what == "cores":
        return os.environ["OMP_NUM_THREADS"]
    return what


def run(work: list[Any], make: Any = make_caller, *, count: int = 2, **limits: Any) -> list[Any]:
    return list(map_in_order(make, work, count=count, limits=Limits(**limits)))


def test_a_job_that_waits_for_a_later_one_still_comes_first(tmp_path: Path) -> None:
    jobs = [f"await {tmp_path}/sign", f"touch {tmp_path}/sign"]
    assert run(jobs, count=2, seconds=60.0) == [Done(job) for job in jobs]


def test_no_jobs_start_no_worker() -> None:
    assert run([]) == []


def test_a_worker_is_replaced_when_it_has_done_its_share() -> None:
    outcomes = run([0.0] * 5, make_sleeper, count=1, jobs=2)
    pids = [outcome.value[1] for outcome in outcomes]
    assert [pids.count(pid) for pid in dict.fromkeys(pids)] == [2, 2, 1]


def test_a_death_between_others() -> None:
    outcomes = run(["a", "exit", "b", "exit", "c"], count=1)
    died = Failed("the reader died", "exit code 7")
    assert outcomes == [Done("a"), died, Done("b"), died, Done("c")]


def test_computing_is_limited_apart_from_the_clock() -> None:
    outcomes = run(["a", "spin", "b"], count=1, seconds=60.0, computing_s=0.3)
    spun = Failed("reading takes more than 0.3 s of computing")
    assert outcomes == [Done("a"), spun, Done("b")]


def test_a_worker_killed_while_idle_costs_at_most_a_job() -> None:
    seen: list[int] = []
    outcomes = map_in_order(make_sleeper, _killing(seen), count=1, limits=Limits())
    for outcome in outcomes:
        if isinstance(outcome, Done):
            seen.append(outcome.value[1])
    assert len(set(seen)) == 2


def _killing(seen: list[int]) -> Iterator[float]:
    """Jobs, with a kill while the only worker waits for the third."""
    yield from (0.0, 0.0)
    os.kill(seen[0], signal.SIGKILL)
    time.sleep(0.2)
    yield from (0.0, 0.0)


def test_workers_use_one_core_and_keep_quiet(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["cores", "print"]) == [Done("1"), Done("print")]
    assert capfd.readouterr() == ("", "")


def test_closing_early_ends_the_workers() -> None:
    outcomes = map_in_order(make_sleeper, [0.0, 30.0, 30.0], count=2, limits=Limits())
    with closing(outcomes):
        first = next(outcomes)
    assert isinstance(first, Done)
    assert not is_running(first.value[1])


PARENT = """
import sys
sys.path[:0] = {path!r}
from bellwether.workers import Limits, map_in_order
from tests.bellwether.test_workers import make_sleeper
if __name__ == "__main__":
    for outcome in map_in_order(make_sleeper, [0.0] + [0.1] * 999, count=1, limits=Limits()):
        print(outcome.value[1], flush=True)
"""


def test_workers_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT.format(path=sys.path), encoding="utf-8")
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        assert is_running(worker)
        parent.kill()
    deadline = time.monotonic() + 10
    while is_running(worker) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_running(worker)


def is_running(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text(encoding="ascii").split()[2]
    except (FileNotFoundError, ProcessLookupError):
        return False
