"""How levels and kinds of arrows look in every picture of a theory, and what each kind is called."""

from __future__ import annotations

from collections.abc import Mapping

from schemekit.model.theory_of_change import Level

LOOKS: Mapping[Level, tuple[str, str, int, str]] = {
    Level.INPUT: ("#f2f2f2", "#5f6c7b", 2, "4 3"),
    Level.STRATEGY: ("#e3f0fb", "#1b5e91", 2, ""),
    Level.OUTPUT: ("#e5f5ef", "#17694b", 10, ""),
    Level.OUTCOME_SHORT: ("#fdf6e0", "#8a6100", 18, ""),
    Level.OUTCOME_MID: ("#fdebdd", "#9a4a0e", 18, "10 3"),
    Level.OUTCOME_LONG: ("#fbe4e6", "#94283a", 18, "2 3"),
    Level.IMPACT: ("#ece6f7", "#52348f", 0, ""),
}
"""For each level the fill, the border's colour, how round the corners are and how the border is dashed."""
KINDS: Mapping[str, tuple[str, str, str]] = {
    "contributes": ("contributes to", "", "head"),
    "necessary": ("is necessary for", "", "double"),
    "sufficient": ("is enough for", "", "bar-head"),
    "enables": ("makes possible", "7 4", "head"),
    "blocks": ("works against", "2 3", "bar"),
}
"""For each kind of arrow its words, how it is dashed, and its end."""
