"""A picture of a hand-written page does nothing but show."""

from __future__ import annotations

import pytest

from schemekit.site.pictures import does_more_than_show
from tests.conftest import CHECKOUT

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


@pytest.mark.parametrize("inside", [
    "<script>alert(1)</script>", '<rect onload="alert(1)"/>', '<a href="https://evil.example/"><rect/></a>',
    '<image href="https://evil.example/p.png"/>', "<foreignObject><p/></foreignObject>",
    "<style>@import 'https://evil.example/x.css';</style>", '<rect fill="url(https://evil.example/x)"/>',
    "<style>rect { background: url( 'https://evil.example/x' ) }</style>", '<rect style="fill: url(//evil.example)"/>',
    '<set attributeName="href" to="javascript:alert(1)"/>', '<use xlink:href="https://evil.example/x.svg#a"/>',
])
def test_one_that_does_more_is_left_out(inside: str) -> None:
    assert does_more_than_show("x.svg", SVG.format(inside).encode())


def test_entities_are_refused() -> None:
    assert does_more_than_show("x.svg", b'<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>') == "it declares entities"


@pytest.mark.parametrize("inside", [
    '<rect fill="url(#a)"/>', "<text>url of the scheme</text>", "<style>.a { fill: red }</style>",
])
def test_one_that_only_shows_is_taken(inside: str) -> None:
    assert does_more_than_show("x.svg", SVG.format(inside).encode()) == ""


def test_the_pictures_of_our_own_docs_only_show() -> None:
    found = {path.name: does_more_than_show(path.name, path.read_bytes())
             for path in (CHECKOUT / "docs").rglob("*.svg")}
    assert found
    assert set(found.values()) == {""}, found
