"""Evidence and comparisons start from what was released, not from what a scheme's folder claims was pulled."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from schemekit.adopt.proven import proven_adoptions
from schemekit.errors import IntegrityError
from schemekit.files.scheme_folder import SchemeFolder
from tests.forged_sources import (
    as_a_release_that_is_none,
    hidden,
    in_both,
    under_another_library,
    unknown_release,
    with_every_digest,
    with_the_lock,
)
from tests.scheme_builders import SchemeBuilder

_MODULE = ("--module", "grievance")
BESIDE = [
    ("compare", "../forest"), ("recognise", "../forest", "--as", "forest"),
    ("cooperate", "side-by-side", "../forest", *_MODULE),
    ("cooperate", "supplement", "../forest", *_MODULE, "--to", "s.md"),
    ("cooperate", "supplement", "../forest", *_MODULE, "--into", "one"),
    ("cooperate", "checklist", "../forest", *_MODULE, "--to", "c.xlsx"),
    ("cooperate", "harmonise", "../forest", *_MODULE, "--draft", "j.md"),
    ("cooperate", "harmonise", "../forest", *_MODULE, "--into", "one"),
]


@pytest.fixture
def other(scheme: SchemeBuilder, tmp_path: Path) -> SchemeBuilder:
    shutil.copytree(scheme.path, tmp_path / "forest")
    forest = SchemeBuilder(tmp_path / "forest")
    forest.edit("id: 'northern-minerals'", "id: 'forest'", "scheme.yaml")
    return forest


@pytest.mark.parametrize("forge", [in_both, with_the_lock, with_every_digest, under_another_library, hidden])
class TestForged:
    """'Nothing that another scheme's folder says of itself is believed.'"""

    def test_it_is_not_read_as_evidence(self, scheme: SchemeBuilder, forge: Callable[[SchemeBuilder], None]) -> None:
        assert proven_adoptions(SchemeFolder(scheme.path))
        forge(scheme)
        with pytest.raises(IntegrityError, match="cannot be relied on"):
            proven_adoptions(SchemeFolder(scheme.path))

    @pytest.mark.parametrize("command", BESIDE, ids=" ".join)
    @pytest.mark.parametrize("is_ours", [False, True], ids=["theirs", "ours"])
    def test_neither_side_is_believed(
        self, scheme: SchemeBuilder, other: SchemeBuilder, forge: Callable[[SchemeBuilder], None],
        command: tuple[str, ...], *, is_ours: bool,
    ) -> None:
        forge(scheme if is_ours else other)
        before = scheme.files()
        told = scheme.run(*command)
        assert told.code == 1, told.all
        assert "cannot be relied on" in told.err
        assert scheme.files() == before

    @pytest.mark.parametrize("command", [
        ("module", "export", "grievance", "--to", "g.json"),
        ("crosswalk", "export", "grievance", "--framework", "ungp-31", "--to", "u.tsv"),
    ], ids=" ".join)
    def test_nothing_is_written_of_it(
        self, scheme: SchemeBuilder, forge: Callable[[SchemeBuilder], None], command: tuple[str, ...]
    ) -> None:
        """And nothing that was written before is taken back in, as it is held against the source."""
        scheme.done(*command)
        forge(scheme)
        before = scheme.files()
        back = [("crosswalk", "import", "u.tsv", "--yes")] if command[0] == "crosswalk" else []
        for asked in ((*command, "--force"), *back):
            told = scheme.run(*asked)
            assert told.code == 1, told.all
            assert "cannot be relied on" in told.err
        assert scheme.files() == before

    def test_coverage_of_ones_own(self, scheme: SchemeBuilder, forge: Callable[[SchemeBuilder], None]) -> None:
        forge(scheme)
        told = scheme.run("coverage")
        assert told.code == 1, told.all
        assert "verify" in told.err


@pytest.mark.parametrize("forge", [
    in_both, with_the_lock, with_every_digest, under_another_library, as_a_release_that_is_none])
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
        unknown_release(side)
    assert "grievance 1.0.9 of Northern Minerals is not in the ledger of this schemekit" in scheme.run("coverage").all
    assert "not confirmed" in scheme.run("compare", "../forest").all


@pytest.mark.parametrize("command", [
    ("module", "export", "grievance", "--to", "g.json"),
    ("crosswalk", "export", "grievance", "--framework", "ungp-31", "--to", "u.tsv"),
], ids=" ".join)
def test_what_goes_out_of_an_unknown_release_is_told(scheme: SchemeBuilder, command: tuple[str, ...]) -> None:
    name = {"scheme": "Northern Minerals", "module": "grievance", "version": "1.0.9"}
    assert scheme.json(*command)["unconfirmed"] == []
    unknown_release(scheme)
    assert "its source is not confirmed: update schemekit" in scheme.done(*command, "--force").out
    assert scheme.json(*command, "--force")["unconfirmed"] == [name]
    if command[0] == "module":
        assert "so that its source is not confirmed." in json.loads(scheme.text("g.json"))["catalog"][
            "metadata"]["remarks"]
