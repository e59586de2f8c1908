"""Which registers hold entries: the text, the update, the history and an adoption all ask this one."""

from __future__ import annotations

import pytest

from schemekit.text.register import changed_columns, holds_entries

BASE = "name,what\nexample,x\n"


@pytest.mark.parametrize(("ours", "base", "holds"), [
    pytest.param(BASE, BASE, False, id="as-it-came"),
    pytest.param("name,what\n", BASE, False, id="the-example-was-taken-out"),
    pytest.param("name,what\nMaria Lopez,toxic\n", BASE, True, id="the-example-row-was-replaced"),
    pytest.param(BASE + "Maria Lopez,toxic\n", BASE, True, id="a-row-was-added"),
    pytest.param("\ufeffname;what\r\n\"example\";\"x\"\r\n;;\r\n", BASE, False, id="a-spreadsheet-wrote-it"),
    pytest.param("person,what,day\nexample,x,\n", BASE, False, id="a-column-was-renamed-and-one-added"),
    pytest.param("Maria Lopez,toxic\n", BASE, True, id="the-heading-was-replaced-by-a-case"),
    pytest.param("name,what\n", "", True, id="the-source-has-none"),
    pytest.param("", BASE, False, id="emptied"),
])
def test_an_entry_is_a_row_that_the_source_has_not(ours: str, base: str, holds: bool) -> None:
    assert holds_entries(ours.encode(), base.encode()) is holds


def test_no_text_is_an_entry() -> None:
    assert holds_entries("name,what\nMüller,x\n".encode("latin-1"), BASE.encode())


@pytest.mark.parametrize(("after", "words"), [
    pytest.param("case,date,outcome\n1,2026-01-02,closed\n", "", id="entries-are-no-change-of-columns"),
    pytest.param("case,date\n", "column gone: outcome", id="a-column-gone"),
    pytest.param("case,date,outcome,site\n", "column new: site", id="a-column-new"),
    pytest.param("date;case;outcome\n", "its columns stand in another order", id="another-order"),
    pytest.param("A. Person,2026-01-02,closed\n", "none of its columns is left", id="a-case-is-never-told"),
])
def test_changed_columns_are_told_and_rows_never(after: str, words: str) -> None:
    assert changed_columns(b"case,date,outcome\n", after.encode()) == words
