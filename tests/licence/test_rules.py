"""The rulebook as data: complete, explained, and true to the licence texts packaged beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from schemekit.licence.facts import facts_of, letter_facts
from schemekit.licence.letter import Letter
from schemekit.licence.licence import Kind, licence_of
from schemekit.licence.rules import Quote, packaged, rulebook
from schemekit.licence.use import Use

BOOK = rulebook()
ALL_RULES = (*BOOK.rules, *BOOK.letter_rules, *BOOK.notes.values())


def flat(text: str) -> str:
    return " ".join(text.replace("’", "'").split())


def quotes() -> Iterator[object]:
    for rule in ALL_RULES:
        for quote in rule.quotes:
            yield pytest.param(quote, id=f"{rule.id}-{quote.licence}-{quote.section}")


class TestSources:
    """Rules are lawyer-readable data, each with its source."""

    @pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.id)
    def test_every_rule_says_where_it_comes_from(self, rule: object) -> None:
        source, url = getattr(rule, "source", ""), getattr(rule, "url", "")
        assert source
        assert url.startswith("https://")

    @pytest.mark.parametrize("quote", list(quotes()))
    def test_every_quoted_phrase_stands_in_the_licence(self, quote: Quote) -> None:
        text = packaged(f"texts/{quote.licence}.txt")
        assert text is not None
        assert flat(quote.words) in flat(text)

    def test_rule_ids_are_unique(self) -> None:
        ids = [rule.id for rule in ALL_RULES]
        assert sorted(ids) == sorted(set(ids))

    def test_a_licence_that_says_no_offers_a_way_out(self) -> None:
        assert [r.id for r in ALL_RULES if not r.answer.is_allowed and not r.ways_out] == []


class TestFacts:
    """Every fact a rule asks about is explained, and is one the code can tell."""

    def test_rules_use_only_explained_facts_and_all_of_them(self) -> None:
        used = {fact for rule in ALL_RULES for fact in rule.needs | rule.unless}
        assert used == set(BOOK.facts)

    def test_the_code_tells_exactly_the_explained_facts(self) -> None:
        names = (*BOOK.licence_ids(), "LicenseRef-own", "GPL-3.0-only", "CC-BY-SA-3.0-DE")
        licences = [licence_of(name) for name in names]
        told: set[str] = set()
        for source in licences:
            for outgoing in licences:
                told |= facts_of(source, outgoing, licences)
        for use in Use:
            for outgoing_names in ((), ("MIT",)):
                for ends in ("", "2020-01-01"):
                    entry = {"grantor": "X", "file": "x", "uses": ["adaptation"], "expires": ends}
                    held = Letter.from_mapping("LicenseRef-x", {**entry, "outgoing": outgoing_names})
                    told |= letter_facts(held, use, licences[0], (), None)
                    told |= letter_facts(held, use, licences[0], (), held.expires and held.expires.replace(year=2021))
        assert told == set(BOOK.facts)


class TestLicences:
    """What each licence asks for agrees with its text."""

    @pytest.mark.parametrize("name", BOOK.licence_ids())
    def test_a_text_is_packaged_for_every_licence_named(self, name: str) -> None:
        if name in ("NONE", "NOASSERTION"):
            assert licence_of(name).kind in (Kind.RESERVED, Kind.UNKNOWN)
        else:
            assert len(packaged(f"texts/{name}.txt") or "") > 150

    @pytest.mark.parametrize(
        "name", [f"{family.id}-{version}" for family in BOOK.families.values() for version in family.versions]
    )
    def test_attributes_agree_with_the_text(self, name: str) -> None:
        licence = licence_of(name)
        text = flat(packaged(f"texts/{name}.txt") or "")
        non_commercial = re.search(r"directed towards? commercial advantage or (private )?monetary", text)
        assert bool(non_commercial) == (not licence.commercial)
        shares_changes = re.search(
            r"produce, reproduce, and Share Adapted Material"
            r"|create and [Rr]eproduce (Derivative Works|Adaptations)"
            r"|to create, Reproduce, Distribute and Publicly Perform Adaptations",
            text,
        )
        assert bool(shares_changes) == licence.adaptations
        keeps_licence = re.search(
            r"ShareAlike ?\. ?In addition|(Derivative Work|Adaptation) only under(:| the terms of)",
            text,
        )
        assert bool(keeps_licence) == licence.share_alike
        assert licence.credit

    @pytest.mark.parametrize(
        ("name", "url"),
        [
            ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
            ("cc-by-nc-sa-3.0-igo", "https://creativecommons.org/licenses/by-nc-sa/3.0/igo/"),
            ("CC-BY-SA-3.0-DE", "https://creativecommons.org/licenses/by-sa/3.0/de/"),
            ("ODbL-1.0", "https://spdx.org/licenses/ODbL-1.0.html"),
            ("LicenseRef-own", ""),
        ],
    )
    def test_addresses(self, name: str, url: str) -> None:
        assert licence_of(name).url == url

    def test_what_is_national(self) -> None:
        assert licence_of("CC-BY-SA-3.0-DE").is_national
        assert not licence_of("CC-BY-SA-3.0-IGO").is_national
        assert not licence_of("CC-BY-SA-3.0").is_national
        assert not licence_of("MIT").is_national
