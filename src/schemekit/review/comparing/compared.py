"""Two held texts made into a comparison: every clause of every document, what it means, why, and where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from schemekit.adopt.approval import told_approval
from schemekit.adopt.outcome import Adoption
from schemekit.adopt.rendering import template_values
from schemekit.model.adoption import Correspondence, Deviation, Verb
from schemekit.model.module import Module
from schemekit.model.parameter import Tailoring
from schemekit.review.comparing.held import Held, Standing, parsed
from schemekit.review.comparing.meaning import Meaning
from schemekit.review.comparison import ComparedClause, ComparedText, ComparedValue, Comparison
from schemekit.text.comparing.diff import ClauseChange, Kind, compare
from schemekit.text.comparing.file_partners import partners
from schemekit.text.comparing.other_ids import other_ids
from schemekit.text.comparing.pairing import aliases_of
from schemekit.text.comparing.refilled import Refilled, refilled
from schemekit.text.document import ClauseText
from schemekit.text.register import changed_columns

Reasons = Callable[[ClauseChange], "Reason"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a clause differs, as the record of an adoption says. `is_lacking` where one is asked for and none stands."""

    words: str = ""
    by: str = ""
    approved: str = ""
    is_lacking: bool = False

    @classmethod
    def of(cls, recorded: Deviation | None, verb: Verb) -> Reason:
        """The reason that stands for a deviation; none is asked for a clause that is as the source has it."""
        if recorded is None:
            return cls(is_lacking=verb is not Verb.ADOPT)
        return cls(words=recorded.reason, by=recorded.by, approved=recorded.approved)

    def told_by(self, adoption: Adoption) -> Reason:
        """The same, with the approval as it can be told: one that is on no record is only said."""
        return replace(self, approved=told_approval(adoption, self.approved))


def files_with_reasons(adoption: Adoption) -> frozenset[str]:
    """The documents of an adoption whose clauses are asked for reasons, the main one as the empty name."""
    files = (*adoption.module.text_files, *adoption.added_files)
    return frozenset("" if file == adoption.main_file else file for file in files)


def no_reasons(_: ClauseChange) -> Reason:
    """Between two texts of which neither answers for the other, nobody asks why."""
    return Reason()


@dataclass(frozen=True, kw_only=True)
class About:
    """What is known beside the two texts.

    Shape: `places` tells where each document is edited, else the later side's are taken; `with_reasons` are the
    documents whose clauses are asked for reasons, `form_reasons` gives what is known of a clause of any other, and
    `of_annexes` the reason that was given for such a document as a whole; `annexes` says what stands before the numbers
    of each document.
    """

    values: tuple[ComparedValue, ...] = ()
    correspondence: Correspondence | None = None
    not_equivalent_because: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    reasons: Reasons = no_reasons
    annexes: Mapping[str, str] = field(default_factory=dict)
    form_reasons: Callable[[str, ClauseChange], str] = lambda _, __: ""
    with_reasons: frozenset[str] = frozenset()
    of_annexes: Mapping[str, Reason] = field(default_factory=dict)
    places: Mapping[str, Standing] | None = None
    language: str = ""


def compared(before: Held, after: Held, about: About) -> Comparison:
    """The comparison of two sides."""
    if before.module is None or after.module is None:
        before, after = before.only_main(), after.only_main()
    module = after.module or before.module
    work = _Work(before, after, about, module)
    clauses = tuple(work.clauses())
    return Comparison(
        module=module.id if module else after.side.name,
        title=module.title if module else (parsed(after.texts[""]).title or after.side.name),
        language=work.language,
        before=before.side,
        after=after.side,
        clauses=clauses,
        texts=work.texts,
        values=about.values,
        correspondence=about.correspondence,
        not_equivalent_because=about.not_equivalent_because,
        notices=(*about.notices, *work.notices(clauses)),
        titles={name: title for held in (before, after) if held.module for name, title in _titles(held.module)},
        forms=_forms(before, after),
    )


def _titles(module: Module) -> Iterator[tuple[str, str]]:
    yield from ((document.file, document.title) for document in module.documents)
    yield from ((parameter.name, parameter.title) for parameter in module.parameters)


def _forms(*sides: Held) -> frozenset[str]:
    """The documents of either side that its module does not count among its texts."""
    return frozenset(document.file for side in sides if side.module for document in side.module.documents
                     if document.file not in side.module.text_files)


class _Work:
    """Two sides, document by document."""

    def __init__(self, before: Held, after: Held, about: About, module: Module | None) -> None:
        self._before, self._after, self._about, self._module = before, after, about, module
        self.language = about.language or (module.language if module else "en")
        self._meaning = Meaning(before, after, self.language)
        self._renamed = _renamed(before.texts, after.texts)
        titles = {document.file: document.title for held in (before, after) if held.module
                  for document in held.module.documents}
        main = titles.get(after.main or before.main, module.title if module else after.side.name)
        self.texts = tuple(
            ComparedText(file=file, title=titles.get(file, file) if file else main,
                         before=before.texts.get(self._renamed.get(file, file), ""), after=after.texts.get(file, ""))
            for file in self._files()
        )

    def _files(self) -> list[str]:
        gone = self._before.texts.keys() - set(self._renamed.values())
        return list(dict.fromkeys([*self._after.texts, *(file for file in self._before.texts if file in gone)]))

    def clauses(self) -> Iterator[ComparedClause]:
        """Every clause of every document, in the later texts' order."""
        for text in self.texts:
            standing = (self._about.places or self._after.places).get(text.file)
            spot = _Spot(standing, is_later=standing is not None and standing.text == text.after)
            for change in self._changes(text):
                yield self._clause(text.file, change, spot)

    def _changes(self, text: ComparedText) -> tuple[ClauseChange, ...]:
        is_new = text.file in self._after.texts and self._renamed.get(text.file, text.file) not in self._before.texts
        if is_new and text.file:
            return (_whole(text),)   # one thing to its reader, and to who gives a reason for it
        aliases = aliases_of(self._module.retired) if self._module else {}
        return compare(parsed(text.before), parsed(text.after), aliases, self._refilled)

    @property
    def _refilled(self) -> tuple[Refilled, ...]:
        old, new = self._before, self._after
        if old.module is None or new.module is None or old.values == new.values:
            return ()
        return refilled(_words(old.module, old), _words(new.module, new))

    def _reason(self, file: str, change: ClauseChange) -> Reason:
        about = self._about
        if file in about.with_reasons:
            return about.reasons(change)
        if not change.kinds:
            return Reason()
        if file in about.of_annexes:
            return about.of_annexes[file]
        return Reason(words=about.form_reasons(file, change)) if file else Reason()

    def _clause(self, file: str, change: ClauseChange, spot: _Spot) -> ComparedClause:
        reason = self._reason(file, change)
        return ComparedClause(
            change=change, file=file, path=spot.path, line=spot.line_of(change),
            signals=self._meaning.signals_of(file, change), reason=reason.words, by=reason.by, approved=reason.approved,
            tailoring=self._tailoring(file, change), lacks_reason=reason.is_lacking and bool(change.kinds),
            annex=self._about.annexes.get(file, ""),
        )

    def _tailoring(self, file: str, change: ClauseChange) -> Tailoring | None:
        texts = self._module.text_files[1:] if self._module else ()
        found = self._module.clause(change.id) if self._module and (not file or file in texts) else None
        return found.tailoring if found else None

    def notices(self, clauses: Sequence[ComparedClause]) -> Iterator[str]:
        """What is told of documents beside their words."""
        for file in dict.fromkeys(clause.file for clause in clauses):
            for old, new in other_ids(clause.change for clause in clauses if clause.file == file):
                yield f"the id of a clause changed: #{old} is #{new} now, with the same words"
        for file, was in self._renamed.items():
            yield f"{was} is called {file} now"
        before, after = self._before.others, self._after.others
        for file in sorted({*before, *after}):
            if before.get(file) != after.get(file):
                what = "is new" if file not in before else "is gone" if file not in after else "differs"
                columns = changed_columns(before.get(file, b""), after.get(file, b"")) if what == "differs" else ""
                yield f"{file} {what}{f': {columns}' if columns else '; it is no text, so it is not shown'}"


def _words(module: Module, held: Held) -> dict[str, str]:
    return {name: value for name, value in template_values(module, held.values).items() if isinstance(value, str)}


def _renamed(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """The documents that go on under another name: the new names with the old ones."""
    new = {file: after[file].encode() for file in after if file not in before}
    old = {file: before[file].encode() for file in before if file not in after}
    return partners(new, old)


def _whole(text: ComparedText) -> ClauseChange:
    """A document that is there on one side only, as one clause."""
    mine = ClauseText(id=text.file, level=1, heading=text.title, number="", line=1, raw=f"{text.file}\n{text.after}")
    return ClauseChange(id=text.file, verb=Verb.ADD, source=None, mine=mine, kinds=frozenset({Kind.ADDED}))


class _Spot:
    """Where the clauses of one document stand for an editor: a removed one stands at its neighbour."""

    def __init__(self, standing: Standing | None, *, is_later: bool) -> None:
        self.path = standing.path if standing else ""
        self._is_later = is_later
        clauses = parsed(standing.text).by_id() if standing and not is_later else {}
        self._lines = {name: clause.line for name, clause in clauses.items()}
        self._last = 1

    def line_of(self, change: ClauseChange) -> int:
        """The line of a clause; asked for in the order of the text."""
        names = [clause.id for clause in (change.mine, change.source) if clause]
        if self._is_later:
            self._last = change.mine.line if change.mine else self._last
        else:
            self._last = next((self._lines[name] for name in names if name in self._lines), self._last)
        return self._last
