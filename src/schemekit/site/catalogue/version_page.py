"""The page of one release: what it is for, its text with computed clause numbers, the marks of each clause, and how
to take it over.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemekit.model.module import Clause, Force, Module
from schemekit.model.parameter import Tailoring
from schemekit.model.release import Standing
from schemekit.site.catalogue.adopting import adopting
from schemekit.site.catalogue.evidence import mapped
from schemekit.site.catalogue.offer import Offer, OfferedModule, OfferedRelease
from schemekit.site.catalogue.places import (
    CATALOGUE,
    LATEST,
    document_place,
    history_place,
    module_place,
    parameters_place,
    text_place,
    try_place,
)
from schemekit.site.catalogue.text_links import TextLinks
from schemekit.site.page import Page, link_to
from schemekit.site.table import table
from schemekit.text.formatted.paper_words import language_name
from schemekit.text.web.page_text import PageText, page_text
from schemekit.text.web.words import link, written

_FORCES = {
    Force.REQUIREMENT: "must be done (shall)", Force.RECOMMENDATION: "should be done, or a reason given (should)",
    Force.PERMISSION: "may be done (may)", Force.CAPABILITY: "can be done (can)",
    Force.INFORMATION: "explains, and asks for nothing",
}
_TAILORINGS = {
    Tailoring.LOCKED: "an adopter who changes it no longer has an equivalent text",
    Tailoring.ADJUSTABLE: "an adopter may word it otherwise, with a reason",
    Tailoring.OPTIONAL: "an adopter may leave it out, with a reason",
}


def release_text(module: OfferedModule, offered: OfferedRelease) -> PageText:
    """The words of a release, with links that are right on the page of its version and on that of the newest."""
    words, here = offered.module, text_place(module.id, LATEST)
    links = TextLinks(offered, offered.main.file, here)
    return page_text(
        offered.marked_text(offered.main.file), title=words.title,
        under={clause.id: clause_marks(clause, module, here) for clause in words.clauses},
        resolve=links.resolve, blank=links.blank,
    )


def version_page(offer: Offer, module: OfferedModule, offered: OfferedRelease, version: str, text: PageText) -> Page:
    """The page at a version's place. Shape: `version` is the release's own, or `latest`."""
    here = text_place(module.id, version)
    words = offered.module
    foot = "\n\n".join([_legend(words), *adopting(offer, offered, here), *mapped(offered, here), *_credit(words),
                         *_references(words)])
    markdown = f"{text.under([*_head(module, offered, version, here)])}\n{foot}\n"
    named = f"{words.title}, latest" if version == LATEST else f"{words.title} {offered.version}"
    return Page(path=here, title=named, markdown=markdown, description=words.summary,
                is_searched=offered is module.newest and version != LATEST, is_sought=True)


def clause_marks(clause: Clause, module: OfferedModule, here: str) -> str:
    """The line under a clause's heading: its force, what an adopter may do to it, what it refers to, its history."""
    told = written(" · ".join([clause.force.value, clause.tailoring.value, *clause.references]))
    line = f"*{told}*{{ .marks .{clause.force.value} }}"
    if len(module.releases) > 1 and module.newest.module.clause(clause.id):
        line += f" *[history]({link_to(history_place(module.id), here)}#{clause.id})*{{ .marks }}"
    return line


def _head(module: OfferedModule, offered: OfferedRelease, version: str, here: str) -> Iterator[str]:
    words = offered.module
    yield from _standing(module, offered, version, here)
    yield written(words.summary)
    if words.audience:
        yield f"*For:* {written(words.audience)}"
    facts = [
        ("Version", f"{offered.version}, released {written(offered.release.date)}"),
        ("Kind", f"{written(words.type)}, in {written(language_name(words.language))}"),
        ("Topics", written(", ".join(words.topics))),
        ("Licence", f"{written(words.licence)}, credit {written(words.credit.author)}"),
        ("Size", f"{len(words.clauses)} clauses, {len(words.parameters)} blanks"),
    ]
    yield table(("", ""), ((f"**{name}**", value) for name, value in facts if value))
    forms = [link(written(document.title), link_to(document_place(module.id, offered.version, document.file), here))
             for document in offered.others()]
    if forms:
        yield f"*Forms and annexes:* {' · '.join(forms)}"
    ways = [
        link("Try it with your values", link_to(try_place(module.id, offered.version), here)),
        link("Blanks with their ranges", link_to(parameters_place(module.id, offered.version), here)),
        link("All versions and changes", link_to(module_place(module.id), here)),
        link("All modules", link_to(CATALOGUE, here)),
    ]
    yield f"{' · '.join([*ways, '[How to adopt it](#page-adopt)', '[What the marks mean](#page-marks)'])}"


def _standing(module: OfferedModule, offered: OfferedRelease, version: str, here: str) -> Iterator[str]:
    newest = module.newest
    if version == LATEST:
        fixed = link(f"the page of {offered.version}", link_to(text_place(module.id, offered.version), here))
        yield f"**This address always shows the newest version. To cite words that stay, link to {fixed}.**"
    standing = offered.release.standing
    if standing is not Standing.CURRENT:
        yield f"**This version is {standing.value}: {written(offered.release.standing_reason)}**"
    if version != LATEST and offered is not newest:
        newer = link(newest.version, link_to(text_place(module.id, newest.version), here))
        if module.releases.index(offered) > module.releases.index(newest):   # taken back, as it says above
            yield f"**The newest version that stands is {newer}.**"
        else:
            yield f"**This is an older version; the newest is {newer}.**"


def _legend(module: Module) -> str:
    forces = sorted({clause.force for clause in module.clauses}, key=list(Force).index)
    tailorings = sorted({clause.tailoring for clause in module.clauses}, key=list(Tailoring).index)
    rows = [*((written(item.value), _FORCES[item]) for item in forces),
            *((written(item.value), _TAILORINGS[item]) for item in tailorings)]
    return f"## What the marks mean {{ #page-marks }}\n\n{table(('Mark', 'Meaning'), rows)}"


def _credit(module: Module) -> Iterator[str]:
    credit = module.credit
    yield "## Licence and credit { #page-credit }"
    yield (f"{written(module.title)}, {written(credit.author)}, {credit.year}, licensed under "
           f"{written(module.licence)}." + (f" {written(credit.notice)}" if credit.notice else ""))


def _references(module: Module) -> Iterator[str]:
    rows = [(written(" ".join([item.title, item.version]).strip()), written(", ".join(item.items)))
            for item in module.references]
    if rows:
        yield f"## What it refers to {{ #page-references }}\n\n{table(('Document', 'Items'), rows)}"
