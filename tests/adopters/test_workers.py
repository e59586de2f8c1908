"""'thousands of repositories in parallel through concurrent.futures, and on a Dask cluster, same answer'."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from schemekit.adopters.reading import Task, read_task
from schemekit.errors import SchemekitError
from schemekit.uptake.adopter import LibraryFacts
from tests.builders import LibraryBuilder
from tests.scheme_builders import tell

COPIES = 24


@pytest.fixture(scope="module")
def many(clones: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two dozen schemes without a history, and one that cannot be read."""
    folder = tmp_path_factory.mktemp("many")
    for number in range(COPIES):
        shutil.copytree(clones / f"scheme-{number % 5}", folder / f"one-{number:02}",
                        ignore=shutil.ignore_patterns(".git"))
    (folder / "one-07" / "scheme.yaml").write_text("[")
    return folder


def answer(library: LibraryBuilder, folder: Path, *arguments: str) -> str:
    done = tell("adopters", str(folder), "--library", library.url, "--json", *arguments)
    assert done.code == 1, done.all
    assert done.err == ""
    return done.out


def test_two_processes_say_what_one_says(library: LibraryBuilder, many: Path) -> None:
    one = answer(library, many, "--jobs", "1")
    assert answer(library, many, "--jobs", "2") == one
    assert '"place": "one-07"' in one


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """The address of a real cluster with two workers, each a process of its own."""
    distributed = pytest.importorskip("distributed", reason="Dask is not installed: pip install 'schemekit[dask]'")
    settings: dict[str, Any] = {"n_workers": 2, "threads_per_worker": 1, "processes": True, "dashboard_address": None}
    with distributed.LocalCluster(**settings) as running:
        yield running.scheduler_address


def test_a_cluster_says_what_one_process_says(library: LibraryBuilder, many: Path, cluster: str) -> None:
    """'tested with a real local cluster of two workers'."""
    assert answer(library, many, "--dask", cluster) == answer(library, many, "--jobs", "1")


def test_a_cluster_that_is_not_there() -> None:
    pytest.importorskip("distributed", reason="Dask is not installed: pip install 'schemekit[dask]'")
    done = tell("adopters", ".", "--dask", "tcp://127.0.0.1:9", "--json")
    assert done.code == 2
    assert "no Dask cluster answers" in done.json["error"]["what"]


def test_without_dask_the_user_is_told_how_to_get_it(library: LibraryBuilder, many: Path) -> None:
    script = ("import sys; sys.modules['distributed'] = None\nfrom schemekit.__main__ import main\n"
              f"main(['adopters', {str(many)!r}, '--library', {library.url!r}, '--dask', 'tcp://127.0.0.1:9'])")
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert "schemekit[dask]" in done.stderr


def test_a_worker_of_another_version_reads_nothing() -> None:
    facts = LibraryFacts(name="efc", url="", releases={})
    with pytest.raises(SchemekitError, match="a worker runs schemekit"):
        read_task(Task(facts=facts, repositories=(), offline=True, version="0.0.1"))


@pytest.fixture
def asker(library: LibraryBuilder, clones: Path, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A command whose two workers have begun to read; it and they are a process group of their own."""
    if sys.platform == "win32":
        pytest.skip("signals are another matter there")
    (tmp_path / "work").mkdir()
    for number in range(150):   # so many that no computer has read them before the stop
        shutil.copytree(clones / "bare.git", tmp_path / "many" / f"{number}.git")
    command = [sys.executable, "-m", "schemekit", "adopters", str(tmp_path / "many"), "--library", library.url,
               "--jobs", "2"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                               start_new_session=True, env={**os.environ, "TMPDIR": str(tmp_path / "work")})
    while not any((tmp_path / "work").glob("schemekit-workers-*/schemekit-objects-*")):
        assert running.poll() is None
        time.sleep(0.02)
    yield running
    with suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGKILL)


@pytest.mark.parametrize("wait", [0.0, 0.05, 0.15])
def test_ctrl_c_ends_everybody(asker: subprocess.Popen[str], tmp_path: Path, wait: float) -> None:
    """'Stopped', 130, and nothing is left: no process, no folder, no traceback of a worker or of a pool."""
    time.sleep(wait)   # so that it is at another place each time; what is asserted holds at all of them
    os.killpg(asker.pid, signal.SIGINT)
    out, err = asker.communicate(timeout=300)
    assert asker.returncode in (130, -signal.SIGINT)   # which of them is Python's matter; a shell says 130 for both
    assert out == ""
    assert err.strip() == "Stopped. A change is made whole or not at all, so nothing is left half-done."
    assert _is_gone(asker.pid)
    assert not list((tmp_path / "work").glob("schemekit-*"))


def test_workers_leave_with_the_one_that_asked(asker: subprocess.Popen[str]) -> None:
    """A system that is short of memory may end it, and says nothing to them."""
    asker.kill()
    asker.communicate(timeout=300)
    assert _is_gone(asker.pid)


def _is_gone(group: int) -> bool:
    """Whether no process of the group is left. Python's own watcher of shared things leaves a moment later."""
    for _ in range(1200):
        if not _is_there(group):
            return True
        time.sleep(0.05)
    return False


def _is_there(group: int) -> bool:
    """Whether a process of the group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
