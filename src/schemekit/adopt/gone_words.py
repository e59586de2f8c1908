"""Accepted changes that the text has no longer: put back by hand or by `restore` after the answer.

A log says of them that they were accepted, and its readers look for the words in the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from schemekit.adopt.outcome import Adoption, is_text
from schemekit.errors import SchemekitError
from schemekit.files.sent_texts import sent_texts
from schemekit.model.proposed_change import ProposedChange, ProposedState

_TELLING = 3   # words that hardly stand twice in a text


def gone_words(adoption: Adoption) -> dict[str, str]:
    """What is to be said of accepted changes that the text has no longer, by id; those that a decision is about apart.

    Shape: only where the text reads as it did before the change. Where other words were written since, nobody can tell
    whether they say the same.
    """
    return dict(_Texts(adoption).gone())


@dataclass(frozen=True)
class _Texts:
    """The texts of a module as they stand and as they were sent, each read once."""

    adoption: Adoption

    def gone(self) -> Iterator[tuple[str, str]]:
        """The accepted changes that are undone, with what is to be said."""
        decided = {item.proposal for item in self.adoption.record.decisions}
        for item in self.adoption.record.proposals:
            if item.is_change and item.state is ProposedState.ACCEPTED and item.id not in decided:
                words = self._words(item)
                if words:
                    yield item.id, words

    def _words(self, item: ProposedChange) -> str:
        from schemekit.text.deciding.proposed import Span, in_whole_lines, taken_into  # heavy: only if accepted
        from schemekit.text.merging.merge import Known, form_of

        file = item.file or self.adoption.main_file
        present = self._present(file)
        if not is_text(file):
            return ""
        if present is None:
            return "its document is no longer there"
        sent = self._sent(item.sent, file)
        if sent is None:
            return ""
        old, new = in_whole_lines(sent, Span(item.before, item.after, item.at, item.to))
        if len(new.split()) > _TELLING and new in present and not (old.strip() and old in present):
            return ""   # most are as they were accepted, and a log has thousands
        taken = taken_into(present, item, sent, Known(form=form_of(file)))
        if not taken.goes_in:
            return ""
        return "its words are no longer in the text" if item.after.strip() else "the words that it took out are back"

    def _present(self, file: str) -> str | None:
        if file not in self._known:
            self._known[file] = self.adoption.folder.own_text(self.adoption.id, file)
        return self._known[file]

    def _sent(self, key: str, file: str) -> str | None:
        if key not in self._rounds:
            try:
                self._rounds[key] = dict(sent_texts(self.adoption.folder, self.adoption.id, key))
            except SchemekitError:   # what was sent is not as it was: `answer` tells
                self._rounds[key] = {}
        return self._rounds[key].get(file)

    @cached_property
    def _known(self) -> dict[str, str | None]:
        return {}

    @cached_property
    def _rounds(self) -> dict[str, dict[str, str]]:
        return {}
