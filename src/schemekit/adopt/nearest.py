"""Which release an old copy was taken from: every one is weighed by its words, the nearest few by every clause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from schemekit.adopt.rendering import document_files, render_file
from schemekit.adopt.shelf import LibraryShelf
from schemekit.errors import SchemekitError
from schemekit.files.old_copy import OldCopy
from schemekit.library.library import Library, PulledModule
from schemekit.model.file_names import TEXTS
from schemekit.model.module import Module
from schemekit.model.parameter import Value
from schemekit.model.release import Release, Standing
from schemekit.model.version import VersionRange
from schemekit.text.comparing.diff import compare
from schemekit.text.document import Document
from schemekit.text.recovering.clause_template import ClauseTemplate, cut
from schemekit.text.recovering.nearness import Nearness, Words, nearness
from schemekit.text.recovering.readings import Effort
from schemekit.text.recovering.recovery import Laid, Recovered, recover
from schemekit.text.template_grammar import parse_template

RELEASES = 200           # weighed at most, the newest ones
BYTES = 40_000_000       # of their texts in all
CLOSELY = 5              # weighed clause by clause
FAR = Fraction(3, 10)
"""Share of common words below which a copy is refused; texts on one subject that are no copies share a twentieth."""
SURE_BY = 10             # words that the next release is farther away at least,
SURE_BY_PART = 4         # and a fourth of those by which the copy was changed: with many edits, more is chance


@dataclass(frozen=True, slots=True)
class Offered:
    """Releases of one and the same text, the newest first, with the newest one pulled."""

    releases: tuple[Release, ...]
    pulled: PulledModule

    @property
    def module(self) -> Module:
        """Its metadata."""
        return self.pulled.module


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A release held against a copy.

    Shape: `same` counts the clauses whose words are the source's; `clauses` all that the source has; `moved` those
    that stand elsewhere; `marks` is the share of words and marks in common, `lines` of lines that are alike to the last
    blank.
    """

    offered: Offered
    near: Nearness
    same: int
    clauses: int
    moved: int
    marks: Fraction
    lines: Fraction
    recovered: Mapping[str, Recovered]

    @property
    def order(self) -> tuple[Fraction, int, Fraction, Fraction]:
        """What tells releases apart: the words first, then their order, then commas and the like, then their lines."""
        return (self.near.share, -self.moved, self.marks, self.lines)

    @property
    def versions(self) -> tuple[str, ...]:
        """The releases that have this text, the newest first."""
        return tuple(str(release.version) for release in self.offered.releases)

    def to_mapping(self) -> dict[str, object]:
        """The release as `--json` prints it."""
        return {"versions": list(self.versions), "share": round(float(self.near.share), 4), "same_clauses": self.same,
                "clauses": self.clauses, "words_apart": self.near.apart}


@dataclass(frozen=True, slots=True)
class Nearest:
    """The releases that are nearest to a copy, the nearest first, and what could not be weighed."""

    weighed: tuple[Weighed, ...]
    notes: tuple[str, ...]

    @property
    def best(self) -> Weighed:
        """The one that the copy was most likely taken from; of two that are as near, the newer one."""
        return self.weighed[0]

    @property
    def even(self) -> tuple[str, ...]:
        """Other releases that are exactly as near as the best, because they have the same text or its words."""
        others = [version for item in self.weighed[1:] if item.order == self.best.order for version in item.versions]
        return (*self.best.versions[1:], *others)

    @property
    def ahead(self) -> int:
        """How many words the next text is farther away; 0 where there is no other, or one as near."""
        return self.weighed[1].near.apart - self.best.near.apart if len(self.weighed) > 1 else 0

    @property
    def sureness(self) -> str:
        """In a word, how sure the release is: `even`, `likely` or `certain`."""
        if any(item.order == self.best.order for item in self.weighed[1:]):
            return "even"
        # What could not be weighed may be nearer.
        enough = max(SURE_BY, self.best.near.apart // SURE_BY_PART)
        return "certain" if not self.notes and (len(self.weighed) == 1 or self.ahead >= enough) else "likely"


def weigh(
    module: str, wanted: VersionRange, copy: OldCopy, library: Library, shelf: LibraryShelf
) -> Nearest:
    """Hold every release of a module against a copy. Raises: SchemekitError when none can be pulled."""
    offered, notes = _offered(module, wanted, library, shelf)
    rough = sorted(offered, key=lambda item: roughly(item.pulled, copy), reverse=True)[:CLOSELY]
    effort = Effort()
    weighed = [found for item in rough if (found := _weighed(item, copy, effort)) is not None]
    # Newest first, so that sorting, which keeps the order of equals, puts the newer of two that are as near first.
    weighed.sort(key=lambda item: item.offered.releases[0].version, reverse=True)
    weighed.sort(key=lambda item: item.order, reverse=True)
    return Nearest(tuple(weighed), notes)


def roughly(pulled: PulledModule, copy: OldCopy) -> Fraction:
    """The share of words a release and a copy have in common, with every blank left out and every branch in."""
    total = Nearness(0, 0)
    for template, text in _side_by_side(pulled, copy).values():
        words = Words.of_template(template) if template else Words([])
        total += nearness(words, _words(text))
    return total.share


def main_file(module: Module) -> str:
    """The document that holds the clauses."""
    return module.text_files[0] if module.text_files else "policy.md"


def as_documents(copy: OldCopy, module: Module) -> dict[str, str]:
    """Which of the copy's files is which document of the module: by path, and a single text is the main one."""
    main = main_file(module)
    if main in copy.files or copy.is_in_place:
        return {file: file for file in copy.files}
    texts = [file for file in copy.files if file.endswith((".md", ".txt")) and "/" not in file]
    return {(main if texts == [file] else file): file for file in copy.files}


def _side_by_side(pulled: PulledModule, copy: OldCopy) -> dict[str, tuple[tuple[ClauseTemplate, ...], str]]:
    """Each document as the release's clauses and the copy's text; of a single file, the main document only."""
    templates = {file: data for file, data in document_files(pulled.files).items() if file.endswith(TEXTS)}
    documents = as_documents(copy, pulled.module)
    names = sorted(templates.keys() | documents.keys()) if copy.is_folder else sorted(documents)
    return {
        name: (_clauses(templates[name].decode(), name) if name in templates else (),
               copy.text(documents[name]) if name in documents else "")
        for name in names
    }


@lru_cache(maxsize=64)   # weighed roughly first, then closely
def _clauses(template: str, file: str) -> tuple[ClauseTemplate, ...]:
    return cut(parse_template(template, file))


@lru_cache(maxsize=64)   # one copy is held against every release
def _words(text: str) -> Words:
    return Words.of_document(Document.parse(text))


@lru_cache(maxsize=64)   # as above
def _marks(text: str) -> Words:
    return Words.and_marks_of(Document.parse(text))


def _weighed(offered: Offered, copy: OldCopy, effort: Effort) -> Weighed | None:
    module = offered.module
    sides = _side_by_side(offered.pulled, copy)
    laid = {file: Laid(clauses, Document.parse(text)) for file, (clauses, text) in sides.items() if clauses and text}
    found = recover(tuple(laid.values()), module.parameters, module.defaults(), module.language,
                    {"module": module.id}, effort)
    values: dict[str, Value] = {name: item.value for name, item in found.items()}
    near, marks, lines = Nearness(0, 0), Nearness(0, 0), Nearness(0, 0)
    same = clauses = moved = 0
    templates = document_files(offered.pulled.files)
    for file, (parts, text) in sides.items():
        rendered = render_file(module, file, templates[file], values).decode() if parts else ""
        source, mine = Document.parse(rendered), Document.parse(text)
        near += nearness(Words.of_document(source), _words(text))
        marks += nearness(Words.and_marks_of(source), _marks(text))
        lines += _equal_lines(rendered, text)
        if file in module.text_files:
            changes = compare(source, mine)
            same += sum(change.verb.value == "adopt" for change in changes)
            moved += sum(change.moved for change in changes)
            clauses += len(source.clauses)
    return Weighed(offered=offered, near=near, same=same, clauses=clauses, moved=moved, marks=marks.share,
                   lines=lines.share, recovered=found)


def _equal_lines(first: str, second: str) -> Nearness:
    ours, theirs = Counter(first.splitlines()), Counter(second.splitlines())
    return Nearness(2 * (ours & theirs).total(), ours.total() + theirs.total())


def _offered(
    module: str, wanted: VersionRange, library: Library, shelf: LibraryShelf
) -> tuple[list[Offered], tuple[str, ...]]:
    """Every release of the module in the range, those with the same text together, and what had to be left out."""
    releases = [release for release in reversed(library.ledger().of(module))
                if not wanted.text or wanted.accepts(release.version)]
    texts: dict[tuple[tuple[str, bytes], ...], tuple[list[Release], PulledModule]] = {}
    notes: list[str] = []
    problem: SchemekitError | None = None
    size = 0
    for place, release in enumerate(releases):
        if place >= RELEASES or size > BYTES:
            notes.append(f"{len(releases) - place} older releases were not weighed; name one with @VERSION")
            break
        try:
            pulled = shelf.pull(library, release)
            _refuse_unreadable(pulled)
        except SchemekitError as error:
            problem = error
            notes.append(f"{release.name} could not be weighed: {error.what}")
            continue
        documents = tuple(sorted(document_files(pulled.files).items()))
        if documents not in texts:
            size += sum(len(data) for _, data in documents)
            texts[documents] = ([], pulled)
        texts[documents][0].append(release)
    if not texts and problem is not None:
        raise problem
    return [_the_best_first(found, library, shelf) for found, _ in texts.values()], tuple(notes)


def _the_best_first(releases: list[Release], library: Library, shelf: LibraryShelf) -> Offered:
    """Of releases with one text the newest, but none that was yanked or is a candidate where there is another."""
    found = sorted(releases, key=lambda r: r.standing is Standing.YANKED or r.version.is_prerelease)
    return Offered(tuple(found), shelf.pull(library, found[0]))


def _refuse_unreadable(pulled: PulledModule) -> None:
    for file, data in document_files(pulled.files).items():
        render_file(pulled.module, file, data, pulled.module.defaults())


def percent(share: Fraction) -> str:
    """A share in words: 96 %, and 100 % for nothing less than all."""
    return f"{min(round(float(share) * 100), 99 if share < 1 else 100)} %"
