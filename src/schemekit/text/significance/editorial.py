"""Editorial: differences that cannot change a meaning. Variants of spelling, hyphens, figures in words.

Nothing else is. Whether `of` for `or`, *was* for *is*, one for many or *the* for *a* means the same, no rule can tell:
those are other words, and a reader sees them.
"""

from __future__ import annotations

from collections.abc import Sequence

from schemekit.text.rules import Vocabulary
from schemekit.text.significance.alignment import Gap, SentencePair
from schemekit.text.significance.token import Token


def is_editorial(pair: SentencePair, gap: Gap) -> bool:
    """Whether two stretches of a sentence are surely the same words, spelled otherwise."""
    words = pair.old.vocabulary
    olds, news = [pair.old.norms[at] for at in gap.old], [pair.new.norms[at] for at in gap.new]
    if not olds or not news or any(token.kind == "address" for token in _tokens(pair, gap)):
        return False
    if [_figure(words.spelled(norm), words) for norm in olds] == [_figure(words.spelled(norm), words) for norm in news]:
        return True
    # on-line is online and on line; but `apart` is not `a part`, and `its` not `it's`
    return any("-" in norm for norm in (*olds, *news)) and _joined(olds, words) == _joined(news, words)


def has_content(pair: SentencePair, gap: Gap) -> bool:
    """Whether a stretch holds more than small words, on either side."""
    small = pair.old.vocabulary.small
    return any(norm not in small for norm in pair.old.norms[gap.old.start : gap.old.stop]) or \
        any(norm not in small for norm in pair.new.norms[gap.new.start : gap.new.stop])


def _tokens(pair: SentencePair, gap: Gap) -> tuple[Token, ...]:
    return (*pair.old.tokens[gap.old.start : gap.old.stop], *pair.new.tokens[gap.new.start : gap.new.stop])


def _joined(norms: Sequence[str], words: Vocabulary) -> str:
    """The words as one, so that on-line, online and on line are the same."""
    spelled = "".join(_figure(words.spelled(norm), words) for norm in norms)
    return "".join(char for char in spelled if char.isalnum() or char in "%#/.:@")


def _figure(norm: str, words: Vocabulary) -> str:
    """A number in words as a figure, unless it may be something else."""
    value = words.numbers.get(norm)
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
