"""One merge, scored: what a case expects, and how what came out compares with it, word by word.

A case is a folder with base.md, ours.md and theirs.md; truth*.md are the results that are equally right, params.json
the substituted values, meta.json what kind of case it is. What of these is missing is taken from the folder's name.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.merge_engines import Outcome, Parameters

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Three texts, and what may come of them.

    Shape: `expect` is clean (a truth has to come out), either (a truth or a question), conflict (a question), or
    empty, where nobody knows.
    """

    name: str
    family: str
    sub: str
    tier: str
    expect: str
    base: str
    ours: str
    theirs: str
    truths: tuple[str, ...] = ()
    parameters: Parameters = ()

    @classmethod
    def read(cls, folder: Path) -> Case:
        """A case as it lies in its folder."""
        path = folder / "meta.json"
        meta = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        truths = sorted(folder.glob("truth*.md"))
        sub = str(meta.get("sub") or re.sub(r"-\d+$", "", folder.name))
        path = folder / "params.json"
        parameters = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
        texts = [(folder / f"{name}.md").read_bytes().decode() for name in ("base", "ours", "theirs")]
        return cls(
            name=folder.name, sub=sub, family=str(meta.get("family") or sub.partition("-")[0]),
            tier=str(meta.get("tier") or ""), base=texts[0], ours=texts[1], theirs=texts[2],
            expect=str(meta.get("expect") or ("clean" if truths else "conflict")),
            truths=tuple(path.read_bytes().decode() for path in truths),
            parameters=tuple((one["upstream"], one["local"]) for one in parameters),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How one case went. Units: `lost`, `back` and `read` in words; `seconds` of cpu.

    Shape: `lost` are words that a side put in and that are nowhere now, `back` words that a side alone took out and
    that are still in the text, in no question; `is_wrong_beside` says that no answer to the questions gives a text that
    is right, because of what stands around them.
    """

    expect: str
    is_clean: bool
    is_right: bool
    lost: int
    back: int
    questions: int
    read: int
    seconds: float = 0.0
    is_wrong_beside: bool = False

    @property
    def is_silently_wrong(self) -> bool:
        """Whether nothing was asked, and the text is not one of those that are right."""
        return self.is_clean and not self.is_right and bool(self.expect)


def score(case: Case, outcome: Outcome, seconds: float = 0.0) -> Score:
    """Hold what came out against the truths; where there is none, against what each side did to the base."""
    result = _counted(case, outcome.text)
    asked = [_counted(case, wording) for question in outcome.questions for wording in (question.base, question.theirs)]
    others = sum(asked, Counter[str]())
    mine = sum((_counted(case, question.ours) for question in outcome.questions), Counter[str]())
    wanted = [(bag, bag) for bag in (_counted(case, truth) for truth in case.truths)] or [_bounds(case)]
    lost, back = min(
        (((least - result - others).total(), (result - most - others - mine).total()) for least, most in wanted),
        key=sum,
    )
    beside = bool(case.truths and outcome.questions and outcome.sure)
    return Score(
        is_wrong_beside=beside and not any(_has_in_order(truth, outcome.sure) for truth in case.truths),
        expect=case.expect, is_clean=not outcome.questions, lost=lost, back=back, seconds=seconds,
        is_right=not outcome.questions and any(outcome.text.split() == truth.split() for truth in case.truths),
        questions=len(outcome.questions),
        read=sum(len(f"{one.base}\n{one.ours}\n{one.theirs}".split()) for one in outcome.questions),
    )


def _has_in_order(truth: str, pieces: Sequence[str]) -> bool:
    """Whether a text begins with the first piece, ends with the last and has the others between, in their order."""
    text, *bare = ("".join(words.split()) for words in (truth, *pieces))
    first, *middle, last = bare
    at = len(first)
    for piece in middle:
        found = text.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return text.startswith(first) and text.endswith(last) and at + len(last) <= len(text)


def _counted(case: Case, text: str) -> Counter[str]:
    """How often each word is in a text."""
    return Counter(_in_order(case, text))


def _in_order(case: Case, text: str) -> list[str]:
    """The words of a text, a substituted name and the name it stands for being one."""
    for source, mine in case.parameters:
        text = mine.join(re.split(rf"(?<!\w){re.escape(source)}(?!\w)", text))
    return _WORD.findall(text)


def _bounds(case: Case) -> tuple[Counter[str], Counter[str]]:
    """How often each word has to and may be in the result, where nobody knows the right one.

    The two sides may have done the same, or each its own; and a side may have taken a word out in one place and put it
    in at another, so that only more of it than in both sides together is surely wrong.
    """
    base, ours, theirs = (_counted(case, text) for text in (case.base, case.ours, case.theirs))
    least = Counter[str]()
    for word in {*base, *ours, *theirs}:
        was, mine, its = base[word], ours[word], theirs[word]
        both = mine + its - was
        same = max(mine, its) if min(mine, its) >= was else min(mine, its) if max(mine, its) <= was else both
        least[word] = max(0, min(both, same))
    return least, ours + theirs
