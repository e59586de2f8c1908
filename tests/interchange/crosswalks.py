"""Crosswalks of any kind, for the laws of this room."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from schemekit.interchange.exchanged import Exchanged
from schemekit.model.crosswalk import Confidence, Crosswalk, CrosswalkRow, JointJudgement, Relation
from schemekit.model.framework import Framework, FrameworkItem, FrameworkSource

CLAUSES = {"notice": "Notice", "waiver": "Waiver of a fee", "purpose": "=Purpose", "x1": "| bars | and\ttabs"}
ITEMS = ("1", "1.10", "L", "l2", "a-b", "7.13.1")
FRAMEWORK = Framework(
    id="fair-fees", version="2.1", title="Fair fees", summary="Fees.", licence="CC-BY-4.0", date="2026-11-28",
    source=FrameworkSource(title="Charter", publisher="Example Fees Forum", rights="Only numbers are listed."),
    items=tuple(FrameworkItem(id=item, labels={"en": f"Item {item}"}) for item in ITEMS))

_SIGNS = st.characters(codec="utf-8", exclude_characters="\r\x00\x85\u2028\u2029\ufeff")
WORDS = st.one_of(
    st.text(_SIGNS, min_size=1, max_size=60).filter(lambda words: bool(words.strip())),
    st.sampled_from(["=cmd|'/c calc'!A0", "+1", "-1", "@x", "'=1", "''-1", "a\tb", 'a "quoted" word', "a\nb",
                     "# no head",
                     "yes", "1.10", "0x1", "a: b", " led by a blank", "_x000D_ and _x0041_", "a|b\\|c\\", ",=1"]),
)
NAMES = WORDS.map(lambda words: " ".join(words.split()) or "A").filter(lambda words: words == words.strip())
DAYS = st.dates().map(lambda day: f"{max(day.year, 1000)}-{day.month:02}-{day.day:02}")


def _shared(joint: bool) -> dict[str, st.SearchStrategy[object]]:
    relations = [one for one in Relation if one.is_whole or one.is_part] if joint else \
        [one for one in Relation if one is not Relation.NONE]
    return {"relation": st.sampled_from(relations), "rationale": WORDS, "confidence": st.sampled_from(Confidence),
            "judge": NAMES, "date": DAYS}


REVIEWS: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.just({}), st.fixed_dictionaries({"reviewed_by": NAMES, "reviewed": DAYS}))


@st.composite
def crosswalks(draw: st.DrawFn) -> Crosswalk:
    """A crosswalk that the schema takes; which rules it breaks does not matter here."""
    pairs = draw(st.lists(st.tuples(st.sampled_from(list(CLAUSES)), st.sampled_from(ITEMS)), unique=True, min_size=1,
                          max_size=8))
    gaps = draw(st.lists(st.sampled_from(ITEMS), unique=True, max_size=3))
    joints = draw(st.lists(st.sampled_from(ITEMS), unique=True, max_size=3))
    judge, date = draw(NAMES), draw(DAYS)
    rows = [CrosswalkRow(clause=clause, item=item, **draw(REVIEWS),
                         **draw(st.fixed_dictionaries(_shared(False))))  # type: ignore[arg-type]
            for clause, item in pairs]
    rows += [CrosswalkRow(clause="", item=item, relation=Relation.NONE, rationale=draw(WORDS),
                          confidence=draw(st.sampled_from(Confidence)), judge=judge, date=date, **draw(REVIEWS))
             for item in gaps]
    return Crosswalk(
        module="fees", module_version="1.0.0", framework="fair-fees", framework_version="2.1", judge=judge, date=date,
        rows=tuple(draw(st.permutations(rows))), note=draw(st.one_of(st.just(""), WORDS)),
        together=tuple(JointJudgement(item=item, **draw(REVIEWS),
                                      **draw(st.fixed_dictionaries(_shared(True))))  # type: ignore[arg-type]
                       for item in joints))


def exchanged(crosswalk: Crosswalk) -> Exchanged:
    """It, ready to go out."""
    return Exchanged(crosswalk=crosswalk, title="Fees procedure", licence="CC-BY-4.0", clauses=CLAUSES,
                     framework=FRAMEWORK)
