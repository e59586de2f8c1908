"""Updates from the source: `schemekit update`, its plan and what it writes, with a real library and a real scheme."""

from __future__ import annotations

import hashlib
import json
import shutil
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from schemekit.adopt.shelf import LibraryShelf
from schemekit.adopt.target import Wish
from schemekit.adopt.update import plan_update, update
from schemekit.model.release import Standing
from tests.adopt.update_fixtures import FORM, POLICY, REGISTER, Source, Swaps, source
from tests.builders import TEXT, GitFolder
from tests.scheme_builders import SchemeBuilder, tell

__all__ = ["source"]
ACKNOWLEDGE = "The acknowledgement shall name a person to ask."
NAMES_TWO = (ACKNOWLEDGE, "The acknowledgement shall name two persons to ask.")
LEARNING = ("## Records", "## Learning { #learning }\n\nThe scheme should learn from cases.\n\n## Records")
LEARNS = ("clauses:\n", "clauses:\n  - {id: learning, force: recommendation, tailoring: optional}\n")
OURS = "policies/grievance"
TODAY = date(2026, 10, 5)


def fates(plan: Any) -> dict[str, str]:
    return {clause["clause"]: clause["fate"] for clause in plan["modules"][0]["clauses"]}


def updated(scheme: SchemeBuilder, *words: str) -> Any:
    told = scheme.run("update", "grievance", *words, "--json")
    assert told.code in (0, 1), told.all
    return told.json


def verified(scheme: SchemeBuilder) -> None:
    """The scheme after an update is one that `verify` and `check` find whole, but for what is to decide."""
    scheme.done("verify", "--source")
    codes = {item["code"] for item in scheme.json("check")["findings"] if item["severity"] == "error"}
    assert codes <= {"open"}, codes


class TestPlan:
    """`update` prints the plan first (per clause: taken, yours kept, decision, new, retired, moved), then writes."""

    def test_what_becomes_of_each_clause(self, scheme: SchemeBuilder, source: Source) -> None:
        scheme.edit("an appeal within 5 working days", "an appeal within two weeks")
        scheme.edit("name a person to ask", "name a helper")
        source.release("1.1.0", [
            NAMES_TWO, LEARNING,
            ("shall decide within", "shall decide and answer within"),
            ("## Fee { #no-charge }\n\nA complaint shall cost nothing.\n\n", ""),
            ("## Records { #records }\n\nThe secretariat should keep a record of every case for "
             "{{ cookiecutter.records_years }} years.\n", ""),
            ("## Filing", "## Records { #records }\n\nThe secretariat should keep a record of every case for "
             "{{ cookiecutter.records_years }} years.\n\n## Filing"),
        ], [LEARNS, ("  - {id: no-charge, force: requirement, tailoring: adjustable}\n", "")])
        dry = scheme.done("update", "--dry-run", "--json", code=1).json
        assert fates(dry) == {
            "acknowledgement": "decision", "no-charge": "retired", "outcome": "taken", "appeal": "yours kept",
            "learning": "new", "records": "moved",
        }
        assert (dry["written"], dry["decisions"]) == (False, 1)
        wrote = scheme.done("update", "--json", code=1).json
        assert {**wrote, "written": False} == dry, "a dry run does the whole real merge"
        text = scheme.text()
        assert "decide and answer within 60 days" in text
        assert "an appeal within two weeks" in text
        assert "should learn" in text
        assert "cost nothing" not in text
        assert text.index("#records") < text.index("#filing")
        assert "name a helper" in text
        verified(scheme)

    def test_on_the_screen(self, scheme: SchemeBuilder, source: Source) -> None:
        """One line per thing, aligned, subject first; a decision with file and line; then counts and the next step."""
        scheme.edit("name a person to ask", "name a helper")
        source.release("1.1.0", [NAMES_TWO, ("decide within", "decide at the latest within")])
        told = scheme.done("update", "grievance", code=1).out
        line = scheme.text()[: scheme.text().index("## Acknowledgement")].count("\n") + 1
        assert told == (
            "grievance 1.0.0 -> 1.1.0   minor\n"
            "  1.1.0  Change 1.1.0.\n"
            f"  acknowledgement  changed in the source and by you; new   decision  {POLICY}:{line}\n"
            "                   figure: two\n"
            "  outcome          changed in the source; new time limit:  taken\n"
            "                   at the latest\n"
            "1 module updated, 1 decision open. Next: schemekit decide grievance\n"
            "To put everything back: schemekit update --undo\n"
        )

    def test_a_dry_run_writes_nothing(self, scheme: SchemeBuilder, source: Source) -> None:
        source.release("1.1.0", [NAMES_TWO])
        before = scheme.files()
        told = scheme.done("update", "grievance", "--to", "1.1.0", "--dry-run").out
        assert scheme.files() == before
        assert told.endswith("nothing was written. Next: schemekit update grievance --to 1.1.0\n")
        told = scheme.done("update", "--dry-run", "--markers").out
        assert told.endswith("Next: the same command without --dry-run\n")

    def test_an_edit_that_stays_beside_the_sources_is_not_told_as_taken(
        self, scheme: SchemeBuilder, source: Source
    ) -> None:
        """Who reads "changed by you … taken" would think that the edit is gone."""
        scheme.edit("name a person to ask", "name a helper")
        source.release("1.1.0", [("shall acknowledge a complaint within", "shall confirm a complaint within")])
        rows = [" ".join(line.split()) for line in scheme.done("update").out.splitlines()]
        assert "acknowledgement changed in the source and by you both kept" in rows
        assert "shall confirm a complaint within" in scheme.text()
        assert "name a helper" in scheme.text()

    def test_twice_is_once(self, scheme: SchemeBuilder, source: Source) -> None:
        source.release("1.1.0", [NAMES_TWO])
        scheme.done("update")
        after = scheme.files()
        assert scheme.done("update", "grievance").out == "grievance 1.1.0 is the newest\nEverything is up to date.\n"
        assert scheme.files() == after

    def test_it_is_a_python_call(self, scheme: SchemeBuilder, source: Source) -> None:
        """Everything the command line can do is a documented Python call; saying no writes nothing."""
        source.release("1.1.0", [NAMES_TWO])
        shelf = LibraryShelf(offline=True, base=scheme.path)
        before = scheme.files()
        plan = plan_update(scheme.path, [Wish("grievance")], shelf, TODAY)
        assert plan.is_clean
        assert update(scheme.path, [], shelf, TODAY, agree=lambda shown: shown.modules != plan.modules) is None
        assert scheme.files() == before

    def test_all_modules_or_none(self, scheme: SchemeBuilder, source: Source) -> None:
        """One of two modules cannot be read: neither is written."""
        source.release("1.1.0", [NAMES_TWO])
        scheme.edit('version: "1.0.0"', 'version: "^1.0.0"', "scheme.yaml")
        scheme.write("policies/assurance/policy.md", b"\xff\xfe no text")
        before = scheme.files()
        told = scheme.done("update", code=1)
        assert "UTF-8" in told.err
        assert scheme.files() == before

    def test_nothing_is_saved_until_it_is(self, scheme: SchemeBuilder, source: Source) -> None:
        """`save` after an update records the provenance, so that plain git tells it; then undo is over."""
        source.release("1.1.0", [NAMES_TWO])
        head = GitFolder(scheme.path).head()
        scheme.done("update")
        assert GitFolder(scheme.path).head() == head
        scheme.done("save", "Two persons to ask")
        told = GitFolder(scheme.path).git("log", "-1", "--format=%B")
        entry = scheme.lock()
        assert "Updated: grievance 1.0.0 -> 1.1.0\n" in told
        assert f"Source-tree: {entry['provenance']['tree']}\nLicence: CC-BY-4.0" in told
        assert "no update to take back" in scheme.done("update", "--undo", code=2).err
        assert GitFolder(scheme.path).git("status", "--porcelain") == ""


class TestBase:
    """The base of every comparison is rendered from `.schemekit/source/`; it never depends on the git history."""

    def test_three_versions_behind(self, scheme: SchemeBuilder, source: Source) -> None:
        scheme.edit("an appeal within 5 working days", "an appeal within two weeks")
        for number, swap in enumerate([NAMES_TWO, ("cost nothing", "cost nothing at all"),
                                       ("The secretariat should keep", "The secretariat should carefully keep")], 1):
            source.release(f"1.{number}.0", [swap])
        plan = updated(scheme)
        assert [note["version"] for note in plan["modules"][0]["notes"]] == ["1.1.0", "1.2.0", "1.3.0"]
        text = scheme.text()
        assert all(words in text for words in (NAMES_TWO[1], "nothing at all", "carefully keep", "two weeks"))
        verified(scheme)

    def test_by_steps_as_in_one_jump(self, scheme: SchemeBuilder, source: Source, tmp_path: Path) -> None:
        import shutil

        scheme.edit("an appeal within 5 working days", "an appeal within two weeks")
        shutil.copytree(scheme.path, tmp_path / "other")
        other = SchemeBuilder(tmp_path / "other")
        for number, swap in enumerate([NAMES_TWO, ("cost nothing", "cost nothing at all")], 1):
            source.release(f"1.{number}.0", [swap])
            updated(scheme)
        updated(other)
        assert scheme.text() == other.text()

    def test_the_old_release_is_gone(self, scheme: SchemeBuilder, source: Source) -> None:
        """A source whose old release is gone: it works from `.schemekit/source/`."""
        source.release("1.1.0", [NAMES_TWO])
        library = source.library
        library.rewrite([item for item in library.releases if item.name != "grievance 1.0.0"])
        assert updated(scheme)["modules"][0]["after"] == "1.1.0"
        assert NAMES_TWO[1] in scheme.text()

    def test_without_any_history(self, scheme: SchemeBuilder, source: Source) -> None:
        import shutil

        shutil.rmtree(scheme.path / ".git")
        source.release("1.1.0", [NAMES_TWO])
        scheme.done("update")
        scheme.done("update", "--undo")
        assert ACKNOWLEDGE in scheme.text()

    def test_a_pulled_source_that_was_edited(self, scheme: SchemeBuilder, source: Source) -> None:
        source.release("1.1.0", [NAMES_TWO])
        path = f".schemekit/source/grievance/{TEXT}"
        scheme.edit("cost nothing", "cost a lot", path)
        before = scheme.files()
        assert "the pulled file was changed" in scheme.done("update", code=1).err
        assert scheme.files() == before

    def test_values_that_wait_in_the_manifest(self, scheme: SchemeBuilder, source: Source) -> None:
        scheme.done("set", "grievance.acknowledge_days=7")
        source.release("1.1.0", [NAMES_TWO])
        scheme.edit("acknowledge_days: 7", "acknowledge_days: 6", "scheme.yaml")
        assert "run 'schemekit sync' first" in scheme.done("update", code=1).err
        scheme.done("sync")
        scheme.done("update")
        assert "within 6 working days" in scheme.text()

    def test_repeated_boilerplate(self, scheme: SchemeBuilder, source: Source) -> None:
        """The same sentence in many clauses: an edit of one stays in its clause, the source's in its own."""
        same = "The secretariat shall keep the people informed.\n"
        repeated = [(f"## {name}", f"{same}\n## {name}") for name in ("Fee", "Outcome", "Appeal", "Records")]
        source.release("1.1.0", repeated)
        updated(scheme)
        first = scheme.text().index(same)
        text = scheme.text()
        scheme.write(POLICY, text[:first] + "We keep you informed.\n" + text[first + len(same):])
        at = source.files[TEXT].rindex(same)
        source.files[TEXT] = source.files[TEXT][:at] + "The board shall keep the people informed.\n" + \
            source.files[TEXT][at + len(same):]
        source.release("1.2.0", files={TEXT: source.files[TEXT]})
        assert updated(scheme)["decisions"] == 0
        assert scheme.text().count(same) == 2
        assert scheme.text().index("We keep you") < scheme.text().index("The board shall keep")


class TestClauses:
    """A clause the scheme dropped that the source now changes: offered again, reason kept."""

    def test_a_dropped_clause(self, scheme: SchemeBuilder, source: Source) -> None:
        scheme.edit("## Fee { #no-charge }\n\nA complaint shall cost nothing.\n\n", "")
        scheme.done("reason", "grievance", "no-charge", "our statutes set the fee")
        source.release("1.1.0", [("cost nothing", "cost nothing at all")])
        plan = updated(scheme)
        assert fates(plan) == {"no-charge": "decision"}
        assert "cost nothing" not in scheme.text()
        [decision] = scheme.record()["decisions"]
        assert "nothing at all" in decision["source"]
        assert decision["ours"] == ""
        assert scheme.record()["deviations"][0]["reason"] == "our statutes set the fee"
        scheme.done("check", code=1)

    def test_a_dropped_clause_that_stays_the_same(self, scheme: SchemeBuilder, source: Source) -> None:
        scheme.edit("## Fee { #no-charge }\n\nA complaint shall cost nothing.\n\n", "")
        source.release("1.1.0", [NAMES_TWO])
        assert updated(scheme)["decisions"] == 0
        assert "cost nothing" not in scheme.text()

    def test_a_reason_goes_on_with_the_clause(self, scheme: SchemeBuilder, source: Source) -> None:
        """A reason was given for the scheme's own words; what the source changed beside them asks for no new one."""
        scheme.edit(f"\n{ACKNOWLEDGE}", f"\n{ACKNOWLEDGE}\nIt shall be in writing.\nIt shall be friendly and short.")
        scheme.done("reason", "grievance", "acknowledgement", "we write")
        source.release("1.1.0", [("The secretariat shall acknowledge", "The secretariat shall kindly acknowledge")])
        assert updated(scheme)["decisions"] == 0
        assert "kindly acknowledge" in scheme.text()
        scheme.done("check")

    def test_a_change_that_the_source_took_over(self, scheme: SchemeBuilder, source: Source) -> None:
        """Its reason is told once more and taken out of the record: the clause is as the source has it."""
        scheme.edit(*NAMES_TWO)
        scheme.done("reason", "grievance", "acknowledgement", "two are better")
        source.release("1.1.0", [NAMES_TWO])
        told = scheme.done("update").out
        assert "the source has your words now; your reason is settled: two are better" in told
        assert scheme.record()["deviations"] == []
        scheme.done("check")

    def test_a_decision_that_is_open_still(self, scheme: SchemeBuilder, source: Source) -> None:
        """Open decisions from an earlier update are not lost; a newer wording of the same clause takes their place."""
        scheme.edit("name a person to ask", "name a helper")
        scheme.edit("A complaint shall cost nothing", "A complaint shall be free")
        source.release("1.1.0", [NAMES_TWO, ("cost nothing", "cost five euros")])
        updated(scheme)
        source.release("1.2.0", [("two persons", "three persons")])
        assert updated(scheme)["modules"][0]["waiting"] == 2
        told = {item["clause"]: item for item in scheme.record()["decisions"]}
        assert set(told) == {"acknowledgement", "no-charge"}
        assert "three persons" in told["acknowledgement"]["source"]
        assert "name a person" in told["acknowledgement"]["base"]
        assert "five euros" in told["no-charge"]["source"]

    def test_a_decision_that_settled_itself(self, scheme: SchemeBuilder, source: Source) -> None:
        scheme.edit("name a person to ask", "name a helper")
        source.release("1.1.0", [NAMES_TWO])
        updated(scheme)
        source.release("1.2.0", [("name two persons to ask", "name a helper")])
        assert updated(scheme)["modules"][0]["waiting"] == 0
        assert scheme.record()["decisions"][-1]["taken"] == "ours"
        scheme.done("check")


class TestReleases:
    """A yanked or erratum release; ranges; a version that is named; going back."""

    def test_a_yanked_release_is_passed_over(self, scheme: SchemeBuilder, source: Source) -> None:
        source.release("1.1.0", [NAMES_TWO])
        source.release("1.2.0", [("cost nothing", "cost a lot")])
        source.library.mark("grievance", "1.2.0", Standing.YANKED, "the fee was a mistake")
        assert updated(scheme)["modules"][0]["after"] == "1.1.0"
        told = scheme.done("update", "grievance", "--to", "1.2.0").out
        assert "1.2.0 is marked yanked: the fee was a mistake" in told

    def test_the_release_one_has_is_yanked(self, scheme: SchemeBuilder, source: Source) -> None:
        """`outdated` says so with the reason, and `--to` goes back to a version that is good."""
        source.release("1.1.0", [("cost nothing", "cost a lot")])
        updated(scheme)
        source.library.mark("grievance", "1.1.0", Standing.YANKED, "the fee was a mistake")
        [told] = [item for item in scheme.json("outdated")["modules"] if item["module"] == "grievance"]
        assert (told["standing"], told["up_to_date"]) == ("yanked: the fee was a mistake", False)
        assert "marked 1.1.0 as yanked" in scheme.done("update", "grievance").out
        plan = updated(scheme, "--to", "1.0.0")
        assert plan["modules"][0]["step"] == "back"
        assert "cost nothing" in scheme.text()
        verified(scheme)

    def test_an_erratum(self, scheme: SchemeBuilder, source: Source) -> None:
        source.library.mark("grievance", "1.0.0", Standing.ERRATUM, "see 1.0.1")
        source.release("1.0.1", [NAMES_TWO])
        assert "erratum: see 1.0.1" in scheme.done("outdated").out
        assert updated(scheme)["modules"][0]["step"] == "patch"

    def test_beyond_the_range(self, scheme: SchemeBuilder, source: Source) -> None:
        """To the newest within the range by default, saying what lies beyond; `--to` edits the range and says so."""
        source.release("1.1.0", [NAMES_TWO])
        source.release("2.0.0", [("cost nothing", "cost five euros")])
        assert updated(scheme, "--dry-run")["modules"][0]["beyond"] == "2.0.0"
        told = scheme.done("update", "grievance", "--to", "2.0.0").out
        assert "the range in scheme.yaml becomes ^2.0.0" in told
        assert scheme.manifest()["modules"]["grievance"]["version"] == "^2.0.0"
        assert "# The modules, with the versions you accept" in scheme.text("scheme.yaml")
        verified(scheme)

    @pytest.mark.parametrize(("had", "becomes", "said"), [
        pytest.param("^1.0.0", "^1.0.0", "", id="a-caret-that-takes-it-in"),
        pytest.param(None, "^1.1.0", "the range in scheme.yaml becomes ^1.1.0\n", id="nothing"),
        pytest.param("1.0.0", "1.1.0", "becomes 1.1.0 and no other, as you had pinned it; write ^1.1.0 there",
                     id="pinned"),
        pytest.param("0.9.0", "1.1.0", "becomes 1.1.0 and no other", id="pinned-to-another"),
    ])
    def test_the_range_afterwards(
        self, scheme: SchemeBuilder, source: Source, had: str | None, becomes: str, said: str
    ) -> None:
        """'Where a person had pinned exactly, keep exact and say so'; else a caret."""
        source.release("1.1.0", [NAMES_TWO])
        present = scheme.manifest()["modules"]["grievance"]["version"]
        text = scheme.text("scheme.yaml")
        before, after = text[: text.index("  grievance:")], text[text.index("  grievance:") :]
        line = next(line for line in after.splitlines() if "version:" in line and present in line)
        after = after.replace(f"{line}\n", f'    version: "{had}"\n' if had else "", 1)
        scheme.write("scheme.yaml", before + after)
        assert said in scheme.done("update", "grievance", "--to", "1.1.0").out
        assert scheme.manifest()["modules"]["grievance"].get("version") == becomes

    def test_only_beyond_the_range(self, scheme: SchemeBuilder, source: Source) -> None:
        source.release("2.0.0", [NAMES_TWO])
        told = scheme.done("update").out
        assert "2.0.0 is out, outside the range ^1.0.0 in scheme.yaml. schemekit update grievance --to 2.0.0" in told
        assert scheme.lock()["version"] == "1.0.0"

    @pytest.mark.parametrize(("typed", "words"), [
        pytest.param(["grievence"], "did you mean 'grievance'?", id="a-wrong-module"),
        pytest.param(["grievance@1.7.0"], "the library schemekit has 1.0.0", id="a-version-that-is-not-there"),
        pytest.param(["efc/grievance"], "names a library", id="another-library"),
        pytest.param(["grievance", "grievance"], "named twice", id="named-twice"),
        pytest.param(["--to", "1.1.0"], "--to goes with modules", id="to-without-a-module"),
        pytest.param(["grievance", "--to", "new"], "is not a version", id="no-version"),
        pytest.param(["grievance", "--undo"], "stand alone", id="undo-of-a-module"),
        pytest.param(["--decline", "grievance", "--reason", "why"], "no version was named", id="no-version-named"),
        pytest.param(["--decline", "grievance@1.1.0"], "the reason is missing", id="decline-without-a-reason"),
        pytest.param(["--decline", "grievance@1.0.0", "--reason", "not now"], "not newer", id="decline-what-one-has"),
    ])
    def test_what_cannot_be_done(self, scheme: SchemeBuilder, source: Source, typed: list[str], words: str) -> None:
        assert words in scheme.done("update", *typed, code=2).err
        assert source

    def test_declined(self, scheme: SchemeBuilder, source: Source) -> None:
        """`update --decline MODULE@VERSION --reason` records a refusal that is offered again at the next version."""
        source.release("1.1.0", [NAMES_TWO])
        scheme.done("update", "--decline", "grievance@1.1.0", "--reason", "one person is enough")
        [refusal] = scheme.record()["declined"]
        assert (refusal["version"], refusal["reason"]) == ("1.1.0", "one person is enough")
        assert "you declined 1.1.0" in scheme.done("outdated").out
        assert "one person is enough" in scheme.done("update").out
        assert "you declined it: one person is enough" in scheme.done("status").out
        assert scheme.lock()["version"] == "1.0.0"
        assert scheme.done("outdated", "--exit-code", "grievance").code == 0
        source.release("1.2.0", [("cost nothing", "cost nothing at all")])
        scheme.done("outdated", "--exit-code", code=1)
        assert updated(scheme)["modules"][0]["after"] == "1.2.0"
        scheme.done("check")

    def test_another_licence(self, scheme: SchemeBuilder, source: Source) -> None:
        """The verdict is asked again before anything is written, and the plan tells a new licence."""
        source.release("1.1.0", [NAMES_TWO], [("licence: CC-BY-4.0", "licence: CC0-1.0")])
        assert "licence: CC-BY-4.0 became CC0-1.0" in scheme.done("update").out
        verified(scheme)
        scheme.edit("cost nothing", "cost five euros")
        source.release("1.2.0", [("two persons", "three persons")], [("licence: CC0-1.0", "licence: CC-BY-ND-4.0")])
        before = scheme.files()
        told = scheme.done("update", code=1)
        assert "under CC-BY-ND-4.0, which forbids what you do with the text" in told.err
        assert "stay with 1.1.0" in told.err
        assert scheme.files() == before
        source.release("1.3.0", (), [("licence: CC-BY-ND-4.0", "licence: LicenseRef-all-rights-reserved")])
        assert "may not be taken over" in scheme.done("update", code=1).err

    def test_a_library_that_is_not_at_hand(self, scheme: SchemeBuilder, source: Source) -> None:
        """`outdated` tells of it and goes on with the others; `update` changes nothing."""
        assert source
        scheme.write("scheme.lock", scheme.text("scheme.lock").replace("library: schemekit", "library: away", 1))
        told = scheme.done("outdated", code=2)
        assert "not known: assurance" in told.err
        assert "grievance" in told.out


PARAMETERS = [
    pytest.param((), [("maximum: 10, stricter: lower", "maximum: 6, stricter: lower")], ("range changed", False),
                 "your 8 working days, now outside the range, without a reason", 1, id="a-range-that-narrowed"),
    pytest.param(("--set", "grievance.acknowledge_days=8", "--reason", "two people"),
                 [("maximum: 10, stricter: lower", "maximum: 6, stricter: lower")], ("range changed", True),
                 "your 8 working days, now outside the range", 0, id="a-range-that-narrowed-and-a-reason"),
    pytest.param((), [("name: acknowledge_days, scope", "name: receipt_days, scope"),
                      ("[acknowledge_days,", "[receipt_days,")], ("renamed", True),
                 "your 8 working days, fits", 0, id="another-name"),
    pytest.param((), [("default: 5, minimum: 1", "default: 4, minimum: 1")], ("default changed", True),
                 "your 8 working days, fits", 0, id="another-default"),
    pytest.param((), [("type: integer, unit: working days, title: Time to ack",
                       "type: number, unit: working days, title: Time to ack")], ("kind changed", True),
                 "your 8 working days, fits", 0, id="another-kind"),
]


class TestParameters:
    """Parameters new, removed, range narrowed, with your value's standing."""

    @pytest.mark.parametrize(("words", "module", "fate", "standing", "code"), PARAMETERS)
    def test_one_with_a_value(
        self, scheme: SchemeBuilder, source: Source, words: tuple[str, ...], module: Swaps, fate: tuple[str, bool],
        standing: str, code: int,
    ) -> None:
        scheme.done("set", "grievance.acknowledge_days=8")
        if "receipt_days" in str(module):
            source.files[TEXT] = source.files[TEXT].replace("acknowledge_days", "receipt_days")
        source.release("1.1.0", [NAMES_TWO], module, {TEXT: source.files[TEXT].replace(*NAMES_TWO)})
        told = scheme.run("update", "grievance", *words, "--json")
        [change] = told.json["modules"][0]["parameters"]
        assert (change["fate"], change["fits"]) == fate
        assert (change["standing"], told.code) == (standing, code)
        assert "within 8 working days" in scheme.text()
        findings = {item["code"] for item in scheme.json("check")["findings"] if item["severity"] == "error"}
        assert findings == ({"value-out-of-range"} if code else set())

    def test_a_default_that_changed_changes_the_text(self, scheme: SchemeBuilder, source: Source) -> None:
        source.release("1.1.0", (), [("default: 60", "default: 50")])
        [change] = updated(scheme)["modules"][0]["parameters"]
        assert change["standing"] == "you have the default, 50 days instead of 60: the text follows"
        assert "decide within 50 days" in scheme.text()
        verified(scheme)

    def test_a_new_one_and_one_that_is_gone(self, scheme: SchemeBuilder, source: Source) -> None:
        """A new one comes with its default, or with --set; a removed one leaves scheme.yaml, and its comments stay."""
        scheme.done("set", "grievance.reply_form=e-mail", "--reason", "nobody has stamps")
        lines = source.files["module.yaml"].splitlines(keepends=True)
        gone = next(line for line in lines if "name: reply_form" in line)
        new = ("  - {name: helpers, scope: module, type: integer, title: Helpers, prompt: How many?, help: x, "
               "default: 2, minimum: 1, maximum: 5, stricter: higher, reference: design choice, "
               "tailoring: adjustable}\n")
        outcome = source.files[TEXT][source.files[TEXT].index("{% if cookiecutter.reply"):].split("## Appeal")[0]
        source.release("1.1.0", [(outcome, "It has {{ cookiecutter.helpers }} helpers.\n\n")], [(gone, new)])
        told = scheme.done("update", "grievance", "--set", "grievance.helpers=3").out
        assert "your value e-mail (nobody has stamps) is used no longer" in told
        assert "It has 3 helpers." in scheme.text()
        assert scheme.manifest()["modules"]["grievance"]["parameters"] == {"helpers": 3}
        verified(scheme)

    def test_a_rule_that_is_broken(self, scheme: SchemeBuilder, source: Source) -> None:
        """The plan says it, `check` is red, and nothing is refused: the values can only be set against the new text."""
        source.release("1.1.0", [NAMES_TWO], [("rules:\n", "rules:\n  - {ordered: [outcome_days, acknowledge_days], "
                                               "reason: a trial}\n")])
        told = scheme.done("update", code=1)
        assert "outcome_days is 60 and acknowledge_days is 5; wanted: outcome_days no larger than" in told.out
        scheme.done("check", code=1)


class TestMarks:
    """`--markers` writes git's conflict marks for those who want them; the decision stays in the record as well."""

    def test_marks(self, scheme: SchemeBuilder, source: Source) -> None:
        scheme.edit("name a person to ask", "name a helper")
        source.release("1.1.0", [NAMES_TWO])
        scheme.done("update", "--markers", code=1)
        text = scheme.text()
        yours, theirs = text.split("=======\n")
        assert "name a helper" in yours.split("<<<<<<< yours\n")[1].split("||||||| source before\n")[0]
        assert "two persons" in theirs.split(">>>>>>> source 1.1.0\n")[0]
        assert "cost nothing" in theirs.split(">>>>>>> source 1.1.0\n")[1]
        assert len(scheme.record()["decisions"]) == 1
        codes = {item["code"] for item in scheme.json("check")["findings"]}
        assert {"open", "open-marks"} <= codes
        assert "notice-not-in-step" not in codes

    @pytest.mark.parametrize(("take", "there", "gone"), [
        ("source", "two persons", "helper"), ("ours", "a helper", "two persons"), ("both", "a helper", "<<<")])
    def test_decided_afterwards(
        self, scheme: SchemeBuilder, source: Source, take: str, there: str, gone: str
    ) -> None:
        """The whole marked block is replaced by what is taken; the block of another decision stays."""
        scheme.edit("name a person to ask", "name a helper")
        scheme.edit("decide within 60 days", "decide within 70 days")
        unmarked = scheme.text()
        source.release("1.1.0", [NAMES_TWO, ("shall decide within", "shall always decide in the course of")])
        scheme.done("update", "--markers", code=1)
        assert scheme.text().count("<<<<<<<") == 2, scheme.text()
        scheme.done("decide", "grievance", "--clause", "acknowledgement", "--take", take, "--reason", "region", code=1)
        text = scheme.text()
        head, outcome = text.split("## Outcome { #outcome }")
        assert (there in head, gone in head, "<<<" in head, outcome.count("<<<<<<<")) == (True, False, False, 1), text
        scheme.done("decide", "grievance", "--take", "ours", "--reason", "our region")
        assert not {"<<<", ">>>", "===", "|||"} & {line[:3] for line in scheme.text().splitlines()}
        if take == "ours":
            assert scheme.text() == unmarked
        assert scheme.run("check").code == 0, scheme.run("check").out

    def test_worked_on_between_the_marks(self, scheme: SchemeBuilder, source: Source) -> None:
        """What is not certain is refused in words, and nothing is closed."""
        scheme.edit("name a person to ask", "name a helper")
        source.release("1.1.0", [NAMES_TWO])
        scheme.done("update", "--markers", code=1)
        scheme.edit("name a helper", "name two helpers")
        before = scheme.files()
        for take in ("source", "ours", "both", "edited"):
            told = scheme.done("decide", "grievance", "--take", take, "--reason", "region", code=1).err
            assert "git's marks stand there, and not as the update wrote them" in told, take
            assert scheme.files() == before
        text = scheme.text()
        scheme.write(POLICY, text[:text.index("<<<<")] + "It shall name both.\n\n" + text[text.index("## Fee"):])
        scheme.done("decide", "grievance", "--take", "edited", "--reason", "our region")


def by_the_recipe(folder: Path) -> str:
    """The digest as docs/updating.md tells a reviewer to make it."""
    def plain(text: str) -> str:
        words = unicodedata.normalize("NFC", text)
        for instead, variants in (("'", "‘’‚"), ('"', "“”„«»"), ("-", "–—"), ("...", "…"), (" ", "\u00a0\u202f")):
            for variant in variants:
                words = words.replace(variant, instead)
        return " ".join(words.split())

    def lines(node: SyntaxTreeNode, above: str = "") -> Iterator[str]:
        names = {"list_item": "item", "blockquote": "quote", "hr": "rule", "fence": "code", "code_block": "code",
                 "html_block": "comment" if node.content.startswith("<!--") else "html", "paragraph": "paragraph"} \
            if node.type not in ("root", "inline") else {}
        name = names.get(node.type, f"heading {node.tag[1:]}" if node.type == "heading" else "")
        if node.type == "tr":
            name = "head row" if node.parent and node.parent.type == "thead" else "row"
            yield f"{above}{name}: {' | '.join(plain(cell.children[0].content) for cell in node.children)}".rstrip()
        elif name in ("item", "quote"):
            yield f"{above}{name}:"
            for child in node.children:
                yield from lines(child, f"{above}{name} > ")
        elif name:
            words = node.children[0].content if node.children else node.content
            yield f"{above}{name}: {plain(words)}".rstrip()
        else:
            for child in node.children:
                yield from lines(child, above)

    reader = MarkdownIt("commonmark").enable("table").disable("reference")
    whole = b""
    files = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.suffix in (".md", ".txt")}
    for path in sorted(files):
        text = files[path].read_text("utf-8-sig")
        each = "".join(f"\n{line}" for line in lines(SyntaxTreeNode(reader.parse(text))))
        whole += f"{path}\0{plain(text)}{each}\0".encode()
    return hashlib.sha256(whole).hexdigest()


class TestApproval:
    """Approved text that changed loses its approval visibly; the plan says when approved text is touched."""

    def test_it(self, scheme: SchemeBuilder, source: Source) -> None:
        from schemekit.adopt.approval import approved_digest
        from schemekit.files.scheme_folder import SchemeFolder

        scheme.write(f"{OURS}/a note.txt", "\ufeffWe “answer” –  in\u00a0time…\r\nAlways.\n")
        digest = approved_digest(SchemeFolder(scheme.path), "grievance")
        assert digest == by_the_recipe(scheme.path / OURS)
        scheme.write(f"{OURS}/a note.txt", None)
        digest = approved_digest(SchemeFolder(scheme.path), "grievance")
        approval = {"body": "Board", "date": "2026-10-05", "text_sha256": digest}
        scheme.write(f"{OURS}/adoption.yaml", scheme.text(f"{OURS}/adoption.yaml")
                     + f"approvals: [{json.dumps(approval)}]\n")
        assert "grievance: approved by Board on 2026-10-05; not found in the history\n" in scheme.done("status").out
        scheme.write(POLICY, scheme.text().replace("\nA complaint", "\n\nA complaint"))
        assert scheme.json("status")["modules"][1]["approval"]["holds"], "a line more is not another text"
        scheme.write(f"{OURS}/forms/register.csv", scheme.text(f"{OURS}/forms/register.csv") + "1,2,3\n")
        assert scheme.json("status")["modules"][1]["approval"]["holds"], "entries are made every day"
        source.release("1.1.0", [NAMES_TWO])
        told = scheme.done("update").out
        assert "touches text that is approved by Board on 2026-10-05: it needs a new approval" in told
        assert "; changed since" in " ".join(scheme.done("status").out.split())
        [found] = [item for item in scheme.json("check")["findings"] if item["code"] == "approval-lapsed"]
        assert found["severity"] == "warning"


class TestWhatWaits:
    """Whoever reads that all is done is told what still waits."""

    def test_another_module(self, scheme: SchemeBuilder, source: Source) -> None:
        scheme.edit("name a person to ask", "name a helper")
        source.release("1.1.0", [NAMES_TWO])
        scheme.done("update", "grievance", code=1)
        told = scheme.done("update", "assurance", code=1).out
        assert "In grievance 1 decision is open from before: schemekit decide grievance" in told
        assert scheme.json("update")["others"] == [{"module": "grievance", "waiting": 1}]

    def test_saving(self, scheme: SchemeBuilder, source: Source) -> None:
        scheme.edit("name a person to ask", "name a helper")
        source.release("1.1.0", [NAMES_TWO])
        scheme.done("update", code=1)
        told = scheme.done("save", "The update").err
        assert "1 decision is still open; after this the update cannot be undone." in told
        assert scheme.json("save", "Nothing") | {"files": []} == {
            "format": 1, "command": "save", "files": [], "left_out": [], "open_decisions": 1, "ends_undo": False}

    def test_the_example_row_was_replaced(self, scheme: SchemeBuilder, source: Source) -> None:
        """Neither the history nor the record holds a case that stands where the register's example stood."""
        register, heading = "policies/grievance/forms/register.csv", "case,received,answered"
        source.release("1.1.0", files={REGISTER: f"{heading}\nexample,May,June\n"})
        scheme.done("update")
        scheme.edit("example,May,June", "Maria Lopez,toxic,", register)
        assert scheme.json("save", "The update")["left_out"] == [register]
        source.release("1.2.0", files={REGISTER: f"{heading},day\nexample,May,June,2\n"})
        assert updated(scheme)["decisions"] == 0
        assert "Lopez" in scheme.text(register)
        assert "Lopez" not in scheme.text("policies/grievance/adoption.yaml")

    def test_a_retired_clause(self, scheme: SchemeBuilder, source: Source) -> None:
        """It is to do once, as the decision; its screen says where the words went."""
        scheme.edit("A complaint shall cost nothing.", "A complaint shall cost 5 euros.")
        scheme.done("reason", "grievance", "no-charge", "statutes")
        source.release("2.0.0", [("## Fee { #no-charge }\n\nA complaint shall cost nothing.\n\n", "")],
                       [("  - {id: no-charge, force: requirement, tailoring: adjustable}\n", ""),
                        ("clauses:\n", "retired:\n  - {id: no-charge, since: 2.0.0, replaced_by: filing}\nclauses:\n")])
        scheme.done("update", "grievance", "--to", "2.0.0", code=1)
        todo = [item for item in scheme.json("status")["modules"][1]["todo"] if item["subject"] == "#no-charge"]
        assert [item["words"].partition(":")[0] for item in todo] == ["decision open"]
        assert "Went to #filing in the source" in " ".join(scheme.done("decide", code=1).out.split())

    def test_a_clause_that_was_replaced_twice(self, scheme: SchemeBuilder, source: Source) -> None:
        """Its words and the reason for them go on to the last of the chain, which is the one that is still there."""
        scheme.edit("The secretariat should keep a record of every case for", "We keep a record of every case for")
        scheme.done("reason", "grievance", "records", "we are few")
        source.release("1.1.0", [("## Records { #records }", "## Records { #archive }")],
                       [("{id: records, ", "{id: archive, "),
                        ("clauses:\n", "retired:\n  - {id: records, since: 1.1.0, replaced_by: files}\n"
                         "  - {id: files, since: 1.1.0, replaced_by: archive}\nclauses:\n")])
        updated(scheme)
        assert [item["clause"] for item in scheme.record()["deviations"]] == ["archive"]
        assert "We keep a record of every case" in scheme.text()
        verified(scheme)

    def test_a_clause_left_out_that_moved(self, scheme: SchemeBuilder, source: Source) -> None:
        fee = "## Fee { #no-charge }\n\nA complaint shall cost nothing.\n\n"
        scheme.edit(fee, "")
        scheme.done("reason", "grievance", "no-charge", "statutes")
        source.release("1.1.0", [(fee, ""), ("## Records { #records }", f"{fee}## Records {{ #records }}")])
        rows = [" ".join(line.split()) for line in scheme.done("update").out.splitlines()]
        assert "no-charge left out, as you had it yours kept" in rows, rows


class TestUndo:
    """`update --undo` puts the scheme back to before, also after decisions, until committed."""

    def test_after_decisions(self, scheme: SchemeBuilder, source: Source) -> None:
        scheme.edit("name a person to ask", "name a helper")
        source.release("1.1.0", [NAMES_TWO, LEARNING], [LEARNS], {FORM: None, REGISTER: "case,received\n"})
        before = scheme.files()
        scheme.done("update", code=1)
        scheme.done("decide", "grievance", "--take", "ours", "--reason", "one is enough")
        told = scheme.done("update", "--undo").out
        after = {path: data for path, data in scheme.files().items() if "/undone/" not in path}
        assert after == before
        assert "grievance 1.1.0 -> 1.0.0 taken back" in told
        assert "no update to take back" in scheme.done("update", "--undo", code=2).err

    def test_an_edit_since_is_kept(self, scheme: SchemeBuilder, source: Source) -> None:
        """An edit made after the update is not lost silently: what the file held is copied, and told."""
        source.release("1.1.0", [NAMES_TWO])
        scheme.done("update")
        scheme.edit("cost nothing", "cost five euros")
        edited = scheme.text()
        [kept] = scheme.json("update", "--undo")["kept"]
        assert kept["file"] == POLICY
        assert scheme.text(kept["copy"]) == edited
        assert "cost nothing" in scheme.text()
        assert "undone" not in scheme.done("save", "Nothing", code=0).out

    def test_two_updates_on_top_of_each_other(self, scheme: SchemeBuilder, source: Source) -> None:
        """Taken back together; an edit between the two is copied as well."""
        before = scheme.files()
        source.release("1.1.0", [NAMES_TWO])
        scheme.done("update")
        scheme.edit("cost nothing", "cost five euros")
        source.release("1.2.0", [("two persons", "three persons")])
        scheme.done("update", code=0)
        told = scheme.json("update", "--undo")
        assert [(item["from"], item["to"]) for item in told["modules"]] == [("1.1.0", "1.0.0"), ("1.2.0", "1.1.0")]
        assert "five euros" in scheme.text(told["kept"][0]["copy"])
        assert {path: data for path, data in scheme.files().items() if "/undone/" not in path} == before

    def test_saved_with_plain_git(self, scheme: SchemeBuilder, source: Source) -> None:
        source.release("1.1.0", [NAMES_TWO])
        scheme.done("update")
        GitFolder(scheme.path).git("commit", "--quiet", "--all", "--message=By hand")
        assert "saved in the history already" in scheme.done("update", "--undo", code=2).err
        scheme.edit("cost nothing", "cost five euros")
        scheme.done("save", "A fee")
        assert "Updated:" not in GitFolder(scheme.path).git("log", "-1", "--format=%B")

    def test_another_module_changed_since(self, scheme: SchemeBuilder, source: Source) -> None:
        """Only what the update wrote is taken back: what was done since to other modules stays."""
        before = scheme.text()
        source.release("2.0.0", [NAMES_TWO])
        scheme.done("update", "grievance", "--to", "2.0.0")
        scheme.done("set", "assurance.answer_days=7")
        scheme.done("set", "grievance.acknowledge_days=8")
        scheme.done("update", "--undo")
        assert scheme.text() == before
        assert scheme.manifest()["modules"]["assurance"]["parameters"] == {"answer_days": 7}
        assert "^2.0.0" not in scheme.text("scheme.yaml")
        assert "acknowledge_days" not in scheme.text("scheme.yaml")
        assert scheme.lock("assurance")["parameters"]["answer_days"] == 7
        assert scheme.lock()["version"] == "1.0.0"
        scheme.done("check")
        verified(scheme)

    def test_a_shared_value_changed_since(self, scheme: SchemeBuilder, source: Source) -> None:
        source.release("1.1.0", [NAMES_TWO])
        scheme.done("update")
        scheme.done("set", "scheme_name=Northern Minerals Council")
        assert "values that modules share" in scheme.done("update", "--undo", code=2).err
        assert NAMES_TWO[1] in scheme.text()

    def test_another_module_added_since(self, scheme: SchemeBuilder, source: Source) -> None:
        """It has the name that was changed with it; none is to be set back by hand, and what is told to do works."""
        shutil.rmtree(scheme.path / ".git")
        before = scheme.text()
        source.release("2.0.0", [NAMES_TWO])
        scheme.done("update", "grievance", "--to", "2.0.0")
        scheme.done("add", "zero-text")
        scheme.done("set", "scheme_name=Northern Minerals Council")
        told = " ".join(scheme.done("update", "--undo", code=2).err.split())
        assert "zero-text was added after the update" in told
        assert "take it out with 'schemekit remove zero-text', and go back with 'schemekit update grievance --to " \
               "1.0.0'" in told
        assert "schemekit set" not in told
        GitFolder(scheme.path).git("init", "--quiet")
        scheme.done("save", "The update")
        scheme.done("remove", "zero-text")
        scheme.done("sync")
        scheme.done("update", "grievance", "--to", "1.0.0")
        assert scheme.text().replace("Northern Minerals Council", "Northern Minerals") == before
        assert "zero-text" not in scheme.text("scheme.yaml")

    def test_one_that_came_with_a_folder(self, scheme: SchemeBuilder, source: Source) -> None:
        """What a stranger put there is not carried out."""
        assert source
        scheme.write(".schemekit/undo.json", "0" * 64 + '\n{"position": "", "updates": [], "files": '
                     '{"policies/grievance/policy.md": ["Nothing binds.", null, false]}}')
        assert "was not written by schemekit on this computer" in scheme.done("update", "--undo", code=2).err


def test_the_reports_have_schemas(scheme: SchemeBuilder, source: Source) -> None:
    """`--json` on every reading command, with a schema: with something of everything in it."""
    from tests.cli.test_reports import broken

    scheme.done("set", "grievance.acknowledge_days=8")
    scheme.edit("name a person to ask", "name a helper")
    scheme.edit("A complaint shall cost nothing.", "It is free.", POLICY)
    scheme.done("reason", "grievance", "no-charge", "short")
    source.release("1.1.0", [NAMES_TWO, LEARNING, ("A complaint shall cost nothing.", "It is free.")],
                   [LEARNS, ("maximum: 10, stricter: lower", "maximum: 6, stricter: lower")],
                   {FORM: "# Complaint form\n\nWrite.\n"})
    source.library.mark("grievance", "1.0.0", Standing.ERRATUM, "see 1.1.0")
    source.release("2.0.0", [("two persons", "three persons")])
    for name, command in (("outdated", ["outdated"]), ("update", ["update", "--dry-run"]), ("update", ["update"]),
                          ("update-undo", ["update", "--undo"]),
                          ("update-decline", ["update", "--decline", "grievance@1.1.0", "--reason", "not now"]),
                          ("outdated", ["outdated", "--offline"]), ("status", ["status"])):
        told = scheme.run(*command, "--json")
        assert broken(told.json, name) == [], (command, told.out)
    assert tell("-C", str(scheme.path), "update", "--undo", "--json").json["error"]["code"] == "usage"
