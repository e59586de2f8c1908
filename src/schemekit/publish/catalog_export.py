"""A module of a library as an OSCAL catalog: as it lies in the working copy, with the version it was released as."""

from __future__ import annotations

from schemekit.files.digest import tree_id
from schemekit.interchange.oscal_catalog import Catalogued, conditions_in, open_text
from schemekit.model.file_names import TEMPLATE_FOLDER
from schemekit.publish.checkout import Checkout
from schemekit.publish.import_shelf import filled_texts
from schemekit.publish.past import module_of
from schemekit.text.template_grammar import parse_template


def library_catalog(checkout: Checkout, module_id: str, *, is_open: bool = False) -> Catalogued:
    """What is told of a module, every value at its default.

    Shape: a module that differs from its newest release is told as an edition of it, `1.1.0+edited`; one that was
    never released has no date of its own, and takes the first day of the year that its credit names.
    Raises: UnknownNameError, FindingsError, HostileContentError.
    """
    files = checkout.files(checkout.known(module_id))
    module = module_of(files, module_id)
    releases = checkout.ledger().of(module_id)
    newest = releases[-1] if releases else None
    version = "0.0.0" if newest is None else str(newest.version)
    if newest is not None and tree_id(files) != newest.tree:
        version += "+edited"
    values = {"module": module.id, **module.defaults()}
    texts = filled_texts(module, files)
    conditions = 0
    for file in texts:
        template = parse_template(files[f"{TEMPLATE_FOLDER}/{file}"].decode("utf-8", "replace"), file)
        conditions += conditions_in(template)
        if is_open:
            texts[file] = open_text(template, values, module.language)[0]
    return Catalogued(module=module, version=version, date=newest.date if newest else f"{module.credit.year}-01-01",
                      values=module.defaults(), texts=texts, is_open=is_open, conditions=conditions)
