"""What became of each clause when the source's changes were brought into a scheme's text: told, not decided, here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from schemekit.model.adoption import Decision, Verb
from schemekit.text.comparing.diff import ClauseChange, compare
from schemekit.text.document import PREAMBLE, Document
from schemekit.text.merging.tree import Texts

Aliases = Mapping[str, tuple[str, ...]]


class Fate(Enum):
    """What became of one clause."""

    TAKEN = "taken"
    KEPT = "yours kept"
    DECISION = "decision"
    NEW = "new"
    RETIRED = "retired"
    MOVED = "moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseFate:
    """What became of one clause.

    Shape: `words` say who changed what; `signals` what stands out in the source's change;
    `line` is where the clause stands now, 0 where it does not.
    """

    clause: str
    heading: str
    fate: Fate
    words: str
    signals: tuple[str, ...] = ()
    line: int = 0


def clause_fates(
    texts: Texts, decisions: Sequence[Decision], aliases: Aliases, signals: Callable[[ClauseChange], tuple[str, ...]]
) -> tuple[ClauseFate, ...]:
    """What became of each clause that either side changed, in the source's order, then what only the scheme has.

    Shape: `decisions` are those of this document; `signals` tells what stands out in a change of the source's; a
    clause that neither side touched is not told.
    """
    read = {text: Document.parse(text) for text in {texts.base, texts.ours, texts.source, texts.merged}}
    base, ours, source, merged = (read[text] for text in (texts.base, texts.ours, texts.source, texts.merged))
    lines = {clause.id: clause.line for clause in reversed(merged.clauses)}
    own = {change.id: change for change in (compare(base, ours) if ours.text != base.text else ())}
    # The scheme's id, where it is another than the base's, is the one that a decision names.
    names = {change.mine.id: change.id for change in own.values() if change.mine}
    open_ids = {names.get(item.clause, item.clause) or PREAMBLE for item in decisions}
    fates: list[ClauseFate] = []
    for change in compare(base, source):
        mine = own.pop(change.id, None)
        told = _told(change, mine, aliases)
        if change.id in open_ids:
            told = (Fate.DECISION, told[1] if told else "changed in the source and by you")
            open_ids.discard(change.id)
        if told is not None:
            here = mine.mine.id if mine and mine.mine else change.id
            fates.append(ClauseFate(clause=change.id, heading=change.heading, fate=told[0], words=told[1],
                                    signals=signals(change), line=lines.get(here, 0)))
    for mine in own.values():
        if mine.verb is not Verb.ADOPT:
            fate = Fate.DECISION if mine.id in open_ids else Fate.KEPT
            open_ids.discard(mine.id)
            fates.append(ClauseFate(clause=mine.id, heading=mine.heading, fate=fate, words=_OWN[mine.verb],
                                    line=lines.get(mine.id, 0)))
    fates += _left_over(open_ids, lines)
    return tuple(fates)


_OWN = {Verb.ADAPT: "changed by you", Verb.DROP: "dropped by you", Verb.ADD: "added by you",
        Verb.ADOPT: "moved by you"}


def _told(change: ClauseChange, mine: ClauseChange | None, aliases: Aliases) -> tuple[Fate, str] | None:
    """The fate and the words, where nothing is to decide; None where neither side changed the clause."""
    did = mine.verb if mine else Verb.ADOPT
    if change.verb is Verb.ADD:
        return (Fate.TAKEN, "added by the source and by you") if did is Verb.ADD else (Fate.NEW, "new in the source")
    if change.verb is Verb.DROP:
        now = aliases.get(change.id)
        words = f"retired in the source, now {' and '.join(f'#{name}' for name in now)}" if now \
            else "retired in the source"
        return Fate.RETIRED, words if did is Verb.ADOPT else f"{words}, {_OWN[did]}"
    if change.verb is Verb.ADAPT:
        words = "given another heading in the source" if _only_retitled(change) else "changed in the source"
        words += " and moved" if change.moved else ""
        return Fate.TAKEN, words if did is Verb.ADOPT else f"{words} and by you" if did is Verb.ADAPT \
            else f"{words}, {_OWN[did]}"
    if change.moved:
        return Fate.MOVED, "moved in the source" if did is Verb.ADOPT else f"moved in the source, {_OWN[did]}"
    if did is not Verb.ADOPT:
        return Fate.KEPT, _OWN[did]
    return (Fate.TAKEN, "laid out anew in the source") if change.editorial else None


def _only_retitled(change: ClauseChange) -> bool:
    return change.retitled and change.source is not None and change.mine is not None \
        and change.source.body == change.mine.body


def _left_over(open_ids: set[str], lines: Mapping[str, int]) -> Iterator[ClauseFate]:
    for name in sorted(open_ids):
        yield ClauseFate(clause=name, heading=name, fate=Fate.DECISION, words="changed in the source and by you",
                         line=lines.get(name, 0))
