"""The page of a comparison: one HTML file that needs nothing else, for those who have only this file.

What it says of each clause is made in `page_clauses`; how it looks and behaves is in page.html.j2, page.css and page.js
beside this file, which are put into it. No request leaves the page, and only its own style and script are run, which
its Content-Security-Policy names by their digests.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from schemekit.files.page_frame import policy_digest, template_in
from schemekit.model.adoption import Correspondence
from schemekit.model.signal import Direction
from schemekit.review.comparison import Comparison
from schemekit.review.formats.page_clauses import page_clauses
from schemekit.review.summary import asks_for_reasons, summary

_HERE = Path(__file__).parent
_BACK_STYLE = """
.back { padding-top: 1rem; font-size: 0.9375rem; }
.back + .top { padding-top: clamp(1.5rem, 4vw, 2.5rem); }
@media print { .back { display: none; } }
"""
_SHEET = 115   # letters that stand on one line at the head of a sheet
_DEGREES = {
    Correspondence.IDT: "Every clause has the source’s words and place, and every value lies in the range that the "
                        "source gives.",
    Correspondence.MOD: "The text differs from its source, and each difference stands in the record with its reason.",
    Correspondence.NEQ: "A difference has no reason, a locked clause is touched, or fewer than half of the source’s "
                        "clauses have its words.",
}
"""Basis: docs/decisions/0009-degree-of-correspondence.md."""
_TENDS = {Direction.LOOSER: "down", Direction.WEAKER: "down", Direction.STRICTER: "up", Direction.STRONGER: "up"}


def _degree(comparison: Comparison) -> str:
    """What the degree says of this text: of one that is not equivalent what makes it so."""
    if comparison.correspondence is None:
        return ""
    if comparison.not_equivalent_because:
        return f"Not equivalent because {'; '.join(comparison.not_equivalent_because)}."
    return _DEGREES[comparison.correspondence]


def html_of(comparison: Comparison, back: Sequence[tuple[str, str]] = ()) -> str:
    """The whole page. Shape: one HTML document; the same comparison gives the same bytes.

    `back` are words and relative addresses of what stands beside it, for a page that is part of a website.
    """
    style, script = _read("page.css") + _running_head(comparison) + (_BACK_STYLE if back else ""), _read("page.js")
    return template_in(_HERE).render(
        comparison=comparison, back=back, clauses=page_clauses(comparison), summary=summary(comparison),
        degree=_degree(comparison),
        asks=asks_for_reasons(comparison), tends={way.value: tends for way, tends in _TENDS.items()},
        values=[value for value in comparison.values if not value.is_filled_in],
        filled_in=[value for value in comparison.values if value.is_filled_in],
        style=style, script=script, style_digest=policy_digest(style), script_digest=policy_digest(script),
    )


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _running_head(comparison: Comparison) -> str:
    """Style that prints on each sheet what is compared; the names stand in it as strings of CSS."""
    sides = (comparison.before, comparison.after)
    full = " → ".join(f"{side.name} ({side.owner})" if side.owner else side.name for side in sides)
    short = " → ".join(side.name for side in sides)
    fits = [words for words in (f"{comparison.title}: {full}", full, short) if len(words) <= _SHEET]
    words = fits[0] if fits else f"{short[:_SHEET]}…"
    return f'\n@page {{ @top-left {{ content: "{_in_style(words)}"; }} }}\n'


def _in_style(words: str) -> str:
    """Words as a string of CSS: whatever is no letter, figure or blank is written as its number."""
    return "".join(sign if sign == " " or (sign.isascii() and sign.isalnum()) else f"\\{ord(sign):x} "
                   for sign in " ".join(words.split()))
