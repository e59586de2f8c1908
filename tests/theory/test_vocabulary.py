"""The theme list: 'theme list (60-80 codes in a data file with parents)', held by what it promises."""

from __future__ import annotations

from schemekit.library.frameworks import shipped_frameworks
from schemekit.theory.targets import SDG_TARGETS
from schemekit.theory.vocabulary import vocabulary


def test_it_has_sixty_to_eighty_codes_with_parents() -> None:
    known = vocabulary()
    assert 60 <= len(known.leaves) <= 80
    assert all(theme.parents[0] in known.themes and theme.parents[1] in known.themes for theme in known.leaves)
    assert len({theme.label for theme in known.themes.values()}) == len(known.themes)
    assert all(target in SDG_TARGETS for theme in known.leaves for target in theme.targets)


def test_our_targets_are_those_of_the_framework() -> None:
    found = {item.id for item in shipped_frameworks()["sdg"][-1].items if item.id.count(".") == 1}
    assert found == SDG_TARGETS


def test_no_phrase_stands_for_two_words() -> None:
    known = vocabulary()
    assert all(phrase != (word,) for phrase, word in known.synonyms.items())
    assert all(" " not in word for word in known.synonyms.values())
