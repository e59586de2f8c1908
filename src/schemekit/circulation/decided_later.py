"""What became of an accepted change about which a decision was opened: the answer alone would say too much.

A log goes out for publication, and its readers look for the accepted words in the text.
"""

from __future__ import annotations

from collections.abc import Sequence

from schemekit.model.adoption import Decision
from schemekit.model.proposed_change import ProposedChange, ProposedState
from schemekit.text.deciding.taking import OURS

MARK = "[then decided: "
"""Begins what stands behind a response in a log; a log that comes back is read without it."""
_SINCE = "[since then: "
"""The same, where the text was changed after the answer."""
_WORDS = {"source": "the proposed words stand", "ours": "the scheme's own words were kept",
          "both": "both wordings stand", "edited": "other words were written", "": "not yet, and the scheme's own "
          "words stand until then"}


def decided_words(proposal: ProposedChange, decisions: Sequence[Decision]) -> str:
    """What was decided about an accepted change, in words; empty where nothing was to decide."""
    if proposal.state is not ProposedState.ACCEPTED:
        return ""
    told = [_WORDS[item.taken] + (f" ({item.reason})" if item.reason else "")
            for item in decisions if item.proposal == proposal.id]
    return f"{MARK}{'; '.join(dict.fromkeys(told))}]" if told else ""


def since_words(words: str) -> str:
    """What became of an accepted change after the answer, as it stands behind the response; empty for nothing."""
    return f"{_SINCE}{words}]" if words else ""


def disposition_of(proposal: ProposedChange, decisions: Sequence[Decision]) -> str:
    """What a log says of a change: accepted only where its words, or some that were written for it, are in the text."""
    taken = [item.taken for item in decisions if item.proposal == proposal.id]
    if proposal.is_open or (proposal.state is ProposedState.ACCEPTED and "" in taken):
        return ""
    if proposal.state is ProposedState.ACCEPTED and taken and set(taken) == {OURS}:
        return ProposedState.REFUSED.value
    return proposal.state.value


def without_mark(response: str) -> str:
    """A response as it was given, without what a log put behind it."""
    return response.partition(MARK)[0].partition(_SINCE)[0].rstrip()
