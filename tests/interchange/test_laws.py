"""Laws: what goes out and comes back is what it was, as far as the format can hold it; and twice is as once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from schemekit.files.schemas import load
from schemekit.interchange.carriage import PARTS, Fate, Format, fate_of, losses
from schemekit.interchange.changes import Plan, Wish
from schemekit.interchange.formats import received, written
from schemekit.interchange.planning import planned
from schemekit.interchange.written import crosswalk_text
from schemekit.model.crosswalk import Crosswalk
from tests.interchange.crosswalks import crosswalks, exchanged

CHEAP = tuple(form for form in Format if form is not Format.XLSX)   # a spreadsheet takes as long as ten of the others
WHOLE = tuple(form for form in Format if all(fate_of(part.name, form)[0] in (Fate.KEPT, Fate.OURS) for part in PARTS))
LOSSY = tuple(form for form in Format if form not in WHOLE)


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


@pytest.mark.parametrize("form", CHEAP)
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(crosswalk=crosswalks())
def test_the_report_tells_the_truth(form: Format, crosswalk: Crosswalk) -> None:
    """'computed from what really was lost in this run': what is said to be kept comes back in the same number."""
    after = back(crosswalk, form).crosswalk
    counts = {part.name: part.count for part in PARTS}
    for loss in losses(crosswalk, form):
        assert loss.count == counts[loss.part](crosswalk)
        if loss.fate in (Fate.KEPT, Fate.OURS) and loss.part not in ("rationales", "rows 'equal'"):
            assert counts[loss.part](after) == loss.count, loss.part
        elif loss.fate is Fate.LOST and loss.part in ("gaps", "joint judgements"):
            assert not counts[loss.part](after), loss.part


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
