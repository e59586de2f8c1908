"""Releases and their ledger: what is picked, and what is written is read again."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemekit.model.release import Ledger, Release, Standing
from schemekit.model.version import Version, VersionRange


def release(version: str, standing: Standing = Standing.CURRENT, module: str = "grievance", note: str = "n") -> Release:
    """A release with just enough said of it."""
    reason = "" if standing is Standing.CURRENT else "a reason"
    return Release(module=module, version=Version(version), date="2026-01-02", tree="a" * 40, sha256="b" * 64,
                   bump="minor", note=note, standing=standing, standing_reason=reason)


LEDGER = Ledger((
    release("1.0.0"), release("2.0.0-rc.1"), release("1.10.0"), release("1.2.0", Standing.SUPERSEDED),
    release("1.11.0", Standing.YANKED), release("1.3.0", Standing.ERRATUM), release("9.0.0", module="assurance"),
))


class TestPick:
    """'The newest release in the range; a yanked one only if it is named exactly.'"""

    @pytest.mark.parametrize(("wanted", "version"), [
        pytest.param("", "1.10.0", id="the-newest-that-is-no-candidate-and-not-yanked"),
        pytest.param("^1", "1.10.0", id="the-newest-in-a-range"),
        pytest.param("1.2.0", "1.2.0", id="a-superseded-one-by-name"),
        pytest.param(">=1.1,<1.10", "1.3.0", id="one-with-an-erratum"),
        pytest.param("1.11.0", "1.11.0", id="a-yanked-one-by-name"),
        pytest.param(" 1.11.0 ", "1.11.0", id="a-yanked-one-by-name-with-blanks"),
        pytest.param(">=1.11,<2", None, id="a-yanked-one-by-range"),
        pytest.param("==1.11.0", None, id="a-yanked-one-by-a-sign"),
        pytest.param("2.0.0-rc.1", "2.0.0-rc.1", id="a-candidate-by-name"),
        pytest.param(">=2.0.0-rc.1", "2.0.0-rc.1", id="a-candidate-by-a-range-that-names-it"),
        pytest.param(">=1.11", None, id="a-candidate-by-another-range"),
        pytest.param("3.0.0", None, id="one-that-is-not-there"),
    ])
    def test_by_range(self, wanted: str, version: str | None) -> None:
        picked = LEDGER.pick("grievance", VersionRange(wanted))
        assert (str(picked.version) if picked else None) == version

    def test_of_a_module_that_is_not_there(self) -> None:
        assert LEDGER.pick("nothing", VersionRange()) is None
        assert LEDGER.newest("nothing") is None
        assert LEDGER.of("nothing") == ()

    def test_the_newest_is_what_is_picked_without_a_range(self) -> None:
        assert LEDGER.newest("grievance") == LEDGER.find("grievance", Version("1.10.0"))
        assert Ledger((release("1.0.0-rc.1"),)).newest("grievance") is None

    def test_of_two_entries_for_one_version_the_first_stands(self) -> None:
        """'Released is immutable': a later entry cannot take its place."""
        ledger = Ledger((release("1.0.0", note="first"), release("1.0.0", note="second")))
        picked, found = ledger.pick("grievance", VersionRange()), ledger.find("grievance", Version("1.0.0"))
        assert picked is not None
        assert picked == found
        assert picked.note == "first"

    def test_releases_are_told_from_the_oldest_version_on(self) -> None:
        versions = "1.0.0 1.2.0 1.3.0 1.10.0 1.11.0 2.0.0-rc.1"
        assert " ".join(str(item.version) for item in LEDGER.of("grievance")) == versions
        assert LEDGER.modules() == ("assurance", "grievance")


WORDS = st.text(max_size=20)
RELEASES = st.builds(
    lambda standing, reason, **fields: Release(
        **fields, standing=standing, standing_reason="" if standing is Standing.CURRENT else reason
    ),
    st.sampled_from(Standing), WORDS,
    module=WORDS, version=st.sampled_from(["1.0.0", "1.3.0-rc.1"]).map(Version), date=WORDS, tree=WORDS, sha256=WORDS,
    bump=WORDS, note=WORDS,
)


class TestWriting:
    """'from_mapping(to_mapping(x)) == x'."""

    @given(RELEASES)
    @settings(deadline=None)
    def test_what_is_written_is_read_again(self, item: Release) -> None:
        assert Release.from_mapping(item.to_mapping()) == item

    @given(st.lists(RELEASES, max_size=4))
    @settings(deadline=None)
    def test_so_is_a_ledger(self, releases: list[Release]) -> None:
        ledger = Ledger()
        for item in releases:
            ledger = ledger.with_release(item)
        assert Ledger.from_mapping({"releases": [item.to_mapping() for item in ledger.releases]}) == ledger

    def test_an_ordinary_release_says_nothing_of_its_standing(self) -> None:
        assert "standing" not in release("1.0.0").to_mapping()
        assert release("1.0.0", Standing.YANKED).to_mapping()["standing_reason"] == "a reason"

    def test_its_name(self) -> None:
        assert release("1.0.0").name == "grievance 1.0.0"
