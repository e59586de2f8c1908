"""The program `schemekit`."""

import sys

from schemekit import stopped

# No more than that is imported out here: Ctrl-C is caught below, and until then Python would print its own inside.


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave with its exit code."""
    sys.unraisablehook = _hear_again
    try:
        _stand_in_for_closed()
        code = _run(sys.argv[1:] if arguments is None else arguments)
    except KeyboardInterrupt:
        # It came while files were still being loaded, or while a result was being told.
        sys.stderr.write(f"{stopped.WORDS}\n")
        code = stopped.EXIT_CODE
    if code == stopped.EXIT_CODE:
        _is_leaving()
    sys.exit(code)


def _is_leaving() -> None:
    """Let no further Ctrl-C come in between: what is left to do is to take away what was made for a while."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _stand_in_for_closed() -> None:
    """Give a stream that the caller closed (`>&-`) a place to write to, as Python has None in its stead."""
    import os
    from pathlib import Path

    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - for as long as it runs


def _hear_again(happened: "sys.UnraisableHookArgs") -> None:
    """Let Ctrl-C be heard a moment later when it came while something was thrown away: Python prints it and goes on."""
    if not isinstance(happened.exc_value, KeyboardInterrupt):
        sys.__unraisablehook__(happened)
        return
    import _thread
    from threading import Timer

    again = Timer(0.05, _thread.interrupt_main)   # seconds; here and now it would be lost in the same way
    again.daemon = True
    again.start()


def _run(arguments: list[str]) -> int:
    import gc

    from schemekit.cli.root import run

    # A command ends before there is much garbage to find, and looking for it took a tenth of the time.
    gc.set_threshold(50_000)
    code = run(arguments)
    gc.freeze()   # nor is any looked for on the way out, where all goes at once
    return code


if __name__ == "__main__":
    main()
