"""The comments in the margin of a Word file: who said what, in answer to which, and whether it is settled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from schemekit.word.package import Package, parsed
from schemekit.word.plain_lines import word_name, words_of
from schemekit.word.returned_styles import value_of

LONGEST = 20_000
"""Signs of a comment that are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A comment.

    Shape: `id` is its own even where the file gives two the same, or none; `place` is the id by which the text refers
    to it. Units: `date` is YYYY-MM-DD, empty where the file does not say.
    """

    id: str
    author: str
    date: str
    text: str
    place: str = ""
    is_cut: bool = False
    replies_to: str = ""
    is_resolved: bool = False


def comments_of(package: Package) -> Iterator[Comment]:
    """The comments in their order in the file."""
    part = package.linked("comments")
    if not part:
        return
    found = [element for element in parsed(package.parts[part]) if word_name(element) == "comment"]
    # Word names an answer and a settled comment by the last paragraph of each.
    names = {value_of(paragraph, "paraId"): value_of(element, "id") for element in found
             for paragraph in element.iter("{*}p") if value_of(paragraph, "paraId")}
    answers, settled = dict[str, str](), set[str]()
    extended = package.linked("commentsExtended")
    for entry in parsed(package.parts[extended]) if extended else ():
        own = names.get(value_of(entry, "paraId"), "")
        parent = names.get(value_of(entry, "paraIdParent"), "")
        if own and parent and own != parent:
            answers[own] = parent
        if own and value_of(entry, "done") in ("1", "true"):
            settled.add(own)
    taken = set[str]()
    for count, element in enumerate(found, 1):
        name = value_of(element, "id")
        own = name if name and name not in taken else f"{name}+{count}"
        taken.add(own)
        paragraphs = ("".join(" " if word_name(word) in ("tab", "br", "cr") else words_of(word)
                              for word in paragraph.iter() if word_name(word) in ("t", "delText", "tab", "br", "cr"))
                      for paragraph in element.iter("{*}p"))
        date = re.match(r"\d{4}-\d{2}-\d{2}", value_of(element, "date"))
        text = "\n".join(words for words in paragraphs if words.strip())
        yield Comment(id=own, author=" ".join(value_of(element, "author").split())[:200], date=date[0] if date else "",
                      text=text[:LONGEST], place=name, is_cut=len(text) > LONGEST,
                      replies_to=answers.get(name, ""), is_resolved=name in settled)
