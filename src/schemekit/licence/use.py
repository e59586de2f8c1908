"""The three uses a scheme can make of somebody else's text, and which of them the facts of an adoption show.

What each use is allowed to do is in rules.toml; this file only tells them apart.
"""

from __future__ import annotations

from enum import Enum


class Use(Enum):
    """What is done with the source's wording.

    REFERENCE: named and linked, none of its wording kept beyond a short quotation.
    COLLECTION: kept word for word beside other texts.
    ADAPTATION: changed, merged, cut or translated.
    """

    REFERENCE = "reference"
    COLLECTION = "collection"
    ADAPTATION = "adaptation"


def use_of(
    *,
    deviates: bool,
    holds_text: bool = True,
    fills_blanks: bool = False,
    translated: bool = False,
    parameters_adapt: bool = False,
) -> Use:
    """Tell which use an adoption makes of its source.

    `deviates`: a clause was adapted, added, merged or dropped inside the text.
    `holds_text`: the scheme keeps the wording at all, and does not just point to it.
    `fills_blanks`: names, numbers or options were filled into the module's parameters.
    `translated`: the text is in another language than the source.
    `parameters_adapt`: the scheme's setting whether filling blanks counts as adapting; by default it does not.
    Basis: CC FAQ, "When is my use considered an adaptation?"; the blanks are a legal judgement left to the setting.
    """
    if not holds_text:
        return Use.REFERENCE
    if deviates or translated or (fills_blanks and parameters_adapt):
        return Use.ADAPTATION
    return Use.COLLECTION
