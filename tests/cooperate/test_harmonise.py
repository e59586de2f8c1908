"""Harmonisation: colliding terms, a clause map several to several, a draft with its provenance, and what ends."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from schemekit.cooperate.calendar import cooperation_calendar
from schemekit.cooperate.check import check_cooperations
from schemekit.cooperate.harmonise import Harmonised, Harmonising, harmonise
from schemekit.cooperate.joint_clauses import JointClause, Outcome
from schemekit.cooperate.joint_draft import draft_paper, joint_draft
from schemekit.cooperate.printing import print_cooperation
from schemekit.crosswalk.clause_groups import Link
from schemekit.text.comparing.term_collisions import Collision, GlossaryTerm, collisions
from schemekit.text.document import Document
from schemekit.word.paper import paper_as
from tests.golden import same_as_golden
from tests.scheme_builders import SchemeBuilder

TODAY = date(2026, 11, 29)
RECORD = "cooperation/one/cooperation.yaml"
DATA = Path(__file__).parent / "data"
DEFINITIONS = """\
## Definitions {{ #definitions }}

- **complaint**: {complaint}
- **appeal**: a request that others review a decision.
- **{client}**: an organisation that has applied for a certificate of {name} or holds one.

"""


def forest(scheme: SchemeBuilder, tmp_path: Path, name: str = "Forest Council") -> SchemeBuilder:
    folder = tmp_path / name.split()[0].lower()
    shutil.copytree(scheme.path, folder)
    other = SchemeBuilder(folder)
    other.edit("name: 'Northern Minerals'", f"name: '{name}'", "scheme.yaml")
    other.edit("scheme_name: 'Northern Minerals'", f"scheme_name: '{name}'", "scheme.yaml")
    other.done("sync")
    return other


def found(*sides: SchemeBuilder, **more: Any) -> Harmonised:
    return harmonise(sides[0].path, Harmonising(schemes=[str(side.path) for side in sides], offline=True,
                                                **{"modules": ["grievance"], **more}))


def clause(result: Harmonised, name: str) -> JointClause:
    return next(one for one in result.modules[0].clauses if any(member.clause.id == name
                                                               for member in one.group.members))


class TestLeftOut:
    """A draft of what all adopted says nothing of what only one has: that is told, and never left for agreed."""

    def test_a_module_that_one_side_lacks(self, scheme: SchemeBuilder, tmp_path: Path) -> None:
        other = forest(scheme, tmp_path)
        other.done("save", "A name")
        other.done("remove", "assurance")
        result = found(scheme, other, modules=[])
        assert result.left_out == (("assurance", ("Northern Minerals",)),)
        told = scheme.done("cooperate", "harmonise", str(other.path)).all
        assert "not in the draft, as not all adopted it: assurance (Northern Minerals only)" in " ".join(told.split())
        scheme.done("cooperate", "harmonise", str(other.path), "--to", "h.md")
        assert "assurance (Northern Minerals only)" in scheme.text("h.md").replace("\\", "")
        report = scheme.json("cooperate", "harmonise", str(other.path))
        assert report["left_out"] == [{"module": "assurance", "schemes": ["Northern Minerals"]}]
        assert found(scheme, other).left_out == (), "one module was asked for"


class TestTerms:
    """'Glossary collisions over schemes: same term, other definition; near terms.'"""

    @staticmethod
    def terms(*said: tuple[str, str, str]) -> list[tuple[Collision, str]]:
        return [(one.kind, one.name) for one in collisions(
            [GlossaryTerm(scheme=scheme, term=term, meaning=meaning, place="") for scheme, term, meaning in said])]

    @pytest.mark.parametrize(("said", "kinds"), [
        pytest.param([("A", "client", "who applies"), ("B", "Client", "who pays")],
                     [(Collision.OTHER_MEANING, "client / Client")], id="other-meaning"),
        pytest.param([("A", "client", "who applies"), ("B", "client", "who  applies")], [], id="the-same"),
        pytest.param([("A", "client", "who applies"), ("A", "client", "who pays")], [], id="in-one-scheme"),
        pytest.param([("A", "certificate holder", "one"), ("B", "holders of a certificate", "two")],
                     [(Collision.NEAR, "certificate holder / holders of a certificate")], id="near"),
        pytest.param([("A", "client", "an organisation that holds a certificate of ours"),
                      ("B", "operator", "an organisation that holds a certificate of ours")],
                     [(Collision.OTHER_TERM, "client / operator")], id="two-words-for-one-thing"),
        pytest.param([("A", "client", "a person"), ("B", "operator", "a person")], [], id="too-short-to-tell"),
    ])
    def test_how_they_meet(self, said: list[tuple[str, str, str]], kinds: list[tuple[Collision, str]]) -> None:
        assert self.terms(*said) == kinds

    def test_from_the_texts_of_two_schemes(self, scheme: SchemeBuilder, tmp_path: Path) -> None:
        other = forest(scheme, tmp_path)
        scheme.edit("## Filing", DEFINITIONS.format(complaint="any dissatisfaction.", client="client",
                                                    name="Northern Minerals") + "## Filing")
        other.edit("## Filing", DEFINITIONS.format(complaint="a signed letter.", client="operator",
                                                   name="Forest Council") + "## Filing")
        told = {(one.kind, one.name) for one in found(scheme, other).collisions}
        assert told == {(Collision.OTHER_MEANING, "complaint"), (Collision.OTHER_TERM, "client / operator")}


class TestClauses:
    """'Clause map n:m (by ids, by words, by crosswalk), common minimum = what all ask, at the value that all meet.'"""

    def test_two_that_are_alike_are_drafted_whole_with_names_left_open(
        self, scheme: SchemeBuilder, tmp_path: Path
    ) -> None:
        module = found(scheme, forest(scheme, tmp_path)).modules[0]
        assert {one.outcome for one in module.clauses} == {Outcome.SETTLED}
        said = {one.id: one.words for one in module.clauses}
        assert "{{ cookiecutter.scheme_name }}" in said["purpose"]
        assert "within 60 days" in said["outcome"]

    @pytest.mark.parametrize(("is_strictest", "days"), [(False, 10), (True, 3)])
    def test_the_value(self, scheme: SchemeBuilder, tmp_path: Path, is_strictest: bool, days: int) -> None:
        """Three schemes with 5, 10 and 3 days: all meet 10, and 3 is the strictest."""
        second, third = forest(scheme, tmp_path), forest(scheme, tmp_path, "River Alliance")
        second.run("set", "grievance.acknowledge_days=10", "--reason", "two people")
        third.run("set", "grievance.acknowledge_days=3", "--reason", "many people")
        result = found(scheme, second, third, is_strictest=is_strictest)
        one = clause(result, "acknowledgement")
        assert one.outcome is Outcome.SETTLED
        assert f"within {days} working days" in one.words
        assert len(one.group.members) == 3

    def test_words_of_which_one_side_asks_less(self, scheme: SchemeBuilder, tmp_path: Path) -> None:
        other = forest(scheme, tmp_path)
        scheme.edit("The secretariat should keep", "The secretariat shall keep")
        one = clause(found(scheme, other), "records")
        assert (one.outcome, one.words) == (
            Outcome.SETTLED, "The secretariat should keep a record of every case for 7 years.")
        assert one.rests_on == "the words of Forest Council; the others ask the same or more"
        strictest = clause(found(scheme, other, is_strictest=True), "records")
        assert (strictest.outcome, strictest.words) == (
            Outcome.SETTLED, "The secretariat shall keep a record of every case for 7 years.")

    @pytest.mark.parametrize("is_strictest", [False, True])
    @pytest.mark.parametrize("added", [
        "The secretariat shall tell the respondent who complained.", "A person may stay anonymous to everyone.",
    ])
    @pytest.mark.parametrize("is_ours", [False, True])
    def test_words_that_one_side_added(
        self, scheme: SchemeBuilder, tmp_path: Path, added: str, is_strictest: bool, is_ours: bool
    ) -> None:
        """Nobody judged whether a sentence more asks more: neither draft takes it, or leaves it out, in silence."""
        other = forest(scheme, tmp_path)
        (scheme if is_ours else other).edit(
            "A complaint shall cost nothing.", f"A complaint shall cost nothing.\n{added}")
        one = clause(found(scheme, other, is_strictest=is_strictest), "no-charge")
        assert (one.outcome, one.words) == (Outcome.OPEN, "A complaint shall cost nothing.")
        assert added in [words for _, words in one.apart]

    def test_words_of_which_nobody_can_tell(self, scheme: SchemeBuilder, tmp_path: Path) -> None:
        other = forest(scheme, tmp_path)
        other.edit("shall name a person to ask", "shall give a telephone number")
        one = clause(found(scheme, other), "acknowledgement")
        assert one.outcome is Outcome.OPEN
        assert one.words == "The secretariat shall acknowledge a complaint within 5 working days."
        assert [words for _, words in one.apart] == [
            "The acknowledgement shall name a person to ask.", "The acknowledgement shall give a telephone number."]

    def test_names_are_no_difference_within_a_clause_that_was_edited(
        self, scheme: SchemeBuilder, tmp_path: Path
    ) -> None:
        """'Own names are no difference', short ones too; a table stays a table where rows are quoted apart."""
        other = forest(scheme, tmp_path)
        for side, name, fraud in ((scheme, "GGSB", "within 5 days"), (other, "SMC", "on a day of its own")):
            side.done("set", f"scheme_name={name}")
            side.edit("## Records", "## Table { #table }\n\nThe table of {n} shows who decides.\n\n"
                      "| Matter | Who |\n|---|---|\n| Staff of {n} | Office |\n| Fraud | Office, {f} |\n\n"
                      "It is public.\n\n## Records".replace("{n}", name).replace("{f}", fraud))
        one = clause(found(scheme, other), "table")
        assert one.outcome is Outcome.OPEN
        assert one.words == ("The table of {{ cookiecutter.scheme_name }} shows who decides.\n\n| Matter | Who |\n"
                             "|---|---|\n| Staff of {{ cookiecutter.scheme_name }} | Office |\n\nIt is public.")
        assert [words for _, words in one.apart] == [
            "| Matter | Who |\n|---|---|\n| Fraud | Office, within 5 days |",
            "| Matter | Who |\n|---|---|\n| Fraud | Office, on a day of its own |"]

    def test_what_one_side_wrote_in_the_place_of_a_blank_is_shown(self, scheme: SchemeBuilder, tmp_path: Path) -> None:
        other = forest(scheme, tmp_path)
        other.edit("The Board shall decide", "Whoever is in the office shall decide")
        one = clause(found(scheme, other), "outcome")
        assert [words for _, words in one.apart] == [
            "The Board shall decide within 60 days.", "Whoever is in the office shall decide within 60 days."]

    def test_what_only_some_ask(self, scheme: SchemeBuilder, tmp_path: Path) -> None:
        other = forest(scheme, tmp_path)
        other.edit("## Fee { #no-charge }\n\nA complaint shall cost nothing.\n", "")
        one = clause(found(scheme, other), "no-charge")
        assert (one.outcome, one.why) == (Outcome.NOT_ALL, "not in the text of Forest Council")
        strictest = clause(found(scheme, other, is_strictest=True), "no-charge")
        assert (strictest.outcome, strictest.words) == (Outcome.OPEN, "")
        assert strictest.why == "not in the text of Forest Council; nobody judged what it asks"
        assert [words for _, words in strictest.apart] == ["A complaint shall cost nothing."]

    def test_several_to_one_by_words(self, scheme: SchemeBuilder, tmp_path: Path) -> None:
        words = ("The secretariat shall visit each site once in each year and write a report on the visit within "
                 "two weeks.\nThe report shall name what was seen and who was spoken to on the site.\n")
        first, second = words.splitlines(keepends=True)
        other = forest(scheme, tmp_path)
        scheme.edit("## Records", f"## Visits {{ #visits }}\n\n{words}\n## Records")
        other.edit("## Records", f"## Visiting {{ #visiting }}\n\n{first}\n## Report {{ #report }}\n\n{second}\n"
                                 "## Records")
        one = clause(found(scheme, other), "visits")
        assert {member.clause.id for member in one.group.members} >= {"visits", "visiting"}
        assert Link.WORDS in one.group.links
        assert one.outcome in (Outcome.OPEN, Outcome.SETTLED)

    def test_other_texts_by_words_alone(self, scheme: SchemeBuilder, tmp_path: Path) -> None:
        result = found(scheme, forest(scheme, tmp_path), modules=["grievance=assurance"])
        assert Link.ID not in {link for one in result.modules[0].clauses for link in one.group.links}


class TestDraft:
    """'A Markdown module text with provenance of each clause', and the verdict on its licence."""

    def test_the_draft(self, scheme: SchemeBuilder, tmp_path: Path) -> None:
        other = forest(scheme, tmp_path)
        other.run("set", "grievance.acknowledge_days=10", "--reason", "two people")
        other.edit("A complaint shall cost nothing.", "A complaint should cost nothing.")
        other.edit("shall decide within 60 days", "shall decide on <b>the</b> day")
        other.edit("## Records", "## Visits { #visits }\n\nThe secretariat shall visit.\n\n## Records")
        result = found(scheme, other)
        text = joint_draft(result, result.modules[0], "2026-11-29")
        same_as_golden(text, DATA / "joint-draft.md")
        ids = [one.id for one in Document.parse(text).clauses]
        assert ids[-2:] == ["provenance", "differences"]
        assert "visits" not in ids

    @pytest.mark.parametrize(("licence", "answer"), [
        ("CC-BY-4.0", "conditions"), ("CC-BY-ND-4.0", "blocked"), ("CC-BY-SA-4.0", "blocked"),
    ])
    def test_the_licence(self, scheme: SchemeBuilder, tmp_path: Path, licence: str, answer: str) -> None:
        """'All sources' licences against the outgoing one.'"""
        other = forest(scheme, tmp_path)
        other.write("scheme.yaml", other.text("scheme.yaml").replace("CC-BY-4.0", licence))
        result = found(scheme, other)
        module = result.modules[0]
        assert module.verdict.answer.value == answer
        text = joint_draft(result, module, "2026-11-29")
        assert ("cost nothing" in text) is module.verdict.is_allowed
        assert "no-charge" in text
        only = "" if module.verdict.is_allowed else " as headings only"
        assert f" drafted{only}" in result.summary
        told = scheme.done("cooperate", "harmonise", str(other.path)).all
        assert f"clauses drafted{only}; a joint text" in " ".join(told.split())

    def test_the_command(self, scheme: SchemeBuilder, tmp_path: Path) -> None:
        other = forest(scheme, tmp_path)
        told = scheme.done("cooperate", "harmonise", str(other.path), *("--module", "grievance"), "--draft", "j.md")
        assert "j.md written" in told.out
        assert "equivalent" not in told.out.lower()
        for ending in ("xlsx", "html", "docx"):
            arguments = ("cooperate", "harmonise", str(other.path), "--to", f"h.{ending}")
            scheme.done(*arguments)
            assert "as it was" in scheme.done(*arguments).out

    def test_ones_own_scheme_is_in(self, scheme: SchemeBuilder, tmp_path: Path) -> None:
        """What people expect who work in a scheme: their own is in, and they are told which are."""
        second, third = (str(forest(scheme, tmp_path, name).path) for name in ("Forest Council", "River Alliance"))

        def told(*arguments: str) -> str:
            more = ("--module", "grievance", "--to", "h.json", "--force")
            return scheme.done("cooperate", "harmonise", *arguments, *more).all.splitlines()[0]

        assert "Northern Minerals, Forest Council, River Alliance (yours comes first" in told(second, third)
        assert "Northern Minerals, Forest Council (yours comes first" in told(second)
        assert told(second, ".").endswith("Forest Council, Northern Minerals")
        assert told(second, third, "--without-ours").endswith("each other: Forest Council, River Alliance")
        assert "Northern Minerals" in scheme.done("cooperate", "harmonise", second, third).out.splitlines()[0]

    @pytest.mark.parametrize("ending", ["docx", "html"])
    def test_the_draft_as_people_read_it(self, scheme: SchemeBuilder, tmp_path: Path, ending: str) -> None:
        other = forest(scheme, tmp_path, "Forest & Wood Council")
        scheme.done("cooperate", "harmonise", str(other.path), "--module", "grievance", "--draft", f"j.{ending}")
        result = found(scheme, other)
        said = paper_as(draft_paper(result, result.modules[0], "2026-11-29"), "md").decode()
        assert "cookiecutter" not in said
        assert "The [decision body] shall decide".replace("[", "\\[").replace("]", "\\]") in said
        text = joint_draft(result, result.modules[0], "2026-11-29")
        assert "\\" not in text
        assert "Forest & Wood Council" in text

    @pytest.mark.parametrize(("arguments", "words"), [
        pytest.param([".", "--draft", "j.md"], "a draft is of one module", id="several-modules"),
        pytest.param([".", "--module", "a=b=c"], "names 3 modules for 2 schemes", id="too-many-names"),
        pytest.param([".", "--module", "nothing"], "has adopted no module 'nothing'", id="no-such-module"),
        pytest.param(["."] * 9, "cannot be harmonised", id="too-many"),
        pytest.param([".", "--draft", "j.xlsx"], "a draft is not written as .xlsx", id="another-ending"),
        pytest.param([".", "--without-ours"], "one scheme alone cannot be harmonised", id="one-alone"),
    ])
    def test_what_is_refused(self, scheme: SchemeBuilder, arguments: list[str], words: str) -> None:
        assert words in scheme.done("cooperate", "harmonise", *arguments, code=2).err


WHOLE = """\
text: {id: joint-grievance, title: Joint grievance procedure, licence: CC-BY-4.0, keeper: efc, changes: By consensus.}
minimum: {rule: what all ask, beyond: Each party publishes it as a supplement., decided_by: Group, date: "2026-11-02"}
terms:
  - term: client
    meaning: who applies for a certificate or holds one
    parties: [{party: efc, term: operator, meaning: who holds one}, {party: northern-minerals, term: client}]
clauses:
  - joint: acknowledgement
    from: [{party: efc, module: grievance, clause: receipt}, {party: northern-minerals, clause: acknowledgement}]
    judge: Group
    date: "2026-11-02"
differences:
  - {about: fee, parties: [{party: efc, says: none}], why: The law of one country asks for one., review: "2029-01-01"}
sunset:
  - {party: efc, document: complaints, decided_by: Board, decided_on: "2026-11-02", last_use: "2027-12-31",
     last_day: "2028-12-31"}
  - {party: northern-minerals, document: grievance, decided_by: Board, decided_on: "2026-11-02",
     last_use: "2027-06-30", last_day: "2028-12-31"}
holders: Cases that have begun are completed under the old text.
consulted: [complainants of both]
"""


def whole(scheme: SchemeBuilder, **changes: Any) -> None:
    scheme.done("cooperate", "new", "harmonisation", "one", "--title", "One procedure", "--with",
                "efc=Example Forest Council", "--no-input")
    data = yaml.safe_load(scheme.text(RECORD))
    data["harmonisation"] = {**yaml.safe_load(WHOLE), **changes}
    data["state"] = "active"
    data["versions"] = [{"party": "northern-minerals", "document": "grievance", "version": "1.0.0"}]
    scheme.write(RECORD, yaml.safe_dump(data, sort_keys=False, allow_unicode=True))


def codes(scheme: SchemeBuilder) -> set[str]:
    return {item.code for item in check_cooperations(scheme.path, TODAY).findings
            if item.code.startswith("harmonised-") or item.code in ("cooperation-party", "cooperation-licence")}


class TestRecord:
    """What such a text breaks over: no decision to end the old ones, differences without a reason, holders."""

    def test_a_whole_one_has_no_finding(self, scheme: SchemeBuilder) -> None:
        whole(scheme)
        assert codes(scheme) == set()

    @pytest.mark.parametrize(("changes", "code"), [
        pytest.param({"text": None}, "harmonised-text", id="no-text"),
        pytest.param({"text": {"title": "Joint", "keeper": "efc", "changes": "By consensus."}}, "harmonised-licence",
                     id="no-licence"),
        pytest.param({"text": {"title": "Joint", "licence": "CC-BY-ND-4.0"}}, "cooperation-licence", id="no-changes"),
        pytest.param({"terms": None}, "harmonised-terms", id="no-terms"),
        pytest.param({"terms": [{"term": "client", "parties": [{"party": "efc", "term": "a"}, {
            "party": "northern-minerals", "term": "b"}]}]}, "harmonised-term", id="no-joint-meaning"),
        pytest.param({"clauses": None}, "harmonised-clauses", id="no-clauses"),
        pytest.param({"clauses": [{"joint": "a", "from": [{"party": "efc", "clause": "b"}]}]}, "harmonised-judge",
                     id="settled-by-nobody"),
        pytest.param({"clauses": [{"joint": "", "from": [{"party": "efc", "clause": "b"}], "judge": "G"}]},
                     "harmonised-given-up", id="given-up-without-a-word"),
        pytest.param({"minimum": {"rule": "what all ask", "decided_by": "Group"}}, "harmonised-beyond",
                     id="lowest-common-denominator"),
        pytest.param({"differences": [{"about": "fee"}]}, "harmonised-difference", id="a-difference-without-why"),
        pytest.param({"sunset": [{"party": "efc", "document": "complaints", "decided_by": "Board", "decided_on":
                                  "2026-11-02", "last_day": "2028-12-31"}]}, "harmonised-sunset", id="one-goes-on"),
        pytest.param({"sunset": [{"party": "efc", "document": "complaints", "last_day": "2028-12-31"}]},
                     "harmonised-retire", id="no-decision-to-retire"),
        pytest.param({"sunset": [{"party": "efc", "document": "complaints", "last_day": "2028-02-30"}]},
                     "harmonised-last-day", id="a-day-that-is-none"),
        pytest.param({"sunset": [{"party": "efc", "document": "c", "last_use": "2029-01-01",
                                  "last_day": "2028-12-31"}]}, "harmonised-last-use", id="used-after-its-end"),
        pytest.param({"holders": ""}, "harmonised-holders", id="holders"),
        pytest.param({"consulted": None}, "harmonised-consulted", id="nobody-was-asked"),
        pytest.param({"sunset": [{"party": "xyz", "document": "c"}]}, "cooperation-party", id="an-unknown-party"),
    ])
    def test_each_lack_is_told(self, scheme: SchemeBuilder, changes: dict[str, Any], code: str) -> None:
        whole(scheme, **changes)
        assert code in codes(scheme)

    def test_the_days_of_the_end(self, scheme: SchemeBuilder) -> None:
        whole(scheme)
        days = [(day.day.isoformat(), day.kind.value) for day in cooperation_calendar(scheme.path, TODAY).days]
        assert days == [("2027-06-30", "transition ends"), ("2027-12-31", "transition ends"),
                        ("2028-12-31", "old text ends"), ("2028-12-31", "old text ends"),
                        ("2029-01-01", "cooperation to review")]

    def test_the_printed_agreement(self, scheme: SchemeBuilder) -> None:
        whole(scheme)
        done = print_cooperation(scheme.path, "one", "md", "2026-11-29")
        same_as_golden(scheme.text(f"exports/{done.files[0]}"), DATA / "harmonisation-agreement.md")
