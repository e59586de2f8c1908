"""The page as a file: self-contained, strict, byte-stable; what it holds for those who have nothing else."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from schemekit.model.adoption import Correspondence
from schemekit.review.comparison import ComparedText, Comparison, Side
from schemekit.review.formats.page import html_of
from schemekit.text.significance.classify import signals_of
from schemekit.text.significance.context import Context
from tests.review.comparisons import AFTER, BEFORE, SIGNALS, comparison, sample, with_document

GOLDEN = Path(__file__).with_name("page.golden.html")


def without_style_and_script(page: str) -> str:
    """The page without what stands in files of its own, which would make every golden file new."""
    page = re.sub(r"(<style>).*?(</style>)", r"\1…\2", page, flags=re.DOTALL)
    page = re.sub(r"(<script>).*?(</script>)", r"\1…\2", page, flags=re.DOTALL)
    return re.sub(r"sha256-[\w+/=]+", "sha256-…", page)


def test_golden() -> None:
    assert without_style_and_script(html_of(sample())) == GOLDEN.read_text("utf-8")


def test_the_same_comparison_gives_the_same_bytes() -> None:
    """'Byte-stable', in another process too, whose order of hashing is another."""
    program = ("import sys; from schemekit.review.formats.page import html_of; "
               "from tests.review.comparisons import sample; "
               "sys.stdout.buffer.write(html_of(sample()).encode())")
    printed = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True,
                             env={"PYTHONHASHSEED": "7", "PYTHONPATH": str(Path(__file__).parents[2])}).stdout
    assert printed == html_of(sample()).encode()


def test_nothing_is_loaded_from_anywhere() -> None:
    """'Self-contained: … the string http only in links of the texts'."""
    one = "## A { #aa }\n\nSee [it](https://e.org/a).\n"
    page = html_of(comparison(one, one.replace("org/a", "org/b")))
    # The head names its policy with this attribute; the other two are the link, and the remark on where it leads.
    assert re.findall(r"https?[^\s<\"\]]*", page) == ["http-equiv=", "https://e.org/b", "https://e.org/b"]
    assert not re.findall(r"<(?:link|img|iframe|object|embed|audio|video|source|base|form)\b", page)
    assert not re.findall(r"\b(?:src|srcset|action|style|on[a-z]+)=", without_style_and_script(page))
    assert not re.findall(r"url\(|@import", page)


def test_only_its_own_style_and_script_are_let() -> None:
    """'a strict Content-Security-Policy meta (default-src none; style and script by hash)'."""
    page = html_of(sample())
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None

    def digest(tag: str) -> str:
        held = re.findall(rf"<{tag}>(.*?)</{tag}>", page, flags=re.DOTALL)
        assert len(held) == 1
        return base64.b64encode(hashlib.sha256(held[0].encode()).digest()).decode()

    assert policy[1] == (f"default-src 'none'; style-src 'sha256-{digest('style')}'; "
                         f"script-src 'sha256-{digest('script')}'; base-uri 'none'; form-action 'none'")


HOSTILE = "</style></script><img src=x onerror=alert(1)>\"'\\ \u202e{{ 7*7 }}"


def hostile() -> Comparison:
    """Everything that comes from outside says something hostile."""
    text = f"# {HOSTILE}\n\n## A {HOSTILE} {{ #aa }}\n\n[x](javascript:alert(1)) {HOSTILE} WORD\n\n- {HOSTILE}\n"
    long = "x" * 3000
    compared = comparison(text.replace("WORD", "before"), text.replace("WORD", f"after {long}"), title=HOSTILE,
                          reasons={"aa": HOSTILE}, notices=(HOSTILE,), language='en"><img src=x>')
    return replace(compared, before=Side(name=HOSTILE, owner=HOSTILE, version=HOSTILE), module=HOSTILE)


def test_hostile_words_stay_words() -> None:
    page = html_of(hostile())
    assert len(re.findall(r"</?style>", page)) == len(re.findall(r"</?script>", page)) == 2
    assert "<img" not in page
    assert "\u202e" not in page
    assert 'href="javascript' not in page
    assert "49" not in without_style_and_script(page)   # no template is made of words


def test_both_sides_are_named_at_the_top_and_on_each_sheet() -> None:
    """'at the top what is compared (both sides by name, owner, version)'; 'header with both sides'."""
    page = html_of(sample())
    assert "<title>Grievance procedure: grievance 1.1.0, as published → grievance, your text</title>" in page
    assert "<dt>Before</dt><dd><strong>grievance 1.1.0, as published</strong>" in page
    assert '<span class="owner">Northern Minerals Initiative</span>' in page
    head = re.search(r'@top-left \{ content: "([^"]*)"', page)
    assert head is not None
    assert re.sub(r"\\([0-9a-f]+) ", lambda found: chr(int(found[1], 16)), head[1]) == (
        "grievance 1.1.0, as published (Example Forest Council) → grievance, your text (Northern Minerals Initiative)")


@pytest.mark.parametrize(("degree", "words"), [
    pytest.param(Correspondence.IDT, "identical (IDT)", id="identical"),
    pytest.param(Correspondence.MOD, "modified (MOD)", id="modified"),
    pytest.param(Correspondence.NEQ, "not equivalent (NEQ)", id="not-equivalent"),
    pytest.param(None, "", id="does-not-arise"),
])
def test_degree_of_correspondence(degree: Correspondence | None, words: str) -> None:
    page = html_of(comparison(correspondence=degree))
    assert words in page if words else "Correspondence" not in page


def test_two_releases_are_not_asked_for_reasons() -> None:
    assert "No reason is recorded" not in html_of(comparison(signals=SIGNALS))
    assert "No reason is recorded" in html_of(comparison(signals=SIGNALS, correspondence=Correspondence.NEQ))


def test_texts_that_are_the_same() -> None:
    page = html_of(comparison(BEFORE, BEFORE))
    assert "The two texts are the same." in page
    assert "8 unchanged clauses: 1 Purpose – 6 Records" in page


def test_links_lead_to_clauses_of_the_page_also_in_other_documents() -> None:
    form = comparison("# Register\n\n## Columns { #columns }\n\nSee [records](../policy.md#records).\n",
                      "# Register\n\n## Columns { #columns }\n\nAlso see [records](../policy.md#records).\n",
                      file="forms/register.md", title="Case register")
    page = html_of(with_document(comparison(), form))
    assert '<a href="#c-forms/register.md%3Acolumns" rel="noopener noreferrer">register</a>' in page
    assert '<a href="#c-records" rel="noopener noreferrer">records</a>' in page
    assert 'id="c-forms/register.md:columns"' in page
    assert "in Case register" in page


def test_clauses_without_words_of_their_own_say_where_they_are_told() -> None:
    first = "The body shall answer each complaint in writing within 5 days and shall say why it decided so.\n"
    second = "Anyone may appeal to the board against a decision of the panel without paying a fee for it.\n"
    one = f"## Cases {{ #cases }}\n\n{first}{second}"
    two = f"## Answer {{ #answer }}\n\n{first}\n## Appeal {{ #appeal }}\n\n{second}"
    page = html_of(comparison(one, two))
    assert page.count('Its words are shown with <a href="#c-cases" lang="en">1 Cases</a>') == 2
    assert "dropped" not in page[: page.index('<div id="clauses"')]


def test_clauses_of_an_annex_have_its_letter_as_on_paper() -> None:
    """'use the same label (B.1) as Word, log, statement'"""
    form = comparison("# T\n\n## From receipt { #receipt }\n\nIn 5 days.\n",
                      "# T\n\n## From receipt { #receipt }\n\nIn 3 days.\n", file="forms/timeline.md", title="Timeline")
    form = replace(form, clauses=tuple(replace(clause, annex="B.") for clause in form.clauses))
    page = html_of(with_document(comparison(), form))
    assert '<span class="number">B.1</span> From receipt' in page
    assert ">B.1 From receipt</a>" in page


def test_an_empty_document_has_a_page() -> None:
    empty = replace(comparison("", ""), texts=(ComparedText(file="", title="", before="", after=""),))
    assert "The two texts are the same." in html_of(empty)
    assert "8 clauses" in html_of(comparison(AFTER, ""))


def test_the_title_of_a_link_is_told_though_the_words_do_not_show_it() -> None:
    """Nobody sees it in the words, and it is no layout: the page says so."""
    one = "# P\n\n## A { #aa }\n\nThe [timeline](t.md) shows it.\n"
    compared = comparison(one, one.replace("t.md", 't.md "may be exceeded"'))
    clauses = tuple(replace(clause, signals=signals_of(clause.change, Context())) for clause in compared.clauses)
    page = html_of(replace(compared, clauses=clauses))
    assert "Not to be seen in the words: the title of a link came in: &#39;may be exceeded&#39;." in page
    assert "layout differ" not in page
