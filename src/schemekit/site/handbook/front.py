"""What a reader has to know before the words of a policy: where it stands, what comes next, and where to go on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemekit.model.approval import Stage
from schemekit.site.handbook.policy import DRAFT, STAGE_WORDS, SUPERSEDED, WITHDRAWN, Policy, PublicText
from schemekit.site.handbook.title_block import facts_table
from schemekit.site.page import link_to
from schemekit.text.web.words import written

CHANGED = "The text has changed since this approval; here stand the words that were approved."
COMPLAIN, ALL_VERSIONS, DIFFERS = "How to complain", "All versions", "What differs from the source"
COMPLAINTS = "complaints/index.md"
DIFFERENCES, VERSIONS = "differences/index.md", "versions/index.md"
_FORMATS = (("docx", "Word"), ("pdf", "PDF"))


def front(
    policy: Policy, text: PublicText, folder: str, downloads: frozenset[str], annexes: Sequence[tuple[str, str]]
) -> str:
    """The lines under the title of a text's page at `folder`, as Markdown. Shape: `annexes` are titles and pages."""
    here = f"{folder}/index.md"
    lines = [f"**{written(text.words)}.**{{ .stage }}"]
    if text.changed:
        lines.append(f"*{text.say(CHANGED)}*{{ .changed }}")
    if folder == text.folder and text is policy.shown and text.approval is not None:
        lines.append(f"This is the lasting address of this text; whatever is in force stands at "
                     f"[the policy's own page]({link_to(policy.path, here)}).")
    lines += [*_others(policy, text, here), _ways(policy, text, here, downloads)]
    if annexes:
        links = " · ".join(f"[{written(title)}]({link_to(path, here)})" for title, path in annexes)
        lines.append(f"{text.say('Forms and annexes')}: {links}")
    lines.append(facts_table(text))
    return "\n\n".join(lines)


def _others(policy: Policy, text: PublicText, here: str) -> Iterator[str]:
    """The policy's other texts that a reader of this one may have to know of."""
    shown = policy.shown
    if shown is not None and shown is not text:
        yield f"{_in_force_words(shown)}: {_link(shown, policy.path, here)}."
    for other in policy.coming:
        if other is not text and other.approval is not None:
            yield (f"A new text takes effect on {other.approval.from_day}: "
                   f"{_link(other, f'{other.folder}/index.md', here)}.")
    if text.overlap_end and text.status not in (SUPERSEDED, STAGE_WORDS[Stage.EXPIRED]):
        earlier = [other for other in policy.approved if other.status == SUPERSEDED]
        for other in earlier[-1:]:
            yield (f"The earlier text may still be used until {text.overlap_end}: "
                   f"{_link(other, f'{other.folder}/index.md', here)}.")
    if policy.draft is not None and policy.draft is not text:
        yield f"There is a draft of a new text: {_link(policy.draft, f'{policy.draft.folder}/index.md', here)}."


def _in_force_words(shown: PublicText) -> str:
    """How another page speaks of the text at the policy's own address."""
    if shown.status in (STAGE_WORDS[Stage.EXPIRED], STAGE_WORDS[Stage.APPROVED], WITHDRAWN, DRAFT):
        return f"The policy's page shows another text, {shown.words_inside}"
    return "The text in force is another one"


def _link(text: PublicText, target: str, here: str) -> str:
    words = f"the one approved on {text.approval.date}" if text.approval else "read it"
    return f"[{words}]({link_to(target, here)})"


def _ways(policy: Policy, text: PublicText, here: str, downloads: frozenset[str]) -> str:
    """The links to all that belongs to this text."""
    ways = [f"[{name}]({link_to(place, here)})" for kind, name in _FORMATS
            if (place := download_place(text, kind)) in downloads]
    if text is policy.shown:
        ways.append(f"[{text.say(DIFFERS)}]({link_to(f'{policy.id}/{DIFFERENCES}', here)})")
    if policy.approved or policy.withdrawn:
        ways.append(f"[{text.say(ALL_VERSIONS)}]({link_to(f'{policy.id}/{VERSIONS}', here)})")
    ways.append(f"[{text.say(COMPLAIN)}]({link_to(COMPLAINTS, here)})")
    return " · ".join(ways)


def download_place(text: PublicText, kind: str) -> str:
    """Where a text lies as a file: `downloads/grievance-2026-10-05.pdf`."""
    return f"downloads/{text.folder.replace('/', '-')}.{kind}"
