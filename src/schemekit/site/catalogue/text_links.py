"""Where the links and the blanks in a release's texts lead, and the link by which other pages lead to its text."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from schemekit.site.catalogue.offer import OfferedRelease
from schemekit.site.catalogue.places import document_place, parameter_anchor, parameters_place, text_place
from schemekit.site.page import link_to
from schemekit.text.web.words import link, written


@dataclass(frozen=True, slots=True)
class TextLinks:
    """The links of one document. Shape: `file` is the document, `here` the page that it stands on."""

    offered: OfferedRelease
    file: str
    here: str

    def resolve(self, address: str) -> str:
        """Where a relative link leads: to a document of the same release, or nowhere (empty)."""
        offered = self.offered
        target, mark, anchor = address.partition("#")
        named = posixpath.normpath(posixpath.join(posixpath.dirname(self.file), target))
        if named == offered.main.file:
            place = text_place(offered.module.id, offered.version)
            return f"{'' if named == self.file else link_to(place, self.here)}{mark}{anchor}"
        if any(other.file == named for other in offered.others()):
            return link_to(document_place(offered.module.id, offered.version, named), self.here)
        return ""

    def blank(self, name: str) -> str:
        """What is told of a parameter; empty where the module has none of that name."""
        if self.offered.module.parameter(name) is None:
            return ""
        place = parameters_place(self.offered.module.id, self.offered.version)
        return link_to(f"{place}#{parameter_anchor(name)}", self.here)


def link_to_text(offered: OfferedRelease, here: str) -> str:
    """`Grievance procedure 1.0.0`, leading to its text."""
    module = offered.module
    return link(f"{written(module.title)} {offered.version}", link_to(text_place(module.id, offered.version), here))
