"""The handbook's first page: what the scheme wrote itself, and its policies with their status."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from schemekit.site.handbook.policy import Policy
from schemekit.site.page import Page, link_to
from schemekit.site.table import table
from schemekit.text.formatted.paper_labels import labels
from schemekit.text.web.words import line_of, written

HOME = "index.md"


def home_page(
    name: str, own: Page | None, policies: Sequence[Policy], titles: Mapping[str, str], language: str
) -> Page:
    """The page. Shape: `own` is the hand-written one, or None; `titles` are the policies' own, by module."""
    page = own or Page(path=HOME, title=name, markdown=f"# {line_of(written(name))}\n")
    rows = [(f"[{written(titles[policy.id])}]({link_to(policy.path, HOME)})", written(policy.status))
            for policy in policies]
    say = labels(language)
    listed = table((say("Document"), say("Status")), rows) or "No policy has been published yet."
    return replace(page, markdown=f"{page.markdown.rstrip()}\n\n## {say('Policies')}\n\n{listed}\n")
