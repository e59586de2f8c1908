"""In which language a theory of change is written: as it says, or else as its small words show.

Words and actors are compared by English endings, synonyms and groups. Where a theory is written in another language
that would be guessing, so they are left out, and it is said.
"""

from __future__ import annotations

import re
from collections import Counter

from schemekit.model.theory_of_change import TheoryOfChange
from schemekit.theory.vocabulary import vocabulary

READ = "en"
_WORD = re.compile(r"[^\W\d_]+")
_LEAST = 5   # small words of another language, and twice as many as English ones, before anything is made of them


def language_of(theory: TheoryOfChange) -> str:
    """The language that a theory says, or that its words show; English where they show none."""
    return theory.language or shown_language(theory)


def shown_language(theory: TheoryOfChange) -> str:
    """The language whose small words its statements have most; English where that is not plain."""
    counted = Counter[str]()
    statements = [step.statement for step in theory.steps] + [item.statement for item in theory.assumptions]
    for statement in statements:
        words = set(_WORD.findall(statement.casefold()))
        counted.update({code: len(words & small) for code, small in vocabulary().small_words.items()})
    found = max(sorted(counted), key=lambda code: counted[code], default=READ)
    is_plain = counted[found] >= max(_LEAST, 2 * counted[READ])
    return found if is_plain else READ


def is_read(theory: TheoryOfChange) -> bool:
    """Whether the method reads its words."""
    return language_of(theory).partition("-")[0] == READ


def language_name(code: str) -> str:
    """A language as a sentence names it; its code where no name is known."""
    return vocabulary().languages.get(code.partition("-")[0], f"'{code}'")


def unread_words(left: TheoryOfChange, right: TheoryOfChange) -> str:
    """A sentence on what is not compared, where one of the two is in a language that is not read; else nothing."""
    others = [theory for theory in (left, right) if not is_read(theory)]
    if not others:
        return ""
    told = " and ".join(
        f"{theory.organisation_name} {'writes' if theory.language else 'seems to write'} in "
        f"{language_name(language_of(theory))}" for theory in others)
    return (f"{told}: words and actors are not compared, as the method reads English only; scores rest on themes, SDG "
            "targets and directions.")
