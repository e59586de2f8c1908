"""A module's text as a paper: the document first, then its forms and annexes, then what its registers record.

A register goes out as its columns. Its rows are cases and may name people: they never leave the scheme this way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemekit.adopt.clause_names import paper_texts
from schemekit.adopt.outcome import Adoption
from schemekit.circulation.title_block import UNCONTROLLED, foot, standing_of, title_block
from schemekit.files.sent_texts import SentText, sent_key
from schemekit.model.file_names import CROSSWALK_FILE
from schemekit.model.paper import KEY_PROPERTY, MODULE_PROPERTY, SCHEME_PROPERTY, Paper, PaperPart
from schemekit.text.document import Document
from schemekit.text.formatted.made_markdown import as_words, table
from schemekit.text.formatted.paper_labels import labels
from schemekit.text.formatted.paper_words import annex_letter, paper_words
from schemekit.text.register import column_names

_REGISTER = ("This register is kept as a spreadsheet with the columns below. "
             "What is entered in it is not published here.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ModulePaper:
    """A module's paper, the texts in it word for word, and the files of the module that are not in it."""

    paper: Paper
    texts: tuple[SentText, ...]
    left_out: tuple[str, ...] = ()


def module_paper(adoption: Adoption, today: str, said: str = "") -> ModulePaper:
    """The paper of one module as it stands. Units: `today` is YYYY-MM-DD; `said` a status, or empty for the records'.

    Shape: the texts stand in the order of the paper's first parts, so that a bookmark's part is a text's place.
    """
    standing = standing_of(adoption, today, said)
    texts = tuple(paper_texts(adoption))
    parts = tuple(PaperPart(title=_title(adoption, file, words), markdown=words, file=file) for file, words in texts)
    properties = ((MODULE_PROPERTY, adoption.id), (KEY_PROPERTY, sent_key(texts)),
                  (SCHEME_PROPERTY, adoption.scheme.id))
    paper = Paper(
        title=parts[0].title, parts=(*parts, *_registers(adoption)), language=adoption.scheme.language,
        owner=adoption.scheme.name, facts=title_block(adoption, standing), footer=foot(adoption, standing),
        properties=properties,
    )
    return ModulePaper(paper=paper, texts=texts, left_out=tuple(_left_out(adoption, paper)))


def handbook(adoptions: Sequence[Adoption], today: str, said: str = "") -> Paper:
    """All documents of a scheme as one paper: a chapter each, its annexes behind it.

    It carries no mark by which it would be known again: what comes back is received document by document.
    """
    scheme = adoptions[0].scheme
    say = labels(scheme.language)
    annex = paper_words(scheme.language).annex
    parts, versions = [PaperPart(title="", markdown="")], []
    for chapter, adoption in enumerate(adoptions, 1):
        made = module_paper(adoption, today, said).paper
        facts = "".join(f"- {as_words(label)}: {as_words(words)}\n" for label, words in made.facts)
        for place, part in enumerate(made.parts):
            number = f"{annex} {chapter}{annex_letter(place)}" if place else str(chapter)
            # The chapter's own title block, as the handbook's says only what holds for all of it.
            words = part.markdown if place else _with_front(part.markdown, facts)
            parts.append(PaperPart(title=part.title, markdown=words, file=f"{adoption.id}/{part.file}", number=number))
        versions.append((made.title, dict(made.facts).get(say("Version"), say("draft").capitalize())))
    return Paper(title=f"{scheme.name}: {say('handbook')}", parts=tuple(parts), language=scheme.language,
                 owner=scheme.name, facts=tuple(versions), footer=f"{today}. {say(UNCONTROLLED)}")


def _title(adoption: Adoption, file: str, words: str) -> str:
    """The document's own title, without the scheme's name before it, which stands above it anyway."""
    own = _plain(Document.parse(words).title)
    for name in (adoption.scheme.name, str(adoption.entry.parameters.get("scheme_name", ""))):
        own = own.removeprefix(f"{name}:").strip() if name else own
    title = own or next((item.title for item in adoption.module.documents if item.file == file), file)
    return title[:1].upper() + title[1:]


def _plain(heading: str) -> str:
    return re.sub(r"[*_`]|\\(?=\W)", "", heading).strip()


def _registers(adoption: Adoption) -> Iterator[PaperPart]:
    say = labels(adoption.scheme.language)
    for document in adoption.module.documents:
        own = adoption.folder.data(adoption.folder.own_path(adoption.id, document.file))
        if document.kind == "register" and own is not None:
            names = column_names(own, adoption.base_text(document.file).encode())
            rows = [(str(place), as_words(name)) for place, name in enumerate(names, 1)]
            lines = (say(_REGISTER), "", *table((say("No."), say("Column")), rows, is_counted=True))
            yield PaperPart(title=document.title, markdown="\n".join(lines), file=document.file)


def _with_front(markdown: str, front: str) -> str:
    """A text with something before its first clause and after its title."""
    document = Document.parse(markdown)
    return f"{document.preamble.rstrip()}\n\n{front}\n" + "".join(clause.raw for clause in document.clauses)


def _left_out(adoption: Adoption, paper: Paper) -> Iterator[str]:
    shown = {part.file for part in paper.parts}
    for file in adoption.folder.own_files(adoption.id):
        if file not in shown and file != "adoption.yaml" and not CROSSWALK_FILE.fullmatch(file):
            yield file
