"""Filling a record in without a text editor: `cooperate set`, and what `cooperate new` asks at a terminal.

'Common header and the article's advice built in as checks with plain words': what is missing can be said in a command.
"""

from __future__ import annotations

import os
import pty
import subprocess
import sys

import pytest

from schemekit.cooperate.records import held
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.model.cooperation import Contribution, Cooperation, Neutrality, Objective, Shown
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
        for _ in range(2):
            consent.done("cooperate", "set", "consent", "--objective", "One guidance.", "--measure", "Both approved.",
                         "--due", "2027-09-30", "--gives", "efc=two experts", "--kind", "staff")
        made = record(consent)
        first = Objective(id="one-guidance", words="One guidance.", measure="Both approved.", due="2027-09-30")
        assert made.objectives[0] == first
        assert [item.id for item in made.objectives] == ["one-guidance", "one-guidance-2"]
        assert made.contributions == (Contribution(party="efc", kind="staff", words="two experts"),) * 2

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
        pytest.param(["convenor.neutral=yes"], "nobody convenes yet", id="a-neutral-nobody"),
        pytest.param(["convenor.name=A", "convenor.neutral=perhaps"], "neither yes nor no", id="neither"),
        pytest.param(["review_due=1.11.2027"], "write it as 2027-11-01", id="a-day-as-people-write-it"),
        pytest.param(["basis=handshake"], "one of: agreement, licence, letter, none", id="no-such-basis"),
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
        assert consent.text(RECORD) == before

    @pytest.mark.parametrize("field", ["end", "review_due"])
    def test_what_binds_people_changes_with_a_reason(self, consent: SchemeBuilder, field: str) -> None:
        consent.done("cooperate", "change", "consent", "--state", "active", "--reason", "Both signed.")
        told = consent.done("cooperate", "set", "consent", f"{field}=2028-01-01", code=2)
        assert "schemekit cooperate change consent" in told.err
        consent.done("cooperate", "set", "consent", "outcome=One for both")


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
        assert "'perhaps' is neither yes nor no." in screen

    def test_enter_leaves_everything_open(self, scheme: SchemeBuilder) -> None:
        typed(scheme, ("",) * 12, "cooperate", "new", "joint-project", "consent")
        made = record(scheme)
        assert (made.objectives, made.contributions, made.review_due) == ((), (), "")
        assert "a party called Other Scheme" in scheme.done("cooperate", "check", "consent").all


def typed(scheme: SchemeBuilder, lines: tuple[str, ...], *arguments: str) -> str:
    """What a terminal shows while somebody types these lines."""
    ours, theirs = pty.openpty()
    try:
        os.write(ours, "".join(f"{line}\n" for line in lines).encode())
        done = subprocess.run([sys.executable, "-m", "schemekit", *arguments], cwd=scheme.path, stdin=theirs,
                              stdout=theirs, stderr=theirs, check=True, timeout=60, start_new_session=True)
        os.close(theirs)
        theirs = -1
        shown = b""
        while done.returncode == 0:
            try:
                shown += os.read(ours, 65536)
            except OSError:
                return shown.decode()
        return shown.decode()
    finally:
        os.close(ours)
        if theirs >= 0:
            os.close(theirs)
