"""Texts made to keep a reader busy for ever: one small piece, over and over, against every pattern that reads texts.

Each is far longer than any honest line, so that a pattern which goes over the rest of the line, or of the text, from
each piece again would take many times as long as the rest of the test; patience ends after seconds of cpu time.
"""

from __future__ import annotations

import pytest

from schemekit.errors import SchemekitError
from schemekit.files.paths import check_path
from schemekit.files.schemas import load
from schemekit.git.address import Address
from schemekit.licence.expression import findings_of
from schemekit.model.module import Module
from schemekit.model.version import ModuleRef, VersionRange
from schemekit.site.config import EXTENSIONS
from schemekit.text.bump import bump_reasons
from schemekit.text.changelog import unreleased_notes
from schemekit.text.comparing.diff import compare
from schemekit.text.document import Document
from schemekit.text.linting.lint import lint_module
from schemekit.text.merging.merge import merge_texts
from schemekit.text.recovering.clause_template import cut
from schemekit.text.recovering.nearness import Words, nearness
from schemekit.text.recovering.recovery import Laid, recover
from schemekit.text.shape import blocks
from schemekit.text.template_grammar import parse_template
from schemekit.text.web.page_text import page_text
from tests.attacks.arena import READING, Arena, patience, tell
from tests.builders import TEXT, module_yaml, policy_text

LENGTH = 12_000
PIECES = (
    "{{", "}}", "{%", "{% if ", "%}", "{#", "{% else %}", "{% elif ", "](", "](x", "[x](", "[", "![", "`", "```", "~~~",
    "* ", "- ", "> ", "1. ", "#", "# ", "## x { #", "{ #x }", "<!--", "-->", "<!-- x ", "<", "<a ", "&", "&#", "\\",
    "_", "*", "**", "a*", ".\"", ". ", "AB-", "AB/", "A ", "1 ", "1.", "1,1", "12 days ", "days ", "must ",
    "shall not ", "May ", "\t", " ", " \t", "\n", "\n\n", "|", "|-", "---\n", "e.g. ", "i.e.", "\xa0", "a\u0301",
    "http://", "www.", "mailto:", "v1.", "version 1 ", "(", "((", ")", "x\n===\n", "## x\n", "a.b@", "x ", "\"", "'",
    "”. ", "A1", "1A", "not ", "- [ ] ", "[^1]", "]:", "[x]: ", "(see ", "section ", "clause 1.", "\u200b", "\r",
    "Unreleased\n", "/", "..", "::", "@", "+", "-", "é", "ﬁ", "＃", "𝟏",
)  # fmt: skip
BASE = policy_text("guests")


def _tries(action: object, *arguments: object) -> None:
    """Call something that may refuse, in words, but not run on."""
    assert callable(action)
    try:
        action(*arguments)
    except SchemekitError:
        return


@pytest.fixture(scope="module")
def module() -> Module:
    return Module.from_mapping(load(module_yaml("guests"), "module", "module.yaml"))


FILLED = "\n|" + "a|" * 300 + "\n|" + "-|" * 300 + "\n" + "|a|\n" * 200
"""A table that a reader fills up with 60,000 cells; thirty of them, in as many kilobytes, are gigabytes."""


@pytest.mark.parametrize("text", [
    FILLED * 30, "".join(f"> {line}\n" for line in (FILLED * 30).split("\n")), "- a\n-\n" + "-\n" * 16_000,
    "```\na\n```\n\n" * 3_000, "# a\n" * 8_000,
], ids=["wide-tables", "quoted-tables", "empty-items", "fences", "headings"])
def test_no_page_takes_for_ever(text: str) -> None:
    """'Ends in bounded time and memory': what a page is written of, and what the site's reader makes of it."""
    markdown = pytest.importorskip("markdown", reason="the extra 'docs' is not installed")
    names = [item if isinstance(item, str) else next(iter(item)) for item in EXTENSIONS]
    with patience(15):
        page = page_text(text, has_numbers=False)
        assert len(page.markdown) < 30 * len(text)
        assert page.markdown.count("\n##") <= 5_000
        markdown.Markdown(extensions=names).convert(page.markdown)
        blocks(text)


@pytest.mark.parametrize("piece", PIECES)
def test_no_text_takes_for_ever(module: Module, piece: str) -> None:
    """Template, document, comparison, merge, lint, weight and changelog."""
    long = piece * (LENGTH // len(piece))
    text = f"{BASE}{long}\n"
    files = {"module.yaml": module_yaml("guests"), TEXT: text, "CHANGELOG.md": f"# Changelog\n\n{long}"}
    with patience(3):
        _tries(parse_template, text, "policy.md")
        _tries(Document.parse, text)
        _tries(lambda: compare(Document.parse(BASE), Document.parse(text)))
        _tries(merge_texts, BASE, text, BASE.replace("shall", "must"))
        _tries(lint_module, module, files, lambda *_, **__: (1, 1), {}, "policies/guests")
        _tries(bump_reasons, module, {"policy.md": BASE}, module, {"policy.md": text})
        _tries(unreleased_notes, files["CHANGELOG.md"])
        _tries(lambda: recover([Laid(cut(parse_template(BASE, "policy.md")), Document.parse(text))],
                               module.parameters, module.defaults(), "en", {}))
        _tries(lambda: nearness(Words.of_document(Document.parse(BASE)), Words.of_document(Document.parse(text))))


@pytest.mark.parametrize(("line", "others"), [
    pytest.param("k{}: a\n", "k{}: b\n", id="keys"), pytest.param("| r{} | 5 | x |\n", "| r{} | 7 | x |\n", id="rows"),
    pytest.param("- The body {} shall act in 5 days.\n", "- The body {} shall act in 7 days.\n", id="items"),
    pytest.param("The body {} shall act.\n\n", "The body {} shall decide.\n\n", id="paragraphs"),
    pytest.param("## Heading {}\n\n", "## Title {}\n\n", id="headings"),
])
def test_no_three_texts_take_for_ever(line: str, others: str) -> None:
    """A thousand of each, ours turned round and theirs shuffled, reworded and with the last ones gone."""
    numbers = [(number * 373) % 1_000 for number in range(1_000)]
    base = "".join(line.format(number) for number in range(1_000))
    ours = "".join(line.format(number) for number in range(999, -1, -1))
    theirs = "".join((others if number % 3 else line).format(number) for number in numbers[:900])
    with patience(15):
        for begin, end in (("", ""), ("---\n", "---\n\n# A\n")):
            merged = merge_texts(begin + base + end, begin + ours + end, begin + theirs + end)
            assert merged.text.startswith(begin)


def test_no_new_columns_beside_new_rows_take_for_ever() -> None:
    """Of a table of 3,000 rows; and one line of 20,000 words without any mark, edited everywhere by both."""
    rows = "".join(f"| r{number} | {number} |\n" for number in range(3_000))
    base = f"| A | B |\n|---|---|\n{rows}"
    words = [f"w{number}" for number in range(20_000)]
    sides = [[f"{letter}{word}" if number % 20 == at else word for number, word in enumerate(words)]
             for letter, at in (("o", 0), ("t", 10))]
    with patience(15):
        assert merge_texts(base, base.replace(" |\n", " | x |\n"), base + rows.replace("r", "n")).clashes
        assert not merge_texts(" ".join(words), " ".join(sides[0]), " ".join(sides[1])).clashes


@pytest.mark.parametrize("piece", PIECES)
def test_no_word_takes_for_ever(piece: str) -> None:
    """Addresses, paths, names, ranges and licences, at a length that no schema would let through."""
    long = piece * (LENGTH // len(piece))
    with patience(1):
        for start in ("", "https://", "ssh://a@", "git@a:", "file:///", "a@", "CC-BY-4.0 "):
            for action in (Address.parse, check_path, ModuleRef.parse, VersionRange, findings_of):
                _tries(action, f"{start}{long}")
                _tries(action, f"{start}{long}!")


@pytest.mark.parametrize("piece", ["](", "{{", "# ", "`", "<!--", "* ", "> ", "12 days ", "## x\n", "\\", "["])
def test_no_command_takes_for_ever(arena: Arena, piece: str) -> None:
    """The same through the commands: as a text of the scheme, and of a library."""
    long = piece * (LENGTH // len(piece))
    arena.scheme.write("policies/grievance/policy.md", f"{arena.scheme.text()}\n## More {{ #more }}\n\n{long}\n")
    arena.survives(*READING[:2], *READING[6:8], ("sync",), codes=(0, 1, 2))
    arena.library.release("guests", "1.1.0", {TEXT: f"{BASE}{long}\n"})
    arena.survives(("show", "efc/guests"), ("search", "x"), ("add", "efc/guests"), codes=(0, 1, 2))
    with patience():
        assert tell("-C", str(arena.library.path), "module", "lint").code in (0, 1)
