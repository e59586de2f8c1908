"""The rows of a comment log: what each column is called in four languages, and what people write in it.

Basis: the comment template of ISO (commenter, clause, type, comment, proposed change, observations of the secretariat),
whose columns the field's own logs have under these and other names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from schemekit.model.proposed_change import ProposedState, ProposedType
from schemekit.text.printed import printed
from schemekit.text.told_change import plain_marks, told_part

COLUMNS = ("id", "commenter", "clause", "type", "comment", "proposed change", "response", "disposition")
"""The columns in the order in which a log goes out."""
TYPES = tuple(kind.value for kind in ProposedType if kind.value)
DISPOSITIONS = ("accepted", "refused", "noted", "open")

_Meaning = TypeVar("_Meaning")
_HEADINGS: Mapping[str, str] = {
    "id": "id|no|nr|n|num|number|ref|reference|comment id|comment no|comment number|numero|n o|numero de commentaire"
          "|numero de comentario",
    "commenter": "commenter|commenter body|author|name|organisation|organization|member body|mb nc|mb|stakeholder|from"
                 "|commented by|auteur|nom|organisme|commentateur|autor|autora|nombre|organizacion|comentarista|nome"
                 "|organizacao|comentador|commenter organisation|name organisation",
    "clause": "clause|clause subclause|clause no|clause number|section|paragraph|article|paragraphe|clausula|seccion"
              "|articulo|apartado|secao|seccao|artigo|paragrafo|parrafo",
    "type": "type|type of comment|comment type|kind|category|type de commentaire|tipo|tipo de comentario|categorie"
            "|categoria",
    "comment": "comment|comments|remark|remarks|comment justification|commentaire|commentaires|remarque|remarques"
               "|comentario|comentarios|observacion|observacao",
    "proposed change": "proposed change|proposed changes|proposed change by the mb|suggested change|proposal"
                       "|proposed wording|proposed text|modification proposee|changement propose|proposition"
                       "|proposition de modification|redaction proposee|cambio propuesto|modificacion propuesta"
                       "|propuesta|redaccion propuesta|alteracao proposta|mudanca proposta|proposta"
                       "|modificacao proposta|redacao proposta",
    "response": "response|reply|answer|secretariat response|secretariat observations|response of the secretariat"
                "|observations of the secretariat|reponse|reponse du secretariat|observations du secretariat"
                "|respuesta|respuesta de la secretaria|respuesta del secretariado|resposta|resposta do secretariado"
                "|resposta da secretaria",
    "disposition": "disposition|decision|status|state|outcome|resolution|statut|suite|suite donnee|disposicion|estado"
                   "|resolucion|decisao|situacao|disposicao|resolucao",
}
_TYPES: Mapping[ProposedType, str] = {
    ProposedType.GENERAL: "general|ge|generale|geral|g",
    ProposedType.TECHNICAL: "technical|te|technique|tecnico|tecnica|t",
    ProposedType.EDITORIAL: "editorial|ed|redactionnel|redactionnelle|redaccional|redacional|e|editoriale",
}
_DISPOSITIONS: Mapping[ProposedState, str] = {
    ProposedState.ACCEPTED: "accepted|accept|agreed|accepte|acceptee|aceptado|aceptada|aceito|aceita|aceite",
    ProposedState.REFUSED: "refused|refuse|rejected|reject|not accepted|declined|refusee|rejete|rejetee|non accepte"
                           "|non acceptee|rechazado|rechazada|no aceptado|no aceptada|recusado|recusada|rejeitado"
                           "|rejeitada|nao aceito|nao aceita",
    ProposedState.NOTED: "noted|note|notee|pris note|prise en note|anotado|anotada|tomado nota|se toma nota|registado"
                         "|registrado",
    ProposedState.OPEN: "open|pending|ouvert|ouverte|en attente|abierto|abierta|pendiente|aberto|aberta|em aberto"
                        "|pendente|superseded|",
}
# Possessive, and no blanks beside an open end: a hostile cell would be tried in every split of its blanks.
_QUOTED = r"[\"“«„](?P<{}>.+?)[\"”»“]"
_REPLACE = re.compile(
    r"\s*+(?:replace|remplacer|reemplazar|sustituir|substituir)\s*+:?\s*+" + _QUOTED.format("before")
    + r"\s*+(?:by|with|par|por)\s*+:?\s*+" + _QUOTED.format("after") + r"\s*+\.?\s*+", re.IGNORECASE | re.DOTALL)
_DELETE = re.compile(r"\s*+(?:delete|supprimer|suprimir|eliminar|excluir)\s*+:?\s*+" + _QUOTED.format("before")
                     + r"\s*+\.?\s*+", re.IGNORECASE | re.DOTALL)
_BETWEEN = re.compile(r"[\"”»“]\s*+(?:by|with|par|por)\s*+:?\s*+[\"“«„]", re.IGNORECASE)
_BAR = re.compile(r" *+(?<!\\)\| *+")   # between two cells
_LONGEST_EXCHANGE = 8_000
_HEAD_ROWS = 30   # in which the headings are looked for: titles and explanations may stand above them


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRow:
    """One row of a comment log, as people wrote it. Shape: `number` is the row's, counted from 1 with the headings."""

    number: int
    id: str = ""
    commenter: str = ""
    clause: str = ""
    type: str = ""
    comment: str = ""
    proposed: str = ""
    response: str = ""
    disposition: str = ""

    @property
    def says_something(self) -> bool:
        """Whether there is anything in it but a number, a clause or a type that stood there beforehand."""
        return any((self.comment, self.proposed, self.response, self.disposition))

    @property
    def kind(self) -> ProposedType | None:
        """What it is about; None where the word is none of those that are known."""
        return _meant(_TYPES, self.type) if self.type.strip() else ProposedType.UNKNOWN

    @property
    def state(self) -> ProposedState | None:
        """What was answered; None where the word says something else ("partly accepted")."""
        return _meant(_DISPOSITIONS, self.disposition)


def log_rows(table: Sequence[Sequence[str]]) -> tuple[LogRow, ...] | None:
    """The rows of a log, in whatever order its columns stand, without empty ones; None where no headings are found."""
    for place, row in enumerate(table[:_HEAD_ROWS]):
        columns = dict(_columns(row))
        if len(columns) > 1 and {"comment", "proposed change", "response"} & columns.keys():
            return tuple(_rows(table[place + 1 :], place + 2, columns))
    return None


def exchange(words: str) -> tuple[str, str] | None:
    """`Replace: "…" By: "…"` and `Delete: "…"` as the words before and after; None for anything else."""
    if len(words) > _LONGEST_EXCHANGE:   # a pattern with two open ends takes its time over more
        return None
    if len(_BETWEEN.findall(words)) > 1:   # nobody can tell where the old words end
        return None
    if found := _REPLACE.fullmatch(words):
        return found["before"].strip(), found["after"].strip()
    return (found["before"].strip(), "") if (found := _DELETE.fullmatch(words)) else None


def told_exchange(before: str, after: str) -> str:
    """A change in words, as `exchange` reads them; what was added or moved is told so. No marks of Markdown."""
    if told := told_part(before, after):
        return "\n".join(map(_on_paper, told))
    if before.strip() == after.strip():
        return f"Move to another place: “{_on_paper(plain_marks(before.strip()))}”"
    old, new = (_on_paper(plain_marks(words.strip())) for words in (before, after))
    if old == new:
        return f"Another form or reference, with the same words: “{new}”"
    if old and new:
        return f"Replace: “{old}”\nBy: “{new}”"
    return f"Delete: “{old}”" if old else f"Add: “{new}”"


def _on_paper(words: str) -> str:
    """Words as they are printed; the cells of a row with a semicolon between."""
    return printed(_BAR.sub("; ", words)).replace("\\|", "|")


def _columns(row: Sequence[str]) -> Iterator[tuple[str, int]]:
    """The columns that a row of headings names, the first where one stands twice."""
    for place, cell in reversed(list(enumerate(row))):
        words = plain_words(cell)
        for name, known in _HEADINGS.items():
            if words and words in known.split("|"):
                yield name, place


def _rows(table: Sequence[Sequence[str]], first: int, columns: Mapping[str, int]) -> Iterator[LogRow]:
    for number, row in enumerate(table, first):
        cells = {name: row[place].strip() if place < len(row) else "" for name, place in columns.items()}
        proposed = cells.pop("proposed change", "")
        found = LogRow(number=number, proposed=proposed, **cells)
        if found.says_something:
            yield found


def _meant(known: Mapping[_Meaning, str], words: str) -> _Meaning | None:
    plain = plain_words(words)
    return next((meaning for meaning, names in known.items() if plain in names.split("|")), None)


def plain_words(words: str) -> str:
    """Words as they are compared: small letters without accents, and no signs."""
    plain = unicodedata.normalize("NFKD", words[:200]).encode("ascii", "ignore").decode().lower()
    return " ".join(re.findall(r"[a-z0-9]+", plain))
