"""Passages that one side moved: brought to their new place in the other two texts, so that edits follow them there.

A merge by words sees a moved sentence as one taken out and one put in. Here it is told apart from that, within a clause
and across clauses: a clause that was split, joined or given another id is a set of moved passages too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Generic, TypeVar

from schemekit.text.comparing.alignment import Effort, equal_runs, longest_rising
from schemekit.text.comparing.likeness import shared_words
from schemekit.text.merging.words import LINE_KEYS, Words

Key = TypeVar("Key", bound=Hashable)

_MOVED_WORDS = 2
"""Fewest words of a passage that is known again elsewhere: shorter ones stand in a text more than once by chance."""
_EDITED_WORDS = 4
_ALIKE = 0.75
"""Share of words that a passage keeps when it is moved and edited at once."""
_SAME_PLACE = 0.5
_STILL_KNOWN = 0.45
"""Share of words by which a passage that both took out is known again among what one of them put in elsewhere: it may
have been moved and reworded there, so that a person has to say whether it is to go. Unrelated prose shares less."""
_MOVES = 5_000
"""Most passages that are brought to a new place, some seconds; of a text that is turned round, all is asked about."""
_CANDIDATES = 20_000
"""Most comparisons of passages in one text, some tenths of a second; those beyond count as taken out and put in."""


@dataclass(eq=False, slots=True)
class _Unit:
    """A passage: what is compared of it, and its text with the white space behind it. Each is itself alone."""

    keys: tuple[str, ...]
    raw: str

    def space_as(self, other: _Unit) -> None:
        """Take over the white space behind another wording."""
        self.raw = self.raw.rstrip() + other.raw[len(other.raw.rstrip()):]

    @property
    def bag(self) -> Counter[str]:
        return Counter(key for key in self.keys if key[:1].isalnum())

    @property
    def size(self) -> int:
        return sum(key[:1].isalnum() for key in self.keys)


Slices = dict[Key, list[_Unit]]


def follow_moves(
    base: Mapping[Key, str], ours: Mapping[Key, str], source: Mapping[Key, str], effort: Effort
) -> tuple[dict[Key, str], dict[Key, str], dict[Key, str]]:
    """The three texts, slice by slice, with every passage that a side moved at its new place in all of them.

    What both sides moved stands where ours has it. The text of the side that moved is never changed.
    """
    if not _may_have_moved(base, ours, source):
        return dict(base), dict(ours), dict(source)
    still = {key for key, raw in base.items() if ours.get(key) == raw == source.get(key)}
    olds, mine, its = (_sliced(text, still) for text in (base, ours, source))
    changed = [_relocated(olds, mine, its, effort), _relocated(olds, its, mine, effort)]
    if not any(changed):
        return dict(base), dict(ours), dict(source)
    return _joined(olds, base), _joined(mine, ours), _joined(its, source)


def _may_have_moved(*texts: Mapping[Key, str]) -> bool:
    """Whether a passage that one side moved can matter to the other: some slice was changed by both."""
    base, ours, source = texts
    return any(
        base.get(key) not in (ours.get(key), source.get(key)) for key in base.keys() | ours.keys() | source.keys()
    )


def _sliced(text: Mapping[Key, str], still: set[Key]) -> Slices[Key]:
    """The passages of each slice; one that nobody changed is not taken apart."""
    return {key: [_Unit((), raw)] if key in still else list(_units(raw)) for key, raw in text.items()}


def _units(raw: str) -> Iterator[_Unit]:
    words = Words.of(raw)
    if not len(words):
        if raw:
            yield _Unit((), raw)
        return
    start, last = 0, words.passage_ends[-1]
    for end in words.passage_ends:
        text = "".join(map("".join, zip(words.texts[start:end], words.spaces[start:end], strict=True)))
        text = (words.lead if start == 0 else "") + text + (words.tail if end == last else "")
        yield _Unit(words.keys[start:end], text)
        start = end


def _joined(slices: Slices[Key], before: Mapping[Key, str]) -> dict[Key, str]:
    joined = {}
    for key, units in slices.items():
        text = ""
        for unit in units:
            # A passage that stood at the end of its clause has no white space behind it, and one from within a line
            # none that a list item or a row could follow.
            needed = "\n" if unit.keys[:1] and (unit.keys[0] in LINE_KEYS or unit.keys[0] == "|") else " "
            space = text[len(text.rstrip()):]
            ended = not text or not unit.raw or needed in space or "\n" in space
            text = text + unit.raw if ended else f"{text.rstrip(' ')}\n\n{unit.raw}"
        if text or key in before:
            joined[key] = text
    return joined


def _relocated(olds: Slices[Key], mover: Slices[Key], other: Slices[Key], effort: Effort) -> bool:
    """Bring what the mover moved to its new place in the other two, which are changed; whether anything was."""
    match = _Matching(olds, mover, effort)
    counterparts = _Matching(olds, other, effort)
    twin = {**counterparts.same, **{old: new for old, (_, new) in counterparts.moved().items()}}
    twin |= {old: new for old, new in counterparts.in_place().items() if old not in twin}
    moved = match.moved(reworded=counterparts.gone.keys() - twin.keys())
    if not moved or len(moved) > _MOVES:
        return False
    replaced = counterparts.replaced(twin)
    doubtful = {unit for gone, _ in replaced for unit in gone}
    company: dict[_Unit, list[_Unit]] = {}
    for gone, come in replaced:
        # What was moved whole and written anew whole is one text still: the new words go where the old ones went.
        if len({moved[unit][0] if unit in moved else None for unit in gone} - {None}) == 1 and all(
            unit in moved for unit in gone
        ):
            twin[gone[0]] = come[0]
            company[come[0]] = come[1:]
            doubtful -= set(gone)
    origin = {new: old for old, new in match.in_place().items()}
    origin |= {new: old for old, new in match.same.items()} | {new: old for old, (_, new) in moved.items()}
    targets = {new: key for key, new in moved.values()}
    staying = frozenset(twin[old] for old in match.same if old in twin)
    base, there = _Layout(olds), _Layout(other)
    going = _Going(there, other, twin, moved, company, staying)
    source_of = {new: old for old, new in twin.items()}
    spaced, spaced_there = set[_Unit](), set[_Unit]()
    for key, units in mover.items():
        for at, unit in enumerate(units):
            # A clause that the other side does not have any more is no place for what it still has elsewhere.
            lost = key in olds and key not in other and origin.get(unit) in twin
            if unit not in targets or origin[unit] in doubtful or lost:
                continue
            before = _Earlier(units, at, origin)
            old = origin[unit]
            around = {old, *islice(before, 1), *base.before(old)}
            spaced |= around
            if old in twin:
                left = (source_of.get(unit) for unit in there.before(twin[old]))
                spaced_there |= {*around, *(unit for unit in left if unit)}
                going.put(old, key, before)
            base.put(old, key, before)
    # The blank lines around what was moved are the mover's: the others have none of their own there.
    wording = {old: new for new, old in origin.items()}
    for old in (spaced | spaced_there) & wording.keys():
        old.space_as(wording[old])
        if old in twin and old in spaced_there:
            twin[old].space_as(wording[old])
    return bool(spaced)


class _Earlier:
    """The base's passages that a passage follows where the mover has it, the nearest first; read as far as needed."""

    def __init__(self, units: Sequence[_Unit], at: int, origin: Mapping[_Unit, _Unit]) -> None:
        self._units, self._at, self._origin = units, at, origin

    def __iter__(self) -> Iterator[_Unit]:
        return (self._origin[self._units[at]] for at in range(self._at - 1, -1, -1) if self._units[at] in self._origin)


class _Going(Generic[Key]):
    """Puts the other side's wordings of moved passages where they went, with what that side had put between them."""

    def __init__(
        self, there: _Layout[Key], other: Slices[Key], twin: Mapping[_Unit, _Unit],
        moved: Mapping[_Unit, tuple[Hashable, _Unit]],
        company: Mapping[_Unit, list[_Unit]], staying: frozenset[_Unit],
    ) -> None:
        self._there, self._other, self._twin, self._staying = there, other, twin, staying
        self._known = frozenset(twin.values())
        self._company = {**dict(self._companies({twin[old] for old in moved if old in twin})), **company}

    def put(self, old: _Unit, key: Key, before: Iterable[_Unit]) -> None:
        """Put our wording of a moved passage, and what we had put behind it, where it went."""
        unit = self._twin[old]
        self._there.put(unit, key, (self._twin[earlier] for earlier in before if earlier in self._twin), self._known)
        last = unit
        for company in self._company.get(unit, ()):
            self._there.put(company, key, [last])
            last = company

    def _companies(self, moving: set[_Unit]) -> Iterator[tuple[_Unit, list[_Unit]]]:
        """For each passage that moves, our own ones behind it, unless they stand before one that stays."""
        for units in self._other.values():
            for at, unit in enumerate(units):
                if unit not in moving:
                    continue
                own = []
                for following in units[at + 1 :]:
                    if following in self._known:
                        break
                    own.append(following)
                end = at + 1 + len(own)
                if own and (end == len(units) or units[end] not in self._staying):
                    yield unit, own


class _Layout(Generic[Key]):
    """The passages of a text, slice by slice, while they are put elsewhere; changes the slices it was made of."""

    def __init__(self, slices: Slices[Key]) -> None:
        self._slices = slices
        self._home = {unit: key for key, units in slices.items() for unit in units}

    def before(self, unit: _Unit) -> list[_Unit]:
        """The passage that stands before another, if any."""
        units = self._slices[self._home[unit]]
        at = units.index(unit)
        return units[at - 1 : at] if at else []

    def put(self, unit: _Unit, key: Key, behind: Iterable[_Unit], known: frozenset[_Unit] | None = None) -> None:
        """Take a passage out of its slice and put it into another, after the nearest of those that it follows there.

        Shape: `known` are the passages that the base has too, all of them where it is None. A passage that follows
        the right one of these already stays where it is, behind what is new there.
        """
        target = self._slices.setdefault(key, [])
        after = next((earlier for earlier in behind if self._home.get(earlier) == key), None)
        if self._home[unit] == key:
            at = target.index(unit) - 1
            while at >= 0 and known is not None and target[at] not in known:
                at -= 1
            if (target[at] if at >= 0 else None) is after:
                return
        self._slices[self._home[unit]].remove(unit)
        place = target.index(after) + 1 if after else 0
        while place and known is not None and place < len(target) and target[place] not in known:
            place += 1  # what we put behind that one stays behind it
        target.insert(place or min(1, len(target)), unit)
        self._home[unit] = key


class _Matching:
    """Which passage of an old text is which of a new one: in order within a slice, and moved."""

    def __init__(self, olds: Slices[Key], news: Slices[Key], effort: Effort) -> None:
        self.same: dict[_Unit, _Unit] = {}
        self._gone: list[tuple[_Unit, Hashable]] = []
        self._come: list[tuple[_Unit, Hashable]] = []
        self._key_of: dict[_Unit, Hashable] = {}
        for key in {**olds, **news}:
            self._compare(key, olds.get(key, []), news.get(key, []), effort)

    def _compare(self, key: Hashable, old: list[_Unit], new: list[_Unit], effort: Effort) -> None:
        at = there = 0
        runs = equal_runs([unit.keys for unit in old], [unit.keys for unit in new], effort)
        for gap, (start, place, length) in enumerate((*runs, (len(old), len(new), 0))):
            self._gone += [(unit, (key, gap)) for unit in old[at:start]]
            self._come += [(unit, (key, gap)) for unit in new[there:place]]
            self._key_of |= dict.fromkeys(new[there:place], key)
            self.same |= dict(zip(old[start : start + length], new[place : place + length], strict=True))
            at, there = start + length, place + length

    @property
    def gone(self) -> dict[_Unit, Hashable]:
        """The passages that do not stand where they stood, each with the gap it left."""
        return dict(self._gone)

    def moved(self, reworded: Set[_Unit] = frozenset()) -> dict[_Unit, tuple[Hashable, _Unit]]:
        """The passages that stand elsewhere now: the old one, with the slice it is in and the new one.

        Shape: of those in `reworded`, fewer words have to be the same.
        """
        gaps = dict(self._come)
        found: dict[_Unit, _Unit] = {}
        come = _once((unit, unit.keys) for unit, _ in self._come if unit.size >= _MOVED_WORDS)
        gone = _once((unit, unit.keys) for unit, _ in self._gone if unit.size >= _MOVED_WORDS)
        for keys, old in gone.items():
            if keys in come:
                found[old] = come[keys]
        found |= dict(self._alike(set(found), set(found.values()), _ALIKE))
        others = {unit for unit, _ in self._gone} - reworded
        found |= dict(self._alike(set(found) | others, set(found.values()), _STILL_KNOWN))
        place = dict(self._gone)
        staying = set(self._in_order({old: new for old, new in found.items() if place[old] == gaps[new]}))
        return {old: (self._key_of[new], new) for old, new in found.items() if old not in staying}

    def _in_order(self, found: Mapping[_Unit, _Unit]) -> Iterator[_Unit]:
        """Of passages reworded in one gap, those that kept their order: they were edited where they stood."""
        places = {unit: at for at, (unit, _) in enumerate(self._come)}
        olds = [unit for unit, _ in self._gone if unit in found]
        gaps = dict(self._gone)
        for _, group in groupby(olds, key=lambda unit: gaps[unit]):
            units = list(group)
            rising = longest_rising(places[found[unit]] for unit in units)
            yield from (unit for at, unit in enumerate(units) if at in rising)

    def _alike(self, taken: set[_Unit], used: set[_Unit], least: float) -> Iterator[tuple[_Unit, _Unit]]:
        """Passages that were moved and edited at once: each the best of all for the other."""
        news = [unit for unit, _ in self._come if unit not in used and unit.size >= _EDITED_WORDS]
        olds = [unit for unit, _ in self._gone if unit not in taken and unit.size >= _EDITED_WORDS]
        if not news or not olds:
            return
        bags = {unit: unit.bag for unit in (*news, *olds)}
        index: dict[str, list[_Unit]] = defaultdict(list)
        for unit in news:
            for word in bags[unit]:
                index[word].append(unit)
        best: dict[_Unit, tuple[float, _Unit]] = {}
        left = _CANDIDATES
        for old in olds:
            # A passage that is the same one shares its rarest words; the common ones would name every passage.
            rare = sorted((word for word in bags[old] if word in index), key=lambda word: (len(index[word]), word))[:6]
            candidates = dict.fromkeys(unit for word in rare for unit in index[word][:20])
            left -= len(candidates)
            if left < 0:
                return
            scored = [(shared_words(bags[old], bags[new]), new) for new in candidates]
            score, new = max(scored, key=lambda pair: pair[0], default=(0.0, old))
            if score >= least and score > best.get(new, (0.0, old))[0]:
                best[new] = (score, old)
        for new, (_, old) in best.items():
            yield old, new

    def in_place(self) -> dict[_Unit, _Unit]:
        """The passages that were edited where they stood, each with its new wording."""
        come: dict[Hashable, list[_Unit]] = defaultdict(list)
        for unit, gap in self._come:
            come[gap].append(unit)
        found: dict[_Unit, _Unit] = {}
        used: set[_Unit] = set()
        left = _CANDIDATES
        for old, gap in self._gone:
            candidates = [unit for unit in come[gap][:20] if unit not in used]
            left -= len(candidates)
            if left < 0:
                break
            bag = old.bag
            score, new = max(((shared_words(bag, unit.bag), unit) for unit in candidates), key=lambda pair: pair[0],
                             default=(0.0, old))
            if score >= _SAME_PLACE:
                found[old] = new
                used.add(new)
        return found

    def replaced(self, known: Mapping[_Unit, _Unit]) -> list[tuple[list[_Unit], list[_Unit]]]:
        """Passages that are gone where something else has come that is nobody's new wording: both, gap by gap."""
        explained = set(known.values())
        gone: dict[Hashable, list[_Unit]] = defaultdict(list)
        come: dict[Hashable, list[_Unit]] = defaultdict(list)
        for unit, gap in self._gone:
            if unit not in known:
                gone[gap].append(unit)
        for unit, gap in self._come:
            if unit not in explained:
                come[gap].append(unit)
        return [(gone[gap], come[gap]) for gap in gone if gap in come]


def _once(units: Iterator[tuple[_Unit, tuple[str, ...]]]) -> dict[tuple[str, ...], _Unit]:
    """The passages whose words stand only once among them."""
    found: dict[tuple[str, ...], _Unit] = {}
    repeated = set()
    for unit, keys in units:
        if keys in found:
            repeated.add(keys)
        found[keys] = unit
    return {keys: unit for keys, unit in found.items() if keys not in repeated}
