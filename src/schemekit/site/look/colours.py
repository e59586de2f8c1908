"""The colours that a site's owner may choose: each dark enough for white words on it and for words on white.

Basis: WCAG 2.2, 1.4.3: 4.5 to 1 between words and what they stand on; a test works it out for each.
"""

from __future__ import annotations

from dataclasses import dataclass

DEFAULT = "teal"


@dataclass(frozen=True, slots=True)
class Colour:
    """Shape: six hex digits each. `dark` is for links on a dark page, where the other would not be seen."""

    light: str
    dark: str


COLOURS = {
    "blue": Colour("0d5fa8", "7ab8f5"),
    "brown": Colour("5d4037", "d7b9ac"),
    "green": Colour("2e6b2f", "8fcf90"),
    "grey": Colour("37474f", "b0bec5"),
    "indigo": Colour("303f9f", "aab4f0"),
    "purple": Colour("6a1b9a", "d3a4ec"),
    "red": Colour("a31621", "f2a0a6"),
    "teal": Colour("00695c", "5fc9bb"),
}


def colour_style(name: str) -> str:
    """The style that gives a site its colour."""
    colour = COLOURS.get(name, COLOURS[DEFAULT])
    return (
        f"[data-md-color-primary=custom] {{ --md-primary-fg-color: #{colour.light}; "
        f"--md-primary-fg-color--light: #{colour.light}; --md-primary-fg-color--dark: #{colour.light}; "
        "--md-primary-bg-color: #fff; --md-primary-bg-color--light: #fff; }\n"
        f"[data-md-color-scheme=default][data-md-color-primary=custom] {{ --md-typeset-a-color: #{colour.light}; "
        f"--md-accent-fg-color: #{colour.light}; --md-default-fg-color--light: #000000b3; }}\n"
        f"[data-md-color-scheme=slate][data-md-color-primary=custom] {{ --md-typeset-a-color: #{colour.dark}; "
        f"--md-accent-fg-color: #{colour.dark}; --md-default-fg-color--light: #ffffffc7; }}\n"
        f"[data-md-color-scheme=slate] .md-typeset .md-button {{ color: #{colour.dark}; "
        f"border-color: #{colour.dark}; }}\n"
    )
