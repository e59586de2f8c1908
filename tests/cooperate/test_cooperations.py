"""Cooperations: started from a component, held against the advice of those who did it, changed with their history."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from schemekit.cooperate.calendar import cooperation_calendar, scheme_calendar
from schemekit.cooperate.check import check_cooperations, check_scheme
from schemekit.cooperate.kinds import KINDS
from schemekit.cooperate.template import questions
from schemekit.files.schemas import load
from schemekit.files.shipped import shipped
from schemekit.model.cooperation import Cooperation, CooperationType, State
from schemekit.model.finding import Severity
from tests.builders import GitFolder
from tests.scheme_builders import SchemeBuilder

RECORD = "cooperation/consent/cooperation.yaml"
TODAY = date(2026, 11, 29)
WHOLE = """\
format: 1
id: consent
type: working-group
title: Group on consent
state: active
outcome: Both schemes ask for consent in the same way.
begins_with: Definitions, on which all agree already.
convenor: {name: Independent Facilitation Office, neutral: true}
parties:
  - {id: northern-minerals, name: Northern Minerals, role: member}
  - {id: efc, name: Example Forest Council, role: member}
objectives:
  - {id: guidance, objective: One guidance that both use., measure: Both boards approved it., due: "2027-09-30"}
contributions:
  - {party: northern-minerals, kind: staff, gives: one expert}
  - {party: efc, kind: text, gives: its guidance}
basis: agreement
start: "2026-01-01"
end: "2028-12-31"
governing_law: the law of Norway
review_due: "2027-11-01"
documents:
  - file: terms-of-reference.md
    title: Terms of reference
    signed:
      - {party: northern-minerals, by: "A. Author, chair", day: "2026-01-01"}
      - {party: efc, by: "B. Other, director", day: "2026-01-01"}
working_group:
  decisions: {rule: consensus}
  rights: {licence: CC-BY-4.0, credit: The group, contributions: Members bring only their own.}
  keeper: efc
  outputs: [{id: guidance, title: Guidance, owner: efc}]
"""


def started(scheme: SchemeBuilder, kind: str = "working-group", *more: str) -> None:
    scheme.done("cooperate", "new", kind, "consent", "--with", "efc=Example Forest Council", "--no-input", *more)


def record(scheme: SchemeBuilder) -> Cooperation:
    return Cooperation.from_mapping(load(scheme.text(RECORD), "cooperation", RECORD))


def whole(scheme: SchemeBuilder, *changes: tuple[str, str]) -> None:
    """A cooperation of which nothing is to say, with words changed in it."""
    text = WHOLE
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    scheme.write(RECORD, text)
    scheme.write("cooperation/consent/terms-of-reference.md", "# Terms\n")


def codes(scheme: SchemeBuilder) -> dict[str, Severity]:
    """What the header's checks find; a type's own terms are for the tests of that type."""
    found = check_cooperations(scheme.path, TODAY).findings
    return {item.code: item.severity for item in found if item.code.startswith("cooperation-")}


class TestStarting:
    """Each component is a cookiecutter template that writes the record and the documents people sign."""

    @pytest.mark.parametrize("kind", list(KINDS), ids=lambda kind: kind.value)
    def test_every_type_can_be_started_and_printed(self, scheme: SchemeBuilder, kind: CooperationType) -> None:
        started(scheme, kind.value, "--title", "It's \"ours\": #1")
        made = record(scheme)
        assert (made.type, made.state) == (kind, State.PROPOSED)
        assert made.title == "It's \"ours\": #1"
        assert [party.id for party in made.parties] == ["northern-minerals", "efc"]
        assert made.documents, "somebody signs something"
        assert all(scheme.text(f"cooperation/consent/{item.file}") for item in made.documents)
        assert made.section, "its own terms are there to be filled in"

    @pytest.mark.parametrize("kind", list(KINDS), ids=lambda kind: kind.value)
    def test_what_is_missing_in_a_proposal_is_a_warning(self, scheme: SchemeBuilder, kind: CooperationType) -> None:
        started(scheme, kind.value)
        found = check_cooperations(scheme.path, date.today()).findings
        assert found
        assert {item.severity for item in found} <= {Severity.WARNING, Severity.NOTE}
        assert all(item.line and item.fix and item.why for item in found)

    @pytest.mark.parametrize("kind", list(KINDS), ids=lambda kind: kind.value)
    def test_every_question_is_worded(self, kind: CooperationType) -> None:
        asked = questions(kind)
        names = [question.name for question in asked]
        assert {"id", "title", "our_id", "our_name", "other_id", "other_name", "outcome", "begins_with", "convenor",
                "today"} <= set(names)
        assert all(question.words.endswith(("?", ")")) for question in asked)

    def test_plain_cookiecutter_makes_the_same(
        self, scheme: SchemeBuilder, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        """`cookiecutter LIBRARY --directory components/working-group` works without schemekit."""
        from cookiecutter.main import cookiecutter

        started(scheme)
        answers = {"id": "consent", "our_id": "northern-minerals", "our_name": record(scheme).parties[0].name,
                   "other_id": "efc", "other_name": "Example Forest Council", "today": date.today().isoformat()}
        made = cookiecutter(str(shipped("components") / "working-group"), no_input=True, extra_context=answers,
                            output_dir=str(tmp_path_factory.mktemp("plain")))
        assert (Path(made) / "cooperation.yaml").read_text("utf-8") == scheme.text(RECORD)

    def test_it_is_one_commit_and_leaves_nothing_behind(self, scheme: SchemeBuilder) -> None:
        started(scheme)
        git = GitFolder(scheme.path)
        assert git.git("log", "-1", "--format=%s").strip() == "Start working group consent"
        assert git.git("status", "--porcelain") == ""

    def test_several_parties(self, scheme: SchemeBuilder) -> None:
        started(scheme, "working-group", "--with", "third=Third Party: one # two")
        assert record(scheme).parties[-1].name == "Third Party: one # two"

    @pytest.mark.parametrize(("arguments", "words"), [
        pytest.param(["consent"], "is there already", id="taken"),
        pytest.param(["../out"], "cannot be the id", id="a-path"),
        pytest.param(["Consent"], "cannot be the id", id="capitals"),
        pytest.param(["other", "--set", "colour=red"], "does not ask for 'colour'", id="an-unknown-question"),
        pytest.param(["other", "--with", "efc"], "wants a name, = and words", id="a-party-without-a-name"),
        pytest.param(["other", "--with", "efc=A", "--with", "efc=B"], "two parties have the id 'efc'",
                     id="a-party-twice"),
        pytest.param(["other", "--with", "E F C=Council"], "E F C", id="a-party-whose-id-is-none"),
    ])
    def test_what_is_refused(self, scheme: SchemeBuilder, arguments: list[str], words: str) -> None:
        started(scheme)
        before = GitFolder(scheme.path).head()
        told = scheme.run("cooperate", "new", "working-group", *arguments, "--no-input")
        assert told.code in (1, 2)
        assert words in told.err
        assert GitFolder(scheme.path).head() == before
        assert GitFolder(scheme.path).git("status", "--porcelain") == ""


class TestAdvice:
    """A shared outcome, a neutral convenor, formal objectives, resources per party, a broadly relevant start."""

    def test_a_whole_one_has_no_finding(self, scheme: SchemeBuilder) -> None:
        whole(scheme)
        assert codes(scheme) == {}

    @pytest.mark.parametrize(("old", "new", "code", "severity"), [
        pytest.param("outcome: Both schemes ask for consent in the same way.\n", "", "cooperation-outcome",
                     Severity.ERROR, id="no-outcome"),
        pytest.param("Both schemes ask for consent in the same way.", "'-'", "cooperation-outcome", Severity.ERROR,
                     id="an-outcome-of-a-dash"),
        pytest.param("convenor: {name: Independent Facilitation Office, neutral: true}\n", "", "cooperation-convenor",
                     Severity.ERROR, id="no-convenor"),
        pytest.param("neutral: true", "neutral: false", "cooperation-neutral", Severity.WARNING, id="not-neutral"),
        pytest.param(", neutral: true", "", "cooperation-neutral", Severity.WARNING, id="nobody-said-whether-neutral"),
        pytest.param("begins_with: Definitions, on which all agree already.\n", "", "cooperation-begins",
                     Severity.WARNING, id="no-beginning"),
        pytest.param("  - {party: efc, kind: text, gives: its guidance}\n", "", "cooperation-resources",
                     Severity.WARNING, id="a-party-that-gives-nothing"),
        pytest.param("party: efc, kind", "party: xyz, kind", "cooperation-party", Severity.ERROR,
                     id="an-unknown-party"),
        pytest.param('review_due: "2027-11-01"\n', "", "cooperation-review", Severity.ERROR, id="no-review"),
        pytest.param("2027-11-01", "2026-11-28", "cooperation-overdue", Severity.ERROR, id="a-review-overdue"),
        pytest.param("2027-11-01", "2025-11-01", "cooperation-review", Severity.ERROR, id="a-review-before-the-start"),
        pytest.param("2027-11-01", "2029-11-01", "cooperation-review", Severity.WARNING, id="a-review-after-the-end"),
        pytest.param("2027-11-01", "2027-02-30", "cooperation-day", Severity.ERROR, id="a-day-that-is-none"),
        pytest.param("2028-12-31", "2025-12-31", "cooperation-day", Severity.ERROR, id="an-end-before-the-start"),
        pytest.param("2028-12-31", "2026-11-28", "cooperation-expired", Severity.ERROR, id="expired"),
        pytest.param("2028-12-31", "2026-12-24", "cooperation-ends-soon", Severity.WARNING, id="ends-soon"),
        pytest.param("file: terms-of-reference.md", "file: other.md", "cooperation-document", Severity.ERROR,
                     id="a-document-that-is-missing"),
        pytest.param('      - {party: efc, by: "B. Other, director", day: "2026-01-01"}\n', "", "cooperation-unsigned",
                     Severity.ERROR, id="unsigned"),
        pytest.param("id: efc, name", "id: northern-minerals, name", "cooperation-party-twice", Severity.ERROR,
                     id="a-party-twice"),
        pytest.param("  - {id: efc, name: Example Forest Council, role: member}\n", "", "cooperation-parties",
                     Severity.ERROR, id="one-party"),
    ])
    def test_each_lack_is_told(self, scheme: SchemeBuilder, old: str, new: str, code: str, severity: Severity) -> None:
        whole(scheme, (old, new))
        assert codes(scheme)[code] is severity

    def test_a_page_that_would_run_something_is_told_with_its_line(self, scheme: SchemeBuilder) -> None:
        whole(scheme, ('start: "2026-01-01"', "public_url: javascript:alert(1)\nstart: \"2026-01-01\""))
        told = scheme.run("cooperate", "check", "consent")
        line = 1 + scheme.text(RECORD).splitlines().index("public_url: javascript:alert(1)")
        assert told.code == 1
        assert f"{RECORD}:{line}:" in told.all
        assert "begins with https:// or http://" in told.all

    def test_how_far_it_goes_is_printed_where_the_record_says_it(self, scheme: SchemeBuilder) -> None:
        whole(scheme)
        scheme.done("cooperate", "export", "consent", "--to", "md")
        assert "Intensity" not in scheme.text("exports/consent-terms-of-reference.md")
        scheme.done("cooperate", "set", "consent", "intensity=partial", "--reason", "Only the definitions are shared.")
        scheme.done("cooperate", "export", "consent", "--to", "md")
        assert "partial" in scheme.text("exports/consent-terms-of-reference.md")

    def test_an_observer_puts_nothing_in_and_signs_nothing(self, scheme: SchemeBuilder) -> None:
        party = "  - {id: efc, name: Example Forest Council, role: member}\n"
        observer = "  - {id: watch, name: Example Watch, role: observer}\n"
        whole(scheme, (party, party + observer))
        assert codes(scheme) == {}
        whole(scheme, (party, party + observer.replace("observer", "funder")))
        assert codes(scheme) == {"cooperation-resources": Severity.WARNING, "cooperation-unsigned": Severity.ERROR}

    def test_what_has_ended_is_left_in_peace(self, scheme: SchemeBuilder) -> None:
        whole(scheme, ("state: active", "state: ended"), ("2027-11-01", "2020-11-01"))
        assert codes(scheme) == {}

    def test_check_of_the_scheme_tells_it_too(self, scheme: SchemeBuilder) -> None:
        whole(scheme, ("2027-11-01", "2026-11-28"))
        assert "cooperation-overdue" in {item.code for item in check_scheme(scheme.path, TODAY).findings}
        assert "cooperation-overdue" in scheme.run("check").all

    def test_a_record_that_cannot_be_read_hides_no_other(self, scheme: SchemeBuilder) -> None:
        whole(scheme, ("2027-11-01", "2026-11-28"))
        scheme.write("cooperation/broken/cooperation.yaml", "format: 1\nid: broken\ncolour: red\n")
        found = {(item.file, item.code) for item in check_cooperations(scheme.path, TODAY).findings}
        assert (RECORD, "cooperation-overdue") in found
        assert any(file == "cooperation/broken/cooperation.yaml" for file, _ in found)

    def test_nor_in_the_list_and_the_calendar(self, scheme: SchemeBuilder) -> None:
        scheme.done("cooperate", "new", "working-group", "consent", "--with", "efc=Example Forest Council")
        scheme.edit("review_due: ''", "review_due: '2027-01-01'", "cooperation/consent/cooperation.yaml")
        scheme.done("cooperate", "new", "theory-of-change", "copper", "--no-input")
        scheme.write("cooperation/broken/cooperation.yaml", "format: [1\n")
        for command in (["cooperate", "list"], ["cooperate", "calendar"], ["calendar"]):
            told = scheme.run(*command)
            assert told.code == 1, command
            assert "consent" in told.out
            assert "cooperation/broken/cooperation.yaml" in told.out
            assert len(scheme.run(*command, "--json").json["unread"]) == 1

    def test_a_folder_that_was_renamed(self, scheme: SchemeBuilder) -> None:
        whole(scheme)
        (scheme.path / "cooperation/consent").rename(scheme.path / "cooperation/other")
        assert [item.code for item in check_cooperations(scheme.path, TODAY).findings] == ["cooperation-place"]


class TestChanging:
    """'Types change over time and keep their history; expiry, review and version alarms.'"""

    def test_the_state_and_why(self, scheme: SchemeBuilder) -> None:
        started(scheme)
        scheme.done("cooperate", "change", "consent", "--state", "active", "--reason", "Both signed.", "--by", "Board")
        made = record(scheme)
        assert made.state is State.ACTIVE
        assert (made.history[-1].before, made.history[-1].after, made.history[-1].words, made.history[-1].by) == (
            "proposed", "active", "Both signed.", "Board")
        assert GitFolder(scheme.path).git("status", "--porcelain") == ""

    def test_a_renewal(self, scheme: SchemeBuilder) -> None:
        whole(scheme)
        scheme.done("cooperate", "change", "consent", "--end", "2030-12-31", "--review-due", "2029-01-01", "--reason",
                    "It worked.")
        made = record(scheme)
        assert (made.end, made.review_due) == ("2030-12-31", "2029-01-01")
        assert [event.kind for event in made.history] == ["renewed", "note"]

    def test_comments_in_the_record_stay(self, scheme: SchemeBuilder) -> None:
        started(scheme)
        scheme.edit("title:", "# our own note\ntitle:", RECORD)
        scheme.done("cooperate", "change", "consent", "--state", "active", "--reason", "Both signed.")
        assert "# our own note" in scheme.text(RECORD)

    @pytest.mark.parametrize(("arguments", "words"), [
        pytest.param(["--state", "proposed", "--reason", "No idea."], "nothing of consent would change", id="as-it-is"),
        pytest.param(["--reason", "No idea."], "say what changes: --state", id="nothing-named"),
        pytest.param(["--state", "active", "--reason", "."], "no reason", id="a-reason-of-a-dot"),
        pytest.param(["--end", "2027-02-30", "--reason", "We go on."], "no day of the calendar", id="no-day"),
    ])
    def test_what_is_refused(self, scheme: SchemeBuilder, arguments: list[str], words: str) -> None:
        started(scheme)
        assert words in scheme.done("cooperate", "change", "consent", *arguments, code=2).err

    def test_an_unknown_one(self, scheme: SchemeBuilder) -> None:
        started(scheme)
        told = scheme.done("cooperate", "change", "consnet", "--state", "active", "--reason", "Signed.", code=2)
        assert "did you mean 'consent'?" in told.err

    @pytest.mark.parametrize(("before", "after"), [
        (before, after) for before in KINDS for after in KINDS if before is not after
    ], ids=lambda kind: kind.value)
    def test_a_new_type_brings_its_terms_and_keeps_the_earlier(
        self, scheme: SchemeBuilder, before: CooperationType, after: CooperationType
    ) -> None:
        started(scheme, before.value)
        was = record(scheme)
        scheme.done("cooperate", "change", "consent", "--type", after.value, "--reason", "We do more now.")
        made = record(scheme)
        assert made.type is after
        assert made.sections.get(before.section) == was.sections.get(before.section)
        assert {item.file for item in was.documents} <= {item.file for item in made.documents}
        assert len(made.documents) > len(was.documents)
        assert (made.history[-1].kind, made.history[-1].before, made.history[-1].after) == (
            "type", before.value, after.value)


class TestDays:
    """Reviews, ends and objectives stand in the calendar of the scheme."""

    def test_the_days_of_the_header(self, scheme: SchemeBuilder) -> None:
        whole(scheme)
        days = [(day.day.isoformat(), day.kind.value) for day in cooperation_calendar(scheme.path, TODAY).days]
        assert days == [("2027-09-30", "objective due"), ("2027-11-01", "cooperation to review"),
                        ("2028-12-31", "cooperation ends")]

    def test_they_stand_among_the_others(self, scheme: SchemeBuilder) -> None:
        whole(scheme)
        scheme.done("approve", "grievance", "--body", "Board", "--date", "2026-10-05", "--review-due", "2027-10-15")
        days = scheme_calendar(scheme.path, TODAY).days
        assert [day.subject for day in days] == ["consent", "grievance", "consent", "consent"]
        assert len(scheme_calendar(scheme.path, TODAY, date(2027, 10, 31)).days) == 2

    def test_what_has_ended_is_due_no_more(self, scheme: SchemeBuilder) -> None:
        whole(scheme, ("state: active", "state: ended"))
        assert cooperation_calendar(scheme.path, TODAY).days == ()


def test_the_list_says_with_whom_and_what_is_open(scheme: SchemeBuilder) -> None:
    whole(scheme, ("outcome: Both schemes ask for consent in the same way.\n", ""))
    told = scheme.done("cooperate", "list").out
    assert "Example Forest Council" in told
    assert "1 error" in told
    assert "2028-12-31" in told
