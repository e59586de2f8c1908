"""The checklist of a joint audit as a spreadsheet to be filled in on site, and as a document."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from schemekit.cooperate.checklist import Checklist, ModuleChecklist, asked_words
from schemekit.cooperate.process_annexes import savings_lines
from schemekit.cooperate.shared_passages import picked, shared_keys
from schemekit.cooperate.supplement_paper import both_wordings, own_values_lines
from schemekit.cooperate.unconfirmed_paper import unconfirmed_facts, unconfirmed_sheets
from schemekit.crosswalk.joint_questions import Ask, Question
from schemekit.crosswalk.paired_clauses import PairedClause
from schemekit.model.paper import Paper, PaperPart
from schemekit.text.formatted.made_markdown import as_words, table
from schemekit.word.spreadsheet import Column, Sheet

FORMATS = ("xlsx", "docx", "pdf", "html", "md", "json")
_NOTE = ("What both ask alike is asked once. Where no rule tells which side asks more, both forms are asked and "
         "nothing is counted as saved. Nobody has judged the two to be equal.")
_ROOM = "\u00a0"


def checklist_paper(found: Checklist, today: str) -> Paper:
    """The checklist on paper. Units: `today` is YYYY-MM-DD."""
    lines = [*_figures(found)]
    for module in found.modules:
        lines += [f"## {as_words(module.title)}: questions", "", *_questions(found, module), "",
                  *_to_decide(module), "## Licence and credit", "", *_licence(module), ""]
    title = f"Joint audit checklist: {found.ours} and {found.theirs}"
    return Paper(
        title=title, parts=(PaperPart(title=title, markdown="\n".join(lines)),), language=found.language,
        facts=(("Ours", found.ours), ("Theirs", found.theirs), ("In all", found.summary), ("Made on", today),
               *unconfirmed_facts(found.unconfirmed)),
        footer=f"Made on {today}. Nobody has judged the two to be equal.", is_numbered=False, has_contents=False,
        has_room_to_sign=True,
    )


def checklist_sheets(found: Checklist) -> tuple[Sheet, ...]:
    """The questions, one sheet for each module, and the figures."""
    sheets = [Sheet(title=module.name[:31], columns=_columns(found), rows=tuple(
        _row(found, module, number, one) for number, one in enumerate(module.questions, 1)))
        for module in found.modules]
    rows = [*((label, words) for label, words in _lines(found)),
            *((f"May {found.theirs}'s words be copied? {module.name}", module.copying.words)
              for module in found.modules),
            *((f"Credit, {module.name}", module.copying.credit) for module in found.modules
              if module.copying.is_allowed)]
    figures = Sheet(title="Figures", columns=(Column(heading="Figure", width=44), Column(heading="Amount", width=90)),
                    rows=tuple(rows))
    open_rows = tuple(row for module in found.modules for row in _open_rows(module))
    to_decide = Sheet(title="To be decided", columns=(
        Column(heading="Module", width=14), Column(heading="Which asks more?", width=22),
        Column(heading="What differs", width=34), Column(heading=found.ours, width=50),
        Column(heading=found.theirs, width=50), Column(heading="Decided", width=26),
    ), rows=open_rows)
    return (*sheets, *((to_decide,) if open_rows else ()), figures, *unconfirmed_sheets(found.unconfirmed))


def _open_rows(module: ModuleChecklist) -> Iterator[tuple[str, ...]]:
    has_words = module.copying.is_allowed
    for pair in module.to_decide:
        ours, theirs = _differing(pair)
        if not has_words:
            theirs = pair.theirs.label if pair.theirs else ""
        differs = "; ".join((*_pointer(module, pair), *(pair.told if has_words else ())))
        yield module.name, pair.clause.heading, differs, ours, theirs, ""
    for row in module.own_values:
        yield module.name, row.title, "each fills it in for itself", row.ours, row.theirs, ""


def _differing(pair: PairedClause) -> tuple[str, ...]:
    """What each side says that the other does not, under its label: a cell is cut where a clause is long."""
    sides = (pair.ours, pair.theirs)
    shared = shared_keys([side.body if side is not None else "" for side in sides])
    return tuple(f"{side.label}\n{picked(side.body, shared, is_shared=False) or side.body}" if side is not None else ""
                 for side in sides)


def _columns(found: Checklist) -> tuple[Column, ...]:
    grades = [Column(heading=f"Grade, {name}", width=18, choices=_choices(found.grades_of(party)))
              for name, party in ((found.ours, found.our_id), (found.theirs, found.their_id))]
    return (
        Column(heading="No.", width=6), Column(heading="Our clause", width=24),
        Column(heading="Their clause", width=24),
        Column(heading="Asked", width=16), Column(heading="Is this met?", width=70), Column(heading="Note", width=36),
        Column(heading="Evidence", width=36), Column(heading="Finding", width=36), *grades,
    )


def _choices(grades: tuple[str, ...]) -> tuple[str, ...]:
    """The grades of a party as a list to choose from; none where a sign would part them, or they are too many."""
    is_fit = len(",".join(grades)) < 200 and not any(sign in grade for grade in grades for sign in ',"')
    return ("met", *grades) if grades and is_fit else ()


def _row(found: Checklist, module: ModuleChecklist, number: int, question: Question) -> tuple[str, ...]:
    pair = question.pair
    return (str(number), pair.ours.label if pair.ours else "", pair.theirs.label if pair.theirs else "",
            _asked(found, question), "\n".join(_points(found, module, question)), "\n".join(question.notes), "", "",
            "", "")


def _points(found: Checklist, module: ModuleChecklist, question: Question) -> Iterator[str]:
    for form, words in asked_words(module, question):
        if form:
            yield f"{_name(found, form)}:"
        yield words.words
        yield from (f"• {line}" for line in words.points)


def _asked(found: Checklist, question: Question) -> str:
    """In which form it is asked, with the names of the schemes."""
    return {
        Ask.OUR_FORM: f"once, in the stricter form of {found.ours}",
        Ask.THEIR_FORM: f"once, in the stricter form of {found.theirs}",
        Ask.OURS: f"for {found.ours} only", Ask.THEIRS: f"for {found.theirs} only",
    }.get(question.ask, question.ask.value)


def _figures(found: Checklist) -> Iterator[str]:
    yield as_words(_NOTE)
    yield ""
    yield from table(("Figure", "Amount"), [(as_words(label), as_words(words)) for label, words in _lines(found)])


def _lines(found: Checklist) -> Iterator[tuple[str, str]]:
    numbers = found.figures
    yield f"Questions of {found.ours} alone", str(numbers.ours_alone)
    yield f"Questions of {found.theirs} alone", str(numbers.theirs_alone)
    yield "Questions of a joint audit", str(numbers.joint)
    yield "Questions saved", f"{numbers.saved} ({numbers.saved_percent:.0f} %)"
    if found.to_compare:
        yield "Questions that may fall away once a person has compared the two forms", str(found.to_compare)
    if found.saved is None:
        yield "Days and money", "not worked out: no shared process was named whose record has the parties' numbers"
        return
    yield from savings_lines(found.saved)
    if found.saved.wanting:
        yield "Not worked out, as the record lacks", ", ".join(found.saved.wanting)


def _questions(found: Checklist, module: ModuleChecklist) -> Iterator[str]:
    if not module.is_same_module:
        yield ("The two go back to different texts, so no question is asked once for both. Where people judged two "
               "clauses to address the same item of a framework, the note says so.")
        yield ""
    numbered = enumerate(module.questions, 1)
    for _, group in groupby(numbered, key=lambda one: id(one[1].pair)):
        yield from _clause(found, module, tuple(group))


def _clause(found: Checklist, module: ModuleChecklist, asked: tuple[tuple[int, Question], ...]) -> Iterator[str]:
    """The questions of one clause, and below them room for what was seen of each."""
    first = asked[0][1]
    yield f"### {as_words(first.pair.clause.heading)}"
    yield ""
    yield f"*{as_words(_where(found, first))}*"
    yield ""
    for number, question in asked:
        yield f"**Question {number}, {as_words(_asked(found, question))}.** Is this met?"
        yield ""
        for form, demand in asked_words(module, question):
            yield f"{f'{as_words(_name(found, form))}: ' if form else ''}{as_words(demand.words)}"
            yield from ("", *(f"- {as_words(line)}" for line in demand.points), "")
        for note in question.notes:
            yield f"*{as_words(note)}.*"
            yield ""
    yield from table(("No.", "Evidence: what was seen or heard, and where", "Finding: met, or what is not met and why",
                      f"Grade, {as_words(found.ours)}", f"Grade, {as_words(found.theirs)}"),
                     [(str(number), *(_ROOM,) * 4) for number, _ in asked])


def _to_decide(module: ModuleChecklist) -> Iterator[str]:
    """What no rule can tell: of definitions nobody asks an auditor, and every question may hang on them."""
    if module.to_decide or module.own_values:
        yield "## To be decided by people: which asks more"
        yield ""
    for pair in module.to_decide:
        yield from both_wordings(pair, "###", has_words=module.copying.is_allowed)
        for words in _pointer(module, pair):
            yield f"**Asked above.** {words[:1].upper()}{words[1:]}."
            yield ""
    yield from own_values_lines(module.own_values)
    if module.to_decide or module.own_values:
        yield ""


def _pointer(module: ModuleChecklist, pair: PairedClause) -> Iterator[str]:
    numbers = module.number_of(pair)
    if numbers:
        yield f"in both forms in question{'s' * (len(numbers) > 1)} {', '.join(map(str, numbers))}"


def _where(found: Checklist, question: Question) -> str:
    sides = ((found.ours, question.pair.ours), (found.theirs, question.pair.theirs))
    return ", ".join(f"{name} {side.number or side.id}" for name, side in sides if side is not None)


def _name(found: Checklist, form: str) -> str:
    return {"Ours": found.ours, "Theirs": found.theirs}[form]


def _licence(module: ModuleChecklist) -> Iterator[str]:
    if module.copying.is_allowed:
        yield f"**Credit.** {as_words(module.copying.credit)}. Quoted without changes, in part."
        yield ""
    yield f"**May their words be copied?** {as_words(module.copying.words)}"
