"""The adoption statement as a paper: for a board, an assessor or a partner, on one document or on all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from schemekit.adopt.adoption_facts import correspondence_facts
from schemekit.adopt.correspondence import degree_of, modified_because, not_equivalent_because
from schemekit.adopt.form_changes import form_reason
from schemekit.adopt.licences import outgoing_licence
from schemekit.adopt.proven import unconfirmed
from schemekit.adopt.todo import DONE
from schemekit.adopt.verify import is_as_recorded
from schemekit.model.adoption import Verb
from schemekit.model.approval import Approval
from schemekit.model.derogation import Derogation
from schemekit.model.paper import Paper, PaperPart
from schemekit.model.parameter import Effect
from schemekit.model.signal import Direction, SignalKind
from schemekit.review.comparison import ComparedClause
from schemekit.review.statement.edited_words import edited_words
from schemekit.review.statement.statement import Statement
from schemekit.review.statement.statement_values import told_values, unchanged_values
from schemekit.review.told import counted, is_touched_lock
from schemekit.text.formatted.made_markdown import as_words, table
from schemekit.text.told_signal import told_lines

_FOOT = "It says how the text corresponds to its source; it judges nothing, and is not legal advice."


def statement_paper(item: Statement) -> Paper:
    """One module's statement."""
    title = f"Adoption statement: {item.adoption.module.title}"
    return Paper(
        title=title, parts=(PaperPart(title=title, markdown="\n".join(_body(item))), *unchanged_values(item)),
        language="en",
        owner=item.adoption.scheme.name, facts=tuple(_facts(item)), footer=f"{item.today.isoformat()}. {_FOOT}",
    )


def scheme_paper(items: Sequence[Statement]) -> Paper:
    """The statements of several modules as one paper, with an index before them."""
    scheme, today = items[0].adoption.scheme, items[0].today
    title = f"Adoption statements: {scheme.name}"
    index = PaperPart(title=title, markdown="\n".join(_index(items)))
    parts = (PaperPart(title=item.adoption.module.title, markdown="\n".join((*_front(item), *_body(item))),
                       number=str(place)) for place, item in enumerate(items, start=1))
    annexes = [replace(annex, title=f"{annex.title}: {item.adoption.module.title}", number=f"Annex {place}")
               for place, item in enumerate(items, start=1) for annex in unchanged_values(item)]
    return Paper(title=title, parts=(index, *parts, *annexes), language="en", owner=scheme.name,
                 facts=(("Scheme", scheme.name), ("Documents", str(len(items))), ("Stand", today.isoformat())),
                 footer=f"{today.isoformat()}. {_FOOT}")


def _index(items: Sequence[Statement]) -> Iterator[str]:
    yield "Each document below was taken over from a published source."
    yield "What was changed is listed with its reason; what is not listed is as the source has it."
    yield ""
    yield from table(
        ("Document", "Source", "Correspondence", "Technical deviations", "Looser, stricter values", "Still open",
         "Approval"),
        [(as_words(item.adoption.module.title), as_words(_source(item)),
          _degree(item), str(len(item.technical)),
          f"{_count(item, Effect.LOOSER)}, {_count(item, Effect.STRICTER)}", str(len(item.todo)),
          as_words(item.standing.words) if item.standing else "not recorded") for item in items])


def _count(item: Statement, effect: Effect) -> int:
    return sum(value.effect is effect for value in item.values)


def _front(item: Statement) -> Iterator[str]:
    """The facts of one statement among others, which have a title block of their own no more."""
    yield from table(("What", "Here"), [(as_words(name), as_words(words)) for name, words in _facts(item)])


def _facts(item: Statement) -> Iterator[tuple[str, str]]:
    adoption, provenance = item.adoption, item.adoption.entry.provenance
    yield "Scheme", adoption.scheme.name
    yield "Source", _source(item)
    yield "Method", item.method
    yield from correspondence_facts(adoption, item.today)
    yield "Approval", item.standing.words if item.standing else "none is recorded"
    yield "Licence", f"{adoption.module.licence} ({item.verdict.answer.words})"
    yield "Credit", _credit(item)
    yield "Source at", f"{provenance.url}, commit {provenance.commit or 'not known'}"


def _source(item: Statement) -> str:
    entry = item.adoption.entry
    return f"{entry.title} {entry.version}, {item.adoption.module.credit.author} ({entry.provenance.library})"


def _credit(item: Statement) -> str:
    credit = item.adoption.module.credit
    return ", ".join(part for part in (credit.author, str(credit.year), credit.url, credit.notice) if part)


def _body(item: Statement) -> Iterator[str]:
    yield from _summary(item)
    yield from _deviations("Technical deviations", item, item.technical,
                           _no_deviations(item))
    yield from _deviations("Editorial changes", item, item.editorial, "None.")
    yield from _edited(item)
    yield from told_values(item)
    yield from _numbers(item)
    yield from _documents(item)
    yield from _open(item)
    yield from _derogations(item)
    yield from _approvals(item)
    yield from _licence(item)
    yield from _provenance(item)


_LIGHT = (SignalKind.EDITORIAL, SignalKind.STRUCTURE)


def _degree(item: Statement) -> str:
    degree = degree_of(item.adoption)
    return f"{degree.value}, {degree.words}"


def _no_deviations(item: Statement) -> str:
    """What stands where no clause differs: a text can be modified all the same, by a value."""
    because = modified_because(item.adoption) or not_equivalent_because(item.adoption)
    if because:
        return f"None in the words of the clauses. It is not identical because: {as_words('; '.join(because))}."
    return "None: no clause asks anything else than its source."


def _summary(item: Statement) -> Iterator[str]:
    yield "## In short"
    yield ""
    signals = [signal for clause in item.technical for signal in clause.signals]
    weaker = sum(signal.direction in (Direction.WEAKER, Direction.LOOSER) for signal in signals)
    stronger = sum(signal.direction in (Direction.STRONGER, Direction.STRICTER) for signal in signals)
    unsure = sum(signal.direction is Direction.OTHER and signal.kind not in _LIGHT for signal in signals)
    dropped = sum(clause.change.verb is Verb.DROP for clause in item.technical)
    lacking = sum(clause.lacks_reason for clause in item.technical)
    outside = len(item.adoption.out_of_range)
    rest = len(item.comparison.changed) - len(item.technical) - len(item.editorial)
    only = f"; {_many(rest, 'clause')} only renumbered or rewrapped, which is no deviation" if rest else ""
    clauses = _sentence(counted(item.comparison))
    yield f"- {clauses[:1].upper()}{clauses[1:]}"
    yield (f"- {_many(len(item.technical), 'technical deviation')}, {_many(len(item.editorial), 'editorial change')}"
           f"{only}.")
    yield f"- {_many(weaker, 'place')} in the words weaker or looser than the source, {stronger} stronger or stricter."
    if unsure:
        yield f"- {_many(unsure, 'change')} of the words without a direction: read {'it' if unsure == 1 else 'them'}."
    yield f"- {_many(dropped, 'clause')} of the source left out, {item.adoption.counts[Verb.ADD]} of the scheme's own."
    yield (f"- {_many(_count(item, Effect.LOOSER), 'value')} looser than the source's default, "
           f"{_count(item, Effect.STRICTER)} stricter; {outside} outside the source's range.")
    if lacking:
        yield f"- {_many(lacking, 'deviation')} without a reason on record."
    yield from (f"- {_sentence(notice)}" for notice in item.comparison.notices)
    yield ""


def _many(number: int, one: str) -> str:
    return f"{number or 'no'} {one}{'' if number == 1 else 's'}"


def _sentence(words: str) -> str:
    """Words of others as a sentence, with one full stop."""
    return f"{as_words(words).rstrip('.')}."


def _deviations(title: str, item: Statement, clauses: Sequence[ComparedClause], none: str) -> Iterator[str]:
    yield f"## {title}"
    yield ""
    if not clauses:
        yield none
        yield ""
    yield from table(
        ("In the source", "Here", "Clause", "What was done", "What it means", "Reason", "Approved"),
        [(_number(clause, "source"), _number(clause, "mine"), _named(clause, item),
          _done(clause, item), "; ".join(map(as_words, told_lines(clause.signals, item.comparison.titles))) or "-",
          as_words(_reason(clause)), as_words(item.approved_words(clause)) or "-") for clause in clauses])


def _named(clause: ComparedClause, item: Statement) -> str:
    """The clause's heading; of an annex, with the annex's name."""
    title = item.adoption.title_of(clause.file) if clause.file else ""
    heading = clause.change.heading or clause.change.id
    if title and (clause.change.id == clause.file or heading == title):
        return as_words(title)
    return as_words(f"{heading} ({title})" if title else heading)


def _edited(item: Statement) -> Iterator[str]:
    """The words of each editorial change, for whoever would rather see than believe."""
    rows = [(as_words(clause.change.heading or clause.change.id), as_words(before) or "nothing",
             as_words(after) or "nothing")
            for clause in item.editorial for before, after in edited_words(clause.change)]
    if rows:
        yield "The words of these changes, as they are typed:"
        yield ""
    yield from table(("Clause", "Before", "After"), rows)


def _number(clause: ComparedClause, side: str) -> str:
    text = clause.change.source if side == "source" else clause.change.mine
    return as_words(f"{clause.annex}{text.number}") if text and text.number else "-"


def _done(clause: ComparedClause, item: Statement) -> str:
    words = DONE[clause.change.verb] if clause.change.verb is not Verb.ADOPT else "moved"
    return f"{words}, though locked" if is_touched_lock(clause, item.comparison) else words


def _reason(clause: ComparedClause) -> str:
    by = f" ({clause.by})" if clause.by else ""
    return f"{clause.reason}{by}" if clause.reason else "none on record" if clause.lacks_reason else ""


def _numbers(item: Statement) -> Iterator[str]:
    yield "## Map of clause numbers"
    yield ""
    moved = [number for number in item.numbers if number.is_elsewhere]
    same = len(item.numbers) - len(moved)
    if not moved:
        yield f"Every one of the {same} clauses has the number that it has in the source."
        yield ""
        return
    yield f"{same} clauses have the number that they have in the source; these have another, or stand on one side only."
    yield ""
    yield from table(("In the source", "Here", "Clause"), [
        (number.source or "-", number.here or "-", as_words(number.heading)) for number in moved])


def _documents(item: Statement) -> Iterator[str]:
    adoption = item.adoption
    rows = [(as_words(adoption.title_of(file)), "deleted" if file in adoption.deleted_forms else "changed",
             as_words(form_reason(adoption, file)) or "-") for file in adoption.changed_forms]
    rows += [(as_words(adoption.title_of(file)), "the scheme's own", "-") for file in adoption.added_files]
    if rows:
        yield "## Forms and other documents"
        yield ""
        yield from table(("Document", "What was done", "Why"), rows)


def _open(item: Statement) -> Iterator[str]:
    if item.todo:
        yield "## Still open"
        yield ""
        yield from (f"- {as_words(todo.line)}" for todo in item.todo)
        yield ""


def _derogations(item: Statement) -> Iterator[str]:
    if item.derogations:
        yield "## Derogations"
        yield ""
        yield from table(("Clause", "For", "From", "To", "Reason", "Granted by"), [
            (as_words(f"#{one.clause}"), as_words(one.scope), one.start,
             f"{one.end or 'no end: review yearly'}{'' if one.holds_on(item.today) else ' (not in force)'}",
             as_words(_why(one)), as_words(one.approver)) for one in item.derogations])


def _why(item: Derogation) -> str:
    return f"{item.reason}; despite the lock: {item.despite_lock}" if item.despite_lock else item.reason


def _approvals(item: Statement) -> Iterator[str]:
    yield "## Approvals"
    yield ""
    if not item.approvals:
        yield "None is recorded."
        yield ""
    yield from table(("Body", "Resolution", "Approved", "Effective", "Further dates", "Vote, conditions", "Text"), [
        (as_words(one.body), as_words(one.resolution) or "-", one.date, one.from_day, _further(one),
         as_words("; ".join(part for part in (one.vote, one.conditions, one.minutes, one.signatory) if part)) or "-",
         one.text_sha256[:12]) for one in item.approvals])
    if item.standing is not None and not item.standing.holds:
        yield "The text was changed since the newest of them."
        yield ""


def _further(item: Approval) -> str:
    named = (("published", item.published), ("transition until", item.transition_end), ("review by", item.review_due),
             ("expires", item.expires))
    return "; ".join(f"{name} {day}" for name, day in named if day) or "-"


def _licence(item: Statement) -> Iterator[str]:
    adoption = item.adoption
    yield "## Licence and credit"
    yield ""
    yield f"- Licence of the source: {as_words(adoption.module.licence)} ({item.verdict.answer.words})."
    yield f"- Licence of this text: {as_words(outgoing_licence(adoption.scheme, adoption.id))}."
    yield f"- Credit: {_sentence(_credit(item))}"
    yield from (f"- Condition: {_sentence(duty)}" for duty in item.verdict.duties)
    yield ""


def _provenance(item: Statement) -> Iterator[str]:
    provenance = item.adoption.entry.provenance
    yield "## Provenance"
    yield ""
    if not is_as_recorded(item.adoption):
        yield "**Not confirmed:** the source in the scheme's folder is not what was recorded when it was pulled."
        yield ""
    for one in unconfirmed([item.adoption]):
        yield f"**Not confirmed:** {as_words(one.words)}."
        yield ""
    rows = (("Library", f"{provenance.library}, {provenance.url}"), ("Commit", provenance.commit),
            ("Tree", provenance.tree), ("SHA-256 of the source's files", provenance.sha256),
            ("SHA-256 of this text", str(item.to_mapping()["text_sha256"])))
    yield from table(("What", "Value"), [(name, as_words(words) or "not known") for name, words in rows])
    yield f"Both can be worked out again from the files: `schemekit verify --source` does it. {_FOOT}"
