"""The files that schemekit makes for a scheme: the same state always gives the same bytes."""

from __future__ import annotations

import pytest

from schemekit.adopt.making import LOCK_HEADER, lock_bytes
from schemekit.files.schemas import load
from schemekit.files.scheme_folder import LOCK_FILE
from schemekit.files.yaml import write_yaml
from schemekit.model.lock import Lock
from tests.scheme_builders import SchemeBuilder


@pytest.mark.parametrize("modules", [[], ["assurance"], ["grievance", "assurance"]], ids=["none", "one", "two"])
def test_a_lock_is_written_as_its_data(scheme: SchemeBuilder, modules: list[str]) -> None:
    """A lock is put together from the lines of its modules, and no reader can tell."""
    whole = Lock.from_mapping(load(scheme.text(LOCK_FILE), "lock", LOCK_FILE))
    lock = Lock({name: whole.entries[name] for name in modules})
    assert lock_bytes(lock) == write_yaml(lock.to_mapping(), LOCK_HEADER).encode()


def test_a_lock_on_disk_is_what_would_be_written_again(scheme: SchemeBuilder) -> None:
    """'write(read(lock)) == lock'."""
    text = scheme.text(LOCK_FILE)
    assert lock_bytes(Lock.from_mapping(load(text, "lock", LOCK_FILE))).decode() == text
