"""Ids in the headings of an imported text: made, made unique in a module, and written in.

Which clause of an earlier version is which is found in `ids`; here nothing is compared.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from schemekit.text.document import PREAMBLE, ClauseText, Document, comparable, made_id

LIMIT = 60
_VALID = re.compile(r"[a-z][a-z0-9-]{1,59}")
# Not the numbers inside a sentence such as "3 days": a typed number has a dot, a bracket, or a word that names it.
_TYPED_NUMBER = re.compile(
    r"(?:(?:article|art\.|clause|section|chapter|part|annex|§)\s*(?:\d+(?:\.\d+)*|[IVXLC]+|[A-Z])\b[.):]?"
    r"|\d+(?:\.\d+)+[.):]?|\d+[.):]|\(?[a-zA-Z][.)]|[IVXLC]+[.)])\s+",
    re.IGNORECASE,
)


def is_valid_id(name: str) -> bool:
    """Whether module.yaml takes it for an id of a clause."""
    return _VALID.fullmatch(name) is not None and name != PREAMBLE


def bare_heading(heading: str) -> str:
    """A heading without the number that was typed in front of it."""
    plain = comparable(heading)
    number = _TYPED_NUMBER.match(plain)
    return plain[number.end() :] if number else plain


class FreeIds:
    """Makes ids from headings, never one that is taken."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._count: dict[str, int] = {}

    def made_from(self, heading: str, above: str = "") -> str:
        """An id of the heading's words; where that is taken, with the heading above in front of it, then a number."""
        wanted = made_id(bare_heading(heading))
        if above and wanted in self._taken:
            wanted = made_id(f"{bare_heading(above)[: LIMIT - len(wanted)]} {wanted}")
        # The count goes on where it stopped: a text of a hundred thousand equal headings takes no longer for it.
        count = self._count.get(wanted, 0) + 1
        while (found := wanted if count == 1 else f"{wanted}-{count}") in self._taken:
            count += 1
        self._count[wanted] = count
        self._taken.add(found)
        return found


def module_ids(
    texts: Mapping[str, Document], proposals: Mapping[str, Sequence[str]], earlier: Mapping[str, Document],
    spent: Iterable[str],
) -> dict[str, tuple[str, ...]]:
    """The ids of the clauses of each document, unique in the module, by the document's name.

    Shape: `proposals` are those of each document by itself; `earlier` is its last version; `spent` are all ids that the
    module uses or ever used. A heading that stands in several documents gets the document's name in front.
    """
    spent = set(spent)
    kept = {name: {clause.id for clause in earlier[name].clauses} if name in earlier else set() for name in texts}
    counts = Counter(heading for document in texts.values() for heading in {_key(c) for c in document.clauses})
    used = {name for file, ids in proposals.items() for name in ids if name in kept[file]}
    free, taken = FreeIds({PREAMBLE, *spent, *used}), set(used)
    chosen = {}
    for file, document in texts.items():
        stem = file.rpartition("/")[2].rpartition(".")[0]
        ids = []
        for clause, proposal in zip(document.clauses, proposals[file], strict=True):
            name = proposal
            if name not in kept[file]:
                if len(texts) > 1 and counts[_key(clause)] > 1 and not clause.has_own_id:
                    name = free.made_from(f"{stem} {bare_heading(clause.heading)}")
                elif name in spent or name in taken or not is_valid_id(name):
                    name = free.made_from(clause.heading, stem if len(texts) > 1 else "")
                taken.add(name)
            ids.append(name)
        chosen[file] = tuple(ids)
    return chosen


def with_heading_ids(text: str, ids: Sequence[str]) -> str:
    """The text with these ids in its headings, and everything else letter by letter.

    Raises: ValueError when there are not as many ids as clauses.
    """
    document = Document.parse(text)
    return document.preamble + "".join(
        _identified(clause, name) for clause, name in zip(document.clauses, ids, strict=True)
    )


def _key(clause: ClauseText) -> str:
    return bare_heading(clause.heading).casefold()


def _identified(clause: ClauseText, name: str) -> str:
    """A clause with the id in its heading, in front of closing marks if there are any."""
    line, end, rest = clause.raw.partition("\n")
    words = line.rstrip()
    blanks = line[len(words) :]
    open_words = words.rstrip("#")
    if open_words != words and open_words[-1:] in (" ", "\t") and open_words.strip():
        open_words = open_words.rstrip()
    else:
        open_words = words
    closing = words[len(open_words) :]
    attributes = f"#{name}"
    if clause.has_own_id:
        open_words, _, inside = open_words[:-1].rpartition("{")
        parts = inside.removeprefix(":").split()
        attributes = " ".join(attributes if part.startswith("#") else part for part in parts)
        open_words = open_words.rstrip()
    return f"{open_words} {{ {attributes} }}{closing}{blanks}{end}{rest}"
