"""Editorial: differences that change no meaning. Spelling, singular and plural, articles, figures in words, markup."""

from __future__ import annotations

from collections.abc import Sequence

from schemekit.text.rules import Vocabulary
from schemekit.text.significance.alignment import Gap, SentencePair


def is_editorial(pair: SentencePair, gap: Gap) -> bool:
    """Whether two stretches of a sentence say plainly the same."""
    words = pair.old.vocabulary
    olds, news = [pair.old.norms[at] for at in gap.old], [pair.new.norms[at] for at in gap.new]
    if _joined(olds, words) == _joined(news, words):
        return True
    old = [stem(word, words) for word in olds if word not in words.articles]
    new = [stem(word, words) for word in news if word not in words.articles]
    return old == new


def has_content(pair: SentencePair, gap: Gap) -> bool:
    """Whether a stretch holds more than small words, on either side."""
    small = pair.old.vocabulary.small
    return any(norm not in small for norm in pair.old.norms[gap.old.start : gap.old.stop]) or \
        any(norm not in small for norm in pair.new.norms[gap.new.start : gap.new.stop])


def _joined(norms: Sequence[str], words: Vocabulary) -> str:
    """The words as one, so that on-line, online and on line are the same."""
    spelled = "".join(_figure(words.spelled(norm), words) for norm in norms)
    return "".join(char for char in spelled if char.isalnum() or char in "%#/.:@")


def _figure(norm: str, words: Vocabulary) -> str:
    """A number in words as a figure, unless it may be something else."""
    value = words.numbers.get(norm)
    return f"{value:g}" if value is not None and value >= 2 else norm


def stem(norm: str, words: Vocabulary) -> str:
    """A word in one spelling and without its plural."""
    norm = words.spelled(norm)
    if words.language == "en":
        for ending, single in (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh")):
            if norm.endswith(ending) and len(norm) > len(ending) + 1:
                return norm[: -len(ending)] + single
    if norm.endswith("s") and not norm.endswith("ss") and len(norm) > 3:
        return norm[:-1]
    return norm
