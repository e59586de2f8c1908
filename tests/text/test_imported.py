"""Texts on their way into a module: tidied, their links led, their ids unique in the module, what went where."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from typing import ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemekit.model.finding import Severity
from schemekit.text.comparing.ids import proposed_ids
from schemekit.text.document import Document, after_front_matter
from schemekit.text.importing.ids import module_ids, with_heading_ids
from schemekit.text.importing.imported import ImportedText, front_matter, text_findings
from schemekit.text.importing.links import Place, anchors_of, led_links, linked_files
from schemekit.text.importing.successors import successors
from schemekit.text.importing.tidy import tidied


class TestTidied:
    """What no reader sees is mended; 'not a word that is shown changes, and no code block'."""

    @pytest.mark.parametrize(("text", "tidy", "lines"), [
        pytest.param("# T\n\na\n", "# T\n\na\n", (1, 2, 3), id="nothing-to-do"),
        pytest.param("\ufeff# T\r\n\r\na\r\n", "# T\n\na\n", (1, 2, 3), id="from-windows"),
        pytest.param("# T\n\n\n\na", "# T\n\na\n", (1, 2, 5), id="blank-lines-in-a-row-and-no-end"),
        pytest.param("\n\n# T\na\n\n\n", "# T\na\n", (3, 4), id="blank-lines-at-both-ends"),
        pytest.param("# T\na \nb\t\n", "# T\na\nb\n", (1, 2, 3), id="blanks-at-line-ends"),
        pytest.param("# T\na  \nb  \n\nc\n", "# T\na\\\nb\n\nc\n", (1, 2, 3, 4, 5), id="two-blanks-break-a-line"),
        pytest.param("# T\n\n## A\na\n## B\nb\n", "# T\n\n## A\na\n\n## B\nb\n", (1, 2, 3, 4, 5, 5, 6),
                     id="a-heading-without-a-blank-line-before"),
        pytest.param("# T\n\n<!-- SPDX: x -->\n<!-- two\nlines -->\n\na\n", "# T\n\na\n", (1, 2, 7), id="comments"),
        pytest.param("# T\n\n```\na  \n\n\n<!-- b -->\n```\n", "# T\n\n```\na\n\n\n<!-- b -->\n```\n",
                     (1, 2, 3, 4, 5, 6, 7, 8), id="code-keeps-its-lines"),
        pytest.param("# T\n\na `<!-- b -->` c\n", "# T\n\na `<!-- b -->` c\n", (1, 2, 3),
                     id="a-comment-in-a-line-stays"),
    ])
    def test_it(self, text: str, tidy: str, lines: tuple[int, ...]) -> None:
        assert (tidied(text).text, tidied(text).lines) == (tidy, lines)

    @settings(max_examples=150, deadline=None)
    @given(text=st.text(alphabet="a# \n`\t\r<!->", max_size=60))
    def test_twice_is_once(self, text: str) -> None:
        once = tidied(text)
        assert len(once.lines) == once.text.count("\n")
        if "<" not in text and "`" not in text:
            assert tidied(once.text).text == once.text
            assert once.text.split() == [w.rstrip("\\") for w in text.split() if w.rstrip("\\")] or "\\" in once.text


PLACES = {
    "fees.md": Place("fees", "policy.md", {"the-fee": "fee", "fee": "fee", "fees": ""}),
    "votes.md": Place("votes", "policy.md", {"how": "how-to-vote"}),
    "annex/list.md": Place("fees", "annex/list.md", {}),
    "map.png": Place("fees", "map.png"),
}


class TestLinks:
    """'Links between imported files keep working in the scheme.'"""

    @pytest.mark.parametrize(("text", "led"), [
        pytest.param("[x](votes.md)", "[x](../votes/policy.md)", id="to-another-module"),
        pytest.param("[x](./votes.md#how)", "[x](../votes/policy.md#how-to-vote)", id="to-a-heading-there"),
        pytest.param("[x](annex/list.md)", "[x](annex/list.md)", id="to-a-file-beside-it"),
        pytest.param("[x](#the-fee) [y](fees.md#the-fee)", "[x](#fee) [y](#fee)",
                     id="to-a-heading-of-its-own"),
        pytest.param("[x](#fee)", "[x](#fee)", id="to-an-id"),
        pytest.param("[x](#nowhere)", "[x](#nowhere)", id="to-nothing-is-for-lint"),
        pytest.param("![x](map.png)", "![x](map.png)", id="a-picture"),
        pytest.param("[x](https://example.org/votes.md)", "[x](https://example.org/votes.md)", id="elsewhere"),
        pytest.param("[x](mailto:a@example.org) [y](//host/votes.md)", "[x](mailto:a@example.org) [y](//host/votes.md)",
                     id="mail-and-hosts"),
        pytest.param("`[x](votes.md)` [x](votes.md) ``", "`[x](votes.md)` [x](../votes/policy.md) ``",
                     id="not-in-code"),
        pytest.param("`a``b`[x](votes.md)`c`", "`a``b`[x](../votes/policy.md)`c`", id="between-code"),
        pytest.param("```\n[x](votes.md)\n```", "```\n[x](votes.md)\n```", id="not-in-a-code-block"),
        pytest.param("[x]: votes.md\n", "[x]: ../votes/policy.md\n", id="a-definition"),
        pytest.param('[x](votes.md "Votes")', '[x](../votes/policy.md "Votes")', id="with-a-title"),
        pytest.param("[x](<votes.md>)", "[x](<../votes/policy.md>)", id="in-angle-brackets"),
        pytest.param("[x](../glossary.md#code)", "[x](https://example.org/code/glossary.md#code)", id="not-imported"),
        pytest.param("[x](/votes.md)", "[x](/votes.md)", id="from-the-root-of-a-site"),
    ])
    def test_it(self, text: str, led: str) -> None:
        assert led_links(text, "fees.md", PLACES, "https://example.org/code/standard/").text == led

    def test_what_it_points_to(self) -> None:
        led = led_links("[x](votes.md) [y](votes.md#how) [z](annex/list.md)", "fees.md", PLACES)
        assert (led.others, led.count) == (("votes",), 2)

    def test_without_an_address_what_is_not_imported_stays(self) -> None:
        assert led_links("[x](../glossary.md)", "fees.md", PLACES).text == "[x](../glossary.md)"

    def test_anchors_as_sites_make_them(self) -> None:
        document = Document.parse("# Our fees\n\n## Who pays: you & me?\n\n## Fees\n\n## Fees\n\n## X {#own}\n")
        anchors = anchors_of(document.clauses, document.title, ("who-pays", "fees", "fees-2", "own"))
        assert (anchors["who-pays-you--me"], anchors["fees-1"], anchors["own"]) == ("who-pays", "fees-2", "own")
        assert anchors["our-fees"] == ""

    def test_what_comes_along(self) -> None:
        text = "![a](img/a.png) [b](../b.csv) `![c](c.png)` [d](d%20d.txt) [e](https://example.org/e.png) ![f](a.svg)"
        assert linked_files(text, "doc/x.md", (".png", ".csv", ".txt")) == ("doc/img/a.png", "b.csv", "doc/d d.txt")
        assert linked_files("![a](../../etc/a.png)", "x.md", (".png",)) == ()

    def test_a_hostile_line_takes_no_longer(self) -> None:
        began = time.process_time()
        for text in ("](" * 100_000, "[" * 200_000, "`" * 200_000, "[x]: " * 50_000, "](<" * 80_000):
            led_links(text, "fees.md", PLACES)
        assert time.process_time() - began < 5


def _text(name: str, text: str) -> ImportedText:
    return ImportedText(told=name, path=name, name=name, text=text)


class TestModuleIds:
    """An id stands once in a module, whatever number of documents it has."""

    TEXTS: ClassVar = {"fees.md": "# F\n\n## Scope\n\na\n\n## Levy\n\nb\n", "votes.md": "# V\n\n## Scope\n\nc\n"}

    @staticmethod
    def _ids(texts: Mapping[str, str], earlier: Mapping[str, Document], spent: Iterable[str]) -> Mapping[str, object]:
        proposals = {name: proposed_ids(text, earlier.get(name)) for name, text in texts.items()}
        return module_ids({name: Document.parse(text) for name, text in texts.items()}, proposals, earlier, spent)

    def test_a_heading_of_several_documents_takes_the_documents_name_along(self) -> None:
        assert self._ids(self.TEXTS, {}, ()) == {"fees.md": ("fees-scope", "levy"), "votes.md": ("votes-scope",)}

    def test_ids_that_were_ever_used_are_not_used_again(self) -> None:
        """'Ids never reused for something else (retired ids in module.yaml).'"""
        found = self._ids(self.TEXTS, {}, ("levy", "votes-scope"))
        assert found == {"fees.md": ("fees-scope", "fees-levy"), "votes.md": ("votes-scope-2",)}

    def test_what_a_document_had_it_keeps(self) -> None:
        earlier = {"fees.md": Document.parse("# F\n\n## Scope { #reach }\n\na\n")}
        assert self._ids(self.TEXTS, earlier, ("reach",))["fees.md"] == ("reach", "levy")

    def test_one_document_needs_no_name(self) -> None:
        assert self._ids({"fees.md": self.TEXTS["fees.md"]}, {}, ("scope",)) == {"fees.md": ("scope-2", "levy")}


class TestSuccessors:
    """'Clauses gone -> retired entries with replaced_by or split_into where similarity tells.'"""

    FIRST = "The secretariat writes to everybody who asked within a week of the day it was asked."
    SECOND = "It keeps a copy of each letter in a folder that the board can read at any time."

    @pytest.mark.parametrize(("now", "found"), [
        pytest.param(f"## A {{ #a }}\n\n{FIRST} {SECOND}\n", ("a",), id="moved-into-one"),
        pytest.param(f"## A {{ #a }}\n\n{FIRST}\n\n## B {{ #b }}\n\n{SECOND}\n", ("a", "b"), id="split"),
        pytest.param("## A { #a }\n\nNothing of the kind is said anywhere in this new text.\n", None, id="gone"),
    ])
    def test_it(self, now: str, found: tuple[str, ...] | None) -> None:
        gone = Document.parse(f"# T\n\n## Old {{ #old }}\n\n{self.FIRST} {self.SECOND}\n").clauses
        assert successors(gone, Document.parse(f"# T\n\n{now}").clauses).get("old") == found

    def test_of_a_few_words_nothing_can_be_told(self) -> None:
        gone = Document.parse("# T\n\n## Old { #old }\n\nSee the annex.\n").clauses
        assert successors(gone, Document.parse("# T\n\n## A { #a }\n\nSee the annex.\n").clauses) == {}

    def test_a_text_that_repeats_itself_takes_no_longer(self) -> None:
        text = "# T\n\n" + "".join(f"## A {{ #a{n} }}\n\n{self.FIRST}\n\n" for n in range(1000))
        began = time.process_time()
        successors(Document.parse(text).clauses, Document.parse(text).clauses)
        assert time.process_time() - began < 5


class TestFrontMatter:
    """It stays in the text, and names the title and summary where it has them."""

    @pytest.mark.parametrize(("text", "lines", "found"), [
        pytest.param("# T\n", 0, {}, id="none"),
        pytest.param("---\ntitle: Fees\n---\n# T\n", 3, {"title": "Fees"}, id="plain"),
        pytest.param("---\n# c\norder: 1\nSummary: 'What it costs.'\ntags:\n  - a\n---\n\n\n# T\n", 9,
                     {"order": "1", "summary": "What it costs."}, id="with-comments-and-lists"),
        pytest.param("---\ntitle: never closed\n", 0, {}, id="not-closed"),
        pytest.param("---\n---\n", 2, {}, id="empty-and-nothing-after"),
    ])
    def test_it(self, text: str, lines: int, found: dict[str, str]) -> None:
        assert (after_front_matter(text), dict(front_matter(text))) == (lines, found)


@pytest.mark.parametrize(("text", "code", "line"), [
    pytest.param("# T\n\nx\n", "import-empty", 1, id="no-headings"),
    pytest.param("# T\n\n## A\n\n#### B\n", "heading-skips", 5, id="a-level-left-out"),
    pytest.param("# T\n\n## A\n\n## 2. a\n", "heading-twice", 5, id="a-heading-twice"),
    pytest.param("# T\n\n## A\n\n{{ x }}\n", "import-signs", 5, id="signs-of-a-template"),
])
def test_what_a_person_should_look_at(text: str, code: str, line: int) -> None:
    """Warnings and notes: they keep nothing from being imported."""
    found = list(text_findings(_text("fees.md", text)))
    assert [(finding.code, finding.line) for finding in found] == [(code, line)]
    assert all(finding.severity is not Severity.ERROR for finding in found)


@pytest.mark.parametrize(("line", "marked"), [
    pytest.param("## Fees", "## Fees { #fee }", id="plain"),
    pytest.param("## Fees ##", "## Fees { #fee } ##", id="before-closing-marks"),
    pytest.param("## Fees {#levy}", "## Fees { #fee }", id="another-tools-id"),
    pytest.param("## Fees {: #levy .wide }", "## Fees { #fee .wide }", id="what-else-stands-there-stays"),
    pytest.param("## C#", "## C# { #fee }", id="a-sign-of-the-words"),
    pytest.param("## ", "## { #fee } ", id="no-words"),
    pytest.param(" ### Fees  ", " ### Fees { #fee }  ", id="blanks-stay"),
])
def test_an_id_is_written_into_a_heading(line: str, marked: str) -> None:
    assert with_heading_ids(f"# T\n\n{line}\n\nx\n", ("fee",)) == f"# T\n\n{marked}\n\nx\n"
