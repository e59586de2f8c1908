"""Verdicts, held against a table that a lawyer can read and against the laws that no table can list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemekit.licence.letter import Letter
from schemekit.licence.licence import Kind, licence_of
from schemekit.licence.rules import rulebook
from schemekit.licence.verdict import DISCLAIMER, Answer, Use, judge, report, use_of

CASES = Path(__file__).parent / "cases.md"
TODAY = date(2026, 11, 23)


def rows(heading: str) -> Iterator[list[str]]:
    section = CASES.read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    for line in lines[2:]:
        yield [cell.strip() for cell in line.strip().strip("|").split("|")]


def cases(heading: str) -> list[object]:
    return [pytest.param(*row, id=" | ".join(row)) for row in rows(heading)]


def letter(uses: str, outgoing: str = "") -> Letter:
    return Letter(
        licence_ref="LicenseRef-efc-2026",
        grantor="Example Forest Council",
        file="letters/efc-2026.pdf",
        uses=frozenset(Use(use.strip()) for use in uses.split(",") if use),
        expires=date(2030, 1, 1),
        outgoing=tuple(name for name in outgoing.split(", ") if name),
    )


class TestTheTable:
    """The verdict is allowed, allowed with conditions, blocked or ask a person, from rules with sources."""

    @pytest.mark.parametrize(("source", "use", "outgoing", "answer", "rule"), cases("One source"))
    def test_one_source(self, source: str, use: str, outgoing: str, answer: str, rule: str) -> None:
        verdict = judge(source, outgoing, Use(use))
        assert (verdict.answer.value, rule in [reason.rule for reason in verdict.reasons]) == (answer, True)

    @pytest.mark.parametrize(
        ("source", "other", "outgoing", "answer", "rule"), cases("Several sources in one text")
    )
    def test_several_sources(self, source: str, other: str, outgoing: str, answer: str, rule: str) -> None:
        verdict = judge(source, outgoing, Use.ADAPTATION, mixed_with=[other])
        assert (verdict.answer.value, rule in [reason.rule for reason in verdict.reasons]) == (answer, True)

    @pytest.mark.parametrize(
        ("source", "permits", "names", "use", "outgoing", "on", "answer", "rule"),
        cases("With a letter of permission"),
    )
    def test_with_a_letter(
        self,
        source: str,
        permits: str,
        names: str,
        use: str,
        outgoing: str,
        on: str,
        answer: str,
        rule: str,
    ) -> None:
        day = date.fromisoformat(on) if on else None
        verdict = judge(source, outgoing, Use(use), letter=letter(permits, names), on=day)
        assert (verdict.answer.value, rule in [reason.rule for reason in verdict.reasons]) == (answer, True)

    def test_every_rule_has_a_case(self) -> None:
        """No rule is untested: each is named in the table."""
        named = {cell for line in CASES.read_text(encoding="utf-8").splitlines() for cell in line.split(" | ")}
        named = {cell.strip(" |") for cell in named}
        book = rulebook()
        untested = {rule.id for rule in (*book.rules, *book.letter_rules)} - named
        assert untested == {"letter-mixing-not-named"}  # needs a letter and a mix: tested below


BOOK = rulebook()
CREATIVE_COMMONS = [f"{f.id}-{v}" for f in BOOK.families.values() for v in f.versions]
PUBLIC_DOMAIN = sorted(BOOK.public_domain)
KNOWN = [*BOOK.licence_ids(), "LicenseRef-own", "GPL-3.0-only", "ODbL-1.0", "CC-BY-SA-3.0-DE", "CC-BY-SA-2.1-JP"]
some_licence = st.sampled_from(KNOWN)
some_use = st.sampled_from(list(Use))
some_mix = st.lists(some_licence, max_size=3)


class TestLaws:
    """Laws that hold for every licence the rules know."""

    @given(source=st.sampled_from(PUBLIC_DOMAIN), outgoing=some_licence, use=some_use)
    def test_public_domain_is_always_allowed(self, source: str, outgoing: str, use: Use) -> None:
        assert judge(source, outgoing, use).answer is Answer.ALLOWED

    @given(
        source=some_licence, free=st.sampled_from(PUBLIC_DOMAIN), outgoing=some_licence, mix=some_mix, use=some_use
    )
    def test_public_domain_is_the_bottom(
        self, source: str, free: str, outgoing: str, mix: list[str], use: Use
    ) -> None:
        """Adding public domain text never changes the answer."""
        assert (
            judge(source, outgoing, use, mixed_with=[*mix, free]).answer
            is judge(source, outgoing, use, mixed_with=mix).answer
        )

    @given(source=some_licence, more=some_licence, outgoing=some_licence, mix=some_mix)
    def test_mixing_more_in_never_makes_the_answer_milder(
        self, source: str, more: str, outgoing: str, mix: list[str]
    ) -> None:
        without = judge(source, outgoing, Use.ADAPTATION, mixed_with=mix).answer
        assert judge(source, outgoing, Use.ADAPTATION, mixed_with=[*mix, more]).answer.rank >= without.rank

    @given(sources=st.lists(some_licence, min_size=1, max_size=3), outgoing=some_licence, data=st.data())
    def test_the_order_of_the_sources_does_not_matter(
        self, sources: list[str], outgoing: str, data: st.DataObject
    ) -> None:
        other = data.draw(st.permutations(sources))
        assert (
            judge(sources[0], outgoing, Use.ADAPTATION, mixed_with=sources[1:]).answer
            is judge(other[0], outgoing, Use.ADAPTATION, mixed_with=other[1:]).answer
        )

    @given(
        source=st.sampled_from([name for name in CREATIVE_COMMONS if "-ND-" in name]),
        outgoing=some_licence,
        mix=some_mix,
    )
    def test_no_derivatives_is_never_adapted(self, source: str, outgoing: str, mix: list[str]) -> None:
        verdict = judge(source, outgoing, Use.ADAPTATION, mixed_with=mix)
        assert verdict.answer is Answer.BLOCKED
        assert {"Endorse it", "Cover sheet"} <= {way.split(":")[0] for way in verdict.ways_out}

    @given(source=st.sampled_from(CREATIVE_COMMONS), outgoing=st.sampled_from(CREATIVE_COMMONS))
    def test_versions_only_go_up(self, source: str, outgoing: str) -> None:
        if licence_of(outgoing).version < licence_of(source).version:
            assert not judge(source, outgoing, Use.ADAPTATION).is_allowed

    @given(source=st.sampled_from([n for n in CREATIVE_COMMONS if "-SA-1.0" in n]), outgoing=some_licence)
    def test_share_alike_1_0_goes_nowhere_else(self, source: str, outgoing: str) -> None:
        assert judge(source, outgoing, Use.ADAPTATION).is_allowed == (source == outgoing)

    @given(
        one=st.sampled_from([n for n in CREATIVE_COMMONS if n.startswith("CC-BY-SA")]),
        two=st.sampled_from([n for n in CREATIVE_COMMONS if n.startswith("CC-BY-NC-SA")]),
        outgoing=st.sampled_from(CREATIVE_COMMONS),
    )
    def test_the_two_kinds_of_share_alike_never_mix(self, one: str, two: str, outgoing: str) -> None:
        assert judge(one, outgoing, Use.ADAPTATION, mixed_with=[two]).answer is Answer.BLOCKED
        assert judge(two, outgoing, Use.ADAPTATION, mixed_with=[one]).answer is Answer.BLOCKED

    @given(
        source=st.one_of(st.just("NOASSERTION"), st.text(max_size=30).filter(lambda t: " or " not in t.lower())),
        outgoing=some_licence,
        use=some_use,
    )
    def test_unknown_is_never_allowed(self, source: str, outgoing: str, use: Use) -> None:
        verdict = judge(source, outgoing, use)
        assert verdict.answer is Answer.ASK or any(
            licence_of(name).kind is not Kind.UNKNOWN for name in source.split()
        )

    @given(source=some_licence, outgoing=some_licence, mix=some_mix, use=some_use, data=st.data())
    def test_every_verdict_has_a_reason_with_a_source(
        self, source: str, outgoing: str, mix: list[str], use: Use, data: st.DataObject
    ) -> None:
        held = data.draw(st.sampled_from([None, letter(""), letter("adaptation"), letter("collection")]))
        on = data.draw(st.sampled_from([None, TODAY, date(2031, 1, 1)]))
        verdict = judge(source, outgoing, use, mixed_with=mix, letter=held, on=on)
        assert verdict.reasons
        for reason in verdict.reasons:
            assert reason.rule
            assert reason.source
            assert reason.url.startswith("https://")
            assert "{" not in reason.text
        assert not any("{" in line for line in (*verdict.duties, *verdict.ways_out))
        if verdict.answer is Answer.CONDITIONS:
            assert verdict.duties
        if not verdict.is_allowed:
            assert verdict.ways_out
        if verdict.answer is Answer.BLOCKED:
            assert not verdict.duties

    @given(source=some_licence, outgoing=some_licence, mix=some_mix)
    def test_reference_is_milder_than_collection_and_collection_than_adaptation(
        self, source: str, outgoing: str, mix: list[str]
    ) -> None:
        ranks = [judge(source, outgoing, one, mixed_with=mix).answer.rank for one in Use]
        assert ranks == sorted(ranks)


class TestLetters:
    """A letter of permission is a LicenseRef- with scope, term and file."""

    def test_the_duties_name_file_scope_and_limits(self) -> None:
        held = Letter.from_mapping(
            "LicenseRef-efc-2026",
            {
                "grantor": "Example Forest Council",
                "file": "letters/efc-2026.pdf",
                "uses": ["collection", "adaptation"],
                "expires": "2030-01-01",
                "territory": "Ghana",
                "languages": ["en", "fr"],
                "note": "Version 2 only.",
            },
        )
        verdict = judge("NONE", "LicenseRef-all-rights-reserved", Use.ADAPTATION, letter=held, on=TODAY)
        assert verdict.duties == (
            "Keep the letter with the scheme's papers: letters/efc-2026.pdf.",
            "Stay within what it says: collection, adaptation; territory Ghana; languages en, fr; Version 2 only.",
            "Credit Example Forest Council as the letter asks.",
        )
        assert verdict.reasons[0].text == (
            "The letter of Example Forest Council (LicenseRef-efc-2026) permits this use until 2030-01-01."
        )

    def test_an_endless_letter_needs_no_date(self) -> None:
        held = Letter(licence_ref="LicenseRef-x", grantor="X", file="x.pdf", uses=frozenset({Use.COLLECTION}))
        assert judge("LicenseRef-x", "CC-BY-4.0", Use.COLLECTION, letter=held).is_allowed

    def test_a_letter_that_names_no_licence_does_not_go_into_a_mixed_text(self) -> None:
        held = letter("adaptation")
        verdict = judge("NONE", "CC-BY-4.0", Use.ADAPTATION, mixed_with=["CC-BY-4.0"], letter=held, on=TODAY)
        assert (verdict.answer, verdict.reasons[0].rule) == (Answer.BLOCKED, "letter-mixing-not-named")

    def test_a_letter_does_not_speak_for_other_holders(self) -> None:
        held = letter("adaptation")
        verdict = judge("CC-BY-4.0", "CC-BY-4.0", Use.ADAPTATION, mixed_with=["NONE"], letter=held, on=TODAY)
        assert verdict.answer is Answer.BLOCKED

    def test_a_letter_speaks_for_its_own_ref_in_a_mix(self) -> None:
        held = letter("adaptation", "CC-BY-4.0")
        verdict = judge(
            "CC-BY-4.0", "CC-BY-4.0", Use.ADAPTATION, mixed_with=["LicenseRef-efc-2026"], letter=held, on=TODAY
        )
        assert verdict.answer is Answer.CONDITIONS

    def test_braces_in_a_note_are_kept_as_they_are(self) -> None:
        held = Letter(
            licence_ref="LicenseRef-x",
            grantor="{source}",
            file="x.pdf",
            uses=frozenset({Use.COLLECTION}),
            note="{0} {grantor.__class__}",
        )
        verdict = judge("LicenseRef-x", "CC-BY-4.0", Use.COLLECTION, letter=held)
        assert "{0} {grantor.__class__}" in verdict.duties[1]


class TestReports:
    """Nothing printed is legal advice: said once in a report."""

    def test_a_report_as_it_is_printed(self) -> None:
        verdicts = {
            "grievance": judge("CC-BY-ND-4.0", "CC-BY-4.0", Use.ADAPTATION),
            "safety": judge("CC0-1.0", "CC-BY-4.0", Use.COLLECTION),
        }
        told = report(verdicts)
        assert told.count(DISCLAIMER) == 1
        assert told.splitlines()[0] == (
            "grievance   adaptation of CC-BY-ND-4.0, published under CC-BY-4.0   blocked"
        )
        assert "\nsafety   collection of CC0-1.0   allowed\n" in told
        assert "  way out  Endorse it: keep the module word for word" in told

    def test_as_json(self) -> None:
        assert judge("CC0-1.0", "CC-BY-4.0", Use.REFERENCE).to_mapping() == {
            "answer": "allowed",
            "use": "reference",
            "source_licence": "CC0-1.0",
            "outgoing_licence": "CC-BY-4.0",
            "reasons": [
                {
                    "rule": "public-domain",
                    "text": "CC0-1.0 keeps no rights back: anyone may copy, change and combine the text, "
                    "under any licence.",
                    "source": "CC0 1.0 section 2; PDDL 1.0 preamble; CC FAQ, adapter's licence chart, row PD",
                    "url": BOOK.rules[0].url,
                },
                {
                    "rule": "citing-is-free",
                    "text": "Copyright protects the wording, not the fact that a document exists: naming it, "
                    "numbering its clauses and quoting briefly needs no licence.",
                    "source": "Berne Convention articles 2(8) and 10(1); CC BY 4.0 section 2(a)(2)",
                    "url": "https://www.wipo.int/wipolex/en/text/283693",
                },
            ],
            "duties": ["Give title, version and address, and quote no more than the point needs."],
            "ways_out": [],
        }

    def test_a_non_commercial_source_warns_of_certification_fees(self) -> None:
        verdict = judge("CC-BY-NC-4.0", "CC-BY-NC-4.0", Use.ADAPTATION)
        assert any("certification for a fee" in duty for duty in verdict.duties)


class TestUseOf:
    """The lock and the differences tell which of the three uses holds, so the check needs no questions."""

    @pytest.mark.parametrize(
        ("facts", "use"),
        [
            pytest.param({"deviates": False}, Use.COLLECTION, id="word-for-word"),
            pytest.param({"deviates": True}, Use.ADAPTATION, id="a-clause-was-changed"),
            pytest.param({"deviates": False, "fills_blanks": True}, Use.COLLECTION, id="blanks-filled"),
            pytest.param(
                {"deviates": False, "fills_blanks": True, "parameters_adapt": True},
                Use.ADAPTATION,
                id="blanks-filled-and-the-setting-says-adaptation",
            ),
            pytest.param(
                {"deviates": False, "parameters_adapt": True}, Use.COLLECTION, id="setting-without-blanks"
            ),
            pytest.param({"deviates": False, "translated": True}, Use.ADAPTATION, id="translated"),
            pytest.param({"deviates": False, "holds_text": False}, Use.REFERENCE, id="only-cited"),
        ],
    )
    def test_use_of(self, facts: dict[str, bool], use: Use) -> None:
        assert use_of(**facts) is use
