"""The list of libraries: added, seen, fetched and removed, through the command line and as calls."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from schemekit.cli.root import run
from schemekit.errors import HostileContentError, LibraryError, OfflineError, UnknownNameError, UsageError
from schemekit.git.address import Address
from schemekit.library.cached import is_cached
from schemekit.library.registry import registered
from schemekit.publish.libraries import add_library, fetch_libraries, list_libraries, remove_library
from tests.builders import GitFolder, LibraryBuilder

pytestmark = pytest.mark.usefixtures("own_home")
SCHEME = """\
format: 1
id: northern
name: Northern
licence: CC-BY-4.0
libraries:
  theirs: {url}
modules: {{}}
"""


@pytest.fixture
def scheme(library: LibraryBuilder, tmp_path: Path) -> Path:
    """A scheme that somebody sent, naming a library of theirs."""
    folder = tmp_path / "northern"
    folder.mkdir()
    (folder / "scheme.yaml").write_text(SCHEME.format(url=library.file_url), encoding="utf-8")
    return folder


class TestAdd:
    """A library is on the list once it proved to be one."""

    @pytest.mark.parametrize("kind", ["folder", "fetched"])
    def test_shows_what_it_holds(self, library: LibraryBuilder, tmp_path: Path, kind: str) -> None:
        url = library.url if kind == "folder" else library.file_url
        added = add_library("efc", url, tmp_path, offline=False)
        assert (added.modules, added.releases, added.commit) == (("consultation", "grievance"), 3, library.head())
        assert registered() == {"efc": url}
        assert is_cached(Address.parse(library.file_url)) is (kind == "fetched")

    def test_adding_twice_changes_nothing(self, library: LibraryBuilder, tmp_path: Path) -> None:
        assert add_library("efc", library.url, tmp_path, offline=False) == add_library(
            "efc", "library", tmp_path, offline=False
        )

    def test_a_name_keeps_its_address_until_it_is_removed(self, library: LibraryBuilder, tmp_path: Path) -> None:
        add_library("efc", library.url, tmp_path, offline=False)
        with pytest.raises(UsageError, match="stands for"):
            add_library("efc", library.file_url, tmp_path, offline=False)

    def test_what_is_no_library_is_not_added(self, tmp_path: Path) -> None:
        GitFolder(tmp_path / "other").commit("Start", {"README.md": "x\n"})
        with pytest.raises(LibraryError, match="not a library"):
            add_library("efc", "other", tmp_path, offline=False)
        with pytest.raises(HostileContentError):
            add_library("efc", "ext::sh -c 'touch x'", tmp_path, offline=False)
        assert registered() == {}

    def test_offline_it_is_taken_as_given(self, library: LibraryBuilder, tmp_path: Path) -> None:
        added = add_library("efc", library.file_url, tmp_path, offline=True)
        assert added.problem == "not fetched yet"
        assert registered() == {"efc": library.file_url}
        assert not is_cached(Address.parse(library.file_url))


class TestFetch:
    """A library address that only a scheme names is not fetched silently."""

    def test_all_means_the_users_own(self, library: LibraryBuilder, scheme: Path) -> None:
        assert fetch_libraries((), scheme, offline=False) == ()
        assert not is_cached(Address.parse(library.file_url))

    def test_naming_it_is_asking_for_it(self, library: LibraryBuilder, scheme: Path) -> None:
        (fetched,) = fetch_libraries(("theirs",), scheme, offline=False)
        assert (fetched.named_by, fetched.releases) == ("scheme.yaml", 3)
        assert is_cached(Address.parse(library.file_url))

    def test_brings_what_is_new(self, library: LibraryBuilder, tmp_path: Path) -> None:
        add_library("efc", library.file_url, tmp_path, offline=False)
        library.release("grievance", "1.2.0", {"notes.md": "x\n"})
        assert [item.releases for item in list_libraries(tmp_path) if item.name == "efc"] == [3]
        assert [item.releases for item in fetch_libraries((), tmp_path, offline=False)] == [4]

    def test_offline_is_strict(self, scheme: Path) -> None:
        with pytest.raises(OfflineError):
            fetch_libraries(("theirs",), scheme, offline=True)

    @pytest.mark.parametrize(("name", "error"), [("schemekit", UsageError), ("none", UnknownNameError)])
    def test_what_cannot_be_fetched(self, tmp_path: Path, name: str, error: type[Exception]) -> None:
        with pytest.raises(error):
            fetch_libraries((name,), tmp_path, offline=False)


class TestListAndRemove:
    """What can be named here, and where each name comes from."""

    def test_lists_what_cannot_be_used_with_the_reason(self, library: LibraryBuilder, scheme: Path) -> None:
        add_library("efc", library.url, scheme, offline=False)
        add_library("away", "https://127.0.0.1:9/library", scheme, offline=True)
        found = {item.name: item for item in list_libraries(scheme)}
        assert [item.named_by for item in found.values()] == ["tool", "scheme.yaml", "you", "you"]
        assert found["efc"].problem == ""
        assert "schemekit library fetch away" in found["away"].fix
        assert "not on this computer" in found["theirs"].problem
        assert not is_cached(Address.parse(library.file_url))

    def test_removing_forgets_the_copy(self, library: LibraryBuilder, tmp_path: Path) -> None:
        add_library("efc", library.file_url, tmp_path, offline=False)
        add_library("also", library.file_url, tmp_path, offline=False)
        remove_library("efc")
        assert is_cached(Address.parse(library.file_url))
        remove_library("also")
        assert not is_cached(Address.parse(library.file_url))
        with pytest.raises(UnknownNameError):
            remove_library("efc")


class TestCommandLine:
    """Results on stdout, talk on stderr; --json on every reading command."""

    def test_the_whole_round(
        self, library: LibraryBuilder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        here = ["-C", str(tmp_path), "library"]
        assert run([*here, "add", "efc", library.file_url]) == 0
        told = capsys.readouterr()
        assert "2 modules, 3 releases" in told.out
        assert told.out.endswith("1 library added. Next: schemekit search --library efc\n")
        assert run([*here, "fetch", "efc", "--json"]) == 0
        report = json.loads(capsys.readouterr().out)
        assert (report["format"], report["command"]) == (1, "library fetch")
        assert report["libraries"][0]["modules"] == ["consultation", "grievance"]
        assert run([*here, "list"]) == 0
        assert "efc" in capsys.readouterr().out
        assert run([*here, "remove", "efc"]) == 0
        assert "1 library removed." in capsys.readouterr().out
        assert run([*here, "fetch", "efc"]) == 2
        assert "there is no library 'efc'" in capsys.readouterr().err

    @pytest.mark.parametrize("url", ["ext::sh", "https://user:secret@example.org/x"])
    def test_a_refused_address_leaves_with_two(
        self, tmp_path: Path, url: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(["-C", str(tmp_path), "library", "add", "efc", "--", url]) == 2
        told = capsys.readouterr()
        assert "is refused" in told.err
        assert "secret" not in told.err

    def test_an_unreleased_text_is_told(
        self, library: LibraryBuilder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        library.commit("Edit", {"policies/grievance/notes.md": "x\n"})
        run(["-C", str(tmp_path), "library", "add", "efc", library.url])
        assert "efc: not released yet, so not what you get: grievance" in capsys.readouterr().err
