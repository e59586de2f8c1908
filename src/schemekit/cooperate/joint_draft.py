"""The draft of a joint text, as a module's text in Markdown, with where each clause comes from behind it."""

from __future__ import annotations

from collections.abc import Iterator

from schemekit.cooperate.harmonise import Harmonised, JointModule
from schemekit.cooperate.joint_clauses import JointClause, Outcome
from schemekit.cooperate.own_names import with_readable_blanks
from schemekit.cooperate.unconfirmed_paper import unconfirmed_words
from schemekit.crosswalk.side_by_side import with_unit
from schemekit.model.paper import Paper, PaperPart
from schemekit.text.formatted.made_markdown import as_typed, table

FORMATS = ("md", "docx", "pdf", "html")
"""What a draft is written as: Markdown with blanks, to become a module, or a paper in which they have names."""
_DRAFTED = (Outcome.SETTLED, Outcome.OPEN)


def joint_draft(found: Harmonised, module: JointModule, today: str) -> str:
    """A draft of the joint text of one module. Units: `today` is YYYY-MM-DD.

    Shape: names are left as blanks (`{{ cookiecutter.secretariat }}`); what is not settled stands in quotations, which
    bind nobody. Where the licences do not allow a joint text, headings stand without words.
    """
    lines = [f"# Joint draft: {module.title}", "", *_head(found, module, today)]
    for clause in module.clauses:
        if clause.outcome in _DRAFTED:
            lines += _clause(clause, has_words=module.verdict.is_allowed)
    lines += ["## Where each clause comes from { #provenance }", "", *_provenance(found, module)]
    lines += ["## What differs { #differences }", "", *_differences(found, module)]
    return "\n".join(lines).rstrip("\n") + "\n"


def draft_paper(found: Harmonised, module: JointModule, today: str) -> Paper:
    """The draft as people read it: on paper, its blanks in brackets with what they are called.

    Units: `today` is YYYY-MM-DD.
    """
    title = f"Joint draft: {module.title}"
    titles = {value.name: value.title for value in module.values}
    markdown = with_readable_blanks(joint_draft(found, module, today), titles, is_markdown=True)
    sources = ", ".join(f"{name} {version}" for name, version in zip(found.schemes, module.versions, strict=True))
    return Paper(title=title, parts=(PaperPart(title=title, markdown=markdown),), owner=" · ".join(found.schemes[:3]),
                 language=found.language,
                 facts=(("From", sources), ("Draft takes", found.level), ("Made on", today)),
                 footer=f"Draft of {today}. Nobody has agreed on it.")


def how_computed(found: Harmonised) -> str:
    """How the draft was made, in words for people."""
    if found.is_strictest:
        return ("The draft takes the strictest of each: where all have one wording, that wording with the strictest "
                "value; where they differ, the wording of which each other asks the same or less. Where no rule tells, "
                "and where only some have a clause, it is left to be settled.")
    return ("The draft takes what all ask: only clauses that every scheme has; where all have one wording, that "
            "wording with the value that everybody meets; where they differ, the wording of which each other asks the "
            "same or more. Where no rule tells, it is left to be settled.")


def _head(found: Harmonised, module: JointModule, today: str) -> Iterator[str]:
    sources = ", ".join(f"{name} {version}" for name, version in zip(found.schemes, module.versions, strict=True))
    yield f"> Draft of {today} from {as_typed(sources)}. Nobody has agreed on it."
    yield f"> {how_computed(found)}"
    if found.unconfirmed:
        yield f"> {as_typed(unconfirmed_words(found.unconfirmed))}"
    verdict = module.verdict
    reasons = " ".join(one.text for one in verdict.reasons)
    yield f"> Licence of the joint text, {as_typed(verdict.outgoing)}: {verdict.answer.words}. {as_typed(reasons)}"
    if not verdict.is_allowed:
        yield "> The words are left out for that reason."
    yield ""


def _clause(clause: JointClause, *, has_words: bool) -> Iterator[str]:
    yield f"{'#' * max(clause.level, 2)} {clause.heading} {{ #{clause.id} }}"
    yield ""
    if not has_words:
        return
    if clause.outcome is Outcome.OPEN:
        yield f"> To be settled: {as_typed(clause.why)}."
        yield ""
    if clause.words:
        yield clause.words
        yield ""
    if clause.outcome is Outcome.OPEN:
        for name, words in clause.apart:
            yield f"> {as_typed(name)}, beside these words:" if clause.words else f"> {as_typed(name)}:"
            yield ">"
            yield from (f"> {line}" if line.strip() else ">" for line in words.split("\n"))
            yield ""


def _provenance(found: Harmonised, module: JointModule) -> Iterator[str]:
    """Each clause of the draft with the clauses it comes from: whose, which release, which clause."""
    for clause in module.clauses:
        if clause.outcome in _DRAFTED:
            sources = "; ".join(provenance(found, module, clause))
            rests = clause.rests_on or clause.outcome.value
            yield f"- [{as_typed(clause.title)}](#{clause.id}): {as_typed(sources)} ({as_typed(rests)})"
    yield ""


def provenance(found: Harmonised, module: JointModule, clause: JointClause) -> tuple[str, ...]:
    """`Northern Minerals, assurance 1.0.1, 4.2 Calibration`, for each clause that it comes from."""
    return tuple(
        f"{found.schemes[member.scheme]}, {member.clause.module} {module.versions[member.scheme]}, "
        f"{member.clause.label}" for member in clause.group.members)


def _differences(found: Harmonised, module: JointModule) -> Iterator[str]:
    rows = list(difference_rows(found, module))
    yield "What stays apart needs its reason; what does not is settled before the text is adopted."
    yield ""
    yield from table(("About", "What differs", "Stays, and why"), [
        (as_typed(about), as_typed(what), "\u00a0") for about, what in rows])
    if not rows:
        yield "Nothing."


def difference_rows(found: Harmonised, module: JointModule) -> Iterator[tuple[str, str]]:
    """What differs between the schemes, each with its words: values, clauses to be settled, clauses that some lack."""
    for value in module.values:
        if len(set(value.values)) > 1 and not value.is_name:
            # What a text says in other words has its units in it: there each figure is told with its own.
            is_plain = all(words[:1].isdigit() for words in value.values)
            said = ", ".join(f"{name} {words if is_plain else with_unit(words, value.unit)}"
                             for name, words in zip(found.schemes, value.values, strict=True))
            unit = f" {value.unit}" if value.unit and is_plain else ""
            taken = f"taken: {value.taken}" if value.taken else ""
            yield value.title, f"{said}{unit}; {', '.join(filter(None, (taken, value.told)))}"
    for clause in module.clauses:
        if clause.outcome is not Outcome.SETTLED:
            yield clause.title, clause.why
