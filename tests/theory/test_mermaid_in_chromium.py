"""Mermaid itself, in a browser, draws what we write: each step with its words, each arrow, and no word as a sign."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from schemekit.model.theory_of_change import Arrow, Assumption, Level, TheoryOfChange
from schemekit.theory.mermaid import mermaid
from tests.theory.theories import example, step, theories, theory

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page, Route

_HOST = "http://mermaid.invalid/"
_PAGE = """<!doctype html><title>Mermaid</title><body><div id="drawn"></div><script type="module">
import mermaid from "./mermaid.esm.min.mjs";
mermaid.initialize({startOnLoad: false, securityLevel: "loose"});
window.draw = async (text) => {
  const {svg} = await mermaid.render("picture", text);
  const place = document.getElementById("drawn");
  place.innerHTML = svg;
  const words = (found) => found.innerHTML.replace(/<br ?\\/?>/g, " ");
  const plain = (html) => Object.assign(document.createElement("p"), {innerHTML: html}).textContent;
  const told = (found) => plain(words(found.querySelector(".nodeLabel, .edgeLabel p") ?? found)).trim();
  const drawn = place.firstElementChild;
  return {
    title: drawn.querySelector("title").textContent, description: drawn.querySelector("desc").textContent,
    nodes: [...drawn.querySelectorAll(".node")].map(told).sort(),
    levels: [...drawn.querySelectorAll(".cluster-label")].map(told).sort(),
    arrows: drawn.querySelectorAll(".flowchart-link").length,
    marks: [...drawn.querySelectorAll(".edgeLabel .label")].map(told).filter(Boolean).sort(),
    alive: drawn.querySelectorAll("script, a, img, iframe, [onclick], [onerror]").length,
  };
};
window.ready = true;
</script>"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A page in which Mermaid waits, from the package that brings it; nothing is asked of the network."""
    bundle = find_spec("instaui_mermaid")   # only looked for: its own Python is no concern of ours
    assert bundle is not None, "Mermaid comes with the extra 'dev'"
    assert bundle.origin is not None
    root = Path(bundle.origin).parent / "static"

    def answered(route: Route) -> None:
        path = route.request.url.removeprefix(_HOST)
        if not path:
            route.fulfill(body=_PAGE, content_type="text/html")
        else:
            route.fulfill(path=root / path, content_type="text/javascript")

    opened = browser.new_page()
    opened.route("**/*", answered)
    opened.goto(_HOST)
    opened.wait_for_function("window.ready")
    yield opened
    opened.close()


def drawn(page: Page, one: TheoryOfChange) -> Any:
    return page.evaluate("text => draw(text)", mermaid(one))


@pytest.mark.parametrize("name", ["copper", "forests", "terraces"])
def test_the_examples(page: Page, name: str) -> None:
    one = example(name)
    found = drawn(page, one)
    assert found["nodes"] == sorted(item.statement for item in one.steps)
    assert found["levels"] == sorted({item.level.words.capitalize() for item in one.steps})
    assert found["arrows"] == len(one.arrows)
    assert len(found["marks"]) == sum(bool(arrow.assumptions) for arrow in one.arrows)
    assert found["title"] == f"{one.organisation_name}: {one.title}"
    assert found["description"].startswith(f"A diagram of {len(one.steps)} steps from left to right")


def test_every_kind_of_arrow_and_level(page: Page) -> None:
    kinds = ("contributes", "necessary", "sufficient", "enables", "blocks")
    steps = [step(f"s{number}", level) for number, level in enumerate(Level)]
    one = replace(theory(*steps), assumptions=(Assumption(id="a", statement="It rains."),), arrows=tuple(
        Arrow(source=f"s{number}", target="s6", kind=kind, assumptions=("a",)) for number, kind in enumerate(kinds)))
    found = drawn(page, one)
    assert (found["arrows"], found["marks"], len(found["levels"])) == (5, ["A1"] * 5, 7)


@given(theories(6))
@settings(max_examples=25, deadline=None)
def test_any_theory(page: Page, one: TheoryOfChange) -> None:
    found = drawn(page, one)
    # A line of a script without blanks is parted between any two signs.
    assert sorted(map(_close, found["nodes"])) == sorted(_close(item.statement) for item in one.steps)
    assert (found["arrows"], found["alive"]) == (len(one.arrows), 0)


def _close(words: str) -> str:
    return "".join(words.split())


HOSTILE = [
    "1. Train auditors", "- a list", "+ more", "* stars *", "# heading", "> quote", "`code`", "**bold** and _thin_",
    "end", "graph TD; a --> b", 'say "hello"', "a[b](c){d}|e|", "%% a remark", "%%{init: {'theme': 'dark'}}%%",
    'x"]; click n1 call alert(1)', "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "a & b &amp; c",
    "#quot; #35; &#35;", "javascript:alert(1)", "https://example.org/", "[link](javascript:alert(1))", "$$x^2$$",
    "$$\\frac{a}{b}$$", "fa:fa-ban no", "a<br>b", "classDef x fill:#f00", "style n1 fill:#f00", ":::impact", "~~~",
    "a -- b --> c", "subgraph x", "accTitle: other", "Größe, год, 水 and café", "\\n and \\", "a;b", "'single'", "=1+1",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_words(page: Page, words: str) -> None:
    """In a step, a title and an organisation: nothing is run, drawn or styled that the theory does not say."""
    said: list[str] = []

    def note(dialog: Dialog) -> None:
        said.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)
    one = replace(theory(step("a", statement=words), step("b", statement="Plain."), arrows="a>b"), title=words,
                  organisation_name=words)
    found = drawn(page, one)
    assert found["nodes"] == sorted([" ".join(words.split()), "Plain."])
    assert (found["arrows"], found["levels"], found["alive"], said) == (1, ["Medium-term outcome"], 0, [])
