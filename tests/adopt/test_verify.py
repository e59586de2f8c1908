"""`verify`: every kind of tampering with what was pulled, or with its source, is found and named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders import LibraryBuilder
from tests.forged_sources import unknown_release
from tests.scheme_builders import GRIEVANCE, SchemeBuilder, tell

PULLED = ".schemekit/source/grievance"
TEXT = PULLED + "/{{cookiecutter.module}}/policy.md"


@pytest.mark.parametrize(("path", "content", "named"), [
    pytest.param(TEXT, "other words\n", TEXT, id="a-changed-file"),
    pytest.param(TEXT, None, TEXT, id="a-missing-file"),
    pytest.param(f"{PULLED}/extra.md", "new\n", f"{PULLED}/extra.md", id="an-extra-file"),
    pytest.param(f"{PULLED}/module.yaml", "format: 1\n", f"{PULLED}/module.yaml", id="changed-metadata"),
])
@pytest.mark.parametrize("command", ["verify", "check"])
def test_pulled_files(scheme: SchemeBuilder, path: str, content: str | None, named: str, command: str) -> None:
    """Prove that what was pulled is what the lock says: each file that differs is named."""
    scheme.write(path, content)
    told = scheme.done(command, code=1)
    assert named in told.all
    assert "Traceback" not in told.all


@pytest.mark.parametrize(("pattern", "new", "named"), [
    pytest.param(r"(sha256: \"?)[0-9a-f]{64}", "0" * 64, "provenance.sha256", id="the-digest"),
    pytest.param(r"(tree: \"?)[0-9a-f]{40}", "0" * 40, "provenance.tree", id="the-tree"),
    pytest.param(r"(source_sha256: \"?)[0-9a-f]{64}", "1" * 64, "source_sha256", id="a-files-digest"),
    pytest.param(r"(CHANGELOG.md: \"?)[0-9a-f]{64}", "2" * 64, "CHANGELOG.md", id="a-pulled-files-digest"),
])
def test_an_edited_lock(scheme: SchemeBuilder, pattern: str, new: str, named: str) -> None:
    """A lock that contradicts the files is found, and says where."""
    text = scheme.text("scheme.lock")
    scheme.write("scheme.lock", re.sub(pattern, lambda match: match[1] + new, text, count=1))
    told = scheme.done("verify", code=1)
    assert named in told.out


def test_a_release_that_no_ledger_has(scheme: SchemeBuilder) -> None:
    """It may be newer than this program: nothing is called changed, nothing proven, and no scheme's check fails for it.

    The tool's own library is as old as the tool, so that asking it too tells nothing else.
    """
    unknown_release(scheme)
    for asked in ((), ("--source",)):
        told = scheme.done("verify", *asked, code=1)
        assert "grievance 1.0.9 is not in the ledger of this schemekit [source-unknown]" in told.out
        assert told.out.rstrip().endswith(": all as recorded, 1 module not confirmed.")
        assert [(item["code"], item["severity"]) for item in scheme.run("verify", *asked, "--json").json["findings"]] \
            == [("source-unknown", "warning")]
    found = scheme.run("check", "--json").json["findings"]
    assert "warning" in {item["severity"] for item in found if item["code"] == "source-unknown"}
    scheme.edit("A complaint shall cost nothing.", "A complaint may cost money.", TEXT)
    assert "1 difference found." in scheme.done("verify", code=1).out


def test_nothing_tampered(scheme: SchemeBuilder) -> None:
    assert "all as recorded" in scheme.done("verify", "--source").out


class TestSource:
    """With --source, the libraries are asked whether they still have what was pulled, unchanged."""

    @pytest.fixture
    def own(self, tmp_path: Path) -> Iterator[LibraryBuilder]:
        library = LibraryBuilder(tmp_path / "own")
        library.release("grievance", "1.0.0", GRIEVANCE)
        assert tell("library", "add", "own", library.url).code == 0
        yield library
        assert tell("library", "remove", "own").code == 0

    @pytest.fixture
    def from_own(self, own: LibraryBuilder, tmp_path: Path) -> SchemeBuilder:
        told = tell("-C", str(tmp_path), "new", "theirs", "--with", "own/grievance", "--no-input")
        assert told.code == 0, told.all
        scheme = SchemeBuilder(tmp_path / "theirs")
        scheme.done("verify", "--source")
        assert own.releases
        return scheme

    def test_adding_names_the_library_that_has_the_module(self, own: LibraryBuilder, scheme: SchemeBuilder) -> None:
        """`add x` without the library's name: 'did you mean our-library/x?'; a folder's address is not shareable."""
        own.release("incidents", "1.0.0", {**GRIEVANCE, "module.yaml": GRIEVANCE["module.yaml"].replace(
            "id: grievance", "id: incidents")})
        told = scheme.done("add", "incidents", code=2)
        assert "did you mean 'own/incidents'?" in told.err
        told = scheme.done("add", "own/incidents")
        said = " ".join(told.err.split())
        assert "own is a folder on this computer, so scheme.yaml does not name its address" in said
        assert "own" not in (scheme.manifest().get("libraries") or {})

    def test_a_changed_released_entry(self, own: LibraryBuilder, from_own: SchemeBuilder) -> None:
        """A released version never changes; a library that changed one is found out."""
        own.release("grievance", "1.1.0", {"CHANGELOG.md": "new\n"})
        old, new = own.releases
        own.rewrite([replace(old, tree=new.tree, sha256=new.sha256), new])
        told = from_own.done("verify", "--source", code=1)
        assert "CHANGELOG.md: error: not what the library own released as grievance 1.0.0" in told.out
        from_own.done("verify")

    def test_an_entry_taken_away(self, own: LibraryBuilder, from_own: SchemeBuilder) -> None:
        own.release("assurance", "1.0.0")
        own.rewrite([own.releases[-1]])
        assert "lists no grievance 1.0.0" in from_own.done("verify", "--source", code=1).out

    def test_a_library_that_is_gone(self, own: LibraryBuilder, from_own: SchemeBuilder) -> None:
        """After the source is gone, everything but asking it works."""
        own.path.rename(own.path.parent / "gone")
        told = from_own.done("verify", "--source", code=1)
        assert "own" in told.out
        for command in ("verify", "status", "check", "licences", "list"):
            assert from_own.run(command).code == 0, command

    def test_a_moved_tag(self, own: LibraryBuilder, tmp_path: Path) -> None:
        """A tag that moved at the source is found when the library is fetched."""
        own.git("tag", "grievance/v1.0.0")
        assert tell("library", "add", "far", own.file_url).code == 0
        told = tell("-C", str(tmp_path), "new", "theirs", "--with", "far/grievance", "--no-input")
        assert told.code == 0, told.all
        own.commit("Later", {"README.md": "later\n"})
        own.git("tag", "--force", "grievance/v1.0.0")
        told = SchemeBuilder(tmp_path / "theirs").done("verify", "--source", code=1)
        assert "grievance/v1.0.0" in told.out
        assert tell("library", "remove", "far").code == 0
