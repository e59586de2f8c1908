"""A proposal: a scheme's own wording of a clause turned back into the source's template, its values into blanks.

What did not change keeps the template's own text, byte for byte. Filled in with the scheme's values, a proposal is the
scheme's wording again; that is checked each time, and what fails it is refused. Which clauses, and against which
release, is for the use case.
Basis: docs/decisions/0019-turn-a-wording-back-into-its-template.md.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemekit.errors import ProposalRefusedError
from schemekit.model.finding import Finding, FindingsError
from schemekit.text.document import comparable
from schemekit.text.proposing.aligning import Alignment, Budget, Edit, Token, is_wrapped_alike
from schemekit.text.proposing.filling import Filling, addresses_in, pattern_of
from schemekit.text.proposing.other_values import first_ill_read
from schemekit.text.proposing.pieces import Piece, pieces_of
from schemekit.text.proposing.rewriting import Rewriting, blank
from schemekit.text.proposing.turning import BLANK_WEIGHT, Question, TurnedBack, WordTurner, units_in
from schemekit.text.template import Values
from schemekit.text.template_grammar import parse_template
from schemekit.text.template_slices import slices_of

_TEMPLATE_MARK = re.compile(r"\{[{%#]")
_JOINERS = "\u200c\u200d"
_MARKS_TOLD = 50
LENGTH_LIMIT = 300_000
"""Most characters of a clause or form: some forty thousand words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The scheme's words for one clause, and where they stand, for messages."""

    text: str
    file: str
    line: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A wording turned back.

    Shape: `text` is the template proposed. `turned_back` and `questions` are for a person to look at; `gone` are the
    parameters whose blank is no longer there; `left` are names and addresses of the scheme that stayed in its words;
    `conditions` are the parameters on whose values the changed words depend, so that other values show other words.
    """

    text: str
    turned_back: tuple[TurnedBack, ...] = ()
    questions: tuple[Question, ...] = ()
    gone: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()


def turn_back(
    template: str, wording: Wording, values: Values, fillings: Sequence[Filling], budget: Budget | None = None
) -> Proposal:
    """The template that shows a scheme's wording with its values; of an empty template, all words are new.

    White space that a new wrapping changed inside a paragraph, and typographic quotes, stay as the template has them.
    Raises: FindingsError for template marks and characters that do not show among the new words; ProposalRefusedError
    where the template cannot be made to show the wording.
    """
    if max(len(template), len(wording.text)) > LENGTH_LIMIT:
        raise _refused(wording, f"it has more than {LENGTH_LIMIT:,} characters, and no clause is that long")
    pieces = pieces_of(template, wording.file, values)
    old = "".join(piece.shown for piece in pieces)
    blanks = _blank_units(pieces, old)
    turner = WordTurner(
        text=wording.text, fillings=fillings, used=frozenset(piece.name for piece in pieces if piece.name),
        forms=tuple(old[start:end] for start, end in blanks),
    )
    alignment = Alignment(
        old=old, new=wording.text, budget=budget or Budget(), may_match=_Neighbours(old, blanks, pieces, fillings),
        old_units=units_in(old, turner.form, blanks), new_units=[(span, 1) for span in turner.units],
    )
    edits = alignment.edits()
    _refuse_unfit(wording, edits)
    rewriting = Rewriting(pieces, edits)
    removed = rewriting.removed
    text = rewriting.rewritten([turner.turned(edit, old, removed) for edit in edits])
    proposal = Proposal(
        text=text,
        turned_back=tuple(turner.turned_back),
        questions=turner.questions,
        gone=tuple(sorted((Counter([*removed.values(), *rewriting.lost])
                           - Counter(t.name for t in turner.turned_back)).keys())),
        left=_left(template, text, fillings),
        conditions=rewriting.conditions,
    )
    _verify(template, proposal, rewriting, wording, values)
    return proposal


def _blank_units(pieces: Sequence[Piece], old: str) -> list[tuple[int, int]]:
    """Where blanks are shown, each with the letters that it stands fast to (`NMI` and `s`); those that touch as one."""
    found: list[tuple[int, int]] = []
    at = 0
    for piece in pieces:
        start, at = at, at + len(piece.shown)
        if not (piece.name and piece.shown):
            continue
        end = at
        while start > 0 and _is_inside_word(old, start):
            start -= 1
        while end < len(old) and _is_inside_word(old, end):
            end += 1
        if found and found[-1][1] > start:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _is_inside_word(text: str, place: int) -> bool:
    return re.match(r"\w\w", text[place - 1 : place + 1]) is not None


class _Neighbours:
    """Whether a blank may be taken for kept: a figure or an option only beside a word that is kept as well."""

    def __init__(
        self, old: str, blanks: Sequence[tuple[int, int]], pieces: Sequence[Piece], fillings: Sequence[Filling]
    ) -> None:
        names = {filling.name for filling in fillings if filling.is_name}
        loose = {comparable(piece.shown) for piece in pieces if piece.name and piece.name not in names}
        self._loose = frozenset(start for start, end in blanks if comparable(old[start:end]) in loose)

    def __call__(self, old: Sequence[Token], i: int, new: Sequence[Token], j: int) -> bool:
        if old[i].weight != BLANK_WEIGHT or old[i].start not in self._loose:
            return True
        before = (i == 0 and j == 0) or (i > 0 and j > 0 and old[i - 1].key == new[j - 1].key)
        last = (i + 1 == len(old), j + 1 == len(new))
        return before or all(last) or (not any(last) and old[i + 1].key == new[j + 1].key)


def _left(template: str, text: str, fillings: Sequence[Filling]) -> tuple[str, ...]:
    """Names and addresses of the scheme in the words proposed, oftener than the template itself has them."""
    found = [address for address in addresses_in(text) if address not in template]
    for filling in fillings:
        if filling.is_own and filling.is_telling:
            # A single word such as Board is an everyday word in small letters.
            flags = re.IGNORECASE if filling.is_telltale else 0
            # A name of several words tells who it is where a blank was forgotten beside it, too.
            is_name = filling.is_telltale and " " in filling.words
            pattern = re.compile(pattern_of(filling.words, alone=not is_name), flags)
            if len(pattern.findall(text)) > len(pattern.findall(template)):
                found.append(filling.words)
    return tuple(dict.fromkeys(found))


def _refuse_unfit(wording: Wording, edits: Sequence[Edit]) -> None:
    """Refuse new words that a template would read as its own code, and characters that nobody sees."""
    findings = [finding for edit in edits for finding in _unfit(wording, edit)]
    if findings:
        raise FindingsError(findings[:_MARKS_TOLD])


def _unfit(wording: Wording, edit: Edit) -> Iterator[Finding]:
    words = wording.text[edit.new_start : edit.new_end]
    for match in _TEMPLATE_MARK.finditer(words):
        yield _at(wording, edit.new_start + match.start(), f"the template mark '{match[0]}' in your words",
                  "plain words", "in the source it would be read as a blank or a condition, not as words",
                  "write it in another way, for example with a blank between the two signs")
    for place, char in enumerate(words):
        if char not in "\n\t" + _JOINERS and unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp"):
            yield _at(wording, edit.new_start + place, f"the character U+{ord(char):04X}, which does not show",
                      "words that read as they stand", "the maintainer would take over more than can be seen",
                      "take it out: write the words before and after it again")


def _at(wording: Wording, place: int, found: str, wanted: str, why: str, fix: str) -> Finding:
    line = wording.text.count("\n", 0, place)
    column = place - wording.text.rfind("\n", 0, place)
    return Finding(code="proposal", file=wording.file, line=wording.line + line, column=column, found=found,
                   wanted=wanted, why=why, fix=fix)


def _verify(template: str, proposal: Proposal, rewriting: Rewriting, wording: Wording, values: Values) -> None:
    """Hold a proposal against its promises.

    No mark but the template's and the blanks told of, the same wording, and words that read well with other values.
    """
    try:
        shown = parse_template(proposal.text, wording.file).render(values)
        marks = Counter(part.text.strip() for part in slices_of(proposal.text) if part.kind != "words")
    except (FindingsError, KeyError):
        raise _refused(wording, "the words beside a blank or a condition would be read as a part of it") from None
    known = Counter(blank(turned.name) for turned in proposal.turned_back)
    known.update(mark.strip() for mark in rewriting.kept_marks)
    if marks != known:
        raise _refused(wording, "a mark would stand in it that is neither the source's nor a blank of yours")
    if not is_wrapped_alike(shown, wording.text):
        raise _refused(wording, "filled in with your values, the proposal would not be your wording again")
    if (told := first_ill_read(template, proposal.text, wording.file, values)):
        raise _refused(wording, f"with other values the words around a condition would not read well: {told}")


def _refused(wording: Wording, why: str) -> ProposalRefusedError:
    return ProposalRefusedError(
        f"your wording at {wording.file}:{wording.line} cannot be turned back into the source's template",
        why=why,
        fix="write the words beside the names and numbers more simply, or send your wording to the maintainer as text",
    )
