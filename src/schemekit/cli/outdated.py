"""`schemekit outdated`: tell which modules have newer releases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from schemekit.cli.screen import count_words, json_option, offline_option, print_json, print_table, say
from schemekit.cli.terminal import one_line, style

if TYPE_CHECKING:
    from schemekit.adopt.outdated import Outdated, ReleaseStanding


@click.command()
@click.argument("modules", nargs=-1, metavar="[MODULE]…")
@click.option("--exit-code", is_flag=True, help="Leave with 1 when something newer is out, or a release was withdrawn.")
@json_option
@offline_option
@click.pass_context
def command(ctx: click.Context, modules: tuple[str, ...], exit_code: bool, as_json: bool, offline: bool) -> int:
    """Tell which modules have newer releases.

    For each module: what you have, the newest in the range of scheme.yaml, the newest of all, the change notes in
    between, and what you declined. Leaves with 2 when a library could not be asked.
    """
    from schemekit.adopt.outdated import outdated
    from schemekit.adopt.shelf import LibraryShelf
    from schemekit.cli.naming import scheme_root

    root = scheme_root(ctx)
    found = outdated(root, LibraryShelf(offline=offline, fetch=True, base=root), modules)
    if as_json:
        print_json("outdated", found.to_mapping())
    else:
        _tell(found)
    if any(module.problem for module in found.modules):
        return 2
    return int(exit_code and not all(module.is_up_to_date for module in found.modules))


def _tell(found: Outdated) -> None:
    if not found.modules:
        click.echo("No modules yet. Next: schemekit search")
        return
    rows = [[item.module, str(item.version), _version(item.in_range), _version(item.newest), item.step, _words(item)]
            for item in found.modules]
    print_table(rows, ["Module", "Yours", "In your range", "Newest", "Step", ""])
    for item in found.modules:
        print_table([[f"  {release.name}", release.date, release.note] for release in item.between])
        if item.problem:
            say(style("not known: ", fg="yellow") + one_line(f"{item.module}: {item.problem}"))
    _tell_next(found)


def _tell_next(found: Outdated) -> None:
    open_ones = [item for item in found.modules if not item.is_up_to_date]
    total = count_words(len(found.modules), "module")
    if not open_ones:
        click.echo(f"{total}, nothing newer to take." if not any(item.problem for item in found.modules)
                   else f"{total}, not all of them could be looked up.")
        return
    takes = next((item for item in open_ones if item.offered), None)
    beyond = next((item for item in open_ones if item.beyond), None)
    step = "schemekit update --dry-run" if takes else \
        f"schemekit update {beyond.module} --to {beyond.beyond.version}" if beyond and beyond.beyond else \
        f"schemekit show {open_ones[0].module}"
    click.echo(f"{total}, {len(open_ones)} to look at. Next: {step}")


def _version(release: object) -> str:
    return str(getattr(release, "version", "-"))


def _words(item: ReleaseStanding) -> str:
    told = [f"yours was marked {item.standing}"] if item.standing else []
    if item.refusal:
        told.append(f"you declined {item.refusal.version} on {item.refusal.date}: {item.refusal.reason}")
    elif item.beyond and not item.in_range:
        told.append("outside your range")
    return "; ".join(told)
