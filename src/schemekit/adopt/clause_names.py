"""What people call the clauses of a module: by the numbers that stand on paper, A.5 for the fifth of the first annex.

Numbers are computed from the present texts, so that they are the ones of a document exported now.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from shlex import quote

from schemekit.adopt.outcome import Adoption, read_adoption
from schemekit.adopt.writing import reading
from schemekit.errors import UnknownNameError, UsageError
from schemekit.text.document import ClauseText, Document
from schemekit.text.formatted.paper_words import annex_letter

NUMBER = re.compile(r"(?:([A-Z]{1,2})\.)?(\d{1,4}(?:\.\d{1,4}){0,6})", re.IGNORECASE)


def paper_texts(adoption: Adoption) -> Iterator[tuple[str, str]]:
    """The documents of prose as they stand on paper: the main one, the source's annexes, the scheme's own.

    Shape: by file, each with its words; the second one is Annex A.
    """
    listed = [document.file for document in adoption.module.documents if document.file.endswith(".md")]
    main = adoption.main_file
    added = [file for file in adoption.added_files if file.endswith(".md")]
    for file in dict.fromkeys((main, *listed, *added)):
        words = adoption.folder.own_text(adoption.id, file)
        if words is not None:
            yield file, words
        elif file == main:
            yield file, ""


@dataclass(frozen=True)
class ClauseNames:
    """The clauses of a module's documents as they are called on paper; each document is cut once."""

    adoption: Adoption

    @cached_property
    def documents(self) -> dict[str, Document]:
        """The documents by file, in the order of the paper."""
        return {file: Document.parse(words) for file, words in paper_texts(self.adoption)}

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """What stands before the numbers of each document: nothing, then `A.`, `B.`."""
        return {file: f"{annex_letter(place)}." if place else "" for place, file in enumerate(self.documents)}

    def number(self, file: str, clause: ClauseText) -> str:
        """`A.5`."""
        return f"{self.prefixes.get(file, '')}{clause.number}" if clause.number else ""

    def label(self, file: str, clause: ClauseText) -> str:
        """`A.5 Your complaint`."""
        return f"{self.number(file, clause)} {clause.heading}".strip()

    def numbered(self, words: str) -> tuple[tuple[str, str], ...]:
        """The clauses that a number can mean, by file and id; without a letter, first those of the main document."""
        named = NUMBER.fullmatch(words.strip().rstrip("."))
        if named is None:
            return ()
        letter, number = (named[1] or "").upper(), named[2]
        found = [(file, clause.id) for file, document in self.documents.items() for clause in document.clauses
                 if clause.number == number and (not letter or self.prefixes[file] == f"{letter}.")]
        main = [item for item in found if item[0] == self.adoption.main_file and not letter]
        return tuple(main or found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What somebody named. Shape: `clause` is its id; `form` the form or annex in which it stands, else empty."""

    clause: str
    form: str = ""


def clause_named(root: Path, module: str, words: str) -> str:
    """The id of a clause of the text, as `named` finds it. Raises: as `named`; UsageError for one of a form."""
    found = named(root, module, words)
    if found.form:
        raise UsageError(f"{words} stands in {found.form}", why="a form is one thing here, with one reason and no "
                         "clauses that the source knows", fix="name a clause of the text; or change the form, and say "
                         f'why: schemekit reason {module} {quote(found.form)} "why"')
    return found.clause


def clause_or_form_named(root: Path, module: str, words: str) -> str:
    """The id of a clause of the text, or the form as a whole for one that stands there. Raises: as `named`."""
    found = named(root, module, words)
    return found.form or found.clause


def named(root: Path, module: str, words: str) -> Named:
    """A clause that somebody named by its id, with or without #, or by its number; other words as they are.

    Raises: UnknownNameError for a number that no clause has; UsageError for one that several have.
    """
    name = words.strip().lstrip("#")
    if not NUMBER.fullmatch(name.rstrip(".")):
        return Named(clause=name)
    names = ClauseNames(read_adoption(reading(root), module))
    if any(name in document.by_id() for document in names.documents.values()):
        return Named(clause=name)
    found = names.numbered(name)
    gone = _dropped(names.adoption, name.rstrip("."))
    if not found and not gone:
        raise UnknownNameError(f"your text of {module} has no clause {name}", why="numbers are counted in your text as "
                               "it stands now, and those of annexes bear their letter (A.5)",
                               fix=f"name it by its id, the word after # in {{ #… }}: schemekit trace {module}")
    meant = [*(clause for _, clause in found), *gone]
    if len(meant) > 1:
        told = [f"{names.label(file, names.documents[file].by_id()[clause])} ({file}, #{clause})"
                for file, clause in found] + [f"the clause #{clause}, which you dropped" for clause in gone]
        raise UsageError(f"{name} can mean several clauses of {module}", why=f"there are: {'; '.join(told)}",
                         fix="name it by its letter and number (A.5), or by its id")
    files = [file for file, clause in found if file not in names.adoption.module.text_files]
    return Named(clause=meant[0], form=files[0] if files else "")


def _dropped(adoption: Adoption, number: str) -> list[str]:
    """The clauses of the source with that number there that the scheme dropped."""
    return [change.id for change in adoption.deviations
            if change.mine is None and change.source is not None and change.source.number == number]
