"""Binding: an old copy is told by its words, its values are read from the text, and the text is not touched."""

from __future__ import annotations

import os
import re
import shutil
import textwrap
from pathlib import Path
from typing import Any

import pytest

from tests.builders import TEXT, GitFolder, LibraryBuilder, copied
from tests.scheme_builders import GRIEVANCE, LIBRARY_NAME, SchemeBuilder, tell

OWN = "policies/grievance/policy.md"
VALUES = {
    "scheme_name": "Northern Minerals Initiative", "decision_body": "Council of Members", "appeal_body": "Review Panel",
    "contact_email": "help@northern.example", "records_years": 8, "acknowledge_days": 7, "outcome_days": 45,
    "channels": ["e-mail", "telephone", "post"], "anonymous": False, "reply_form": "call",
}


@pytest.fixture(scope="session")
def filled(scheme_template: Path, offered: LibraryBuilder) -> dict[str, str]:
    """The documents of grievance 1.0.0 as plain cookiecutter fills them in, with values far from their defaults."""
    from schemekit.adopt.rendering import render_module
    from schemekit.files.folder import read_folder
    from schemekit.files.schemas import load
    from schemekit.model.module import Module
    from schemekit.model.parameter import frozen_values

    assert scheme_template
    files = {**read_folder(offered.path / "policies/grievance")}
    module = Module.from_mapping(load(files["module.yaml"].decode(), "module", "module.yaml"))
    made = render_module(module, files, {**module.defaults(), **frozen_values(VALUES)})
    return {name: data.decode() for name, data in made.items()}


@pytest.fixture(scope="session")
def empty_template(tmp_path_factory: pytest.TempPathFactory, pinned_surroundings: None) -> Path:
    """A scheme that has adopted nothing yet, made once."""
    assert pinned_surroundings is None
    folder = tmp_path_factory.mktemp("empty")
    assert tell("-C", str(folder), "new", "northern", "--no-input").code == 0
    return folder / "northern"


@pytest.fixture
def empty(tmp_path: Path, empty_template: Path) -> SchemeBuilder:
    """A scheme that has adopted nothing yet."""
    copied(empty_template, tmp_path / "northern")
    return SchemeBuilder(tmp_path / "northern")


def place(scheme: SchemeBuilder, files: dict[str, str], folder: str = "policies/grievance") -> None:
    for name, text in files.items():
        scheme.write(f"{folder}/{name}", text)


def bound(scheme: SchemeBuilder, *arguments: str, code: int = 0) -> Any:
    return scheme.done("bind", *arguments, "--json", code=code).json


def values_of(report: Any) -> dict[str, Any]:
    return {item["name"]: item["value"] for item in report["values"]}


class TestWhatCookiecutterMade:
    """'`schemekit bind` then picks the result up … and changes nothing else.'"""

    def test_it_is_identical_and_every_value_is_read(self, empty: SchemeBuilder, filled: dict[str, str]) -> None:
        place(empty, filled)
        before = empty.files()
        report = bound(empty, "policies/grievance", "--module", "grievance", "--keep", "text")
        assert values_of(report) == VALUES
        assert (report["version"], report["correspondence"], report["deviations"]) == ("1.0.0", "IDT", [])
        assert report["share"] == 1
        after = empty.files()
        changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
        assert {name for name in changed if name.startswith("policies/")} == {"policies/grievance/adoption.yaml"}
        assert {name for name in changed if not name.startswith((".schemekit/", "policies/", "LICENSES/"))} == {
            "NOTICE.md", "REUSE.toml", "scheme.lock", "scheme.yaml"}
        assert empty.run("verify", "--source").code == 0
        assert empty.run("check").code == 0, empty.run("check").all

    def test_it_is_as_if_it_had_been_added(
        self, empty: SchemeBuilder, filled: dict[str, str], tmp_path: Path, empty_template: Path
    ) -> None:
        """'After bind, status, check, verify, set, sync behave as for a module that was added.'"""
        place(empty, filled)
        bound(empty, "policies/grievance", "--module", "grievance", "--keep", "text")
        shutil.copytree(empty_template, tmp_path / "added")
        added = SchemeBuilder(tmp_path / "added")
        added.write("scheme.yaml", empty.text("scheme.yaml"))
        added.write("scheme.yaml", re.sub(r"  grievance:\n(    .*\n)+", "", added.text("scheme.yaml")))
        typed = [f"--set=grievance.{name}={','.join(value) if isinstance(value, list) else value}"
                 for name, value in VALUES.items()]
        added.done("add", "grievance", *typed)
        ours, theirs = empty.lock(), added.lock()
        assert ours == theirs
        assert empty.text(OWN) == added.text(OWN)
        for scheme in (empty, added):
            scheme.done("set", "grievance.acknowledge_days=4")
            scheme.done("sync")
        assert empty.text(OWN) == added.text(OWN)
        assert "within 4 working days" in empty.text(OWN)

    def test_scheme_yaml_keeps_its_notes(self, empty: SchemeBuilder, filled: dict[str, str]) -> None:
        place(empty, filled)
        notes = [line for line in empty.text("scheme.yaml").splitlines() if line.lstrip().startswith("#")]
        bound(empty, "policies/grievance", "--module", "grievance")
        assert [line for line in empty.text("scheme.yaml").splitlines() if line.lstrip().startswith("#")] == notes
        assert empty.manifest()["modules"]["grievance"]["version"] == "^1.0.0"

    @pytest.mark.parametrize("register", [
        pytest.param("case,received,answered\n1,2026-01-01,Jane Doe\n", id="a-row-was-added"),
        pytest.param("1,2026-01-01,Jane Doe\n", id="the-example-row-was-replaced"),
    ])
    def test_one_commit_with_trailers(self, empty: SchemeBuilder, filled: dict[str, str], register: str) -> None:
        """'One commit per adoption, with trailers.' A register with entries may name people, and stays out."""
        place(empty, {**filled, "forms/register.csv": register})
        bound(empty, "policies/grievance", "--module", "grievance")
        git = GitFolder(empty.path)
        assert "Adopted: grievance 1.0.0" in git.git("log", "-1", "--format=%B")
        assert git.git("status", "--porcelain", "-uall") == "?? policies/grievance/forms/register.csv"


def stripped(text: str) -> str:
    return re.sub(r" \{ #[a-z-]+ \}", "", text)


def renumbered(text: str) -> str:
    numbers = iter(range(1, 100))
    return re.sub(r"^## ", lambda _: f"### {next(numbers)}. ", stripped(text), flags=re.MULTILINE)


def wrapped(text: str) -> str:
    return "\n".join(textwrap.fill(" ".join(part.split()), 40) if not part.startswith("#") else part
                     for part in re.split(r"(?<=\n)(?=\n)|(?<=\n)(?=#)", text)) + "\n"


EDITS = {
    "ids-stripped": (stripped, {}),
    "windows-line-ends": (lambda text: text.replace("\n", "\r\n"), {}),
    "hard-wrapped": (lambda text: textwrap.dedent(re.sub(r"(?<=[a-z]) (?=shall|by|within)", "\n", text)), {}),
    "typographic-marks": (lambda text: text.replace("e-mail", "e–mail").replace(": grie", ":\u00a0grie"), {}),
    "renumbered-headings": (renumbered, {"purpose": "adapt"}),
    "a-clause-dropped": (lambda text: re.sub(r"## Fee.*?\n\n.*?\n\n", "", text, flags=re.DOTALL),
                         {"no-charge": "drop"}),
    "a-clause-added": (lambda text: text + "\n## Costs of travel\n\nThe scheme pays for travel.\n",
                       {"costs-of-travel": "add"}),
    "a-clause-moved": (lambda text: re.sub(r"(## Fee.*?\n\n.*?\n\n)(.*)", r"\2\n\1", text, flags=re.DOTALL), {}),
    "a-heading-renamed": (lambda text: stripped(text).replace("## Fee", "## What it costs"), {"no-charge": "adapt"}),
    "a-sentence-edited": (lambda text: text.replace("name a person to ask", "name two persons"),
                          {"acknowledgement": "adapt"}),
}


class TestEditedCopies:
    """'An old copy (with or without ids, edited, renamed, names replaced) is matched to its nearest release.'"""

    @pytest.mark.parametrize(("edit", "wanted"), EDITS.values(), ids=EDITS)
    def test_the_values_are_read_all_the_same(
        self, empty: SchemeBuilder, filled: dict[str, str], edit: Any, wanted: dict[str, str]
    ) -> None:
        text = edit(filled["policy.md"])
        place(empty, {**filled, "policy.md": text})
        report = bound(empty, "policies/grievance", "--module", "grievance", "--keep", "text")
        assert values_of(report) == VALUES
        found = {item["clause"]: item["verb"] for item in report["deviations"]}
        assert wanted.items() <= found.items()
        assert wanted or not found
        assert empty.text(OWN) == text

    def test_a_place_that_reads_otherwise_is_a_deviation(self, empty: SchemeBuilder, filled: dict[str, str]) -> None:
        """'Contradictory readings: the majority is taken and the other place is a deviation, said in the report.'"""
        text = filled["policy.md"].replace("an appeal within 7 working", "an appeal within 3 working")
        text += "\n## Purpose again\n"
        place(empty, {**filled, "policy.md": text})
        report = bound(empty, "policies/grievance", "--module", "grievance", "--keep", "text")
        days = next(item for item in report["values"] if item["name"] == "acknowledge_days")
        assert (days["value"], days["sureness"]) == (7, "divided")
        assert days["otherwise"] == [{"clause": "appeal", "text": "3"}]
        assert {"clause": "appeal", "verb": "adapt", "heading": "Appeal", "only_links": False} in report["deviations"]

    def test_what_cannot_be_seen_stays_at_the_default(self, empty: SchemeBuilder, filled: dict[str, str]) -> None:
        text = re.sub(r"(The Council of Members shall decide).*?days\.\n", r"\1.\n", filled["policy.md"])
        place(empty, {"policy.md": text})
        report = bound(empty, "policies/grievance", "--module", "grievance", "--keep", "text")
        found = {item["name"]: (item["value"], item["basis"], item["sureness"]) for item in report["values"]}
        assert found["outcome_days"] == (60, "default", "unseen")
        assert found["records_years"] == (8, "text", "likely")

    def test_out_of_range_is_taken_and_told(
        self, empty: SchemeBuilder, filled: dict[str, str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("COLUMNS", "160")
        place(empty, {**filled, "policy.md": filled["policy.md"].replace("7 working days", "15 working days")})
        told = empty.done("bind", "policies/grievance", "--module", "grievance", "--keep", "text")
        assert "15 working days; outside the range (1 to 10 working days), which needs a reason" in told.out
        assert empty.lock()["parameters"]["acknowledge_days"] == 15
        assert "value-out-of-range" in {item["code"] for item in empty.json("check")["findings"]}
        empty.done("set", "grievance.acknowledge_days=15", "--reason", "two people")
        assert empty.run("check").code == 0

    def test_with_a_reason_it_is_in_order(self, empty: SchemeBuilder, filled: dict[str, str]) -> None:
        place(empty, {**filled, "policy.md": filled["policy.md"].replace("7 working days", "15 working days")})
        bound(empty, "policies/grievance", "--module", "grievance", "--keep", "text", "--reason", "two people")
        assert empty.manifest()["modules"]["grievance"]["parameters"]["acknowledge_days"] == {
            "value": 15, "reason": "two people"}
        assert empty.run("check").code == 0

    def test_a_locked_clause_and_a_number_in_words(self, empty: SchemeBuilder, filled: dict[str, str]) -> None:
        text = filled["policy.md"].replace("for 8 years", "for eight years")
        place(empty, {**filled, "policy.md": text})
        report = bound(empty, "policies/grievance", "--module", "grievance", "--keep", "text")
        assert values_of(report)["records_years"] == 7
        assert [item["clause"] for item in report["deviations"]] == ["records"]


class TestTheRecord:
    """'Writes the lock and the deviations … do what makes `status` right and `reason` able to fill.'"""

    def test_reasons_are_still_to_be_given(self, empty: SchemeBuilder, filled: dict[str, str]) -> None:
        text = filled["policy.md"].replace("shall cost nothing", "costs 5 euros")
        place(empty, {**filled, "policy.md": text})
        bound(empty, "policies/grievance", "--module", "grievance", "--keep", "text")
        assert [(item["clause"], item["verb"], item["reason"]) for item in empty.record()["deviations"]] == [
            ("no-charge", "adapt", "")]
        todo = empty.json("status")["modules"][0]["todo"]
        assert [item["words"].partition(";")[0] for item in todo] == ["adapted without a reason"]
        assert empty.run("check").code == 1
        empty.done("reason", "grievance", "no-charge", "our statutes say so")
        assert empty.run("check").code == 0

    def test_a_reason_can_be_written_by_hand(self, empty: SchemeBuilder, filled: dict[str, str]) -> None:
        """'Reasons may be edited here by hand.'"""
        place(empty, {**filled, "policy.md": filled["policy.md"].replace("shall cost nothing", "costs 5 euros")})
        bound(empty, "policies/grievance", "--module", "grievance", "--keep", "text")
        empty.edit('reason: ""', "reason: our statutes say so", "policies/grievance/adoption.yaml")
        assert empty.run("check").code == 0

    def test_a_record_that_is_there_stays(self, scheme: SchemeBuilder) -> None:
        """A scheme whose lock was lost is bound again, and its reasons stand."""
        scheme.edit("A complaint shall cost nothing.", "A complaint shall cost 5 euros.")
        scheme.done("reason", "grievance", "no-charge", "our statutes say so")
        scheme.done("save", "All of it")
        kept = {name: scheme.text(f"policies/grievance/{name}") for name in ("policy.md", "adoption.yaml")}
        scheme.done("remove", "grievance")
        place(scheme, kept)
        report = bound(scheme, "policies/grievance", "--module", "grievance")
        assert report["correspondence"] == "MOD"
        assert scheme.record()["deviations"][0]["reason"] == "our statutes say so"
        assert scheme.text("policies/grievance/adoption.yaml") == kept["adoption.yaml"]

    def test_an_id_that_no_record_takes_is_told_and_not_recorded(
        self, empty: SchemeBuilder, filled: dict[str, str]
    ) -> None:
        place(empty, {**filled, "policy.md": filled["policy.md"] + "\n## Odd { #" + "x" * 300 + " }\n\nOwn words.\n"})
        report = bound(empty, "policies/grievance", "--module", "grievance")
        assert "x" * 300 in {item["clause"] for item in report["deviations"]}
        assert empty.run("status").code == 1


class TestWhoseValue:
    """'If scheme.yaml has another value already: report the contradiction and let the person choose.'"""

    def test_the_schemes_value_stands_unless_asked(self, scheme: SchemeBuilder, filled: dict[str, str]) -> None:
        scheme.done("remove", "grievance")
        place(scheme, filled)
        report = bound(scheme, "policies/grievance", "--module", "grievance", "--dry-run")
        name = next(item for item in report["values"] if item["name"] == "scheme_name")
        assert (name["basis"], name["in_text"], name["value"]) == (
            "scheme", "Northern Minerals Initiative", "Northern Minerals")
        assert {"clause": "purpose", "verb": "adapt", "heading": "Purpose", "only_links": False} in report["deviations"]
        assert report["stale"] == []

    def test_the_texts_value_if_asked(self, scheme: SchemeBuilder, filled: dict[str, str]) -> None:
        scheme.done("remove", "grievance")
        place(scheme, filled)
        report = bound(scheme, "policies/grievance", "--module", "grievance", "--keep", "text")
        assert (report["correspondence"], report["stale"]) == ("IDT", ["assurance"])
        scheme.done("sync")
        assert "# Northern Minerals Initiative: " in scheme.text("policies/assurance/policy.md")

    def test_a_default_that_nobody_chose_gives_way(self, empty: SchemeBuilder, filled: dict[str, str]) -> None:
        """`new` writes the defaults into scheme.yaml; no module uses them yet."""
        assert empty.manifest()["parameters"]["decision_body"] == "Board"
        place(empty, filled)
        report = bound(empty, "policies/grievance", "--module", "grievance")
        assert values_of(report)["decision_body"] == "Council of Members"
        assert [item["name"] for item in report["values"] if item["in_scheme"] is not None] == ["scheme_name"]


class TestWhereItLies:
    """What lies elsewhere is copied byte for byte; the original is left alone."""

    def test_one_file_outside_the_scheme(self, empty: SchemeBuilder, filled: dict[str, str], tmp_path: Path) -> None:
        old = tmp_path / "Beschwerden 2019 (final).md"
        old.write_bytes(b"\xef\xbb\xbf" + stripped(filled["policy.md"]).replace("\n", "\r\n").encode())
        report = bound(empty, str(old), "--module", "grievance", "--keep", "text")
        assert (empty.path / OWN).read_bytes() == old.read_bytes()
        assert report["copied"] == [OWN]
        assert report["missing"] == ["forms/complaint-form.md", "forms/register.csv"]
        assert report["deviations"] == []

    def test_the_forms_that_it_lacks(self, empty: SchemeBuilder, filled: dict[str, str]) -> None:
        empty.write("old/text.md", filled["policy.md"])
        report = bound(empty, "old/text.md", "--module", "grievance", "--keep", "text", "--forms")
        assert report["missing"] == []
        assert empty.text("policies/grievance/forms/register.csv") == filled["forms/register.csv"]
        assert empty.text("old/text.md") == filled["policy.md"]
        assert empty.run("check").code == 0

    def test_a_folder_with_one_text_under_any_name(self, empty: SchemeBuilder, filled: dict[str, str]) -> None:
        empty.write("old/Grievances.md", filled["policy.md"])
        empty.write("old/letter.docx", b"PK\x03\x04")
        report = bound(empty, "old", "--module", "grievance")
        assert (report["copied"], report["left"]) == ([OWN], ["letter.docx"])

    def test_the_file_itself_where_it_lies(self, empty: SchemeBuilder, filled: dict[str, str]) -> None:
        place(empty, filled)
        assert bound(empty, OWN, "--module", "grievance")["copied"] == []

    @pytest.mark.parametrize(("prepare", "path", "words"), [
        pytest.param({"policies/grievance/own.md": "# Own\n"}, "old.md", "holds files already", id="place-taken"),
        pytest.param({"policies/grievance/own.md": "# Own\n"}, "policies/grievance", "rename your text to policy.md",
                     id="another-name-in-place"),
        pytest.param({"a/one.md": "# One\n", "a/two.md": "# Two\n"}, "a", "name the file that holds the text",
                     id="two-texts"),
        pytest.param({}, "missing.md", "there is no missing.md", id="nothing-there"),
        pytest.param({}, ".", "is the scheme itself", id="the-scheme"),
        pytest.param({}, "..", "is the scheme itself", id="the-folder-around-it"),
        pytest.param({"bare/x.pdf": "PK"}, "bare", "holds no text", id="no-text"),
        pytest.param({"x.docx": "PK"}, "x.docx", "x.docx is a Word file", id="word"),
        pytest.param({"x.docx": "PK"}, "x.docx", "save it as plain text or Markdown first", id="what-to-do-with-it"),
        pytest.param({"bare/x.docx": "PK"}, "bare", "holds no text, but a Word file", id="a-folder-with-word"),
        pytest.param({"x.md": "PK\x03\x04\0[Content_Types].xml\0word/document.xml"}, "x.md", "x.md is a Word file",
                     id="word-under-another-name"),
    ])
    def test_what_is_refused(
        self, empty: SchemeBuilder, filled: dict[str, str], prepare: dict[str, str], path: str, words: str
    ) -> None:
        empty.write("old.md", filled["policy.md"])
        for name, text in prepare.items():
            empty.write(name, text)
        before = empty.files()
        told = empty.done("bind", path, "--module", "grievance", "--force", code=2)
        assert words in told.err
        assert empty.files() == before

    def test_what_is_adopted_already(self, scheme: SchemeBuilder) -> None:
        told = scheme.done("bind", OWN, "--module", "grievance", code=2)
        assert "grievance is adopted already" in told.err

    def test_outside_a_scheme(self, tmp_path: Path) -> None:
        (tmp_path / "old.md").write_text("# Old\n", "utf-8")
        told = tell("-C", str(tmp_path), "bind", "old.md", "--module", "grievance")
        assert (told.code, "schemekit new" in told.err) == (2, True)


class TestTheNearestRelease:
    """'All releases of the module are weighed, nearest by content.'"""

    @pytest.fixture
    def library(self, tmp_path: Path) -> LibraryBuilder:
        library = LibraryBuilder(tmp_path / "several")
        library.release("grievance", "1.0.0", GRIEVANCE)
        text = GRIEVANCE[TEXT]
        assert isinstance(text, str)
        library.release("grievance", "1.0.1", {"CHANGELOG.md": "# Changelog\n"})
        library.release("grievance", "1.1.0", {TEXT: text.replace("name a person to ask", "name a contact person")})
        library.release("grievance", "2.0.0", {TEXT: text.replace("shall cost nothing", "must never cost anything")})
        assert tell("library", "add", "several", library.url).code == 0
        return library

    @pytest.fixture(autouse=True)
    def forgotten(self) -> Any:
        yield
        tell("library", "remove", "several")

    @pytest.mark.parametrize(("edit", "version", "sureness"), [
        pytest.param(("name a person to ask", "name a contact person"), "1.1.0", "likely", id="a-later-one"),
        pytest.param(("shall cost nothing", "must never cost anything"), "2.0.0", "likely", id="the-newest"),
        pytest.param(("", ""), "1.0.1", "likely", id="two-with-the-same-text"),
    ])
    def test_it(
        self, empty: SchemeBuilder, library: LibraryBuilder, filled: dict[str, str], edit: tuple[str, str],
        version: str, sureness: str,
    ) -> None:
        assert library.releases
        place(empty, {**filled, "policy.md": stripped(filled["policy.md"]).replace(*edit)})
        report = bound(empty, "policies/grievance", "--module", "several/grievance", "--keep", "text")
        assert (report["version"], report["sureness"], report["library"]) == (version, sureness, "several")
        assert empty.manifest()["libraries"] is None or "several" not in empty.manifest()["libraries"]
        assert report["as_near"] == (["1.0.0"] if version == "1.0.1" else [])

    def test_only_those_in_the_range(
        self, empty: SchemeBuilder, library: LibraryBuilder, filled: dict[str, str]
    ) -> None:
        assert library.releases
        place(empty, filled)
        report = bound(empty, "policies/grievance", "--module", "several/grievance@>=1.1,<2")
        assert [item["versions"] for item in report["releases"]] == [["1.1.0"]]
        assert empty.manifest()["modules"]["grievance"]["version"] == ">=1.1,<2"
        told = empty.done("bind", OWN, "--module", "several/grievance@3.0.0", code=2)
        assert "adopted already" in told.err

    def test_too_far_from_all(self, empty: SchemeBuilder) -> None:
        empty.write("old.md", "# Our rules\n\n## Purpose\n\nWe like cake.\n\n" + "All members bring some cake. " * 40)
        told = empty.done("bind", "old.md", "--module", "grievance", code=1)
        assert re.search(r"hardly a copy of grievance.*nearest release is 1\.0\.0, with \d+ % of the words", told.err,
                         re.DOTALL)
        assert bound(empty, "old.md", "--module", "grievance", "--force")["module"] == "grievance"

    def test_without_a_module_the_nearest_are_named(self, empty: SchemeBuilder, filled: dict[str, str]) -> None:
        """'Without --module: propose the module whose text is nearest … else list and exit 1.'"""
        empty.write("old.md", stripped(filled["policy.md"]))
        before = empty.files()
        report = bound(empty, "old.md", code=1)
        assert report["proposals"][0]["module"] == "grievance"
        assert report["proposals"][0]["share"] > 0.5
        told = empty.done("bind", "old.md", code=1)
        assert "The nearest is grievance. Next: schemekit bind old.md --module grievance" in told.out
        assert empty.files() == before
        empty.write("cake.md", "# Cake\n\nAll members bring some cake.\n")
        assert "is no copy of a module that is known here" in empty.done("bind", "cake.md", code=1).err

    def test_another_library_is_named_with_its_module(
        self, empty: SchemeBuilder, library: LibraryBuilder, filled: dict[str, str]
    ) -> None:
        assert library.releases
        empty.write("old.md", filled["policy.md"].replace("shall cost nothing", "must never cost anything"))
        assert bound(empty, "old.md", code=1)["proposals"][0]["library"] == "several"

    def test_a_licence_that_forbids_it(self, empty: SchemeBuilder) -> None:
        """'The licence verdict is asked as `add` does.'"""
        told = empty.run("add", "reserved-text")
        bound_ = empty.run("bind", "old.md", "--module", "reserved-text", "--force")
        assert told.code == 1 or bound_.code == 2
        empty.write("old.md", "# Reserved\n")
        assert empty.run("bind", "old.md", "--module", "reserved-text", "--force").code == told.code


class TestThePlan:
    """'List only values unlike the default or read with doubt, the rest as a count; verdict at the end.'"""

    def test_what_needs_no_look_is_counted(self, empty: SchemeBuilder, offered: LibraryBuilder) -> None:
        from schemekit.adopt.rendering import render_module
        from schemekit.files.folder import read_folder
        from schemekit.files.schemas import load
        from schemekit.model.module import Module

        files = {**read_folder(offered.path / "policies/grievance")}
        module = Module.from_mapping(load(files["module.yaml"].decode(), "module", "module.yaml"))
        made = render_module(module, files, {**module.defaults(), "records_years": 8})
        place(empty, {name: data.decode() for name, data in made.items()})
        told = empty.done("bind", OWN, "--module", "grievance", "--dry-run", "--keep", "text").out
        seen = [item for item in bound(empty, OWN, "--module", "grievance", "--dry-run", "--keep", "text")["values"]
                if item["in_text"] is not None]
        assert "\n  records_years " in told
        assert "acknowledge_days" not in told
        counted = re.search(r"\n  (\d+) more values in the text as the module gives them \(--json has all\)", told)
        looked_at = [item for item in seen if f"\n  {item['name']} " in told or f".{item['name']} " in told]
        assert counted
        assert int(counted[1]) == len(seen) - len(looked_at)
        *_, verdict, end = told.rstrip().splitlines()
        assert end == "Nothing was written."
        assert verdict.startswith("policies/grievance: grievance 1.0.0, 100 % of the words in common, certain.")
        assert verdict.endswith("no clause differs.")


class TestNothingIsWritten:
    def test_dry_run(self, empty: SchemeBuilder, filled: dict[str, str]) -> None:
        place(empty, filled)
        before = empty.files()
        told = empty.done("bind", OWN, "--module", "grievance", "--dry-run")
        assert "Nothing was written." in told.out
        assert not bound(empty, OWN, "--module", "grievance", "--dry-run")["written"]
        assert empty.files() == before


class TestHostilePlaces:
    """'PATH a symlink, device, directory of 100,000 files, 1 GB file, binary …: bounded and refused in words.'"""

    @pytest.mark.parametrize("kind", ["link", "linked-folder", "device", "pipe", "large", "binary", "not-utf-8",
                                      "crowded", "inner-link", "deep"])
    def test_it_is_refused(self, empty: SchemeBuilder, tmp_path: Path, kind: str) -> None:
        target = tmp_path / "target"
        if kind == "link":
            (tmp_path / "real.md").write_text("# Real\n", "utf-8")
            target.symlink_to(tmp_path / "real.md")
        elif kind == "linked-folder":
            (tmp_path / "real").mkdir()
            target.symlink_to(tmp_path / "real")
        elif kind == "device":
            target = Path("/dev/zero")
        elif kind == "pipe":
            os.mkfifo(target)
        elif kind == "large":
            with target.open("wb") as stream:
                stream.truncate(1_000_000_000)
        elif kind == "binary":
            target.write_bytes(b"\0\1\2" * 100)
        elif kind == "not-utf-8":
            target.write_bytes("Gebühr".encode("latin-1"))
        elif kind == "crowded":
            target.mkdir()
            for number in range(600):
                (target / f"{number}.md").touch()
        elif kind == "inner-link":
            target.mkdir()
            (target / "policy.md").symlink_to("/etc/passwd")
        else:
            (target / "/".join(["d" * 60] * 5)).mkdir(parents=True)
        before = empty.files()
        told = empty.run("bind", str(target), "--module", "grievance", "--force")
        assert told.code == (1 if kind == "not-utf-8" else 2), told.all
        assert "fix:" in told.err
        assert "Traceback" not in told.all
        assert empty.files() == before

    def test_a_module_folder_that_is_a_link(self, empty: SchemeBuilder, tmp_path: Path) -> None:
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "elsewhere/policy.md").write_text("# Text\n", "utf-8")
        (empty.path / "policies").mkdir(exist_ok=True)
        (empty.path / "policies/grievance").symlink_to(tmp_path / "elsewhere")
        for path in ("policies/grievance", OWN):
            assert empty.run("bind", path, "--module", "grievance", "--force").code == 2
        assert [item.name for item in (tmp_path / "elsewhere").iterdir()] == ["policy.md"]

    def test_what_it_says_is_written_out(self, empty: SchemeBuilder, filled: dict[str, str]) -> None:
        """Names from a text do not command the terminal."""
        place(empty, {**filled, "policy.md": filled["policy.md"].replace("Council of Members", "Coun\x1b[31mcil")
                      + "\n## \x1b]0;owned\x07 { #x }\n\nWords.\n"})
        told = empty.done("bind", OWN, "--module", "grievance", "--keep", "text")
        assert "\x1b" not in told.all


def test_the_library_name(empty: SchemeBuilder, filled: dict[str, str]) -> None:
    place(empty, filled)
    report = bound(empty, OWN, "--module", f"{LIBRARY_NAME}/grievance")
    assert (report["library"], empty.lock()["provenance"]["library"]) == (LIBRARY_NAME, LIBRARY_NAME)
