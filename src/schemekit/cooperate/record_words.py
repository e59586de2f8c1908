"""What a person wrote for a field, as a cooperation's record holds it; refused where the record cannot hold it."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import get_close_matches
from typing import Any

from schemekit.cooperate.record_field import Node, RecordField, entry_example
from schemekit.errors import UsageError
from schemekit.files.hidden_marks import mark_in
from schemekit.files.yaml import DELETE
from schemekit.model.approval import day_advice, day_of

_YES, _NO = ("yes", "true"), ("no", "false")
_DAY = r"\d{4}-\d{2}-\d{2}"
_BY_COMMAS = "scope"   # names of goods and places; sentences have commas of their own


def read_words(field: RecordField, text: str) -> Any:
    """What a person wrote, as the record holds it; empty words leave the field open.

    Raises: UsageError for words that the field cannot hold, and where it cannot be open.
    """
    if "properties" in field.schema:
        parts = [f"{field.name}.{part}" for part in field.schema["properties"]]
        if text or field.is_required or not isinstance(field.path[-1], int):
            raise UsageError(f"{field.name} has parts of its own", why=f"there are {', '.join(parts)}",
                             fix=f"did you mean '{parts[0]}'?")
        return DELETE
    if not text:
        return _left_open(field)
    read = _reader(field)(field, text)
    if read == text:
        refuse_unfit(field.name, text, field.schema)
    return read


def refuse_unfit(called: str, text: str, node: Node) -> None:
    """Refuse words that the schema would refuse in the record, before anything is written.

    The record itself would be told with lines of a file that nobody saved, once for each row that the words go into.
    Raises: UsageError by the name under which the words were `called` for.
    """
    most, pattern = node.get("maxLength", len(text)), node.get("pattern", "")
    if len(text) > most:
        raise UsageError(f"{called} is too long", why=f"it has {len(text):,} characters, of at most {most:,}",
                         fix=f"shorten it by {len(text) - most:,}")
    if text and not re.search(pattern, text):
        example = next(iter(node.get("examples", ())), "")
        raise UsageError(f"{called} cannot be '{text[:60]}'", why=f"it is {node.get('$comment', 'of another form')}",
                         fix=f'write such as "{example}"' if example else "write it so")
    if mark := mark_in(text):
        raise UsageError(f"{called} holds {mark}", fix="type the words anew",
                         why="people would read other words than those that stand there")


def _left_open(field: RecordField) -> Any:
    node = field.schema
    if field.is_list:
        return []
    if field.path == ("title",):
        raise UsageError("a cooperation has a title", fix='write such as title="Group on consent"')
    if "string" in field.types and ("pattern" not in node or re.search(node["pattern"], "")):
        return "" if not isinstance(field.path[-1], int) else DELETE
    if "null" in field.types or None in node.get("enum", ("",)):
        return None
    if field.is_required:
        raise UsageError(f"{field.name} cannot be empty", why=field.words, fix=f'write such as "{field.example}"')
    return DELETE


def _reader(field: RecordField) -> Callable[[RecordField, str], Any]:
    if "enum" in field.schema:
        return _chosen
    if field.is_list:
        return _listed
    if _DAY in field.schema.get("pattern", ""):
        return _day
    return next((read for kind, read in (("boolean", _yes_or_no), ("integer", _number), ("number", _number))
                 if kind in field.types), lambda _field, text: text)


def _chosen(field: RecordField, text: str) -> str:
    options = [str(option) for option in field.schema["enum"] if option]
    exact = next((option for option in options if option.casefold() == text.casefold()), None)
    if exact is not None:
        return exact
    near = get_close_matches(text.lower(), options, n=1)
    raise UsageError(f"{field.name} cannot be '{text[:40]}'", why=f"it is one of: {', '.join(options)}",
                     fix=f"did you mean '{near[0]}'?" if near else "choose one of these")


def _yes_or_no(field: RecordField, text: str) -> bool:
    if text.lower() not in (*_YES, *_NO):
        raise UsageError(f"'{text[:40]}' is neither yes nor no", why=f"{field.name} is one of the two",
                         fix=f"write {field.name}=yes")
    return text.lower() in _YES


def _number(field: RecordField, text: str) -> int | float:
    is_whole = "integer" in field.types
    if re.fullmatch(r"-?\d{1,15}", text):
        return int(text)
    if not is_whole and re.fullmatch(r"-?\d{1,15}\.\d{1,15}", text):
        return float(text)
    raise UsageError(f"'{text[:40]}' is no {'whole ' if is_whole else ''}number", why=f"{field.name}: {field.words}",
                     fix=f"write digits alone, such as {field.example or 30}")


def _day(_field: RecordField, text: str) -> str:
    if day_of(text) is None:
        raise UsageError(f"{text[:40]} is no day of the calendar", fix=day_advice(text))
    return text


def _listed(field: RecordField, text: str) -> list[str]:
    if field.has_entries:
        raise UsageError(f"{field.name} is a list of entries", why=field.words,
                         fix=f'add one: --add {field.name}="{entry_example(field)}"')
    marks = "[;,]" if field.path[0] == _BY_COMMAS else ";"
    return [word.strip() for word in re.split(marks, text) if word.strip()]
