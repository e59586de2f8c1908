"""Evidence pages: every item somebody judged is shown, and a framework of hundreds makes no page of hundreds."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from schemekit.crosswalk.coverage import UNJUDGED_LISTED, coverage
from schemekit.crosswalk.evidence import AdoptedClauses, ClauseState, Doubt
from schemekit.library.frameworks import shipped_frameworks
from schemekit.model.crosswalk import Crosswalk
from schemekit.model.framework import Framework
from schemekit.site.catalogue.evidence import since_of
from schemekit.site.evidence import Spot, evidence_page
from schemekit.text.document import ClauseText, Document

WHY = "The clause asks what the item asks."


def page(framework: Framework, *items: str) -> str:
    """The page of a framework of which one clause answers some items."""
    rows = [{"clause": "notice", "item": item, "relation": "subset", "confidence": "high", "rationale": WHY}
            for item in items]
    walk = Crosswalk.from_mapping({
        "module": "fees", "module_version": "1.0.0", "framework": framework.id,
        "framework_version": framework.version, "judge": "A. Author", "date": "2026-11-28", "rows": rows})
    adopted = AdoptedClauses(module="fees", version="1.0.0", states={"notice": ClauseState.KEPT})
    spot = Spot(label="1", place="fees/index.md#notice", since="1.0.0")
    return evidence_page(framework, coverage(framework, [walk], [adopted]), lambda _module, _clause: spot).markdown


def test_of_a_framework_of_hundreds_only_what_somebody_judged_is_listed() -> None:
    """A page of four hundred empty lines would hide the three that say something."""
    (sdg,) = shipped_frameworks()["sdg"]
    text = page(sdg, "16.3", "16.7")
    assert "430 items that nobody has judged are not listed." in text   # 433, less two targets and their goal
    assert text.count("\n## ") == 3
    assert text.count("\n|") < 20
    # 247 indicators and target 11.c, which has none; those below the two targets are spoken for
    assert "245 items. As judged, the clauses stand so to them: partly: 2, judged by nobody yet: 243." in text
    assert "(#i-clause-16-7)" in text


@pytest.mark.parametrize("name", ["ungp-31", "wto-tbt-annex-3"])
def test_of_a_short_framework_every_item_is_listed(name: str) -> None:
    (framework,) = shipped_frameworks()[name]
    assert len(framework.items) <= UNJUDGED_LISTED
    text = page(framework, framework.items[1].id)
    assert text.count("nobody has judged this") == len(framework.items) - 1
    assert "are not listed" not in text
    assert text.count("\n## ") == 1   # nobody's judgement needs no section


def test_what_a_scheme_judged_itself_is_marked() -> None:
    """'Evidence pages of the handbook site show them likewise.'"""
    (framework,) = shipped_frameworks()["ungp-31"]
    source, own = (Crosswalk.from_mapping({
        "module": "fees", "module_version": "1.0.0", "framework": "ungp-31", "framework_version": "2011",
        "judge": judge, "date": "2026-11-28", "rows": [{
            "clause": clause, "item": "b", "relation": relation, "confidence": "high", "rationale": WHY}]})
        for judge, clause, relation in (("A. Author", "notice", "subset"), ("B. Reviewer", "friends", "equal")))
    adopted = AdoptedClauses(module="fees", version="1.0.0", states={"notice": ClauseState.KEPT},
                             digests={"friends": "a"})
    spot = Spot(label="1", place="fees/index.md#notice", since="1.0.0")
    text = evidence_page(framework, coverage(framework, [source, own.own()], [adopted]),
                         lambda _module, _clause: spot).markdown
    assert "addresses: 1 (1 by its own judgement)" in text
    assert "**addresses, by its own judgement**, as judged by A. Author, B. Reviewer (the scheme itself)" in text
    assert "Without what the scheme judged itself: partly." in text
    assert "B. Reviewer (the scheme itself), 2026-11-28, on its own text" in text
    assert "What the scheme judged itself is marked" in text
    assert "the scheme itself" not in page(framework, "b")


def test_a_long_label_is_cut_in_the_heading_and_whole_below_it() -> None:
    (sdg,) = shipped_frameworks()["sdg"]
    target = sdg.item("1.4")
    assert target
    text = page(sdg, "1.4")
    heading = next(line for line in text.splitlines() if line.startswith("## 1.4"))
    assert len(heading) < 140
    assert f"1.4 {target.label()}"[:90] in heading
    assert text.count(target.label()[-40:]) == 1


@pytest.mark.parametrize(("later", "since"), [
    pytest.param("The secretariat shall give notice\nbefore each fee.", "1.0.0, 2026-01-01", id="wrapped-anew"),
    pytest.param("The secretariat shall give a written notice.", "1.1.0, 2026-02-01", id="worded-anew"),
])
def test_a_clause_is_readable_since_its_words_stand(later: str, since: str) -> None:
    """'Shows what is public, where, since when': a release that leaves a clause as it was does not make it younger."""
    texts = ["The secretariat shall give notice before each fee.", "The secretariat shall give notice before each fee.",
             later, later]
    days = ["2025-12-01", "2026-01-01", "2026-02-01", "2026-03-01"]
    texts[0] = "Something else."
    releases = [Released(version, day, f"# Fees\n\n## Notice {{ #notice }}\n\n{text}\n")
                for version, day, text in zip(("0.9.0", "1.0.0", "1.1.0", "1.1.1"), days, texts, strict=True)]
    first = since_of(releases)["notice"]
    assert f"{first.version}, {first.day}" == since


@dataclass(frozen=True)
class Released:
    """A release, as far as the question asks."""

    version: str
    day: str
    text: str

    @property
    def clauses(self) -> tuple[ClauseText, ...]:
        return Document.parse(self.text).clauses


def test_a_clause_in_doubt_is_told_with_what_that_means() -> None:
    (framework,) = shipped_frameworks()["ungp-31"]
    walk = Crosswalk.from_mapping({
        "module": "fees", "module_version": "1.0.0", "framework": "ungp-31", "framework_version": "2011",
        "judge": "A. Author", "date": "2026-11-28", "rows": [{
            "clause": "notice", "item": "b", "relation": "equal", "confidence": "high", "rationale": WHY}]})
    adopted = AdoptedClauses(module="fees", version="1.0.0", states={"notice": ClauseState.KEPT}, doubts=(
        Doubt(clause="preamble", place="policies/fees/policy.md:3", words="not came in"),))
    spot = Spot(label="1", place="fees/index.md#notice", since="1.0.0")
    text = evidence_page(framework, coverage(framework, [walk], [adopted]), lambda _module, _clause: spot).markdown
    assert "**partly, to be judged anew**" in text
    assert "(in doubt)" in text
    assert "words elsewhere in the same text may take back what it asks" in text
