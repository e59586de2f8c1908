"""What a party has of a module when the parties agree on it: the release, what the party made of it, its words.

The release alone would name a text that the party does not have.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from schemekit.adopt.outcome import Adoption, adoptions
from schemekit.adopt.proven import unconfirmed
from schemekit.cooperate.lined_words import digest_of_words
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.model.adoption import Verb
from schemekit.model.cooperation import PinnedVersion
from schemekit.model.file_names import PROSE

_DONE = {Verb.ADAPT: "adapted", Verb.DROP: "dropped", Verb.ADD: "added"}


def pinned_texts(folder: SchemeFolder, party_id: str, modules: Collection[str]) -> Iterator[PinnedVersion]:
    """An entry for the record's `versions` for each module of a scheme that is meant. Raises: FindingsError."""
    for adoption in adoptions(folder):
        if adoption.id in modules:
            yield PinnedVersion(
                party=party_id, document=adoption.id, version=str(adoption.entry.version),
                changed=changes_told(adoption), words=digest_of_words("\n".join(_texts(folder, adoption))),
                unconfirmed=bool(unconfirmed([adoption])))


def _texts(folder: SchemeFolder, adoption: Adoption) -> Iterator[str]:
    """The party's own texts of a module: the policy, its forms that are texts, and texts that the party added."""
    files = dict.fromkeys((adoption.main_file, *sorted(adoption.entry.files), *adoption.added_files))
    for file in files:
        if file.endswith(PROSE):   # a register may have cases in it, which nobody agreed on
            yield f"{file}\n{folder.own_text(adoption.id, file) or ''}"


def changes_told(adoption: Adoption) -> str:
    """`2 clauses adapted, 1 dropped, 1 added`; empty where the text is its source's."""
    counted = [(adoption.counts[verb], done) for verb, done in _DONE.items() if adoption.counts[verb]]
    parts = [f"{number} {done}" for number, done in counted]
    if parts:
        number, done = counted[0]
        parts[0] = f"{number} {'clause' if number == 1 else 'clauses'} {done}"
    return ", ".join(parts)
