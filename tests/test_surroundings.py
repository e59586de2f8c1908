"""The surroundings of the tests themselves: they are pinned, and the real home is out of reach."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

import pytest

from tests.conftest import REAL_HOME


@pytest.mark.skipif(Path(tempfile.gettempdir()) in REAL_HOME.parents, reason="the home is a temporary folder itself")
def test_touching_the_real_home_fails() -> None:
    place = REAL_HOME / "schemekit-was-here"
    with pytest.raises(RuntimeError, match="real home"):
        place.write_text("x", encoding="utf-8")
    with pytest.raises(RuntimeError, match="real home"):
        place.mkdir()
    assert not place.exists()


def test_home_settings_author_and_dates_are_pinned() -> None:
    assert Path.home() != REAL_HOME
    assert not [name for name in os.environ if name.startswith("GIT_CONFIG_") and "GLOBAL" not in name][1:]
    ident = subprocess.run(["git", "var", "GIT_AUTHOR_IDENT"], capture_output=True, text=True, check=True).stdout
    assert ident == "Test Person <test@example.org> 1768478400 +0000\n"
