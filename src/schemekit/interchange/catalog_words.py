"""Prose of anybody as a piece of a template that gives it back, with blanks where a parameter is meant."""

from __future__ import annotations

import re

from schemekit.interchange.catalog_ids import Reading
from schemekit.interchange.json_data import Json, text
from schemekit.text.comparing.sentences import sentences
from schemekit.text.importing.escape import escaped

MOST_PARAMETERS = 200
"""What a module.yaml takes."""
INSERT = re.compile(r"\{\{\s{0,9}(?:insert:\s{0,9}param,\s{0,9})?([A-Za-z_][A-Za-z0-9_.\-]{0,120})\s{0,9}\}\}")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,500})\]\(([^()\s]{0,500})(?:\s{1,9}\"[^\"\n]{0,200}\")?\)")
_NOT_WORDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff\ue000]")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_LEAD = re.compile(r"(?m)^( {0,3})(#{1,6}(?=[ \t]|$)|`{3,}|~{3,})")
_ATTRIBUTES = re.compile(r"\{(?=[ \t]{0,9}[#:.])")
_LINE_BREAKS = re.compile(r"\s+")


def heading_words(words: str, reading: Reading) -> str:
    """Words as a heading has them: one line that closes nothing."""
    return template_words(words[:300], reading).replace("\n", " ").rstrip("# ") or "-"


def by_sentence(words: str) -> str:
    """A sentence a line where a paragraph is one line, as texts of ours have it."""
    lines = (piece for line in words.split("\n") for piece in (sentences(line) if _is_paragraph(line) else (line,)))
    return "\n".join(line.rstrip() for line in lines)


def _is_paragraph(line: str) -> bool:
    return line[:1].isalnum() and "|" not in line and "`" not in line


def template_words(words: str, reading: Reading) -> str:
    """Words of anybody as a piece of a template that gives them back, with blanks where a parameter is meant."""
    pieces, at = [], 0
    words = _LINK.sub(lambda link: _linked(link[0], link[1], link[2], reading), words)
    for insert in INSERT.finditer(words):
        if insert[1] not in reading.params and "insert" not in insert[0]:
            continue   # braces that mean no parameter
        pieces.append(_safe(words[at : insert.start()]))
        pieces.append(_blank(insert[1], reading))
        at = insert.end()
    pieces.append(_safe(words[at:]))
    return "".join(pieces)


def _linked(link: str, words: str, target: str, reading: Reading) -> str:
    """A link that leads somewhere from a module too; of another the words stay."""
    if re.match(r"https?://", target) and not link.startswith("!"):
        return link
    if target.startswith("#") and target[1:] in reading.included:
        return f"[{words}](#{reading.clause_ids[target[1:]]})"
    reading.lost["links in the text"] += 1
    return words


def _safe(words: str) -> str:
    plain = _NOT_WORDS.sub("", words.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    plain = _ATTRIBUTES.sub(r"\\{", _LEAD.sub(r"\1\\\2", _TAG.sub(r"\\<", plain)))
    return escaped(plain)


def _blank(told: str, reading: Reading) -> str:
    if told not in reading.params:
        reading.lost["dangling"] += 1
        return _safe(f"[{told}]")
    if told not in reading.used and len(reading.used) >= MOST_PARAMETERS:
        reading.lost["parameters"] += 1
        return _safe(f"[{default_of(reading.params[told])}]")
    reading.used.setdefault(told)
    return f"{{{{ cookiecutter.{reading.names[told]} }}}}"


def default_of(param: Json) -> str:
    """Its value, or what stands for it while nobody gave one."""
    values = param.get("values")
    told = ", ".join(one for one in values if isinstance(one, str)) if isinstance(values, list) else ""
    words = told or text(param, "label") or text(param, "id") or "value"
    return one_line(plain_words(INSERT.sub(r"[\1]", words)))[:500].strip() or "value"


def one_line(words: str) -> str:
    """Words without line breaks, and without signs that no text may hold."""
    return _LINE_BREAKS.sub(" ", _NOT_WORDS.sub("", words)).strip()


def plain_words(words: str) -> str:
    """Words without signs that no text may hold."""
    return _NOT_WORDS.sub("", words.replace("\r\n", "\n")).strip()
