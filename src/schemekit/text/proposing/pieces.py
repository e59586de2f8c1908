"""The pieces of a template: each stretch of its own text beside what it shows with a scheme's values.

The one place that knows where in a template a word of its rendering comes from. What to do with it is for `proposal`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from schemekit.text.template import Blank, Condition, Literal, Part, Template, Test, Values
from schemekit.text.template_grammar import parse_template
from schemekit.text.template_slices import Slice, slices_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a template.

    Shape: `source` is the template's own text, `shown` what it gives with the values: empty for the mark of a
    condition, and for words whose condition does not hold. `name` is the parameter of a blank. `depth` counts the
    conditions around what comes right after the piece; `is_open` says whether something put there would be shown.
    """

    source: str
    shown: str
    kind: str
    name: str = ""
    depth: int = 0
    is_open: bool = True

    @property
    def is_mark(self) -> bool:
        """Whether it is the mark of a condition, which prints nothing itself."""
        return self.kind not in ("words", "blank")


def pieces_of(text: str, file: str, values: Values) -> tuple[Piece, ...]:
    """A template cut into pieces. Joined, their sources are the text, and what they show is its rendering.

    Raises: FindingsError with every place that is outside the grammar.
    """
    template = parse_template(text, file)
    walk = _Walk(slices_of(text), values)
    walk.parts(template.parts, 0, shown=True)
    return tuple(walk.found)


@dataclass(slots=True)
class _Walk:
    """Goes through the checked tree and the slices side by side; both stand in the same order."""

    slices: Sequence[Slice]
    values: Values
    at: int = 0
    found: list[Piece] = field(default_factory=list)

    def parts(self, parts: Sequence[Part], depth: int, *, shown: bool) -> None:
        for part in parts:
            if isinstance(part, Condition):
                self._condition(part, depth, shown=shown, around=shown)
                continue
            words = ""
            if isinstance(part, Literal):
                words = part.text
            elif shown:
                words = Template((part,), frozenset({part.name})).render(self.values)
            self._add(words if shown else "", depth, shown=shown, name=part.name if isinstance(part, Blank) else "")

    def _condition(self, part: Condition, depth: int, *, shown: bool, around: bool) -> None:
        """One `if` or `elif` with what follows it, to the end of the whole condition."""
        holds = shown and self._holds(part.test)
        self._add("", depth + 1, shown=holds)
        self.parts(part.then, depth + 1, shown=holds)
        follows, otherwise = self.slices[self.at].kind, shown and not holds
        if follows == "elif" and isinstance(part.otherwise[0], Condition):
            self._condition(part.otherwise[0], depth, shown=otherwise, around=around)
            return
        if follows == "else":
            self._add("", depth + 1, shown=otherwise)
            self.parts(part.otherwise, depth + 1, shown=otherwise)
        self._add("", depth, shown=around)

    def _holds(self, test: Test) -> bool:
        asked = Template((Condition(test, (Literal("held"),), ()),), frozenset())
        return asked.render(self.values) == "held"

    def _add(self, words: str, depth: int, *, shown: bool, name: str = "") -> None:
        own = self.slices[self.at]
        self.at += 1
        self.found.append(
            Piece(source=own.text, shown=words, kind=own.kind, name=name, depth=depth, is_open=shown)
        )
