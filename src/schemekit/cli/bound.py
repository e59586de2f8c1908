"""How a binding is told: the release and how near it is, the values and where they stand, every clause that differs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from schemekit.adopt.nearest import percent
from schemekit.adopt.todo import DONE
from schemekit.cli.screen import count_words, folded, has_screen, paint, print_table, tell
from schemekit.cli.terminal import one_line, style
from schemekit.model.adoption import Verb
from schemekit.model.parameter import measured, shown
from schemekit.model.scheme import DEFAULT_LIBRARY
from schemekit.text.recovering.recovery import Sureness

if TYPE_CHECKING:
    from schemekit.adopt.binding import Binding, BoundValue, Proposal

_SURE = {"certain": "certain", "likely": "likely: another release may be as near",
         "even": "as near as another; the newest is taken"}
_PLACES = 3


def tell_proposals(found: Sequence[Proposal], path: str) -> None:
    """The modules a copy may be of, and how to go on."""
    print_table([[f"  {item.module}", item.library, item.version, percent(item.share), item.title] for item in found],
                ["  Module", "Library", "Newest", "Words in common", "Title"])
    best = found[0]
    name = best.module if best.library == DEFAULT_LIBRARY else f"{best.library}/{best.module}"
    click.echo(one_line(f"The nearest is {name}. Next: schemekit bind {path} --module {name}"))


def tell_binding(binding: Binding) -> None:
    """What was found, before it is written: what a person has to look at, and the verdict last."""
    _releases(binding)
    _values(binding)
    _clauses(binding)
    if any(value.basis == "scheme" for value in binding.contradictions):
        first = next(value for value in binding.contradictions if value.basis == "scheme")
        _note("where scheme.yaml's value stands, the text differs from it. To bring yours into the text: bind with "
              f"--keep text, then schemekit set {binding.name_of(first)}=\"...\"")
    if binding.missing:
        _note(f"your text lacks {', '.join(binding.missing)}; bind with --forms to have them written")
    for note in binding.notes:
        _note(note)
    _verdict(binding)


def _note(words: str) -> None:
    told = style("note: ", fg="yellow") + one_line(words)
    click.echo(folded(told, "  ") if has_screen() else told)


def _verdict(binding: Binding) -> None:
    """All of it in two lines, right above the question."""
    best, adoption = binding.nearest.best, binding.adoption
    others = count_words(len(adoption.deviations), "clause differs", "clauses differ") if adoption.deviations else \
        "no clause differs"
    links = len(binding.without_links)
    also = f", {links} of them only by links that are missing" if links else ""
    click.echo()
    tell(f"{binding.copy.place}: {binding.release.name}, {percent(best.near.share)} of the words in common, "
         f"{_SURE[binding.nearest.sureness]}. {best.same} of {best.clauses} clauses as they are; {others}{also}.")


def tell_written(binding: Binding) -> None:
    """What was written, and what comes next."""
    name = binding.adoption.id
    if binding.copied:
        where = "there is a copy of it in" if len(binding.copied) == 1 else "there are copies of it in"
        click.echo(one_line(f"{binding.copy.place} is left as it is; {where} policies/{name}"))
    for file in binding.copy.left:
        click.echo(one_line(f"  left where it is, for it is no text: {file}"))
    if binding.stale:
        click.echo(one_line(f"Values of the whole scheme changed: 'schemekit sync' brings {', '.join(binding.stale)} "
                            "into step"))
    click.echo(f"{name} is bound to {binding.release.version}; the text is not changed. Next: "
               + (f"schemekit reason {name}" if binding.adoption.unreasoned else "schemekit status"))


def _releases(binding: Binding) -> None:
    best = binding.nearest.best
    library = binding.adoption.entry.provenance.library
    click.echo(one_line(f"{binding.copy.place} is nearest to {binding.release.name} of the library {library}"))
    rows = []
    for item in binding.nearest.weighed:
        words = f"{item.same} of {item.clauses}"
        verdict = paint(_SURE[binding.nearest.sureness], "green") if item is best else ""
        rows.append([f"  {', '.join(item.versions[:4])}", percent(item.near.share), words, verdict])
    print_table(rows, ["  Release", "Words in common", "Clauses as they are", ""])
    if len(best.versions) > 1:
        click.echo(one_line(f"  {', '.join(best.versions)} have the same text; {binding.release.version} is taken"))


def _values(binding: Binding) -> None:
    """The values that a person has to look at; the others are counted."""
    rows = [[f"  {binding.name_of(value)}", _where(value), _standing(value)] for value in binding.seen
            if value.is_worth_a_look]
    click.echo()
    if rows:
        print_table(rows, ["  Value", "Where it stands", "In the text"])
    if alike := len(binding.seen) - len(rows):
        more = "more " if rows else ""
        tell(f"  {count_words(alike, f'{more}value')} in the text as the module gives "
             f"{'it' if alike == 1 else 'them'} (--json has all)", "    ")
    for basis, words in (("default", "the default"), ("scheme", "the value in scheme.yaml")):
        found = [value for value in binding.unseen if value.basis == basis]
        named = [f"{binding.name_of(value)} ({shown(value.value)})" for value in found if value.is_worth_a_look]
        named += [f"{len(found) - len(named)} at the default"] if len(named) < len(found) else []
        if named:
            tell(f"  Not to be seen in the text, so {words} stands: {', '.join(named)}", "    ")


def _where(value: BoundValue) -> str:
    """Where the value stands, and by that how sure it is."""
    first, *more = value.read.clauses
    told = f"#{first}" + (f" and {len(more)} more" if more else "")
    return {Sureness.LIKELY: f"{told} only", Sureness.DIVIDED: f"{told}, others differ"}.get(value.read.sureness, told)


def _standing(value: BoundValue) -> str:
    told = [measured(shown(value.read.value), value.parameter.unit)]
    told += [f"#{reading.clause} reads '{reading.text[:60]}'" for reading in value.read.others[:_PLACES]]
    if len(value.read.others) > _PLACES:
        told.append(f"{len(value.read.others) - _PLACES} more places read otherwise")
    if value.scheme_has is not None:
        told.append(f"scheme.yaml has {shown(value.scheme_has)}, which " +
                    ("gives way" if value.basis == "text" else "stands"))
    if not value.is_in_range:
        told.append(f"outside the range ({value.parameter.range_text}), which needs a reason")
    return "; ".join(told)


def _clauses(binding: Binding) -> None:
    adoption = binding.adoption
    counts = adoption.counts
    told = ", ".join(f"{counts[verb]} {DONE[verb]}" for verb in (Verb.ADOPT, Verb.ADAPT, Verb.DROP, Verb.ADD))
    click.echo(f"\nClauses: {told}")
    colours = {Verb.ADAPT: "yellow", Verb.DROP: "red", Verb.ADD: "green"}
    rows = [[paint(f"  {DONE[change.verb]}", colours[change.verb]), f"#{change.id}",
             "; ".join([change.heading, *adoption.signals_of(change)])] for change in adoption.deviations]
    if rows:
        print_table(rows, ["", "Clause", "Heading"])
        tell(f"{count_words(len(rows), 'deviation')}, to be recorded with the reasons still to be given")
    if links := binding.without_links:
        tell(f"{len(links)} of them {'differs' if len(links) == 1 else 'differ'} only by links that are missing, as "
             f"after Word. To put the source's back, clause by clause: schemekit restore {adoption.id} {links[0].id}")
