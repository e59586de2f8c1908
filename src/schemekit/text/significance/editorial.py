"""Editorial: differences that cannot change a meaning. Variants of spelling, hyphens of a few words, figures in words.

Nothing else is. Whether `of` for `or`, *was* for *is*, one for many or *the* for *a* means the same, no rule can tell:
those are other words, and a reader sees them.
"""

from __future__ import annotations

from collections.abc import Sequence

from schemekit.text.rules import Vocabulary, joined_words, multiples
from schemekit.text.significance.alignment import Gap, SentencePair
from schemekit.text.significance.token import Token


def is_editorial(pair: SentencePair, gap: Gap) -> bool:
    """Whether two stretches of a sentence are surely the same words, spelled otherwise."""
    words = pair.old.vocabulary
    olds, news = [pair.old.norms[at] for at in gap.old], [pair.new.norms[at] for at in gap.new]
    if not olds or not news or any(token.kind == "address" for token in _tokens(pair, gap)):
        return False
    # on-line is online and on line; but `apart` is not `a part`, and re-sign is not resign
    return _as_one(olds, words) == _as_one(news, words)


def _as_one(norms: Sequence[str], words: Vocabulary) -> list[str]:
    """The words in one spelling, those of the table without their hyphen or the blank in them."""
    made: list[str] = []
    for norm in norms:
        bare = norm.replace("-", "")
        joined = f"{made[-1]}{bare}" if made else ""
        if joined.startswith(joined_words()) and not made[-1].startswith(joined_words()):
            made[-1] = joined
        else:
            made.append(words.spelled(bare) if bare.startswith(joined_words()) else _figure(words.spelled(norm), words))
    return made


def has_content(pair: SentencePair, gap: Gap) -> bool:
    """Whether a stretch holds more than small words, on either side."""
    small = pair.old.vocabulary.small
    return any(norm not in small for norm in pair.old.norms[gap.old.start : gap.old.stop]) or \
        any(norm not in small for norm in pair.new.norms[gap.new.start : gap.new.stop])


def _tokens(pair: SentencePair, gap: Gap) -> tuple[Token, ...]:
    return (*pair.old.tokens[gap.old.start : gap.old.stop], *pair.new.tokens[gap.new.start : gap.new.stop])


def _figure(norm: str, words: Vocabulary) -> str:
    """A number in words as a figure, unless it may be something else."""
    value = None if norm in multiples() else words.numbers.get(norm)
    return f"{value:g}" if value is not None and value >= 2 else norm


def stem(norm: str, words: Vocabulary) -> str:
    """A word in one spelling and without its plural, to see whether two names are of one thing."""
    norm = words.spelled(norm)
    if words.language == "en":
        for ending, single in (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh")):
            if norm.endswith(ending) and len(norm) > len(ending) + 1:
                return norm[: -len(ending)] + single
    if norm.endswith("s") and not norm.endswith("ss") and len(norm) > 3:
        return norm[:-1]
    return norm
