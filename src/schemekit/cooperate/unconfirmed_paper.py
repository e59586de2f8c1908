"""That a source is not confirmed, as papers and spreadsheets say it: where whoever signs or sends them reads it."""

from __future__ import annotations

from collections.abc import Sequence

from schemekit.model.unconfirmed import Unconfirmed
from schemekit.word.spreadsheet import Column, Sheet

_LABEL = "Not confirmed"


def unconfirmed_words(found: Sequence[Unconfirmed]) -> str:
    """All of it in sentences; empty where everything is confirmed."""
    return " ".join(f"{one.words[:1].upper()}{one.words[1:]}." for one in found)


def unconfirmed_facts(found: Sequence[Unconfirmed]) -> tuple[tuple[str, str], ...]:
    """A line of a paper's head; none where everything is confirmed."""
    return ((_LABEL, unconfirmed_words(found)),) if found else ()


def unconfirmed_sheets(found: Sequence[Unconfirmed]) -> tuple[Sheet, ...]:
    """A sheet behind the others; none where everything is confirmed."""
    rows = tuple((one.scheme, one.module, one.version, unconfirmed_words([one])) for one in found)
    columns = (Column(heading="Scheme", width=30), Column(heading="Module", width=22),
               Column(heading="Version", width=12), Column(heading="Not confirmed", width=90))
    return (Sheet(title=_LABEL, columns=columns, rows=rows),) if found else ()
