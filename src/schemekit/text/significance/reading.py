"""Reading: a passage as words with their places, and the words of the table of rules that stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from schemekit.text.document import plain_typography
from schemekit.text.rules import Phrase, Rule, Vocabulary, cut_word, helping, weight_of
from schemekit.text.significance.amounts import amounts
from schemekit.text.significance.printed import as_printed, is_as_written
from schemekit.text.significance.references import references
from schemekit.text.significance.token import Amount, Hit, Token

_PLAIN = re.compile(r"(?P<word>[^\W\d_]++(?:['’ʼ·.](?=[^\W\d_])[^\W\d_]++)*+(?:-\w++)*+)"
                    r"|(?P<number>\d{4}-\d\d-\d\d(?!\d)|\d++(?:[.,:/]\d++)*+)(?P<suffix>[^\W\d_]++)?|(?P<sign>[%≥≤=±§&])")
# Every part but the last is bounded or possessive: a line of nothing but brackets takes no longer than a sentence.
_TOKEN = re.compile(r"""
    (?P<target>\]\([^)\s]{0,300}(?:[ ]"[^"\n]{0,100}")?\))
  | (?P<note>\[\^[^\]\s]{1,50}\]:?)
  | (?P<template>\{[%{][^{}\n]{0,200}[%}]\})
  | (?P<attributes>\{[ ]?[:#.][^{}\n]{0,200}\})
  | (?P<address><?(?:https?://|mailto:|www\.)[^\s<>)\]]{1,300}>?|<?[\w.+-]{1,64}+@[\w-]{1,64}(?:\.[\w-]{1,64}){1,5}>?)
  | (?P<label>\]\[[^\]\n]{0,100}\])
  | (?P<tag></?[A-Za-z][^<>\n]{0,200}>|<!--|-->)
  | (?P<word>[^\W\d_]++(?:['’ʼ·.](?=[^\W\d_])[^\W\d_]++)*+(?:-\w++)*+)
  | (?P<number>\d{4}-\d\d-\d\d(?!\d)|\d++(?:[.,:/]\d++)*+)(?P<suffix>[^\W\d_]++)?
  | (?P<sign>[%≥≤=±§&<>])
""", re.VERBOSE)
FUTURE = Rule(section="force", id="future", phrases={}, says="promise", weight=weight_of("promise"))
_INCLUSIVE = re.compile(r"[·.](?:e|s|es|rice|rices|trice|trices|se|ses|ve|ves|ne|nes|le|les|ère|ères)(?![^\W\d_])")


_CANNOT = len("cannot")   # which is two words


@dataclass(frozen=True)
class Sentence:
    """One passage, read. Shape: `is_heading` and `is_note` (a quotation, code) tell where it stands."""

    text: str
    vocabulary: Vocabulary
    is_heading: bool = False
    is_note: bool = False
    is_item: bool = False
    mark: str = field(default="")

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Its words in order, contractions taken apart."""
        text, language, start = self.text, self.vocabulary.language, len(self.text) - len(self.text.lstrip())
        if is_as_written(text):
            return tuple(_tokens(text, language, start, self.mark))
        seen, places = as_printed(text)
        start = len(seen) - len(seen.lstrip())
        return tuple(Token(token.norm, places[token.start][0], places[token.end - 1][1], token.kind)
                     for token in _tokens(seen, language, start, self.mark))

    @cached_property
    def norms(self) -> tuple[str, ...]:
        """Its words as they are compared."""
        return tuple(token.norm for token in self.tokens)

    def following(self, hit: Hit) -> str:
        """The word behind a phrase, as it is compared; empty at the end."""
        return self.norms[hit.last] if hit.last < len(self.norms) else ""

    @cached_property
    def hits(self) -> tuple[Hit, ...]:
        """The phrases of the table in it, none overlapping another."""
        return tuple(_hits(self))

    @cached_property
    def starting(self) -> dict[int, Hit]:
        """Its phrases by the token that each begins with."""
        return {hit.first: hit for hit in self.hits}

    @cached_property
    def references(self) -> tuple[Hit, ...]:
        """What in it points to another clause or document."""
        return tuple(references(self.tokens, self.hits, self.text))

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """Its figures and times, in digits or in words."""
        return tuple(amounts(self.tokens, self.hits, self.references, self.vocabulary, is_heading=self.is_heading))

    @cached_property
    def _by_section(self) -> dict[str, list[Hit]]:
        found: dict[str, list[Hit]] = {}
        for hit in self.hits:
            found.setdefault(hit.rule.section, []).append(hit)
        return found

    def of(self, section: str, *others: str) -> list[Hit]:
        """Its phrases of some sections of the table."""
        if not others:
            return self._by_section.get(section, [])
        found = [hit for name in (section, *others) for hit in self._by_section.get(name, ())]
        return sorted(found, key=lambda hit: hit.first)

    def words(self, first: int, last: int) -> str:
        """What stands from one token to before another, byte for byte."""
        if first >= last:
            return ""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end]

    def has_comma(self, at: int) -> bool:
        """Whether a comma, semicolon, colon or bracket stands before a token."""
        if at <= 0 or at >= len(self.tokens):
            return False
        between = self.text[self.tokens[at - 1].end : self.tokens[at].start]
        return any(mark in between for mark in ",;:()–—|") or " - " in between


def _tokens(text: str, language: str, start: int, mark: str) -> Iterator[Token]:
    if mark and text.startswith(mark, start):
        start += len(mark)
    is_plain = not any(mark in text for mark in ("](", "{", "<", "@", "://", "www.", "][", "[^"))
    for match in (_PLAIN if is_plain else _TOKEN).finditer(text, start):
        kind, found, at = match.lastgroup or "", match[0], match.start()
        if match["word"]:
            if found.isalpha() and found.isascii() and len(found) != _CANNOT:
                yield Token(found.lower(), at, match.end(), "word")
            else:
                yield from _words(found, at, language)
        elif match["number"]:
            glued = "" if match["suffix"] else _glued(text, at, match.end())
            yield Token(found.lower() + glued, at, match.end(), "word" if match["suffix"] else "number")
        elif kind == "target":
            yield Token(found[2:-1].partition(' "')[0].strip(), at + 2, match.end() - 1, "address")
        elif kind in ("address", "template"):
            kind = "address" if kind == "address" else "word"
            yield Token(found.strip("<>").rstrip(".,;:").removeprefix("mailto:"), at, match.end(), kind)
        elif kind == "sign" and (found not in "<>" or text[match.end() : match.end() + 2].strip()[:1].isdigit()):
            yield Token(found, at, match.end(), "sign")


_GLUE = "^/+\\$~["


def _glued(text: str, start: int, end: int) -> str:
    """What makes another figure of one: `10^2`, `10+10`, `10[0](#x)`. Such a one is told, and not weighed."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if after and after in _GLUE:
        return after if after != "[" or text[end + 1 : end + 2].isdigit() else ""
    if before and before in "^/+\\":
        return before
    return "[" if before == ")" and text.rfind("](", 0, start) >= max(0, start - 40) else ""


def _words(found: str, at: int, language: str) -> Iterator[Token]:
    """A word, and its parts where it is a contraction: each with its own place."""
    plain = plain_typography(found).replace("ʼ", "'").lower() if not found.isascii() else found.lower()
    if len(plain) != len(found):
        yield Token(plain, at, at + len(found), "word")
        return
    if language == "fr" and ("·" in plain or "." in plain):
        yield Token(_without_inclusive(plain), at, at + len(found), "word")
        return
    parts = cut_word(plain, language)
    if len(parts) == 1:
        yield Token(parts[0], at, at + len(found), "word")
        return
    cut = 3 if plain == "cannot" else plain.find("'") - (1 if plain.endswith("n't") else 0)
    if language == "fr":
        for part in parts:
            yield Token(part, at, at + len(part), "word")
            at += len(part)
        return
    yield Token(parts[0], at, at + cut, "word")
    yield Token(parts[1], at + cut, at + len(found), "word")


def _without_inclusive(word: str) -> str:
    """`tenu·e·s` is looked for as tenu."""
    return _INCLUSIVE.sub("", word)




def _hits(sentence: Sentence) -> Iterator[Hit]:
    phrases, norms = sentence.vocabulary.phrases, sentence.norms
    at = 0
    number, starts, futures = len(norms), sentence.vocabulary.phrase_starts, sentence.vocabulary.futures
    while at < number:
        first = norms[at]
        if first not in starts:
            if futures and _is_future(sentence, at):
                yield Hit(FUTURE, FUTURE.says, at, at + 1)
            at += 1
            continue
        second = norms[at + 1] if at + 1 < number else ""
        found = None
        for start in ((first, second), (first, "")):
            if start in phrases:
                found = next((phrase for phrase in phrases[start] if _stands(sentence, phrase, at)), None)
                if found is not None:
                    break
        if found is None:
            if _is_future(sentence, at):
                yield Hit(FUTURE, FUTURE.says, at, at + 1)
            at += 1
            continue
        last = at + len(found.words)
        yield Hit(found.rule, _key(found.rule), at, last)
        at = last


def _is_future(sentence: Sentence, at: int) -> bool:
    """Whether a word is a verb in the future, by its ending: French, Spanish and Portuguese bind with it."""
    words, token = sentence.vocabulary, sentence.tokens[at]
    return bool(words.futures) and token.kind == "word" and len(token.norm) > 3 and token.norm.endswith(words.futures) \
        and token.norm not in words.no_futures and token.norm == sentence.words(at, at + 1)


def _stands(sentence: Sentence, phrase: Phrase, at: int) -> bool:
    norms, last = sentence.norms, at + len(phrase.words)
    if last > len(norms):
        return False
    if len(phrase.words) > 2 and any(norms[at + place] not in words for place, words in enumerate(phrase.words)):
        return False
    if len(phrase.words) > 1 and not phrase.is_exact and phrase.rule.section != "role":
        return True
    raw = sentence.words(at, last)
    if phrase.is_exact and not raw.isupper():
        return False
    if raw == "May":
        return not _is_month(sentence, at)
    return not (phrase.rule.section == "role" and raw == "i")


def _is_month(sentence: Sentence, at: int) -> bool:
    """May with a capital inside a sentence, or before a figure."""
    norms = sentence.norms
    following = sentence.tokens[at + 1].kind == "number" if at + 1 < len(norms) else False
    before = at > 0 and (sentence.tokens[at - 1].kind == "number" or norms[at - 1] in helping("before_month"))
    return following or before


def _key(rule: Rule) -> str:
    return rule.says if rule.section == "force" else rule.name
