"""A value that fills a blank is a name; what says more than a name is told."""

from __future__ import annotations

import pytest

from schemekit.text.said_beside import said_beside


@pytest.mark.parametrize(("value", "default", "language", "words"), [
    pytest.param("Complaints Officer, if the Board so wishes,", "Complaints Officer", "en", "if", id="a-condition"),
    pytest.param("body (which shall not be bound by this clause)", "accreditation body", "en", "shall", id="binds"),
    pytest.param("Secretariat unless it is on leave", "Secretariat", "en", "unless", id="an-exception"),
    pytest.param("Bureau, sauf pendant les vacances", "Bureau", "fr", "sauf", id="in-french"),
    pytest.param("Consejo, cuando proceda", "Consejo", "es", "cuando proceda", id="in-spanish"),
    pytest.param("Panel. It decides alone", "Panel", "en", ". I", id="a-second-sentence"),
    pytest.param("Secretariat normally", "Secretariat", "en", "normally", id="a-hedge"),
    pytest.param("Complaints Officer (ideally)", "Complaints Officer", "en", "ideally", id="a-hedge-in-brackets"),
    pytest.param("Secretariat, resources permitting,", "Secretariat", "en", "resources permitting", id="means"),
    pytest.param("Mondays", "Monday to Friday except public holidays", "en", "Mondays", id="most-of-a-rule-left-out"),
    pytest.param("Council of Members", "Board", "en", "", id="a-name"),
    pytest.param("Northern Minerals Standard", "Example Scheme", "en", "", id="another"),
    pytest.param("https://northern.example/may", "https://www.example.org", "en", "", id="an-address"),
    pytest.param("Sunday to Thursday except public holidays here", "Monday to Friday except public holidays", "en",
                 "", id="what-the-default-says-too"),
    pytest.param("Appeals Panel, Northern Chamber", "Appeals Panel", "en", "", id="a-comma-in-a-name"),
])
def test_what_is_told(value: str, default: str, language: str, words: str) -> None:
    assert said_beside(value, default, language) == words
