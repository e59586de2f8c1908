"""'Raw HTML and scripts from a module never reach a page': a text on a page says what it said, and does nothing."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from schemekit.site.config import EXTENSIONS
from schemekit.text.web.page_text import page_text
from schemekit.text.web.words import marked_blank

markdown = pytest.importorskip("markdown", reason="the extra 'docs' is not installed")

POLICIES = Path(__file__).resolve().parents[3] / "policies"
TAGS = frozenset({
    "a", "blockquote", "br", "code", "div", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol", "p",
    "pre", "span", "strong", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
})
ATTRIBUTES = frozenset({"href", "id", "class", "start", "style", "title", "src", "alt", "name"})
STYLES = re.compile(r"text-align: (?:left|right|center);")
TARGETS = re.compile(r"(?:https?:|mailto:|#|[\w./-]+(?:$|#))")


class Seen(HTMLParser):
    """What a browser would make of a page: tags, attributes, words."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.problems: list[str] = []
        self.links: list[str] = []
        self.images: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.problems.append(f"<{tag}>")
        for name, value in attrs:
            if name not in ATTRIBUTES or (name == "style" and not STYLES.fullmatch(value or "")):
                self.problems.append(f"{name}={value}")
            if name == "src":
                self.images.append(value or "")
            if name in ("href", "src"):
                self.links.append(value or "")
                if not TARGETS.match(value or ""):
                    self.problems.append(f"{name}={value}")

    def handle_comment(self, data: str) -> None:
        self.problems.append(f"<!--{data}")

    def handle_decl(self, decl: str) -> None:
        self.problems.append(f"<!{decl}")

    def handle_pi(self, data: str) -> None:
        self.problems.append(f"<?{data}")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def seen(text: str) -> Seen:
    """A text as a reader of its page sees it."""
    names = [item if isinstance(item, str) else next(iter(item)) for item in EXTENSIONS]
    html = markdown.Markdown(extensions=names).convert(page_text(text, has_numbers=False).markdown)
    parser = Seen()
    parser.feed(html)
    parser.close()
    return parser


def words_in(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@pytest.mark.parametrize("text", [
    "<script>alert(1)</script>\n",
    "# T\n\nx <img src=x onerror=alert(1)> y\n",
    "<div onclick='x'>\n\n**bold**\n\n</div>\n",
    "## A { onclick=alert(1) }\n\nx { .y onclick=alert(1) }\n",
    "## A { #a onclick=alert(1) }\n\nx\n{: onclick=alert(1) }\n",
    "[x](javascript:alert(1)) [y](JaVaScRiPt&#58;alert(1)) [z](data:text/html,x) [w](//evil.example/x)\n",
    "[x]: javascript:alert(1)\n\n[x]\n",
    "<javascript:alert(1)> <https://example.org/?a=1&b=<script>>\n",
    "![x](https://tracker.example/pixel.png)\n",
    "`<script>alert(1)</script>` ``<img src=x onerror=y>`` `a``<b>`\n",
    "```html\n<script>alert(1)</script>\n```\n\n~~~\n</code></pre><script>x</script>\n~~~\n",
    "    <script>alert(1)</script>\n",
    "- a\n\n      <script>alert(1)</script>\n",
    "> <script>alert(1)</script>\n",
    "| a | b |\n| --- | --- |\n| <script>alert(1)</script> | `x|<b>` |\n",
    "a[^1]\n\n[^1]: <script>alert(1)</script>\n",
    "[^1]: x\n",
    "<!-- c --><script>alert(1)</script><!-- d -->\n",
    "<!-- unclosed\n\n<script>alert(1)</script>\n",
    "<?php system('x') ?>\n\n<![CDATA[ <script>x</script> ]]>\n\n<!DOCTYPE x>\n",
    "&lt;script&gt;alert(1)&lt;/script&gt; &#60;script&#62;\n",
    "!!! note \"x\"\n    <script>alert(1)</script>\n",
    "*[HTML]: <script>x</script>\n\nHTML\n",
    "--8<-- \"/etc/passwd\"\n",
    "{% include '/etc/passwd' %} {{ 7 * 7 }}\n",
    "x\\\n<script>alert(1)</script>\n",
    "\x02wzxhzdk:0\x03 \x02amp\x03 klzzwxh:0001\n",
    marked_blank("a", "<script>") + " \ue000b\ue001<script>\n",
    "<b>**x** [y](z\"onclick=alert(1))\n",
    "[x](<https://example.org/\" onmouseover=\"alert(1)>)\n",
    "[a](https://example.org \"t\\\" onclick=x\")\n",
], ids=lambda text: text[:24].encode("unicode_escape").decode())
def test_nothing_a_text_says_becomes_more_than_words(text: str) -> None:
    assert seen(text).problems == []


@settings(max_examples=300, deadline=None)
@given(text=st.lists(st.sampled_from([
    "<", ">", "script", "<script>", "</script>", "<!--", "-->", "`", "``", "```", "~~~", "\n", "\n\n", "    ", " ", "a",
    "&", "&lt;", "#", "## ", "- ", "1. ", "> ", "|", "| - |\n", "[", "]", "(", ")", "[^1]", "[^1]: ", "![", "{", "}",
    "{: onclick=x }", "{ #i onclick=x }", "\\", "*", "**", "_", "!!! note", "javascript:x", "https://e.org", "\x02",
    "\x03", "\ue000a\ue001b\ue002", "\ue003", "<?", "<![CDATA[", "onclick=", "=", "'", '"', ":", "stx",
]), max_size=30).map("".join))
@example(text="`\n<script>\n`")
@example(text="1. \n\n\n   <script>a</script>")
def test_any_text_stays_words(text: str) -> None:
    assert seen(text).problems == []


@pytest.mark.parametrize("file", sorted(POLICIES.glob("*/{{cookiecutter.module}}/**/*.md")), ids=lambda file: file.name)
def test_a_page_says_every_word_of_its_text(file: Path) -> None:
    from markdown_it import MarkdownIt

    text = re.sub(r"\{[{%].*?[%}]\}", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    oracle = Seen()
    oracle.feed(MarkdownIt("commonmark").enable("table").render(re.sub(r"(?m)^(#.*?) \{ #[\w-]+ \}$", r"\1", text)))
    assert words_in("".join(seen(text).words)) == words_in("".join(oracle.words))


@pytest.mark.parametrize(("text", "shown"), [
    pytest.param("# T\n\n## Scope { #scope }\n\nx\n", "# T\n\n## 1 Scope { #scope }\n\nx\n", id="a-clause-is-numbered"),
    pytest.param("# T\n\nsee [s](#scope) and [n](#none)\n\n## Scope { #scope }\n",
                 "# T\n\nsee [s](#scope) and n\n\n## 1 Scope { #scope }\n", id="a-link-to-no-clause-is-words"),
    pytest.param("# T\n\n1. a\n2. b\n", "# T\n\n1.  a\n2.  b\n", id="a-list"),
    pytest.param("# T\n\n- a\n  - b\n- c\n", "# T\n\n-   a\n    -   b\n-   c\n", id="a-list-in-a-list"),
    pytest.param("# T\n\nOne sentence.\nAnother.\n", "# T\n\nOne sentence. Another.\n", id="lines-flow-together"),
    pytest.param("# T\n\nStreet  \nTown\n", "# T\n\nStreet  \nTown\n", id="a-broken-line-stays-broken"),
    pytest.param("# T\n\n3\\. is no list\n", "# T\n\n3\\. is no list\n", id="a-number-that-begins-a-line"),
    pytest.param("---\ntitle: x\n---\n\n# T\n\nx\n", "# T\n\nx\n", id="front-matter-is-not-shown"),
])
def test_a_text_is_written_for_the_site(text: str, shown: str) -> None:
    assert page_text(text).markdown == shown


@pytest.mark.parametrize("text", ["Look\\![a](https://e.example/p.gif)\n", "Ha&excl;[a](https://e.example/p.gif)\n",
                                  "Ha!\\[x] ![a](https://e.example/p.gif)\n"])
def test_no_picture_comes_of_a_sign_before_a_link(text: str) -> None:
    assert seen(text).images == []


def test_a_blank_leads_to_its_parameter() -> None:
    text = f"# T\n\nwithin {marked_blank('days', '5')} days\n"
    assert page_text(text, blank=lambda name: f"parameters.md#p-{name}").markdown == (
        "# T\n\nwithin [5](parameters.md#p-days){ .blank } days\n")
