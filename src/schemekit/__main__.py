"""The program `schemekit`."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

from schemekit.cli.root import run


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code."""
    # A command ends before there is much garbage to find, and looking for it took a tenth of the time.
    gc.set_threshold(50_000)
    status = run(sys.argv[1:] if arguments is None else list(arguments))
    gc.freeze()   # nor is any looked for on the way out, where all goes at once
    sys.exit(status)


if __name__ == "__main__":
    main()
