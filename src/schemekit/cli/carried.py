"""What an export or import kept, changed and lost, as a table on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from schemekit.cli.screen import paint, print_table, tell

if TYPE_CHECKING:
    from schemekit.interchange.carriage import Loss


def tell_carried(found: Sequence[Loss], told: str) -> None:
    """What a format makes of each part; what stays as it is in one line. Shape: `told` is the format's name."""
    from schemekit.interchange.carriage import Fate

    changed = [one for one in found if one.fate is not Fate.KEPT]
    if not changed:
        tell(f"{told[0].upper()}{told[1:]} holds all of it.", "")
        return
    colours = {Fate.OURS: "yellow", Fate.CHANGED: "yellow", Fate.LOST: "red"}
    print_table([[one.told, paint(one.fate.value, colours[one.fate]), one.words] for one in changed],
                [f"What {told} holds otherwise, or not", "", ""])
    kept = ", ".join(one.told for one in found if one.fate is Fate.KEPT)
    if kept:
        tell(f"kept: {kept}", "      ")
