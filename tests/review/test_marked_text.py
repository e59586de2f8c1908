"""'word-level marks must be right in lists and tables too (table: cell by cell)'; nothing of a text is HTML."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemekit.review.formats.marked_text import marked_text, unmarked_text
from schemekit.text.comparing.passage_diff import passages


def address(target: str) -> str:
    """Links lead where they say, as far as they stay on the page."""
    return target if target.startswith("#") else ""


def redline(before: str, after: str) -> str:
    """The body of a redline, on one line."""
    return " ".join(marked_text(passages(before, after), address).body.split())


@pytest.mark.parametrize(("before", "after", "html"), [
    pytest.param("It shall pay.", "It should pay.", "<p>It <del>shall</del><ins>should</ins> pay.</p>", id="a-word"),
    pytest.param("It **shall** pay.", "It **should** pay.",
                 "<p>It <del><strong>shall</strong></del><ins><strong>should</strong></ins> pay.</p>", id="in-bold"),
    pytest.param("A note that counts.", "A note that **counts**.",
                 '<p>A note that <strong>counts</strong><span class="remark come"> [now bold]</span>.</p>',
                 id="only-bold-is-new"),
    pytest.param("See [the fees](#a).", "See [the fees](#b).",
                 '<a href="#b" rel="noopener noreferrer">the fees</a>'
                 '<span class="remark come"> [now a link to #b]</span>',
                 id="a-link-that-leads-elsewhere"),
    pytest.param("- one thing;\n- two things;\n", "- one thing;\n- three things;\n",
                 '<ul role="list"><li>one thing;</li><li><del>two</del><ins>three</ins> things;</li></ul>', id="item"),
    pytest.param("- one thing;\n", "- one thing;\n- another matter;\n",
                 '<li>one thing;</li><li class="come"><ins>another matter;</ins></li></ul>', id="item-added"),
    pytest.param("1. File it.\n2. Wait.\n", "1. File it.\n3. Wait.\n",
                 '<li class="numbered"><del>2</del><ins>3</ins>. Wait.</li>', id="number-of-an-item"),
    pytest.param("- a thing:\n  - inside it\n", "- a thing:\n  - within it\n",
                 '<li class="d1"><del>inside</del><ins>within</ins> it</li>', id="item-in-an-item"),
    pytest.param("| A | B |\n|---|---|\n| x | 5 days |\n", "| A | B |\n|---|---|\n| x | 10 days |\n",
                 '<tr><th scope="col">A</th><th scope="col">B</th></tr> </thead> '
                 "<tr><td>x</td><td><del>5</del><ins>10</ins> days</td></tr>", id="cell"),
    pytest.param("| A | B |\n|---|---|\n| x | 5 |\n", "| A | B |\n|---|---|\n| x | 5 |\n| y | 6 |\n",
                 '<tr class="come"><td class="come"><ins>y</ins></td><td class="come"><ins>6</ins></td></tr>',
                 id="row-added"),
    pytest.param("| A | B |\n|---|---|\n| x | 5 |\n", "| A |\n|---|\n| x |\n",
                 '<th scope="col" class="gone"><del>B</del></th>', id="column-removed"),
    pytest.param("> A note for all.\n", "> A note for some.\n",
                 "<blockquote><p>A note for <del>all</del><ins>some</ins>.</p></blockquote>", id="quotation"),
    pytest.param("See.[^1]\n\n[^1]: From receipt.\n", "See.[^1]\n\n[^1]: From the receipt.\n",
                 '<p class="footnote"><sup>1</sup> From <ins>the </ins>receipt.</p>', id="footnote"),
    pytest.param("```\nif the days < ten\n```\n", "```\nif the days < five\n```\n",
                 "<pre>if the days &lt; <del>ten</del><ins>five</ins></pre>", id="code"),
    pytest.param("One.\nTwo.\n", "One. Two.\n", "<p>One. Two.</p>", id="wrapping-is-no-mark"),
    pytest.param("One thing here. Another thing there.\n", "One thing here.\n\nAnother thing there.\n",
                 "<ins>¶<br></ins>", id="a-paragraph-cut-in-two"),
    pytest.param("A man\u202eger.", "A manager.", '<span class="unseen">U+202E</span>', id="a-turned-direction"),
    pytest.param("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(2)>", "&lt;img src=x onerror=alert(",
                 id="html-is-words"),
    pytest.param("[go](javascript:alert(1)) on.", "[go](javascript:alert(1)) off.",
                 '<span class="nolink" title="javascript:alert(1)">go</span>', id="no-running-link"),
    pytest.param("<!-- words for us alone -->\n", "<!-- words for you alone -->\n",
                 "<pre>&lt;!-- words for <del>us</del><ins>you</ins> alone --&gt;</pre>", id="comment"),
])
def test_words_are_marked_where_they_stand(before: str, after: str, html: str) -> None:
    assert html in redline(before, after)


def test_a_heading_stands_apart_without_its_marks() -> None:
    text = marked_text(passages("## Fees { #fees }\n\nA.\n", "## Charges { #fees }\n\nA.\n"), address)
    assert text.heading == "<del>Fees</del><ins>Charges</ins>"
    assert text.body == "<p>A.</p>\n"


def test_an_unchanged_clause_has_no_marks() -> None:
    assert not unmarked_text("## A { #a }\n\n- **b**\n\n| c |\n|---|\n| d |\n", address).is_marked


@pytest.mark.parametrize("piece", [
    " ", "\n", "# ", "## {", "> ", "- ", "  - ", "| ", "|-", "``` ", "[^a]: ", "*a ", "![](", "<!-- ", "1. ", "\u202e",
    "\\",
])
def test_hostile_text_takes_no_longer_for_its_length(piece: str) -> None:
    """'time bounded (no quadratic blow-up on hostile text)': eight times the text is far from 64 times the time."""
    costs = []
    for number in (250, 2_000):
        text = f"## A{piece * number}x"
        start = time.process_time()
        unmarked_text(text, address)
        marked_text(passages(text, f"{text}y"), address)
        costs.append(time.process_time() - start)
    assert costs[1] < 1 + 20 * costs[0]


MARKDOWN = st.text(alphabet="ab. *_`[]()<>|-#>1\n\\&\"'", max_size=80)


@given(MARKDOWN, MARKDOWN)
def test_no_letter_of_a_text_becomes_html(before: str, after: str) -> None:
    """'No raw HTML of a module ever reaches the page': every tag is one of ours, and tags are balanced."""
    text = marked_text(passages(before, after), address)
    open_tags: list[str] = []
    for closing, tag in re.findall(r"<(/?)([a-z0-9]+)[^<>]*>", text.heading + text.body):
        if closing:
            assert open_tags.pop() == tag
        elif tag not in ("br", "hr"):
            open_tags.append(tag)
    assert not open_tags
    rest = re.sub(r"</?[a-z0-9]+(?: [a-z-]+(?:=\"[^\"<>]*\")?)*>", "", text.heading + text.body)
    assert "<" not in rest
    assert ">" not in rest
