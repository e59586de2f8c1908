"""Names that one side put for others throughout a text: an edit that does only this leaves its sentence as it was."""

from __future__ import annotations

from collections.abc import Sequence

from schemekit.text.force import is_binding_word
from schemekit.text.merging.word_edits import Edit

_WORDS = 8
"""Most words of a name; longer edits are wordings."""


class Names:
    """Which edits between an old text and newer ones exchange a name.

    A name is exchanged in more than one place, always for the same words, and never is a number or a verb that binds.
    Nothing is put in by this; it only says that two edits which stand side by side do not make a new sentence.
    """

    def __init__(self, old: str, news: Sequence[str]) -> None:
        self._old, self._news = old, news
        self._known: dict[tuple[str, str], bool] = {}

    def is_name(self, gone: str, come: str, edit: Edit) -> bool:
        """Whether an edit that puts `come` for `gone` exchanges a name."""
        if not 0 < len(edit.keys) <= _WORDS or not gone or edit.end - edit.start > _WORDS:
            return False
        words = [*gone.split(), *come.split()]
        if any(character.isdigit() for word in words for character in word) or any(map(is_binding_word, words)):
            return False
        if (gone, come) not in self._known:
            self._known[gone, come] = self._is_throughout(gone, come)
        return self._known[gone, come]

    def _is_throughout(self, gone: str, come: str) -> bool:
        before = self._old.count(gone)
        return before > 1 and any(
            text.count(come) - self._old.count(come) > 1 and 2 * text.count(gone) <= before for text in self._news
        )
