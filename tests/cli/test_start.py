"""Starting: what is printed at once loads nothing beside click."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

_IMPORTED = re.compile(r"^import time:.*\|\s*(?P<name>[\w.]+)$", re.MULTILINE)
_OURS = frozenset({"schemekit", "click"})
# Looked for by every interpreter: start-up hooks of an environment, and (org) Jython, which `copy` asks after.
_LOOKED_FOR = frozenset({"sitecustomize", "usercustomize", "_distutils_hack", "org", "apport_python_hook"})


def loaded(*arguments: str, **more: str) -> tuple[set[str], str]:
    """The top-level packages that a fresh `schemekit` loads, without Python's own, and what it prints."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "schemekit", *arguments],
        capture_output=True, text=True, check=True, env={**os.environ, **more},
    )
    names = {match["name"].partition(".")[0] for match in _IMPORTED.finditer(done.stderr)}
    return names - sys.stdlib_module_names - _LOOKED_FOR, done.stdout


@pytest.mark.parametrize(("arguments", "says"), [
    pytest.param(["--help"], "Start", id="help"),
    pytest.param(["--version"], "schemekit", id="version"),
    pytest.param(["status", "--help"], "status", id="help-of-a-command"),
    pytest.param(["completion", "bash"], "_SCHEMEKIT_COMPLETE", id="the-script-for-the-shell"),
])
def test_only_click_is_loaded(arguments: list[str], says: str) -> None:
    """'`schemekit --help` imports click only', so that it answers before a person looks away."""
    names, printed = loaded(*arguments)
    assert says in printed
    assert names == _OURS


@pytest.mark.parametrize(("words", "option"), [
    pytest.param("schemekit sta", "status", id="a-command"),
    pytest.param("schemekit new --no", "--no-input", id="an-option"),
])
def test_completing_loads_only_click(words: str, option: str) -> None:
    last = str(len(words.split()) - 1)
    names, printed = loaded(_SCHEMEKIT_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=last)
    assert option in printed
    assert names == _OURS
