"""Filling a record in without a text editor: `cooperate set`, and what `cooperate new` asks at a terminal.

'Common header and the article's advice built in as checks with plain words': what is missing can be said in a command.
"""

from __future__ import annotations

import json
import os
import pty
import shlex
import subprocess
import sys

import pytest

from schemekit.cooperate.record_entry import read_entry
from schemekit.cooperate.record_field import entry_example
from schemekit.cooperate.record_fields import fields_of
from schemekit.cooperate.records import held
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.model.cooperation import Contribution, Cooperation, CooperationType, Neutrality, Objective, Shown
from tests.builders import GitFolder
from tests.scheme_builders import SchemeBuilder

RECORD = "cooperation/consent/cooperation.yaml"


@pytest.fixture
def consent(scheme: SchemeBuilder) -> SchemeBuilder:
    scheme.done("cooperate", "new", "working-group", "consent", "--with", "efc=Example Forest Council", "--no-input")
    return scheme


def record(scheme: SchemeBuilder) -> Cooperation:
    return held(SchemeFolder(scheme.path), "consent").cooperation


class TestSet:
    """'fields of the header only, keeps comments, refuses unknown keys with did-you-mean, validated'."""

    def test_fields_of_every_kind(self, consent: SchemeBuilder) -> None:
        consent.edit("title:", "# our own note\ntitle:", RECORD)
        consent.done("cooperate", "set", "consent", "outcome=One: for both", "scope.commodities=copper, gold",
                     "scope.places=Here", "convenor.name=An Office", "convenor.neutral=yes", "review_due=2027-11-01",
                     "publish=yes")
        made = record(consent)
        assert made.outcome == "One: for both"
        assert made.scope == {"commodities": ("copper", "gold"), "places": ("Here",)}
        assert made.convenor is not None
        assert (made.convenor.name, made.convenor.neutrality) == ("An Office", Neutrality.NEUTRAL)
        assert (made.review_due, made.shown) == ("2027-11-01", Shown(page=True))
        assert "# our own note" in consent.text(RECORD)
        assert GitFolder(consent.path).git("status", "--porcelain") == ""

    def test_objectives_and_what_parties_give(self, consent: SchemeBuilder) -> None:
        for objective, gives in (("One guidance.", "two experts"), ("One guidance on all", "a hall")):
            consent.done("cooperate", "set", "consent", "--objective", objective, "--measure", "Both approved.",
                         "--due", "2027-09-30", "--gives", f"efc={gives}", "--kind", "staff")
        made = record(consent)
        first = Objective(id="one-guidance", words="One guidance.", measure="Both approved.", due="2027-09-30")
        assert made.objectives[0] == first
        assert [item.id for item in made.objectives] == ["one-guidance", "one-guidance-on-all"]
        assert made.contributions == tuple(
            Contribution(party="efc", kind="staff", words=words) for words in ("two experts", "a hall"))

    def test_empty_words_leave_it_open_again(self, consent: SchemeBuilder) -> None:
        consent.done("cooperate", "set", "consent", "outcome=One")
        consent.done("cooperate", "set", "consent", "outcome=")
        assert record(consent).outcome == ""

    def test_nobody_is_called_partial_unasked(self, consent: SchemeBuilder) -> None:
        """Neutral yes, no, or nobody said; and said no more."""
        for words, told in (([], Neutrality.UNSAID), (["convenor.neutral=no"], Neutrality.NOT_NEUTRAL),
                            (["convenor.neutral="], Neutrality.UNSAID)):
            consent.done("cooperate", "set", "consent", *(words or ["convenor.name=Ms Ada, neutral chair"]))
            made = record(consent)
            assert made.convenor is not None
            assert made.convenor.neutrality is told
        assert "nothing on whether Ms Ada, neutral chair is neutral" in consent.run("cooperate", "check", "consent").out
        consent.done("cooperate", "export", "consent", "--to", "md")
        assert "not neutral" not in consent.text("exports/consent-terms-of-reference.md")

    @pytest.mark.parametrize(("arguments", "words"), [
        pytest.param(["outcom=x"], "did you mean 'outcome'?", id="a-misspelt-field"),
        pytest.param(["convenor=Ann"], "did you mean 'convenor.name'?", id="half-a-field"),
        pytest.param(["state=active"], "schemekit cooperate change", id="a-state"),
        pytest.param(["id=other"], "never changes", id="the-id"),
        pytest.param(["convenor.neutral=yes"], "says nothing without convenor.name", id="a-neutral-nobody"),
        pytest.param(["convenor.name=A", "convenor.neutral=perhaps"], "neither yes nor no", id="neither"),
        pytest.param(["review_due=1.11.2027"], "write it as 2027-11-01", id="a-day-as-people-write-it"),
        pytest.param(["basis=handshake"], "one of: agreement, licence, letter, none", id="no-such-basis"),
        pytest.param(["public_url=javascript:alert(1)"], "begins with https:// or http://", id="no-web-page"),
        pytest.param(["public_url=https://example.org/a b"], "begins with https:// or http://", id="a-blank-in-a-page"),
        pytest.param(["outcome=" + "x" * 4001], "outcome is too long why: it has 4,001 characters, of at most 4,000",
                     id="too-long"),
        pytest.param(["outcome=One\u202eguidance"], "outcome holds the mark U+202E", id="a-hidden-mark"),
        pytest.param(["outcome=One", "--reason", "Both agreed on it.", "--by", "x" * 301], "--by is too long",
                     id="who-too-long"),
        pytest.param(["title="], "has a title", id="no-title"),
        pytest.param([], "nothing is to be set", id="nothing"),
        pytest.param(["outcome"], "wants a name, = and words", id="no-words"),
        pytest.param(["--gives", "efx=a hall"], "did you mean 'efc'?", id="a-misspelt-party"),
        pytest.param(["--due", "2027-01-01"], "say which with --objective", id="a-day-of-nothing"),
        pytest.param(["--objective", "One", "--due", "soon"], "no day of the calendar", id="no-day"),
    ])
    def test_what_is_refused_changes_nothing(self, consent: SchemeBuilder, arguments: list[str], words: str) -> None:
        before = consent.text(RECORD)
        told = consent.run("cooperate", "set", "consent", *arguments)
        assert told.code in (1, 2)
        assert words in " ".join(told.all.split())
        assert "cooperation.yaml:" not in told.all, "nobody has saved such a line"
        assert consent.text(RECORD) == before

    @pytest.mark.parametrize("field", ["end", "review_due"])
    def test_what_binds_people_changes_with_a_reason(self, consent: SchemeBuilder, field: str) -> None:
        consent.done("cooperate", "change", "consent", "--state", "active", "--reason", "Both signed.")
        told = consent.done("cooperate", "set", "consent", f"{field}=2028-01-01", code=2)
        assert "schemekit cooperate change consent" in told.err
        consent.done("cooperate", "set", "consent", "outcome=One for both")


class TestTerms:
    """A board secretary fills in the terms of every type without a text editor: one door, which the schema holds."""

    @pytest.fixture
    def project(self, scheme: SchemeBuilder) -> SchemeBuilder:
        scheme.done("cooperate", "new", "joint-project", "consent", "--with", "efc=Example Forest Council",
                    "--no-input")
        return scheme

    def test_fields_and_entries_of_the_type(self, project: SchemeBuilder) -> None:
        told = project.done("cooperate", "set", "consent", "power_note=Each party has one vote.",
                            "joint_project.exit.notice_days=60", "licence=CC0-1.0", "basis=Agreement",
                            "--add", "deliverables=A guidance, with a map; owner=efc; due=2027-09-30",
                            "--add", "parties=Water Alliance; id=wa; role=Observer").out
        assert "deliverables.a-guidance-with-a-map" in told
        terms = record(project).sections["joint_project"]
        assert terms["power_note"] == "Each party has one vote."
        assert terms["exit"]["notice_days"] == 60
        assert terms["deliverables"] == [{"id": "a-guidance-with-a-map", "title": "A guidance, with a map",
                                          "owner": "efc", "due": "2027-09-30"}]
        assert record(project).parties[-1].role == "observer"
        text = project.text(RECORD)
        assert "   # what keeps it fair where the parties are unequal" in text
        assert "# What is delivered:" in text
        assert GitFolder(project.path).git("log", "-1", "--format=%s").startswith("Joint project: set power_note")

    @pytest.mark.parametrize("name", ["a-guidance", "1"])
    def test_an_entry_is_set_and_taken_out(self, project: SchemeBuilder, name: str) -> None:
        project.done("cooperate", "set", "consent", "--add", "deliverables=A guidance; owner=efc", "--add",
                     "deliverables=A map")
        project.done("cooperate", "set", "consent", f"deliverables.{name}.due=2027-09-30",
                     f"deliverables.{name}.owner=")
        terms = record(project).sections["joint_project"]
        assert terms["deliverables"][0] == {"id": "a-guidance", "title": "A guidance", "due": "2027-09-30"}
        project.done("cooperate", "set", "consent", f"deliverables.{name}=")
        assert [item["id"] for item in record(project).sections["joint_project"]["deliverables"]] == ["a-map"]

    def test_a_list_inside_an_entry(self, scheme: SchemeBuilder) -> None:
        scheme.done("cooperate", "new", "shared-process", "consent", "--with", "efc=Council", "--no-input")
        scheme.done("cooperate", "set", "consent", "data.keep_months=60", "--add", "grades=Major; close_days=90",
                    "--add", "grades.major.parties=efc; grade=Critical; close_days=30", "--add",
                    "data.withheld=prices; and names")
        terms = record(scheme).sections["shared_process"]
        assert terms["grades"] == [{"grade": "Major", "close_days": 90,
                                    "parties": [{"party": "efc", "grade": "Critical", "close_days": 30}]}]
        assert terms["data"]["withheld"][-1] == "prices; and names"

    def test_a_list_of_words_as_a_whole(self, scheme: SchemeBuilder) -> None:
        scheme.done("cooperate", "new", "recognition", "consent", "--with", "efc=Council", "--no-input")
        scheme.done("cooperate", "set", "consent", "claims=Audited by Council, recognised; Certified",
                    "object=STANDARD")
        scheme.done("cooperate", "set", "consent", "claims.2=")
        terms = record(scheme).sections["recognition"]
        assert (terms["claims"], terms["object"]) == (["Audited by Council, recognised"], "standard")

    @pytest.mark.parametrize(("arguments", "words"), [
        pytest.param(["powr_note=x"], "did you mean 'power_note'?", id="a-misspelt-term"),
        pytest.param(["notice_days=5"], "did you mean 'exit.notice_days'?", id="without-what-it-is-part-of"),
        pytest.param(["exit.notice=5"], "did you mean 'exit.notice_days'?", id="a-misspelt-part"),
        pytest.param(["claims=x"], "--list tells what each is", id="of-another-type"),
        pytest.param(["exit=x"], "exit has parts of its own", id="a-whole"),
        pytest.param(["exit.notice_days=ninety"], "no whole number", id="no-number"),
        pytest.param(["exit.notice_days=-5"], "0", id="a-number-that-cannot-be"),
        pytest.param(["deliverables=A guidance"], "--add deliverables=", id="a-list-that-is-set"),
        pytest.param(["deliverables.map.due=2027-01-01"], "has no entry 'map'", id="no-such-entry"),
        pytest.param(["history=x"], "'schemekit cooperate change' writes it", id="the-history"),
        pytest.param(["--add", "licence=CC0-1.0"], "licence is no list", id="no-list"),
        pytest.param(["--add", "deliverables=A map; ownr=efc"], "did you mean 'owner'?", id="a-misspelt-part-of-one"),
        pytest.param(["--add", "deliverables=A map; owner=efx"], "did you mean 'efc'?", id="a-stranger"),
        pytest.param(["--add", "deliverables=A map; due=soon"], "no day of the calendar", id="no-day"),
        pytest.param(["--add", "deliverables=A"] * 2, "deliverables has 'A' already", id="twice"),
        pytest.param(["--objective", "One.", "--add", "objectives=one"], "objectives has 'One.' already",
                     id="an-objective-twice"),
        pytest.param(["--gives", "efc=a hall", "--gives", "efc=a hall"], "contributions has 'efc' already",
                     id="a-gift-twice"),
        pytest.param(["--add", "derived=efc; title=A map"], "an entry of derived wants from", id="half-an-entry"),
    ])
    def test_what_is_refused_changes_nothing(self, project: SchemeBuilder, arguments: list[str], words: str) -> None:
        before = project.text(RECORD)
        told = project.run("cooperate", "set", "consent", *arguments)
        assert told.code in (1, 2)
        assert words in " ".join(told.all.split())
        assert project.text(RECORD) == before

    def test_a_reason_stands_in_the_history(self, project: SchemeBuilder) -> None:
        project.done("cooperate", "change", "consent", "--state", "active", "--reason", "Both signed.")
        assert "--reason" in project.done("cooperate", "set", "consent", "exit.notice_days=60").err
        told = project.done("cooperate", "set", "consent", "exit.notice_days=30", "--reason", "One left in a hurry.",
                            "--by", "Board")
        assert told.err == ""
        last = record(project).history[-1]
        assert (last.kind, last.words, last.by) == ("note", "One left in a hurry. (exit.notice_days)", "Board")
        before = project.text(RECORD)
        said = project.done("cooperate", "set", "consent", "exit.notice_days=20", "--reason", "x", code=2).err
        assert "'x' is no reason" in said
        assert "needs words" in said
        project.done("cooperate", "set", "consent", "exit.notice_days=20", "--by", "Board", code=2)
        assert project.text(RECORD) == before

    def test_rows_are_judged_elsewhere(self, scheme: SchemeBuilder) -> None:
        scheme.done("cooperate", "new", "recognition", "consent", "--with", "efc=Council", "--no-input")
        told = scheme.done("cooperate", "set", "consent", "--add", "provisions=x", code=2)
        assert "schemekit cooperate judge" in told.err

    def test_the_list_names_every_field_with_what_it_says(self, project: SchemeBuilder) -> None:
        project.done("cooperate", "set", "consent", "--add", "deliverables=A map")
        told = " ".join(project.done("cooperate", "set", "consent", "--list").out.split())
        assert 'exit.notice_days="…" 90 How many days' in told
        assert '--add deliverables="…" a-map What is delivered.' in told
        assert "claims" not in told

    @pytest.mark.parametrize("kind", list(CooperationType))
    def test_the_example_of_each_list_is_an_entry(self, kind: CooperationType) -> None:
        for field in fields_of(kind.section):
            if field.is_list:
                assert read_entry(field, entry_example(field), [], ["nmi", "efc"])

    @pytest.mark.parametrize("kind", [kind.value for kind in CooperationType])
    def test_what_check_advises_can_be_typed(self, scheme: SchemeBuilder, kind: str) -> None:
        """Each `fix:` is a command: typed one after the other, they leave nothing open but what others have to do."""
        scheme.done("cooperate", "new", kind, "consent", "--with", "efc=Example Forest Council", "--no-input")
        typed: set[str] = set()
        for _ in range(40):
            found = json.loads(scheme.run("cooperate", "check", "consent", "--json").out)["findings"]
            advice = [item["fix"] for item in found if item["code"] not in ELSEWHERE]
            assert all(fix.startswith("schemekit cooperate set consent ") for fix in advice), advice
            new = next((fix for fix in advice if fix not in typed), None)
            if new is None:
                break
            typed.add(new)
            scheme.done(*as_typed(new))
        assert advice == []


ELSEWHERE = {"recognition-provisions", "harmonised-party", "cooperation-unseen", "process-shares"}
"""What is done with the other party at the table, or for each of several entries."""


def as_typed(fix: str) -> list[str]:
    """An advice as a person types it: its command, with words in the gaps."""
    command = fix.partition(" (")[0]
    for gap, words in (("YYYY-MM-DD", "2027-09-30"), ("PARTY", "efc"), ("…", "Some words")):
        command = command.replace(gap, words)
    return shlex.split(command)[1:]


class TestNewAtATerminal:
    """A board secretary is asked, and needs no editor for what the checks of the header ask for."""

    def test_it_asks_for_the_header_too(self, scheme: SchemeBuilder) -> None:
        answers = ("Group on consent", "Example Forest Council", "One for both.", "Definitions that divide nobody.",
                   "An Office", "", "", "", "perhaps", "yes", "One guidance.", "A second one.", "", "one expert", "",
                   "1.11.2027", "2027-11-01")
        screen = typed(scheme, answers, "cooperate", "new", "working-group", "consent")
        assert "[example-forest-council]" in screen
        assert "write it as 2027-11-01" in screen
        made = record(scheme)
        assert [party.id for party in made.parties] == ["northern-minerals", "example-forest-council"]
        assert [item.words for item in made.objectives] == ["One guidance.", "A second one."]
        assert [(item.party, item.words) for item in made.contributions] == [("northern-minerals", "one expert")]
        assert made.review_due == "2027-11-01"
        assert made.convenor is not None
        assert made.convenor.neutrality is Neutrality.NEUTRAL
        assert "neither yes nor no" in screen

    def test_enter_leaves_everything_open(self, scheme: SchemeBuilder) -> None:
        typed(scheme, ("",) * 12, "cooperate", "new", "joint-project", "consent")
        made = record(scheme)
        assert (made.objectives, made.contributions, made.review_due) == ((), (), "")
        assert "a party called Other Scheme" in scheme.done("cooperate", "check", "consent").all


    def test_an_id_in_use_is_told_before_anything_is_asked(self, consent: SchemeBuilder) -> None:
        screen = typed(consent, (), "cooperate", "new", "joint-project", "consent", code=2)
        assert "cooperation/consent is there already" in screen
        assert "What do people call" not in screen

    @pytest.mark.parametrize("arguments", [
        pytest.param(("--set", "outcom=x"), id="no-such-question"),
        pytest.param(("--with", "northern-minerals=Us"), id="our-own-id"),
        pytest.param(("--set", "licence=<b>"), id="no-plain-text"),
    ])
    def test_what_was_given_is_tried_before_anything_is_asked(
        self, scheme: SchemeBuilder, arguments: tuple[str, ...]
    ) -> None:
        screen = typed(scheme, (), "cooperate", "new", "working-group", "consent", *arguments, code=2)
        assert "What do people call" not in screen

    def test_an_answer_that_cannot_stand_is_told_at_its_question(self, scheme: SchemeBuilder) -> None:
        scheme.done("cooperate", "new", "joint-project", "working-group", "--no-input")
        answers = ("Working group", "Group on consent", "Council", "<b>", "One.", "", "", "votes", "vote", "",
                   "northern-minerals", "Efc!", "efc", "One guidance.", "one guidance", "", "x" * 400, "a hall", "", "")
        screen = " ".join(typed(scheme, answers, "cooperate", "new", "working-group").split())
        assert "cooperation/working-group is there already" in screen
        assert "an HTML tag" in screen
        assert "is the id of your own scheme" in screen
        assert "Did you mean 'vote'?" in screen
        assert "objectives has 'one guidance' already" in screen
        made = held(SchemeFolder(scheme.path), "group-on-consent").cooperation
        assert [item.words for item in made.objectives] == ["One guidance."]
        assert [item.words for item in made.contributions] == ["a hall"]
        assert made.outcome == "One."

    def test_days_of_notice_are_a_number(self, scheme: SchemeBuilder) -> None:
        answers = ("", "Council", "", "", "", "", "soon", "60", "", "", "", "", "")
        typed(scheme, answers, "cooperate", "new", "joint-project", "consent")
        assert "notice_days: 60" in scheme.text(RECORD)

    def test_a_theory_too(self, scheme: SchemeBuilder) -> None:
        scheme.done("cooperate", "new", "theory-of-change", "copper", "--no-input")
        screen = typed(scheme, (), "cooperate", "new", "theory-of-change", "copper", code=2)
        assert "cooperation/copper is there already" in screen
        assert "?" not in screen.partition("error:")[0]


def typed(scheme: SchemeBuilder, lines: tuple[str, ...], *arguments: str, code: int = 0) -> str:
    """What a terminal shows while somebody types these lines."""
    ours, theirs = pty.openpty()
    try:
        os.write(ours, "".join(f"{line}\n" for line in lines).encode())
        done = subprocess.run([sys.executable, "-m", "schemekit", *arguments], cwd=scheme.path, stdin=theirs,
                              stdout=theirs, stderr=theirs, check=False, timeout=300, start_new_session=True)
        os.close(theirs)
        theirs = -1
        shown = b""
        while True:
            try:
                shown += os.read(ours, 65536)
            except OSError:
                break   # all is read
        assert done.returncode == code, shown.decode()
        return shown.decode()
    finally:
        os.close(ours)
        if theirs >= 0:
            os.close(theirs)
