"""A checkout: a library's working folder, as a maintainer writes in it.

Reading, and writing a few files as one. A library as adopters pull from it is `schemekit.library`.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from schemekit.errors import LibraryError, UnknownNameError
from schemekit.files.folder import read_folder
from schemekit.files.paths import inside
from schemekit.files.schemas import load
from schemekit.files.yaml import read_yaml
from schemekit.model.release import Ledger

POLICIES = "policies"
LEDGER = f"{POLICIES}/releases.yaml"


@dataclass(frozen=True, slots=True)
class Checkout:
    """A library's working folder. Every path below is relative to `root`."""

    root: Path

    @classmethod
    def find(cls, start: Path) -> Checkout:
        """The library that a folder belongs to: the nearest folder, from it upwards, that holds policies/.

        Raises: LibraryError where there is none, or where it is a scheme.
        """
        here = start.absolute()
        for folder in (here, *here.parents):
            if (folder / "scheme.yaml").is_file():
                raise LibraryError(
                    f"{folder.name} is a scheme, not a library of modules",
                    why="it holds scheme.yaml; modules are written and released in the library they come from",
                    fix="go to the library's folder, or see your scheme with 'schemekit status'",
                )
            if (folder / POLICIES).is_dir():
                return cls(folder)
        raise LibraryError(
            f"{here.name or here} is not a library of modules",
            why=f"neither it nor a folder above it holds {POLICIES}/",
            fix="go to your library's folder, or start a first module with 'schemekit module new ID'",
        )

    def module_ids(self) -> tuple[str, ...]:
        """The names of the module folders, sorted."""
        folder = self.root / POLICIES
        entries = sorted(folder.iterdir()) if folder.is_dir() else []
        return tuple(entry.name for entry in entries if entry.is_dir() and not entry.name.startswith("."))

    def known(self, module_id: str) -> str:
        """The name of a module that is there. Raises: UnknownNameError."""
        names = self.module_ids()
        if module_id not in names:
            raise UnknownNameError(
                f"there is no module '{module_id[:60]}' in this library",
                why=f"{POLICIES}/ holds {', '.join(names) or 'no module'}",
                fix="check the name, or start the module with 'schemekit module new'",
            )
        return module_id

    def folder(self, module_id: str) -> str:
        """Where a module lies."""
        return f"{POLICIES}/{module_id}"

    def files(self, module_id: str) -> dict[str, bytes]:
        """Every file of a module by path in its folder. Raises: HostileContentError for links and unsafe names."""
        return read_folder(inside(self.root, self.folder(module_id)))

    def ledger_text(self) -> str | None:
        """The ledger as it stands, or None while nothing was released. Raises: FindingsError when it is not UTF-8."""
        place = inside(self.root, LEDGER)
        if not place.is_file():
            return None
        data = place.read_bytes()
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            read_yaml(data, LEDGER)   # says which byte, and where
            raise

    def ledger(self) -> Ledger:
        """The releases so far. Raises: FindingsError with every finding."""
        text = self.ledger_text()
        return Ledger() if text is None else Ledger.from_mapping(load(text, "releases", LEDGER))

    def write(self, changes: Mapping[str, bytes]) -> None:
        """Put files in place, each whole or not at all."""
        for path, data in changes.items():
            place = inside(self.root, path)
            place.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=place.parent, prefix=".schemekit-")
            half = Path(name)
            try:
                with os.fdopen(handle, "wb") as stream:
                    stream.write(data)
                half.chmod(place.stat().st_mode if place.exists() else 0o644)
                half.replace(place)
            except BaseException:  # Ctrl-C too
                half.unlink(missing_ok=True)
                raise
