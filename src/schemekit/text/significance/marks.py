"""Marks: what stands around words that stayed. Commas, brackets, question marks, capitals, titles of links, notes.

A comma that comes makes another clause of `a witness it invites`, and a bracket takes *not* back: no rule can tell
whether that means the same, so that it is wording and never only layout.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from schemekit.model.signal import SignalKind
from schemekit.text.significance.alignment import SentencePair
from schemekit.text.significance.editorial import is_editorial
from schemekit.text.significance.found import NO_WORDS, Found, Span, found, turned
from schemekit.text.significance.lookalike import oddities
from schemekit.text.significance.reading import Sentence

_NO_MARKS = re.compile(r"\]\[[^\]\n]{0,100}\]|</?[A-Za-z][^<>\n]{0,200}>|<!--|-->"
                       r"|\{[^{}\n]{0,200}\}|\[\^[^\]\s]{1,50}\]")
_DASH = re.compile(r"\s--?-?\s|\s?[–—]\s?")
_MARKS = ",;:()?—\""
_OPENING = re.compile(r"(?:^|(?<=[\s(]))'(?=$|\w)")
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'"})
_BOX = re.compile(r"\s{0,20}(?:(?:[-*+]|\d{1,9}[.)])\s{1,10})?\[([ xX])\]\s")
_TAG = re.compile(r"</?(?!(?:b|br|em|i|strong|u)\s?/?>)[A-Za-z][^<>\n]{0,200}>|\{(?![{%])[^{}\n]{1,200}\}"
                  r"|^ {0,3}\*?\[[^\]\n]{1,500}\]:", re.MULTILINE)
_TITLE = re.compile(r"""\]\([^)\s]{0,300}[ ](?:"([^"\n]{1,200})"|'([^'\n]{1,200})')\)""")
_NOTE = re.compile(r"\[\^([^\]\s]{1,50})\](?!:)")
UNSEEN = frozenset({"wording.link-title", "wording.hidden", "wording.script"})
"""Rules that tell what a reader of the words does not see."""
_FILLERS = ("U+115F", "U+1160")   # letters by name, which do not show
_MOST = 4   # of one kind told in a line


def marks(pair: SentencePair) -> Iterator[Found]:
    """What no word tells: each kind of mark that came, went or was exchanged, once for a passage."""
    yield from _oddities(pair)
    yield from _titles(pair)
    yield from _notes(pair)
    yield from _markup(pair)
    if pair.is_one_sided or pair.old.is_note or pair.old.text == pair.new.text:
        return
    yield from _between(pair)
    yield from _capitals(pair)


def _oddities(pair: SentencePair) -> Iterator[Found]:
    """Characters that do not show, and letters of another script, that came or went."""
    olds, news = (Counter(oddities(side.text)) for side in (pair.old, pair.new))
    for rule, noun in _ODD:
        for one, did in ((news - olds, "came in"), (olds - news, "is gone")):
            told = [f"{code} in '{word}'" for code, word in one if _is_letter(code) == (rule == "wording.script")]
            if told:
                more = f", and {len(told) - _MOST} more" if len(told) > _MOST else ""
                yield found(pair, SignalKind.WORDING, rule, f"{noun} {did}: {', '.join(told[:_MOST])}{more}")


_ODD = (("wording.script", "a letter of another script"), ("wording.hidden", "a character that does not show"))


def _is_letter(code: str) -> bool:
    return chr(int(code[2:], 16)).isalpha() and code not in _FILLERS


def _titles(pair: SentencePair) -> Iterator[Found]:
    """The title of a link, which a page shows when somebody points at it and a printed text does not show."""
    olds, news = ([first or second for first, second in _TITLE.findall(side.text)] for side in (pair.old, pair.new))
    if olds == news:
        return
    before, after = ("; ".join(side) for side in (olds, news))
    if before and after:
        words = f"the title of a link: '{turned(before)}' became '{turned(after)}'"
    else:
        words = f"the title of a link {'came in' if after else 'is gone'}: '{turned(after or before)}'"
    yield found(pair, SignalKind.WORDING, "wording.link-title", words)


def _markup(pair: SentencePair) -> Iterator[Found]:
    """Tags, attributes in braces, definitions of links and boxes to tick: what they do to the words a page tells."""
    if pair.is_one_sided or pair.old.text == pair.new.text or pair.old.is_heading:
        return
    olds, news = (Counter(" ".join(tag.split()) for tag in _TAG.findall(side.text)) for side in (pair.old, pair.new))
    for noun, found_there in (("came in", news - olds), ("is gone", olds - news)):
        if found_there:
            told = ", ".join(f"'{turned(tag)}'" for tag in [*found_there][:_MOST])
            yield found(pair, SignalKind.WORDING, "wording.markup",
                        f"HTML, attributes or a link's definition {noun}: {told}")
    boxes = [_BOX.match(side.text) for side in (pair.old, pair.new)]
    if bool(boxes[0]) != bool(boxes[1]):
        words = "a box to tick came in" if boxes[1] else "a box to tick is gone"
        yield found(pair, SignalKind.WORDING, "wording.box", words)


def _notes(pair: SentencePair) -> Iterator[Found]:
    """The mark of a footnote that came or went: what the note says holds for the sentence."""
    olds, news = (_NOTE.findall(side.text) for side in (pair.old, pair.new))
    if pair.is_one_sided or olds == news:
        return
    gone, come = [name for name in olds if name not in news], [name for name in news if name not in olds]
    if gone or come:
        told = [*(f"a footnote is gone: [^{name}]" for name in gone[:_MOST]),
                *(f"a footnote came in: [^{name}]" for name in come[:_MOST])]
        yield found(pair, SignalKind.WORDING, "wording.footnote", "; ".join(told))


def _between(pair: SentencePair) -> Iterator[Found]:
    """Marks before words that stand on both sides."""
    told = []
    is_quote = True
    for old, new in _stretches(pair):
        before, after = (_marks(side, *where) for side, where in ((pair.old, old), (pair.new, new)))
        if before != after:
            told.append(f"'{_shown(pair.old, *old)}' became '{_shown(pair.new, *new)}'")
            is_quote = is_quote and before.replace('"', "") == after.replace('"', "")
    if told:
        more = f", and {len(told) - _MOST} more" if len(told) > _MOST else ""
        what = "quotation marks" if is_quote else "commas or brackets"
        yield found(pair, SignalKind.WORDING, "wording.marks", f"{what}: {', '.join(told[:_MOST])}{more}")


def _stretches(pair: SentencePair) -> Iterator[tuple[Span, Span]]:
    """Between each two words that follow each other on both sides, or that only another spelling stands between."""
    at = there = 0
    gaps = [*pair.gaps]
    number, total = 0, (len(pair.old.norms), len(pair.new.norms))
    while at <= total[0] and there <= total[1]:
        gap = gaps[number] if number < len(gaps) else None
        if gap is None or (at < gap.old.start and there < gap.new.start) or \
                (gap.old and at < gap.old.start) or (gap.new and there < gap.new.start):
            yield (at, at), (there, there)
            at, there = at + 1, there + 1
            continue
        if is_editorial(pair, gap):
            yield (gap.old.start, gap.old.stop), (gap.new.start, gap.new.stop)
        at, there, number = gap.old.stop + 1, gap.new.stop + 1, number + 1


def _marks(sentence: Sentence, first: int, last: int) -> str:
    """The marks before a token, or before it and behind others; of the end only what asks or brackets."""
    return "".join(_mark(sentence, at) for at in range(first, last + 1))


def _mark(sentence: Sentence, at: int) -> str:
    tokens, text = sentence.tokens, sentence.text
    start, end = tokens[at - 1].end if at else 0, tokens[at].start if at < len(tokens) else len(text)
    between = text[start:end]
    if at and _is_target(sentence, at - 1):
        between = between[between.find(")") + 1 :]   # the bracket that closes the link, and its title before that
    if at < len(tokens) and _is_target(sentence, at):
        between = between.removesuffix("](")
    kept = _DASH.sub("—", _NO_MARKS.sub("", between)).translate(_QUOTES)
    kept = _OPENING.sub('"', kept) if "'" in kept else kept   # a quote, and not the end of `days'`
    inside = 0 < at < len(tokens)
    return "".join(char for char in kept if char in (_MARKS if inside else "()?\""))


def _is_target(sentence: Sentence, at: int) -> bool:
    token = sentence.tokens[at]
    return token.kind == "address" and sentence.text[max(0, token.start - 2) : token.start] == "]("


def _shown(sentence: Sentence, first: int, last: int) -> str:
    """The words around a place."""
    first, last = max(0, first - 1), min(len(sentence.tokens), last + 1)
    start = sentence.tokens[first].start if first else 0
    end = sentence.tokens[last - 1].end if last < len(sentence.tokens) else len(sentence.text)
    return turned(sentence.text[start:end])


def _capitals(pair: SentencePair) -> Iterator[Found]:
    """A capital inside a sentence, which may make a term of a word."""
    if pair.old.is_heading or pair.new.is_heading:
        return
    told = []
    for old, new in pair.same:
        before, after = pair.old.words(old, old + 1), pair.new.words(new, new + 1)
        if before != after and before.casefold() == after.casefold() and pair.old.tokens[old].kind == "word" \
                and not (_begins(pair.old, old) or _begins(pair.new, new)):
            told.append(f"'{turned(before)}' became '{turned(after)}'")
    if told:
        told = list(dict.fromkeys(told))
        more = f", and {len(told) - _MOST} more" if len(told) > _MOST else ""
        yield found(pair, SignalKind.WORDING, "wording.capitals", f"capitals: {', '.join(told[:_MOST])}{more}",
                    old=NO_WORDS, new=NO_WORDS)


def _begins(sentence: Sentence, at: int) -> bool:
    """Whether a word begins a sentence, a cell or what follows a colon."""
    if at == 0:
        return True
    between = sentence.text[sentence.tokens[at - 1].end : sentence.tokens[at].start]
    return any(mark in between for mark in ".:?!|\"“«‘")
