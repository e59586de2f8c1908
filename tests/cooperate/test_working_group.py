"""Working groups and joint projects: what their papers have to settle, and what falls due in them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from schemekit.cooperate.calendar import cooperation_calendar
from schemekit.cooperate.check import check_cooperations
from schemekit.cooperate.joint_project import balance
from schemekit.cooperate.printing import print_cooperation
from schemekit.model.cooperation import Cooperation
from schemekit.model.finding import Severity
from tests.golden import same_as_golden
from tests.scheme_builders import SchemeBuilder, tell

RECORD = "cooperation/common/cooperation.yaml"
TODAY = date(2026, 11, 29)
GROUP: dict[str, object] = {
    "decisions": {"rule": "consensus then vote", "threshold_percent": 67},
    "rights": {"licence": "CC-BY-4.0", "credit": "Group on consent", "contributions": "Members bring only their own."},
    "keeper": "efc",
    "outputs": [{"id": "guidance", "title": "Guidance on consent", "owner": "efc", "due": "2027-09-30"}],
    "meetings": [{"day": "2027-02-03", "place": "online"}, {"day": "2026-02-03"}],
}
PROJECT: dict[str, object] = {
    "power_note": "Each party has one vote.",
    "deliverables": [{"id": "indicators", "title": "Shared indicators", "owner": "efc", "due": "2027-06-30"}],
    "licence": "CC-BY-4.0", "exit": {"notice_days": 90, "results": "Each may go on with all results."},
}

HEADER: dict[str, object] = {
    "title": "Group on consent", "outcome": "Both schemes ask for consent in the same way.",
    "begins_with": "Definitions, on which all agree already.",
    "convenor": {"name": "Independent Facilitation Office", "neutral": True},
    "objectives": [{"id": "guidance", "objective": "One guidance that both use.", "measure": "Both boards approved it.",
                    "due": "2027-09-30"}],
    "contributions": [
        {"party": "northern-minerals", "kind": "staff", "gives": "one expert", "amount": 20, "unit": "days"},
        {"party": "efc", "kind": "staff", "gives": "two experts", "amount": 30, "unit": "days"}],
    "start": "2027-01-01", "end": "2028-12-31", "review_due": "2027-11-01",
}
DATA = Path(__file__).parent / "data"


def written(scheme: SchemeBuilder, kind: str, terms: dict[str, object], **header: object) -> None:
    scheme.done("cooperate", "new", kind, "common", "--with", "efc=Example Forest Council", "--no-input")
    data = yaml.safe_load(scheme.text(RECORD).replace("'on':", "day:"))
    data.update(header)
    data[kind.replace("-", "_")] = terms
    scheme.write(RECORD, yaml.safe_dump(data, sort_keys=False, allow_unicode=True))


def codes(scheme: SchemeBuilder) -> dict[str, Severity]:
    found = check_cooperations(scheme.path, TODAY).findings
    return {item.code: item.severity for item in found if item.code.startswith(("group-", "project-"))}


def without(terms: dict[str, object], *path: str) -> dict[str, object]:
    """The terms without one of them, which lies at a path of keys."""
    key, *below = path
    if not below:
        return {name: value for name, value in terms.items() if name != key}
    inner = terms[key]
    assert isinstance(inner, dict)
    return {**terms, key: without(inner, *below)}


@pytest.mark.parametrize(("kind", "terms"), [("working-group", GROUP), ("joint-project", PROJECT)])
def test_whole_terms_have_no_finding(scheme: SchemeBuilder, kind: str, terms: dict[str, object]) -> None:
    written(scheme, kind, terms, state="active", end="2028-12-31")
    assert codes(scheme) == {}


def test_an_agreement_from_the_first_to_the_last_day_has_both(scheme: SchemeBuilder) -> None:
    written(scheme, "joint-project", PROJECT, state="active")
    assert codes(scheme) == {"project-end": Severity.ERROR}
    days = [item.severity for item in check_cooperations(scheme.path, TODAY).findings
            if item.code == "cooperation-start"]
    assert days == [Severity.ERROR]


@pytest.mark.parametrize(("kind", "terms", "path", "code"), [
    pytest.param("working-group", GROUP, ("decisions",), "group-decisions", id="no-decision-rule"),
    pytest.param("working-group", GROUP, ("decisions", "threshold_percent"), "group-threshold", id="no-threshold"),
    pytest.param("working-group", GROUP, ("rights", "licence"), "group-rights", id="no-licence"),
    pytest.param("working-group", GROUP, ("rights", "contributions"), "group-contributions", id="no-contributor-terms"),
    pytest.param("working-group", GROUP, ("keeper",), "group-keeper", id="no-keeper"),
    pytest.param("working-group", GROUP, ("outputs",), "group-outputs", id="no-outputs"),
    pytest.param("joint-project", PROJECT, ("power_note",), "project-power", id="no-power-note"),
    pytest.param("joint-project", PROJECT, ("deliverables",), "project-deliverables", id="no-deliverables"),
    pytest.param("joint-project", PROJECT, ("licence",), "project-licence", id="no-licence-for-results"),
    pytest.param("joint-project", PROJECT, ("exit",), "project-exit", id="no-exit"),
    pytest.param("joint-project", PROJECT, ("exit", "results"), "project-exit", id="an-exit-without-results"),
])
def test_each_lack_is_told(
    scheme: SchemeBuilder, kind: str, terms: dict[str, object], path: tuple[str, ...], code: str
) -> None:
    """'Checks that outcome, convenor and IP terms are set'; objectives and resources formal, a way out."""
    written(scheme, kind, without(terms, *path), state="active", end="2028-12-31")
    assert set(codes(scheme)) == {code}


@pytest.mark.parametrize(("licence", "words"), [("CC-BY-ND-4.0", "permits no changes"), ("Nonsense-1", "do not know")])
def test_a_licence_that_helps_nobody(scheme: SchemeBuilder, licence: str, words: str) -> None:
    written(scheme, "joint-project", {**PROJECT, "licence": licence})
    assert any(words in item.found for item in check_cooperations(scheme.path, TODAY).findings)


def test_a_heavy_party_is_named(scheme: SchemeBuilder) -> None:
    given = [{"party": "efc", "kind": "staff", "gives": "experts", "amount": 90, "unit": "days"},
             {"party": "northern-minerals", "kind": "staff", "gives": "an expert", "amount": 10, "unit": "days"}]
    written(scheme, "joint-project", without(PROJECT, "power_note"), contributions=given)
    [told] = [item.found for item in check_cooperations(scheme.path, TODAY).findings if item.code == "project-power"]
    assert told.startswith("Example Forest Council gives 90% of all days")


def test_the_balance_of_what_is_put_in() -> None:
    """'Resource balance': shares within each unit; what cannot be counted is in none."""
    record = Cooperation.from_mapping({
        "id": "x", "type": "joint-project", "title": "X", "state": "active",
        "parties": [{"id": "a", "name": "A", "role": "member"}, {"id": "b", "name": "B", "role": "member"}],
        "contributions": [
            {"party": "a", "kind": "staff", "gives": "x", "amount": 30, "unit": "days"},
            {"party": "b", "kind": "staff", "gives": "x", "amount": 60, "unit": "days"},
            {"party": "b", "kind": "staff", "gives": "y", "amount": 30, "unit": "days"},
            {"party": "a", "kind": "cash", "gives": "z", "amount": 500, "unit": "EUR"},
            {"party": "a", "kind": "data", "gives": "its register"},
            {"party": "a", "kind": "cash", "gives": "nothing", "amount": 0, "unit": "USD"},
        ]})
    told = [(share.unit, share.party, share.amount, share.part) for share in balance(record)]
    assert told == [("days", "b", 90, 0.75), ("days", "a", 30, 0.25), ("EUR", "a", 500, 1.0)]


def test_meetings_and_outputs_fall_due(scheme: SchemeBuilder) -> None:
    written(scheme, "working-group", GROUP)
    days = [(day.day.isoformat(), day.kind.value) for day in cooperation_calendar(scheme.path, TODAY).days]
    assert days == [("2027-02-03", "meeting"), ("2027-09-30", "output due")]


@pytest.mark.parametrize(("kind", "terms", "document", "told"), [
    ("working-group", GROUP, "terms-of-reference", ("Guidance on consent", "carried by 67 percent", "2027-02-03")),
    ("joint-project", PROJECT, "project-agreement", ("Shared indicators", "90 days of notice", "one vote")),
])
def test_what_is_printed_comes_from_the_record(
    scheme: SchemeBuilder, kind: str, terms: dict[str, object], document: str, told: tuple[str, ...]
) -> None:
    """The documents people sign, with what they list made from the record."""
    written(scheme, kind, terms, outcome="Both ask <b>alike</b>.")
    scheme.done("cooperate", "export", "common", "--to", "md")
    printed = scheme.text(f"exports/common-{document}.md")
    for words in (*told, "Example Forest Council", "binds nobody yet", "Signatures"):
        assert words in printed, words
    assert "<b>" not in re.sub(r"\\<", "", printed)


@pytest.mark.parametrize(("kind", "terms", "document"), [
    ("working-group", GROUP, "terms-of-reference"), ("joint-project", PROJECT, "project-agreement")])
def test_the_printed_document(scheme: SchemeBuilder, kind: str, terms: dict[str, object], document: str) -> None:
    written(scheme, kind, terms, **HEADER)
    done = print_cooperation(scheme.path, "common", "md", "2026-11-29")
    same_as_golden(scheme.text(f"exports/{done.files[0]}"), DATA / f"{document}.md")


def test_a_module_of_their_own(scheme: SchemeBuilder, tmp_path: Path) -> None:
    """'Starts a co-owned module': under the group's licence, with its credit, and among its outputs."""
    written(scheme, "working-group", GROUP)
    (tmp_path / "shared").mkdir()
    told = scheme.done("cooperate", "start-module", "common", "field-visits", "--in", "../shared", "--json")
    assert (told.json["author"], told.json["licence"]) == ("Group on consent", "CC-BY-4.0")
    made = (tmp_path / "shared/policies/field-visits/module.yaml").read_text("utf-8")
    assert "Group on consent" in made
    assert "field-visits" in scheme.text(RECORD)
    assert tell("-C", str(tmp_path / "shared"), "module", "lint", "field-visits").code == 0


@pytest.mark.parametrize(("kind", "terms", "words"), [
    ("joint-project", PROJECT, "only a working group"), ("working-group", {}, "no licence for what it makes"),
])
def test_no_module_before_it_is_plain_whose_it_is(
    scheme: SchemeBuilder, tmp_path: Path, kind: str, terms: dict[str, object], words: str
) -> None:
    written(scheme, kind, terms)
    (tmp_path / "shared").mkdir()
    told = scheme.done("cooperate", "start-module", "common", "field-visits", "--in", str(tmp_path / "shared"), code=2)
    assert words in told.err
    assert list((tmp_path / "shared").iterdir()) == []


def test_an_unknown_file_is_not_printed(scheme: SchemeBuilder) -> None:
    written(scheme, "working-group", GROUP, documents=[{"file": "letter.pdf", "title": "Letter"}])
    scheme.write("cooperation/common/letter.pdf", "x")
    assert "has no document to print" in scheme.done("cooperate", "export", "common", "--to", "md", code=2).err
