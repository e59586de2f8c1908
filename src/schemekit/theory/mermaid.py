"""A theory of change as Mermaid text, which many websites and editors draw: its words escaped, its names our own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemekit.model.theory_of_change import Level, TheoryOfChange
from schemekit.theory.looks import LOOKS
from schemekit.theory.marks import assumption_marks, marks_on
from schemekit.theory.svg import description
from schemekit.theory.wrapping import wrapped

_SIGNS = re.compile(r"[^\w\s.,()\-–’?!/+]|_|^[-+]|(?<=^\d)[.)]|(?<=^\d\d)[.)]")
"""What Mermaid or HTML could read as a sign, or as a list where a line begins with it."""
_LINKS = {"contributes": "-->", "necessary": "==>", "sufficient": "==o", "enables": "-.->", "blocks": "--x"}
_WIDTH = 200


def mermaid(theory: TheoryOfChange) -> str:
    """The diagram as text. Shape: names of steps are n1, n2 …, as a word such as `end` would break it."""
    return "\n".join(_lines(theory)) + "\n"


def _lines(theory: TheoryOfChange) -> Iterator[str]:
    yield "flowchart LR"
    yield f"  accTitle: {_plain(f'{theory.organisation_name}: {theory.title}')}"
    yield f"  accDescr: {_plain(description(theory))}"
    steps = sorted(theory.by_id.values(), key=lambda step: step.id)
    names = {step.id: f"n{number}" for number, step in enumerate(steps, 1)}
    marks = assumption_marks(theory)
    for level in Level:
        own = [step for step in steps if step.level is level]
        if own:
            group = level.value.replace("-", "_")
            yield f'  subgraph level_{group}["{_escaped(level.words.capitalize())}"]'
            for step in own:
                told = "<br/>".join(_escaped(line) for line in wrapped(step.statement, _WIDTH, 12))
                yield f'    {names[step.id]}["{told}"]:::{group}'
            yield "  end"
    for arrow in sorted(theory.arrows, key=lambda arrow: (arrow.source, arrow.target, arrow.kind)):
        if arrow.source in names and arrow.target in names:
            named = " ".join(marks_on(arrow, marks))
            label = f'|"{named}"|' if named else ""
            yield f"  {names[arrow.source]} {_LINKS[arrow.kind]}{label} {names[arrow.target]}"
    for level, (fill, line, _, _) in LOOKS.items():
        yield f"  classDef {level.value.replace('-', '_')} fill:{fill},stroke:{line},color:#1f2933"


def _escaped(words: str) -> str:
    """Words for a label: signs are written by their numbers."""
    return _SIGNS.sub(lambda sign: f"#{ord(sign[0])};", words)


def _plain(words: str) -> str:
    """Words for the lines that are read out: these take no escapes, so signs are left out."""
    return " ".join(re.sub(r"[#{}%<>\"`]", " ", words.replace(";", ",")).split())
