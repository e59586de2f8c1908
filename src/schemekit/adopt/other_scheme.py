"""Another scheme, looked at from one's own: in a folder of this computer, or by its address as a saved state.

Nothing of it is believed: its files are read as those of any folder that a stranger sends, and nothing is written.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from schemekit.adopt.past_scheme import TEXTS, laid_out
from schemekit.errors import NotASchemeError, UnknownNameError
from schemekit.files.scheme_folder import MANIFEST, SchemeFolder
from schemekit.git.address import Address, AddressKind


@contextmanager
def other_scheme(
    name: str, base: Path, *, offline: bool, places: Sequence[str] = TEXTS
) -> Iterator[SchemeFolder]:
    """A scheme that was named, to be read while the context lasts.

    Shape: `name` is a folder, relative to `base`, or the address of a git repository, which is fetched into the user's
    cache unless `offline`. Of an address the newest saved state is laid out: scheme.yaml, scheme.lock, and what lies
    below `places`, which are the policies and their sources unless somebody asks for others, or for none.
    Raises: HostileContentError for an address of another kind, or for a scheme that would unfold to more than any has;
    NotASchemeError; LibraryError, OfflineError.
    """
    address = Address.parse(name)
    if address.kind is AddressKind.FOLDER:
        folder = address.folder(base)
        if not (folder / MANIFEST).is_file():
            raise NotASchemeError(f"{name[:100]} is not a scheme", why=f"it holds no {MANIFEST}",
                                  fix="name the folder of a scheme, or the address of its repository")
        yield SchemeFolder(folder)
        return
    from schemekit.git.objects import ObjectStore
    from schemekit.library.scheme_copies import scheme_copy

    place, commit = scheme_copy(address, offline=offline)
    with tempfile.TemporaryDirectory(prefix="schemekit-") as made, closing(ObjectStore(place)) as store:
        try:
            laid_out(store, commit, Path(made), places)
        except UnknownNameError as error:
            raise NotASchemeError(f"{address.text} is not a scheme", why=error.why,
                                  fix="name the address of a scheme's repository") from None
        yield SchemeFolder(Path(made))
