"""The pages of one text of a policy: the document with its title block, and its forms."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from schemekit.model.paper import PaperPart
from schemekit.site.handbook.policy import PublicText
from schemekit.site.handbook.title_block import print_line
from schemekit.site.page import Page, link_to
from schemekit.text.web.page_text import anchors_of, page_text
from schemekit.text.web.words import written

_UNFIT = re.compile(r"[^a-z0-9-]+")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document is shown, and the ids in it that a link can lead to."""

    path: str
    ids: frozenset[str]


Places = Mapping[str, Place]
"""By a document's path below policies/ ("grievance/policy.md"): where the text that is shown of it stands."""


@dataclass(frozen=True, kw_only=True)
class TextParts:
    """A text's documents, the main one first. Shape: `stems` names the page of each form, in the same order."""

    title: str
    parts: tuple[PaperPart, ...]
    stems: tuple[str, ...]

    def path(self, folder: str, place: int) -> str:
        """Where the page of a part stands, below the folder of its text."""
        return f"{folder}/forms/{self.stems[place]}/index.md" if place else f"{folder}/index.md"

    def places(self, module: str, folder: str) -> dict[str, Place]:
        """Each document of the text, where it is shown below `folder`."""
        return {f"{module}/{part.file}": Place(self.path(folder, number), self._ids[number])
                for number, part in enumerate(self.parts)}

    @cached_property
    def _ids(self) -> tuple[frozenset[str], ...]:
        return tuple(frozenset(anchors_of(part.markdown)) for part in self.parts)


def text_parts(text: PublicText) -> TextParts:
    """The documents of a text as they go out on paper: registers as their columns, their rows never."""
    paper = text.paper
    stems: list[str] = [""]
    for part in paper.parts[1:]:
        stem = _UNFIT.sub("-", posixpath.basename(part.file).rpartition(".")[0].lower()).strip("-") or "form"
        while stem in stems:
            stem = f"{stem}-2"
        stems.append(stem)
    return TextParts(title=paper.title, parts=paper.parts, stems=tuple(stems))


def text_pages(
    text: PublicText, parts: TextParts, folder: str, front: str, elsewhere: Places, address: str
) -> Iterator[Page]:
    """The pages of a text at `folder`, which is its own address or that of its policy.

    Shape: `front` is Markdown that stands between the title and the words; relative addresses in it fit that page.
    `address` is where the site is published, or empty.
    """
    is_main = folder == text.id
    places = {**elsewhere, **parts.places(text.id, folder)}
    for number, part in enumerate(parts.parts):
        path = parts.path(folder, number)
        lines = _back(parts, text, folder, path) if number else front
        body = page_text(part.markdown, title=part.title, has_numbers=not number,
                         resolve=_resolver(text, part, path, places))
        title = part.title if is_main else f"{part.title} ({text.version or text.status})"
        # On paper, what the copy is comes first.
        yield Page(path=path, title=title, markdown=body.under((print_line(text, address), lines)),
                   description=f"{part.title}: {text.words}", is_searched=is_main, is_sought=is_main)


def _back(parts: TextParts, text: PublicText, folder: str, path: str) -> str:
    target = link_to(parts.path(folder, 0), path)
    return f"Part of [{written(parts.title)}]({target}). **{written(text.words)}.**{{ .stage }}"


def _resolver(text: PublicText, part: PaperPart, here: str, places: Places) -> Callable[[str], str]:
    """Where the relative links of a document lead: to a part of the same text, else to what is shown of another."""

    def resolve(address: str) -> str:
        target, _, anchor = address.partition("#")
        place = places.get(posixpath.normpath(posixpath.join(text.id, posixpath.dirname(part.file), target)))
        if place is None:
            return ""
        return link_to(f"{place.path}#{anchor}" if anchor in place.ids else place.path, here)

    return resolve
