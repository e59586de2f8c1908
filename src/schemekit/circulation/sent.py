"""The texts that were sent round, as proposed changes refer to them; each set is read once."""

from __future__ import annotations

from schemekit.files.folder import names_in
from schemekit.files.paths import inside
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.files.sent_texts import SENT, sent_texts


class SentRound:
    """What was sent of one module, by the key of the round."""

    def __init__(self, folder: SchemeFolder, module: str) -> None:
        self._folder, self._module = folder, module
        self._known: dict[str, dict[str, str]] = {}

    def text(self, key: str, file: str) -> str | None:
        """One text as it was sent, None where it is not kept. Raises: SchemekitError where what is kept was changed."""
        if key not in self._known:
            self._known[key] = dict(sent_texts(self._folder, self._module, key))
        return self._known[key].get(file)


def sent_keys(folder: SchemeFolder, module: str) -> tuple[str, ...]:
    """The keys under which texts of a module are kept, sorted."""
    names = names_in(inside(folder.root, f"{SENT}/{module}"))
    return tuple(sorted({name.partition("/")[0] for name in names if "/" in name}))
