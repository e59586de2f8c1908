"""The other table of a mutual recognition: what the recognised party asks in its turn.

A record holds the table of its recogniser. The other party keeps its own, by its own provisions, so that the record
says where that one is: a file beside it, an address, or another recognition of this folder.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemekit.cooperate.open_places import OPEN
from schemekit.cooperate.records import HeldCooperation, cooperation_ids, held
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.model.cooperation import Cooperation, CooperationType
from schemekit.model.finding import Finding, FindingsError
from schemekit.model.recognition import Recognition
from schemekit.text.formatted.made_markdown import as_words

_ADDRESSES = ("https://", "http://")


def whose_table(terms: Recognition, record: Cooperation) -> Iterator[str]:
    """Whose provisions a table shows and, where each recognises the other, where the other table is; as Markdown."""
    asking, asked = (as_words(record.name_of(party)) for party in (terms.recogniser, terms.recognised))
    yield f"What {asking} asks, beside what {asked} has for it, and what {asking} made of it."
    yield ""
    if terms.direction == "mutual":
        yield f"**The table of {asked}.** {as_words(terms.counterpart) or OPEN}"
        yield ""


def counterpart_findings(one: HeldCooperation, folder: SchemeFolder, terms: Recognition) -> Iterator[Finding]:
    """What is wrong with the other table, where the recognition is mutual. What is at an address is not looked at."""
    if terms.direction != "mutual" or not terms.recognised:
        return
    asked, asking = one.cooperation.name_of(terms.recognised), one.cooperation.name_of(terms.recogniser)
    lacking = _lacking(one, folder, terms)
    if lacking:
        yield one.finding(
            "recognition-counterpart", ("recognition", "counterpart"), severity=one.weight(), found=lacking,
            wanted=f"the table of what {asked} asks of {asking}",
            why=f"each recognises the other, and this table shows only what {asking} asks",
            fix=f"{asked} runs 'schemekit recognise' on the scheme of {asking} in its own folder, judges the rows and "
                f"sends the print of it; then: {one.fill('counterpart=FILE', 'or its address, or the id of a record')}")


def _lacking(one: HeldCooperation, folder: SchemeFolder, terms: Recognition) -> str:
    """What is not there of the other table, in words; nothing where it is."""
    named = terms.counterpart
    if not named:
        return f"mutual, and no table of what {one.cooperation.name_of(terms.recognised)} asks"
    if named.startswith(_ADDRESSES) or named in one.files:
        return ""
    if named not in cooperation_ids(folder):
        return f"'{named}', which is no file in {one.document_path('')}, no address and no other cooperation"
    try:
        other = held(folder, named).cooperation
    except FindingsError:
        return f"{named}, which cannot be read"
    if other.type is not CooperationType.RECOGNITION:
        return f"{named}, which is a {other.type.words}"
    mirrored = Recognition.from_mapping(other.section)
    if (mirrored.recogniser, mirrored.recognised) != (terms.recognised, terms.recogniser):
        return f"{named}, which is no recognition the other way round"
    if not mirrored.provisions:
        return f"{named}, which has no provision"
    number = len(mirrored.open_provisions)
    return f"{named}, of which nobody judged {number} of {len(mirrored.provisions)} rows" if number else ""
