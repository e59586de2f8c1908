"""What a decision is called: its document, its name on screen, and the id under which the record gives its reason."""

from __future__ import annotations

from schemekit.adopt.outcome import Adoption
from schemekit.model.adoption import Decision, Scope
from schemekit.text.document import PREAMBLE


def file_of(adoption: Adoption, decision: Decision) -> str:
    """The document that a decision is about, by its path below policies/MODULE/."""
    return decision.file or adoption.main_file


def name_of(decision: Decision) -> str:
    """What a decision is called: its clause, else its file, else the words before the first clause."""
    return decision.clause or decision.file or PREAMBLE


def deviation_id(adoption: Adoption, decision: Decision) -> str:
    """Under which id the record gives the reason for what was decided."""
    file = file_of(adoption, decision)
    if decision.file and file not in adoption.module.text_files:
        return file   # a form has one reason, and its clauses may be called as those of the text
    return decision.clause or (file if decision.scope is Scope.FILE else PREAMBLE)
