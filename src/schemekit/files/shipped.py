"""Where the data that comes with schemekit lies: its schemas, components, frameworks and embedded policies."""

from __future__ import annotations

from pathlib import Path

from schemekit.errors import SchemekitError

_PACKAGE = Path(__file__).resolve().parent.parent
_NAMES = ("schemas", "components", "policies", "frameworks")


def shipped(name: str) -> Path:
    """The folder of that name: inside the installed package, or at the top of a checkout.

    Shape: `name` is schemas, components, policies or frameworks.
    Raises: SchemekitError if the installation lacks it.
    """
    assert name in _NAMES, name
    for folder in (_PACKAGE / "_library" / name, _PACKAGE.parent.parent / name):
        if folder.is_dir():
            return folder
    raise SchemekitError(
        f"the folder '{name}' that comes with schemekit is missing",
        why="the installation is not complete",
        fix="install schemekit again",
    )
