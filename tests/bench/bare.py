"""A bare click program with as many commands as schemekit: the floor under `schemekit --help`."""

from __future__ import annotations

import sys

import click


@click.group()
@click.version_option("1.0", prog_name="bare")
def bare() -> None:
    """Do one of several things."""


def _command(number: int) -> click.Command:
    @click.command(f"command-{number}", help=f"Do thing number {number}.")
    @click.option("--json", "as_json", is_flag=True, help="Print the report as JSON, for scripts.")
    def command(as_json: bool) -> None:
        click.echo(as_json)

    return command


def main() -> None:
    """Run it; the first argument is the number of commands."""
    for number in range(int(sys.argv.pop(1))):
        bare.add_command(_command(number))
    bare(prog_name="bare")
