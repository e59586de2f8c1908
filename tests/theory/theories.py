"""Theories for the tests: small ones by hand, the worked examples, and any that hypothesis can think of."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from hypothesis import strategies as st

from schemekit.files.hidden_marks import mark_in
from schemekit.files.schemas import load
from schemekit.model.theory_of_change import (
    Arrow,
    Assumption,
    Direction,
    Level,
    Risk,
    Step,
    TheoryOfChange,
    one_line,
)
from schemekit.theory.vocabulary import vocabulary
from tests.conftest import CHECKOUT

EXAMPLES = CHECKOUT / "docs/examples/theories-of-change"
CODES = tuple(theme.code for theme in vocabulary().leaves)


@cache
def example(name: str) -> TheoryOfChange:
    """One of the worked examples: copper, forests or terraces."""
    file = EXAMPLES / name / "theory-of-change.yaml"
    return TheoryOfChange.from_mapping(load(file.read_text("utf-8"), "theory-of-change", file.name))


def together() -> TheoryOfChange:
    """The worked examples as one theory of sixty-two steps."""
    found: dict[str, list[object]] = {"steps": [], "arrows": [], "assumptions": [], "risks": []}
    for name in ("copper", "forests", "terraces"):
        one = example(name)
        found["steps"] += [replace(item, id=f"{name}-{item.id}") for item in one.steps]
        found["arrows"] += [replace(item, source=f"{name}-{item.source}", target=f"{name}-{item.target}",
                                    assumptions=tuple(f"{name}-{held}" for held in item.assumptions))
                            for item in one.arrows]
        found["assumptions"] += [replace(item, id=f"{name}-{item.id}") for item in one.assumptions]
        found["risks"] += [replace(item, id=f"{name}-{item.id}", step=item.step and f"{name}-{item.step}")
                           for item in one.risks]
    fields = {key: tuple(items) for key, items in found.items()}
    return replace(example("copper"), **fields)   # type: ignore[arg-type]  # fields of the record


def theory(*steps: Step, arrows: str = "", key: str = "nmi/copper", **fields: object) -> TheoryOfChange:
    """A theory of these steps. Shape: `arrows` are written `a>b b>c`."""
    organisation, _, name = key.partition("/")
    drawn = tuple(Arrow(source=one, target=other) for one, _, other in
                  (pair.partition(">") for pair in arrows.split()))
    known = {"arrows": drawn, **fields}
    return TheoryOfChange(id=name, organisation=organisation, organisation_name=organisation.upper(), title="Theory",
                          steps=steps, **known)   # type: ignore[arg-type]  # fields of the record


def step(name: str, level: Level = Level.OUTCOME_MID, statement: str = "", **fields: object) -> Step:
    """A step with a statement of its own."""
    return Step(id=name, level=level, statement=statement or f"Something called {name} happens.",
                **fields)   # type: ignore[arg-type]  # fields of the record


words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Co")), min_size=1, max_size=60).map(
    one_line).filter(lambda text: any(sign.isalnum() for sign in text) and not mark_in(text))   # such a mark is refused
maybe = st.one_of(st.just(""), words)
ids = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4})?", fullmatch=True)
themes = st.lists(st.sampled_from(CODES), max_size=3, unique=True).map(tuple)
targets = st.lists(st.sampled_from(["6.4", "6.3", "8.7", "12.2", "17.16", "1.a"]), max_size=3, unique=True).map(tuple)
grades = st.sampled_from(["", "low", "medium", "high"])
directions = st.one_of(st.none(), st.sampled_from(Direction))


@st.composite
def theories(draw: st.DrawFn, most: int = 8) -> TheoryOfChange:
    """Any sound theory with up to so many steps."""
    names = draw(st.lists(ids, min_size=1, max_size=most, unique=True))
    steps = tuple(Step(
        id=name, level=draw(st.sampled_from(Level)), statement=draw(words), actor=draw(maybe),
        direction=draw(directions), themes=draw(themes), sdg_targets=draw(targets),
        references=tuple(draw(st.lists(words, max_size=2, unique=True))),
        indicators=tuple(draw(st.lists(words, max_size=2, unique=True))),
        years=draw(st.one_of(st.none(), st.integers(0, 100)))) for name in names)
    held = draw(st.lists(ids, max_size=3, unique=True))
    two = st.tuples(st.sampled_from(names), st.sampled_from(names)).filter(lambda ends: ends[0] != ends[1])
    pairs = draw(st.lists(two, max_size=2 * most, unique=True)) if len(names) > 1 else []
    arrows = tuple(Arrow(
        source=one, target=other, strength=draw(st.integers(1, 3)),
        kind=draw(st.sampled_from(["contributes", "necessary", "sufficient", "enables", "blocks"])),
        evidence=draw(st.sampled_from(["none", "expert", "study"])),
        assumptions=tuple(draw(st.lists(st.sampled_from(held), max_size=2, unique=True))) if held else ())
        for one, other in pairs)
    assumptions = tuple(Assumption(
        id=name, statement=draw(words), held_by=draw(maybe), about_actor=draw(maybe), themes=draw(themes),
        direction=draw(directions), confidence=draw(grades), watched_by=draw(maybe)) for name in held)
    risks = tuple(Risk(id=name, statement=draw(words), step=draw(st.sampled_from(["", *names])),
                       likelihood=draw(grades), impact=draw(grades), response=draw(maybe))
                  for name in draw(st.lists(ids, max_size=2, unique=True)))
    scope = {key: tuple(found) for key in ("commodities", "places")
             if (found := draw(st.lists(words, max_size=2, unique=True)))}
    return TheoryOfChange(
        id=draw(ids), organisation=draw(ids), organisation_name=draw(words), title=draw(words), version=draw(maybe),
        status=draw(st.sampled_from(["draft", "approved"])), is_public=draw(st.booleans()),
        language=draw(st.sampled_from(["", "en", "es", "pt-BR"])), summary=draw(maybe),
        scope=scope, steps=steps, arrows=arrows, assumptions=assumptions, risks=risks)
