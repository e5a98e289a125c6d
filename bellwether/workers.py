"""Work done in processes that may hang, swell or die without harming the rest.

Jobs go to workers one at a time and outcomes come back in the order of the jobs, so that what is
written does not depend on how many workers there are.
"""

import multiprocessing
import os
import resource
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from models.errors import BellwetherError

Work = Callable[[Any], Any]
MakeWork = Callable[[], Work]
"""Called once in each worker, to load what is heavy. A function of a module, so that another
process can find it."""
AHEAD = 200
"""How many jobs may be done while one before them is not."""
START_LIMIT_S = 300.0
GRACE_S = 5.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """What one job may take."""

    seconds: float = 60.0
    """On the clock: a machine with much else to do is given time."""
    computing_s: float = 10.0
    """Of the processor."""
    memory_bytes: int = 500_000_000
    """On top of what the worker holds before the job."""
    jobs: int = 1000
    """After so many the worker is replaced, and what it leaked is freed."""


@dataclass(frozen=True, slots=True)
class Done:
    """A job's result."""

    value: Any


@dataclass(frozen=True, slots=True)
class Failed:
    """A job that gave none."""

    reason: str
    """The same words for the same fault."""
    detail: str | None = None


class WorkerBroken(BellwetherError):
    """A worker can't even start; the message says why."""


def map_in_order(
    make: MakeWork, jobs: Iterable[Any], *, count: int, limits: Limits
) -> Generator[Done | Failed, None, None]:
    """The outcome of each job, in order. Jobs are taken from the iterable as workers get free.

    Raises WorkerBroken. Workers end with the iterator, or with this process.
    """
    pool = _Pool(make, count, limits)
    try:
        yield from pool.run(enumerate(jobs))
    finally:
        pool.close()


class _Worker:
    """One process, what it works on, and since when."""

    def __init__(self, make: MakeWork, limits: Limits) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(
            target=_work, args=(theirs, make, limits), daemon=True
        )
        with _quiet_start():
            self.process.start()
        theirs.close()
        self.ready = False
        self.job: int | None = None
        self.jobs = 0
        self.deadline = time.monotonic() + START_LIMIT_S

    def give(self, number: int, job: Any, seconds: float) -> None:
        self.job, self.jobs = number, self.jobs + 1
        self.deadline = time.monotonic() + seconds
        try:
            self.connection.send(job)
        except OSError:
            self.process.kill()  # its death is noticed, and the job with it

    def end(self, *, kill: bool) -> None:
        if kill:
            self.process.kill()
        self.connection.close()
        self.process.join(GRACE_S)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


class _Pool:
    def __init__(self, make: MakeWork, count: int, limits: Limits) -> None:
        self._make, self._count, self._limits = make, count, limits
        self._workers: list[_Worker] = []

    def run(self, jobs: Iterator[tuple[int, Any]]) -> Iterator[Done | Failed]:
        finished: dict[int, Done | Failed] = {}
        number = 0
        upcoming = next(jobs, None)
        while upcoming is not None or finished or self._busy():
            while upcoming is not None and upcoming[0] < number + AHEAD and self._give(*upcoming):
                upcoming = next(jobs, None)
            finished.update(self._collect())
            while number in finished:
                yield finished.pop(number)
                number += 1

    def close(self) -> None:
        for worker in self._workers:
            worker.end(kill=worker.job is not None or not worker.ready)
        self._workers.clear()

    def _busy(self) -> bool:
        return any(worker.job is not None for worker in self._workers)

    def _give(self, number: int, job: Any) -> bool:
        """False when nobody is free. One more worker is started for each job that waits."""
        for worker in self._workers:
            if worker.ready and worker.job is None:
                worker.give(number, job, self._limits.seconds)
                return True
        if len(self._workers) < self._count and all(worker.ready for worker in self._workers):
            self._workers.append(_Worker(self._make, self._limits))
        return False

    def _collect(self) -> dict[int, Done | Failed]:
        """Waits until a worker says something, dies or is overdue; outcomes by job."""
        watched: list[Any] = [worker.connection for worker in self._workers]
        watched += [worker.process.sentinel for worker in self._workers]
        pressing = [w.deadline for w in self._workers if w.job is not None or not w.ready]
        patience = max(0.0, min(pressing) - time.monotonic()) if pressing else 0.0
        wait(watched, timeout=patience)
        outcomes = {}
        for worker in list(self._workers):
            job = worker.job
            outcome = self._hear(worker)
            if job is not None and outcome is not None:
                outcomes[job] = outcome
        return outcomes

    def _hear(self, worker: _Worker) -> Done | Failed | None:
        try:
            if worker.connection.poll():
                return self._received(worker, worker.connection.recv())
            if worker.process.is_alive():
                return self._overdue(worker)
        except (EOFError, OSError):
            pass
        return self._died(worker)

    def _received(self, worker: _Worker, message: Any) -> Done | Failed | None:
        if not worker.ready:
            if isinstance(message, Failed):
                raise WorkerBroken(message.detail or message.reason)
            worker.ready = True
            return None
        worker.job = None
        if worker.jobs >= self._limits.jobs:
            self._remove(worker)
        outcome: Done | Failed = message
        return outcome

    def _overdue(self, worker: _Worker) -> Failed | None:
        waited_for = worker.job is not None or not worker.ready
        if not waited_for or time.monotonic() < worker.deadline:
            return None
        self._remove(worker, kill=True)
        if not worker.ready:
            raise WorkerBroken(f"The reader was not ready after {START_LIMIT_S:.0f} seconds.")
        return _too_slow(self._limits)

    def _died(self, worker: _Worker) -> Failed:
        worker.process.join(GRACE_S)
        self._remove(worker, kill=True)
        if not worker.ready:
            raise WorkerBroken(f"The reader died while starting ({_ending(worker.process)}).")
        if worker.process.exitcode == -signal.SIGALRM:
            return _too_slow(self._limits)
        if worker.process.exitcode == -signal.SIGPROF:
            return Failed(f"reading takes more than {self._limits.computing_s:g} s of computing")
        return Failed("the reader died", _ending(worker.process))

    def _remove(self, worker: _Worker, *, kill: bool = False) -> None:
        self._workers.remove(worker)
        worker.end(kill=kill)


def _too_slow(limits: Limits) -> Failed:
    return Failed(f"reading took longer than {limits.seconds:g} seconds")


def _ending(process: BaseProcess) -> str:
    code = process.exitcode or 0
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


@contextmanager
def _quiet_start() -> Iterator[None]:
    """A process started here works on one core and leaves Ctrl-C to its parent."""
    before = os.environ.get("OMP_NUM_THREADS")
    os.environ["OMP_NUM_THREADS"] = "1"
    main_thread = threading.current_thread() is threading.main_thread()
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN) if main_thread else None
    try:
        yield
    finally:
        if main_thread:
            signal.signal(signal.SIGINT, handler)
        if before is None:
            del os.environ["OMP_NUM_THREADS"]
        else:
            os.environ["OMP_NUM_THREADS"] = before


def _work(connection: Connection, make: MakeWork, limits: Limits) -> None:
    """A worker's life: load, say so, then job after job until the parent hangs up."""
    _silence()
    try:
        work = make()
    except Exception as error:
        connection.send(Failed("the reader can't start", str(error) or type(error).__name__))
        return
    connection.send(None)
    try:
        while True:
            connection.send(_attempt(work, connection.recv(), limits))
    except (EOFError, OSError):
        return


def _attempt(work: Work, job: Any, limits: Limits) -> Done | Failed:
    try:
        with _limited(limits):
            return Done(work(job))
    except MemoryError:
        return Failed(f"reading needs more than {limits.memory_bytes / 1e6:,.0f} MB of memory")
    except Exception as error:
        return _failure(f"the reader failed: {type(error).__name__}", error)


def _failure(reason: str, error: Exception) -> Failed:
    place = traceback.extract_tb(error.__traceback__)[-1]
    if isinstance(error, BellwetherError):
        return Failed(reason, str(error))
    return Failed(reason, f"{error} ({Path(place.filename).name}, line {place.lineno})")


@contextmanager
def _limited(limits: Limits) -> Iterator[None]:
    """The kernel ends the process when its time on the clock (even one that its parent has left)
    or on the processor is up, and refuses memory beyond the limit."""
    timers = {
        signal.SIGALRM: (signal.ITIMER_REAL, limits.seconds + GRACE_S),
        signal.SIGPROF: (signal.ITIMER_PROF, limits.computing_s),
    }
    for number, (timer, seconds) in timers.items():
        signal.signal(number, signal.SIG_DFL)
        signal.setitimer(timer, seconds)
    _limit_memory(limits.memory_bytes)
    try:
        yield
    finally:
        for timer, _ in timers.values():
            signal.setitimer(timer, 0)
        _limit_memory(None)


def _limit_memory(more: int | None) -> None:
    """At most `more` bytes beyond those mapped now; None lifts the limit. Linux only: elsewhere
    the size of a process can't be asked for cheaply, and the time limit must do."""
    if sys.platform != "linux":
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = hard
    if more is not None:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        limit = pages * resource.getpagesize() + more
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard) if limit != resource.RLIM_INFINITY else hard
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def _silence() -> None:
    """What libraries print while dying is not for the terminal; the outcome says what happened."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)
