"""A library and a scheme for every test of this room; a scheme with approvals, and its website, made once."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from schemekit.site.building import Built
from schemekit.site.kept import Kept
from schemekit.site.making import SiteRequest, build, made_site
from schemekit.site.page import Site
from schemekit.site.workplace import workplace
from tests import own_library
from tests.builders import LibraryBuilder, copied
from tests.scheme_builders import LIBRARY_NAME, SchemeBuilder
from tests.scheme_fixtures import comes_with_the_tool, offered, scheme, scheme_template

__all__ = ["comes_with_the_tool", "offered", "scheme", "scheme_template"]

FIRST = "A complaint shall cost nothing."
SECOND, THIRD, UNAPPROVED = (FIRST.replace("nothing", f"nothing {word}") for word in ("at all", "whatsoever", "ever"))


def approve(scheme: SchemeBuilder, day: str, *more: str, module: str = "grievance") -> None:
    """Record an approval of the present words."""
    said = ("--body", "Board", "--resolution", f"R-{day}", "--date", day, *more)
    scheme.done("approve", module, "--despite-open", *said)


@pytest.fixture(scope="session")
def approved_template(
    tmp_path_factory: pytest.TempPathFactory, offered: LibraryBuilder, scheme_template: Path
) -> Path:
    """A scheme whose grievance policy was approved three times, each time with other words, and changed since."""
    place = tmp_path_factory.mktemp("approved") / "northern-minerals"
    shutil.copytree(scheme_template, place)
    scheme = SchemeBuilder(place)
    with own_library.comes_with_the_tool(offered, LIBRARY_NAME):
        approve(scheme, "2023-03-01", "--version", "V1-0")
        scheme.edit(FIRST, SECOND)
        approve(scheme, "2024-03-01", "--effective", "2024-06-01", "--version", "V2-0",
                "--conditions", "hiddenconditions")
        scheme.edit(SECOND, THIRD)
        approve(scheme, "2025-03-01", "--effective", "2025-06-01", "--transition-end", "2025-12-31",
                "--review-due", "2026-06-01", "--expires", "2027-01-01", "--version", "V3-0")
        scheme.edit(THIRD, UNAPPROVED)
        scheme.done("save", "A draft")
    return place


@pytest.fixture(scope="session")
def approved_site(approved_template: Path, offered: LibraryBuilder) -> Site:
    """Its pages on a day in January 2026, made once."""
    with own_library.comes_with_the_tool(offered, LIBRARY_NAME):
        return site_of(SchemeBuilder(approved_template), files=True)


@pytest.fixture(scope="session")
def approved_html(
    approved_template: Path, offered: LibraryBuilder, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Its whole website, rendered once."""
    with own_library.comes_with_the_tool(offered, LIBRARY_NAME):
        return built(SchemeBuilder(approved_template), html=tmp_path_factory.mktemp("handbook") / "site").html


@pytest.fixture
def approved(approved_template: Path, approved_site: Site, tmp_path: Path) -> SchemeBuilder:
    """A copy of it that the test may change, with the files to download that were made for it: they take long."""
    assert approved_site.pages
    copy = tmp_path / "northern-minerals"
    copied(approved_template, copy)
    with workplace(approved_template) as made, workplace(copy) as work:
        if (made.folder / "kept").is_dir():   # without pandoc and typst there are none
            shutil.copytree(made.folder / "kept", work.folder / "kept")
    return SchemeBuilder(copy)


class _Unmade(Kept):
    """Files to download as a test of pages sees them: they have their places, and nothing is in them."""

    def get(self, key: str, make: Callable[[], bytes]) -> bytes:  # noqa: ARG002 - nothing is made
        return b""


def site_of(scheme: SchemeBuilder, today: str = "2026-01-15", *, files: bool = False) -> Site:
    """The pages, not rendered. The files to download take half a second each: they are made where a test wants them."""
    with workplace(scheme.path) as work:
        kept = work.kept if files else _Unmade(None)
        return made_site(SiteRequest(here=scheme.path, today=date.fromisoformat(today)), kept)[1]


def built(scheme: SchemeBuilder, today: str = "2026-01-15", html: Path | None = None) -> Built:
    """The whole site, rendered."""
    pytest.importorskip("material", reason="mkdocs-material is not installed")
    return build(SiteRequest(here=scheme.path, today=date.fromisoformat(today), html=html))
