"""Documents made of unique words, and edits of them as people make: what became of each word can then be told.

Every word of the base begins with `w`, every new one of a side with that side's letter; ordinary words stand between.
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import count
from random import Random

COMMON = ("the", "of", "and", "to", "a", "in", "shall", "may", "not", "5", "7", "days", "board", "scheme")
EDITS = ("insert", "insert", "replace", "replace", "delete", "figure", "drop", "add", "move", "move away",
         "move clause", "drop clause", "add clause", "retitle")


@dataclass
class Clause:
    """A heading and passages; a passage is its kind (sentence, item, bullet, row) and its words."""

    heading: list[str]
    passages: list[tuple[str, list[str]]] = field(default_factory=list)


class Writer:
    """Writes documents and edits them, always the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random, self._numbers = Random(seed), count()
        self.has_ids = self._random.random() < 0.6

    def document(self) -> list[Clause]:
        """Two to five clauses of one to six passages each, prose first."""
        return [self._clause("w") for _ in range(self._random.randint(2, 5))]

    def edited(self, document: list[Clause], letter: str) -> list[Clause]:
        """One to four edits; every new word begins with the letter."""
        document = deepcopy(document)
        for _ in range(self._random.randint(1, 4)):
            self._edit(document, letter, self._random.choice(EDITS))
        return document

    def text(self, document: list[Clause], *, wrapped: bool = False) -> str:
        """The document as Markdown; wrapped, its sentences stand in one line."""
        return "\n\n".join(["# Title", *(self._clause_text(clause, wrapped) for clause in document)]) + "\n"

    def _clause_text(self, clause: Clause, wrapped: bool) -> str:
        heading = f"## {' '.join(clause.heading)}" + (f" {{ #{clause.heading[0]} }}" if self.has_ids else "")
        blocks: list[str] = [heading]
        last, number = "", 0
        for kind, words in clause.passages:
            number += kind == "item"
            line = {"sentence": f"{' '.join(words).capitalize()}.", "item": f"{number}. {' '.join(words)}",
                    "bullet": f"- {' '.join(words)}", "row": f"| {' | '.join(words)} |"}[kind]
            if kind == last:
                blocks[-1] += (" " if wrapped and kind == "sentence" else "\n") + line
            else:
                blocks.append(line)
            last = kind
        return "\n\n".join(blocks)

    def _edit(self, document: list[Clause], letter: str, kind: str) -> None:
        if not document:
            return
        place = self._random.randrange(len(document))
        clause = document[place]
        if kind == "move clause":
            document.insert(self._random.randrange(len(document)), document.pop(place))
        elif kind == "drop clause":
            document.pop(place)
        elif kind == "add clause":
            document.insert(place, self._clause(letter))
        elif kind == "retitle":
            clause.heading[1] = self._word(letter)
        elif kind == "add":
            clause.passages.insert(self._random.randint(0, len(clause.passages)), self._passage(letter))
        elif len(clause.passages) > 1 and kind in ("drop", "move", "move away"):
            passage = clause.passages.pop(self._random.randrange(len(clause.passages)))
            target = {"drop": [], "move": clause.passages, "move away": self._random.choice(document).passages}[kind]
            target.insert(self._random.randint(0, len(target)), passage)
        elif clause.passages:
            self._edit_words(*self._random.choice(clause.passages), letter, kind)

    def _edit_words(self, passage: str, words: list[str], letter: str, kind: str) -> None:
        at = self._random.randrange(len(words))
        if kind == "insert" and passage != "row":
            words.insert(at + 1, self._word(letter))
        elif kind == "delete" and passage != "row" and len(words) > 3:
            del words[at]
        elif kind == "replace":
            words[at] = self._word(letter)
        elif kind == "figure":
            words[at] = str(self._random.randint(10, 99))

    def _clause(self, letter: str) -> Clause:
        passages = [self._passage(letter) for _ in range(self._random.randint(1, 6))]
        passages.sort(key=lambda item: item[0], reverse=True)
        return Clause([self._word(letter), self._word(letter)], passages)

    def _passage(self, letter: str) -> tuple[str, list[str]]:
        kind = self._random.choice(("sentence", "sentence", "sentence", "item", "bullet", "row"))
        length = 3 if kind == "row" else self._random.randint(3, 12)
        return kind, [self._word(letter) if at == 0 or self._random.random() < 0.6 else self._random.choice(COMMON)
                      for at in range(length)]

    def _word(self, letter: str) -> str:
        return f"{letter}{next(self._numbers)}"


def words_of(text: str) -> list[str]:
    """The words of a text, without capitals."""
    return [word.lower() for word in re.findall(r"\w+", text)]
