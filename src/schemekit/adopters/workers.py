"""The workers: repositories read by several processes of this computer at once, or by this one alone.

Whoever reads them, the answer is the same: it is put together in the order in which the repositories were named.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import active_children, get_context, parent_process
from tempfile import TemporaryDirectory
from threading import Thread, current_thread, main_thread
from time import sleep
from types import FrameType
from typing import Any

from schemekit.adopters.reading import Task, read_task
from schemekit.errors import SchemekitError
from schemekit.uptake.adopter import Adopter

WORTH_IT = 100   # repositories; fewer are read before further processes have started
_STOPPED = 128 + signal.SIGTERM
_MOMENT = 0.1   # seconds
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
        return read_by(pool, tasks, told, _read_unless_stopped)


def read_by(
    pool: Executor, tasks: Sequence[Task], told: _Told, read: Callable[[Task], tuple[Adopter, ...]] = read_task
) -> list[Adopter]:
    """The adopters in every task, read by whoever works for the pool.

    On a failure, what was not begun is given up by whoever made the pool, as it leaves it: a process pool whose
    workers are gone puts that into every task that waits, and prints a traceback where somebody else has cancelled it.
    """
    with _unstoppable():   # a pool starts its processes when it is first given something to do
        waiting: list[Future[tuple[Adopter, ...]]] = [pool.submit(read, task) for task in tasks]
    found = list[Adopter]()
    try:
        for future in waiting:
            found += future.result()
            told(len(found))
    except BrokenProcessPool:
        raise SchemekitError("a process that was reading repositories ended",
                             why="the system stopped it, most often for want of memory",
                             fix="say --jobs 1, or read fewer repositories at once") from None
    return found


@contextmanager
def _processes(jobs: int) -> Iterator[Executor]:
    """A pool of new processes, which have nothing of this one's state; gone when it is left, for whatever cause.

    What they put on the disk for a while lies in one folder, which goes with them: a worker may be stopped while it
    takes its own away.
    """
    with TemporaryDirectory(prefix="schemekit-workers-", ignore_cleanup_errors=True) as folder:
        pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_begin, initargs=(folder,))
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
    """A moment in which processes are started: they inherit that Ctrl-C is not for them (see `_begin`)."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@dataclass(slots=True)
class _Worker:
    """What a worker knows of itself."""

    is_reading: bool = False
    is_stopped: bool = False
    is_alone: bool = False


_WORKER = _Worker()


def _begin(folder: str) -> None:
    """A worker's first act. Shape: `folder` is for what it puts on the disk.

    Ctrl-C reaches every process of a terminal, in any order. Only the one that asked hears it and ends its workers;
    they and their git commands do not, or a worker whose git is gone would take the repository for a damaged one.
    """
    tempfile.tempdir = folder
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _stop)
    sys.unraisablehook = _say_what_is_unraisable
    Thread(target=_leave_with_the_asker, daemon=True).start()


def _read_unless_stopped(task: Task) -> tuple[Adopter, ...]:
    """What a task asks, in a worker that nobody has stopped yet."""
    if _WORKER.is_stopped:
        raise SystemExit(_STOPPED)
    _WORKER.is_reading = True
    try:
        return read_task(task)
    finally:
        _WORKER.is_reading = False


def _stop(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - as the system calls it
    """End what is being read, and git with it; an answer on its way is sent whole, or its reader waits for the rest."""
    was_reading, _WORKER.is_reading, _WORKER.is_stopped = _WORKER.is_reading, False, True
    if was_reading or _WORKER.is_alone:
        raise SystemExit(_STOPPED)


def _say_what_is_unraisable(happened: Any) -> None:
    """A stop may come while something is being thrown away, where Python can only print it: that is no news."""
    if not isinstance(happened.exc_value, SystemExit):
        sys.__unraisablehook__(happened)


def _leave_with_the_asker() -> None:
    """Stop this process when the one that asked has gone, by whatever cause: nobody waits for its answers."""
    asker = parent_process()
    if asker is None:
        return
    asker.join()
    _WORKER.is_alone = True
    while True:   # the first stop ends what is being read, the next one the wait for more
        os.kill(os.getpid(), signal.SIGTERM)
        sleep(_MOMENT)
