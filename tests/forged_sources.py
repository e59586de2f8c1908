"""Pulled sources of the grievance module that are not what was released, as whoever sends a scheme could make them."""

from __future__ import annotations

import hashlib

from schemekit.files.digest import digest_of, sha256_of, tree_id
from schemekit.files.folder import read_folder
from tests.scheme_builders import SchemeBuilder

SOURCE = ".schemekit/source/grievance/{{cookiecutter.module}}/policy.md"


def in_both(side: SchemeBuilder) -> None:
    """The same words exchanged in the pulled source and in the scheme's own text."""
    for path in (SOURCE, "policies/grievance/policy.md"):
        side.edit("A complaint shall cost nothing.", "A complaint shall cost its maker a fee.", path)


def with_the_lock(side: SchemeBuilder) -> None:
    """As above, and the lock's digest of the file made to agree."""
    before = hashlib.sha256((side.path / SOURCE).read_bytes()).hexdigest()
    in_both(side)
    after = hashlib.sha256((side.path / SOURCE).read_bytes()).hexdigest()
    side.write("scheme.lock", side.text("scheme.lock").replace(before, after))


def with_every_digest(side: SchemeBuilder) -> None:
    """As above, and all that the lock says of the module made to agree, so that only the ledger can tell."""
    policy = side.path / "policies/grievance/policy.md"
    before = hashlib.sha256(policy.read_bytes()).hexdigest()
    in_both(side)
    after = hashlib.sha256(policy.read_bytes()).hexdigest()
    side.write("scheme.lock", side.text("scheme.lock").replace(before, after))
    repulled(side)


def under_another_library(side: SchemeBuilder) -> None:
    """As above, and the lock says that it comes from a library whose ledger is not at hand."""
    with_the_lock(side)
    lock = side.text("scheme.lock")
    assert "library: schemekit" in lock
    side.write("scheme.lock", lock.replace("library: schemekit", "library: other"))


def as_a_release_that_is_none(side: SchemeBuilder) -> None:
    """As above, under a version that the ledger does not know."""
    with_the_lock(side)
    for path in ("scheme.lock", ".schemekit/source/grievance/module.yaml"):
        side.write(path, side.text(path).replace("1.0.0", "1.0.9"))


def hidden(side: SchemeBuilder) -> None:
    """A part of the text that no page shows."""
    side.edit("## Fee {", "<div hidden>\n\n## Fee {")


def unknown_release(side: SchemeBuilder) -> None:
    """Nothing forged, and a version that the ledger does not know: as of a release newer than the tool."""
    others, at, ours = side.text("scheme.lock").partition("  grievance:\n")
    assert "1.0.0" in ours
    side.write("scheme.lock", f"{others}{at}{ours.replace('1.0.0', '1.0.9')}")
    module = ".schemekit/source/grievance/module.yaml"
    side.write(module, side.text(module).replace("1.0.0", "1.0.9"))
    repulled(side)


def repulled(side: SchemeBuilder) -> None:
    """The lock's digests made to agree with the pulled files, as whoever forges both would have them."""
    found = read_folder(side.path / ".schemekit/source/grievance")
    entry = side.lock("grievance")
    text = side.text("scheme.lock")
    for path, data in found.items():
        text = text.replace(entry["pulled"][path], sha256_of(data))
    text = text.replace(entry["provenance"]["sha256"], digest_of(found)).replace(
        entry["provenance"]["tree"], tree_id(found))
    side.write("scheme.lock", text)
