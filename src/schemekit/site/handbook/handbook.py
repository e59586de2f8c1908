"""The handbook put together: every page, file and line of the menu that a scheme's public policies make."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from schemekit.model.scheme import Scheme
from schemekit.site.handbook.complaints_page import complaints_page, contact_of, is_sample
from schemekit.site.handbook.credits_page import CREDITS, credits_page
from schemekit.site.handbook.differences_page import differences_page
from schemekit.site.handbook.downloads import downloads
from schemekit.site.handbook.front import COMPLAINTS, front
from schemekit.site.handbook.glossary_page import GLOSSARY, glossary_page
from schemekit.site.handbook.policies import Policies
from schemekit.site.handbook.policy import WITHDRAWN, Policy, PublicText
from schemekit.site.handbook.policy_page import TextParts, text_pages, text_parts
from schemekit.site.handbook.register_page import REGISTER, register_page
from schemekit.site.handbook.values_warning import value_warnings
from schemekit.site.handbook.versions_page import versions_page, withdrawn_pages
from schemekit.site.kept import Kept
from schemekit.site.page import NavEntry, Page
from schemekit.text.formatted.paper_labels import labels


@dataclass(frozen=True, kw_only=True)
class Handbook:
    """Shape: as `Site` has them; `titles` are the policies' own, by module."""

    pages: tuple[Page, ...]
    nav: tuple[NavEntry, ...]
    titles: dict[str, str]
    files: dict[str, bytes] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def handbook(scheme: Scheme, policies: Policies, kept: Kept, address: str = "") -> Handbook:
    """All of the handbook. Shape: `address` is where the site will be published, or empty."""
    made = downloads([text for policy in policies.all for text in policy.approved if text.status != WITHDRAWN], kept)
    work = _Work(scheme, policies, frozenset(made.files), address)
    pages = tuple(work.pages())
    say = labels(scheme.language)
    # The menu takes the first page of a part for the part's own: it must be none of the policies.
    nav = [NavEntry(say("Register of documents"), REGISTER),
           *(NavEntry(work.titles[policy.id], policy.path) for policy in policies.all)]
    notes = [*policies.notes, *made.notes]
    contact = contact_of(scheme, policies.all)
    if is_sample(contact):
        notes.append(f"people are told to complain to {contact}, which is the sample")
    return Handbook(
        pages=pages, titles=work.titles, files=made.files, notes=tuple(notes),
        warnings=tuple(value_warnings(policies.all)),
        nav=(NavEntry(say("Policies"), entries=tuple(nav)) if policies.all else nav[0], *_further(pages)),
    )


def _further(pages: tuple[Page, ...]) -> Iterator[NavEntry]:
    titles = {page.path: page.title for page in pages}
    for path in (GLOSSARY, CREDITS, COMPLAINTS):
        if path in titles:
            yield NavEntry(titles[path], path)


class _Work:
    """The pages of one handbook, with the documents of each text that is shown."""

    def __init__(self, scheme: Scheme, policies: Policies, files: frozenset[str], address: str) -> None:
        self._scheme, self._policies, self._files = scheme, policies.all, files
        self._address = address
        self._parts = {policy.id: text_parts(policy.shown) for policy in self._policies if policy.shown}
        self._places = {document: place for name, parts in self._parts.items()
                        for document, place in parts.places(name, name).items()}
        self.titles = {policy.id: self._parts[policy.id].title if policy.id in self._parts else policy.title
                       for policy in self._policies}

    def pages(self) -> Iterator[Page]:
        """Every page."""
        for policy in self._policies:
            yield from self._policy_pages(policy)
        mains = {name: parts.parts[0] for name, parts in self._parts.items()}
        yield register_page(self._scheme, self._policies, self.titles, self._files)
        glossary = glossary_page(self._policies, mains, self._scheme.language)
        if glossary is not None:
            yield glossary
        yield credits_page(self._scheme, self._policies)
        yield complaints_page(self._scheme, self._policies, self._parts, self._files)

    def _policy_pages(self, policy: Policy) -> Iterator[Page]:
        if policy.shown is not None:
            parts = self._parts[policy.id]
            yield from self._text(policy, policy.shown, parts, policy.id)
            ids = parts.places(policy.id, policy.id)[f"{policy.id}/{parts.parts[0].file}"].ids
            yield differences_page(policy, policy.shown, ids, reasons=self._scheme.publish.reasons)
        for text in (*policy.approved, *((policy.draft,) if policy.draft else ())):
            yield from self._text(policy, text, text_parts(text), text.folder)
        if policy.approved or policy.withdrawn:
            yield versions_page(policy, self._scheme.language)
        yield from withdrawn_pages(policy)

    def _text(self, policy: Policy, text: PublicText, parts: TextParts, folder: str) -> Iterator[Page]:
        annexes = [(part.title, parts.path(folder, place)) for place, part in enumerate(parts.parts) if place]
        lines = front(policy, text, folder, self._files, annexes)
        return text_pages(text, parts, folder, lines, self._places, self._address)
