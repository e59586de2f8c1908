"""The workers: repositories read by several processes of this computer at once, or by this one alone.

Whoever reads them, the answer is the same: it is put together in the order in which the repositories were named.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import active_children, get_context
from threading import current_thread, main_thread
from types import FrameType

from schemekit.adopters.reading import Task, read_task
from schemekit.errors import SchemekitError
from schemekit.uptake.adopter import Adopter

WORTH_IT = 100   # repositories; fewer are read before further processes have started
_Told = Callable[[int], None]


def usual_jobs(repositories: int) -> int:
    """How many processes read so many repositories best: one for each processor, or this one alone."""
    if repositories < WORTH_IT:
        return 1
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:   # not every system tells
        return os.cpu_count() or 1


def read_here(tasks: Sequence[Task], jobs: int, told: _Told) -> list[Adopter]:
    """The adopters in every task, read by so many processes. Shape: `told` hears how many repositories are done."""
    jobs = min(jobs, len(tasks))
    if jobs <= 1:
        found = list[Adopter]()
        for task in tasks:
            found += read_task(task)
            told(len(found))
        return found
    with _processes(jobs) as pool:
        return read_by(pool, tasks, told)


def read_by(pool: Executor, tasks: Sequence[Task], told: _Told) -> list[Adopter]:
    """The adopters in every task, read by whoever works for the pool; what was not begun is given up on a failure."""
    with _unstoppable():   # a pool starts its processes when it is first given something to do
        waiting: list[Future[tuple[Adopter, ...]]] = [pool.submit(read_task, task) for task in tasks]
    found = list[Adopter]()
    try:
        for future in waiting:
            found += future.result()
            told(len(found))
    except SystemExit:   # a worker heard of the stop before this process did
        raise KeyboardInterrupt from None
    except BrokenProcessPool:
        raise SchemekitError("a process that was reading repositories ended",
                             why="the system stopped it, most often for want of memory",
                             fix="say --jobs 1, or read fewer repositories at once") from None
    finally:
        for future in waiting:
            future.cancel()
    return found


@contextmanager
def _processes(jobs: int) -> Iterator[Executor]:
    """A pool of new processes, which have nothing of this one's state; gone when it is left, for whatever cause."""
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_begin)
    before = set(active_children())
    try:
        yield pool
    except BaseException:   # Ctrl-C too: no process goes on when nobody waits for it
        for child in set(active_children()) - before:
            child.terminate()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _unstoppable() -> Iterator[None]:
    """A moment in which processes are started: one that is stopped before it has begun would print where it was."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _begin() -> None:
    """A worker's first act: a stop ends what it is doing, and git with it, without a word of its own."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)


def _stop(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - as the system calls it
    raise SystemExit(128 + number)
