"""The title block of a policy's page: the same facts as on paper, as far as they are for everybody.

Conditions, votes and minutes of an approval stay inside, and so does the day of printing: a page has none.
"""

from __future__ import annotations

from dataclasses import replace

from schemekit.circulation.title_block import UNCONTROLLED, Standing, title_block
from schemekit.site.handbook.policy import PublicText
from schemekit.site.table import table
from schemekit.text.formatted.paper_words import paper_words
from schemekit.text.web.words import written


def facts_of(text: PublicText) -> tuple[tuple[str, str], ...]:
    """The rows of the title block, in order, without empty ones."""
    public = replace(text.approval, conditions="") if text.approval else None
    standing = Standing(status=text.words, version=text.version, approval=public)
    hidden = (text.say("Contact"),) if "contact_email" in text.unsaid else ()
    return tuple(row for row in title_block(text.adoption, standing) if row[0] not in hidden)


def facts_table(text: PublicText) -> str:
    """The title block as Markdown."""
    scheme = text.adoption.scheme
    owner = text.say("Owner")   # the owner stands in the head of the table
    rows = [(written(label), written(words)) for label, words in facts_of(text) if label != owner]
    return table((written(paper_words(scheme.language).facts), written(scheme.name)), rows)


def foot_of(text: PublicText, address: str) -> str:
    """What a printed page says of itself. Shape: `address` is where the site is published, or empty."""
    wanted, say = text.adoption.scheme.modules.get(text.id), text.say
    name = " ".join(part for part in (wanted.code if wanted else "", text.version or say("draft")) if part)
    label = say("Effective from")
    effective = f", {label[:1].lower()}{label[1:]} {text.approval.from_day}" if text.approval else ""
    where = f" {address}{text.folder}/" if address else ""
    return f"{name[:1].upper()}{name[1:]}{effective}. {say(UNCONTROLLED)}{where}"


def print_line(text: PublicText, address: str) -> str:
    """The same as a line of a page that only a printer shows, as Markdown."""
    return f"*{written(foot_of(text, address))}*{{ .printed }}"
