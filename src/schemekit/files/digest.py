"""Digests: the names that content has by itself, computed from the files and nothing else.

Where the files come from is not known here; comparing a digest with what a ledger or lock says is for others.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping


def sha256_of(data: bytes) -> str:
    """The SHA-256 of some content. Units: 64 hex digits."""
    return hashlib.sha256(data).hexdigest()


def digest_of(files: Mapping[str, bytes]) -> str:
    r"""The SHA-256 of a whole module.

    Shape: over one line for each file, sorted by path: the path, a NUL, the file's SHA-256, a newline.
    Units: 64 hex digits.
    Basis: docs/decisions/0003-released-trees-not-tags.md (a digest beside git's SHA-1, checked without git).
    """
    lines = "".join(f"{path}\0{sha256_of(files[path])}\n" for path in sorted(files))
    return sha256_of(lines.encode())


def blob_id(data: bytes) -> str:
    """The id git gives a file's content. Units: 40 hex digits."""
    return _object_id(b"blob", data)


def tree_id(files: Mapping[str, bytes]) -> str:
    """The id git gives a folder with exactly these files, all of them plain (mode 100644).

    Units: 40 hex digits. Basis: git's object format; folders sort as if their name ended with a slash.
    Raises: ValueError when a name is both a file and a folder.
    """
    rows: list[tuple[bytes, bytes]] = []
    folders: dict[str, dict[str, bytes]] = {}
    for path, data in files.items():
        name, slash, rest = path.partition("/")
        if slash:
            folders.setdefault(name, {})[rest] = data
        else:
            rows.append((name.encode(), _entry("100644", name, blob_id(data))))
    for name, content in folders.items():
        if name in files:
            raise ValueError(f"'{name}' is a file and a folder at once")
        rows.append((f"{name}/".encode(), _entry("40000", name, tree_id(content))))
    return _object_id(b"tree", b"".join(entry for _, entry in sorted(rows)))


def _entry(mode: str, name: str, object_id: str) -> bytes:
    return f"{mode} {name}".encode() + b"\0" + bytes.fromhex(object_id)


def _object_id(kind: bytes, body: bytes) -> str:
    # SHA-1 because git names trees by it; what it cannot promise any more, the SHA-256 beside it does.
    return hashlib.sha1(b"%s %d\0%s" % (kind, len(body), body), usedforsecurity=False).hexdigest()
