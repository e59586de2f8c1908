"""Marks that hide or turn words: refused in what one scheme writes and others read, and nothing that languages need."""

from __future__ import annotations

import json

import pytest

from schemekit.files.hidden_marks import mark_in, marks_in_text
from schemekit.files.schemas import checked_data, findings_of
from schemekit.model.finding import FindingsError

THEORY = """format: 1
id: copper
organisation: {id: minerals, name: Northern Minerals}
title: TITLE
version: "0.1"
status: draft
"""
MARKS = [
    pytest.param("\u202e", "turns the direction of writing", id="an-override"),
    pytest.param("\u2066", "turns the direction of writing", id="an-isolate"),
    pytest.param("\u200b", "does not show", id="a-blank-without-width"),
    pytest.param("\u2060", "does not show", id="a-joiner-of-words"),
    pytest.param("\u3164", "does not show", id="an-empty-letter"),
    pytest.param("\U000e0041", "does not show", id="a-tag"),
]


class TestRefused:
    """'Marks that turn the direction of writing are refused in texts and values.'"""

    @pytest.mark.parametrize("escaped", [pytest.param(False, id="as-it-is"), pytest.param(True, id="escaped")])
    @pytest.mark.parametrize(("mark", "words"), MARKS)
    def test_in_a_record_with_line_and_place(self, mark: str, words: str, escaped: bool) -> None:
        title = f'"Wat{json.dumps(mark)[1:-1]}er"' if escaped and len(json.dumps(mark)) < 10 else f"Wat{mark}er"
        (found,) = findings_of(THEORY.replace("TITLE", title), "theory-of-change", "theory-of-change.yaml")
        assert (found.code, found.line, found.path) == ("hidden-mark", 4, "title")
        assert found.found == f"the mark U+{ord(mark):04X}, which {words}, after 'Wat'"

    def test_in_data_from_a_sheet(self) -> None:
        data = {"format": 1, "id": "copper", "organisation": {"id": "minerals", "name": "N"}, "title": "T",
                "version": "0.1", "status": "draft", "steps": [{"id": "a", "level": "output", "statement": "x\u202ey"}]}
        with pytest.raises(FindingsError) as told:
            checked_data(data, "theory-of-change", "sheet.xlsx")
        assert [(found.code, found.path) for found in told.value.findings] == [("hidden-mark", "steps[0].statement")]

    def test_in_a_document(self) -> None:
        (found,) = marks_in_text("# Words\n\nWe sh\u202eall.\n", "a.md")
        assert (found.line, found.column, found.found) == (
            3, 6, "the mark U+202E, which turns the direction of writing, after 'We sh'")

    def test_in_a_cell(self) -> None:
        assert mark_in("It is\u200b") == "the mark U+200B, which does not show, after 'It is'"
        assert mark_in("\u202eIt is") == "the mark U+202E, which turns the direction of writing, at the beginning"
        assert not mark_in("It is, naïvely")

    def test_of_many_the_first_are_told(self) -> None:
        data = "".join(f"- {{id: a{n}, level: output, statement: 'x\u200by'}}\n" for n in range(150))
        assert len(findings_of(THEORY.replace("TITLE", "T") + f"steps:\n{data}", "theory-of-change", "t.yaml")) == 21


@pytest.mark.parametrize("title", [
    pytest.param("Eau, énergie et œuvres", id="french"),
    pytest.param("می\u200cخواهم", id="persian-with-its-joiner"),
    pytest.param("شركة ABC\u200e", id="arabic-with-a-mark-of-direction"),
    pytest.param("ภาษา\u200bไทย", id="thai-with-its-parting"),
    pytest.param("Zustimmungs\u00adverfahren", id="a-soft-hyphen"),
    pytest.param("水の利用 👩\u200d🌾", id="japanese-and-a-picture"),
])
def test_what_languages_need_is_no_such_mark(title: str) -> None:
    assert not findings_of(THEORY.replace("TITLE", title), "theory-of-change", "theory-of-change.yaml")
    assert not tuple(marks_in_text(f"\ufeff# {title}\n", "a.md"))


def test_other_kinds_of_file_have_rules_of_their_own() -> None:
    """What came back in a Word file is kept as it was written, and told where it is shown."""
    assert not findings_of("format: 1\nmodule: grievance\n"
                           "deviations:\n- {clause: a, verb: adapt, reason: 'said so \u200bby'}\n",
                           "adoption", "adoption.yaml")
