"""Files that a user names: read whole, and never more than is bearable."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemekit.errors import UsageError
from schemekit.files.given import read_given


def test_a_file_is_read_whole_or_not_at_all(tmp_path: Path) -> None:
    """Half a file would be taken for a damaged one."""
    place = tmp_path / "board.docx"
    place.write_bytes(b"x" * 100)
    assert read_given(place, 100) == b"x" * 100
    with pytest.raises(UsageError, match=r"board\.docx is too large"):
        read_given(place, 99)


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a folder"):
        read_given(tmp_path)
    with pytest.raises(UsageError, match="there is no file"):
        read_given(tmp_path / "nothing.docx")
