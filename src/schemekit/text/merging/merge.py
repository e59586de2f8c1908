"""Bringing a change of the source into a text that a scheme has edited: by clause, then sentence, then word.

Nothing is guessed and nothing is lost: where both sides changed the same words, the scheme's wording stays and a
clash keeps all three wordings for a person to decide.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import pairwise

from schemekit.model.adoption import Scope
from schemekit.text.comparing.alignment import Effort
from schemekit.text.comparing.diff import paired
from schemekit.text.document import ClauseText, Document, comparable
from schemekit.text.merging.keyed import merge_keys, split_front_matter
from schemekit.text.merging.moves import follow_moves
from schemekit.text.merging.names import Names
from schemekit.text.merging.numbering import renumbered
from schemekit.text.merging.substitution import Substitution, filled, is_marked, without_marks
from schemekit.text.merging.word_merge import IsName, Passage, WordMerge, chosen, merge_wordings

__all__ = ["NOTHING", "Clash", "Form", "Known", "Merged", "Substitution", "form_of", "merge_texts"]

Key = tuple[str, int]
PREAMBLE_KEY: Key = ("preamble", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """A place that both sides changed. `clause` is empty for the words before the first clause.

    Shape: of a PASSAGE, `ours` is never empty and stands in the merged clause word for word; of a CLAUSE, the wordings
    are whole slices, one of which may be empty.
    """

    clause: str
    base: str
    source: str
    ours: str
    scope: Scope = Scope.PASSAGE


class Form(Enum):
    """How a text is laid out: prose in Markdown, rows of cells (CSV), or keys with values (YAML)."""

    PROSE = "prose"
    ROWS = "rows"
    KEYS = "keys"


_FORMS = {".csv": Form.ROWS, ".tsv": Form.ROWS, ".yaml": Form.KEYS, ".yml": Form.KEYS, ".lock": Form.KEYS}


def form_of(file: str) -> Form:
    """How a file is laid out, by the ending of its name."""
    return next((form for ending, form in _FORMS.items() if file.endswith(ending)), Form.PROSE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of three texts beyond their words.

    Shape: `aliases` gives, for the id of a clause that the source retired, the ids of the clauses its words went to;
    `substitutions` are the blanks that `ours` filled otherwise than `base` and `source` did;
    `is_refilled` says that base and source are one text, filled in with different values; `form` how they are laid out.
    """

    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    substitutions: tuple[Substitution, ...] = ()
    is_refilled: bool = False
    form: Form = Form.PROSE


NOTHING = Known()


@dataclass(frozen=True, slots=True)
class Merged:
    """The text that came out, and what a person still has to decide."""

    text: str
    clashes: tuple[Clash, ...] = ()


def merge_texts(base: str, ours: str, source: str, known: Known = NOTHING) -> Merged:
    """Merge two whole texts of the same origin; the scheme's added and dropped clauses stay as they are.

    `base` is the source's text as the scheme took it, `source` the source's text now, `ours` the scheme's.
    A clause that only the source has now is put after the clause it follows there. A clause that the scheme dropped
    stays dropped; if the source changed it meanwhile, that is a clash. Where the source put its clauses into another
    order, the text follows, unless the scheme has an order of its own.
    """
    if source == ours or (ours == base and not is_marked(source, base)):
        return Merged(source)
    if source == base:
        return Merged(ours)
    breaks = ours.count("\r\n")
    if breaks and breaks == ours.count("\n") and "\r\n" not in source:
        merged = merge_texts(base, ours.replace("\r\n", "\n"), source, known)
        return Merged(_with_windows_breaks(merged.text), tuple(map(_in_windows, merged.clashes)))
    if known.substitutions:
        texts = filled(base, ours, source, known.substitutions)
        merged = merge_texts(texts.base, texts.ours, texts.source, replace(known, substitutions=()))
        return Merged(without_marks(merged.text), tuple(map(_unmarked, merged.clashes)))
    if known.form is not Form.PROSE:
        return _merged_data(base, ours, source, known)
    # The line breaks at the end belong to the document and not to its last clause, behind which others may come.
    old, mine, new = (Document.parse(text.rstrip("\n")) for text in (base, ours, source))
    merged = _Merging(old, mine, new, known).merged()
    end = chosen(*(_line_breaks(text) for text in (base, ours, source)))
    return Merged(merged.text + end, merged.clashes)


def _merged_data(base: str, ours: str, source: str, known: Known) -> Merged:
    """A file that is no prose: by key where it can be taken apart, else by row or by word."""
    merged = merge_keys(base, ours, source) if known.form is Form.KEYS else None
    if merged is None:
        merged = merge_wordings(base, ours, source, are_rows=True)
    return Merged(merged.text, tuple(_clash_of(passage) for passage in merged.passages))


def _clash_of(passage: Passage) -> Clash:
    # Where nothing is left of our words there is no passage to point to.
    scope = Scope.PASSAGE if passage.ours else Scope.CLAUSE
    return Clash(clause="", base=passage.base, source=passage.source, ours=passage.ours, scope=scope)


def _unmarked(clash: Clash) -> Clash:
    return replace(clash, base=without_marks(clash.base), source=without_marks(clash.source),
                   ours=without_marks(clash.ours))


def _with_windows_breaks(text: str) -> str:
    return text.replace("\n", "\r\n")


def _in_windows(clash: Clash) -> Clash:
    """A clash in a text with Windows line ends: our wording stands in it word for word."""
    return replace(clash, base=_with_windows_breaks(clash.base), source=_with_windows_breaks(clash.source),
                   ours=_with_windows_breaks(clash.ours))


@dataclass(frozen=True, slots=True)
class _Place:
    """A clash as it was found: in which slice, and where in it; of a whole clause, `start` is 0."""

    key: Key
    start: int
    clash: Clash


class _Merging:
    """Three documents with their clauses keyed alike: by the base's place where it has the clause.

    Shape: the slices are by key; that of the words before the first clause is PREAMBLE_KEY.
    """

    def __init__(self, base: Document, ours: Document, source: Document, known: Known) -> None:
        self._effort = Effort()
        names = Names(base.text, (ours.text, source.text))
        # Where both are one text with other values, every edit of the source is such a name.
        self._is_name: IsName = (lambda *_: True) if known.is_refilled else names.is_name
        olds: dict[Key, ClauseText] = {("base", place): clause for place, clause in enumerate(base.clauses)}
        mine = _keyed("ours", ours, paired(base, ours), {})
        # A clause that both sides added under one id is one clause.
        added = {clause.id: key for key, clause in reversed(mine.items()) if key[0] == "ours"}
        new = _keyed("source", source, paired(base, source, known.aliases), added)
        clauses = [item for keyed in (new, olds, mine) for item in keyed.items()]
        self._ids = {PREAMBLE_KEY: "", **{key: clause.id for key, clause in clauses}}
        self._my_order, self._its_order = list(mine), list(new)
        self._as_written = _slices(base, olds), _slices(ours, mine), _slices(source, new)
        self._olds, self._mine, self._new = follow_moves(*self._as_written, self._effort)
        self._found: list[_Place] = []

    def merged(self) -> Merged:
        """The text with what is to decide, in the text's order."""
        slices = {key: raw for key in self._keys() if (raw := self._clause(key))}
        return self._joined(slices)

    def _keys(self) -> Iterator[Key]:
        yield from {**self._mine, **self._new}

    def _clause(self, key: Key) -> str:
        old, ours, new = self._olds.get(key, ""), self._mine.get(key, ""), self._new.get(key, "")
        if not ours or not new:
            return self._of_one_side(key, old, ours, new)
        if old or comparable(ours) != comparable(new):
            return self._slice(key, old, ours, new)
        return ours

    def _of_one_side(self, key: Key, old: str, ours: str, new: str) -> str:
        """A clause that one side does not have: new on the other, or taken out on this one."""
        kept = ours or new
        if not old or not kept:
            return kept
        if comparable(old) != comparable(kept):
            self._ask_whole(key, self._ids[key], old, new, ours)
            return ours
        return ""

    def _ask_whole(self, key: Key, clause: str, base: str, source: str, ours: str) -> None:
        self._found.append(_Place(key, 0, Clash(clause=clause, base=_ended(base), source=_ended(source),
                                                ours=_ended(ours), scope=Scope.CLAUSE)))

    def _slice(self, key: Key, base: str, ours: str, source: str) -> str:
        # The blank lines between clauses are nobody's words: they follow the side that changed them.
        written = [side.get(key) for side in self._as_written]
        tail = chosen(*(_line_breaks(raw if now is None else now)
                         for raw, now in zip((base, ours, source), written, strict=True)))
        old, core, new = base.rstrip("\n"), ours.rstrip("\n"), source.rstrip("\n")
        if core == new or (core == old and not is_marked(new, old)):
            return new + tail
        if new == old:
            return core + tail
        merged = self._front_matter(old, core, new) if key == PREAMBLE_KEY else None
        sides = [side.get(key, "") for side in self._as_written[1:]]
        merged = _counted(merged or self._wordings(old, core, new), sides)
        self._found += [_Place(key, passage.start, _clash_of(passage)) for passage in merged.passages]
        return merged.text + tail

    def _wordings(self, base: str, ours: str, source: str) -> WordMerge:
        return merge_wordings(base, ours, source, self._effort, is_name=self._is_name)

    def _front_matter(self, *texts: str) -> WordMerge | None:
        """The words before the first clause where all three begin with front matter: that by key, the rest by words."""
        heads, rests = zip(*map(split_front_matter, texts), strict=True)
        if not all(heads):
            return None
        base, ours, source = heads
        keys = merge_keys(base, ours, source) or merge_wordings(base, ours, source, self._effort, are_rows=True)
        begin = f"{texts[1][:3]}\n{keys.text}"
        rest = self._wordings(*rests)
        moved = [replace(item, start=item.start + 4) for item in keys.passages]
        moved += [replace(item, start=item.start + len(begin)) for item in rest.passages]
        return WordMerge(text=begin + rest.text, passages=tuple(moved))

    def _joined(self, slices: Mapping[Key, str]) -> Merged:
        mine, new = ([key for key in order if key in slices] for order in (self._my_order, self._its_order))
        # The source's order is followed only where the scheme kept the one it took.
        frame, other = (new, mine) if _kept_order(mine) and not _kept_order(new) else (mine, new)
        text, starts = slices.get(PREAMBLE_KEY, ""), {PREAMBLE_KEY: 0}
        for key in _woven(frame, other):
            # What was at the end of a document has no line break of its own, see merge_texts.
            text += "\n\n" if text and not text.endswith("\n") else ""
            starts[key] = len(text)
            text += slices[key]
        return Merged(text.rstrip("\n"), tuple(self._named(text, starts)))

    def _named(self, text: str, starts: Mapping[Key, int]) -> Iterator[Clash]:
        """The clashes with the id of the clause in which each stands, in the text's order."""
        if not self._found:
            return
        places, ids = [0], [""]
        at = 0
        document = Document.parse(text)
        at = len(document.preamble)
        for clause in document.clauses:
            places.append(at)
            ids.append(clause.id)
            at += len(clause.raw)
        ordered = sorted(self._found, key=lambda place: starts.get(place.key, len(text)) + place.start)
        for place in ordered:
            if place.clash.scope is Scope.CLAUSE and place.clash.clause and place.key != PREAMBLE_KEY:
                yield place.clash
                continue
            offset = starts.get(place.key, 0) + place.start
            yield replace(place.clash, clause=ids[bisect_right(places, offset) - 1])


def _counted(merged: WordMerge, sides: Sequence[str]) -> WordMerge:
    """The merge with its numbered lists counting on."""
    spans = [(item.start, item.start + len(item.ours)) for item in merged.passages]
    text, passages = merged.text, list(merged.passages)
    for (start, end), digits in reversed(renumbered(text, sides, spans)):
        text = text[:start] + digits + text[end:]
        more = len(digits) - (end - start)
        passages = [replace(item, start=item.start + more) if item.start > start else item for item in passages]
    return WordMerge(text=text, passages=tuple(passages))


def _ended(raw: str) -> str:
    """A slice with a line break at its end, which the last of a document lacks."""
    return f"{raw}\n" if raw and not raw.endswith("\n") else raw


def _slices(document: Document, keyed: Mapping[Key, ClauseText]) -> dict[Key, str]:
    return {PREAMBLE_KEY: document.preamble, **{key: clause.raw for key, clause in keyed.items()}}


def _keyed(side: str, document: Document, pairs: Mapping[int, int], known: Mapping[str, Key]) -> dict[Key, ClauseText]:
    keyed: dict[Key, ClauseText] = {}
    for place, clause in enumerate(document.clauses):
        own = known.get(clause.id, (side, place))
        key = ("base", pairs[place]) if place in pairs else (side, place) if own in keyed else own
        keyed[key] = clause
    return keyed


def _kept_order(keys: Sequence[Key]) -> bool:
    places = [place for side, place in keys if side == "base"]
    return all(first < second for first, second in pairwise(places))


def _woven(frame: Sequence[Key], other: Sequence[Key]) -> Iterator[Key]:
    """The frame's order, with what only the other has put after what it follows there."""
    known = set(frame)
    following: dict[Key | None, list[Key]] = defaultdict(list)
    at: Key | None = None
    for key in other:
        if key in known:
            at = key
        else:
            following[at].append(key)
    yield from following[None]
    for key in frame:
        yield key
        yield from following[key]


def _line_breaks(text: str) -> str:
    return text[len(text.rstrip("\n")) :]
