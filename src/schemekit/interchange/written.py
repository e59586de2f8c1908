"""A crosswalk put into its YAML file: what stays keeps its place, layout and comments, for all to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from schemekit.files.yaml import DELETE, Kept, edit_list, edit_yaml, read_yaml, write_flow, write_yaml
from schemekit.interchange.exchanged import HEAD, REVIEW
from schemekit.model.crosswalk import Crosswalk, CrosswalkRow, JointJudgement

_SCHEMA = "# yaml-language-server: $schema=../../../schemas/crosswalk.schema.json\n"


def crosswalk_text(before: str | None, crosswalk: Crosswalk, file: str) -> str:
    """The text of the file with this crosswalk in it.

    Shape: `before` is the text as it stands, None where there is none. Raises: FindingsError, EditRefusedError.
    """
    if before is None:
        return _new(crosswalk)
    data = read_yaml(before, file).data
    changes: list[tuple[tuple[str | int, ...], Any]] = []
    for name in HEAD:
        value = getattr(crosswalk, name)
        if value != data.get(name, ""):
            changes.append(((name,), value if value else DELETE))
    text = edit_yaml(before, changes, file)
    for key, judged in (("rows", crosswalk.rows), ("together", crosswalk.together)):
        old = data.get(key, [])
        if key not in data and judged:
            text = (text if text.endswith("\n") else f"{text}\n") + f"{key}:\n" + "".join(_block(judged, crosswalk))
        elif not judged and key == "together" and old:
            text = edit_yaml(text, [((key,), DELETE)], file)
        else:
            text = edit_list(text, (key,), list(_items(old, judged, crosswalk)), file)
    return text


def _items(
    old: Sequence[Mapping[str, Any]], judged: Sequence[CrosswalkRow | JointJudgement], crosswalk: Crosswalk
) -> Iterator[int | Kept | Mapping[str, Any]]:
    """Each row as it stands, with other values in it, or new."""
    places = {(row.get("clause", ""), row["item"]): place for place, row in reversed(list(enumerate(old)))}
    for one in judged:
        wanted = _mapping(one, crosswalk)
        place = places.get((wanted.get("clause", ""), wanted["item"]))
        if place is None:
            yield wanted
        elif wanted == dict(old[place]):
            yield place
        elif old[place].keys() <= wanted.keys():
            yield Kept(place, {name: value for name, value in wanted.items() if old[place].get(name) != value})
        else:
            yield wanted


def _mapping(one: CrosswalkRow | JointJudgement, crosswalk: Crosswalk) -> dict[str, Any]:
    """A row as the file has it: judge and date only where they are not the crosswalk's own."""
    found: dict[str, Any] = {}
    if isinstance(one, CrosswalkRow) and one.clause:
        found["clause"] = one.clause
    found |= {"item": one.item, "relation": one.relation.value, "confidence": one.confidence.value}
    found |= {name: getattr(one, name) for name in ("judge", "date") if getattr(one, name) != getattr(crosswalk, name)}
    found |= {name: getattr(one, name) for name in REVIEW if getattr(one, name)}
    if isinstance(one, CrosswalkRow) and one.text_sha256:
        found["text_sha256"] = one.text_sha256
    return found | {"rationale": one.rationale}


def _new(crosswalk: Crosswalk) -> str:
    head = {"format": 1, **{name: value for name in HEAD if (value := getattr(crosswalk, name))}}
    together = "together:\n" + "".join(_block(crosswalk.together, crosswalk)) if crosswalk.together else ""
    # Of a scheme's own crosswalk a joint judgement may be all there is.
    rows = "rows:\n" if crosswalk.rows else "rows: []\n"
    return _SCHEMA + write_yaml(head) + rows + "".join(_block(crosswalk.rows, crosswalk)) + together


def _block(judged: Sequence[CrosswalkRow | JointJudgement], crosswalk: Crosswalk) -> Iterator[str]:
    """The rows as people write them: what is judged on one line, why on the next."""
    for one in judged:
        entry = _mapping(one, crosswalk)
        below = [f"{name}: {write_flow(entry.pop(name))}" for name in ("rationale", "text_sha256") if name in entry]
        yield "  - " + ",\n     ".join([write_flow(entry)[:-1], *below]) + "}\n"
