"""The list of a policy's texts, the newest first, and the pages of approvals that were taken back."""

from __future__ import annotations

from collections.abc import Iterator

from schemekit.model.approval import Approval
from schemekit.site.handbook.front import ALL_VERSIONS, VERSIONS
from schemekit.site.handbook.policy import WITHDRAWN, Policy, PublicText
from schemekit.site.page import Page, link_to
from schemekit.site.table import table
from schemekit.text.formatted.paper_labels import labels
from schemekit.text.web.words import written

_HEADS = ("Version", "Status", "Date of the approval", "Body", "Effective from", "Review due")


def versions_page(policy: Policy, language: str) -> Page:
    """Every text of a policy that may be seen, with its dates and a link that never changes."""
    path = f"{policy.id}/{VERSIONS}"
    say = labels(language)
    listed = table([say(name) for name in _HEADS], _rows(policy, path))
    title = f"{policy.title}: {say(ALL_VERSIONS)}"
    return Page(path=path, title=title, is_searched=False, markdown=f"# {written(title)}\n\n{listed}\n")


def _rows(policy: Policy, path: str) -> Iterator[tuple[str, ...]]:
    if policy.draft is not None:
        yield _without_dates("Draft", f"{policy.draft.folder}/index.md", policy.draft.words, path)
    elif policy.shown is not None and policy.shown.approval is None:
        yield _without_dates("Draft", policy.path, policy.shown.words, path)
    for text in reversed(policy.approved):
        if text.approval is not None:
            yield _row(text, text.approval, path)
    for day in policy.withdrawn:
        yield _without_dates(day, f"{policy.id}/{day}/index.md", WITHDRAWN.capitalize(), path)


def _without_dates(name: str, place: str, status: str, path: str) -> tuple[str, ...]:
    return (f"[{name}]({link_to(place, path)})", written(status), *("" for _ in _HEADS[2:]))


def _row(text: PublicText, approval: Approval, path: str) -> tuple[str, ...]:
    resolution = f" ({approval.resolution})" if approval.resolution else ""
    return (f"[{written(text.version)}]({link_to(f'{text.folder}/index.md', path)})", written(text.words),
            approval.date, written(f"{approval.body}{resolution}"), approval.from_day, approval.review_due)


def withdrawn_pages(policy: Policy) -> Iterator[Page]:
    """What stands at the address of an approval that was taken back: that it was, and none of the words."""
    for day in policy.withdrawn:
        path = f"{policy.id}/{day}/index.md"
        yield _withdrawn(policy, path, f"The approval of {day} was withdrawn, so its text is not shown.")
    if policy.shown is None:
        yield _withdrawn(policy, policy.path, "The approval was withdrawn, and no text is in force.")


def _withdrawn(policy: Policy, path: str, words: str) -> Page:
    versions = link_to(f"{policy.id}/{VERSIONS}", path)
    return Page(path=path, title=policy.title, is_searched=False,
                markdown=f"# {written(policy.title)}\n\n**Withdrawn.**{{ .stage }}\n\n{words}\n\n"
                         f"[All versions]({versions})\n")
