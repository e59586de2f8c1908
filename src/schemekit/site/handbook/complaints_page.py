"""How to complain: one page with the address, the form and the procedure, and a line on every page that leads to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from schemekit.model.parameter import Scope
from schemekit.model.scheme import Scheme
from schemekit.site.handbook.front import COMPLAIN, COMPLAINTS, download_place
from schemekit.site.handbook.policy import WITHDRAWN, Policy, PublicText
from schemekit.site.handbook.policy_page import TextParts
from schemekit.site.page import Page, link_to
from schemekit.site.table import table
from schemekit.text.formatted.paper_labels import labels
from schemekit.text.web.words import link, written

_TOPICS = frozenset({"grievance", "complaints", "appeals"})
_MAIL = re.compile(r"[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63}){1,8}")
_WEB = re.compile(r"https?://[A-Za-z0-9./_~%-]{3,200}")
_SAMPLE = re.compile(r"@example\.(org|com|net)$")
_PERIOD = re.compile(r"\b(?:days?|weeks?|months?|hours?)\b")


def is_sample(address: str) -> bool:
    """Whether nobody reads what is sent there: it is of a domain that is kept for samples. Basis: RFC 2606."""
    return bool(_SAMPLE.search(address))


def contact_of(scheme: Scheme, policies: Sequence[Policy]) -> str:
    """The address that the policies give, else the one that scheme.yaml gives; empty where there is none."""
    given = [text.value("contact_email") for text in _procedures(policies)]
    chosen = scheme.parameters.get("contact_email")
    return next((value for value in (*given, chosen.value if chosen else "") if isinstance(value, str) and value), "")


def complaints_page(
    scheme: Scheme, policies: Sequence[Policy], parts: dict[str, TextParts], downloads: frozenset[str]
) -> Page:
    """The page. Shape: `parts` are the documents of the texts that are shown, by module."""
    title = labels(scheme.language)(COMPLAIN)
    blocks = [f"# {title}", f"If something is wrong with {written(scheme.name)}, or with somebody who works "
              "under it, you can say so.", *_contact(scheme, policies)]
    procedures = [block for text in _procedures(policies) for block in _procedure(text, parts[text.id], downloads)]
    blocks += procedures or ["## The procedure", "No procedure for complaints has been published here yet."]
    return Page(path=COMPLAINTS, title=title, markdown="\n\n".join(blocks) + "\n", is_sought=True,
                description=f"How to complain to {scheme.name}")


def with_complaints_line(page: Page, language: str) -> Page:
    """The page with a line at its end that leads to the page about complaints, which itself has none."""
    if page.path == COMPLAINTS:
        return page
    line = f"[{labels(language)(COMPLAIN)}]({link_to(COMPLAINTS, page.path)}){{ .complain }}"
    return replace(page, markdown=f"{page.markdown.rstrip()}\n\n{line}\n")


def _procedures(policies: Sequence[Policy]) -> Iterator[PublicText]:
    for policy in policies:
        if policy.shown and _TOPICS & set(policy.shown.adoption.module.topics) and policy.shown.status != WITHDRAWN:
            yield policy.shown


def _contact(scheme: Scheme, policies: Sequence[Policy]) -> Iterator[str]:
    address = contact_of(scheme, policies)
    if _MAIL.fullmatch(address):
        yield f"**Write to {link(written(address), f'mailto:{address}')}.**"
    elif address:
        yield f"**Write to {written(address)}.**"
    site = scheme.parameters.get("website")
    if site and isinstance(site.value, str) and _WEB.fullmatch(site.value):
        yield f"Other addresses are given on {link(written(site.value), site.value)}."


def _procedure(text: PublicText, parts: TextParts, downloads: frozenset[str]) -> Iterator[str]:
    yield f"## {written(parts.title)}"
    main = link_to(parts.path(text.id, 0), COMPLAINTS)
    yield f"[Read the procedure]({main}): {written(text.words_inside)}."
    kinds = {document.file: document.kind for document in text.adoption.module.documents}
    for place, part in enumerate(parts.parts):
        if place and kinds.get(part.file) == "form":
            yield f"[{written(part.title)}]({link_to(parts.path(text.id, place), COMPLAINTS)})"
    files = [f"[{name}]({link_to(file, COMPLAINTS)})" for kind, name in (("docx", "Word"), ("pdf", "PDF"))
             if (file := download_place(text, kind)) in downloads]
    if files:
        yield f"All of it to print or fill in: {' · '.join(files)}"
    rows = [(written(parameter.title), written(f"{value} {parameter.unit}"))
            for parameter in text.adoption.module.parameters
            if parameter.scope is Scope.MODULE and _PERIOD.search(parameter.unit)
            and isinstance(value := text.value(parameter.name), (int, float))]
    if rows:
        yield table(("Period", "How long"), rows)
