"""`schemekit cooperate harmonise`: terms, clauses and a draft of one text for several schemes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import click

from schemekit.cli.beside import Writable, file_named, refuse_file_beside, tell_into, tell_unconfirmed, write_made
from schemekit.cli.screen import json_option, offline_option, paint, print_json, print_table, tell
from schemekit.cli.terminal import one_line, style

if TYPE_CHECKING:
    from pathlib import Path

    from schemekit.cooperate.harmonise import Harmonised, JointModule

_LINES = 30   # on the screen; a file has all


@click.command("harmonise",
               epilog="Example:  schemekit cooperate harmonise ../example-forest-council --draft joint.docx")
@click.argument("schemes", metavar="A [B]…", nargs=-1, required=True)
@click.option("--without-ours", is_flag=True, help="Leave out the scheme you are in.")
@click.option("--module", "modules", metavar="MODULE", multiple=True,
              help="The module, or one name for each scheme with = between them; can be given several times.  "
                   "[all that every one adopted]")
@click.option("--strictest", is_flag=True, help="Draft the strictest of each instead of what all ask.")
@click.option("--licence", default="", metavar="SPDX-ID", help="The licence of the joint text.  [the first scheme's]")
@click.option("--to", "file", metavar="FILE", default="",
              help="Write what was found to this new file: .html, .docx, .pdf, .md, .xlsx or .json.")
@click.option("--draft", metavar="FILE", default="",
              help="Write the draft of the joint text to this new file: .docx, .pdf or .html to be read, .md to become "
                   "a module.")
@click.option("--into", "cooperation", metavar="ID", default="",
              help="Write the draft into this harmonisation, a new one or one there is: the text into its folder, "
                   "where each clause comes from into its record.")
@click.option("--force", is_flag=True,
              help="Write over a file that is there; also over a draft that people may have worked on.")
@json_option
@offline_option
@click.pass_context
def command(
    ctx: click.Context, schemes: tuple[str, ...], modules: tuple[str, ...], licence: str, file: str, draft: str,
    cooperation: str, *, without_ours: bool, strictest: bool, force: bool, as_json: bool, offline: bool,
) -> None:
    """See what it takes to put one text in the place of several: terms, clauses, values, a draft.

    A, B are folders or addresses; the scheme you are in comes first, and is left out where you say so. The draft takes
    what all ask, at the value that all meet, and names for each clause whose it is. What no rule can tell is left to be
    settled.
    """
    from schemekit.cli.naming import scheme_named, scheme_root, working_folder
    from schemekit.cooperate.harmonise import Harmonising, harmonise
    from schemekit.cooperate.harmonise_record import harmonise_into, one_module
    from schemekit.cooperate.harmonised_paper import FORMATS, harmonised_mapping
    from schemekit.cooperate.into_record import Into
    from schemekit.cooperate.joint_draft import FORMATS as DRAFTS

    refuse_file_beside(cooperation, file, draft)
    target = file_named(ctx, file, "a comparison", FORMATS, as_json=as_json)
    text = file_named(ctx, draft, "a draft", DRAFTS, as_json=False)
    if text is not None and target is not None and text.place == target.place:
        raise click.UsageError("--to and --draft name one file: the draft is another text, give it a name of its own.")
    if cooperation and without_ours:
        raise click.UsageError("--into writes into the scheme you are in, which is one of those that are harmonised: "
                               "give it without --without-ours")
    wanted = Harmonising(schemes=schemes, modules=modules, licence=licence, is_strictest=strictest, offline=offline)
    written = None
    if cooperation:
        found, written = harmonise_into(
            scheme_root(ctx), tuple(scheme_named(ctx, name) for name in schemes), wanted,
            Into(id=cooperation, today=date.today().isoformat(), is_forced=force))
    else:
        here = working_folder(ctx).absolute()
        named = _with_ours(schemes, None if without_ours else _ours(ctx), here)
        found = harmonise(here, replace(wanted, schemes=named))
        if (text is not None or target is not None) and not as_json:
            added = "" if named == schemes else " (yours comes first; --without-ours leaves it out)"
            tell(f"beside each other: {', '.join(found.schemes)}{added}", "")
    if text is not None:
        module = one_module(found)
        write_made(text, lambda ending: _drafted(found, module, ending), force=force, is_told=not as_json)
    if as_json:
        print_json("cooperate harmonise",
                   {**harmonised_mapping(found), **({"into": written.to_mapping()} if written else {})})
    elif written is not None:
        tell_unconfirmed(found.unconfirmed)
        tell_into(written, found.summary)
    elif target is not None:
        write_made(target, _made(found).as_file, force=force)
        tell_unconfirmed(found.unconfirmed)
    else:
        _tell(found, is_drafted=text is not None)


def _ours(ctx: click.Context) -> Path | None:
    """The scheme that the command works in; None outside of one."""
    from schemekit.cli.naming import scheme_root
    from schemekit.errors import NotASchemeError

    try:
        return scheme_root(ctx).absolute()
    except NotASchemeError:
        return None


def _with_ours(schemes: tuple[str, ...], ours: Path | None, here: Path) -> tuple[str, ...]:
    """The schemes that were named, with ours first unless it is among them; ours alone stands beside itself."""
    is_named = ours is not None and any((here / name).resolve() == ours.resolve() for name in schemes)
    return schemes if ours is None or (is_named and len(schemes) > 1) else (str(ours), *schemes)


def _drafted(found: Harmonised, module: JointModule, form: str) -> bytes:
    from schemekit.cooperate.joint_draft import draft_paper, joint_draft

    today = date.today().isoformat()
    if form == "md":
        return joint_draft(found, module, today).encode("utf-8", "replace")
    from schemekit.word.paper import paper_as

    return paper_as(draft_paper(found, module, today), form)


def _made(found: Harmonised) -> Writable:
    from schemekit.cooperate.harmonised_paper import harmonised_mapping, harmonised_paper, harmonised_sheets

    return Writable(
        command="cooperate harmonise", mapping=lambda: harmonised_mapping(found),
        paper=lambda: harmonised_paper(found, date.today().isoformat()), sheets=lambda: harmonised_sheets(found),
        title=f"Towards one text: {', '.join(found.schemes)}")


def _tell(found: Harmonised, *, is_drafted: bool) -> None:
    from schemekit.cooperate.joint_clauses import Outcome
    from schemekit.cooperate.joint_draft import difference_rows

    click.echo(style(one_line(f"Towards one text: {', '.join(found.schemes)}"), bold=True))
    click.echo()
    rows = [[paint("term", "cyan"), one.name, one.kind.value] for one in found.collisions]
    for module in found.modules:
        rows += [[paint("differs", "yellow"), f"{module.name}: {about}", what]
                 for about, what in difference_rows(found, module)]
    if rows:
        print_table(rows[:_LINES], ["What", "Where", ""])
        if len(rows) > _LINES:
            tell(f"and {len(rows) - _LINES} more: --to harmonise.xlsx has all of them")
        click.echo()
    for module in found.modules:
        verdict = module.verdict
        only = "" if verdict.is_allowed else " as headings only"
        tell(f"{module.name}: {module.count(Outcome.SETTLED)} of {len(module.clauses)} clauses drafted{only}; a joint "
             f"text under {verdict.outgoing}: {verdict.answer.words}", "")
        for one in () if verdict.is_allowed else verdict.reasons:
            tell(f"  because {one.text}", "")
        for words in module.broken:
            tell(f"look here: {words}", "")
    tell_unconfirmed(found.unconfirmed)
    step = "--into ID" if is_drafted else "--draft joint.docx"
    click.echo(one_line(f"{found.summary}. Next: schemekit cooperate harmonise … {step}"))
