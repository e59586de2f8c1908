"""Taking a decision in a text with git's marks: its block goes, the others stay, and what is uncertain is refused."""

from __future__ import annotations

import pytest

from schemekit.model.adoption import Decision, Scope
from schemekit.text.deciding.marked import marked, places_in, take_all_in
from schemekit.text.deciding.taking import Asked, Obstacle
from schemekit.text.merging.marks import Labels, Style, with_marks
from schemekit.text.merging.merge import Clash, Merged

TEXT = """# Policy

## Fee { #fee }

A complaint costs 5 euros. It is paid at once.

- by post
- by phone

## Time { #time }

| step | days |
| --- | --- |
| answer | 9 |

## Appeal { #appeal }

We hear it."""
FEE = Clash(clause="fee", base="costs little", source="costs nothing", ours="costs 5 euros")
PHONE = Clash(clause="fee", base="by call", source="by mail", ours="by phone")
ROW = Clash(clause="time", base="| answer | 5 |", source="| answer | 3 |", ours="| answer | 9 |")
APPEAL = Clash(clause="appeal", scope=Scope.CLAUSE, base="## Appeal { #appeal }\n\nThe panel hears it.",
               source="## Appeal { #appeal }\n\nThe panel hears it soon.", ours="## Appeal { #appeal }\n\nWe hear it.")
ALL = (FEE, PHONE, ROW, APPEAL)


def decision(clash: Clash) -> Decision:
    return Decision(clause=clash.clause, base=clash.base, source=clash.source, ours=clash.ours, cause="c",
                    scope=clash.scope)


def with_all(text: str = TEXT) -> str:
    return with_marks(Merged(text, ALL), Labels(), Style.DIFF3, theirs=TEXT)


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["unix", "windows"])
@pytest.mark.parametrize("clash", ALL, ids=lambda clash: clash.source[:14])
@pytest.mark.parametrize("wanted", ["source", "ours"])
def test_one_of_four(clash: Clash, wanted: str, end: str) -> None:
    """As without marks for the one, and not a byte else: answered "ours" the other three are as before."""
    text = TEXT.replace("\n", end)
    new, (taking,) = take_all_in(with_all(text), [Asked(decision=decision(clash), wanted=wanted)])
    plain, _ = take_all_in(text, [Asked(decision=decision(clash), wanted=wanted)])
    assert taking.obstacle is None
    assert new is not None
    assert new.count("<<<<<<<") == 3
    left = marked(new)
    assert left is not None
    assert left.plain == plain


def test_all_at_once() -> None:
    new, takings = take_all_in(with_all(), [Asked(decision=decision(clash), wanted="source") for clash in ALL])
    plain, _ = take_all_in(TEXT, [Asked(decision=decision(clash), wanted="source") for clash in ALL])
    assert new == plain
    assert all(taking.obstacle is None for taking in takings)


def test_the_line_is_that_of_the_marked_text() -> None:
    text = with_all()
    place, = places_in(text, decision(ROW))
    assert text.splitlines()[place.line - 1] == ROW.ours


@pytest.mark.parametrize("text", [
    pytest.param(with_all().replace("costs 5 euros", "costs 6 euros"), id="worked-on"),
    pytest.param(TEXT.replace("\n- by post", "\n>>>>>>> left over\n- by post"), id="a-mark-left-over"),
    pytest.param(TEXT.replace("\n- by post", "\n<<<<<<< one\n- by post"), id="a-mark-that-is-never-closed"),
])
def test_refused(text: str) -> None:
    new, (taking,) = take_all_in(text, [Asked(decision=decision(FEE), wanted="source")])
    assert (new, taking.obstacle) == (text, Obstacle.MARKED)


def test_a_text_may_quote_marks() -> None:
    text = TEXT.replace("- by post", "```\n<<<<<<< yours\n```\n\n- by post")
    new, (taking,) = take_all_in(text, [Asked(decision=decision(FEE), wanted="source")])
    assert (new, taking.obstacle) == (text.replace(FEE.ours, FEE.source), None)
