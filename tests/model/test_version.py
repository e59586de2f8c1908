"""Versions, ranges and names of modules, as people and hostile files write them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemekit.errors import UsageError
from schemekit.model.version import Bump, ModuleRef, Version, VersionRange

NUMBERS = st.integers(0, 999_999)
CANDIDATES = st.one_of(st.just(""), st.integers(1, 9999).map("-rc.{}".format))
VERSIONS = st.builds("{}.{}.{}{}".format, NUMBERS, NUMBERS, NUMBERS, CANDIDATES).map(Version)
FEW = st.integers(0, 2)
FEW_VERSIONS = st.builds("{}.{}.{}{}".format, FEW, FEW, FEW, st.sampled_from(["", "-rc.1"])).map(Version)


class TestVersion:
    """'a version is three numbers, as in 1.2.0, or a release candidate, as in 1.3.0-rc.1'."""

    @pytest.mark.parametrize("text", ["0.0.0", "1.10.0", "999999.999999.999999", "1.3.0-rc.1", "1.3.0-rc.9999"])
    def test_it_is_one(self, text: str) -> None:
        assert str(Version(text)) == text

    @pytest.mark.parametrize("text", [
        pytest.param("", id="nothing"),
        pytest.param("1", id="one-number"),
        pytest.param("1.2", id="two-numbers"),
        pytest.param("1.2.3.4", id="four-numbers"),
        pytest.param("v1.2.3", id="with-a-v"),
        pytest.param("1.2.x", id="a-letter"),
        pytest.param("01.2.3", id="a-zero-before"),
        pytest.param("1.2.-3", id="a-negative-number"),
        pytest.param(" 1.2.3", id="a-blank-before"),
        pytest.param("1.2.3\n", id="a-line-end-behind"),
        pytest.param("1.2.3\x00", id="a-nul-behind"),
        pytest.param("1.2.3-rc.0", id="the-zeroth-candidate"),
        pytest.param("1.2.3-rc1", id="a-candidate-without-its-dot"),
        pytest.param("1.2.3-beta.1", id="a-beta"),
        pytest.param("1.2.3+build", id="a-build"),
        pytest.param("1.2.1000000", id="seven-digits"),
        pytest.param("9" * 5000 + ".0.0", id="5000-digits"),
        pytest.param("١.٢.٣", id="other-digits"),
        pytest.param("１.2.3", id="wide-digits"),
        pytest.param("--output=x", id="an-option"),
        pytest.param("1.2.3/../..", id="a-path"),
    ])
    def test_it_is_none(self, text: str) -> None:
        with pytest.raises(UsageError, match="is not a version"):
            Version(text)

    def test_a_long_text_is_not_repeated_whole(self) -> None:
        with pytest.raises(UsageError) as caught:
            Version("x" * 9000)
        assert len(str(caught.value)) < 400

    def test_the_order_is_the_one_people_expect(self) -> None:
        ordered = ["0.9.9", "1.0.0-rc.1", "1.0.0-rc.2", "1.0.0-rc.10", "1.0.0", "1.0.1", "1.2.0", "1.10.0", "2.0.0"]
        assert [str(version) for version in sorted(Version(text) for text in reversed(ordered))] == ordered

    @given(VERSIONS, VERSIONS)
    @settings(deadline=None)
    def test_any_two_have_one_order(self, one: Version, other: Version) -> None:
        assert (one < other) + (one == other) + (one > other) == 1

    @pytest.mark.parametrize(("version", "bump", "bumped"), [
        pytest.param("1.2.3", Bump.MAJOR, "2.0.0", id="major"),
        pytest.param("1.2.3", Bump.MINOR, "1.3.0", id="minor"),
        pytest.param("1.2.3", Bump.PATCH, "1.2.4", id="patch"),
        pytest.param("0.1.0", Bump.MAJOR, "1.0.0", id="major-from-below-one"),
    ])
    def test_a_release_moves_it(self, version: str, bump: Bump, bumped: str) -> None:
        assert Version(version).bumped(bump) == Version(bumped)

    @given(st.builds("{0}.{1}.{2}".format, *[st.integers(0, 9999)] * 3), st.sampled_from(Bump))
    @settings(deadline=None)
    def test_a_bumped_version_is_newer_and_a_heavier_bump_newer_still(self, text: str, bump: Bump) -> None:
        version = Version(text)
        assert version < version.bumped(bump) <= version.bumped(Bump.MAJOR)
        assert not version.bumped(bump).is_prerelease


class TestRange:
    """'Which versions of a module a scheme accepts: `1.2.0`, `>=1.2,<2`, `~=1.2`, `^1.2`, or empty for any.'"""

    @pytest.mark.parametrize(("text", "accepted"), [
        pytest.param("", "1.0.0 1.2.0 1.2.1 1.10.0 2.0.0", id="any"),
        pytest.param("1.2.0", "1.2.0", id="one-version"),
        pytest.param(" 1.2.0 ", "1.2.0", id="with-blanks-around"),
        pytest.param("==1.2.0", "1.2.0", id="the-same-with-its-sign"),
        pytest.param("^1.2", "1.2.0 1.2.1 1.10.0", id="caret"),
        pytest.param("^1", "1.0.0 1.2.0 1.2.1 1.10.0", id="caret-with-one-number"),
        pytest.param("^1.2.1", "1.2.1 1.10.0", id="caret-with-three-numbers"),
        pytest.param("~=1.2", "1.2.0 1.2.1 1.10.0", id="compatible"),
        pytest.param("~=1.2.0", "1.2.0 1.2.1", id="compatible-with-three-numbers"),
        pytest.param(">=1.2,<2", "1.2.0 1.2.1 1.10.0", id="from-to"),
        pytest.param(">= 1.2, < 2", "1.2.0 1.2.1 1.10.0", id="with-blanks-inside"),
        pytest.param("==1.2.*", "1.2.0 1.2.1", id="a-star"),
        pytest.param("!=1.2.0,<2", "1.0.0 1.2.1 1.10.0", id="all-but-one"),
        pytest.param(">2", "", id="none-of-them"),
        pytest.param("2.1.0-rc.1", "2.1.0-rc.1", id="a-candidate-by-name"),
        pytest.param(">=2.1.0-rc.1", "2.1.0-rc.1", id="from-a-candidate-on"),
        pytest.param(">=2.1.0", "", id="a-candidate-is-no-release"),
    ])
    def test_what_it_accepts(self, text: str, accepted: str) -> None:
        versions = [Version(text) for text in ("1.0.0", "1.2.0", "1.2.1", "1.10.0", "2.0.0", "2.1.0-rc.1")]
        wanted = VersionRange(text)
        found = [str(version) for version in versions if wanted.accepts(version)]
        assert " ".join(found) == accepted
        assert wanted.newest(versions) == (Version(found[-1]) if found else None)

    @pytest.mark.parametrize("text", [
        pytest.param("1.2", id="two-numbers"),
        pytest.param("latest", id="a-word"),
        pytest.param("^x", id="caret-and-a-letter"),
        pytest.param("^1.2.3.4", id="caret-with-four-numbers"),
        pytest.param("^1.3.0-rc.1", id="caret-with-a-candidate"),
        pytest.param(">=", id="a-sign-without-a-number"),
        pytest.param("^١.٢", id="caret-and-other-digits"),
        pytest.param(">=１", id="wide-digits"),
        pytest.param("^" + "9" * 5000, id="caret-and-5000-digits"),
        pytest.param(">=" + "9" * 5000, id="5000-digits"),
        pytest.param("==" + "1." * 5000 + "0", id="5000-numbers"),
        pytest.param("--upload-pack=x", id="an-option"),
        pytest.param("-1.2.0", id="a-hyphen-first"),
        pytest.param(">=1.0\n,<2", id="a-line-end-inside"),
        pytest.param(">=1.0\x00", id="a-nul"),
        pytest.param("main", id="a-branch"),
        pytest.param("../1.2.0", id="a-path"),
        pytest.param("$(id)", id="a-shell-command"),
    ])
    def test_what_is_none(self, text: str) -> None:
        with pytest.raises(UsageError, match="is not a version or a range"):
            VersionRange(text)

    @given(VERSIONS, VERSIONS)
    @settings(deadline=None)
    def test_a_version_as_a_range_accepts_itself_only(self, one: Version, other: Version) -> None:
        assert VersionRange(str(one)).accepts(one)
        assert VersionRange(str(one)).accepts(other) is (one == other)


    @given(FEW_VERSIONS, FEW_VERSIONS, st.sampled_from(["", "^", "any"]))
    def test_the_usual_ranges_accept_what_packaging_says(self, one: Version, other: Version, mark: str) -> None:
        numbers = str(one).partition("-")[0]
        wanted = VersionRange("" if mark == "any" else f"{mark}{numbers}")
        for version in (one, other, Version(numbers)):
            written = str(version).replace("-rc.", "rc")
            assert wanted.accepts(version) == wanted.specifiers().contains(written, prereleases=False), version


class TestModuleRef:
    """'`[LIBRARY/]MODULE[@RANGE]`'."""

    @pytest.mark.parametrize(("text", "ref"), [
        pytest.param("grievance", ModuleRef("grievance"), id="a-module"),
        pytest.param(" grievance ", ModuleRef("grievance"), id="with-blanks-around"),
        pytest.param("efc/grievance", ModuleRef("grievance", "efc"), id="of-a-library"),
        pytest.param("grievance@1.2.0", ModuleRef("grievance", None, VersionRange("1.2.0")), id="at-a-version"),
        pytest.param("efc/grievance@^1.0", ModuleRef("grievance", "efc", VersionRange("^1.0")), id="at-a-range"),
        pytest.param("stakeholder-consultation-2", ModuleRef("stakeholder-consultation-2"), id="with-hyphens"),
        pytest.param("grievance@", ModuleRef("grievance"), id="at-nothing"),
    ])
    def test_it_is_read(self, text: str, ref: ModuleRef) -> None:
        assert ModuleRef.parse(text) == ref

    @pytest.mark.parametrize("text", [
        pytest.param("", id="nothing"),
        pytest.param("@1.0.0", id="a-version-only"),
        pytest.param("Grievance", id="a-capital"),
        pytest.param("my module", id="a-blank-inside"),
        pytest.param("my_module", id="an-underscore"),
        pytest.param("2fa", id="a-digit-first"),
        pytest.param("-grievance", id="a-hyphen-first"),
        pytest.param("--upload-pack=x", id="an-option"),
        pytest.param("a--b", id="two-hyphens"),
        pytest.param("a-", id="a-hyphen-last"),
        pytest.param("a" * 61, id="too-long"),
        pytest.param("../grievance", id="a-path-upwards"),
        pytest.param("/etc/passwd", id="a-path-from-the-root"),
        pytest.param("a/b/c", id="two-libraries"),
        pytest.param("/grievance", id="an-empty-library"),
        pytest.param("-x/grievance", id="an-option-for-a-library"),
        pytest.param("a" * 61 + "/grievance", id="a-library-too-long"),
        pytest.param("https://example.org/grievance", id="an-address"),
        pytest.param("git@example.org:a/b", id="an-address-of-ssh"),
        pytest.param("grievance\n@1.0.0", id="a-line-end-behind-the-name"),
        pytest.param("lib\n/grievance", id="a-line-end-behind-the-library"),
        pytest.param("grievance\x00", id="a-nul"),
        pytest.param("gri\u0435vance", id="a-cyrillic-letter"),
        pytest.param("grievance@--output=x", id="an-option-for-a-range"),
        pytest.param("grievance@1.0.0@2.0.0", id="two-versions"),
        pytest.param("grievance@HEAD", id="a-name-of-git"),
        pytest.param("con\u0660", id="another-digit"),
    ])
    def test_it_is_refused_in_words(self, text: str) -> None:
        with pytest.raises(UsageError) as caught:
            ModuleRef.parse(text)
        assert caught.value.why
        assert caught.value.fix

    @given(st.from_regex(r"\A(lib/)?[a-z]{1,9}(-[a-z0-9]{1,5}){0,3}(@(\^1\.2|1\.0\.0|>=1,<2))?\Z"))
    @settings(deadline=None)
    def test_it_is_written_as_it_was_read(self, text: str) -> None:
        assert str(ModuleRef.parse(text)) == text

    @given(st.text())
    @settings(deadline=None)
    def test_any_text_is_a_name_or_refused(self, text: str) -> None:
        try:
            ref = ModuleRef.parse(text)
        except UsageError:
            return
        assert re.fullmatch(r"[a-z][a-z0-9-]*", ref.module)
