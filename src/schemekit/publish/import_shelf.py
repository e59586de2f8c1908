"""What an import finds of a module: its files as they stand, its newest release, and which text is which.

A first import finds nothing of all that.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schemekit.files.schemas import load
from schemekit.git.repository import Repository
from schemekit.model.file_names import MODULE_FILE, TEMPLATE_FOLDER
from schemekit.model.module import Module
from schemekit.model.parameter import in_text
from schemekit.publish.checkout import Checkout
from schemekit.publish.import_sources import Batch
from schemekit.publish.past import Past
from schemekit.text.document import ClauseText, Document
from schemekit.text.importing.imported import ImportedText, likeness
from schemekit.text.template_grammar import parse_template

_MOSTLY = 0.5   # share of words of a text and of the one it was under another name
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A module before an import.

    Shape: `module` is None and `files` empty where it is new; `texts` are the batch's under the names they have in the
    module; `earlier` gives for the name of each text the document it was, as adopters read it with every default.
    """

    batch: Batch
    module: Module | None
    files: Mapping[str, bytes]
    past: Past
    texts: tuple[ImportedText, ...]
    filled: Mapping[str, str]
    earlier: Mapping[str, Document]

    @classmethod
    def read(cls, checkout: Checkout, batch: Batch) -> Shelf:
        """Read the module's folder and its releases.

        Raises: FindingsError, HostileContentError where the folder is not in order.
        """
        files: Mapping[str, bytes] = {}
        module = None
        if batch.module in checkout.module_ids():
            files = checkout.files(batch.module)
            file = f"{checkout.folder(batch.module)}/{MODULE_FILE}"
            module = Module.from_mapping(load(files.get(MODULE_FILE, b""), "module", file))
        releases = checkout.ledger().of(batch.module)
        past = Past.read(Repository(checkout.root), releases) if releases else Past(None, {}, {})
        texts = batch.texts
        if module is not None and len(texts) == 1 and len(module.text_files) == 1:
            texts = (_renamed(texts[0], module.text_files[0]),)
        filled = filled_texts(module, files)
        return cls(batch=batch, module=module, files=files, past=past, texts=texts, filled=filled,
                   earlier=_earlier(texts, filled, past))

    @property
    def released(self) -> Module | None:
        """The module as it was released last; None before the first release."""
        return _module(self.past.files)

    def spent_ids(self) -> frozenset[str]:
        """Every id that the module uses or ever used."""
        module = self.module
        now = [] if module is None else [*(c.id for c in module.clauses), *(c.id for c in module.retired)]
        return frozenset({*self.past.ids, *now})


def _renamed(text: ImportedText, name: str) -> ImportedText:
    return ImportedText(told=text.told, path=text.path, name=name, text=text.text, lines=text.lines)


def _module(files: Mapping[str, bytes]) -> Module | None:
    return Module.from_mapping(load(files[MODULE_FILE], "module", MODULE_FILE)) if MODULE_FILE in files else None


def filled_texts(module: Module | None, files: Mapping[str, bytes]) -> dict[str, str]:
    """The texts of a module with every blank at its default, by name.

    Raises: FindingsError for a text that is no template.
    """
    if module is None:
        return {}
    values = {"module": module.id} | {
        parameter.name: in_text(parameter.default, module.language) for parameter in module.parameters
    }
    found = {}
    for name in module.text_files:
        data = files.get(f"{TEMPLATE_FOLDER}/{name}")
        if data is not None and name.endswith(".md"):
            template = parse_template(data.decode("utf-8", "replace"), name)
            found[name] = template.render(dict.fromkeys(template.names, "") | values)
    return found


def _earlier(texts: Sequence[ImportedText], filled: Mapping[str, str], past: Past) -> dict[str, Document]:
    """Each text's last version, with the clauses after it that its release has and an import since took away."""
    names = _was(texts, filled)
    released = _module(past.files)
    last = {} if released is None else filled_texts(released, past.files)
    now = {clause.id for text in filled.values() for clause in Document.parse(text).clauses}
    last_names = _was(texts, last)
    found = {}
    for text in texts:
        current = Document.parse(filled[names[text.name]]) if text.name in names else Document("", "", ())
        gone: tuple[ClauseText, ...] = ()
        if text.name in last_names:
            old = Document.parse(last[last_names[text.name]])
            gone = tuple(clause for clause in old.clauses if clause.id not in now)
        if current.clauses or gone:
            found[text.name] = Document(current.title, current.preamble, (*current.clauses, *gone))
    return found


def _was(texts: Sequence[ImportedText], old: Mapping[str, str]) -> dict[str, str]:
    """Under which name each text was known: its own, else that of the text that is mostly the same and is gone."""
    names = {text.name: text.name for text in texts if text.name in old}
    free = sorted(old.keys() - names.keys())
    bags = {name: Counter(_WORD.findall(old[name].lower())) for name in free}
    likely = sorted(
        (-likeness(bags[name], Counter(_WORD.findall(text.text.lower()))), text.name, name)
        for text in texts if text.name not in names for name in free
    )
    for negative, new, name in likely:
        if -negative >= _MOSTLY and new not in names and name not in names.values():
            names[new] = name
    return names
