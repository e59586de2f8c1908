"""An adopted module as an OSCAL catalog: the scheme's own words, with its values filled in."""

from __future__ import annotations

from pathlib import Path

from schemekit.adopt.proven import proven_adoption, unconfirmed
from schemekit.adopt.writing import reading
from schemekit.interchange.oscal_catalog import Catalogued
from schemekit.model.adoption import Verb


def scheme_catalog(root: Path, module: str) -> Catalogued:
    """What is told of a module as the scheme has it.

    Shape: its day is that of the newest approval, or of the first of the year that the module's credit names.

    Raises: UnknownNameError, FindingsError, HostileContentError; IntegrityError for a source that is not what its lock
    or the tool's own ledger records.
    """
    adoption = proven_adoption(reading(root), module)
    doubted = unconfirmed([adoption])
    texts = {file: adoption.folder.own_text(adoption.id, file) or "" for file in adoption.module.text_files}
    counts = ", ".join(f"{number} clauses {word}" for verb, word in (
        (Verb.ADAPT, "adapted"), (Verb.DROP, "left out"), (Verb.ADD, "added")) if (number := adoption.counts[verb]))
    source = f"{adoption.id} {adoption.entry.version} of {adoption.entry.provenance.library}"
    told = f"{source}: {counts}" if counts else source
    date = max((approval.date for approval in adoption.record.approvals),
               default=f"{adoption.module.credit.year}-01-01")
    return Catalogued(
        module=adoption.module, version=f"{adoption.entry.version}{'+adapted' if counts else ''}", date=date,
        values={**adoption.module.defaults(), **adoption.entry.parameters},
        texts={file: text for file, text in texts.items() if text},
        remarks=" ".join((f"The edition of {adoption.scheme.name}, made from {told}.",
                          *(f"{one.words}." for one in doubted))),
        unconfirmed=doubted)
