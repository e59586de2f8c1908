"""The texts that were sent round, as the scheme keeps them: what a proposed change refers to."""

from __future__ import annotations

from schemekit.files.scheme_folder import SchemeFolder

SENT = ".schemekit/sent"


def sent_text(folder: SchemeFolder, module: str, key: str, file: str) -> str | None:
    """One text as it was sent, None where it is not kept. Raises: HostileContentError for a key that is a path."""
    return folder.text(f"{SENT}/{module}/{key}/{file}")
