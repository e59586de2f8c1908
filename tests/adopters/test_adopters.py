"""'Health of a library: reads lock files of many schemes: who adopted what, how far behind, which clauses everybody
overrides (a parameter is missing there)': told from real repositories, whoever reads them, and whatever is in them."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.builders import GitFolder, LibraryBuilder
from tests.scheme_builders import SchemeBuilder, Told, tell

FEE = "A complaint shall cost nothing."


def told(library: LibraryBuilder, *arguments: str | Path, code: int = 0) -> Told:
    done = tell("adopters", "--library", library.url, *map(str, arguments))
    assert done.code == code, done.all
    return done


def report(library: LibraryBuilder, *arguments: str | Path, code: int = 1) -> Any:
    return told(library, *arguments, "--json", code=code).json


def module(found: Any, name: str) -> Any:
    return next(item for item in found["modules"] if item["module"] == name)


def clause(found: Any, name: str, clause_id: str) -> Any:
    return next(item for item in module(found, name)["clauses"] if item["clause"] == clause_id)


@pytest.fixture
def own(scheme_template: Path, tmp_path: Path) -> SchemeBuilder:
    """A clone of its own for a test."""
    shutil.copytree(scheme_template, tmp_path / "clones" / "own")
    return SchemeBuilder(tmp_path / "clones" / "own")


class TestModules:
    """Per module: adopters by version, how far behind, declined updates, withdrawn releases still in use."""

    def test_how_far_behind(self, library: LibraryBuilder, clones: Path) -> None:
        grievance = module(report(library, clones), "grievance")
        assert (grievance["adopters"], grievance["up_to_date"], grievance["behind"], grievance["behind_major"]) == (
            5, 0, 5, 5)
        (version,) = grievance["versions"]
        assert (version["version"], version["behind"], version["step"]) == ("1.0.0", 2, "major")

    def test_a_withdrawn_release_in_use(self, library: LibraryBuilder, clones: Path) -> None:
        """Leaves with 1: somebody has to be told."""
        assurance = module(report(library, clones, code=1), "assurance")
        assert len(assurance["on_yanked"]) == 5
        assert assurance["versions"][0]["standing"] == "yanked: a wrong figure"
        assert assurance["versions"][0]["step"] == "minor"

    def test_what_was_declined(self, library: LibraryBuilder, own: SchemeBuilder) -> None:
        own.done("update", "--decline", "assurance@1.1.0", "--reason", "after the audit")
        own.done("save", "Declined")
        (declined,) = module(report(library, own.path), "assurance")["declined"]
        assert (declined["version"], declined["reason"]) == ("1.1.0", "after the audit")

    def test_modules_of_other_libraries_are_counted_apart(self, tmp_path: Path, clones: Path) -> None:
        """A module is known by its content: one of the same name and version from elsewhere is another."""
        other = LibraryBuilder(tmp_path)
        other.release("grievance", "1.0.0")
        found = report(other, clones, code=0)
        assert (found["adopters"], len(found["others"]), found["unused"]) == ([], 5, ["grievance"])

    def test_modules_that_nobody_has(self, library: LibraryBuilder, clones: Path) -> None:
        assert "zero-text" in report(library, clones)["unused"]


class TestClauses:
    """Per clause: kept, adapted, dropped; the reasons that are public; a hint where most change the same."""

    @pytest.mark.parametrize(("clause_id", "numbers"), [
        ("no-charge", (1, 4, 0)), ("acknowledgement", (2, 3, 0)), ("records", (3, 0, 2)), ("purpose", (5, 0, 0)),
    ])
    def test_shares(self, library: LibraryBuilder, clones: Path, clause_id: str, numbers: tuple[int, ...]) -> None:
        found = clause(report(library, clones), "grievance", clause_id)
        assert (found["kept"], found["adapted"], found["dropped"]) == numbers
        assert found["adopters"] == sum(numbers)

    def test_a_hint_with_the_words(self, library: LibraryBuilder, clones: Path) -> None:
        """'adapted by 7 of 9 adopters, in numbers: a parameter may be missing here', and what replaces what."""
        found = clause(report(library, clones), "grievance", "no-charge")
        assert found["hint"] == "adapted by 4 of 5 adopters, most of them in numbers: a parameter may be missing here"
        assert {words["after"] for words in found["words"] if words["kind"] == "number"} == {"10", "20", "30", "40"}

    def test_a_value_that_was_typed_over(self, library: LibraryBuilder, clones: Path) -> None:
        """There is a parameter, and they did not find it."""
        found = clause(report(library, clones), "grievance", "acknowledgement")
        assert "by hand over the value of acknowledge_days" in found["hint"]
        assert {words["parameter"] for words in found["words"]} == {"acknowledge_days"}

    @pytest.mark.parametrize(("publish", "reasons", "unpublished"), [
        ("publish: {reasons: true}\n", ["our statutes say so"], 0),
        ("publish: {reasons: true, leave_out: [grievance]}\n", [], 1),
        ("", [], 1),
    ], ids=["public", "left-out", "silent"])
    def test_reasons_are_told_where_the_scheme_publishes_them(
        self, library: LibraryBuilder, own: SchemeBuilder, publish: str, reasons: list[str], unpublished: int
    ) -> None:
        own.edit(FEE, "A complaint shall cost 5 euros.")
        own.done("reason", "grievance", "no-charge", "our statutes say so")
        own.write("scheme.yaml", own.text("scheme.yaml").partition("\npublish:")[0] + f"\n{publish}")
        own.done("save", "A fee")
        found = clause(report(library, own.path), "grievance", "no-charge")
        assert [item["reason"] for item in found["reasons"]] == reasons
        assert found["unpublished"] == unpublished


class TestValues:
    """Parameters: which values are used, and which lie out of range."""

    def test_a_value_of_its_own_and_one_out_of_range(self, library: LibraryBuilder, own: SchemeBuilder) -> None:
        own.done("set", "grievance.outcome_days=30", "grievance.acknowledge_days=20", "--reason", "we are few")
        own.done("save", "Values")
        values = {item["name"]: item for item in module(report(library, own.path), "grievance")["parameters"]}
        assert values["outcome_days"]["values"] == [{"value": "30", "adopters": 1}]
        assert (values["outcome_days"]["lowest"], values["outcome_days"]["defaults"]) == ("30", 0)
        assert values["outcome_days"]["outside"] == []
        assert [item["value"] for item in values["acknowledge_days"]["outside"]] == ["20"]

    def test_a_schemes_own_words_are_not_told(self, library: LibraryBuilder, own: SchemeBuilder) -> None:
        """Names and addresses are nobody else's affair."""
        own.done("set", "contact_email=jane.doe@example.org")
        own.done("save", "Contact")
        assert "jane.doe" not in told(library, own.path, "--json", code=1).out


class TestWhatIsRead:
    """The newest saved state; of a folder without a history, its files."""

    def test_a_bare_clone_says_the_same(self, library: LibraryBuilder, clones: Path) -> None:
        working, bare = report(library, clones / "scheme-4"), report(library, clones / "bare.git")
        assert [item["commit"] for item in working["adopters"]] == [item["commit"] for item in bare["adopters"]]
        assert clause(working, "grievance", "records") == clause(bare, "grievance", "records")

    def test_one_saved_state_is_counted_once(self, library: LibraryBuilder, clones: Path) -> None:
        found = report(library, clones)
        assert (found["repositories"], len(found["adopters"])) == (6, 5)
        assert found["twice"] == [{"place": "scheme-4", "same_as": "bare"}]

    def test_what_is_not_saved_is_not_read(self, library: LibraryBuilder, own: SchemeBuilder) -> None:
        before = report(library, own.path)
        own.edit(FEE, "A complaint shall cost 5 euros.")
        assert report(library, own.path) == before

    def test_a_folder_without_a_history(self, library: LibraryBuilder, own: SchemeBuilder) -> None:
        own.edit(FEE, "A complaint shall cost 5 euros.")
        shutil.rmtree(own.path / ".git")
        found = report(library, own.path)
        assert found["adopters"][0]["commit"] == ""
        assert clause(found, "grievance", "no-charge")["adapted"] == 1

    def test_a_list_of_places(self, library: LibraryBuilder, clones: Path, tmp_path: Path) -> None:
        """One on each line, relative to the list; # begins a remark; named twice is read once."""
        (tmp_path / "list.txt").write_text(
            f"\ufeff# ours\n\n{clones / 'scheme-0'}\n{os.path.relpath(clones / 'scheme-1', tmp_path)}\r\n"
            f"{clones / 'scheme-0'}\n", encoding="utf-8")
        found = report(library, "--from", tmp_path / "list.txt")
        assert [item["place"] for item in found["adopters"]] == ["scheme-0", "scheme-1"]

    def test_two_folders_of_one_name_are_told_apart(self, library: LibraryBuilder, clones: Path,
                                                    tmp_path: Path) -> None:
        for owner, number in (("a", 0), ("b", 1)):
            shutil.copytree(clones / f"scheme-{number}", tmp_path / owner / "policies")
        found = report(library, tmp_path)
        assert [item["place"] for item in found["adopters"]] == ["a/policies", "b/policies"]

    def test_a_bare_clone_beside_its_folder_is_called_as_it_was_given(
        self, library: LibraryBuilder, clones: Path, tmp_path: Path
    ) -> None:
        shutil.copytree(clones / "scheme-0", tmp_path / "all" / "s7")
        shutil.copytree(clones / "bare.git", tmp_path / "all" / "s7.git")
        found = report(library, tmp_path / "all")
        assert [item["place"] for item in found["adopters"]] == ["s7", "s7.git"]

    def test_an_address_is_fetched_and_then_known(self, library: LibraryBuilder, own: SchemeBuilder) -> None:
        """'fetched with the existing mirror cache (offline honoured)'; only the newest state is."""
        address = own.path.as_uri()
        (missing,) = report(library, address, "--offline")["unread"]
        assert "never fetched" in missing["problem"]
        first = report(library, address)
        assert report(library, address, "--offline") == first
        own.edit(FEE, "A complaint shall cost 5 euros.")
        own.done("save", "A fee")
        assert report(library, address, "--offline") == first
        assert clause(report(library, address), "grievance", "no-charge")["adapted"] == 1

    def test_an_address_that_nobody_answers(self, library: LibraryBuilder, tmp_path: Path) -> None:
        (missing,) = report(library, (tmp_path / "gone").as_uri())["unread"]
        assert "library" not in missing["problem"]


class TestHostileRepositories:
    """A repository that cannot be read is told, once, and does not stop the rest."""

    @pytest.mark.parametrize("sign", [
        pytest.param("manifest: [", id="broken-yaml"),
        pytest.param("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", id="aliases"),
        pytest.param("format: 1\nid: x\nname: !!python/object/apply:os.system [id]\n", id="a-tag-that-runs"),
        pytest.param("x" * 6_000_000, id="too-large"),
        pytest.param("\ud800", id="no-utf8"),
        pytest.param("[" * 100_000, id="deep"),
    ])
    def test_a_manifest(self, library: LibraryBuilder, clones: Path, tmp_path: Path, sign: str) -> None:
        hostile = GitFolder(tmp_path / "hostile")
        hostile.commit("x", {"scheme.yaml": sign.encode("utf-8", "surrogatepass")})
        found = report(library, hostile.path, clones / "scheme-0")
        assert [item["place"] for item in found["unread"]] == ["hostile"]
        assert len(found["adopters"]) == 1

    @pytest.mark.parametrize(("lock", "problem", "fix"), [
        pytest.param(b"x" * 5_000_001, "its scheme.lock has more than 5,000,000 bytes: nothing that a scheme needs "
                     "there is that large", "ask whoever keeps that scheme", id="too-large"),
        pytest.param(b"format: [", "scheme.lock:2: did not find", "ask whoever keeps that scheme to mend it",
                     id="broken"),
    ])
    def test_a_lock(self, library: LibraryBuilder, own: SchemeBuilder, lock: bytes, problem: str, fix: str) -> None:
        """It is somebody else's: who reads it is told whose file it is, and not to mend it."""
        own.write("scheme.lock", lock)
        GitFolder(own.path).commit("Odd")
        (unread,) = report(library, own.path)["unread"]
        assert unread["problem"].startswith(problem)
        assert unread["fix"] == fix

    def test_links_are_not_followed(self, library: LibraryBuilder, own: SchemeBuilder, tmp_path: Path) -> None:
        secret = tmp_path / "secret.yaml"
        shutil.copyfile(own.path / "scheme.yaml", secret)
        (own.path / "scheme.yaml").unlink()
        (own.path / "scheme.yaml").symlink_to(secret)
        GitFolder(own.path).commit("A link")
        shutil.copytree(own.path, tmp_path / "plain", symlinks=True)
        shutil.rmtree(tmp_path / "plain" / ".git")
        (tmp_path / "clones" / "elsewhere").symlink_to("/etc")
        found = report(library, tmp_path / "clones", tmp_path / "plain")
        assert [item["place"] for item in found["unread"]] == ["own", "plain"]

    @pytest.mark.parametrize(("path", "change"), [
        pytest.param("policies/grievance/policy.md", b"x" * 600_000, id="a-text-too-long"),
        pytest.param("policies/grievance/policy.md", b"\xff\xfe", id="a-text-that-is-none"),
        pytest.param("policies/grievance/policy.md", None, id="no-text"),
        pytest.param("policies/grievance/adoption.yaml", b"{", id="a-broken-record"),
        pytest.param(".schemekit/source/grievance/module.yaml", b"id: other\n", id="another-source"),
        pytest.param(".schemekit/source/grievance/more.md", b"# More\n", id="more-in-the-source"),
    ])
    def test_a_module_that_cannot_be_compared(
        self, library: LibraryBuilder, own: SchemeBuilder, path: str, change: bytes | None
    ) -> None:
        """Its release is known all the same, and what it did to the clauses is not made up."""
        own.write(path, change)
        GitFolder(own.path).commit("Odd")
        grievance = module(report(library, own.path), "grievance")
        assert (grievance["adopters"], len(grievance["uncompared"]), grievance["clauses"]) == (1, 1, [])

    def test_a_release_that_never_was(self, own: SchemeBuilder) -> None:
        own.write("scheme.lock", own.text("scheme.lock").replace('version: "1.0.0"', 'version: "7.0.0"'))
        GitFolder(own.path).commit("Odd")
        found = own.json("adopters", ".")
        assert module(found, "grievance")["versions"][0]["released"] is False

    @pytest.mark.parametrize("address", ["ext::sh -c id", "http://example.org/a", "-x", "", "git://example.org/a",
                                         "https://me:secret@example.org/a", "no/such/folder", "\x1b[2J"])
    def test_addresses(self, library: LibraryBuilder, clones: Path, address: str) -> None:
        done = told(library, "--", address, clones / "scheme-0", code=1)
        assert "\x1b" not in done.all
        assert "secret" not in done.out

    def test_a_name_that_commands_a_terminal_or_a_page(self, library: LibraryBuilder, own: SchemeBuilder,
                                                      tmp_path: Path) -> None:
        name = r'<script>alert(1)</script>\e[2J\u202e'
        text = own.text("scheme.yaml").splitlines()
        lines = [f'name: "{name}"' if line.startswith("name:") else line for line in text]
        own.write("scheme.yaml", "\n".join(lines) + "\n")
        own.write("policies/grievance/policy.md", own.text().replace("cost nothing", "cost 5 <img src=x onerror=y>"))
        GitFolder(own.path).commit("Odd")
        shown = told(library, own.path, "--to", tmp_path / "page.html", code=1).all + told(library, own.path,
                                                                                           code=1).all
        assert "\x1b" not in shown
        page = (tmp_path / "page.html").read_text("utf-8")
        assert "<script" not in page
        assert "<img" not in page
        assert "\u202e" not in page


class TestForms:
    """As table, html and json; the same bytes every time, and no path of this computer in them."""

    def test_the_table(self, library: LibraryBuilder, clones: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("COLUMNS", "250")
        out = told(library, clones, code=1).out
        for words in ("5 schemes use it", "grievance 1.0.0", "2 releases behind (major)", "yanked: a wrong figure",
                      "a parameter may be missing here", "new ‘10’", "scheme-4 is the same as bare"):
            assert words in " ".join(out.split())

    def test_the_page(self, library: LibraryBuilder, clones: Path, tmp_path: Path) -> None:
        """Nothing is loaded or run by it."""
        told(library, clones, "--to", tmp_path / "a.html", code=1)
        places = [place for place in sorted(clones.iterdir(), reverse=True) if place.name != "notes"]
        told(library, *places, "--to", tmp_path / "b.html", code=1)
        page = (tmp_path / "a.html").read_bytes()
        assert page == (tmp_path / "b.html").read_bytes()
        assert b"<td>scheme-1</td><td>assurance 1.0.0, grievance 1.0.0</td>" in page
        assert str(tmp_path).encode() not in page
        assert b"default-src 'none'" in page
        assert told(library, clones, "--to", tmp_path / "a.html", code=1).out.endswith("a.html is as it was.\n")

    def test_another_file_is_not_written_over(self, library: LibraryBuilder, clones: Path, tmp_path: Path) -> None:
        (tmp_path / "a.html").write_text("mine")
        told(library, clones, "--to", tmp_path / "a.html", code=2)
        assert (tmp_path / "a.html").read_text() == "mine"
        told(library, clones, "--to", tmp_path / "a.html", "--force", code=1)

    @pytest.mark.parametrize("arguments", [
        [], ["--from", "none.txt"], [".", "--to", "a.pdf"], [".", "--json", "--to", "a.html"], [".", "--jobs", "0"],
        [".", "--dask", "localhost"], [".", "--dask", "tcp://a:1", "--jobs", "2"], [".", "--library", "nowhere"],
    ], ids=" ".join)
    def test_usage(self, arguments: Sequence[str]) -> None:
        assert tell("adopters", *arguments).code == 2

    def test_in_the_librarys_own_folder_it_is_that_library(self, library: LibraryBuilder, clones: Path) -> None:
        done = tell("-C", str(library.path), "adopters", str(clones), "--json")
        assert json.loads(done.out)["modules"] == report(library, clones)["modules"]
