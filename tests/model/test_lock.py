"""The lock: what is written is read again, in one order whatever the order it was made in."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemekit.model.lock import Lock, LockedFile, LockEntry, Provenance
from schemekit.model.version import Version

WORDS = st.text(max_size=12)
NAMES = st.from_regex(r"\A[a-z]{1,8}\Z")
LISTS = st.lists(WORDS, max_size=3).map(tuple)
VALUES = st.one_of(st.integers(), st.booleans(), WORDS, st.floats(allow_nan=False), LISTS)
FILES = st.builds(LockedFile, source=WORDS, source_sha256=WORDS, rendered_sha256=WORDS)
ENTRIES = st.builds(
    LockEntry,
    module=NAMES, title=WORDS, version=st.sampled_from(["1.0.0", "1.3.0-rc.1"]).map(Version),
    provenance=st.builds(Provenance, library=WORDS, url=WORDS, commit=WORDS, tree=WORDS, sha256=WORDS, licence=WORDS),
    parameters=st.dictionaries(NAMES, VALUES, max_size=4),
    files=st.dictionaries(WORDS, FILES, max_size=3),
    pulled=st.dictionaries(WORDS, WORDS, max_size=3),
)


def lock_of(entries: list[LockEntry]) -> Lock:
    """A lock made entry by entry."""
    lock = Lock({})
    for entry in entries:
        lock = lock.with_entry(entry)
    return lock


class TestLock:
    """'read(write(lock)) == lock'; 'made files are byte-stable: sorted'."""

    @given(st.lists(ENTRIES, max_size=4))
    @settings(max_examples=50, deadline=None)
    def test_what_is_written_is_read_again(self, entries: list[LockEntry]) -> None:
        lock = lock_of(entries)
        assert Lock.from_mapping(lock.to_mapping()) == lock

    @given(st.lists(ENTRIES, max_size=4, unique_by=lambda entry: entry.module))
    @settings(max_examples=50, deadline=None)
    def test_the_order_it_was_made_in_is_not_seen(self, entries: list[LockEntry]) -> None:
        assert str(lock_of(entries).to_mapping()) == str(lock_of(entries[::-1]).to_mapping())

    @given(st.lists(ENTRIES, min_size=1, max_size=4))
    @settings(max_examples=50, deadline=None)
    def test_an_entry_is_put_in_replaced_and_taken_out(self, entries: list[LockEntry]) -> None:
        lock, last = lock_of(entries), entries[-1]
        assert lock.entries[last.module] == last
        assert lock.with_entry(last) == lock
        assert last.module not in lock.without(last.module).entries
        assert lock.without(last.module).without(last.module) == lock.without(last.module)

    def test_a_list_is_written_as_a_list(self) -> None:
        provenance = Provenance(library="l", url="u", commit="", tree="t", sha256="s", licence="CC0-1.0")
        entry = LockEntry(module="m", title="M", version=Version("1.0.0"), provenance=provenance,
                          parameters={"languages": ("en", "fr")}, files={}, pulled={})
        assert entry.to_mapping()["parameters"] == {"languages": ["en", "fr"]}

    def test_a_version_that_is_none_is_refused(self) -> None:
        mapping = {"title": "M", "version": "1.0", "provenance": {}, "parameters": {}, "files": {}, "pulled": {}}
        with pytest.raises(Exception, match="is not a version"):
            LockEntry.from_mapping("m", mapping)
