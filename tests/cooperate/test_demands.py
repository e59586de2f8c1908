"""What a clause asks: a question for each sentence that binds; a list or a table is no row of questions."""

from __future__ import annotations

import pytest

from schemekit.cooperate.demands import demands_of
from schemekit.model.module import Force

TABLE = """\
{lead}

| Matter | First | Next |
|---|---|---|
| Retaliation | Secretariat, always directly | Appeals Panel |
| Fraud | Secretariat{more} | |
"""
LIST = """\
The {lead} following matters:

- a standard;
- an audit:
  - of a site;
- a claim.

The report shall be public.
"""


def asked(body: str, force: Force = Force.INFORMATION) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.words, one.points) for one in demands_of(body, force, "en", lambda text: text)]


@pytest.mark.parametrize(("body", "questions"), [
    pytest.param("The office shall answer.\nIt is open.\nIt should be kind.",
                 [("The office shall answer.", ()), ("It should be kind.", ())], id="sentence-by-sentence"),
    pytest.param("A client is who applies.\n\n- **client**: who applies;\n- **site**: a place.", [],
                 id="definitions-ask-nothing"),
    pytest.param(LIST.format(lead="report shall cover the"),
                 [("The report shall cover the following matters:",
                   ("a standard;", "an audit:", "– of a site;", "a claim.")), ("The report shall be public.", ())],
                 id="a-list-under-its-lead"),
    pytest.param(LIST.format(lead="rules leave out the"), [("The report shall be public.", ())],
                 id="a-list-that-informs"),
    pytest.param("Tasks of the office:\n\n- it shall answer;\n- it is open.",
                 [("Tasks of the office: it shall answer;", ())], id="items-that-bind-by-themselves"),
    pytest.param(TABLE.format(lead="Matters shall go where the table says.", more=""),
                 [("Matters shall go where the table says.",
                   ("Retaliation – First: Secretariat, always directly; Next: Appeals Panel",
                    "Fraud – First: Secretariat"))], id="a-table-as-a-whole"),
    pytest.param(TABLE.format(lead="The table shows who is first.", more=" shall decide"),
                 [("The table shows who is first.",
                   ("Retaliation – First: Secretariat, always directly; Next: Appeals Panel",
                    "Fraud – First: Secretariat shall decide"))], id="a-table-that-binds-in-a-row"),
    pytest.param(TABLE.format(lead="The table shows who is first.", more=""), [], id="a-table-that-informs"),
])
def test_the_questions(body: str, questions: list[tuple[str, tuple[str, ...]]]) -> None:
    assert asked(body) == questions


def test_the_word_of_the_module_counts_where_no_verb_is_known() -> None:
    body = "Die Stelle antwortet."
    assert asked(body) == []
    assert asked(body, Force.REQUIREMENT) == [("Die Stelle antwortet.", ())]
