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


_LANGUAGES = MappingProxyType({
    "en": PaperWords(language="English", annex="Annex", contents="Contents", page="Page {page} of {pages}",
                     facts="About this document"),
    "fr": PaperWords(language="français", annex="Annexe", contents="Sommaire", page="Page {page} sur {pages}",
                     facts="À propos de ce document"),
    "es": PaperWords(language="español", annex="Anexo", contents="Índice", page="Página {page} de {pages}",
                     facts="Acerca de este documento"),
    "pt": PaperWords(language="português", annex="Anexo", contents="Sumário", page="Página {page} de {pages}",
                     facts="Sobre este documento"),
    "de": PaperWords(language="Deutsch", annex="Anhang", contents="Inhalt", page="Seite {page} von {pages}",
                     facts="Über dieses Dokument"),
})


def paper_words(language: str) -> PaperWords:
    """The words for a language, in English where there are none. Units: a BCP 47 code."""
    return _LANGUAGES.get(language.partition("-")[0].lower(), _LANGUAGES["en"])


def is_known(language: str) -> bool:
    """Whether a paper speaks a language."""
    return language.partition("-")[0].lower() in _LANGUAGES


def annex_letter(place: int) -> str:
    """A for the first annex, counted from 1; AA after Z."""
    letters = ""
    while place > 0:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
