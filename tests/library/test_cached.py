"""Cached libraries: fetched only when a command says so, whole or not at all, and never against what was released."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from schemekit.errors import IntegrityError, LibraryError, OfflineError
from schemekit.git.address import Address
from schemekit.library.cached import cache_folder, forget, is_cached
from schemekit.library.library import Library
from schemekit.library.opening import open_library
from schemekit.model.finding import FindingsError
from schemekit.model.release import Standing
from schemekit.model.version import Version
from tests.builders import LibraryBuilder

pytestmark = pytest.mark.usefixtures("own_home")


def fetched(library: LibraryBuilder) -> Library:
    return open_library("efc", library.file_url, offline=False, fetch=True)


def at_hand(library: LibraryBuilder) -> Library:
    return open_library("efc", library.file_url, offline=True)


def versions(library: Library) -> list[str]:
    return [release.name for release in library.ledger().releases]


class TestFetching:
    """Fetching only happens for commands that the user typed."""

    def test_a_fetched_library_works_offline_and_after_the_source_is_gone(
        self, library: LibraryBuilder, tmp_path: Path
    ) -> None:
        library.git("tag", "--annotate", "--message=x", "grievance/v1.0.0", "HEAD~2")
        source = fetched(library)
        library.path.rename(tmp_path / "gone")
        again = at_hand(library)
        assert versions(again) == ["grievance 1.0.0", "consultation 1.0.0", "grievance 1.1.0"]
        assert again.commit == source.commit
        pulled = again.pull(again.ledger().releases[0])
        assert pulled.provenance.url == library.file_url
        assert len(pulled.provenance.commit) == 40

    def test_looking_never_fetches(self, library: LibraryBuilder) -> None:
        with pytest.raises(LibraryError, match="not on this computer yet") as caught:
            open_library("efc", library.file_url, offline=False)
        assert "schemekit library fetch efc" in caught.value.fix
        assert not is_cached(Address.parse(library.file_url))

    def test_offline_outranks_fetching(self, library: LibraryBuilder) -> None:
        """--offline is strict: it never runs a network git command."""
        with pytest.raises(OfflineError, match="not on this computer"):
            open_library("efc", library.file_url, offline=True, fetch=True)
        fetched(library)
        library.release("grievance", "1.2.0", {"notes.md": "new\n"})
        assert "grievance 1.2.0" not in versions(open_library("efc", library.file_url, offline=True, fetch=True))

    def test_a_second_fetch_brings_what_is_new(self, library: LibraryBuilder) -> None:
        fetched(library)
        new = library.release("grievance", "1.2.0", {"notes.md": "new\n"})
        library.mark("grievance", "1.0.0", Standing.YANKED, "A wrong time limit.")
        assert "grievance 1.2.0" not in versions(at_hand(library))
        source = fetched(library)
        assert source.pull(new).files["notes.md"] == b"new\n"
        first = source.ledger().find("grievance", Version("1.0.0"))
        assert first is not None
        assert first.standing is Standing.YANKED
        assert versions(at_hand(library)) == versions(source)

    def test_fetching_twice_changes_nothing(self, library: LibraryBuilder) -> None:
        fetched(library)
        before = (cache_folder().path).rglob("state.json")
        texts = [file.read_bytes() for file in before]
        fetched(library)
        assert [file.read_bytes() for file in cache_folder().path.rglob("state.json")] == texts

    def test_one_name_with_another_address_is_another_library(self, library: LibraryBuilder, tmp_path: Path) -> None:
        """A scheme that somebody sent cannot put its own library in the place of one that is known."""
        fetched(library)
        other = LibraryBuilder(tmp_path / "other")
        other.release("grievance", "1.0.0", {"notes.md": "evil\n"})
        with pytest.raises(LibraryError):
            open_library("efc", other.file_url, offline=False)
        fetched(other)
        assert "notes.md" not in at_hand(library).pull(library.releases[0]).files

    def test_what_cannot_be_reached_leaves_nothing_behind(self, tmp_path: Path) -> None:
        with pytest.raises(LibraryError):
            open_library("efc", (tmp_path / "none").as_uri(), offline=False, fetch=True)
        assert [path.name for path in cache_folder().path.iterdir() if path.suffix != ".lock"] == []

    def test_an_address_nobody_answers_is_a_library_error(self) -> None:
        with pytest.raises(LibraryError, match="cannot be fetched") as caught:
            open_library("efc", "https://127.0.0.1:9/library.git", offline=False, fetch=True)
        assert caught.value.why

    def test_what_a_killed_fetch_left_is_swept_and_fetched_anew(self, library: LibraryBuilder) -> None:
        fetched(library)
        (place,) = [path for path in cache_folder().path.iterdir() if path.is_dir()]
        forget(Address.parse(library.file_url))
        half = place.with_name(f"{place.name}.new-12ab")
        (half / "repository.git").mkdir(parents=True)
        assert not is_cached(Address.parse(library.file_url))
        assert versions(fetched(library))
        assert not half.exists()

    def test_a_damaged_state_is_fetched_anew(self, library: LibraryBuilder) -> None:
        fetched(library)
        (state,) = cache_folder().path.rglob("state.json")
        state.write_text("{", encoding="utf-8")
        with pytest.raises(OfflineError):
            at_hand(library)
        assert versions(fetched(library))

    def test_none_of_the_sources_settings_or_hooks_run(self, library: LibraryBuilder, tmp_path: Path) -> None:
        marker, trap = tmp_path / "marker", tmp_path / "trap"
        trap.write_text(f"#!/bin/sh\ntouch '{marker}'\n", encoding="utf-8")
        trap.chmod(0o755)
        for key in ("core.fsmonitor", "uploadpack.packObjectsHook", "core.alternateRefsCommand", "core.sshCommand"):
            library.git("config", key, str(trap))
        library.git("config", "core.hooksPath", str(tmp_path))
        (tmp_path / "post-upload-pack").symlink_to(trap)
        (tmp_path / "reference-transaction").symlink_to(trap)
        fetched(library)
        assert not marker.exists()


class TestRememberedLedger:
    """A release that changed, or a tag that moved, is an IntegrityError, not an update."""

    def test_a_release_with_other_content(self, library: LibraryBuilder) -> None:
        before = fetched(library).commit
        first, *rest = library.releases
        library.rewrite([replace(first, tree="a" * 40, sha256="b" * 64), *rest])
        with pytest.raises(IntegrityError, match="a released version changed") as caught:
            fetched(library)
        assert "grievance 1.0.0" in caught.value.why
        assert at_hand(library).commit == before
        assert at_hand(library).pull(first).module.id == "grievance"

    def test_a_release_that_is_gone(self, library: LibraryBuilder) -> None:
        fetched(library)
        library.rewrite(library.releases[1:])
        with pytest.raises(IntegrityError, match="a released version changed"):
            fetched(library)

    @pytest.mark.parametrize("annotated", [True, False], ids=["annotated", "plain"])
    def test_a_tag_that_moved(self, library: LibraryBuilder, annotated: bool) -> None:
        kind = ["--annotate", "--message=x"] if annotated else []
        library.git("tag", *kind, "grievance/v1.0.0", "HEAD~2")
        library.git("tag", *kind, "draft", "HEAD~2")
        fetched(library)
        library.git("tag", "--force", *kind, "draft", "HEAD")
        fetched(library)  # a tag that is no release may move
        library.git("tag", "--force", *kind, "grievance/v1.0.0", "HEAD")
        with pytest.raises(IntegrityError, match="a released version changed") as caught:
            fetched(library)
        assert "grievance/v1.0.0" in caught.value.why

    def test_a_rewritten_history_with_the_same_releases_is_an_update(self, library: LibraryBuilder) -> None:
        fetched(library)
        library.git("commit", "--quiet", "--amend", "--message=Reworded")
        assert fetched(library).commit == library.head()
        assert at_hand(library).pull(library.releases[-1]).provenance.commit == library.head()

    def test_a_ledger_that_breaks_leaves_the_copy_as_it_was(self, library: LibraryBuilder) -> None:
        before = fetched(library).commit
        library.rewrite([*library.releases, library.releases[0]])
        with pytest.raises(FindingsError):
            fetched(library)
        assert at_hand(library).commit == before

    def test_after_forgetting_it_is_taken_as_it_is(self, library: LibraryBuilder) -> None:
        fetched(library)
        library.rewrite(library.releases[1:])
        forget(Address.parse(library.file_url))
        assert "grievance 1.0.0" not in versions(fetched(library))


class TestHomeThatCannotBeWritten:
    """A home that cannot be written gives a clear message and a temporary cache."""

    def test_a_temporary_cache_is_used_and_said(
        self, library: LibraryBuilder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        blocked = tmp_path / "blocked"
        blocked.write_text("a file where a folder is wanted", encoding="utf-8")
        monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
        monkeypatch.setenv("HOME", str(blocked))
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
        source = fetched(library)
        assert versions(source)
        assert [note.code for note in source.notes] == ["temporary-cache"]
        assert "cannot be written" in source.notes[0].found
