"""The frameworks that are shipped: the right ones, whole, with labels that may be shown and where they come from."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from schemekit.library.frameworks import shipped_frameworks
from schemekit.model.framework import Framework

ROOT = Path(__file__).parents[2] / "frameworks"
VERSIONS = {
    "eu-2024-825": "2024", "gdpr": "2016", "iseal-code": "1.1", "iseal-credibility-principles": "2",
    "iso-10002": "2018", "iso-10003": "2018", "iso-22095": "2020", "iso-iec-17021-1": "2015", "iso-iec-17065": "2012",
    "iso-iec-guide-59": "2019", "oecd-due-diligence": "2018", "oecd-minerals": "2016", "sdg": "2020", "ungp": "2011",
    "ungp-31": "2011", "wto-tbt-annex-3": "1994",
}
OUR_LABELS = sorted(set(VERSIONS) - {"sdg"})
PROTECTED = [name for name in VERSIONS if name.startswith(("iso-", "iseal-"))]
IN_THREE_LANGUAGES = ("eu-2024-825", "gdpr", "iseal-credibility-principles", "iso-iec-guide-59", "oecd-due-diligence",
                      "sdg", "ungp", "ungp-31", "wto-tbt-annex-3")


def framework(name: str) -> Framework:
    (found,) = shipped_frameworks()[name]
    return found


def ids(name: str) -> list[str]:
    return [item.id for item in framework(name).items]


def test_the_frameworks_that_are_shipped() -> None:
    assert {name: versions[-1].version for name, versions in shipped_frameworks().items()} == VERSIONS


@pytest.mark.parametrize("name", VERSIONS)
def test_every_framework_says_whose_it_is_and_from_when(name: str) -> None:
    """'Source, licence and date on each.'"""
    one = framework(name)
    assert all((one.source.publisher, one.source.title, one.source.rights, one.summary))
    assert one.source.url.startswith("https://")
    assert one.licence == ("MIT" if name == "sdg" else "CC-BY-4.0")
    assert re.fullmatch(r"2026-11-2\d", one.date)


@pytest.mark.parametrize("name", OUR_LABELS)
def test_labels_are_short_and_items_have_words_to_find_them_by(name: str) -> None:
    """'Only what domain.md section 3 says may be listed; own short labels; keywords for matching.'"""
    for item in framework(name).items:
        assert item.keywords, item.id
        for label in item.labels.values():
            assert len(label.split()) <= 17, label
            assert not re.search(r"\b(shall|must|doit|debe)\b", label), label


@pytest.mark.parametrize("name", PROTECTED)
def test_a_protected_framework_says_that_only_numbers_or_names_are_listed(name: str) -> None:
    assert re.search(r"Only (clause )?(numbers|the names|the subjects)\b", framework(name).source.rights)


@pytest.mark.parametrize("name", IN_THREE_LANGUAGES)
def test_labels_are_there_in_english_french_and_spanish(name: str) -> None:
    wanted = {"en", "fr"} if name == "gdpr" else {"en", "fr", "es"}
    assert [item.id for item in framework(name).items if not wanted <= set(item.labels)] == []


@pytest.mark.parametrize("name", VERSIONS)
def test_every_item_is_reached_from_the_top(name: str) -> None:
    one = framework(name)
    assert [item.id for _, item in one.walk()] == ids(name)   # parents first, in the framework's own order


def test_the_guiding_principles_are_all_there() -> None:
    assert [name for name in ids("ungp") if name.isdigit()] == [str(number) for number in range(1, 32)]
    assert ids("ungp-31") == list("abcdefgh")


def test_the_sdg_goals_targets_and_indicators_are_all_there() -> None:
    """'SDG goals, targets and indicators (labels in English, French, Spanish).'"""
    depths = Counter(depth for depth, _ in framework("sdg").walk())
    assert depths == {0: 17, 1: 169, 2: 247}
    assert all(item.keywords for item in framework("sdg").items if not item.parent)
    assert [item.parent for item in framework("sdg").items] == [name.rpartition(".")[0] for name in ids("sdg")]


def test_the_sdg_list_is_that_of_the_review_of_2020() -> None:
    """231 indicators in 247 places; what that review dropped is not in it, and the summary tells of the later one."""
    indicators = [item for item in framework("sdg").items if item.id.count(".") == 2]
    assert (len(indicators), len({item.label() for item in indicators})) == (247, 231)
    assert not {"1.a.3", "8.9.2", "11.c.1", "13.3.2", "17.6.2"} & set(ids("sdg"))
    assert "review of 2025, which counts 234 indicators, is not in it" in framework("sdg").summary


@pytest.mark.parametrize("language", ["fr", "es"])
def test_an_sdg_indicator_has_one_label_in_all_its_places(language: str) -> None:
    found: dict[str, set[str]] = {}
    for item in framework("sdg").items:
        if item.id.count(".") == 2:
            found.setdefault(item.label(), set()).add(item.label(language))
    assert [labels for labels in found.values() if len(labels) > 1] == []


def test_no_sdg_label_holds_a_remark_of_an_editor() -> None:
    """'(identique à l'indicateur proposé en remplacement de …)', as the tables of a review have it."""
    remark = re.compile(
        r"\((identique|repris|reprend|identical|repeats|idéntico|idéntica|se repite)\b|indicat\w+ [1-9]")
    assert [item.id for item in framework("sdg").items if any(map(remark.search, item.labels.values()))] == []


def test_the_sdg_labels_are_those_of_the_source_and_its_licence_stands_with_them() -> None:
    text = (ROOT / "sdg/2020.yaml").read_text(encoding="utf-8")
    head = text.partition("format:")[0]
    assert "Copyright (c) 2019 Open SDG" in head
    assert "permission notice shall be included" in head
    item = framework("sdg").item("16.6")
    assert item
    assert item.labels == {
        "en": "Develop effective, accountable and transparent institutions at all levels",
        "fr": "Mettre en place des institutions efficaces, responsables et transparentes à tous les niveaux",
        "es": "Crear a todos los niveles instituciones eficaces y transparentes que rindan cuentas"}


@pytest.mark.parametrize(("name", "listed"), [
    ("oecd-due-diligence", [str(number) for number in range(1, 7)]),
    ("oecd-minerals", ["1", "2", "3", "4", "5", "Annex-II"]),
    ("wto-tbt-annex-3", list("ABCDEFGHIJKLMNOPQ")),
    ("iseal-code", [str(number) for number in range(1, 9)]),
    ("iso-iec-17065", ["4", "5", "6", "7", "8"]),
    ("iso-iec-17021-1", ["4", "5", "6", "7", "8", "9", "10"]),
    ("iso-10002", ["4", "5", "6", "7", "8"]),
    ("iso-10003", ["4", "5", "6", "7", "8"]),
])
def test_what_stands_at_the_top_of_each(name: str, listed: list[str]) -> None:
    assert [item.id for item in framework(name).items if not item.parent] == listed


def test_a_framework_is_read_only_when_it_is_asked_for() -> None:
    """433 goals, targets and indicators cost as much as all the others: who maps to none of them does not wait."""
    shelf = shipped_frameworks()
    assert "sdg" in shelf
    assert shelf["ungp-31"] is shelf["ungp-31"]
    assert shelf.get("no-such-framework") is None
