"""A redline in Word: a later paper whose tracked changes say what came and what went since an earlier one."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import count

from schemekit.errors import SchemekitError
from schemekit.model.paper import Paper
from schemekit.text.comparing.pairing import pairing
from schemekit.text.document import PREAMBLE, Document
from schemekit.text.formatted.paper_tree import Anchor, word_anchor
from schemekit.text.formatted.paper_words import paper_words
from schemekit.text.formatted.redline import Fate, RedlinedClause, redlined
from schemekit.text.formatted.tracked import Author, commented, tracked
from schemekit.text.formatted.tree import Piece
from schemekit.word.docx_file import xml_words
from schemekit.word.paper import docx_of_tree, tree_of
from schemekit.word.tracks import with_tracks

_ELSEWHERE = 1000
"""Added to the place of a text that the later paper does not have, so that its clauses are nobody else's."""
_FIRST_COMMENT = 10_000
"""The number of the first comment: LibreOffice 7 loses footnotes where comments bear the numbers of footnotes."""

Remarks = Mapping[tuple[str, str], str]


def redline_docx(
    before: Paper, after: Paper, remarks: Remarks, *, author: str, date: str, reference: bytes | None = None
) -> bytes:
    """What changed between two papers, as a Word file: accepting all gives the later one, rejecting all the earlier.

    Shape: `remarks` by file and clause id become comments on the clause, their paragraphs parted by line breaks; the
    title block is the later paper's and says with what it was compared. `reference` lends its styles.
    Units: `date` is YYYY-MM-DD. Raises: MissingPartError, SchemekitError for texts that cannot be read.
    """
    try:
        with _without_collecting():
            return _redline(before, after, remarks, Author(xml_words(author), date), reference)
    except RecursionError:
        raise SchemekitError(
            "the texts are nested too deeply", why="lists or quotes stand in each other hundreds of times",
            fix="write them with fewer levels",
        ) from None


def _redline(before: Paper, after: Paper, remarks: Remarks, by: Author, reference: bytes | None) -> bytes:
    anchor = _shared_anchor(before, after)
    clauses = redlined(tree_of(before, anchor)["blocks"], (new := tree_of(after))["blocks"])
    named = {**_named(before, anchor, remarks), **_named(after, word_anchor, remarks)}
    blocks = list(_with_comments(clauses, named, by, after.language))
    return with_tracks(docx_of_tree({**new, "blocks": blocks}, _comparing(before, after), reference), by)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Keep Python from looking for cycles: among half a million pieces of a tree there are none, and it takes a third
    of the time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _comparing(before: Paper, after: Paper) -> Paper:
    """The later paper with a line that says what it is compared with."""
    said = ", ".join(words for _, words in before.facts) or before.title
    return replace(after, facts=(*after.facts, (paper_words(after.language).compared, said)))


def _partners(before: Paper, after: Paper) -> dict[int, int]:
    """Which text of the later paper each of the earlier one is: the documents themselves, then by file."""
    places = {part.file: place for place, part in enumerate(after.parts) if place and part.file}
    annexes = {place: places[part.file] for place, part in enumerate(before.parts) if place and part.file in places}
    return {0: 0, **annexes}


def _shared_anchor(before: Paper, after: Paper) -> Anchor:
    """What the earlier paper's clauses are called, so that they bear the same name as what they became."""
    partners = _partners(before, after)
    names = {part: _successors(before.parts[part].markdown, after.parts[other].markdown)
             for part, other in partners.items()}

    def anchor(part: int, clause_id: str) -> str:
        if clause_id == PREAMBLE and part in partners:
            return word_anchor(partners[part], PREAMBLE)
        became = names.get(part, {}).get(clause_id)
        return word_anchor(partners[part], became) if became else word_anchor(_ELSEWHERE + part, clause_id)

    return anchor


def _successors(before: str, after: str) -> dict[str, str]:
    """For the ids of an earlier text, the id of the same clause in the later one."""
    source, mine = Document.parse(before), Document.parse(after)
    found: dict[str, str] = {}
    taken: set[str] = set()
    for place, paired in sorted(pairing(source, mine).items()):
        old, new = source.clauses[paired.place].id, mine.clauses[place].id
        if old not in found and new not in taken:
            found[old] = new
            taken.add(new)
    return found


def _named(paper: Paper, anchor: Anchor, remarks: Remarks) -> dict[str, str]:
    """The remarks on a paper's clauses by the name of the heading; empty for what stands before the first one."""
    named: dict[str, str] = {}
    for place, part in enumerate(paper.parts):
        known = {PREAMBLE, *(clause.id for clause in Document.parse(part.markdown).clauses)}
        for (file, clause_id), words in remarks.items():
            if file == part.file and clause_id in known:
                is_first = clause_id == PREAMBLE and not place
                named["" if is_first else anchor(place, clause_id)] = words
    return named


def _with_comments(
    clauses: Sequence[RedlinedClause], named: Mapping[str, str], by: Author, language: str
) -> Iterator[Piece]:
    words = paper_words(language)
    moves = {Fate.MOVED_AWAY: words.moved_away, Fate.MOVED_HERE: words.moved_here}
    numbers = count(_FIRST_COMMENT)
    for clause in clauses:
        said = moves.get(clause.fate, "")
        # Where a clause moved, what is to be said of it is said where it stands now.
        remark = named.get(clause.name, "") if clause.fate is not Fate.MOVED_AWAY else ""
        paragraphs = [line for line in (said, *xml_words(remark).splitlines()) if line.strip()]
        blocks = tracked(clause.blocks, by)
        yield from commented(blocks, str(next(numbers)), paragraphs, by) if paragraphs else blocks
