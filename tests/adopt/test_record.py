"""The adoption record: what was done to each clause, why, and how far the text is from its source."""

from __future__ import annotations

from typing import Any

import pytest

from schemekit.model.said import says_why
from tests.scheme_builders import SchemeBuilder

FEE = ("A complaint shall cost nothing.", "A complaint shall cost 5 euros.")


def grievance(scheme: SchemeBuilder) -> Any:
    return next(item for item in scheme.json("status")["modules"] if item["module"] == "grievance")


class TestVerbs:
    """Clauses are adopted, adapted, dropped or added: computed, never typed in."""

    @pytest.mark.parametrize(("old", "new", "counts"), [
        pytest.param("", "", (7, 0, 0, 0), id="nothing-done"),
        pytest.param(*FEE, (6, 1, 0, 0), id="adapted"),
        pytest.param("## Fee { #no-charge }\n\nA complaint shall cost nothing.\n\n", "", (6, 0, 1, 0), id="dropped"),
        pytest.param("## Fee", "## Help { #help }\n\nWe help.\n\n## Fee", (7, 0, 0, 1), id="added-with-an-id"),
        pytest.param("## Fee", "## Help\n\nWe help.\n\n## Fee", (7, 0, 0, 1), id="added-without-an-id"),
        pytest.param("## Fee { #no-charge }", "## Fee", (7, 0, 0, 0), id="an-id-lost-is-found-by-its-heading"),
        pytest.param("A complaint shall cost nothing.", "A complaint\nshall  cost nothing.", (7, 0, 0, 0),
                     id="wrapped-otherwise"),
        pytest.param("## Fee { #no-charge }", "## Cost { #no-charge }", (6, 1, 0, 0), id="a-heading-changed"),
    ])
    def test_what_was_done(self, scheme: SchemeBuilder, old: str, new: str, counts: tuple[int, ...]) -> None:
        if old:
            scheme.edit(old, new)
        assert tuple(grievance(scheme)["clauses"][verb] for verb in ("adopt", "adapt", "drop", "add")) == counts

    def test_a_deleted_text_is_every_clause_dropped(self, scheme: SchemeBuilder) -> None:
        scheme.write("policies/grievance/policy.md", None)
        assert grievance(scheme)["clauses"] == {"adopt": 0, "adapt": 0, "drop": 7, "add": 0}
        assert scheme.run("check").code == 1


class TestCorrespondence:
    """IDT, MOD or NEQ: identical, modified, not equivalent (ISO/IEC Guide 21-1)."""

    @pytest.mark.parametrize(("steps", "degree"), [
        pytest.param([], "IDT", id="untouched"),
        pytest.param([("set", "grievance.acknowledge_days=7")], "IDT", id="a-value-in-its-range"),
        pytest.param([("set", "grievance.acknowledge_days=15", "--reason", "two people")], "MOD",
                     id="a-value-outside-with-its-reason"),
        pytest.param([("edit", *FEE), ("reason", "grievance", "no-charge", "statutes")], "MOD",
                     id="adapted-with-its-reason"),
        pytest.param([("edit", *FEE)], "NEQ", id="adapted-without-a-reason"),
        pytest.param([("edit", "how Northern Minerals handles", "how we handle"),
                      ("reason", "grievance", "purpose", "style")], "NEQ", id="a-locked-clause"),
    ])
    def test_degree(self, scheme: SchemeBuilder, steps: list[tuple[str, ...]], degree: str) -> None:
        for step in steps:
            if step[0] == "edit":
                scheme.edit(step[1], step[2])
            else:
                scheme.done(*step)
        assert grievance(scheme)["correspondence"] == degree

    def test_more_than_half_changed_is_not_equivalent(self, scheme: SchemeBuilder) -> None:
        for clause, old, new in [("filing", "A complaint can", "Anybody can"), ("no-charge", *FEE),
                                 ("outcome", "The Board shall", "The Board will"), ("records", "should", "may")]:
            scheme.edit(old, new)
            scheme.done("reason", "grievance", clause, "our own way")
        assert grievance(scheme)["correspondence"] == "NEQ"
        assert grievance(scheme)["todo"] == []


class TestReasons:
    """Each deviation has its reason; a later change of the clause asks for it again."""

    def test_asked_for_kept_and_stale(self, scheme: SchemeBuilder) -> None:
        scheme.edit(*FEE)
        told = scheme.done("status", code=1)
        assert 'schemekit reason grievance no-charge "why"' in told.out
        assert scheme.run("check").code == 1
        scheme.done("reason", "grievance", "no-charge", "our statutes say so", "--by", "secretariat",
                    "--approved", "Board 12")
        kept = scheme.record()["deviations"][0]
        assert (kept["clause"], kept["verb"], kept["reason"], kept["by"], kept["approved"]) == (
            "no-charge", "adapt", "our statutes say so", "secretariat", "Board 12")
        scheme.done("status")
        scheme.done("check")
        scheme.edit("5 euros", "6 euros")
        assert "changed since its reason was given" in scheme.done("status", code=1).out
        assert scheme.run("check").code == 1
        scheme.done("reason", "grievance", "no-charge", "prices rose")
        assert [item["reason"] for item in scheme.record()["deviations"]] == ["prices rose"]
        scheme.done("check")

    def test_a_value_in_an_adapted_clause_does_not_make_the_reason_stale(self, scheme: SchemeBuilder) -> None:
        """A reason was given for the scheme's words; a number that `set` fills in is not one of them."""
        scheme.edit("The secretariat shall acknowledge", "The office shall acknowledge")
        scheme.done("reason", "grievance", "acknowledgement", "we have an office")
        scheme.done("set", "grievance.acknowledge_days=7")
        scheme.done("check")

    def test_a_dropped_and_an_added_clause(self, scheme: SchemeBuilder) -> None:
        scheme.edit("## Fee { #no-charge }\n\nA complaint shall cost nothing.\n\n", "## Help { #help }\n\nWe help.\n\n")
        scheme.done("reason", "grievance", "no-charge", "in the statutes")
        scheme.done("reason", "grievance", "help", "people asked for it")
        assert [(item["clause"], item["verb"]) for item in scheme.record()["deviations"]] == [
            ("help", "add"), ("no-charge", "drop")]
        scheme.done("check")

    def test_a_locked_clause_is_an_error_whatever_the_reason(self, scheme: SchemeBuilder) -> None:
        scheme.edit("how Northern Minerals handles", "how we handle")
        scheme.done("reason", "grievance", "purpose", "style")
        told = scheme.done("check", code=1)
        assert "locked clause adapted" in told.out
        assert "schemekit restore grievance purpose" in told.out

    @pytest.mark.parametrize(("arguments", "says"), [
        pytest.param(["grievance", "no-charge", "x"], "no-charge is as the source has it", id="nothing-differs"),
        pytest.param(["grievance", "no-charges", "x"], "did you mean 'no-charge'", id="a-wrong-clause"),
        pytest.param(["grievence", "no-charge", "x"], "did you mean 'grievance'", id="a-wrong-module"),
        pytest.param(["grievance"], "Say why", id="no-words-and-no-terminal"),
        pytest.param(["grievance", "no-charge", "  "], "is as the source has it", id="no-words-and-no-difference"),
    ])
    def test_what_cannot_be_reasoned(self, scheme: SchemeBuilder, arguments: list[str], says: str) -> None:
        assert says in scheme.done("reason", *arguments, code=2).err

    @pytest.mark.parametrize("words", ["Nos statuts l'exigent: n° 5", "لأن النظام الأساسي", "規約のため", "so: # no",
                                       "🌍 for all", "'quoted' \"twice\"", "yes", "12 of us", "{{ why }}"])
    def test_any_words(self, scheme: SchemeBuilder, words: str) -> None:
        scheme.edit(*FEE)
        scheme.done("reason", "grievance", "no-charge", words, "--by", words)
        kept = scheme.record()["deviations"][0]
        assert (kept["reason"], kept["by"]) == (words, words)
        scheme.done("check")


class TestEmptyReasons:
    """A reason without letters is none, also where a record has it already."""

    @pytest.mark.parametrize(("words", "says"), [
        pytest.param("  ", "the reason for no-charge is empty", id="blanks"),
        pytest.param(".", "'.', which says nothing", id="a-dot"),
        pytest.param("12", "'12', which says nothing", id="a-number"),
    ])
    def test_it_is_refused(self, scheme: SchemeBuilder, words: str, says: str) -> None:
        scheme.edit(*FEE)
        assert says in scheme.done("reason", "grievance", "no-charge", words, code=2).err

    def test_on_record_it_does_not_count(self, scheme: SchemeBuilder) -> None:
        scheme.edit(*FEE)
        scheme.done("reason", "grievance", "no-charge", "statutes")
        scheme.edit("reason: statutes", "reason: .", "policies/grievance/adoption.yaml")
        assert "the reason on record says nothing: '.'" in " ".join(scheme.done("check", code=1).out.split())

    @pytest.mark.parametrize(("words", "is_one"), [
        (".", False), ("--", False), ("12", False), ("ok", False), ("", False), ("law", True), ("法律", True),
        ("لأن النظام", True)])
    def test_what_says_why(self, words: str, is_one: bool) -> None:
        assert says_why(words) == is_one

    def test_an_approval_that_is_on_no_record_is_only_said(self, scheme: SchemeBuilder) -> None:
        """`--approved` words that name no recorded approval are shown as "said to be approved by …"."""
        scheme.edit(*FEE)
        scheme.done("reason", "grievance", "no-charge", "statutes", "--approved", "Board, 12/2026")
        for command in ("diff", "report", "trace"):
            asked = (command, "grievance", *(["no-charge"] if command == "trace" else []))
            told = " ".join(scheme.run(*asked).out.replace("\\", "").split())
            assert "said to be approved by Board, 12/2026" in told, command
        scheme.done("approve", "grievance", "--body", "Board", "--date", "2026-10-05", "--resolution", "12/2026")
        assert "said to be" not in scheme.run("trace", "grievance", "no-charge").out


class TestTrace:
    """Where a clause comes from: source, version, values, edits, reason."""

    def test_one_clause(self, scheme: SchemeBuilder) -> None:
        scheme.edit("The secretariat shall acknowledge", "The office shall acknowledge")
        scheme.done("reason", "grievance", "acknowledgement", "we have an office", "--by", "Ana")
        unsaved = scheme.json("trace", "grievance", "#acknowledgement")["clauses"][0]
        assert [edit["commit"] for edit in unsaved["edits"]] == [""]
        scheme.done("save", "We have an office")
        story = scheme.json("trace", "grievance", "acknowledgement")["clauses"][0]
        assert (story["source"], story["verb"], story["reason"], story["by"], story["place"]) == (
            "schemekit/grievance 1.0.0", "adapt", "we have an office", "Ana", "policies/grievance/policy.md:12")
        assert story["commit"] == scheme.lock()["provenance"]["commit"] != ""
        assert [(v["name"], v["value"], v["effect"]) for v in story["parameters"]] == [
            ("acknowledge_days", 5, "default")]
        assert [(edit["author"], edit["date"], edit["subject"]) for edit in story["edits"]] == [
            ("Test Person", "2026-01-15", "We have an office")]

    def test_a_clause_of_the_schemes_own(self, scheme: SchemeBuilder) -> None:
        scheme.edit("## Fee", "## Help { #help }\n\nWe help.\n\n## Fee")
        story = scheme.json("trace", "grievance", "help")["clauses"][0]
        assert (story["source"], story["commit"], story["verb"]) == ("the scheme itself", "", "add")

    def test_a_dropped_clause(self, scheme: SchemeBuilder) -> None:
        scheme.edit("## Fee { #no-charge }\n\nA complaint shall cost nothing.\n\n", "")
        story = scheme.json("trace", "grievance", "no-charge")["clauses"][0]
        assert (story["verb"], story["place"]) == ("drop", "policies/grievance/policy.md")

    def test_without_a_history(self, scheme: SchemeBuilder) -> None:
        (scheme.path / ".git").rename(scheme.path.parent / "away")
        assert scheme.json("trace", "grievance", "no-charge")["clauses"][0]["edits"] == []
