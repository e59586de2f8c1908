"""The files that schemekit makes for a scheme: the lock, the pulled source, the notice and the licence data.

Everything here returns contents by path; nothing is written. The same state always gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import indent

from schemekit.adopt.outcome import adoptions
from schemekit.files.digest import sha256_of
from schemekit.files.scheme_folder import SOURCE, SchemeFolder
from schemekit.files.yaml_write import write_yaml  # not by the door: most commands write YAML, and edit none
from schemekit.model.adoption import AdoptionRecord
from schemekit.model.file_names import TEMPLATE_FOLDER
from schemekit.model.lock import Lock, LockedFile, LockEntry, Provenance
from schemekit.model.module import Module
from schemekit.model.parameter import Value
from schemekit.model.version import Version

_SCHEMAS = "https://example.org/schemekit/schemas"
LOCK_HEADER = (
    f"# yaml-language-server: $schema={_SCHEMAS}/lock.schema.json\n"
    "# Made by schemekit: exactly what was pulled, and with which values it was last filled in. Not edited by hand.\n"
)
RECORD_HEADER = (
    f"# yaml-language-server: $schema={_SCHEMAS}/adoption.schema.json\n"
    "# What this scheme did to the clauses of the module, and why. Reasons may be edited here by hand.\n"
)


def lock_entry(
    module: Module,
    version: Version,
    provenance: Provenance,
    pulled: Mapping[str, bytes],
    values: Mapping[str, Value],
    rendered: Mapping[str, bytes],
) -> LockEntry:
    """The lock entry of a module that was pulled, and rendered with these values to these documents."""
    return LockEntry(
        module=module.id,
        title=module.title,
        version=version,
        provenance=provenance,
        parameters=dict(values),
        files={
            file: LockedFile(
                source=f"{TEMPLATE_FOLDER}/{file}",
                source_sha256=sha256_of(pulled[f"{TEMPLATE_FOLDER}/{file}"]),
                rendered_sha256=sha256_of(data),
            )
            for file, data in rendered.items()
        },
        pulled={path: sha256_of(data) for path, data in pulled.items()},
    )


def lock_bytes(lock: Lock) -> bytes:
    """scheme.lock as it is written."""
    return lock_of({name: lock_lines(entry) for name, entry in lock.entries.items()})


def lock_of(modules: Mapping[str, str]) -> bytes:
    """scheme.lock from the lines of each module: where many are adopted, each one's are made once for all commits."""
    empty = write_yaml(Lock({}).to_mapping(), LOCK_HEADER)
    lines = "".join(modules[name] for name in sorted(modules))
    return (empty.removesuffix(" {}\n") + f"\n{lines}" if lines else empty).encode()


def lock_lines(entry: LockEntry) -> str:
    """The lines of one module in scheme.lock."""
    return indent(write_yaml({entry.module: entry.to_mapping()}), "  ")


def record_bytes(record: AdoptionRecord) -> bytes:
    """adoption.yaml as it is written."""
    return write_yaml(record.to_mapping(), RECORD_HEADER).encode()


def source_files(module: str, pulled: Mapping[str, bytes]) -> dict[str, bytes]:
    """The pulled module, untouched, where update, diff and verify find it offline."""
    return {f"{SOURCE}/{module}/{path}": data for path, data in pulled.items()}


def licence_changes(folder: SchemeFolder) -> dict[str, bytes | None]:
    """NOTICE.md, REUSE.toml and LICENSES/ as the scheme's state asks for them."""
    from schemekit.adopt.licences import licence_data

    return licence_data(folder, adoptions(folder))
