"""The build hook: puts the library of this checkout into the wheel and the source distribution.

Hatchling runs it (see pyproject.toml). What is embedded is decided in `schemekit.library.embedding`.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_PLACE = "schemekit/_library"


class EmbedLibrary(BuildHookInterface):  # type: ignore[type-arg]  # its parameter is the builder's settings: unused
    """Writes `schemekit/_library` into what is built; an editable install uses the checkout itself and needs none."""

    _temporary = ""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the library's files to the build."""
        if version == "editable":
            return
        root = Path(self.root)
        # Made in a temporary folder: a copy left in src/ would be taken for the library of the checkout.
        folder = self._embedded(root) if (root / ".git").exists() else root / "src" / _PLACE
        if not (folder / "embedded.json").is_file():
            raise RuntimeError(
                "schemekit is built from a git checkout, or from a source distribution, which carries its library; "
                "this folder is neither"
            )
        place = _PLACE if self.target_name == "wheel" else f"src/{_PLACE}"
        build_data["force_include"][str(folder)] = place

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002  # as hatchling calls it
        """Take the temporary folder away."""
        if self._temporary:
            shutil.rmtree(self._temporary, ignore_errors=True)

    def _embedded(self, root: Path) -> Path:
        sys.path.insert(0, str(root / "src"))
        try:
            from schemekit.library.embedding import embed
        finally:
            sys.path.remove(str(root / "src"))
        self._temporary = tempfile.mkdtemp(prefix="schemekit-build-")
        folder = Path(self._temporary) / "library"
        embed(root, folder)
        return folder
