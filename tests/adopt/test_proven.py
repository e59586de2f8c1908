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


def hidden(side: SchemeBuilder) -> None:
    """A part of the text that no page shows."""
    side.edit("## Fee {", "<div hidden>\n\n## Fee {")


@pytest.fixture
def other(scheme: SchemeBuilder, tmp_path: Path) -> SchemeBuilder:
    shutil.copytree(scheme.path, tmp_path / "forest")
    forest = SchemeBuilder(tmp_path / "forest")
    forest.edit("id: 'northern-minerals'", "id: 'forest'", "scheme.yaml")
    return forest


@pytest.mark.parametrize("forge", [in_both, with_the_lock, hidden])
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


@pytest.mark.parametrize("forge", [in_both, with_the_lock])
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
    assert {module["module"]: module["proven"] for module in data["modules"]} == {"assurance": True, "grievance": False}
