"""The register of documents: every policy that may be seen, with its code, version, status, dates and owner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from schemekit.model.scheme import Scheme
from schemekit.site.handbook.front import ALL_VERSIONS, VERSIONS, download_place
from schemekit.site.handbook.policy import Policy
from schemekit.site.page import Page, link_to
from schemekit.site.table import table
from schemekit.text.formatted.paper_labels import labels
from schemekit.text.web.words import written

REGISTER = "register/index.md"
_HEADS = ("Code", "Document", "Version", "Status", "Date of the approval", "Effective from", "Review due", "Owner",
          "Files")


def register_page(
    scheme: Scheme, policies: Sequence[Policy], titles: Mapping[str, str], downloads: frozenset[str]
) -> Page:
    """The table, or a line where nothing is public yet. Shape: `titles` are the policies' own, by module."""
    rows = [_row(scheme, policy, titles[policy.id], downloads) for policy in policies]
    say = labels(scheme.language)
    title = say("Register of documents")
    # A column in which nothing stands, such as codes that a scheme does not give, only takes the room of the others.
    used = [column for column, cells in enumerate(zip(*rows, strict=True)) if any(cells)]
    listed = table([say(_HEADS[column]) for column in used], ([row[column] for column in used] for row in rows))
    listed = listed or "No document has been published yet."
    return Page(path=REGISTER, title=title, markdown=f"# {title}\n\n{listed}\n",
                description=f"All documents of {scheme.name} with status and dates", hides=("toc",))


def _row(scheme: Scheme, policy: Policy, title: str, downloads: frozenset[str]) -> tuple[str, ...]:
    wanted, text = scheme.modules.get(policy.id), policy.shown
    approval = text.approval if text else None
    files = [f"[{kind.upper()}]({link_to(place, REGISTER)})" for kind in ("docx", "pdf")
             if text and (place := download_place(text, kind)) in downloads]
    versions = f"[{labels(scheme.language)(ALL_VERSIONS)}]({link_to(f'{policy.id}/{VERSIONS}', REGISTER)})"
    return (
        written(wanted.code) if wanted else "", f"[{written(title)}]({link_to(policy.path, REGISTER)})",
        written(text.version) if text else "", written(policy.status), approval.date if approval else "",
        approval.from_day if approval else "", approval.review_due if approval else "", written(scheme.name),
        " · ".join([*files, *([versions] if policy.approved or policy.withdrawn else [])]),
    )
