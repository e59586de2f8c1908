"""A held text: one side of a comparison as it was read, from a scheme, a release, a library's folder or a file.

Reading only. Which two are held against each other is for `against_source`, `between` and `since`, how they
differ for `compared`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path, PurePosixPath

from schemekit.adopt.outcome import Adoption
from schemekit.adopt.rendering import render_module
from schemekit.files.given import read_given, text_of
from schemekit.model.file_names import CROSSWALK_FILE, PROSE, TEMPLATE_FOLDER
from schemekit.model.module import Module
from schemekit.model.parameter import Value
from schemekit.review.comparison import Side
from schemekit.text.document import Document

"""Documents that are compared by their words; of others it is told only that they changed."""


@lru_cache(maxsize=128)   # one text is held against many, where releases are compared pair by pair
def parsed(text: str) -> Document:
    """A text with its clauses."""
    return Document.parse(text)


@dataclass(frozen=True, slots=True)
class Standing:
    """A document where a person edits it: its path for an editor or a forge, and what stands there."""

    path: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Held:
    """One side of a comparison.

    Shape: `texts` by file, the main document under the empty name and first; `others` are the documents that are no
    prose, by file. `module` is None for a text that belongs to none. `values` are what the blanks
    were filled with, `templates` the texts with the blanks still open. `places` tells of each document where it is
    edited, `main` the name of the main one.
    """

    side: Side
    texts: Mapping[str, str]
    module: Module | None = None
    main: str = ""
    others: Mapping[str, bytes] = field(default_factory=dict)
    values: Mapping[str, Value] = field(default_factory=dict)
    templates: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, Standing] = field(default_factory=dict)

    def only_main(self) -> Held:
        """The side with its main document alone, to be held against a text that is one file."""
        return replace(self, texts={"": self.texts.get("", "")}, others={})


def held_source(adoption: Adoption) -> Held:
    """The source of an adoption as it was pulled, filled in with the lock's values."""
    entry = adoption.entry
    pulled = adoption.folder.pulled(adoption.id, entry.pulled)
    filled = render_module(adoption.module, pulled, entry.parameters)
    side = Side(name=f"{adoption.id} {entry.version}, as published", owner=entry.provenance.library,
                version=str(entry.version))
    held = _of_module(side, adoption.module, filled, entry.parameters)
    return replace(held, templates=_templates(held, pulled))


def held_own(adoption: Adoption) -> Held:
    """The scheme's own text. Raises: FindingsError for a document that is no UTF-8."""
    folder, found = adoption.folder, {}
    record = PurePosixPath(folder.record_path(adoption.id)).name
    for file in folder.own_files(adoption.id):
        if file == record or CROSSWALK_FILE.fullmatch(file):   # what is said of the text, and not the text
            continue
        if file.endswith(PROSE):
            found[file] = (folder.own_text(adoption.id, file) or "").encode()
        else:
            found[file] = folder.data(folder.own_path(adoption.id, file)) or b""
    side = Side(name=adoption.scheme.name, owner=adoption.scheme.name, version="")
    held = _of_module(side, adoption.module, found, adoption.entry.parameters)
    places = {file: Standing(folder.own_path(adoption.id, file or held.main), text)
              for file, text in held.texts.items()}
    # A document that is gone is told where it was.
    places.setdefault("", Standing(folder.own_path(adoption.id, held.main), ""))
    templates = _templates(held, folder.pulled(adoption.id, adoption.entry.pulled))
    return replace(held, places=places, templates=templates)


def held_release(
    module: Module, pulled: Mapping[str, bytes], values: Mapping[str, Value], *, library: str, version: str
) -> Held:
    """A module's files filled in with values. Shape: `version` is empty for a text that is not released yet."""
    name = f"{module.id} {version}" if version else f"{module.id}, not released yet"
    side = Side(name=name, owner=library, version=version)
    held = _of_module(side, module, render_module(module, pulled, values), values)
    templates = _templates(held, pulled)
    places = {file: Standing(f"policies/{module.id}/{TEMPLATE_FOLDER}/{file or held.main}", text)
              for file, text in templates.items()}
    return replace(held, places=places, templates=templates)


def held_file(place: Path, told: str) -> Held:
    """A text in a file that a person named. Raises: UsageError for what is no text."""
    text = text_of(read_given(place), told)
    return Held(side=Side(name=told), texts={"": text}, places={"": Standing(told, text)})


def _templates(held: Held, pulled: Mapping[str, bytes]) -> dict[str, str]:
    """The texts of a side with their blanks open, those that the source has."""
    paths = {file: f"{TEMPLATE_FOLDER}/{file or held.main}" for file in ("", *held.texts)}
    return {file: pulled[path].decode("utf-8", "replace") for file, path in paths.items() if path in pulled}


def _of_module(side: Side, module: Module, files: Mapping[str, bytes], values: Mapping[str, Value]) -> Held:
    main = module.text_files[0] if module.text_files else "policy.md"
    named = [document.file for document in module.documents]
    order = [main, *(file for file in named if file != main), *(file for file in sorted(files) if file not in named)]
    there = [file for file in dict.fromkeys(order) if file in files]
    # An editor on another system ends each line otherwise: no reader sees that, and no clause changed by it.
    texts = {"" if file == main else file: files[file].decode().replace("\r\n", "\n")
             for file in there if file.endswith(PROSE)}
    others = {file: files[file] for file in there if not file.endswith(PROSE)}
    return Held(side=side, module=module, main=main, texts=texts, others=others, values=dict(values))
