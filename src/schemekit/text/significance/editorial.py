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
    old = [_stem(word, words) for word in olds if word not in words.articles]
    new = [_stem(word, words) for word in news if word not in words.articles]
    return old == new


def _joined(norms: Sequence[str], words: Vocabulary) -> str:
    """The words as one, so that on-line, online and on line are the same."""
    spelled = "".join(_figure(words.spelled(norm), words) for norm in norms)
    return "".join(char for char in spelled if char.isalnum() or char in "%#/.:@")


def _figure(norm: str, words: Vocabulary) -> str:
    """A number in words as a figure, unless it may be something else."""
    value = words.numbers.get(norm)
    return f"{value:g}" if value is not None and value >= 2 else norm


def _stem(norm: str, words: Vocabulary) -> str:
    """A word without its plural."""
    norm = words.spelled(norm)
    if words.language == "en":
        for ending, single in (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh")):
            if norm.endswith(ending) and len(norm) > len(ending) + 1:
                return norm[: -len(ending)] + single
    if norm.endswith("s") and not norm.endswith("ss") and len(norm) > 3:
        return norm[:-1]
    return norm
