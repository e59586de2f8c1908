"""A paper as one page for a browser: it needs no other file, asks no server and runs no program."""

from __future__ import annotations

from html import escape
from importlib.resources import files

from schemekit.model.paper import Paper
from schemekit.text.formatted.front import DEPTH, facts_table
from schemekit.text.formatted.paper_tree import HeadingLine, heading_lines
from schemekit.text.formatted.paper_words import is_right_to_left, paper_words
from schemekit.text.formatted.plain_markdown import below_title
from schemekit.text.formatted.tree import Tree, walked
from schemekit.word.pandoc import written

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_PAGE = """<!DOCTYPE html>
<html lang="{language}"{direction}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
{owner}<main>
<h1>{title}</h1>
{facts}{contents}{body}</main>
{footer}</body>
</html>
"""


def page_of_tree(tree: Tree, paper: Paper) -> str:
    """A paper's tree, made with `web_anchor`, as a page. Raises: MissingPartError without pandoc."""
    facts = {**tree, "blocks": facts_table(paper)}
    below = "<br>".join(map(escape, paper.footer.splitlines()))
    return _PAGE.format(
        language=escape(paper.language), direction=' dir="rtl"' if is_right_to_left(paper.language) else "",
        policy=_POLICY, title=escape(paper.title),
        style=files("schemekit.word").joinpath("look", "paper.css").read_text("utf-8"),
        owner=f'<header class="page">{escape(paper.owner)}</header>\n' if paper.owner else "",
        facts=_html(facts) if paper.facts else "",
        contents=_contents(heading_lines(tree), paper) if paper.has_contents else "",
        body=_html(below_title(tree)),
        footer=f'<footer class="page">{below}</footer>\n' if below else "",
    )


def _html(tree: Tree) -> str:
    def change(piece: dict[str, object]) -> list[dict[str, object]]:
        content = piece.get("c")
        if piece["t"] == "Span" and isinstance(content, list):
            return [{"t": "Span", "c": [[content[0][0], content[0][1], []], content[1]]}]
        return [piece]

    plain = {**tree, "blocks": walked(tree["blocks"], change)}
    return written(plain, "html5", ["--wrap=none", "--email-obfuscation=none"]).decode()


def _contents(lines: tuple[HeadingLine, ...], paper: Paper) -> str:
    """The contents as a list of links, the clauses of a level inside the one above."""
    shown = [line for line in lines if line.level <= DEPTH and line.anchor]
    if not shown:
        return ""
    made, depth = [], 0
    for line in shown:
        level = min(line.level, depth + 1)
        made += ["</li></ol>"] * (depth - level)
        made.append("<ol>" if level > depth else "</li>")
        depth = level
        number = f'<span class="clause-number">{escape(line.number)}</span>' if line.number else ""
        made.append(f'<li><a href="#{escape(line.anchor)}">{number} {escape(line.words)}</a>')
    made.append("</li></ol>" * depth)
    words = escape(paper_words(paper.language).contents)
    return f'<nav aria-labelledby="contents-of-paper">\n<h2 id="contents-of-paper">{words}</h2>\n' + "\n".join(
        made) + "\n</nav>\n"
