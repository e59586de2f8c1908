"""The library that comes with the tool, exchanged for one made for the tests, for as long as a test lasts.

Rooms of one run have different ones, so none may stay in place longer than that.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import pytest

from schemekit.library import embedded
from schemekit.library.registry import register
from tests.builders import LibraryBuilder

_REAL = embedded.embedded_library


@contextmanager
def comes_with_the_tool(library: LibraryBuilder, listed_as: str = "") -> Iterator[None]:
    """Make a library the tool's own, and, if a name is given, put it on the user's list under it."""
    if listed_as:
        register(listed_as, library.url, library.path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(embedded, "embedded_library", partial(_REAL, library.path / "src" / "schemekit"))
        yield
