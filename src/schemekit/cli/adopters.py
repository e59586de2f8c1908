"""`schemekit adopters`: who uses the modules of a library, how far behind, and what everybody changes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click

from schemekit.cli.screen import count_words, json_option, offline_option, print_json, print_table, say, tell
from schemekit.cli.terminal import one_line, style

if TYPE_CHECKING:
    from schemekit.uptake.health import LibraryHealth
    from schemekit.uptake.module_use import ClauseUse, ModuleUse, ParameterUse, VersionUse

_ROWS = 20    # of one table on the screen; a page and --json have them all
_NAMED = 3
_SECONDS = 5   # between two words on how far it is


@click.command()
@click.argument("repos", nargs=-1, metavar="[REPO]…")
@click.option("--library", default="", metavar="NAME", help="Whose modules: a name on your list, a folder or an "
              "address. Without it, the library you are in, or the one that comes with the tool.")
@click.option("--from", "lists", metavar="FILE", multiple=True, type=click.Path(path_type=Path),
              help="A text file with one folder or address on each line.")
@click.option("--to", "file", metavar="FILE.html", default="", help="Write a page with everything to this new file.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@click.option("--jobs", type=click.IntRange(1, 256), default=None, metavar="N",
              help="Read with so many processes; without it, one on each processor.")
@click.option("--dask", default="", metavar="ADDRESS", help="Read on the Dask cluster with this scheduler.")
@json_option
@offline_option
@click.pass_context
def command(
    ctx: click.Context, repos: tuple[str, ...], library: str, lists: tuple[Path, ...], file: str, jobs: int | None,
    dask: str, *, force: bool, as_json: bool, offline: bool,
) -> int:
    """See who uses the modules of a library, and what they change.

    A REPO is a scheme's folder, a bare clone, a folder of many of these, or an address that is fetched. Of each, its
    newest saved state is read and nothing is changed in it. For each module: who is at which release and how far
    behind, what was declined, withdrawn releases still in use, which clauses most adopters change and in what, and
    which values they set. Leaves with 1 where a repository could not be read or a withdrawn release is in use.
    """
    from schemekit.adopters.reading_all import Readers, adopters
    from schemekit.cli.naming import working_folder
    from schemekit.cli.written_file import file_to_write

    if as_json and file:
        raise click.UsageError("--json is printed: give it without --to")
    if dask and jobs:
        raise click.UsageError("--jobs are processes of this computer, and --dask is who reads instead: give one")
    target = file_to_write(ctx, file, "a page of adopters", ("html",)) if file else None
    found = adopters(repos, working_folder(ctx), lists=lists, library=library, offline=offline,
                     readers=Readers(jobs=jobs or 0, dask=dask), told=_progress())
    if as_json:
        print_json("adopters", found.to_mapping())
    elif target:
        from schemekit.adopters.page import page

        is_new = target.write(page(found), force=force)
        tell(_head(found))
        _tell_unread(found)
        click.echo(one_line(f"{target.place.name} {'written' if is_new else 'is as it was'}."))
    else:
        _tell(found)
    return 0 if found.is_in_order else 1


def _progress() -> Callable[[int, int], None] | None:
    """How far it is, every few seconds where somebody sits there and waits."""
    if not sys.stderr.isatty():
        return None
    last = monotonic()

    def told(done: int, of: int) -> None:
        nonlocal last
        if done < of and monotonic() - last > _SECONDS:
            last = monotonic()
            say(f"{done:,} of {of:,} repositories read")

    return told


def _head(found: LibraryHealth) -> str:
    also = [count_words(len(found.others), "scheme has", "schemes have") + " none of it"] if found.others else []
    for number, did in ((len(found.twice), "counted once"), (len(found.unread), "not read")):
        also += [f"{count_words(number, 'repository', 'repositories')} {did}"] if number else []
    more = f"; {', '.join(also)}" if also else ""
    return f"{found.library}: {count_words(len(found.adopters), 'scheme uses', 'schemes use')} it{more}."


def _tell(found: LibraryHealth) -> None:
    click.echo(style(one_line(_head(found)), bold=True))
    if found.modules:
        click.echo()
        print_table([_row(module) for module in found.modules],
                    ["Module", "Newest", "Adopters", "Up to date", "Behind", "Major", "Declined", "Withdrawn"])
        _tell_versions(found)
        _tell_clauses(found)
        _tell_values(found)
    if found.unused:
        click.echo()
        tell(f"Nobody here has: {', '.join(found.unused)}")
    _tell_unread(found)


def _row(module: ModuleUse) -> list[str]:
    numbers = (len(module.adopters), module.up_to_date, module.behind(), module.behind("major"), len(module.declined),
               len(module.on_yanked))
    heads = ("Adopters", "Up to date", "Behind", "Major", "Declined", "Withdrawn")
    return [module.module, module.newest or "-",
            *(f"{number or '-':>{len(head)}}" for number, head in zip(numbers, heads, strict=True))]


def _tell_versions(found: LibraryHealth) -> None:
    rows = [[f"{module.module} {use.version}", str(len(use.adopters)), _standing(use), _names(use.adopters)]
            for module in found.modules for use in module.versions]
    click.echo()
    _print(rows, ["Release", "", "", "Who"])
    declined = [[item.adopter, f"{module.module} {item.version}", item.reason]
                for module in found.modules for item in module.declined]
    if declined:
        click.echo()
        _print(declined, ["Declined by", "Release", "Reason"])


def _standing(use: VersionUse) -> str:
    if not use.is_released:
        return "never released so"
    behind = f"{count_words(use.behind, 'release')} behind ({use.step})" if use.behind else "up to date"
    return f"{behind}; {use.standing}" if use.standing else behind


def _names(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def _tell_clauses(found: LibraryHealth) -> None:
    uses = [(module, use) for module in found.modules for use in module.clauses if use.changed]
    uses.sort(key=lambda pair: (-pair[1].changed / pair[1].adopters, -pair[1].changed, pair[0].module))
    if uses:
        click.echo()
        _print([[f"{module.module} #{use.clause}", str(use.kept), str(use.adapted), str(use.dropped),
                 "; ".join(_said(use))] for module, use in uses],
               ["Clauses that are changed", "Kept", "Adapted", "Dropped", "What stands out"])
    for module in found.modules:
        if module.uncompared:
            tell(f"{module.module}: the clauses of {count_words(len(module.uncompared), 'adopter')} are not counted "
                 f"({module.uncompared[0][0]}: {module.uncompared[0][1]})")


def _said(use: ClauseUse) -> Iterator[str]:
    if use.hint:
        yield use.hint
    elif use.kinds:
        yield ", ".join(kind for kind, _ in use.kinds[:_NAMED])
    if use.words:
        yield ", ".join(f"{words.words}{f' ({number})' if number > 1 else ''}"
                        for words, number in use.words[:_NAMED])


def _tell_values(found: LibraryHealth) -> None:
    rows = [[f"{module.module}.{use.name}", f"{use.default} {use.unit}".strip() if use.values else "",
             f"{use.defaults} of {use.adopters}", _values(use), _outside(use)]
            for module in found.modules for use in module.parameters
            if use.values and (use.defaults < use.adopters or use.outside)]
    if rows:
        click.echo()
        _print(rows, ["Values", "Default", "Kept by", "Set to", "Outside the range"])


def _values(use: ParameterUse) -> str:
    others = [f"{words} ({number})" for words, number in use.values if words != use.default]
    more = len(others) - _NAMED + use.more_values
    told = ", ".join(others[:_NAMED]) + (f" and {more} more" if more > 0 else "")
    return f"{told}; {use.lowest} to {use.highest}" if use.lowest != use.highest and more > 0 else told


def _outside(use: ParameterUse) -> str:
    if not use.outside:
        return ""
    return f"{len(use.outside)}: {_names(tuple(f'{adopter} {words}'.strip() for adopter, words in use.outside))}"


def _print(rows: list[list[str]], heads: list[str]) -> None:
    print_table(rows[:_ROWS], heads)
    if len(rows) > _ROWS:
        click.echo(f"and {len(rows) - _ROWS} more: --to FILE.html or --json")


def _tell_unread(found: LibraryHealth) -> None:
    if found.twice:
        click.echo()
        tell("; ".join(f"{place} is the same as {other}" for place, other in found.twice[:_NAMED])
             + (f"; and {len(found.twice) - _NAMED} more" if len(found.twice) > _NAMED else ""))
    if found.unread:
        click.echo()
        _print([[item.place, item.problem, item.fix] for item in found.unread], ["Not read", "Why", "What to do"])
