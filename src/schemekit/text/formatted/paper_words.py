"""The few words that a paper itself says, in the languages that standards are published in most."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperWords:
    """Shape: `language` is its own name; `page` is "Page {page} of {pages}" with the two names in it."""

    language: str
    annex: str
    contents: str
    page: str
    facts: str
    compared: str
    moved_away: str
    moved_here: str


_LANGUAGES = MappingProxyType({
    "en": PaperWords(language="English", annex="Annex", contents="Contents", page="Page {page} of {pages}",
                     facts="About this document",
                     compared="Compared with", moved_away="Moved to another place.",
                     moved_here="Moved here from another place."),
    "fr": PaperWords(language="français", annex="Annexe", contents="Sommaire", page="Page {page} sur {pages}",
                     facts="À propos de ce document",
                     compared="Comparé avec", moved_away="Déplacé vers un autre endroit.",
                     moved_here="Déplacé ici depuis un autre endroit."),
    "es": PaperWords(language="español", annex="Anexo", contents="Índice", page="Página {page} de {pages}",
                     facts="Acerca de este documento",
                     compared="Comparado con", moved_away="Trasladado a otro lugar.",
                     moved_here="Trasladado aquí desde otro lugar."),
    "pt": PaperWords(language="português", annex="Anexo", contents="Sumário", page="Página {page} de {pages}",
                     facts="Sobre este documento",
                     compared="Comparado com", moved_away="Movido para outro lugar.",
                     moved_here="Movido para aqui de outro lugar."),
    "de": PaperWords(language="Deutsch", annex="Anhang", contents="Inhalt", page="Seite {page} von {pages}",
                     facts="Über dieses Dokument",
                     compared="Verglichen mit", moved_away="An eine andere Stelle verschoben.",
                     moved_here="Von einer anderen Stelle hierher verschoben."),
})


_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def paper_words(language: str) -> PaperWords:
    """The words for a language, in English where there are none. Units: a BCP 47 code."""
    return _LANGUAGES.get(language.partition("-")[0].lower(), _LANGUAGES["en"])


def is_known(language: str) -> bool:
    """Whether a paper speaks a language."""
    return language.partition("-")[0].lower() in _LANGUAGES


def is_right_to_left(language: str) -> bool:
    """Whether a language is written from right to left, in the script that it is mostly written in."""
    return language.partition("-")[0].lower() in _RIGHT_TO_LEFT


def annex_letter(place: int) -> str:
    """A for the first annex, counted from 1; AA after Z."""
    letters = ""
    while place > 0:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def language_name(code: str) -> str:
    """A language by its own name, with its code where it names a country too; the code where no name is known."""
    language = code.partition("-")[0].lower()
    if language not in _LANGUAGES:
        return code
    return _LANGUAGES[language].language + (f" ({code})" if language != code else "")
