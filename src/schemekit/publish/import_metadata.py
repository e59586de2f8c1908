"""The module.yaml of an imported module: made anew, or brought into step with a newer text with all hand-work kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from schemekit.files.yaml import Kept, edit_list, edit_yaml, write_flow, write_yaml
from schemekit.model.module import Clause, FixedFigure, Force, Module

Change = tuple[tuple[str | int, ...], Any]
"""A place in module.yaml and the value it gets."""

_HEADER = """\
# yaml-language-server: $schema=https://example.org/schemekit/schemas/module.schema.json

# What the module is. 'schemekit module import' made this file from the text, and keeps what you change in it.
# After each change:  schemekit module lint

"""
_PARAMETERS = """
# The blanks in the text: none yet. To make a figure or a name one, write {{ cookiecutter.NAME }} in its place and
# describe it here; the next import keeps it.
parameters: []
rules: []

# Every heading of the text, in its order, with what it asks of the reader.
# force: requirement (shall), recommendation (should), permission (may), capability (can), information (none of them).
# tailoring: locked (adopters keep it as it is), adjustable (they may change it), optional (they may leave it out).
"""
_RETIRED = """
# Ids that are no longer used. An id is never given to another clause.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedClause:
    """A clause as its text has it. `force` is what its words carry, `fixed` the figures that stand in it."""

    id: str
    force: Force
    fixed: tuple[FixedFigure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """A clause that the text has no longer, and where its words went."""

    id: str
    since: str
    successors: tuple[str, ...] = ()

    def to_mapping(self) -> dict[str, Any]:
        """The entry for `retired:`."""
        entry: dict[str, Any] = {"id": self.id, "since": self.since}
        if len(self.successors) == 1:
            return entry | {"replaced_by": self.successors[0]}
        if self.successors:
            return entry | {"split_into": list(self.successors)}
        return entry | {"reason": "the newer text has it no longer"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the text asks module.yaml to say. `documents` are (file, title, kind); `related` are ids of modules."""

    documents: tuple[tuple[str, str, str], ...]
    clauses: tuple[WantedClause, ...]
    gone: tuple[Gone, ...] = ()
    related: tuple[str, ...] = ()


def new_yaml(said: Mapping[str, Any], wanted: Wanted) -> str:
    """The first module.yaml. `said` is what the person or the text says of the module: id, title, licence, credit …"""
    related = [_related(name) for name in wanted.related]
    return "".join([
        _HEADER,
        write_yaml({"format": 1, **said}),
        _rows("related", related),
        "\n# Every file that an adopter receives.\n",
        _rows("documents", [_document(entry) for entry in wanted.documents]),
        "references: []\n",
        _PARAMETERS,
        _rows("clauses", [_clause(clause) for clause in wanted.clauses]),
        _RETIRED,
        "retired: []\n",
    ])


def updated_yaml(text: str, module: Module, said: Sequence[Change], wanted: Wanted, file: str) -> str:
    """The module.yaml in step with the text; entries of clauses that stay keep what a person put into them.

    Shape: `said` is only what was said anew. Raises: FindingsError, EditRefusedError.
    """
    text = edit_yaml(text, said, file)
    text = edit_list(text, ("documents",), _kept_or_new(
        [document.file for document in module.documents],
        [(entry[0], _document(entry)) for entry in wanted.documents]), file)
    text = edit_list(text, ("clauses",), list(_clauses(module, wanted)), file)
    text = edit_yaml(text, list(_changed_documents(module, wanted)), file)
    in_use = {clause.id for clause in wanted.clauses}   # an id that a newer import took away and this one found again
    still = [place for place, clause in enumerate(module.retired) if clause.id not in in_use]
    text = edit_list(text, ("retired",), [*still, *(entry.to_mapping() for entry in wanted.gone)], file)
    known = {related.module for related in module.related}
    added = [_related(name) for name in wanted.related if name not in known]
    return edit_list(text, ("related",), [*range(len(module.related)), *added], file)


def _kept_or_new(
    before: Sequence[str], wanted: Iterable[tuple[str, Mapping[str, Any]]]
) -> list[int | Mapping[str, Any]]:
    places = {name: place for place, name in reversed(list(enumerate(before)))}
    return [places.get(name, entry) for name, entry in wanted]


def _changed_documents(module: Module, wanted: Wanted) -> Iterable[Change]:
    titles = {document.file: document.title for document in module.documents}
    for place, (name, title, _) in enumerate(wanted.documents):
        if titles.get(name, title) != title:
            yield ("documents", place, "title"), title


def _clauses(module: Module, wanted: Wanted) -> Iterable[Kept | Mapping[str, Any]]:
    places = {clause.id: place for place, clause in reversed(list(enumerate(module.clauses)))}
    for clause in wanted.clauses:
        if clause.id not in places:
            yield _clause(clause)
            continue
        before, values = module.clauses[places[clause.id]], dict[str, Any]()
        if before.force is not clause.force:
            values["force"] = clause.force.value
        if before.fixed != clause.fixed:
            values["fixed"] = _fixed(clause.fixed)
        yield Kept(places[clause.id], values)


def _clause(clause: WantedClause) -> dict[str, Any]:
    entry: dict[str, Any] = {"id": clause.id, "force": clause.force.value, "tailoring": "adjustable"}
    return entry | ({"fixed": _fixed(clause.fixed)} if clause.fixed else {})


def _fixed(figures: tuple[FixedFigure, ...]) -> list[dict[str, str]]:
    return [{"text": figure.text, "reason": figure.reason} for figure in figures]


def _document(entry: tuple[str, str, str]) -> dict[str, str]:
    return dict(zip(("file", "title", "kind"), entry, strict=True))


def _related(name: str) -> dict[str, str]:
    return {"module": name, "reason": "the text points to it"}


def _rows(key: str, entries: Sequence[Mapping[str, Any]]) -> str:
    """A list with one entry on each line, as people write it."""
    return f"{key}:\n" + "".join(f"  - {write_flow(entry)}\n" for entry in entries) if entries else f"{key}: []\n"


def kept_force(before: Clause | None, carried_before: Force | None, carried_now: Force) -> Force:
    """The force of a clause: a person's word where it was one, else what its words carry.

    Shape: `carried_before` is what the words of the earlier text carry. Where module.yaml said the same, nobody had
    decided anything, and the force follows the words.
    """
    if before is None or before.force is carried_before:
        return carried_now
    return before.force
