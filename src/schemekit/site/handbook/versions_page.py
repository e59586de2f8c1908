"""The list of a policy's texts, the newest first, and the pages of approvals that were taken back."""

from __future__ import annotations

from collections.abc import Iterator

from schemekit.site.handbook.front import ALL_VERSIONS, VERSIONS
from schemekit.site.handbook.policy import Policy, PublicText
from schemekit.site.page import Page, link_to
from schemekit.text.formatted.paper_labels import labels
from schemekit.text.web.words import written

_HEADS = ("Version", "Status", "Date of the approval", "Body", "Effective from", "Review due")


def versions_page(policy: Policy, language: str) -> Page:
    """Every text of a policy that may be seen, with its dates and a link that never changes."""
    path = f"{policy.id}/{VERSIONS}"
    rows = [_row(text, path) for text in reversed(policy.approved)]
    if policy.draft is not None or (policy.shown is not None and policy.shown.approval is None):
        draft = policy.draft or policy.shown
        assert draft is not None   # one of the two is there, as was just asked
        target = f"{draft.folder}/index.md" if policy.draft else policy.path
        rows.insert(0, f"| [Draft]({link_to(target, path)}) | {written(draft.words)} |  |  |  |  |")
    rows += [f"| [{day}]({link_to(f'{policy.id}/{day}/index.md', path)}) | Withdrawn |  |  |  |  |"
             for day in policy.withdrawn]
    say = labels(language)
    heads = [say(name) for name in _HEADS]
    table = "\n".join([f"| {' | '.join(heads)} |", "| --- | --- | --- | --- | --- | --- |", *rows])
    title = f"{policy.title}: {say(ALL_VERSIONS)}"
    return Page(path=path, title=title, is_searched=False, markdown=f"# {written(title)}\n\n{table}\n")


def _row(text: PublicText, path: str) -> str:
    approval = text.approval
    assert approval is not None   # approved texts only
    target = link_to(f"{text.folder}/index.md", path)
    resolution = f" ({approval.resolution})" if approval.resolution else ""
    return (f"| [{written(text.version)}]({target}) | {written(text.words)} | {approval.date} "
            f"| {written(f'{approval.body}{resolution}')} | {approval.from_day} | {approval.review_due} |")


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
