"""A licence: what one SPDX id stands for, as far as the rules know it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from schemekit.licence.rules import Family, rulebook

_CREATIVE_COMMONS = re.compile(r"^(CC-BY(?:-NC)?(?:-SA|-ND)?)-(\d\.\d)(?:-([A-Z]{2,4}))?$", re.IGNORECASE)


class Kind(Enum):
    """The kinds of licence that the rules tell apart."""

    CREATIVE_COMMONS = "Creative Commons"
    PUBLIC_DOMAIN = "public domain"
    PERMISSIVE = "permissive"
    RESERVED = "all rights reserved"
    OWN_TERMS = "terms of its own"
    NOT_IN_RULES = "not in the rules"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """One licence and what it asks for.

    Shape: `family`, `version` and `edition` (IGO, or a country) are empty unless it is Creative Commons;
    the four attributes are those of the family.
    """

    id: str
    kind: Kind
    family: str = ""
    version: str = ""
    edition: str = ""
    credit: bool = False
    commercial: bool = True
    adaptations: bool = True
    share_alike: bool = False
    url: str = ""

    @property
    def is_national(self) -> bool:
        """Whether it was written for one country's law, and its text is not among those the rules were read from."""
        if self.kind is not Kind.CREATIVE_COMMONS or not self.edition:
            return False
        return f"{self.version}-{self.edition}" not in rulebook().families[self.family].versions


@lru_cache(maxsize=512)
def licence_of(licence_id: str) -> Licence:
    """Look up what a single licence id stands for; an id with an exception (WITH) is not in the rules."""
    book = rulebook()
    for kind, table in (
        (Kind.PUBLIC_DOMAIN, book.public_domain),
        (Kind.PERMISSIVE, book.permissive),
        (Kind.RESERVED, book.reserved),
        (Kind.UNKNOWN, book.unknown),
    ):
        for name, url in table.items():
            if name.casefold() == licence_id.casefold():
                return Licence(id=name, kind=kind, url=url)
    if match := _CREATIVE_COMMONS.match(licence_id):
        name, version, edition = match.group(1).upper(), match.group(2), (match.group(3) or "").upper()
        if name in book.families:
            return _creative_commons(book.families[name], version, edition)
    if licence_id.startswith("LicenseRef-"):
        return Licence(id=licence_id, kind=Kind.OWN_TERMS)
    page = f"https://spdx.org/licenses/{licence_id.split()[0]}.html"
    return Licence(id=licence_id, kind=Kind.NOT_IN_RULES, url=page)


def _creative_commons(family: Family, version: str, edition: str) -> Licence:
    return Licence(
        id="-".join(part for part in (family.id, version, edition) if part),
        kind=Kind.CREATIVE_COMMONS,
        family=family.id,
        version=version,
        edition=edition,
        credit=family.credit,
        commercial=family.commercial,
        adaptations=family.adaptations,
        share_alike=family.share_alike,
        url=family.url.format(version=f"{version}/{edition.lower()}" if edition else version),
    )
