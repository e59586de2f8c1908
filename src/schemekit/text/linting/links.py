"""What can be wrong with links and markup: targets that are not there, raw HTML, addresses that run or load something.

Markdown is read by markdown-it, so that a link is what readers' tools take for one, however it is written.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from schemekit.model.finding import Finding
from schemekit.model.web_address import SCHEME, is_running, plain_address
from schemekit.text.document import after_front_matter
from schemekit.text.filled_tables import fills_up
from schemekit.text.linting.draft import BLANK, Draft, DraftText, at_line, without_marks

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_SAFE_SCHEMES = frozenset({"http", "https", "mailto"})
_TAG_OF_A_BLANK = re.compile(rf"(?<!\\)<[/!?]?{BLANK}")  # a value could make it a tag
_AUTOMATIC = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:")
# Where a link leads; only where one of them is not plainly harmless is the text read as Markdown.
_TARGET = re.compile(r"\][(:][\s>]*+<?([^\s)]*+)")
_HARMLESS = re.compile(r"(?:https?://|mailto:).*|[^:&%\\]*")


def raw_html(text: str) -> Iterator[tuple[int, str]]:
    """Each piece of raw HTML in a Markdown template, with its line; code and escaped signs are none."""
    words = without_marks(text)
    for token, line in _tokens(words):
        if token.type in ("html_block", "html_inline"):
            yield line, token.content
    for number, line_words in enumerate(words.split("\n"), start=1):
        if match := _TAG_OF_A_BLANK.search(line_words):
            yield number, match[0]


def running_links(text: str) -> Iterator[tuple[int, str]]:
    """Each link or image in a Markdown template whose address runs something, with its line."""
    words = without_marks(text)
    if all(_HARMLESS.fullmatch(match[1]) for match in _TARGET.finditer(words)) and not _AUTOMATIC.search(words):
        return
    for line, _, target in _targets(words):
        if is_running(plain_address(target)):
            yield line, target


def remote_images(text: str) -> Iterator[tuple[int, str]]:
    """Each image in a Markdown text that a reader's computer would fetch from elsewhere, with its line."""
    if "![" not in text:
        return
    for line, kind, target in _targets(text):
        address = plain_address(target)
        if kind == "image" and (address.startswith("//") or SCHEME.match(address)):
            yield line, target


def _targets(words: str) -> Iterator[tuple[int, str, str]]:
    """Line, kind of token and address of every link and image."""
    for token, line in _tokens(words):
        if token.type in ("link_open", "image"):
            yield line, token.type, str(token.attrGet("href" if token.type == "link_open" else "src") or "")


def lint_links(draft: Draft) -> Iterator[Finding]:
    """Every finding about links, images and raw HTML."""
    for text in draft.texts:
        if text.is_markdown:
            words = without_marks(text.text)
            for token, line in _tokens(words):
                yield from _token(draft, text, token, line)
            for number, line_words in enumerate(words.split("\n"), start=1):
                if match := _TAG_OF_A_BLANK.search(line_words):
                    yield _html(text, number, match[0])


def _token(draft: Draft, text: DraftText, token: Token, line: int) -> Iterator[Finding]:
    if token.type in ("html_block", "html_inline"):
        yield _html(text, line, token.content)
    elif token.type == "heading_open" and token.markup in ("=", "-") and line > after_front_matter(text.text):
        yield at_line("heading-form", text, line, found=f"a heading underlined with {token.markup}",
                      wanted="## in front of the heading", fix="write the heading with ## and an id")
    elif token.type == "link_open":
        yield from _link(draft, text, str(token.attrGet("href") or ""), line)
    elif token.type == "image":
        yield from _image(draft, text, str(token.attrGet("src") or ""), line)


def _html(text: DraftText, line: int, words: str) -> Finding:
    return at_line("html", text, line, found=f"raw HTML {words.strip()[:60]!r}", wanted="Markdown only",
                   fix="write it in Markdown; for a sign such as < put a backslash before it")


def _link(draft: Draft, text: DraftText, target: str, line: int) -> Iterator[Finding]:
    address = plain_address(target)
    if address.startswith(BLANK):
        return  # the value is checked where it is set
    scheme = SCHEME.match(address)
    if address.startswith("//") or (scheme and scheme[1].lower() not in _SAFE_SCHEMES):
        yield at_line("link-unsafe", text, line, found=f"a link to '{target[:60]}'",
                      wanted="a link to a clause, a file of the module, or an https: address", fix="take the link out")
    elif not scheme:
        yield from _inside(draft, text, address, line)


def _image(draft: Draft, text: DraftText, target: str, line: int) -> Iterator[Finding]:
    address = plain_address(target)
    if address.startswith(("//", BLANK)) or SCHEME.match(address):
        yield at_line("link-unsafe", text, line, found=f"an image from '{target[:60]}'",
                      wanted="an image that is a file of the module",
                      fix="put the image into the module and declare it, or take it out")
    else:
        yield from _inside(draft, text, address, line)


def _inside(draft: Draft, text: DraftText, address: str, line: int) -> Iterator[Finding]:
    """Findings for a link to the same document, another of the module, or another module."""
    file, _, clause_id = address.partition("#")
    own = posixpath.join(draft.module.id, text.name)
    path = posixpath.normpath(posixpath.join(posixpath.dirname(own), file)) if file else own
    module_id, _, name = path.partition("/")
    if module_id != draft.module.id:
        yield from _other_module(draft, text, module_id, name, clause_id, line)
        return
    target = next((other for other in draft.texts if other.name == name), None)
    if target is None:
        if name in {document.file for document in draft.module.documents} and not clause_id:
            return   # a picture; whether a declared document is there is told by lint_files
        yield at_line("link-target", text, line, found=f"a link to '{address[:80]}'",
                      wanted="a document of this module", fix="correct the path, or declare the document")
    elif clause_id and clause_id not in {clause.id for clause in target.document.clauses}:
        yield at_line("link-target", text, line, found=f"a link to '{address[:80]}'",
                      wanted=f"an id that stands in {target.name}", fix="correct the id after the #")


def _other_module(
    draft: Draft, text: DraftText, module_id: str, name: str, clause_id: str, line: int
) -> Iterator[Finding]:
    if module_id in ("..", ".", "") or not name:
        yield at_line("link-target", text, line, found=f"a link out of the library ('{module_id}/{name}')",
                      wanted="../MODULE/policy.md#clause", fix="correct the path")
        return
    if module_id not in {related.module for related in draft.module.related}:
        yield at_line("link-module", text, line, found=f"a link to the module '{module_id}'",
                      wanted=f"'{module_id}' under related: in module.yaml", fix="add it there with the reason")
    sibling = draft.siblings.get(module_id)
    if sibling is None:
        return
    if name not in {document.file for document in sibling.documents}:
        yield at_line("link-target", text, line, found=f"a link to '{module_id}/{name}'",
                      wanted=f"a document of the module '{module_id}'", fix="correct the path")
    elif clause_id and name in sibling.text_files and sibling.clause(clause_id) is None:
        yield at_line("link-target", text, line, found=f"a link to '{clause_id}' in '{module_id}'",
                      wanted=f"a clause of the module '{module_id}'", fix="correct the id after the #")


def _tokens(text: str) -> Iterator[tuple[Token, int]]:
    """Every token with its line; a token inside a paragraph is found by the line breaks before it."""
    line = 1
    for token in _markdown(has_tables=not fills_up(text)).parse(text):
        line = token.map[0] + 1 if token.map else line
        yield token, line
        inner = line
        for child in token.children or ():
            yield child, inner
            yield from ((grandchild, inner) for grandchild in child.children or ())
            inner += child.type in ("softbreak", "hardbreak")


@lru_cache(maxsize=2)
def _markdown(*, has_tables: bool) -> MarkdownIt:
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": True}).enable("table" if has_tables else [])
    # It would drop unsafe addresses in silence; here they are to be told.
    reader.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005  # its documented hook
    return reader
