"""Ctrl-C, at whatever moment: a word about it and exit 130, never the inside of the program.

'Ctrl-C: "Stopped. A change is made whole or not at all", exit 130', from the first moment on.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

# As the shell's start script does; the signal comes in the moment in which the named file is looked for.
_SCRIPT = """
import os, signal, sys

class Stop:
    def find_spec(self, name, path=None, target=None):
        if name == sys.argv[1]:
            os.kill(os.getpid(), signal.SIGINT)

signal.signal(signal.SIGINT, signal.default_int_handler)
from schemekit.__main__ import main
sys.meta_path.insert(0, Stop())
main(sys.argv[2:])
"""


@pytest.mark.parametrize("moment", [
    "schemekit.cli.root", "click", "schemekit.cli.commands", "schemekit.cli.terminal", "schemekit.cli.diff",
    "schemekit.errors", "schemekit.review", "jinja2", "schemekit.model.version",
])
def test_while_files_are_loaded(moment: str, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A\n\n## One { #one }\n\nIt shall be.\n")
    (tmp_path / "b.md").write_text("# A\n\n## One { #one }\n\nIt may be.\n")
    arguments = ["diff", "--between", "a.md", "b.md", "--to", "c.html"]
    done = subprocess.run([sys.executable, "-c", _SCRIPT, moment, *arguments],
                          capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr.strip() == "Stopped. A change is made whole or not at all, so nothing is left half-done."
    assert {path.name for path in tmp_path.iterdir()} == {"a.md", "b.md"}


# The signal comes while something is thrown away; the command itself goes on until it hears of it.
_THROWN_AWAY = """
import os, signal, sys, time
import schemekit.__main__ as program

class Thing:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(5)

def works(arguments):
    Thing()
    time.sleep(20)
    return 0

signal.signal(signal.SIGINT, signal.default_int_handler)
program._run = works
program.main([])
"""


def test_while_something_is_thrown_away() -> None:
    """Python would print where it was and go on with the command."""
    done = subprocess.run([sys.executable, "-c", _THROWN_AWAY], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr.strip() == "Stopped. A change is made whole or not at all, so nothing is left half-done."
