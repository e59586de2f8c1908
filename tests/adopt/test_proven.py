"""Evidence and comparisons start from what was released, not from what a scheme's folder claims was pulled."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from schemekit.adopt.proven import proven_adoptions
from schemekit.errors import IntegrityError
from schemekit.files.scheme_folder import SchemeFolder
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


@pytest.fixture
def other(scheme: SchemeBuilder, tmp_path: Path) -> SchemeBuilder:
    shutil.copytree(scheme.path, tmp_path / "forest")
    forest = SchemeBuilder(tmp_path / "forest")
    forest.edit("id: 'northern-minerals'", "id: 'forest'", "scheme.yaml")
    return forest


@pytest.mark.parametrize("forge", [in_both, with_the_lock, under_another_library, hidden])
class TestForged:
    """'Nothing that another scheme's folder says of itself is believed.'"""

    def test_it_is_not_read_as_evidence(self, scheme: SchemeBuilder, forge: Callable[[SchemeBuilder], None]) -> None:
        assert proven_adoptions(SchemeFolder(scheme.path))
        forge(scheme)
        with pytest.raises(IntegrityError, match="cannot be relied on"):
            proven_adoptions(SchemeFolder(scheme.path))

    @pytest.mark.parametrize("command", [
        ("compare", "../forest"), ("recognise", "../forest", "--as", "forest"),
        ("cooperate", "supplement", "../forest", "--module", "grievance", "--to", "s.md"),
        ("cooperate", "harmonise", "../forest", "--module", "grievance"),
    ], ids=" ".join)
    def test_the_other_side_is_not_believed(
        self, scheme: SchemeBuilder, other: SchemeBuilder, forge: Callable[[SchemeBuilder], None],
        command: tuple[str, ...],
    ) -> None:
        forge(other)
        before = scheme.files()
        told = scheme.run(*command)
        assert told.code == 1, told.all
        assert "cannot be relied on" in told.err
        assert scheme.files() == before

    def test_coverage_of_ones_own(self, scheme: SchemeBuilder, forge: Callable[[SchemeBuilder], None]) -> None:
        forge(scheme)
        told = scheme.run("coverage")
        assert told.code == 1, told.all
        assert "verify" in told.err


@pytest.mark.parametrize("forge", [in_both, with_the_lock, under_another_library, as_a_release_that_is_none])
def test_status_calls_nothing_identical_that_is_not(
    scheme: SchemeBuilder, forge: Callable[[SchemeBuilder], None]
) -> None:
    assert [module["proven"] for module in scheme.json("status")["modules"]] == [True, True]
    forge(scheme)
    told = scheme.run("status")
    line = next(line for line in told.out.splitlines() if line.startswith("grievance "))
    assert "not known" in line
    assert "identical" not in line
    data = json.loads(scheme.run("status", "--json").out)
    assert not next(module["proven"] for module in data["modules"] if module["module"] == "grievance")


def test_a_release_that_no_ledger_knows_is_told(scheme: SchemeBuilder, other: SchemeBuilder) -> None:
    """It may be newer than this program, so that it is read; nobody is left to believe that it was proven."""
    for side in (scheme, other):
        assert "not confirmed" not in side.done("coverage").out
        for path in ("scheme.lock", ".schemekit/source/grievance/module.yaml"):
            side.write(path, side.text(path).replace("1.0.0", "1.0.9"))
        repulled(side)
    assert "grievance 1.0.9 of Northern Minerals is not in the ledger of this schemekit" in scheme.run("coverage").all
    assert "not confirmed" in scheme.run("compare", "../forest").all


def repulled(side: SchemeBuilder) -> None:
    """The lock's digests made to agree with the pulled files, as whoever forges both would have them."""
    from schemekit.files.digest import digest_of, sha256_of, tree_id
    from schemekit.files.folder import read_folder

    found = read_folder(side.path / ".schemekit/source/grievance")
    entry = side.lock("grievance")
    text = side.text("scheme.lock")
    for path, data in found.items():
        text = text.replace(entry["pulled"][path], sha256_of(data))
    text = text.replace(entry["provenance"]["sha256"], digest_of(found)).replace(
        entry["provenance"]["tree"], tree_id(found))
    side.write("scheme.lock", text)
