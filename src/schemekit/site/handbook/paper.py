"""A public text as a paper: its documents as they go onto pages and into files.

A register is no part of what was approved: it is told with the columns of its source, and never with its rows.
"""

from __future__ import annotations

from dataclasses import replace

from schemekit.circulation.module_paper import module_paper
from schemekit.model.paper import Paper
from schemekit.site.handbook.policy import PublicText

_SOME_DAY = "1900-01-01"   # a paper wants a day for a standing that is not used here


def public_paper(text: PublicText) -> Paper:
    """The paper, without the marks by which a returned file is known again."""
    adoption, folder = text.adoption, text.adoption.folder
    registers = {folder.own_path(text.id, document.file): adoption.base_text(document.file).encode()
                 for document in adoption.module.documents if document.kind == "register"}
    there = {path: data for path, data in registers.items() if folder.data(path) is not None}
    return replace(module_paper(replace(adoption, folder=folder.with_changes(there)), _SOME_DAY).paper, properties=())
