"""History: the commit that brought each release into a ledger, however the ledger was written."""

from __future__ import annotations

from pathlib import Path

from schemekit.git.borrowed import BorrowedRepository
from schemekit.git.history import LedgerEntry, ledger_commits
from schemekit.model.release import Standing
from tests.builders import LEDGER, GitFolder, LibraryBuilder


def commits_of(folder: GitFolder) -> dict[LedgerEntry, str]:
    return ledger_commits(BorrowedRepository(folder.path), folder.head(), LEDGER)


def test_every_release_has_the_commit_that_released_it(tmp_path: Path) -> None:
    library = LibraryBuilder(tmp_path)
    expected = {}
    for module, version in (("grievance", "1.0.0"), ("assurance", "1.0.0"), ("grievance", "1.1.0-rc.1")):
        release = library.release(module, version, {"notes.md": f"{module} {version}\n"})
        expected[LedgerEntry(module, version, release.tree)] = library.head()
    library.commit("Something else", {"README.md": "words\n"})
    library.mark("grievance", "1.0.0", Standing.YANKED, "A wrong time limit.")
    assert commits_of(library) == expected


def test_a_ledger_written_anew_keeps_the_first_commits(tmp_path: Path) -> None:
    library = LibraryBuilder(tmp_path)
    release = library.release("grievance", "1.0.0")
    first = library.head()
    flow = ", ".join(f'{key}: "{value}"' for key, value in release.to_mapping().items())
    library.commit("Another layout", {LEDGER: f"format: 1\nreleases: [{{{flow}}}]\n"})
    assert commits_of(library) == {LedgerEntry("grievance", "1.0.0", release.tree): first}


def test_releases_that_came_by_a_merge_are_found(tmp_path: Path) -> None:
    library = LibraryBuilder(tmp_path)
    library.release("grievance", "1.0.0")
    library.git("checkout", "--quiet", "-b", "side")
    release = library.release("grievance", "1.1.0", {"notes.md": "side\n"})
    on_side = library.head()
    library.git("checkout", "--quiet", "main")
    library.commit("Meanwhile", {"README.md": "words\n"})
    library.git("merge", "--quiet", "--no-ff", "--message=Merge", "side")
    assert commits_of(library)[LedgerEntry("grievance", "1.1.0", release.tree)] == on_side


def test_a_shallow_copy_knows_only_what_came_after_its_beginning(tmp_path: Path) -> None:
    """'Empty string when unknown (shallow).'"""
    library = LibraryBuilder(tmp_path)
    library.release("grievance", "1.0.0")
    library.commit("Something else", {"README.md": "words\n"})
    later = library.release("grievance", "1.1.0", {"notes.md": "later\n"})
    library.git("clone", "--quiet", "--depth=2", library.file_url, str(tmp_path / "shallow"))
    shallow = GitFolder(tmp_path / "shallow")
    assert commits_of(shallow) == {LedgerEntry("grievance", "1.1.0", later.tree): library.head()}


def test_settings_of_the_user_do_not_change_what_is_read(tmp_path: Path) -> None:
    library = LibraryBuilder(tmp_path)
    release = library.release("grievance", "1.0.0")
    library.git("config", "diff.noprefix", "true")
    library.git("config", "color.ui", "always")
    library.git("config", "log.showRoot", "false")
    library.git("config", "diff.external", "false")
    assert commits_of(library) == {LedgerEntry("grievance", "1.0.0", release.tree): library.head()}
