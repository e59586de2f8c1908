"""Which crosswalk is meant, and which version of a framework it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemekit.errors import UnknownNameError, UsageError
from schemekit.interchange.exchanged import Exchanged, Received
from schemekit.library.frameworks import Frameworks
from schemekit.model.crosswalk import Crosswalk
from schemekit.model.framework import Framework

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def version_of(frameworks: Frameworks, crosswalk: Crosswalk) -> Framework | None:
    """The version that a crosswalk names, or None where it is not known here."""
    return next((one for one in frameworks.get(crosswalk.framework, ())
                 if one.version == crosswalk.framework_version), None)


def chosen(found: Sequence[Exchanged], module: str, framework: str) -> Exchanged:
    """The crosswalk to one framework; where none is named, the only one there is.

    Raises: UnknownNameError, UsageError.
    """
    names = [one.crosswalk.framework for one in found]
    if not framework:
        if len(found) == 1:
            return found[0]
        if not found:
            raise UnknownNameError(f"'{module[:60]}' has no crosswalk", why="nobody mapped it to a framework yet",
                                   fix="write one, or take one in with 'schemekit crosswalk import FILE'")
        raise UsageError(f"'{module}' is mapped to {len(found)} frameworks", why=", ".join(names),
                         fix=f"name one of them with --framework, such as --framework {names[0]}")
    for one in found:
        if one.crosswalk.framework == framework:
            return one
    raise UnknownNameError(f"'{module[:60]}' has no crosswalk to '{framework[:60]}'",
                           why=f"there are: {', '.join(names) or 'none'}", fix="check the name")


def refuse_nameless(received: Received, name: str) -> None:
    """Refuse a file that does not say which module is mapped to which framework. Raises: UsageError."""
    for key, what in (("module", "module"), ("framework", "framework")):
        told = received.head.get(key, "")
        if len(told) > 60 or not _ID.fullmatch(told):
            raise UsageError(f"{name} does not say which {what} it is about",
                             why=f"'{told[:60]}' cannot be its id" if told else "its id stands nowhere in the file",
                             fix=f"name it with --{what}")
