"""A release to be compared: found by its version, and filled in with the values that a scheme has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemekit.adopt.parameter_changes import renamed_parameters
from schemekit.errors import UnknownNameError

if TYPE_CHECKING:
    from schemekit.library.library import Library
    from schemekit.model.module import Module
    from schemekit.model.parameter import Value
    from schemekit.model.release import Release
    from schemekit.model.scheme import Scheme
    from schemekit.model.version import Version


def values_in(scheme: Scheme, old: Module, new: Module) -> dict[str, Value]:
    """A scheme's values in another release: what it set, also under an older name; else the new defaults."""
    values = scheme.values_for(new)
    for before, after in renamed_parameters(old, new).items():
        chosen = scheme.set_value(old, before)
        if chosen is not None and scheme.set_value(new, after) is None:
            values[after] = chosen.value
    return values


def named_release(library: Library, module: str, version: Version) -> Release:
    """A release that was named. Raises: UnknownNameError saying which there are."""
    release = library.ledger().find(module, version)
    if release is not None:
        return release
    known = [str(item.version) for item in library.ledger().of(module)]
    raise UnknownNameError(
        f"there is no {module[:60]} {version}",
        why=f"the library {library.name} has {', '.join(known) or 'no release of it'}",
        fix=f"name one of them, for example {known[-1]}" if known else "see what there is with 'schemekit search'",
    )
