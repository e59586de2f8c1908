"""A theory of change as a picture (SVG): for print, for a page, and with words for who does not see it.

It needs nothing else: no font, no script, no style sheet. Colour is never the only sign: levels have names and borders
of their own, kinds of arrows have dashes and heads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise

from schemekit.model.paper import Picture
from schemekit.model.theory_of_change import Level, TheoryOfChange
from schemekit.theory.layout import LINE, PADDING, SIZE, TAG, Box, Layout, Line, Point, layout
from schemekit.theory.looks import KINDS, LOOKS
from schemekit.theory.marks import assumption_marks, marks_on, risk_marks
from schemekit.theory.wrapping import text_width, wrapped

_EDGE, _HEAD, _BAND = 28, 34, 30
_LEAST, _COLUMN, _SMALL = 720, 340, 11
_FONT = "Helvetica, Arial, 'Liberation Sans', sans-serif"
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_INK, _GREY = "#1f2933", "#5f6c7b"


def svg(theory: TheoryOfChange) -> str:
    """The picture as a file. Shape: the same theory gives the same bytes, whatever the order of its steps there."""
    return picture(theory).svg


def picture(theory: TheoryOfChange) -> Picture:
    """The picture with its size, for a paper."""
    plan = layout(theory)
    width = max(plan.width, _LEAST) + 2 * _EDGE
    body = list(_body(theory, plan))
    legend, bottom = _legend(theory, plan, _EDGE, _HEAD + _BAND + plan.height + 2 * _EDGE, width - 2 * _EDGE)
    height = bottom + _EDGE
    words = f"{theory.organisation_name}: {theory.title}"
    drawn = "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f' role="img" aria-labelledby="toc-title toc-desc" font-family="{_FONT}" fill="{_INK}">',
        f'<title id="toc-title">{_text(words)}</title>',
        f'<desc id="toc-desc">{_text(description(theory))}</desc>',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        f'<text x="{_EDGE}" y="{_HEAD}" font-size="18" font-weight="bold">{_text(words)}</text>',
        *_stamp(theory, width), *body, *legend, "</svg>", "",
    ])
    return Picture(svg=drawn, words=description(theory), width=width, height=height)


def description(theory: TheoryOfChange) -> str:
    """The picture in a few sentences: what it holds and how to read it. The whole of it is in the outline."""
    numbers = [(level, sum(step.level is level for step in theory.steps)) for level in Level]
    told = ", ".join(f"{number} {level.words if number == 1 else level.plural}" for level, number in numbers if number)
    return (f"A diagram of {len(theory.steps)} steps from left to right: {told or 'none yet'}. "
            f"{len(theory.arrows)} arrows say what leads to what; {len(theory.assumptions)} assumptions and "
            f"{len(theory.risks)} risks are listed below it. The same in words is in the outline beside it.")


def _stamp(theory: TheoryOfChange, width: int) -> Iterator[str]:
    told = ", ".join(part for part in (f"version {theory.version}" if theory.version else "", theory.date,
                                       theory.status) if part)
    yield (f'<text x="{width - _EDGE}" y="{_HEAD}" font-size="{_SMALL}" text-anchor="end" fill="{_GREY}">'
           f"{_text(told)}</text>")


def _body(theory: TheoryOfChange, plan: Layout) -> Iterator[str]:
    left, top = _EDGE, _HEAD + _BAND + _EDGE
    yield f'<g transform="translate({left} {top})">'
    for band in plan.bands:
        fill, line, _, _ = LOOKS[band.level]
        yield (f'<rect x="{band.x - 8}" y="{-_BAND - 8}" width="{band.width + 16}" height="24" fill="{fill}"'
               f' stroke="{line}"/>')
        yield (f'<text x="{band.x + band.width // 2}" y="{-_BAND + 9}" font-size="12" font-weight="bold"'
               f' text-anchor="middle" fill="{line}">{_text(band.level.plural.capitalize())}</text>')
    marks, risky = assumption_marks(theory), risk_marks(theory)
    for line_ in plan.lines:
        yield from _arrow(line_)
    for box in plan.boxes:
        yield from _box(box, risky.get(box.step.id, ()))
    for line_ in plan.lines:   # above the boxes, so that none is hidden
        named = marks_on(line_.arrow, marks)
        if named:
            yield from _mark(line_, " ".join(named))
    yield "</g>"


def _box(box: Box, risks: Sequence[str]) -> Iterator[str]:
    fill, line, corner, dashes = LOOKS[box.step.level]
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    thick = 3 if box.step.level is Level.IMPACT else 1.5
    yield f"<g><title>{_text(f'{box.step.level.words}: {box.step.statement}')}</title>"
    yield (f'<rect x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}" rx="{corner}" fill="{fill}"'
           f' stroke="{line}" stroke-width="{thick}"{dashed}/>')
    if box.step.level is Level.STRATEGY:
        yield f'<rect x="{box.x}" y="{box.y}" width="5" height="{box.height}" fill="{line}"/>'
    yield (f'<text x="{box.x + PADDING}" y="{box.y + TAG}" font-size="9" fill="{line}">'
           f"{_text(box.step.level.words.upper())}</text>")
    x = box.x + PADDING
    lines = "".join(f'<tspan x="{x}" dy="{LINE if number else 0}">{_text(words)}</tspan>'
                    for number, words in enumerate(box.lines))
    yield f'<text x="{x}" y="{box.y + PADDING + TAG + SIZE - 1}" font-size="{SIZE}">{lines}</text>'
    if risks:   # on the border, where no words are
        yield from _pill(box.x + box.width - PADDING - text_width(" ".join(risks), 9) / 2, box.y,
                         f"▲{' '.join(risks)}", "#94283a")
    yield "</g>"


def _arrow(line: Line) -> Iterator[str]:
    words, dashes, end = KINDS[line.arrow.kind]
    colour = "#94283a" if line.arrow.kind == "blocks" else "#43505e"
    thick = 0.6 + 0.5 * line.arrow.strength
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    told = f"{line.arrow.source} {words} {line.arrow.target}"
    x, y = line.points[-1]
    yield f'<g fill="none" stroke="{colour}"><title>{_text(told)}</title>'
    # A white edge lets the upper of two crossing arrows be seen as the upper one.
    yield f'<path d="{_way(line, x - 9)}" stroke="#ffffff" stroke-width="{thick + 3:g}"/>'
    yield f'<path d="{_way(line, x - 9)}" stroke-width="{thick:g}"{dashed}/>'
    yield from _end(end, x, y, colour)
    yield "</g>"


def _end(end: str, x: int, y: int, colour: str) -> Iterator[str]:
    if end in ("head", "double", "bar-head"):
        yield f'<path d="M{x} {y}L{x - 10} {y - 4}L{x - 10} {y + 4}Z" fill="{colour}" stroke="none"/>'
    if end == "double":
        yield f'<path d="M{x - 9} {y}L{x - 19} {y - 4}L{x - 19} {y + 4}Z" fill="{colour}" stroke="none"/>'
    if end in ("bar", "bar-head"):
        at = x - (2 if end == "bar" else 13)
        yield f'<path d="M{at} {y - 6}L{at} {y + 6}" stroke-width="3"/>'
    if end == "bar":
        yield f'<path d="M{x - 9} {y}L{x - 2} {y}"/>'


def _way(line: Line, last: int) -> str:
    points = (*line.points[:-1], (last, line.points[-1][1]))
    told = f"M{points[0][0]} {points[0][1]}"
    if line.is_back:
        return told + "".join(f"L{x} {y}" for x, y in points[1:])
    for number, (one, other) in enumerate(pairwise(points)):
        told += f"L{other[0]} {other[1]}" if number % 2 else _curve(one, other)
    return told


def _curve(one: Point, other: Point) -> str:
    middle = (one[0] + other[0]) // 2
    return f"C{middle} {one[1]} {middle} {other[1]} {other[0]} {other[1]}"


def _mark(line: Line, words: str) -> Iterator[str]:
    """The assumptions of an arrow, near its head, where arrows of one box have not come together yet."""
    if line.is_back:
        x, y = (float(value) for value in line.points[3])
    else:
        one, other = line.points[-2:]
        # A point of the curve that `_curve` draws, at three fifths of its way.
        x = one[0] * 0.064 + (one[0] + other[0]) / 2 * 0.72 + other[0] * 0.216
        y = one[1] * 0.352 + other[1] * 0.648
    yield from _pill(x, y, words, _GREY)


def _pill(x: float, y: float, words: str, colour: str) -> Iterator[str]:
    """A few letters in a white frame, so that what runs under them does not cross them."""
    width = text_width(words, 9) + 8
    yield (f'<rect x="{x - width / 2:.1f}" y="{y - 7:.1f}" width="{width:.1f}" height="14" rx="7" fill="#ffffff"'
           f' stroke="{colour}"/>')
    yield f'<text x="{x:.1f}" y="{y + 3.2:.1f}" font-size="9" text-anchor="middle">{_text(words)}</text>'


def _legend(theory: TheoryOfChange, plan: Layout, left: int, top: int, width: int) -> tuple[list[str], int]:
    """What the signs mean, and the assumptions and risks in words, in as many columns as there is room for."""
    found, x = [], left
    kinds = dict.fromkeys(line.arrow.kind for line in plan.lines)
    for kind in (name for name in KINDS if name in kinds):
        words, dashes, end = KINDS[kind]
        colour = "#94283a" if kind == "blocks" else "#43505e"
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        found += [f'<g fill="none" stroke="{colour}">',
                  f'<path d="M{x} {top - 4}L{x + 46} {top - 4}" stroke-width="1.6"{dashed}/>',
                  *_end(end, x + 55, top - 4, colour), "</g>",
                  f'<text x="{x + 62}" y="{top}" font-size="{_SMALL}">{_text(words)}</text>']
        x += 62 + round(text_width(words, _SMALL)) + 26
    notes = [note for note, is_there in (
        ("thicker: stronger", len({line.arrow.strength for line in plan.lines}) > 1),
        ("A: rests on that assumption", any(arrow.assumptions for arrow in theory.arrows)),
        ("▲R: comes with that risk", any(risk.step for risk in theory.risks))) if is_there]
    if notes:
        words = "; ".join(notes)
        if x + text_width(words, _SMALL) > left + width:
            top, x = top + 18, left
        found.append(f'<text x="{x}" y="{top}" font-size="{_SMALL}" fill="{_GREY}">{_text(words)}</text>')
    if found:
        top += 14
    nobody = {item.id for item in theory.unwatched}
    marks = assumption_marks(theory)
    entries = [(marks[item.id], item.statement + (" (nobody watches it)" if item.id in nobody else ""))
               for item in theory.assumptions]
    entries += [(f"R{number}", risk.statement) for number, risk in enumerate(theory.risks, 1)]
    lines, bottom = _listed(entries, left, top, width)
    return found + lines, bottom


def _listed(entries: Sequence[tuple[str, str]], left: int, top: int, width: int) -> tuple[list[str], int]:
    columns = max(width // _COLUMN, 1)
    room = width // columns
    whole = [(mark, wrapped(words, room - 50, _SMALL)) for mark, words in entries]
    per_column = -(-sum(len(lines) for _, lines in whole) // columns)
    found, x, y, lowest, used = [], left, top, top, 0
    for mark, lines in whole:
        if used and used + len(lines) > per_column and x + 2 * room <= left + width:
            x, y, used = x + room, top, 0
        for number, words in enumerate(lines):
            y += 14
            if not number:
                found.append(f'<text x="{x}" y="{y}" font-size="{_SMALL}" font-weight="bold">{_text(mark)}</text>')
            found.append(f'<text x="{x + 28}" y="{y}" font-size="{_SMALL}">{_text(words)}</text>')
        used += len(lines)
        lowest = max(lowest, y)
    return found, lowest


def _text(words: str) -> str:
    return escape(_NO_XML.sub("", words))
