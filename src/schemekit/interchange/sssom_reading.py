"""A crosswalk from an SSSOM table, ours or anybody's: by our relation where it stands, else by the predicate."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from schemekit.errors import UsageError
from schemekit.files.yaml import read_yaml
from schemekit.interchange.carriage import Format
from schemekit.interchange.cells import Cells, Gathered
from schemekit.interchange.exchanged import MOST_ROWS, Judged, Received, Refusal
from schemekit.interchange.relations import as_read, as_written
from schemekit.interchange.sssom import (
    CLAUSE,
    COLUMNS,
    CONFIDENCES,
    FRAMEWORK,
    ITEM,
    JUSTIFICATION,
    MODIFIER,
    MODULE,
    NO_TERM,
    RELATION_SLOT,
    REVIEW_COLUMNS,
    REVIEWED_SLOT,
    REVIEWER,
    prefixes,
)
from schemekit.model.crosswalk import Confidence, Relation
from schemekit.model.finding import FindingsError
from schemekit.text.csv_rows import unguarded

_MOST_HEAD, _LONGEST, _MOST_COLUMNS = 200_000, 40_000, 100
_NEEDED = ("subject_id", "predicate_id", "object_id")
_BETWEEN = re.compile(r"(?<!\\)(?:\\\\)*\|")
_BEYOND = "beyond the last"
_READ = frozenset({*COLUMNS, *REVIEW_COLUMNS, MODIFIER})
_SLOTS = frozenset({
    "sssom_version", "mapping_set_id", "mapping_set_title", "mapping_set_version", "mapping_set_description", "license",
    "creator_label", "publication_date", "mapping_date", "author_label", "subject_source", "subject_source_version",
    "object_source", "object_source_version", "curie_map", "extension_definitions",
})
"""What the head of a table may say that is read, or follows from the crosswalk."""
_VERSIONS = {"module_version": "subject_source_version", "framework_version": "object_source_version"}


def received_sssom(data: bytes, name: str) -> Received:
    """What an SSSOM table says. Raises: UsageError for a file that is none, or has too much in it."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{name} is not in UTF-8", why=f"the byte {error.start:,} is no character there",
                         fix="save it as UTF-8, then run the command again") from None
    if RELATION_SLOT in text and not text.endswith("\n"):
        raise UsageError(f"{name} ends in the middle of a line", why="the last row may be cut off",
                         fix="send the whole file; if nothing is missing, end its last line with a line break")
    meta, table, first = _parted(text, name)
    head = _head(meta)
    places = meta_map(meta)
    gathered = Gathered()
    judged = []
    for number, values in _rows(table, name, first, gathered):
        found = _row(number, values, meta, head, places, gathered)
        if found is not None:
            judged.append(found)
    for slot in sorted(map(str, meta.keys() - _SLOTS)):
        gathered.left[f"'{slot[:60]}' in the head"] += 1
    authors = meta.get("creator_label")
    gathered.left["further creators in the head"] += max(len(authors) - 1, 0) if isinstance(authors, list) else 0
    return Received(head=head, judged=tuple(judged), refusals=tuple(gathered.refusals),
                    unread=frozenset(gathered.unread), notes=gathered.notes())


def meta_map(meta: Mapping[str, Any]) -> dict[str, str]:
    """The short names of the file with what they stand for."""
    found = meta.get("curie_map")
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}


def _parted(text: str, name: str) -> tuple[dict[str, Any], str, int]:
    """The metadata, the table and the number of its first line."""
    at, number, lines = 0, 1, list[str]()
    while text.startswith("#", at):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        lines.append(text[at + 1 : end].rstrip("\r"))
        at, number = end + 1, number + 1
    head = "\n".join(lines)
    if len(head) > _MOST_HEAD:
        raise UsageError(f"{name} has too long a head", why=f"more than {_MOST_HEAD:,} characters",
                         fix="check that this is the file you meant")
    if lines and all(line.startswith(" ") or not line for line in lines):   # "# key: value", as some programs write it
        head = "\n".join(line.removeprefix(" ") for line in lines)
    try:
        data = read_yaml(head, name).data
    except FindingsError as error:
        first = error.findings[0]
        raise UsageError(f"the head of {name} cannot be read", why=f"line {first.line}: {first.found}",
                         fix="mend the lines that begin with #") from error
    return data if isinstance(data, dict) else {}, text[at:], number


def _head(meta: Mapping[str, Any]) -> dict[str, str]:
    """What the file says of the mapping as a whole."""
    found = {}
    for key, slot in _VERSIONS.items():
        if isinstance(meta.get(slot), str):
            found[key] = meta[slot]
    if "module_version" not in found and isinstance(meta.get("mapping_set_version"), str):
        found["module_version"] = meta["mapping_set_version"]
    for key, slot, prefix in (("module", "subject_source", MODULE), ("framework", "object_source", FRAMEWORK)):
        told = meta.get(slot)
        if isinstance(told, str):
            found[key] = told.removeprefix(f"{prefix}:").rstrip("/").rpartition("/")[2]
    authors = meta.get("creator_label")
    if isinstance(authors, list) and authors and isinstance(authors[0], str):
        found["judge"] = authors[0]
    day = meta.get("publication_date", meta.get("mapping_date"))
    if isinstance(day, str):
        found["date"] = day
    note = meta.get("mapping_set_description", "")
    found["note"] = note if isinstance(note, str) else ""
    return found


def _rows(table: str, name: str, first: int, gathered: Gathered) -> Iterator[tuple[int, dict[str, str]]]:
    limit = csv.field_size_limit(_LONGEST)
    try:
        reader = csv.reader(io.StringIO(table, newline=""), delimiter="\t")
        heads = [cell.strip() for cell in next(reader, [])]
        missing = [column for column in _NEEDED if column not in heads]
        if missing or len(heads) > _MOST_COLUMNS:
            raise UsageError(f"{name} is no SSSOM table", why=f"it has no column {', '.join(missing)}" if missing
                             else f"it has more than {_MOST_COLUMNS} columns",
                             fix="see docs/interchange.md for the columns")
        for count, row in enumerate(reader):
            if count >= MOST_ROWS:
                raise UsageError(f"{name} has more than {MOST_ROWS:,} rows", why="no crosswalk is that long",
                                 fix="check that this is the file you meant")
            if any(row) and len(row) < len(heads):
                _refuse_short(row, heads, first + reader.line_num - 1, gathered)
            elif any(row):
                yield first + reader.line_num - 1, _by_column(heads, [unguarded(cell) for cell in row])
    except csv.Error as error:
        raise UsageError(f"{name} cannot be read as a table", why=f"near line {first + reader.line_num}: {error}",
                         fix="check the quotes and tabs of that line") from None
    finally:
        csv.field_size_limit(limit)


def _refuse_short(row: Sequence[str], heads: Sequence[str], number: int, gathered: Gathered) -> None:
    """Refuse a row with fewer cells than headings: the file was cut there, and more may be missing after it."""
    gathered.refusals.append(Refusal(
        place=f"line {number}", fix="get the whole file again; or fill the row up, with a tab for each empty cell",
        found=f"{len(row)} of {len(heads)} cells; the first that is wanting is '{heads[len(row)][:80]}'"))


def _by_column(heads: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """The cells of a row by their columns; what stands beyond the last one has none."""
    beyond = "".join(cells[len(heads) :])
    return dict(zip(heads, cells, strict=False)) | ({_BEYOND: beyond} if beyond.strip() else {})


def _row(
    number: int, values: dict[str, str], meta: Mapping[str, Any], head: Mapping[str, str],
    places: Mapping[str, str], gathered: Gathered,
) -> Judged | None:
    cells = Cells(values, lambda column: f"line {number}, {column}", gathered)
    subject, item = cells.word("subject_id"), cells.word("object_id")
    own = prefixes(head.get("module", ""), head.get("framework", ""))
    is_joint = _expanded(subject, places, own) == f"{own[MODULE]}{head.get('module', '')}"
    clause = "" if subject == NO_TERM or is_joint else _local(subject, CLAUSE, places, own)
    if item == NO_TERM:   # a clause to which nothing answers: nobody judged an item
        gathered.left["rows of clauses to which no item answers"] += 1
        return None
    _leave(values, gathered)
    if cells.word(MODIFIER):
        cells.refuse(MODIFIER, f"'{cells.word(MODIFIER)[:80]}'", "take the row out: a mapping that is denied is no row"
                     " of a crosswalk")
    values |= {"clause": clause, "item": _local(item, ITEM, places, own), "rationale": values.get("comment", ""),
               "judge": _first(values.get("author_label") or _one(meta.get("author_label"))),
               "date": values.get("mapping_date") or _one(meta.get("mapping_date")),
               "reviewed_by": _first(values.get(REVIEWER, "")), "reviewed": values.get(REVIEWED_SLOT, "")}
    relation = _relation(cells, subject == NO_TERM)
    reviewed_by, reviewed = _review(cells, values, gathered)
    judged = Judged(
        place=f"line {number}", clause=cells.clause("clause") if clause else "", item=cells.item("item"),
        is_joint=is_joint, relation=relation, rationale=cells.text("rationale"),
        confidence=_confidence(cells), judge=cells.text("judge") or head.get("judge", ""),
        date=cells.day("date") or head.get("date", ""), reviewed_by=reviewed_by, reviewed=reviewed)
    if not judged.rationale:
        cells.refuse("comment", "nothing", "say in a sentence why")
    if cells.is_sound:
        return judged
    cells.given_up(is_joint=is_joint, clause=clause, item=values["item"])
    return None


def _review(cells: Cells, values: Mapping[str, str], gathered: Gathered) -> tuple[str | None, str | None]:
    """Who reviewed the row and when; a table of others says when in no place that we know, and is then not believed."""
    if REVIEWER in values and REVIEWED_SLOT not in values:
        gathered.left["reviewers, of whom the table does not say when"] += bool(cells.word("reviewed_by"))
    return cells.review(has_place=values.keys() >= set(REVIEW_COLUMNS))


def _leave(values: Mapping[str, str], gathered: Gathered) -> None:
    """Count what a row says and a crosswalk has no place for."""
    for column, cell in values.items():
        if cell.strip() and column not in _READ:
            gathered.left[f"cells of the column '{column[:60]}'"] += 1
    gathered.left["further authors of rows"] += bool(_BETWEEN.search(values.get("author_label", "")))
    justification = values.get("mapping_justification", "").strip()
    gathered.left["justifications other than by hand"] += justification not in ("", JUSTIFICATION)
    confidence = values.get("confidence", "").strip()
    gathered.left["confidences as numbers, told as low, medium or high"] += \
        confidence not in ("", *CONFIDENCES.values())


def _relation(cells: Cells, is_gap: bool) -> Relation | None:
    """Our relation where the file has it, and the predicate's otherwise; both have to say the same."""
    predicate = cells.word("predicate_id")
    if not cells.word(RELATION_SLOT):
        found = Relation.NONE if is_gap else as_read(predicate, Format.SSSOM)
        if found is None:
            cells.refuse("predicate_id", f"'{predicate[:80]}'", "use one of: skos:exactMatch, skos:closeMatch,"
                         " skos:broadMatch, skos:narrowMatch, skos:relatedMatch")
        return found
    found = cells.relation(RELATION_SLOT)
    if found is not None and as_written(found, Format.SSSOM) != predicate:
        cells.refuse("predicate_id", f"'{predicate[:80]}', where {RELATION_SLOT} says '{found.value}'",
                     f"change both, or empty {RELATION_SLOT}")
    return found


def _confidence(cells: Cells) -> Confidence | None:
    word = cells.word("confidence")
    if not word:
        return None
    try:
        number = float(word)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        cells.refuse("confidence", f"'{word[:80]}'", "write a number from 0 to 1")
    return Confidence.LOW if number < 0.5 else Confidence.MEDIUM if number < 0.8 else Confidence.HIGH


def _expanded(name: str, places: Mapping[str, str], own: Mapping[str, str]) -> str:
    prefix, _, local = name.partition(":")
    return f"{places.get(prefix) or own.get(prefix) or f'{prefix}:'}{local}"


def _local(name: str, kind: str, places: Mapping[str, str], own: Mapping[str, str]) -> str:
    """The id in a name: what follows our address, or the short name's own prefix where the file explains it so."""
    whole = _expanded(name, places, own)
    if whole.startswith(own[kind]):
        return whole.removeprefix(own[kind])
    return name.partition(":")[2] if name.startswith(f"{kind}:") else name


def _one(value: object) -> str:
    return value if isinstance(value, str) else str(value[0]) if isinstance(value, list) and value else ""


def _first(names: str) -> str:
    """The first name of a cell that may hold several."""
    match = _BETWEEN.search(names)
    first = names[: match.end() - 1] if match else names
    return re.sub(r"\\([|\\])", r"\1", first)
