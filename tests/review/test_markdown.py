"""'md: for a pull request comment, under the forge's size limit, with the table first.'

A text that somebody sent does nothing in a comment: it pings nobody, closes nothing, and stays inside its box.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from schemekit.adopt.shelf import LibraryShelf
from schemekit.review.comparing.against_source import mine
from schemekit.review.comparing.between import Named, between
from schemekit.review.comparison import Comparison
from schemekit.review.formats.comment_limits import GITHUB_LIMIT, SMALLEST
from schemekit.review.formats.markdown import markdown_of, plain, redlined
from schemekit.text.comparing.words_diff import word_changes
from tests.golden import same_as_golden
from tests.review.changed_scheme import change_everything
from tests.scheme_builders import SchemeBuilder

GOLDEN = Path(__file__).with_name("diff.golden.md")
READ_ON = "schemekit diff grievance --format html"
ALLOWED = {"details", "summary", "br", "del", "ins", "h3", "p", "strong", "table", "thead", "tbody", "tr", "th", "td",
           "code", "ul", "li", "blockquote"}


class Tags(HTMLParser):
    """The elements of a page, with the words outside of code."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.attributes: list[str] = []
        self.words = ""
        self._in_code = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.words += "\N{SYMBOL FOR NULL}"   # a forge looks for people within one run of words
        self.found.append(tag)
        self.attributes += [name for name, _ in attrs]
        self._in_code += tag == "code"

    def handle_endtag(self, tag: str) -> None:
        self.words += "\N{SYMBOL FOR NULL}"
        self.found.append(f"/{tag}")
        self._in_code -= tag == "code"

    def handle_data(self, data: str) -> None:
        self.words += "" if self._in_code else data


def rendered(markdown: str) -> Tags:
    """What a forge makes of a comment: tables, struck words, and HTML as it stands."""
    tags = Tags()
    tags.feed(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(markdown))
    tags.close()
    return tags


def of_texts(folder: Path, before: str, after: str) -> Comparison:
    (folder / "a.md").write_text(before, "utf-8")
    (folder / "b.md").write_text(after, "utf-8")
    return between(folder, Named(before="a.md", after="b.md"), LibraryShelf(offline=True))


def test_the_comment(scheme: SchemeBuilder) -> None:
    """The table first, then a block for each clause, the most significant first; what people read is a golden file."""
    change_everything(scheme)
    told = markdown_of(mine(scheme.path, "grievance"), READ_ON)
    same_as_golden(told, GOLDEN)
    assert told.index("| Clause |") < told.index("<details>")
    tags = rendered(told)
    assert set(tags.found) <= ALLOWED | {f"/{name}" for name in ALLOWED}
    assert tags.found.count("details") == tags.found.count("/details") == 7
    assert tags.found.count("table") == 2


def test_nothing_differs(scheme: SchemeBuilder) -> None:
    told = markdown_of(mine(scheme.path, "grievance"), READ_ON)
    assert "none of 7 clauses differs" in told
    assert "<details>" not in told
    assert "| Clause |" not in told


class TestSize:
    """'under the forge's size limit': cut at whole clauses, most significant first, and what is left out is told."""

    @pytest.fixture(scope="class")
    @classmethod
    def huge(cls, tmp_path_factory: pytest.TempPathFactory) -> Comparison:
        before = "".join(f"## Part {n} {{ #part-{n} }}\n\nThe board shall pay {n} euros{' and more' * 60}.\n\n"
                         for n in range(120))
        return of_texts(tmp_path_factory.mktemp("huge"), before, before.replace("shall", "should"))

    @pytest.mark.parametrize("limit", [SMALLEST, 20_000, GITHUB_LIMIT, 1_000_000])
    def test_it_fits(self, huge: Comparison, limit: int) -> None:
        told = markdown_of(huge, READ_ON, limit)
        assert len(told) <= limit
        assert len(told) > limit // 3 or limit == 1_000_000
        tags = rendered(told)
        assert tags.found.count("details") == tags.found.count("/details")
        left = re.search(r"Left out here for want of room: the words of (\d+) clauses(?: and (\d+) rows)?", told)
        shown = tags.found.count("details")
        assert (120 - shown, READ_ON in told) == (int(left[1]) if left else 0, bool(left))
        rows = tags.found.count("tr") - (1 if shown else 0)
        assert 120 - int(left[2] or 0 if left else 0) == rows or limit == SMALLEST

    def test_one_clause_that_is_too_long_leaves_the_others(self, tmp_path: Path) -> None:
        before = "## A { #a }\n\nWe shall go.\n\n## B { #b }\n\nWe shall stay.\n"
        after = before.replace("shall go", f"may go {'on and ' * 20_000}").replace("shall stay", "should stay")
        told = markdown_of(of_texts(tmp_path, before, after), READ_ON)
        assert len(told) < GITHUB_LIMIT
        assert "<del>shall</del> <ins>should</ins> stay" in told
        assert "the words of 1 clause.**" in told


HOSTILE = [
    "@github/everybody", "@octocat", "é@octocat", "#12", "org/repo#12", "GH-12", "!7", "&3", "$5", "%milestone",
    '%"a milestone"', "~label", "[issue:3]", "/close", "/assign me", "https://example.org/x", "www.example.org",
    "</details>", "</summary>", "<img src=x onerror=alert(1)>", "<!-- ", "-->", "```", "~~~", "`", "| a | b |", "---",
    "===", "> quote", "# head", "- [ ] task", "1. one", "![x](http://example.org/x.png)", "[a](javascript:alert(1))",
    "[^1]", "$`x`$", "deadbeefdeadbeef", "\u202e", "\u200b", "\x1b[31m", "&lt;", "&#64;octocat", "\\", "**", "__a__",
    ":smile:", "\r", "\u2028", "<", "&",
]
SUMMONS = re.compile(r"(?<![A-Za-z0-9_])@[A-Za-z0-9]|(?<!&)#\d|\bGH-\d|(?<![\w&])!\d|[%~][A-Za-z\"]|https?://\w|www\.\w")


class TestHostileTexts:
    """All text is escaped: nobody is pinged, no HTML comes through, no box is closed from inside."""

    @pytest.mark.parametrize("words", HOSTILE)
    def test_it_is_shown_and_does_nothing(self, tmp_path: Path, words: str) -> None:
        before = "## A { #a }\n\nWe shall go.\n\n## B { #b }\n\nWe shall stay.\n"
        after = f"## A {words} {{ #a }}\n\n{words}\n{words} We should {words}go.\n\n## B { '{ #b }' }\n\nWe stay.\n"
        told = markdown_of(of_texts(tmp_path, before, after), READ_ON)
        tags = rendered(told)
        assert set(tags.found) <= ALLOWED | {f"/{name}" for name in ALLOWED}, told
        assert tags.found.count("details") == tags.found.count("/details")
        assert tags.attributes == []
        assert not SUMMONS.search(tags.words), SUMMONS.search(tags.words)
        assert not any(line.lstrip("> ").startswith("/") for line in told.split("\n")), "an order to GitLab"
        assert not set(told) & set("\u202e\u200b\x1b\x00\u2028\r")

    def test_in_names_and_reasons(self, scheme: SchemeBuilder) -> None:
        scheme.edit("cost nothing.", "cost 5 euros.")
        scheme.done("reason", "grievance", "no-charge", "ask @octocat </details> | #12", "--by", "<b>@me</b>")
        told = markdown_of(mine(scheme.path, "grievance"), READ_ON)
        tags = rendered(told)
        assert set(tags.found) <= ALLOWED | {f"/{name}" for name in ALLOWED}
        assert not SUMMONS.search(tags.words)
        assert "ask @\u2060octocat </details> | #\u206012" in tags.words

    @given(st.text(max_size=60))
    @settings(deadline=None, max_examples=60)
    def test_any_words(self, words: str) -> None:
        """Whatever is written, its words are there again, and nothing but its words."""
        tags = rendered(f"> {plain(words)}\n")
        assert set(tags.found) <= {"blockquote", "/blockquote", "p", "/p"}
        assert tags.attributes == []

    @given(st.lists(st.sampled_from([*HOSTILE, "\n", " ", "words"]), max_size=12).map("".join),
           st.lists(st.sampled_from([*HOSTILE, "\n", " ", "words"]), max_size=12).map("".join))
    @settings(deadline=None, max_examples=60)
    def test_any_redline(self, before: str, after: str) -> None:
        tags = rendered(redlined(word_changes(before, after)))
        names = ("blockquote", "p", "del", "ins", "br")
        assert set(tags.found) <= {f"{end}{name}" for name in names for end in ("", "/")}
        assert not SUMMONS.search(tags.words)

    def test_many_marks_take_no_time(self) -> None:
        for mark in ("@", "#", "[", "`", "a" * 7, "/", "*", "-", "~", "%", "0f"):
            assert plain(mark * 100_000)
