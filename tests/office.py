"""LibreOffice for tests: it opens, edits, accepts, rejects and converts documents as a person's office program does.

Real Word cannot run here. One LibreOffice is started for a test process and driven over UNO by `office_script.py`,
which the system's Python runs, as only that one knows UNO.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

_SCRIPT = Path(__file__).with_name("office_script.py")
_PYTHON = "/usr/bin/python3"


def need(program: str, package: str) -> str:
    """Where a program is; without it the test is skipped, on the build server it fails."""
    found = shutil.which(program)
    if found:
        return found
    reason = f"{program} is not installed (on Debian: apt-get install {package})"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def _driven(orders: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([_PYTHON, str(_SCRIPT)], input=orders, capture_output=True, text=True, timeout=300,
                          check=False, env={"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")})


class Office:
    """A running LibreOffice with a profile of its own."""

    def __init__(self, folder: Path) -> None:
        program = need("soffice", "libreoffice-writer-nogui libreoffice-calc-nogui python3-uno")
        self._pipe = f"schemekit{uuid.uuid4().hex[:12]}"
        self._process = subprocess.Popen(
            [program, "--headless", "--norestore", "--nologo", f"-env:UserInstallation=file://{folder / 'profile'}",
             f"--accept=pipe,name={self._pipe};urp;"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )

    def run(self, file: Path, operations: Sequence[dict[str, Any]]) -> list[Any]:
        """Open a file and do one thing after the other; see `office_script.py` for what there is."""
        orders = json.dumps({"pipe": self._pipe, "file": str(file), "operations": list(operations)})
        done = _driven(orders)
        if done.returncode < 0:  # a signal ended UNO itself, which has nothing to do with the file; twice would
            done = _driven(orders)
        if done.returncode:
            raise AssertionError(f"LibreOffice (the driver ended with {done.returncode}): {done.stderr[-2000:]}")
        results: list[Any] = json.loads(done.stdout)
        return results

    def saved(self, file: Path, to: Path, *operations: dict[str, Any]) -> Path:
        """A file after some operations, saved under another name, in the format that its ending says."""
        self.run(file, [*operations, {"do": "save", "to": str(to)}])
        return to

    def close(self) -> None:
        """End the program."""
        self._process.terminate()
        try:
            self._process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self._process.kill()


def pictures(pdf: Path, folder: Path, resolution: int = 60) -> list[Path]:
    """A PDF's pages as PNG files."""
    program = need("pdftoppm", "poppler-utils")
    subprocess.run([program, "-r", str(resolution), "-png", str(pdf), str(folder / pdf.stem)], check=True)
    return sorted(folder.glob(f"{pdf.stem}*.png"))


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One LibreOffice for all tests of a process."""
    program = Office(tmp_path_factory.mktemp("office"))
    time.sleep(0.5)
    yield program
    program.close()
