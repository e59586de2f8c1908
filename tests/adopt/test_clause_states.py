"""What values make of clauses: 'options that gut a clause count as another, not looser', and the other way round."""

from __future__ import annotations

import pytest

from schemekit.adopt.clause_states import adopted_clauses
from schemekit.adopt.outcome import read_adoption
from schemekit.crosswalk.evidence import AdoptedClauses, ClauseState
from schemekit.files.scheme_folder import SchemeFolder
from tests.adopt.update_fixtures import Source, source
from tests.scheme_builders import SchemeBuilder

__all__ = ["source"]
KEPT, LOOSENED, TURNED, TAKEN_BACK = (
    ClauseState.KEPT, ClauseState.LOOSENED, ClauseState.TURNED, ClauseState.TAKEN_BACK)
WHY = "our board wants it so"
BY_FORM = '{% if cookiecutter.reply_form == "call" %}Nobody keeps a copy.\n{% endif %}'
LAST = "for {{ cookiecutter.records_years }} years.\n"
HEARING = ("The {{ cookiecutter.appeal_body }} shall hear an appeal within {{ cookiecutter.acknowledge_days }} "
           "working days.\n")
NO_DIRECTION = (("{value: call, label: By telephone}], stricter: first",
                 "{value: call, label: By telephone}], stricter: none"),)


def found(scheme: SchemeBuilder) -> AdoptedClauses:
    return adopted_clauses(read_adoption(SchemeFolder(scheme.path), "grievance"))


def states(scheme: SchemeBuilder, source: Source, value: str, *, has_direction: bool = False) -> AdoptedClauses:
    """The clauses after a release in which the form of the reply has a say in three of them."""
    text = [(LAST, LAST + BY_FORM),
            (HEARING, f'{{% if cookiecutter.reply_form == "call" %}}Appeals are heard by nobody.\n{{% else %}}{HEARING}'
                      "{% endif %}")]
    source.release("1.1.0", text=text, module=() if has_direction else NO_DIRECTION)
    told = scheme.run("update", "grievance", "--yes")
    assert told.code == 0, told.all
    scheme.done("set", value, "--reason", WHY)
    return found(scheme)


def test_a_choice_counts_where_it_changes_words(scheme: SchemeBuilder, source: Source) -> None:
    clauses = states(scheme, source, "grievance.reply_form=e-mail")
    assert (clauses.states["outcome"], clauses.states["records"], clauses.states["appeal"]) == (TURNED, KEPT, KEPT)
    assert clauses.by_values == {"outcome": ("reply_form",)}


def test_a_choice_that_leaves_no_duty_takes_the_clause_back(scheme: SchemeBuilder, source: Source) -> None:
    clauses = states(scheme, source, "grievance.reply_form=call")
    assert (clauses.states["outcome"], clauses.states["records"], clauses.states["appeal"]) == (
        TURNED, TURNED, TAKEN_BACK)


def test_a_direction_of_the_module_is_believed(scheme: SchemeBuilder, source: Source) -> None:
    assert states(scheme, source, "grievance.reply_form=e-mail", has_direction=True).states["outcome"] is LOOSENED


@pytest.mark.parametrize("value", ["decision_body=Board of Nm", "appeal_body=Whoever is there"])
def test_names_are_left(scheme: SchemeBuilder, value: str) -> None:
    """'Free-text values are names: leave, but print the value beside the clause.'"""
    scheme.done("set", value)
    assert set(found(scheme).states.values()) == {KEPT}


def test_words_and_values_together(scheme: SchemeBuilder) -> None:
    scheme.done("set", "grievance.acknowledge_days=9", "--reason", WHY)
    scheme.edit("shall name a person", "shall give a person")
    clauses = found(scheme)
    assert clauses.states["acknowledgement"] is ClauseState.ADAPTED
    assert clauses.by_values["acknowledgement"] == ("acknowledge_days",)
    assert clauses.states["appeal"] is LOOSENED
