"""Versions of modules, ranges of them, and the way a module is named on the command line.

`[LIBRARY/]MODULE[@RANGE]` is read here; which release a range picks is decided here too, from a list of versions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import total_ordering
from typing import TYPE_CHECKING

from schemekit.errors import UsageError

if TYPE_CHECKING:
    from packaging.specifiers import SpecifierSet

VERSION_PATTERN = r"^(0|[1-9][0-9]{0,5})(\.(0|[1-9][0-9]{0,5})){2}(-rc\.[1-9][0-9]{0,3})?$"
MODULE_ID_PATTERN = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
_RANGE_PATTERN = r"(?!.*[0-9]{7})[0-9a-z.,<>=!~^* -]{0,100}"
_USUAL_RANGE = r"\^?(0|[1-9][0-9]{0,5})(\.(0|[1-9][0-9]{0,5})){2}|"
LIBRARY_NAME_PATTERN = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"


class Bump(IntEnum):
    """How far a release moves the version.

    Patch is wording, minor is optional text, major asks something of adopters.
    """

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3


@total_ordering
@dataclass(frozen=True, slots=True)
class Version:
    """A module's version, `1.2.3` or `1.3.0-rc.1`.

    Basis: SemVer 2.0.0, limited to what PEP 440 orders the same way.
    """

    text: str

    def __post_init__(self) -> None:
        """Refuse what is not a version, so that every value of this type is one."""
        if not re.fullmatch(VERSION_PATTERN, self.text):
            raise UsageError(
                f"'{self.text[:60]}' is not a version",
                why="a version is three numbers, as in 1.2.0, or a release candidate, as in 1.3.0-rc.1",
                fix="write all three numbers, in quotes in a YAML file",
            )

    @property
    def _ordered(self) -> tuple[int, ...]:
        """The numbers in the order that counts; a finished version comes after all of its release candidates."""
        numbers, _, candidate = self.text.partition("-rc.")
        return (*map(int, numbers.split(".")), not candidate, int(candidate or 0))

    @property
    def is_prerelease(self) -> bool:
        """Whether this is a release candidate."""
        return "-rc." in self.text

    def __lt__(self, other: object) -> bool:
        """Order as people expect: 1.3.0-rc.1 before 1.3.0."""
        if not isinstance(other, Version):
            return NotImplemented
        return self._ordered < other._ordered

    def bumped(self, bump: Bump) -> Version:
        """The version after a release of this weight."""
        major, minor, patch = (int(part) for part in self.text.split("-")[0].split("."))
        if bump is Bump.MAJOR:
            return Version(f"{major + 1}.0.0")
        if bump is Bump.MINOR:
            return Version(f"{major}.{minor + 1}.0")
        return Version(f"{major}.{minor}.{patch + 1}")

    def __str__(self) -> str:
        """The version as it is written."""
        return self.text


@dataclass(frozen=True, slots=True)
class VersionRange:
    """Which versions of a module a scheme accepts: `1.2.0`, `>=1.2,<2`, `~=1.2`, `^1.2`, or empty for any."""

    text: str = ""

    def __post_init__(self) -> None:
        """Refuse what is not a range."""
        if not re.fullmatch(_USUAL_RANGE, self.text):
            self.specifiers()

    def specifiers(self) -> SpecifierSet:
        """The range as packaging reads it, which is loaded for the few commands that choose a version."""
        from packaging.specifiers import InvalidSpecifier, SpecifierSet

        text = self.text.strip()
        try:
            if not re.fullmatch(_RANGE_PATTERN, text):
                raise InvalidSpecifier(text)
            if not text:
                return SpecifierSet("")
            if caret := re.fullmatch(r"\^([0-9]+)(\.[0-9]+){0,2}", text):
                return SpecifierSet(f">={text[1:]},<{int(caret.group(1)) + 1}")
            if re.fullmatch(VERSION_PATTERN, text):
                return SpecifierSet(f"=={text.replace('-rc.', 'rc')}")
            return SpecifierSet(text)
        except InvalidSpecifier:
            raise UsageError(
                f"'{text[:60]}' is not a version or a range of versions",
                why="ranges are written like 1.2.0, ^1.2, ~=1.2 or >=1.2,<2",
                fix="write for example grievance@1.0.0 or 'grievance@>=1.0,<2'",
            ) from None

    def accepts(self, version: Version) -> bool:
        """Whether the version lies in the range; release candidates only when they are named."""
        if re.fullmatch(_USUAL_RANGE, self.text):
            return not version.is_prerelease and self._usually_accepts(version)
        names_candidate = "rc" in self.text
        return self.specifiers().contains(version.text.replace("-rc.", "rc"), prereleases=names_candidate)

    def _usually_accepts(self, version: Version) -> bool:
        """As the specifiers would: `^1.2.0` is `>=1.2.0,<2`."""
        if not self.text:
            return True
        least = Version(self.text.removeprefix("^"))
        same_major = version._ordered[0] == least._ordered[0]
        return same_major and least <= version if self.text.startswith("^") else version == least

    def newest(self, versions: Iterable[Version]) -> Version | None:
        """The newest version in the range, or None."""
        return max((version for version in versions if self.accepts(version)), default=None)

    def __str__(self) -> str:
        """The range as it is written."""
        return self.text


@dataclass(frozen=True, slots=True)
class ModuleRef:
    """A module as people name it: `[LIBRARY/]MODULE[@RANGE]`."""

    module: str
    library: str | None = None
    range: VersionRange = VersionRange()

    @classmethod
    def parse(cls, text: str) -> ModuleRef:
        """Read `efc/grievance@^1.0`.

        Raises: UsageError naming the part that cannot be read.
        """
        name, _, wanted = text.strip().partition("@")
        library, slash, module = name.rpartition("/")
        if slash and (not re.fullmatch(LIBRARY_NAME_PATTERN, library) or len(library) > 60):
            raise UsageError(
                f"'{library[:60]}' cannot be the name of a library",
                why="names of libraries are lower-case letters, digits and single hyphens",
                fix="see their names with 'schemekit library list'",
            )
        if not re.fullmatch(MODULE_ID_PATTERN, module) or len(module) > 60:
            raise UsageError(
                f"'{module[:60]}' cannot be the name of a module",
                why="a module is named [LIBRARY/]MODULE[@RANGE], in lower-case letters, digits and single hyphens",
                fix="see what there is with 'schemekit search'",
            )
        return cls(module, library or None, VersionRange(wanted))

    def __str__(self) -> str:
        """The reference as it is typed."""
        library = f"{self.library}/" if self.library else ""
        wanted = f"@{self.range}" if self.range.text else ""
        return f"{library}{self.module}{wanted}"
