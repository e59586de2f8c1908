"""The annexes of a harmonisation agreement, made from its record."""

from __future__ import annotations

from collections.abc import Iterator

from schemekit.cooperate.open_places import OPEN
from schemekit.cooperate.records import HeldCooperation
from schemekit.model.cooperation import Cooperation
from schemekit.model.harmonisation import Harmonisation
from schemekit.model.paper import PaperPart
from schemekit.text.formatted.made_markdown import as_words, table


def harmonisation_annexes(held: HeldCooperation) -> Iterator[PaperPart]:
    """The terms of a harmonisation as tables, in the order in which its agreement names them."""
    record = held.cooperation
    terms = Harmonisation.from_mapping(record.section)
    for title, lines in (
        ("The joint text", _text(record, terms)), ("Common minimum", _minimum(terms)),
        ("Terms", _terms(record, terms)), ("Clause map", _clauses(record, terms)),
        ("Differences that stay", _differences(record, terms)), ("End of the old texts", _sunset(record, terms)),
    ):
        yield PaperPart(title=title, markdown="\n".join(lines))


def public_harmonisation(held: HeldCooperation) -> Iterator[PaperPart]:
    """What everybody has to know: the joint text, what its terms mean, and when the old texts end.

    Not the reasons of differences, nor who settled which clause.
    """
    record = held.cooperation
    terms = Harmonisation.from_mapping(record.section)
    text = [f"**{label}.** {as_words(words)}\n" for label, words in (
        ("Title", terms.text.title), ("Version", terms.text.version), ("Licence", terms.text.licence),
        ("Kept by", record.name_of(terms.text.keeper))) if words]
    if text:
        yield PaperPart(title="The joint text", markdown="\n".join(text))
    if terms.terms:
        yield PaperPart(title="Terms", markdown="\n".join(table(("Term", "Means"), [
            (as_words(term.term), as_words(term.meaning)) for term in terms.terms if term.meaning])))
    if terms.sunset:
        yield PaperPart(title="End of the old texts", markdown="\n".join(_sunset(record, terms)))


def _text(record: Cooperation, terms: Harmonisation) -> Iterator[str]:
    text = terms.text
    for label, words in (("Title", text.title), ("Module", text.id), ("Version", text.version),
                         ("Licence", text.licence), ("Kept by", record.name_of(text.keeper)),
                         ("Changes", text.changes)):
        yield f"**{label}.** {as_words(words) or OPEN}"
        yield ""
    if text.draft:
        yield f"**Draft.** {as_words(text.draft)}"
        yield ""


def _minimum(terms: Harmonisation) -> Iterator[str]:
    minimum = terms.minimum
    settled = f"{minimum.decided_by} {minimum.date}".strip()
    for label, words in (("Rule", minimum.rule), ("Settled by and on", settled), ("What goes beyond", minimum.beyond)):
        yield f"**{label}.** {as_words(words) or OPEN}"
        yield ""


def _terms(record: Cooperation, terms: Harmonisation) -> Iterator[str]:
    if not terms.terms:
        yield OPEN
    yield from table(("Joint term", "Means", "At", "is called", "and means"), [
        (as_words(term.term), as_words(term.meaning) or OPEN, as_words(record.name_of(one.party)),
         as_words(one.term), as_words(one.meaning) or "-") for term in terms.terms for one in term.parties])
    for term in terms.terms:
        if term.note:
            yield f"**{as_words(term.term)}.** {as_words(term.note)}"
            yield ""


def _clauses(record: Cooperation, terms: Harmonisation) -> Iterator[str]:
    if not terms.clauses:
        yield OPEN
    yield from table(("Joint clause", "Comes from", "Note", "Settled by and on"), [
        (as_words(clause.joint) or "given up",
         "; ".join(as_words(f"{record.name_of(one.party)} {one.module}#{one.clause}") for one in clause.sources) or "-",
         as_words(clause.note) or "-", as_words(f"{clause.judge} {clause.date}".strip()) or "-")
        for clause in terms.clauses])


def _differences(record: Cooperation, terms: Harmonisation) -> Iterator[str]:
    if not terms.differences:
        yield "None is on record."
    yield from table(("About", "Who asks what", "Why it stays", "Looked at again"), [
        (as_words(item.about),
         "; ".join(as_words(f"{record.name_of(one.party)}: {one.says}") for one in item.parties) or "-",
         as_words(item.why) or OPEN, item.review or "-") for item in terms.differences])


def _sunset(record: Cooperation, terms: Harmonisation) -> Iterator[str]:
    if not terms.sunset:
        yield OPEN
        yield ""
    yield from table(("Text", "Of", "Retired by and on", "Last use for something new", "Last day"), [
        (as_words(item.document), as_words(record.name_of(item.party)),
         as_words(f"{item.decided_by} {item.decided_on}".strip()) or "-", item.last_use or "-", item.last_day or "-")
        for item in terms.sunset])
    yield f"**Certificates and cases under the old texts.** {as_words(terms.holders) or OPEN}"
    yield ""
    yield f"**Consulted.** {as_words('; '.join(terms.consulted)) or OPEN}"
