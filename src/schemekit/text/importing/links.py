"""Links of an imported text: those that would lead nowhere in a module are led where their target went.

Only the target between the brackets changes, never the words. What is no link for a reader is left alone; whether every
link leads somewhere is `lint_links`' to say.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urljoin

from schemekit.text.document import ClauseText, comparable, prose_lines

# Bounded, or a line of nothing but brackets would take for ever.
_TARGET = re.compile(r"(?P<before>\]\(<?|^ {0,3}\[[^\]\n]{1,200}\]:[ \t]*<?)(?P<target>[^()\s<>]{1,500})")
_CODE = re.compile(r"`[^`\n]*`")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an imported file goes: the module, its name there, and the ids by the anchors that its headings had."""

    module: str
    name: str
    anchors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Led:
    """A text with its links led. `others` are the modules it now points to, `count` how many targets changed."""

    text: str
    others: tuple[str, ...]
    count: int


def anchors_of(clauses: tuple[ClauseText, ...], title: str, ids: tuple[str, ...]) -> dict[str, str]:
    """The id for each anchor that readers' tools make of a heading; the title's leads to the top of the file.

    Basis: GitHub and most site generators: small letters, blanks to hyphens, other signs dropped, repeats numbered.
    """
    anchors: dict[str, str] = {}
    seen: dict[str, int] = {}
    for heading, name in ((title, ""), *((c.heading, name) for c, name in zip(clauses, ids, strict=True))):
        slug = re.sub(r"[^\w\- ]", "", comparable(heading).lower()).replace(" ", "-")
        count = seen.get(slug, 0)
        seen[slug] = count + 1
        if slug:
            anchors.setdefault(f"{slug}-{count}" if count else slug, name)
    for clause, name in zip(clauses, ids, strict=True):
        if clause.has_own_id:
            anchors[clause.id] = name
    return anchors | {name: name for name in ids}


def led_links(text: str, path: str, places: Mapping[str, Place], base_url: str = "") -> Led:
    """The text of the imported file `path` with its links led to where their targets went.

    Shape: `places` by the path of each file among those that are imported together. A link to a file that is not
    imported gets `base_url` in front, where there is one.
    """
    others: dict[str, None] = {}
    count = 0
    prose = {number for number, _ in prose_lines(text)}
    lines = text.split("\n")

    def led(match: re.Match[str]) -> str:
        nonlocal count
        target = _led(match["target"], path, places, base_url, others)
        count += target != match["target"]
        return match["before"] + target

    for number, line in enumerate(lines, start=1):
        if number in prose and "]" in line:
            codes = list(_CODE.finditer(line))
            hidden = _CODE.sub(lambda match: "\0" * len(match[0]), line)
            if _TARGET.search(hidden):
                lines[number - 1] = _with_codes(_TARGET.sub(led, hidden), [code[0] for code in codes])
    return Led("\n".join(lines), tuple(others), count)


def _with_codes(line: str, codes: list[str]) -> str:
    waiting = iter(codes)
    parts = re.split(r"(\0+)", line)
    out, pending = [], ""
    for part in parts:
        if not part.startswith("\0"):
            out.append(part)
            continue
        pending = part
        while pending:   # two spans of code may touch
            code = next(waiting)
            out.append(code)
            pending = pending[len(code) :]
    return "".join(out)


def _led(target: str, path: str, places: Mapping[str, Place], base_url: str, others: dict[str, None]) -> str:
    if _ELSEWHERE.match(target) or target.startswith("/"):
        return target
    file, mark, anchor = target.partition("#")
    wanted = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(file))) if file else path
    place, own = places.get(wanted), places[path]
    if place is None:
        if not (base_url and file):
            return target
        return urljoin(base_url.rstrip("/") + "/", posixpath.join(posixpath.dirname(path), file)) + mark + anchor
    name = place.anchors.get(anchor, anchor)
    end = f"#{name}" if name else ""
    if place.module != own.module:
        others[place.module] = None
        return f"{'../' * (own.name.count('/') + 1)}{place.module}/{place.name}{end}"
    if posixpath.normpath(posixpath.join(posixpath.dirname(own.name), unquote(file))) == place.name and file:
        return f"{file}{end}" if anchor else target
    if wanted == path:
        return end or (target if not anchor else f"{posixpath.basename(own.name)}")
    return posixpath.relpath(place.name, posixpath.dirname(own.name) or ".") + end


def linked_files(text: str, path: str, endings: tuple[str, ...]) -> tuple[str, ...]:
    """The files with these endings that a text points to, as paths from the folder of the import; none above it."""
    found: dict[str, None] = {}
    for _, line in prose_lines(text):
        for match in _TARGET.finditer(_CODE.sub("", line)) if "]" in line else ():
            target = unquote(match["target"].partition("#")[0])
            if target.lower().endswith(endings) and not _ELSEWHERE.match(target) and not target.startswith("/"):
                wanted = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
                if not wanted.startswith("../"):
                    found[wanted] = None
    return tuple(found)
