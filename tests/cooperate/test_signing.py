"""What parties sign: a copy that binds, with the digest of its words, and the record of who signed it and when."""

from __future__ import annotations

import re
from datetime import date

import pytest
import yaml

from schemekit.cooperate.check import check_cooperations
from schemekit.cooperate.kinds import KINDS
from schemekit.model.cooperation import CooperationType
from schemekit.model.finding import Finding, Severity
from tests.builders import GitFolder
from tests.scheme_builders import SchemeBuilder

RECORD = "cooperation/consent/cooperation.yaml"
TERMS = "cooperation/consent/terms-of-reference.md"
TODAY = date(2026, 11, 29)
SIGNED = ("--by", "A. Author, chair", "--date", "2026-11-02")


@pytest.fixture
def consent(scheme: SchemeBuilder) -> SchemeBuilder:
    return started(scheme, "working-group")


def started(scheme: SchemeBuilder, kind: str) -> SchemeBuilder:
    scheme.done("cooperate", "new", kind, "consent", "--with", "efc=Example Forest Council", "--no-input")
    return scheme


def printed(scheme: SchemeBuilder, *more: str) -> str:
    [file] = scheme.done("cooperate", "export", "consent", "--to", "md", *more, "--json").json["files"]
    return scheme.text(f"exports/{file}")


def words_of(paper: str) -> str:
    found = re.search("Words:\\S* (?:SHA-256 )?((?:[0-9a-f]{4} ?){8})", paper)
    assert found, paper[:600]
    return found[1].strip()


def signatures(scheme: SchemeBuilder) -> list[Finding]:
    return [item for item in check_cooperations(scheme.path, TODAY).findings
            if item.code in ("cooperation-unsigned", "cooperation-signed-words")]


class TestCopyForSignature:
    """The paper that is signed says when it binds; a draft says that it binds nobody."""

    @pytest.mark.parametrize("kind", list(KINDS), ids=lambda kind: kind.value)
    def test_every_type(self, scheme: SchemeBuilder, kind: CooperationType) -> None:
        started(scheme, kind.value)
        copy, draft = printed(scheme, "--for-signature"), printed(scheme)
        assert "for signature: in force once all parties have signed" in copy
        for words in ("binds nobody", "uncontrolled", "proposed"):
            assert words not in copy.partition("## Contents")[0], words
        assert "uncontrolled" not in copy
        assert "proposed: binds nobody yet" in draft
        assert words_of(copy) == words_of(draft)

    def test_what_the_document_names_is_there_while_it_is_empty(self, consent: SchemeBuilder) -> None:
        paper = printed(consent)
        for words in ("**Start:** Not agreed yet", "**End:** Not agreed yet", "**Review due:** Not agreed yet",
                      "Objectives\n\nNot agreed yet.", "What each party puts in\n\nNot agreed yet."):
            assert words in paper

    def test_it_stands_at_the_foot_of_each_page(self, consent: SchemeBuilder) -> None:
        consent.done("cooperate", "export", "consent", "--to", "html", "--for-signature")
        page = consent.text("exports/consent-terms-of-reference-for-signature.html")
        assert "for signature.<br>Words: " in page
        assert "(first 32 digits of a SHA-256)" in page

    def test_it_tells_what_is_open_before_anybody_signs(self, consent: SchemeBuilder) -> None:
        told = consent.done("cooperate", "export", "consent", "--to", "md", "--for-signature").all
        assert "open yet: start, end, review due, " in told
        assert "before anybody signs: " in told
        assert "schemekit cooperate sign consent PARTY" in told
        told = consent.done("cooperate", "export", "consent", "--to", "md").all
        assert "as a draft" in told
        assert "--for-signature" in told

    def test_nobody_signs_what_is_over(self, consent: SchemeBuilder) -> None:
        consent.done("cooperate", "change", "consent", "--state", "ended", "--reason", "Both boards let it go.")
        told = consent.done("cooperate", "export", "consent", "--to", "md", "--for-signature", code=2)
        assert "has ended" in told.err

    def test_the_words_are_those_of_text_and_record(self, consent: SchemeBuilder) -> None:
        """Other words are other digests; layout, contacts and the day of review are none."""
        before = words_of(printed(consent))
        consent.write(TERMS, consent.text(TERMS).replace("\n\n", "\n\n\n"))
        consent.edit("id: 'efc',", "id: 'efc', contact: us@example.org,", RECORD)
        consent.done("cooperate", "set", "consent", "review_due=2027-11-01")
        assert words_of(printed(consent)) == before
        consent.done("cooperate", "set", "consent", "--gives", "efc=two experts")
        after = words_of(printed(consent))
        assert after != before
        consent.write(TERMS, consent.text(TERMS).replace(" shall ", " should ", 1))
        assert words_of(printed(consent)) not in (before, after)


class TestLawThatApplies:
    """A place to fill in, shown as others are; `check` tells it where the agreement is active."""

    @pytest.mark.parametrize("kind", list(KINDS), ids=lambda kind: kind.value)
    def test_every_type_has_a_clause_and_a_place(self, scheme: SchemeBuilder, kind: CooperationType) -> None:
        started(scheme, kind.value)
        paper = printed(scheme)
        assert "read under the law that the annex *The cooperation and its parties* names" in paper
        assert "**Law that applies.** Not agreed yet." in paper
        assert "mediator whom all accept" in paper
        assert "may bind another" in paper
        assert re.search("Each (party )?answers for what it does ", paper)

    def test_it_is_told_until_it_is_agreed_on(self, consent: SchemeBuilder) -> None:
        def told() -> list[Severity]:
            return [item.severity for item in check_cooperations(consent.path, TODAY).findings
                    if item.code == "cooperation-law"]

        assert "law that applies" in consent.done("cooperate", "export", "consent", "--to", "md", "--for-signature").all
        assert told() == [], "not while it is only proposed"
        consent.done("cooperate", "change", "consent", "--state", "active", "--reason", "Both boards agreed.")
        assert told() == [Severity.WARNING]
        before = words_of(printed(consent))
        consent.done("cooperate", "set", "consent", "governing_law=the law of Norway", "--reason", "Both said so.")
        assert told() == []
        assert "**Law that applies.** the law of Norway" in printed(consent)
        assert words_of(printed(consent)) != before, "it is among the words that are signed"

    def test_nobody_is_asked_where_nothing_is_signed(self, consent: SchemeBuilder) -> None:
        consent.done("cooperate", "set", "consent", "basis=letter")
        consent.done("cooperate", "change", "consent", "--state", "active", "--reason", "Both boards agreed.")
        assert "**Law that applies.**" not in printed(consent)
        assert "cooperation-law" not in {item.code for item in check_cooperations(consent.path, TODAY).findings}


class TestSigning:
    """'active without all parties' signatures: name which is missing'"""

    def test_who_signed_and_on_which_words(self, consent: SchemeBuilder) -> None:
        words = words_of(printed(consent, "--for-signature"))
        told = consent.done("cooperate", "sign", "consent", "efc", *SIGNED, "--words", words.upper()).all
        assert f"signed for Example Forest Council, words {words}" in told
        assert "Not signed yet: Northern Minerals" in told
        [document] = yaml.safe_load(consent.text(RECORD))["documents"]
        assert document["signed"] == [{"party": "efc", "by": "A. Author, chair", "day": "2026-11-02",
                                       "words": words.replace(" ", "")}]
        told = consent.done("cooperate", "sign", "consent", "northern-minerals", *SIGNED).all
        assert "are these at the foot of the paper?" in told
        assert "--state active" in told
        assert GitFolder(consent.path).git("status", "--porcelain") == ""
        assert "A. Author, chair" in printed(consent)
        assert "A. Author, chair" not in printed(consent, "--for-signature"), "a new copy has room for all"

    def test_a_second_one_takes_its_place(self, consent: SchemeBuilder) -> None:
        consent.done("cooperate", "sign", "consent", "efc", *SIGNED)
        told = consent.done("cooperate", "sign", "consent", "efc", "--by", "B. Other", "--date", "2026-11-03").all
        assert "in the place of A. Author, chair on 2026-11-02" in told
        [document] = yaml.safe_load(consent.text(RECORD))["documents"]
        assert [item["by"] for item in document["signed"]] == ["B. Other"]

    def test_whose_is_missing(self, consent: SchemeBuilder) -> None:
        assert signatures(consent) == [], "a proposal is signed by and by"
        consent.done("cooperate", "change", "consent", "--state", "active", "--reason", "Both boards agreed.")
        [found] = signatures(consent)
        assert found.severity is Severity.ERROR
        assert found.found.endswith("without a signature of Northern Minerals, Example Forest Council")
        consent.done("cooperate", "sign", "consent", "efc", *SIGNED)
        [found] = signatures(consent)
        assert found.found.endswith("without a signature of Northern Minerals")
        assert "schemekit cooperate sign consent northern-minerals" in found.fix
        consent.done("cooperate", "sign", "consent", "northern-minerals", *SIGNED)
        assert signatures(consent) == []

    def test_where_nothing_is_signed(self, consent: SchemeBuilder) -> None:
        consent.done("cooperate", "change", "consent", "--state", "active", "--reason", "Both boards agreed.")
        consent.done("cooperate", "set", "consent", "basis=none")
        assert signatures(consent) == []

    def test_words_that_changed_after_they_were_signed(self, consent: SchemeBuilder) -> None:
        consent.done("cooperate", "sign", "consent", "efc", *SIGNED)
        consent.write(TERMS, consent.text(TERMS).replace(" shall ", " should ", 1))
        [found] = signatures(consent)
        assert (found.code, found.severity) == ("cooperation-signed-words", Severity.WARNING)
        assert "Example Forest Council signed the words" in found.found

    def test_nobody_is_printed_under_words_that_came_afterwards(self, consent: SchemeBuilder) -> None:
        """'wherever the words are no longer those that were signed … prints no name as a signature of them'"""
        for party, who in (("efc", "A. Author, chair"), ("northern-minerals", "N. North, director")):
            consent.done("cooperate", "sign", "consent", party, "--by", who, "--date", "2026-11-02")
        consent.done("cooperate", "change", "consent", "--state", "active", "--reason", "Both boards agreed.")
        assert "N. North, director" in printed(consent)
        assert "not signed" not in printed(consent).lower()
        consent.done("cooperate", "set", "consent", "outcome=Another outcome than we signed.")
        paper = printed(consent)
        for name in ("A. Author", "N. North"):
            assert name not in paper
        assert "**Status:** active, not signed by all in these words" in paper
        assert ("**Not signed in these words.** Example Forest Council signed on 2026-11-02 and Northern Minerals "
                "signed on 2026-11-02, on other words; these have not been signed by them.") in paper
        assert "not signed in these words" not in printed(consent, "--for-signature"), "that one has room for all"
        told = consent.done("cooperate", "export", "consent", "--to", "html")
        assert "these have not been signed by them" in told.all
        page = consent.text("exports/consent-terms-of-reference.html")
        assert "active, not signed by all in these words, printed" in page

    def test_who_signs_anew_is_printed_beside_who_has_not(self, consent: SchemeBuilder) -> None:
        for party, who in (("efc", "A. Author, chair"), ("northern-minerals", "N. North, director")):
            consent.done("cooperate", "sign", "consent", party, "--by", who, "--date", "2026-11-02")
        consent.write(TERMS, consent.text(TERMS).replace(" shall ", " should ", 1))
        told = consent.done("cooperate", "sign", "consent", "efc", *SIGNED).all
        assert "Not signed yet: Northern Minerals" in told, "what it signed is another text"
        paper = printed(consent)
        assert "A. Author, chair" in paper
        assert "N. North" not in paper
        assert "Northern Minerals signed on 2026-11-02, on other words; these have not been signed by it." in paper

    @pytest.mark.parametrize(("groups", "why"), [
        pytest.param(4, "16 digits are too few", id="too-few"),
        pytest.param(9, "36 digits are too many", id="too-many"),
    ])
    def test_a_part_of_the_words_is_no_other_text(self, consent: SchemeBuilder, groups: int, why: str) -> None:
        words = [*words_of(printed(consent, "--for-signature")).split(), "0000"]
        told = consent.done("cooperate", "sign", "consent", "efc", *SIGNED, "--words", " ".join(words[:groups]), code=2)
        assert why in told.err
        assert "in 8 groups of four" in told.err
        assert "something else was signed" not in told.err

    @pytest.mark.parametrize(("arguments", "words"), [
        pytest.param(["efx", *SIGNED], "no party of consent is called 'efx'", id="no-party"),
        pytest.param(["efc", "--by", "-"], "nobody is named who signed", id="nobody"),
        pytest.param(["efc", "--by", "A", "--date", "2026-02-30"], "no day of the calendar", id="no-day"),
        pytest.param(["efc", "--by", "A", "--date", "2199-01-01"], "is yet to come", id="a-day-to-come"),
        pytest.param(["efc", *SIGNED, "--document", "letter.md"], "has no document 'letter.md'", id="no-document"),
        pytest.param(["efc", *SIGNED, "--words", "0000 0000 0000 0000"], "the paper has the words 0000 0000 0000 0000",
                     id="other-words"),
    ])
    def test_what_is_refused(self, consent: SchemeBuilder, arguments: list[str], words: str) -> None:
        before = consent.text(RECORD)
        assert words in consent.done("cooperate", "sign", "consent", *arguments, code=2).err
        assert consent.text(RECORD) == before

    def test_who_looks_on_signs_nothing(self, consent: SchemeBuilder) -> None:
        consent.edit("name: 'Example Forest Council', role: member", "name: 'Example Forest Council', role: observer",
                     RECORD)
        told = consent.done("cooperate", "sign", "consent", "efc", *SIGNED, code=2)
        assert "Example Forest Council is an observer" in told.err
