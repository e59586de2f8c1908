"""The ledger's file: one release more, or another standing, with everything else letter by letter as it stood."""

from __future__ import annotations

from schemekit.errors import ReleaseRefusedError
from schemekit.files.schemas import load
from schemekit.files.yaml import DELETE, edit_yaml, write_yaml
from schemekit.git.repository import Repository
from schemekit.model.release import Release
from schemekit.publish.checkout import LEDGER, Checkout

_HEADER = """\
The ledger of releases, oldest first. Made by 'schemekit module release'; an entry never changes, only its standing
does ('schemekit module mark')."""


def with_release(checkout: Checkout, entry: Release) -> str:
    """The ledger with one release more. Raises: FindingsError when its schema does not allow the entry."""
    text = checkout.ledger_text()
    if text is None:
        return _checked(write_yaml({"format": 1, "releases": [entry.to_mapping()]}, header=_HEADER))
    place = ("releases", len(checkout.ledger().releases))
    return _checked(edit_yaml(text, [(place, entry.to_mapping())], LEDGER))


def with_standing(checkout: Checkout, marked: Release) -> str:
    """The ledger with the standing of one of its releases changed. Raises: FindingsError as above."""
    names = [release.name for release in checkout.ledger().releases]
    entry, index = marked.to_mapping(), names.index(marked.name)
    changes = [(("releases", index, key), entry.get(key, DELETE)) for key in ("standing", "standing_reason")]
    return _checked(edit_yaml(checkout.ledger_text() or "", changes, LEDGER))


def refuse_unsaved(checkout: Checkout, repository: Repository) -> None:
    """Refuse to go on while the ledger differs from the newest commit. Raises: ReleaseRefusedError."""
    if checkout.ledger_text() is None or repository.is_clean([LEDGER]):
        return
    raise ReleaseRefusedError(
        f"{LEDGER} has changes that are not committed",
        why="only releases and marks change it, so something was edited by hand or interrupted",
        fix=f"look with 'git diff {LEDGER}', then commit it, or bring the committed one back with "
        f"'git restore {LEDGER}'",
    )


def _checked(text: str) -> str:
    load(text, "releases", LEDGER)
    return text
