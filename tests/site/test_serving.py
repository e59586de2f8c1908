"""`site serve`: on this computer alone, and anew when a text changes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import LibraryBuilder

pytest.importorskip("material", reason="the extra 'docs' is not installed")


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[tuple[str, Path, subprocess.Popen[str]]]:
    library = LibraryBuilder(tmp_path)
    library.commit("Start", {"docs/index.md": "# Welcome\n\nThe first words.\n", "policies/README.md": "Modules.\n"})
    program = subprocess.Popen([sys.executable, "-u", "-m", "schemekit", "site", "serve", "--port", "0"],
                               cwd=library.path, stdout=subprocess.PIPE, text=True, env={**os.environ})
    assert program.stdout is not None
    address = ""
    for line in program.stdout:
        if line.startswith("Look at "):
            address = line.split()[2]
            break
    yield address, library.path, program
    program.send_signal(signal.SIGINT)
    assert program.wait(120) == 0
    program.stdout.close()


def asked(address: str, host: str = "") -> tuple[int, str]:
    request = urllib.request.Request(address, headers={"Host": host} if host else {})  # our own server
    try:
        with urllib.request.urlopen(request, timeout=120) as answer:  # as above
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, ""


def test_it_shows_the_site_here_and_follows_changes(serving: tuple[str, Path, subprocess.Popen[str]]) -> None:
    address, root, _ = serving
    assert "The first words." in asked(address)[1]
    assert asked(address, "evil.example:80") == (403, "")
    assert asked(f"{address}%00") == (404, "")
    (root / "docs" / "index.md").write_text("# Welcome\n\nOther words.\n", encoding="utf-8")
    until = time.monotonic() + 120
    while "Other words." not in asked(address)[1]:
        assert time.monotonic() < until
        time.sleep(0.2)
