"""Libraries in a folder: read from the objects of their repository, checked against their ledger."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from schemekit.errors import HostileContentError, IntegrityError, LibraryError
from schemekit.files.digest import digest_of, tree_id
from schemekit.files.folder import read_folder
from schemekit.library.library import Library
from schemekit.library.opening import open_library
from schemekit.model.finding import FindingsError
from schemekit.model.lock import Provenance
from schemekit.model.release import Release
from schemekit.model.version import Version
from tests.builders import TEXT, GitFolder, LibraryBuilder, sample_module

IMAGE = "{{cookiecutter.module}}/logo.png"


def opened(library: GitFolder) -> Library:
    return open_library("efc", str(library.path), offline=True)


def as_it_stands(library: GitFolder, module: str) -> Release:
    """A first release of a module's folder, not yet in any ledger."""
    files = read_folder(library.path / "policies" / module)
    return Release(
        module=module,
        version=Version("1.0.0"),
        date="2026-01-15",
        tree=tree_id(files),
        sha256=digest_of(files),
        bump="major",
        note="First release.",
    )


def find(library: Library, module: str, version: str) -> Release:
    release = library.ledger().find(module, Version(version))
    assert release
    return release


class TestPull:
    """A release is fetched by its tree id from any clone, with or without tags, and held against the ledger."""

    def test_gives_the_files_as_they_were_released(self, library: LibraryBuilder) -> None:
        library.commit("Unreleased work", {f"policies/grievance/{TEXT}": "# Half done\n"})
        library.write({f"policies/grievance/{TEXT}": "# Not even committed\n"})
        source = opened(library)
        release = find(source, "grievance", "1.0.0")
        pulled = source.pull(release)
        assert pulled.files == {path: text.encode() for path, text in sorted(sample_module("grievance").items())}
        assert pulled.module.id == "grievance"
        assert pulled.provenance == Provenance(
            library="efc",
            url="folder:efc",
            commit=library.git("rev-list", "--max-parents=0", "HEAD"),
            tree=release.tree,
            sha256=release.sha256,
            licence="CC-BY-4.0",
        )

    def test_line_ends_and_other_bytes_stay_as_they_are(self, library: LibraryBuilder) -> None:
        release = library.release("grievance", "2.0.0", {f"{TEXT}": b"# A\r\n\r\nB\r\n", IMAGE: b"\0\xff"})
        pulled = opened(library).pull(release)
        assert (pulled.files[TEXT], pulled.files[IMAGE]) == (b"# A\r\n\r\nB\r\n", b"\0\xff")

    def test_works_in_packed_shallow_and_bare_copies(self, library: LibraryBuilder, tmp_path: Path) -> None:
        release = library.releases[-1]
        library.git("gc", "--quiet")
        assert opened(library).pull(release).provenance.commit == library.head()
        for kind in ("--bare", "--depth=1"):
            copy = tmp_path / f"copy{kind}"
            library.git("clone", "--quiet", kind, library.file_url, str(copy))
            pulled = open_library("efc", str(copy), offline=True).pull(release)
            assert pulled.provenance.commit == ("" if kind == "--depth=1" else library.head())

    def test_a_shallow_copy_says_what_it_lacks(self, library: LibraryBuilder, tmp_path: Path) -> None:
        library.git("clone", "--quiet", "--depth=1", library.file_url, str(tmp_path / "shallow"))
        source = open_library("efc", str(tmp_path / "shallow"), offline=True)
        with pytest.raises(IntegrityError, match=r"grievance 1\.0\.0 is not in the library efc") as caught:
            source.pull(find(source, "grievance", "1.0.0"))
        assert "shallow" in caught.value.why

    def test_fifty_modules_need_no_more_processes_than_one(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        library, names = LibraryBuilder(tmp_path), [f"m{number}" for number in range(50)]
        for name in names:
            library.write({f"policies/{name}/{path}": text for path, text in sample_module(name).items()})
        library.rewrite([as_it_stands(library, name) for name in names])
        monkeypatch.setenv("GIT_TRACE2_EVENT", str(tmp_path / "trace"))
        source = opened(library)
        assert [source.pull(release).module.id for release in source.ledger().releases] == names
        started = [line for line in (tmp_path / "trace").read_text().splitlines() if '"event":"start"' in line]
        assert len(started) == 3  # the newest commit, the reader of objects, the commits of the releases


class TestNotAsReleased:
    """IntegrityError says which file differs."""

    def test_a_ledger_that_names_another_tree(self, library: LibraryBuilder) -> None:
        first, *rest = library.releases
        library.commit("Evil", {f"policies/grievance/{TEXT}": "# Evil\n"})
        evil = library.git("rev-parse", "HEAD:policies/grievance")
        library.rewrite([replace(first, tree=evil), *rest])
        source = opened(library)
        with pytest.raises(IntegrityError, match=r"grievance 1\.0\.0 is not what the library efc released") as caught:
            source.pull(find(source, "grievance", "1.0.0"))
        assert caught.value.why == "the digests in its ledger are not those of the text that was released with it"

    def test_a_ledger_whose_digests_are_of_edited_files(self, library: LibraryBuilder) -> None:
        *rest, last = library.releases
        evil = {**sample_module("grievance"), TEXT: "# Evil\n"}
        tree = _stored(library, evil)
        library.rewrite([*rest, replace(last, tree=tree)])
        source = opened(library)
        with pytest.raises(IntegrityError) as caught:
            source.pull(find(source, "grievance", "1.1.0"))
        assert caught.value.why == f"not as released: {TEXT.replace('policy.md', 'forms/register.csv')}, {TEXT}"

    def test_a_module_that_calls_itself_otherwise(self, library: LibraryBuilder) -> None:
        release = library.release("assurance", "1.0.0", {"module.yaml": sample_module("grievance")["module.yaml"]})
        with pytest.raises(IntegrityError, match="calls itself 'grievance'"):
            opened(library).pull(release)

    def test_a_folder_that_is_no_module(self, library: LibraryBuilder) -> None:
        release = library.release("assurance", "1.0.0", {"module.yaml": None})
        with pytest.raises(IntegrityError, match=r"no module\.yaml"):
            opened(library).pull(release)

    def test_a_module_yaml_that_does_not_fit_its_schema(self, library: LibraryBuilder) -> None:
        release = library.release("assurance", "1.0.0", {"module.yaml": "format: 1\nid: assurance\n"})
        with pytest.raises(FindingsError) as caught:
            opened(library).pull(release)
        assert caught.value.findings[0].file == "policies/assurance/module.yaml"

    def test_a_release_with_a_link_in_it(self, library: LibraryBuilder) -> None:
        link = library.blob(b"/etc/passwd")
        rows = [("120000", "blob", link, "CHANGELOG.md"), ("100644", "blob", library.blob(), "module.yaml")]
        hostile = replace(library.releases[-1], version=Version("9.0.0"), tree=library.tree(rows), sha256="a" * 64)
        library.rewrite([*library.releases, hostile])
        source = opened(library)
        with pytest.raises(HostileContentError, match="link"):
            source.pull(find(source, "grievance", "9.0.0"))


class TestLibrary:
    """Anyone can publish a library: a git repository with policies/ in the same shape."""

    def test_knows_what_was_edited_after_its_release(self, library: LibraryBuilder) -> None:
        assert opened(library).unreleased == ()
        library.write({f"policies/grievance/{TEXT}": "# Not committed\n"})
        assert opened(library).unreleased == ()
        library.commit("Edit", {"policies/new/module.yaml": "id: new\n"})
        assert opened(library).unreleased == ("grievance", "new")

    def test_a_ledger_that_contradicts_itself_is_refused_whole(self, library: LibraryBuilder) -> None:
        library.rewrite([*library.releases, library.releases[0]])
        with pytest.raises(FindingsError):
            opened(library).ledger()

    def test_warnings_are_notes(self, library: LibraryBuilder) -> None:
        library.rewrite([*library.releases, replace(library.releases[-1], version=Version("1.2.0"))])
        assert [note.code for note in opened(library).notes] == ["ledger-same-text"]

    def test_a_library_that_has_released_nothing_is_one(self, tmp_path: Path) -> None:
        library = GitFolder(tmp_path / "library")
        library.commit("Start", {"policies/grievance/module.yaml": "id: grievance\n"})
        assert opened(library).ledger().releases == ()

    @pytest.mark.parametrize("files", [None, {}, {"README.md": "x\n"}], ids=["no-commit", "empty", "no-policies"])
    def test_other_repositories_are_told_apart(self, tmp_path: Path, files: dict[str, str] | None) -> None:
        library = GitFolder(tmp_path / "library")
        if files is not None:
            library.commit("Start", files)
        with pytest.raises(LibraryError, match="is not a library"):
            opened(library)

    def test_folders_that_are_no_repository_are_told_so(self, tmp_path: Path) -> None:
        with pytest.raises(LibraryError, match="cannot be read"):
            open_library("efc", str(tmp_path), offline=False)
        with pytest.raises(LibraryError, match="not there"):
            open_library("efc", str(tmp_path / "none"), offline=False)

    def test_a_relative_folder_starts_at_the_scheme(self, library: LibraryBuilder, tmp_path: Path) -> None:
        (tmp_path / "scheme").mkdir()
        source = open_library("efc", "../library", offline=True, base=tmp_path / "scheme")
        assert (source.url, source.commit) == ("folder:efc", library.head())

    def test_a_copy_without_its_history_still_has_its_objects(self, library: LibraryBuilder, tmp_path: Path) -> None:
        shutil.copytree(library.path / ".git", tmp_path / "moved")
        source = open_library("efc", str(tmp_path / "moved"), offline=True)
        assert source.pull(library.releases[0]).module.id == "grievance"


def _stored(library: LibraryBuilder, files: dict[str, str]) -> str:
    """The tree of files that were in the history for a moment."""
    library.write({f"hidden/{path}": text for path, text in files.items()})
    library.commit("Hide", {})
    tree = library.git("rev-parse", "HEAD:hidden")
    library.commit("Take away", {f"hidden/{path}": None for path in files})
    return tree
