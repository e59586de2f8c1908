"""Crosswalks of a library that go out as files and come back: which there are, and writing what came."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from schemekit.files.journal import Step
from schemekit.interchange.assessing import CrosswalkImport, assessed
from schemekit.interchange.carriage import Format
from schemekit.interchange.changes import Wish
from schemekit.interchange.choosing import version_of
from schemekit.interchange.exchanged import Exchanged, Received
from schemekit.library.crosswalks import read_crosswalks
from schemekit.publish.checkout import Checkout
from schemekit.publish.crosswalks import own_frameworks, surroundings
from schemekit.publish.import_shelf import filled_texts
from schemekit.publish.past import module_of
from schemekit.publish.writing import finish_interrupted, library_writing, write_step
from schemekit.text.document import Document


def library_crosswalks(checkout: Checkout, module_id: str) -> tuple[Exchanged, ...]:
    """The crosswalks of a module of a library, with the words for their ids.

    Raises: UnknownNameError, FindingsError, HostileContentError.
    """
    files = checkout.files(checkout.known(module_id))
    module = module_of(files, module_id)
    frameworks, _ = own_frameworks(checkout.root)
    headings = {clause.id: clause.heading for text in filled_texts(module, files).values()
                for clause in Document.parse(text).clauses if clause.has_own_id}
    return tuple(
        Exchanged(crosswalk=crosswalk, title=module.title, licence=module.licence, clauses=headings,
                  framework=version_of(frameworks, crosswalk))
        for crosswalk in read_crosswalks(files, checkout.folder(module_id))
    )


def import_crosswalk(
    root: Path, received: Received, form: Format, wish: Wish, *, write: bool = False
) -> CrosswalkImport:
    """What a file makes of a crosswalk of the library; with `write` it is written, if nothing is refused.

    Raises: UnknownNameError for a module that is not here, FindingsError, EditRefusedError, HostileContentError.
    """
    if not write:
        return _assessed(root, received, form, wish)
    finish_interrupted(root)
    with library_writing(root):
        done = _assessed(root, received, form, wish)
        if done.text and not done.refusals:
            write_step(root, Step(changes={done.file: done.text.encode()}))
            return replace(done, is_written=True)
        return done


def _assessed(root: Path, received: Received, form: Format, wish: Wish) -> CrosswalkImport:
    checkout = Checkout(root)
    module_id = checkout.known(received.head.get("module", ""))
    framework = received.head.get("framework", "")
    files = checkout.files(module_id)
    folder = checkout.folder(module_id)
    module = module_of(files, module_id)
    path = f"crosswalks/{framework}.yaml"
    before = files[path].decode("utf-8", "replace") if path in files else None
    around = surroundings(checkout, module, files, received.head.get("module_version", ""))
    return assessed(before, received, form, wish, around, f"{folder}/{path}")
