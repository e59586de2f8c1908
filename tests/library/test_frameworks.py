"""The frameworks of a library: read whole, in order, and from every form that a library has."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemekit.library.embedded import EmbeddedLibrary, checkout_library
from schemekit.library.embedding import embed
from schemekit.library.frameworks import by_id, known_frameworks, read_frameworks, shipped_frameworks
from schemekit.model.finding import FindingsError
from tests.builders import LibraryBuilder

FEES = """\
format: 1
id: fair-fees
version: "{version}"
title: Fair fees charter
summary: What a fee has to be to be called fair.
source: {{title: Charter of fair fees, publisher: Example Fees Forum, rights: Only numbers are listed.}}
licence: CC-BY-4.0
date: "2026-11-28"
items:
  - {{id: "1", label: {{en: Told before it is due, fr: Annoncé à temps}}}}
"""


def files(*versions: str) -> dict[str, bytes]:
    return {f"fair-fees/{version}.yaml": FEES.format(version=version).encode() for version in versions}


@pytest.mark.parametrize(("given", "ordered"), [
    (("2.10", "2.9", "2.9.1"), ("2.9", "2.9.1", "2.10")),
    (("2018", "2002"), ("2002", "2018")),
    (("1.0", "1.0-draft"), ("1.0-draft", "1.0")),
])
def test_versions_stand_from_old_to_new(given: tuple[str, ...], ordered: tuple[str, ...]) -> None:
    assert tuple(item.version for item in read_frameworks(files(*given))["fair-fees"]) == ordered


def test_every_finding_of_every_file_is_told() -> None:
    with pytest.raises(FindingsError) as caught:
        read_frameworks({"fair-fees/1.yaml": b"format: 1\n", "fair-fees/2.yaml": FEES.format(version="3").encode()})
    assert {finding.file for finding in caught.value.findings} == {
        "frameworks/fair-fees/1.yaml", "frameworks/fair-fees/2.yaml"}


def test_a_readme_is_no_framework() -> None:
    assert read_frameworks({"README.md": b"# Frameworks\n", "fair-fees/notes.md": b""}) == {}


def test_a_label_falls_back_to_english() -> None:
    ((framework,),) = read_frameworks(files("1")).values()
    assert [framework.items[0].label(language) for language in ("fr", "es")] == [
        "Annoncé à temps", "Told before it is due"]


def test_what_comes_with_the_tool_is_known_beside_a_librarys_own() -> None:
    own = read_frameworks(files("1"))
    assert set(known_frameworks(own)) == {"fair-fees", *shipped_frameworks()}
    assert by_id([*own["fair-fees"], *own["fair-fees"]]) == own


def test_they_are_the_same_in_a_repository_and_in_a_package(library: LibraryBuilder, tmp_path: Path) -> None:
    """'They must be embedded in the wheel as policies/ are.'"""
    project = '[project.urls]\nDocumentation = "https://example.org/schemekit"\n'
    library.commit("Frameworks", {"pyproject.toml": project, "frameworks/fair-fees/1.yaml": files("1")[
        "fair-fees/1.yaml"]})
    embed(library.path, tmp_path / "_library")
    packaged, checkout = EmbeddedLibrary(tmp_path / "_library"), checkout_library(library.path)
    assert packaged.frameworks() == checkout.frameworks() == read_frameworks(files("1"))


def test_a_library_without_any_has_none(library: LibraryBuilder) -> None:
    library.commit("Shape", {"pyproject.toml": '[project.urls]\nDocumentation = "https://example.org/schemekit"\n'})
    assert checkout_library(library.path).frameworks() == {}
