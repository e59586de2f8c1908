"""A module's documents as a whole, in three states: as taken from the source, as the scheme has them, as they are now.

Which file is which is found out here (renamed, moved, split, deleted, added on either side); how two texts of one file
come together is `merge`'s. Nothing is lost: what cannot be joined stays as the scheme has it, and a decision keeps the
rest.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import chain, count
from pathlib import PurePosixPath

from schemekit.model.adoption import Decision, Scope
from schemekit.model.file_names import PROSE, TEXTS
from schemekit.text.comparing.file_partners import partners
from schemekit.text.merging.clauses_across import Crossing, crossings
from schemekit.text.merging.merge import NOTHING, Known, form_of, merge_texts
from schemekit.text.register import holds_entries

Files = Mapping[str, bytes]


class FileFate(Enum):
    """What became of one file."""

    NEW = "new"
    TAKEN = "taken"
    MERGED = "taken beside yours"
    KEPT = "yours kept"
    MOVED = "moved"
    RETIRED = "retired"
    BESIDE = "put beside yours"
    DECISION = "decision"


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """One text document in its three states, and as it came out."""

    base: str
    ours: str
    source: str
    merged: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOutcome:
    """What became of one file. Shape: `file` is where it is now; `texts` is there where clauses can be told apart."""

    file: str
    fate: FileFate
    words: str
    texts: Texts | None = None


@dataclass(frozen=True, slots=True)
class MergedTree:
    """What has to be written, what is told, and what a person decides. Shape: paths below policies/MODULE/."""

    changes: Mapping[str, bytes | None]
    outcomes: tuple[FileOutcome, ...]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeNames:
    """What things are called in a merged tree: the main document, the cause of a decision, the source's new version."""

    main: str
    cause: str
    version: str


def merge_trees(base: Files, ours: Files, source: Files, names: TreeNames, known: Known = NOTHING) -> MergedTree:
    """Bring what the source changed in its files into the scheme's. Shape: `ours` without the adoption record.

    A register with entries and a picture that both sides changed stay as they are, and the source's new one is put
    beside them: entries name people, so that no record may hold them.
    """
    merging = _Merging(dict(base), dict(ours), dict(source), names, known)
    merging.merge()
    changes = {path: data for path, data in merging.changes.items() if ours.get(path) != data}
    return MergedTree(changes, tuple(merging.outcomes), tuple(merging.decisions))


@dataclass
class _Merging:
    """The work on one tree; each file is settled once."""

    base: dict[str, bytes]
    ours: dict[str, bytes]
    source: dict[str, bytes]
    names: TreeNames
    known: Known
    changes: dict[str, bytes | None] = field(default_factory=dict)
    outcomes: list[FileOutcome] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)

    def merge(self) -> None:
        gone = {file: self.base[file] for file in self.base.keys() - self.source.keys()}
        new = {file: self.source[file] for file in self.source.keys() - self.base.keys()}
        self._renamed = partners(new, gone)   # the source's new name: its old one
        self._places = self._own_places()
        self._crossing = self._crossings()
        for file in sorted(self.source):
            old = file if file in self.base else self._renamed.get(file)
            if old is None:
                self._added(file)
            else:
                self._carried(old, file)
        for file in sorted(self.base.keys() - self.source.keys() - set(self._renamed.values())):
            self._retired(file)

    def _own_places(self) -> dict[str, str]:
        """Where the scheme keeps each file that it took; a file that it deleted is missing."""
        places = {file: file for file in self.base if file in self.ours}
        for new, old in self._renamed.items():
            if old not in places and new in self.ours:
                places[old] = new   # both sides gave it the same name
        lost = {file: self.base[file] for file in self.base.keys() - places.keys()}
        taken = {*places.values(), *self.source}
        extra = {file: data for file, data in self.ours.items() if file not in self.base and file not in taken}
        return places | partners(lost, extra)

    def _crossings(self) -> dict[str, Crossing]:
        """Clauses that the source moved from one document into another: they are carried over on both older sides."""
        documents = [data for side in (self.base, self.ours, self.source) for file, data in side.items()
                     if file.endswith(".md")]
        if not _is_text(*documents):
            return {}   # what crossed into a document that cannot be read, or out of it, is not known
        before = {self._new_name(file): file for file in self.base if file.endswith(".md")}
        own = {file: self.ours[file] for file in self.source if file in self.ours and file not in before}
        own |= {now: self.ours[self._places[file]] for now, file in before.items() if file in self._places}
        return crossings(
            {now: _text(self.base[file]) for now, file in before.items()},
            {now: _text(data) for now, data in own.items() if now.endswith(".md")},
            {file: _text(data) for file, data in self.source.items() if file.endswith(".md")},
        )

    def _new_name(self, old: str) -> str:
        return next((new for new, name in self._renamed.items() if name == old), old)

    def _added(self, file: str) -> None:
        """A file that only the source has, or that both sides added."""
        crossing = self._crossing.get(file)
        own = next((path for path in self.ours if path.casefold() == file.casefold()), None)
        if own is not None and self.ours[own] == self.source[file]:
            return
        if crossing is not None and own in (None, file):
            self._merged(crossing.base, crossing.ours, _text(self.source[file]), file, file,
                         "new in the source, with clauses from another document")
        elif own is None:
            self._put(file, self.source[file], FileFate.NEW, "new in the source")
        else:
            self._open(file, own, base=b"", words="added by the source and by you")

    def _carried(self, old: str, new: str) -> None:
        """A file that the source has still, perhaps under another name."""
        own = self._places.get(old)
        changed = self.base[old] != self.source[new]
        if own is None:
            if changed:
                self._open(new, None, base=self.base[old], words="changed in the source, deleted by you")
            return
        target = new if own == old and (new == old or new not in self.ours) else own
        moved = self._moved_words(old, own, new, target)
        mine, crossing = self.ours[own], self._crossing.get(new)
        if mine == self.source[new] != self.base[old]:
            self._move(own, target)
            self._put(target, mine, FileFate.TAKEN, f"the source has your words now{moved}", self._texts(old, own, new))
        elif crossing is not None:
            self._merged(crossing.base, crossing.ours, _text(self.source[new]), own, target,
                         f"clauses moved between documents in the source{moved}")
        elif mine == self.base[old]:
            if changed or target != own:
                fate = FileFate.TAKEN if changed else FileFate.MOVED
                self._move(own, target)
                words = "changed in the source" if changed else "moved in the source"
                self._put(target, self.source[new], fate, f"{words}{moved}", self._texts(old, own, new))
        elif not changed:
            self._move(own, target)
            fate = FileFate.KEPT if target == own else FileFate.MOVED
            self._put(target, mine, fate, f"changed by you{moved}", self._texts(old, own, new))
        elif new.endswith(PROSE) and _is_text(self.base[old], mine, self.source[new]):
            self._merged(_text(self.base[old]), _text(mine), _text(self.source[new]), own, target,
                         f"changed in the source and by you{moved}")
        else:
            self._move(own, target)
            self._put(target, mine, None, "")
            self._open(new, own, base=self.base[old], words=f"changed in the source and by you{moved}", now=target)

    @staticmethod
    def _moved_words(old: str, own: str, new: str, target: str) -> str:
        if own not in (old, new):
            return f", which you moved to {own}"
        if new == old:
            return ""
        return f", now {new}" if target == new else f", called {new} in the source, where you have a file of your own"

    def _retired(self, file: str) -> None:
        """A file that the source has no more."""
        own = self._places.get(file)
        if own is None:
            return
        crossing = self._crossing.get(file)
        if crossing is not None and not crossing.ours_left.strip():
            self.changes[own] = None
            self._tell(own, FileFate.RETIRED, "its clauses stand in other documents of the source now")
        elif self.ours[own] == self.base[file]:
            self.changes[own] = None
            self._tell(own, FileFate.RETIRED, "retired in the source")
        elif crossing is not None:
            self._merged(crossing.base, crossing.ours, "", own, own, "its clauses stand in other documents now")
        elif (_holds_entries(own, self.ours[own], self.base[file]) or not own.endswith(TEXTS)
              or not _is_text(self.ours[own], self.base[file])):
            self._tell(own, FileFate.KEPT, "retired in the source, changed by you")
        else:
            self._open("", own, base=self.base[file], words="retired in the source, changed by you")

    def _merged(self, base: str, ours: str, source: str, own: str, target: str, words: str) -> None:
        merged = merge_texts(base, ours, source, replace(self.known, form=form_of(own)))
        self._move(own, target)
        for clash in merged.clashes:
            self.decisions.append(
                Decision(clause=clash.clause, base=clash.base, source=clash.source, ours=clash.ours,
                         scope=clash.scope, cause=self.names.cause, file=self._called(target))
            )
        if target not in self.source and not merged.text.strip():
            self.changes[target] = None
            self._tell(target, FileFate.RETIRED, words)
            return
        fate = FileFate.DECISION if merged.clashes else FileFate.MERGED
        mark = BOM_UTF8 if self.ours.get(own, b"").startswith(BOM_UTF8) else b""
        self._put(target, mark + merged.text.encode(), fate, words,
                  Texts(base=base, ours=ours, source=source, merged=merged.text))

    def _open(self, new: str, own: str | None, *, base: bytes, words: str, now: str = "") -> None:
        """A whole file is for a person to decide; what no record can hold is put beside the scheme's own."""
        mine, theirs = self.ours.get(own or "", b""), self.source.get(new, b"")
        file = now or own or new
        if not file.endswith(TEXTS) or _holds_entries(file, mine, base) or not _is_text(base, mine, theirs):
            if own is None:
                self._tell(file, FileFate.KEPT, f"{words}; it stays left out")
            else:
                self._put(self._beside(new), theirs, FileFate.BESIDE, f"{words}; yours is untouched")
            return
        self.decisions.append(
            Decision(clause="", base=_text(base), source=_text(theirs), ours=_text(mine), scope=Scope.FILE,
                     cause=self.names.cause, file=self._called(file))
        )
        self._tell(file, FileFate.DECISION, words)

    def _beside(self, new: str) -> str:
        """Where the source's version of a file goes: the first such name under which the scheme has nothing else."""
        path = PurePosixPath(new)
        used = {**self.ours, **self.source, **self.changes}
        taken = {folder.as_posix().casefold() for file in used for folder in PurePosixPath(file).parents}
        taken |= {file.casefold() for file, data in used.items() if data not in (None, self.source[new])}
        endings = chain([""], (f"-{number}" for number in count(2)))
        names = (str(path.with_name(f"{path.stem}-{self.names.version}{end}{path.suffix}")) for end in endings)
        return next(name for name in names if name.casefold() not in taken)

    def _called(self, file: str) -> str:
        return "" if file == self.names.main else file

    def _move(self, own: str, target: str) -> None:
        if own != target:
            self.changes[own] = None

    def _put(self, file: str, data: bytes, fate: FileFate | None, words: str, texts: Texts | None = None) -> None:
        self.changes[file] = data
        if fate is not None:
            self._tell(file, fate, words, texts)

    def _tell(self, file: str, fate: FileFate, words: str, texts: Texts | None = None) -> None:
        self.outcomes.append(FileOutcome(file=file, fate=fate, words=words, texts=texts))

    def _texts(self, old: str, own: str, new: str) -> Texts | None:
        if not new.endswith(".md") or not _is_text(self.base[old], self.ours[own], self.source[new]):
            return None
        base, ours, source = _text(self.base[old]), _text(self.ours[own]), _text(self.source[new])
        return Texts(base=base, ours=ours, source=source, merged=source if ours == base else ours)


def _holds_entries(file: str, mine: bytes, base: bytes) -> bool:
    return file.endswith(".csv") and holds_entries(mine, base)


def _text(data: bytes) -> str:
    return data.decode("utf-8-sig")


def _is_text(*sides: bytes) -> bool:
    """Whether all of them can be read; one that cannot is joined with nothing, as a picture."""
    try:
        for side in sides:
            side.decode()
    except UnicodeDecodeError:
        return False
    return True
