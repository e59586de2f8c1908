"""Two thousand schemes as bare repositories: made from one, object by object; as many runs of `new` would take hours.

Each has a name, a history and edits of its own, and shares on the disk what is the same in all of them.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from schemekit.git.objects import ObjectStore
from tests.builders import GitFolder

Changes = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class ManyRepositories:
    """The repositories in a folder, all made from the newest commit of one scheme."""

    template: Path
    folder: Path

    def made(self, number: int, changes: Mapping[int, Changes]) -> None:
        """So many repositories, each with the files that are changed in it, by its number."""
        GitFolder(self.template).git("repack", "-adq")
        store = ObjectStore(self.template)
        root = store.tree_of(store.head())
        for one in range(number):
            place = self.folder / f"scheme-{one:04}.git"
            self._empty(place)
            tree = self._tree(store, place, root, changes[one])
            who = b"Bench <bench@example.org> 1780000000 +0000"
            commit = b"tree %s\nauthor %s\ncommitter %s\n\nScheme %d\n" % (tree.encode(), who, who, one)
            head = _written(place, b"commit", commit)
            (place / "refs" / "heads" / "main").write_text(f"{head}\n")
        store.close()

    def _empty(self, place: Path) -> None:
        for name in ("objects/pack", "objects/info", "refs/heads"):
            (place / name).mkdir(parents=True)
        (place / "HEAD").write_text("ref: refs/heads/main\n")
        (place / "config").write_text("[core]\n\trepositoryformatversion = 0\n\tbare = true\n")
        for pack in sorted((self.template / ".git" / "objects" / "pack").iterdir()):
            try:
                os.link(pack, place / "objects" / "pack" / pack.name)
            except OSError:
                shutil.copyfile(pack, place / "objects" / "pack" / pack.name)

    def _tree(self, store: ObjectStore, place: Path, tree: str, changes: Changes) -> str:
        """The id of a tree in which some files are others; what is new in it is written."""
        below: dict[str, dict[str, bytes]] = {}
        for path, data in changes.items():
            name, _, rest = path.partition("/")
            below.setdefault(name, {})[rest] = data
        rows = []
        for entry in store.entries(tree):
            made = entry.id
            if entry.name in below:
                inner = below[entry.name]
                made = _written(place, b"blob", inner[""]) if "" in inner else \
                    self._tree(store, place, entry.id, inner)
            rows.append(f"{entry.mode} {entry.name}".encode() + b"\0" + bytes.fromhex(made))
        return _written(place, b"tree", b"".join(rows))


def _written(place: Path, kind: bytes, data: bytes) -> str:
    whole = b"%s %d\0%s" % (kind, len(data), data)
    name = hashlib.sha1(whole, usedforsecurity=False).hexdigest()
    file = place / "objects" / name[:2] / name[2:]
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(zlib.compress(whole, 1))
    return name
