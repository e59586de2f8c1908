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
    '<x:img xmlns:x="http://www.w3.org/1999/xhtml" src="https://evil.example/p.png"/>',
    '<x:meta xmlns:x="http://www.w3.org/1999/xhtml" http-equiv="refresh" content="0;url=https://evil.example/"/>',
    '<x:form xmlns:x="http://www.w3.org/1999/xhtml" action="https://evil.example/"/>',
    "<style><g/>@import 'https://evil.example/x.css';</style>", "<style>@im<g/>port 'https://evil.example';</style>",
    r"<style>@\69mport 'https://evil.example/x.css';</style>", r'<rect style="fill: u\72l(https://evil.example/x)"/>',
    """<rect style="background: image-set('https://evil.example/x' 1x)"/>""",
    '<g xml:base="https://evil.example/"><rect/></g>', "<?xml-stylesheet href='https://evil.example/x.css'?>",
    '<set attributeName="href" to="javascript:alert(1)"/>', '<use xlink:href="https://evil.example/x.svg#a"/>',
])
def test_one_that_does_more_is_left_out(inside: str) -> None:
    assert does_more_than_show("x.svg", SVG.format(inside).encode())


def test_entities_are_refused() -> None:
    assert does_more_than_show("x.svg", b'<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>') == "it declares entities"


@pytest.mark.parametrize(("head", "coding"), [
    ("<?xml-stylesheet type='text/xsl' href='#run'?>", "utf-8"),
    ("<?xml version='1.0'?><?xml-stylesheet type='text/xsl' href='#run'?>", "utf-8"),
    ("<?xml version='1.0' encoding='utf-7'?>", "utf-8"),
    ("<?xml version='1.0' encoding='utf-16'?><!DOCTYPE svg [<!ENTITY a 'b'>]>", "utf-16"),
])
def test_what_no_reader_of_elements_sees_is_refused(head: str, coding: str) -> None:
    """'To put a script into a published page': a stylesheet of transformations makes HTML of a picture."""
    assert does_more_than_show("x.svg", f"{head}{SVG.format('')}".encode(coding))


@pytest.mark.parametrize("head", [
    "", "\ufeff", "<?xml version='1.0' encoding='UTF-8' standalone='no'?>\n<!-- Drawn -->",
])
def test_a_usual_head_is_taken(head: str) -> None:
    assert does_more_than_show("x.svg", f"{head}{SVG.format('')}".encode()) == ""


@pytest.mark.parametrize("inside", [
    '<rect fill="url(#a)"/>', """<rect style="fill: url( '#a' )"/>""", "<text>an image (1)</text>",
    "<text>url of the scheme</text>", "<style>.a { fill: red }</style>",
])
def test_one_that_only_shows_is_taken(inside: str) -> None:
    assert does_more_than_show("x.svg", SVG.format(inside).encode()) == ""


def test_the_pictures_of_our_own_docs_only_show() -> None:
    found = {path.name: does_more_than_show(path.name, path.read_bytes())
             for path in (CHECKOUT / "docs").rglob("*.svg")}
    assert found
    assert set(found.values()) == {""}, found
