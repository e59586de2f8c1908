"""What becomes of texts, records and reasons when decisions are closed.

'A decision keeps base, source and your wording in the adoption record with where it stands; [...] `check` is red while
a decision is open.'
"""

from __future__ import annotations

import pytest

from schemekit.adopt.decide import Choice, decide, open_decisions
from schemekit.errors import UnknownNameError, UsageError
from tests.decision_builders import ACKNOWLEDGE, FEE, POLICY, three
from tests.decision_builders import open_decisions as opened
from tests.scheme_builders import SchemeBuilder

MINE = "## Fee { #no-charge }\n\nA complaint shall cost 5 euros.\n\n"
SOURCE = "## Fee { #no-charge }\n\nA complaint shall cost nothing.\n\n"
FORM = "policies/grievance/forms/complaint-form.md"


def reasons(scheme: SchemeBuilder) -> dict[str, tuple[str, str]]:
    return {item["clause"]: (item["verb"], item["reason"]) for item in scheme.record()["deviations"]}


def take(scheme: SchemeBuilder, take: str, clause: str, reason: str = "", code: int = 0) -> None:
    scheme.done("decide", "grievance", "--take", take, "--clause", clause, "--reason", reason, code=code)


class TestReasons:
    """After a decision the deviation in the record follows."""

    def test_kept_mine(self, scheme: SchemeBuilder) -> None:
        """Kept mine: deviation with the reason, for the clause as it now reads."""
        three(scheme)
        take(scheme, "ours", "no-charge", "our statutes say so", code=1)
        assert reasons(scheme) == {"no-charge": ("adapt", "our statutes say so")}
        assert "#no-charge" not in [item["subject"] for item in scheme.json("status")["modules"][1]["todo"]]

    def test_kept_mine_without_a_reason(self, scheme: SchemeBuilder) -> None:
        """`check` asks for it; one given before the source changed stays to be read, and is asked for again."""
        three(scheme)
        scheme.done("reason", "grievance", "no-charge", "statutes", "--by", "Ana", "--approved", "Board 12")
        take(scheme, "ours", "no-charge", code=1)
        take(scheme, "ours", "outcome", code=1)
        kept, = scheme.record()["deviations"]
        assert (kept["reason"], kept["by"], kept["approved"]) == ("statutes", "Ana", "Board 12")
        told = scheme.done("check", code=1).out
        assert 'schemekit reason grievance outcome "why"' in told
        assert "the source changed since its reason was given" in told
        scheme.done("reason", "grievance", "no-charge", "statutes")
        assert "the source changed since" not in scheme.done("check", code=1).out

    def test_a_reason_of_an_older_update(self, scheme: SchemeBuilder) -> None:
        """Given for an earlier update, it was not given again for this one."""
        three(scheme)
        take(scheme, "ours", "no-charge", "statutes", code=1)
        opened(scheme, {**FEE, "cause": "grievance 1.1.0 -> 1.2.0", "source": "All of it shall cost nothing."})
        told = scheme.done("decide", "grievance", "--take", "ours", "--clause", "no-charge", code=1)
        assert "#no-charge: no reason stands for what the clause says now; check asks for it" in told.err
        assert "the source changed since its reason was given" in scheme.done("check", code=1).out

    def test_took_the_source(self, scheme: SchemeBuilder) -> None:
        """The clause is as the source has it: its entry goes, and the decision keeps the history."""
        scheme.edit("A complaint shall cost nothing.", "A complaint shall cost 5 euros.")
        scheme.done("reason", "grievance", "no-charge", "statutes")
        opened(scheme, {**FEE, "base": "A complaint costs little.", "source": "A complaint shall cost nothing."})
        take(scheme, "source", "no-charge", "it is fairer")
        assert reasons(scheme) == {}
        assert [(item["taken"], item["reason"]) for item in scheme.record()["decisions"]] == [
            ("source", "it is fairer")]

    def test_two_passages_of_one_clause(self, scheme: SchemeBuilder) -> None:
        """A reason stays only if it was given for those words: another decision of the clause leaves it standing."""
        scheme.edit("acknowledge a complaint within 5 working days.", "acknowledge a complaint within two weeks.")
        scheme.edit("name a person to ask.", "name two people.")
        other = {"clause": "acknowledgement", "base": "The acknowledgement shall name a person to ask.",
                 "source": "It shall name one.", "ours": "The acknowledgement shall name two people."}
        opened(scheme, ACKNOWLEDGE, other, other | {"ours": "It shall name one.", "source": "The last."})
        scheme.done("decide", "grievance", "--clause", "acknowledgement", "--number", "1", "--take", "ours",
                    "--reason", "two people work here", code=1)
        scheme.done("decide", "grievance", "--clause", "acknowledgement", "--number", "1", "--take", "source", code=1)
        assert reasons(scheme) == {"acknowledgement": ("adapt", "two people work here")}
        assert "changed since" not in scheme.run("check").out
        take(scheme, "edited", "acknowledgement", "and it is short")
        assert reasons(scheme) == {"acknowledgement": ("adapt", "two people work here; and it is short")}
        assert scheme.run("check").code == 0

    def test_a_reason_for_other_words_does_not_stay(self, scheme: SchemeBuilder) -> None:
        three(scheme)
        scheme.done("reason", "grievance", "acknowledgement", "holidays")
        take(scheme, "source", "acknowledgement", code=1)
        assert "changed since its reason was given" in scheme.run("check").out

    def test_an_approval_holds_for_the_words_approved(self, scheme: SchemeBuilder) -> None:
        three(scheme)
        scheme.done("reason", "grievance", "no-charge", "statutes", "--by", "Ana", "--approved", "Board 12")
        take(scheme, "both", "no-charge", "statutes", code=1)
        kept, = scheme.record()["deviations"]
        assert (kept["reason"], kept["by"], kept.get("approved", "")) == ("statutes", "Ana", "")


class TestClauses:
    """A clause that one side does not have any more."""

    @pytest.fixture
    def dropped(self, scheme: SchemeBuilder) -> SchemeBuilder:
        scheme.edit(SOURCE, "")
        scheme.done("reason", "grievance", "no-charge", "in our statutes")
        opened(scheme, {"clause": "no-charge", "base": SOURCE.replace("nothing", "little"), "source": SOURCE,
                        "ours": "", "scope": "clause"})
        assert scheme.run("check").code == 1
        return scheme

    def test_still_left_out(self, dropped: SchemeBuilder) -> None:
        """For a dropped clause that the source changed: keep is still dropped, with its reason kept."""
        take(dropped, "ours", "no-charge")
        assert reasons(dropped) == {"no-charge": ("drop", "in our statutes")}
        dropped.done("check")

    def test_it_comes_back(self, dropped: SchemeBuilder) -> None:
        """Take: the clause comes back, at its old place."""
        take(dropped, "source", "no-charge")
        assert reasons(dropped) == {}
        assert f"to ask.\n\n{SOURCE}## Outcome" in dropped.text()
        dropped.done("check")

    @pytest.mark.parametrize(("wanted", "stands", "kept"), [
        ("source", False, {}), ("ours", True, {"help": ("add", "people like it")})])
    def test_retired_by_the_source(
        self, scheme: SchemeBuilder, wanted: str, stands: bool, kept: dict[str, tuple[str, str]]
    ) -> None:
        own = "## Help { #help }\n\nWe help a lot.\n\n"
        scheme.edit("## Fee", f"{own}## Fee")
        opened(scheme, {"clause": "help", "base": own.replace(" a lot", ""), "source": "", "ours": own,
                        "scope": "clause"})
        take(scheme, wanted, "help", "people like it")
        assert (own in scheme.text(), reasons(scheme)) == (stands, kept)
        scheme.done("check")

    def test_both_stand(self, scheme: SchemeBuilder) -> None:
        """Both clauses: the source's keeps its id, yours is your own."""
        scheme.edit(SOURCE, MINE)
        opened(scheme, {"clause": "no-charge", "base": "", "source": SOURCE, "ours": MINE, "scope": "clause"})
        take(scheme, "both", "no-charge", "for appeals")
        assert reasons(scheme) == {"no-charge-own": ("add", "for appeals")}
        assert MINE.replace("#no-charge", "#no-charge-own") + SOURCE in scheme.text()
        scheme.done("check")


class TestFiles:
    """For FILE: written, kept or deleted."""

    def test_written_and_deleted(self, scheme: SchemeBuilder) -> None:
        form = scheme.text(FORM)
        opened(scheme, {"file": "forms/extra.md", "source": "Extra.\n", "scope": "file"},
               {"file": "forms/complaint-form.md", "ours": form, "base": "Old.\n", "scope": "file"})
        take(scheme, "source", "forms/extra.md", code=1)
        assert scheme.text("policies/grievance/forms/extra.md") == "Extra.\n"
        take(scheme, "source", "forms/complaint-form.md")
        assert not (scheme.path / FORM).exists()

    def test_a_passage_of_a_form(self, scheme: SchemeBuilder) -> None:
        scheme.edit("# Complaint form", "# Our form", FORM)
        opened(scheme, {"file": "forms/complaint-form.md", "base": "# Complaint form", "ours": "# Our form\n",
                        "source": "# The form\n"})
        assert [(item.name, item.place) for item in open_decisions(scheme.path, "grievance")] == [
            ("forms/complaint-form.md", f"{FORM}:1")]
        take(scheme, "source", "forms/complaint-form.md")
        assert scheme.text(FORM).startswith("# The form\n")


class TestBytes:
    """Every other byte stays as it was."""

    @pytest.mark.parametrize("form", [
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="line-ends-of-windows"),
        pytest.param(lambda text: "\ufeff" + text, id="a-byte-order-mark"),
        pytest.param(lambda text: text.rstrip("\n"), id="no-line-end-at-the-end"),
        pytest.param(lambda text: text.replace("A complaint shall", "A  complaint\nshall"), id="another-wrapping"),
    ])
    def test_they_do(self, scheme: SchemeBuilder, form: object) -> None:
        three(scheme)
        assert callable(form)
        text = form(scheme.text())
        scheme.write(POLICY, text)
        take(scheme, "source", "acknowledgement", code=1)
        assert scheme.text() == text.replace("within two weeks.", "within 3 working days.")
        take(scheme, "ours", "no-charge", code=1)
        assert scheme.text() == text.replace("within two weeks.", "within 3 working days.")


class TestPython:
    """'Everything the CLI can do is a documented Python call.'"""

    def test_equal_decisions(self, scheme: SchemeBuilder) -> None:
        """Two equal decisions and two places: the first is about the first."""
        scheme.edit("A complaint shall cost nothing.", "It is free.\nMore.\nIt is free.")
        asked = {"clause": "no-charge", "base": "x", "source": "It costs.", "ours": "It is free."}
        opened(scheme, asked, asked)
        first, second = open_decisions(scheme.path)
        assert (first.line, second.line, second.number, second.among) == (19, 21, 2, 2)
        done = decide(scheme.path, "grievance", [Choice(decision=second.decision, take="source", at=second.at)])
        assert [closed.place for closed in done.closed] == ["policies/grievance/policy.md:21"]
        assert "It is free.\nMore.\nIt costs." in scheme.text()
        left, = open_decisions(scheme.path)
        assert (left.line, left.at) == (19, 1)

    def test_what_is_refused(self, scheme: SchemeBuilder) -> None:
        three(scheme)
        first = open_decisions(scheme.path)[0].decision
        before = scheme.files()
        with pytest.raises(UsageError, match="cannot be taken"):
            decide(scheme.path, "grievance", [Choice(decision=first, take="theirs")])
        with pytest.raises(UsageError, match="too long"):
            decide(scheme.path, "grievance", [Choice(decision=first, take="edited", words="x" * 200_001)])
        with pytest.raises(UnknownNameError, match="not open any more"):
            decide(scheme.path, "grievance", [Choice(decision=first, take="ours")] * 2)
        assert scheme.files() == before
