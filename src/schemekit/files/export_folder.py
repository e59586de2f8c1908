"""The folder that exported files lie in: what was put there, so that a file somebody wrote in is never written over.

A list beside the files holds the digest of each as it was made. A file that is not in it, or not as it was made, is
somebody's work.
"""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from schemekit.errors import UsageError
from schemekit.files.digest import sha256_of
from schemekit.files.given import replace_given
from schemekit.files.journal import Step
from schemekit.files.paths import inside, named_folder

EXPORTS = "exports"
"""Where a scheme's exports go when no other folder is named; its history leaves this folder out."""
_LIST = ".schemekit-exports.json"
_LIST_LIMIT, _FILE_LIMIT = 1_000_000, 200_000_000
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class ExportFolder:
    """Shape: `place` is the folder, `root` the scheme's if the folder is the one in it, else None."""

    place: Path
    root: Path | None = None

    @classmethod
    def of_scheme(cls, root: Path) -> ExportFolder:
        """The folder for exports in a scheme. Raises: HostileContentError where it is a link that leads elsewhere."""
        return cls(inside(root, EXPORTS), root)

    @classmethod
    def named(cls, root: Path, place: Path) -> ExportFolder:
        """A folder that a person named, or that a command writes into by itself.

        Raises: HostileContentError, see `named_folder`.
        """
        return cls(named_folder(root, place))

    def refuse_foreign(self, names: Mapping[str, bytes]) -> None:
        """Refuse to write over what was not made here, or was changed since. Raises: UsageError."""
        known = self._known()
        for name, data in names.items():
            place = self.place / name
            if not os.path.lexists(place):
                continue
            status = place.lstat()
            if not stat.S_ISREG(status.st_mode) or status.st_size > _FILE_LIMIT:
                raise _foreign(name, "it is no plain file")
            digest = sha256_of(place.read_bytes())
            if digest not in known.get(name, ()) and digest != sha256_of(data):
                raise _foreign(name, "it was changed since it was exported" if name in known
                               else "it is there already, and no export of this tool")

    def step(self, files: Mapping[str, bytes]) -> Step:
        """What is to be written in the scheme: the files and the list of them."""
        listed = {_LIST: self._listed(files, keep=False), **files}
        return Step(changes={f"{EXPORTS}/{name}": data for name, data in listed.items()})

    def write(self, files: Mapping[str, bytes]) -> None:
        """Write the files into a folder outside the scheme, each whole or not at all.

        The list goes first and knows the old files too: a run that is stopped leaves none that the next one refuses.
        """
        if not self.place.parent.is_dir():
            raise UsageError(f"there is no folder {self.place.parent.name} for {self.place.name}",
                             why="the files would lie in it", fix="make the folder first, or name another place")
        if os.path.lexists(self.place) and not self.place.is_dir():
            raise UsageError(f"{self.place.name} is a file", why="a folder was wanted", fix="name a folder with --out")
        self.place.mkdir(exist_ok=True)
        replace_given(self.place / _LIST, self._listed(files, keep=True))
        for name, data in files.items():
            replace_given(self.place / name, data)
        replace_given(self.place / _LIST, self._listed(files, keep=False))

    def _listed(self, files: Mapping[str, bytes], *, keep: bool) -> bytes:
        known = self._known()
        for name, data in files.items():
            known[name] = list(dict.fromkeys([*(known.get(name, ()) if keep else ()), sha256_of(data)]))
        told = {"format": 1, "files": dict(sorted(known.items()))}
        return f"{json.dumps(told, ensure_ascii=False, indent=2)}\n".encode()

    def _known(self) -> dict[str, list[str]]:
        """The digests of what was made, by file name. A list that cannot be read knows nothing."""
        place = self.place / _LIST
        try:
            if not stat.S_ISREG(place.lstat().st_mode) or place.lstat().st_size > _LIST_LIMIT:
                return {}
            files = json.loads(place.read_bytes())["files"]
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return {}
        if not isinstance(files, dict):
            return {}
        return {str(name): [item for item in digests if isinstance(item, str) and _DIGEST.fullmatch(item)]
                for name, digests in files.items() if isinstance(digests, list)}


def _foreign(name: str, why: str) -> UsageError:
    return UsageError(f"{name} is not written over", why=f"{why}, and what is in it would be lost",
                      fix="take it away or give it another name, or name another folder with --out")
