"""`schemekit completion`: let the shell complete commands."""

from __future__ import annotations

import click

from schemekit.cli.one_of import OneOf

_WHERE = {
    "bash": "schemekit completion bash > ~/.local/share/bash-completion/completions/schemekit",
    "zsh": "schemekit completion zsh > ~/.zfunc/_schemekit   (with ~/.zfunc in fpath)",
    "fish": "schemekit completion fish > ~/.config/fish/completions/schemekit.fish",
}


@click.command()
@click.argument("shell", type=OneOf(sorted(_WHERE)))
def command(shell: str) -> None:
    """Let the shell complete commands.

    Prints what your shell needs; where to put it is said beside it.
    """
    from click.shell_completion import get_completion_class

    from schemekit.cli.root import root

    kind = get_completion_class(shell)
    assert kind is not None
    click.echo(kind(root, {}, "schemekit", "_SCHEMEKIT_COMPLETE").source())
    click.echo(f"Put it in place with:  {_WHERE[shell]}", err=True)
