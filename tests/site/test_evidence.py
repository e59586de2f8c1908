"""Evidence pages: every item somebody judged is shown, and a framework of hundreds makes no page of hundreds."""

from __future__ import annotations

import pytest

from schemekit.crosswalk.coverage import UNJUDGED_LISTED, AdoptedClauses, ClauseState, coverage
from schemekit.library.frameworks import shipped_frameworks
from schemekit.model.crosswalk import Crosswalk
from schemekit.model.framework import Framework
from schemekit.site.evidence import Spot, evidence_page

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
    assert "434 items that nobody has judged are not listed." in text   # 437, less two targets and their goal
    assert text.count("\n## ") == 3
    assert text.count("\n|") < 20
    # the 251 indicators, of which those below the two targets are spoken for
    assert "248 items. As judged, the clauses stand so to them: partly: 2, judged by nobody yet: 246." in text
    assert "(#i-clause-16-7)" in text


@pytest.mark.parametrize("name", ["ungp-31", "wto-tbt-annex-3"])
def test_of_a_short_framework_every_item_is_listed(name: str) -> None:
    (framework,) = shipped_frameworks()[name]
    assert len(framework.items) <= UNJUDGED_LISTED
    text = page(framework, framework.items[1].id)
    assert text.count("nobody has judged this") == len(framework.items) - 1
    assert "are not listed" not in text
    assert text.count("\n## ") == 1   # nobody's judgement needs no section


def test_a_long_label_is_cut_in_the_heading_and_whole_below_it() -> None:
    (sdg,) = shipped_frameworks()["sdg"]
    target = sdg.item("1.4")
    assert target
    text = page(sdg, "1.4")
    heading = next(line for line in text.splitlines() if line.startswith("## 1.4"))
    assert len(heading) < 140
    assert f"1.4 {target.label()}"[:90] in heading
    assert text.count(target.label()[-40:]) == 1
