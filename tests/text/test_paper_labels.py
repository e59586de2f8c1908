"""The labels of papers: "fixed English words" in no document of a scheme whose language papers speak."""

from __future__ import annotations

import pytest

from schemekit.text.formatted import paper_labels
from schemekit.text.formatted.paper_labels import labels
from schemekit.text.formatted.paper_words import is_known


def test_each_row_is_whole() -> None:
    for english, others in paper_labels._LABELS.items():
        assert len(others) == len(paper_labels._LANGUAGES), english
        assert {words.count("{}") for words in others} == {english.count("{}")}, english
    assert all(is_known(language) for language in paper_labels._LANGUAGES)


@pytest.mark.parametrize(("language", "words"), [
    ("en", "Approved by"), ("fr-CA", "Approuvé par"), ("es", "Aprobado por"), ("PT-br", "Aprovado por"),
    ("xx", "Approved by"),
])
def test_a_label_in_a_language(language: str, words: str) -> None:
    assert labels(language)("Approved by") == words


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_label_without_a_row_is_our_mistake_in_every_language(language: str) -> None:
    with pytest.raises(KeyError):
        labels(language)("Nobody wrote this")
