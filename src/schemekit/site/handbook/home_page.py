"""The handbook's first page, where the scheme wrote none: its policies with their status."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from schemekit.site.handbook.policy import Policy
from schemekit.site.page import Page, link_to
from schemekit.text.web.words import line_of, written

HOME = "index.md"


def home_page(name: str, policies: Sequence[Policy], titles: Mapping[str, str]) -> Page:
    """The page. Shape: `titles` are the policies' own, by module."""
    rows = [f"| [{written(titles[policy.id])}]({link_to(policy.path, HOME)}) | {written(policy.status)} |"
            for policy in policies]
    table = "\n".join(["| Policy | Status |", "| --- | --- |", *rows]) if rows else "No policy has been published yet."
    return Page(path=HOME, title=name, markdown=f"# {line_of(written(name))}\n\n{table}\n")
