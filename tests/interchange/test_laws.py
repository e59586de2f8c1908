"""Laws: what goes out and comes back is what it was, as far as the format can hold it; and twice is as once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemekit.files.schemas import load
from schemekit.interchange.carriage import PARTS, Fate, Format, fate_of, losses
from schemekit.interchange.changes import Plan, Wish
from schemekit.interchange.exchanged import HEAD
from schemekit.interchange.formats import received, written
from schemekit.interchange.planning import planned
from schemekit.interchange.written import crosswalk_text
from schemekit.model.crosswalk import Confidence, Crosswalk, CrosswalkRow, JointJudgement, Relation
from tests.interchange.crosswalks import crosswalks, exchanged

CHEAP = tuple(form for form in Format if form is not Format.XLSX)   # a spreadsheet takes as long as ten of the others
LOSSY = tuple(form for form in Format if any(fate_of(part.name, form)[0] is Fate.LOST for part in PARTS
                                             if part.name != "digests of what was judged"))
WHOLE = tuple(form for form in Format if form not in LOSSY)   # for all that the strategy makes: it makes no digests


def back(crosswalk: Crosswalk, form: Format, before: Crosswalk | None = None) -> Plan:
    """What comes of a crosswalk that goes out and comes back."""
    plan = planned(before, received(written(exchanged(crosswalk), form), f"x.{form.value}", form), form, Wish())
    assert not plan.refusals
    return plan


@pytest.mark.parametrize("form", WHOLE)
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(crosswalk=crosswalks())
def test_it_comes_back_as_it_was(form: Format, crosswalk: Crosswalk) -> None:
    """'import(export(x)) == x for xlsx and SSSOM (loss-free column)'."""
    assert back(crosswalk, form).crosswalk == crosswalk
    again = back(crosswalk, form, crosswalk)
    assert again.is_empty
    assert again.crosswalk == crosswalk


@pytest.mark.parametrize("form", LOSSY)
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(crosswalk=crosswalks())
def test_what_is_lost_is_lost_once(form: Format, crosswalk: Crosswalk) -> None:
    """'and idempotent for the lossy ones'; what the file cannot hold stays where the crosswalk is still there."""
    once = back(crosswalk, form).crosswalk
    if once.rows:
        assert back(once, form).crosswalk == once
    again = back(crosswalk, form, crosswalk)
    assert again.is_empty
    assert again.crosswalk == crosswalk


def marked(crosswalk: Crosswalk, digests: list[str], breaks: list[bool]) -> Crosswalk:
    """It with digests in some rows, and line breaks of Windows in some rationales."""
    rows = tuple(
        replace(row, text_sha256=digest if row.clause else "", rationale=f"{row.rationale}\r\nb" if has_break
                else row.rationale)
        for row, digest, has_break in zip(crosswalk.rows, digests, breaks, strict=False))
    return replace(crosswalk, rows=rows)


@pytest.mark.parametrize("form", Format)
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(crosswalk=crosswalks(), digests=st.lists(st.sampled_from(["", "a" * 64]), min_size=11, max_size=11),
       breaks=st.lists(st.booleans(), min_size=11, max_size=11))
def test_what_does_not_come_back_is_told(
    form: Format, crosswalk: Crosswalk, digests: list[str], breaks: list[bool]
) -> None:
    """'What a format drops in a round trip (compare before/after) is always told in the report': each thing that a
    crosswalk says is looked for in what came back, and what is not there as it was is told as changed or lost, of as
    many. What is told as kept is there.
    """
    crosswalk = marked(crosswalk, digests, breaks)
    if form is Format.CISO and not any(row.clause for row in crosswalk.rows):
        return
    after = back(crosswalk, form).crosswalk
    told = {loss.part: loss for loss in losses(crosswalk, form)}
    wholes = ("gaps", "joint judgements", "rows 'supports'")   # where one is gone, all that was said in it is
    gone = {key for part in PARTS if part.name in wholes
            for key in part.said(crosswalk).keys() - part.said(after).keys()}
    for part in PARTS:
        before, now = part.said(crosswalk), part.said(after)
        about = set() if part.name in wholes else gone
        missing = [key for key, said in before.items() if now.get(key) != said and key not in about]
        assert len(before) == (told[part.name].count if before else 0), part.name
        if missing:
            assert told[part.name].fate in (Fate.CHANGED, Fate.LOST), (part.name, missing)
        elif before.keys() - about and part.name != "confidences":   # what is not said is read as low
            assert told[part.name].fate is not Fate.LOST, part.name


def test_the_parts_are_all_that_a_crosswalk_says() -> None:
    """So that nothing can be lost that no part speaks of: two crosswalks that differ differ in a part."""
    row = CrosswalkRow(clause="notice", item="1", relation=Relation.EQUAL, rationale="One.",
                       confidence=Confidence.LOW, judge="A", date="2026-01-01")
    gap = replace(row, clause="", relation=Relation.NONE)
    joint = JointJudgement(item="1", relation=Relation.SUBSET, rationale="One.", confidence=Confidence.LOW, judge="A",
                           date="2026-01-01")
    walk = Crosswalk(module="fees", module_version="1.0.0", framework="fair-fees", framework_version="2.1", judge="A",
                     date="2026-01-01", rows=(row, gap), together=(joint,))
    other: dict[str, Any] = {"relation": Relation.SUPERSET, "confidence": Confidence.HIGH, "rationale": "Two.",
                             "judge": "B", "date": "2026-02-02", "item": "L", "reviewed_by": "C"}
    heads: list[dict[str, Any]] = [{name: "9.9.9"} for name in HEAD]
    changed = [replace(walk, **head) for head in heads]
    changed += [replace(walk, rows=(replace(row, **{name: value}), gap)) for name, value in other.items()]
    changed += [replace(walk, rows=(replace(row, clause="waiver"), gap)),
                replace(walk, rows=(replace(row, text_sha256="a" * 64), gap)), replace(walk, rows=(row,)),
                replace(walk, together=())]
    changed += [replace(walk, rows=(row, replace(gap, **{name: value}))) for name, value in other.items()
                if name != "relation"]
    changed += [replace(walk, together=(replace(joint, **{name: value}),)) for name, value in other.items()]
    for one in changed:
        assert [part.name for part in PARTS if part.said(one) != part.said(walk)], one


@settings(max_examples=25, deadline=None)
@given(before=crosswalks(), after=crosswalks())
def test_the_file_says_what_was_meant(before: Crosswalk, after: Crosswalk) -> None:
    """The YAML is edited in place, and reads back as the crosswalk that is wanted, whatever stood there."""
    text = crosswalk_text(None, before, "x.yaml")
    assert Crosswalk.from_mapping(load(text, "crosswalk", "x.yaml")) == before
    assert crosswalk_text(text, before, "x.yaml") == text
    edited = crosswalk_text(text, after, "x.yaml")
    assert Crosswalk.from_mapping(load(edited, "crosswalk", "x.yaml")) == after


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(sent=crosswalks(), ours=crosswalks())
def test_a_late_sheet_undoes_nothing(sent: Crosswalk, ours: Crosswalk) -> None:
    """A sheet in which nobody changed anything changes nothing, whatever we changed since it went out."""
    ours = replace(ours, judge=sent.judge, date=sent.date, note=sent.note)
    plan = back(sent, Format.XLSX, ours)
    assert [change for change in plan.changes if change.news.value in ("new", "changed", "gone")] == []
    assert plan.crosswalk == ours
