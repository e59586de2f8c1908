"""References: what points to another clause, document, law or address, told by its form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from schemekit.text.rules import Rule, helping
from schemekit.text.significance.token import Hit, Token

LINK = Rule(section="reference", id="link", phrases={})
CODE = Rule(section="reference", id="code", phrases={})
_LETTER = re.compile(r"[A-Z]|[IVX]{1,6}")
_JOINING = frozenset(["and", "or", "to", "of", "the", "und", "et", "ou", "y", "o", "e", "à", "a"]) | {"&"}
_CODE = re.compile(r"[A-Z]{2,12}(?:-[A-Z0-9]{1,12}){0,3}")


def references(tokens: Sequence[Token], hits: Sequence[Hit], text: str) -> Iterator[Hit]:
    """Every reference of a passage, in order."""
    words = {hit.first: hit for hit in hits if hit.rule.section == "reference"}
    taken = {at for hit in hits if hit.rule.section in ("force", "negation") for at in range(hit.first, hit.last)}
    at = 0
    while at < len(tokens):
        if at not in words and tokens[at].kind == "word" and not text[tokens[at].start].isupper():
            at += 1
            continue
        last = _end(tokens, words, taken, text, at)
        if last > at:
            rule = LINK if tokens[at].kind == "address" else words[at].rule if at in words else CODE
            yield Hit(rule, " ".join(token.norm for token in tokens[at:last]), at, last)
        at = max(last, at + 1)


def _end(tokens: Sequence[Token], words: dict[int, Hit], taken: set[int], text: str, at: int) -> int:
    """Where the reference that begins at a token ends; the token itself where none does."""
    if tokens[at].kind == "address":
        return at + 1
    if at in words:
        return _numbered(tokens, text, words[at].last, at)
    if at not in taken and _CODE.fullmatch(text[tokens[at].start : tokens[at].end]):
        last = at + 1
        while last < min(len(tokens), at + 4) and last not in taken and _is_capital(tokens[last], text):
            last += 1
        if last < len(tokens) and tokens[last].kind == "number" and tokens[last].start - tokens[last - 1].end <= 2:
            return last + 1
    return at


def _follows(tokens: Sequence[Token], text: str, at: int, start: int) -> bool:
    """Whether a letter names a part: right after its word, with no mark between."""
    is_beside = text[tokens[at - 1].end : tokens[at].start] == " "
    return is_beside and (at > start or tokens[at - 1].norm in helping("lettered"))




def _is_capital(token: Token, text: str) -> bool:
    return text[token.start : token.end].isupper()


def _numbered(tokens: Sequence[Token], text: str, start: int, at: int) -> int:
    """The end of `clauses 4.2 and 5`, of `Annex A`; the beginning where no number follows."""
    last, end = start, at
    while last < min(len(tokens), start + 12):
        raw = text[tokens[last].start : tokens[last].end]
        if tokens[last].kind == "number" or (_LETTER.fullmatch(raw) and _follows(tokens, text, last, start)):
            end = last + 1
        elif tokens[last].norm not in _JOINING or last == start:
            break
        last += 1
    return end
