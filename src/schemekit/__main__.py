"""The program `schemekit`."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from schemekit.cli.root import run


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(run(sys.argv[1:] if arguments is None else list(arguments)))


if __name__ == "__main__":
    main()
