"""Shared processes: who decides on appeals, grades and days, the flow of data, auditors approved in one scheme only."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from schemekit.cooperate.calendar import cooperation_calendar
from schemekit.cooperate.check import check_cooperations
from schemekit.cooperate.printing import print_cooperation
from schemekit.crosswalk.savings import savings
from schemekit.model.finding import Severity
from schemekit.model.shared_process import AuditDays, Figures
from tests.golden import same_as_golden
from tests.scheme_builders import SchemeBuilder

TODAY = date(2026, 11, 29)
RECORD = "cooperation/audit/cooperation.yaml"
DATA = Path(__file__).parent / "data"
WHOLE = """\
process: the audit of a site under both standards
decision: separate
decided_by: the certification committee of each party
steps:
  - {id: application, step: The client applies once., owner: northern-minerals, days: 10, form: Application}
  - {id: audit, step: One visit by one team., owner: efc}
forms: [{title: Application, keeper: efc, version: "1.0", place: application.md}]
extras: [{party: efc, requirement: A map of conservation values., clause: assurance 4.3, checked_by: the audit team}]
data:
  shared: [the audit report]
  withheld: [names of people who spoke in confidence]
  consent: The client agrees in its application.
  use: Decisions under the two standards.
  keep_months: 60
  incident_hours: 72
costs: [{party: northern-minerals, bears: the team, percent: 60}, {party: efc, bears: calibration, percent: 40}]
appeals: [{about: the grade of a finding, decided_by: the Appeals Panel of the party whose requirement it is, days: 60}]
grades:
  - grade: major
    meaning: The aim of a requirement is at risk.
    close_days: 60
    effect: no certificate while it is open
    parties: [{party: northern-minerals, grade: Major, close_days: 90}, {party: efc, grade: Grade 1, close_days: 60}]
auditors:
  - {party: northern-minerals, approved_by: Assurance Committee, accepts: auditors on the joint list,
     until: "2028-12-31"}
  - {party: efc, approved_by: Secretariat, accepts: auditors on the joint list}
figures:
  audits: [{party: northern-minerals, days: 5}, {party: efc, days: 4}]
  joint_days: 6
  day_cost: 600
  currency: EUR
"""


def whole(scheme: SchemeBuilder, **changes: Any) -> None:
    """A shared process of which nothing is to say, with sections of it changed."""
    scheme.done("cooperate", "new", "shared-process", "audit", "--title", "One audit", "--with",
                "efc=Example Forest Council", "--no-input")
    data = yaml.safe_load(scheme.text(RECORD))
    data["shared_process"] = {**yaml.safe_load(WHOLE), **changes}
    data["state"] = "active"
    data["versions"] = [{"party": "northern-minerals", "document": "grievance", "version": "1.0.0"}]
    data.update({key: value for key, value in changes.items() if key == "versions"})
    data["shared_process"].pop("versions", None)
    scheme.write(RECORD, yaml.safe_dump(data, sort_keys=False, allow_unicode=True))


def codes(scheme: SchemeBuilder) -> dict[str, Severity]:
    found = check_cooperations(scheme.path, TODAY).findings
    return {item.code: item.severity for item in found
            if item.code.startswith("process-") or item.code == "cooperation-party"}


class TestChecks:
    """Each thing that such a process breaks over is found, with line, reason and what to do."""

    def test_a_whole_one_has_no_finding(self, scheme: SchemeBuilder) -> None:
        whole(scheme)
        assert codes(scheme) == {}

    @pytest.mark.parametrize(("changes", "code"), [
        pytest.param({"process": ""}, "process-name", id="no-process"),
        pytest.param({"steps": None}, "process-steps", id="no-step"),
        pytest.param({"steps": [{"id": "a", "step": "Somebody does it."}]}, "process-owner", id="a-step-of-nobody"),
        pytest.param({"steps": [{"id": "a", "step": "It.", "owner": "efc", "form": "Other"}]}, "process-form",
                     id="a-form-that-is-none"),
        pytest.param({"forms": [{"title": "Application"}]}, "process-keeper", id="a-form-of-nobody"),
        pytest.param({"decided_by": ""}, "process-decision", id="no-decision"),
        pytest.param({"appeals": None}, "process-appeals", id="who-decides-on-appeals"),
        pytest.param({"appeals": [{"about": "it", "decided_by": "Panel"}]}, "process-appeal-days", id="no-end"),
        pytest.param({"grades": None}, "process-grades", id="no-grades"),
        pytest.param({"grades": [{"grade": "major", "close_days": 60, "parties": [
            {"party": "efc", "grade": "Grade 1"}]}]}, "process-grade", id="a-grade-at-one-party-only"),
        pytest.param({"grades": [{"grade": "major", "close_days": 90, "parties": [
            {"party": "efc", "grade": "Grade 1", "close_days": 60},
            {"party": "northern-minerals", "grade": "Major"}]}]}, "process-close-out", id="longer-than-a-party-allows"),
        pytest.param({"data": None}, "process-data", id="no-terms-on-data"),
        pytest.param({"data": {"shared": ["reports"], "withheld": ["names"], "use": "Decisions.", "keep_months": 1,
                               "incident_hours": 1}}, "process-data", id="no-consent"),
        pytest.param({"auditors": [{"party": "efc", "approved_by": "Board", "accepts": "Those on the list."}]},
                     "process-auditors", id="auditors-approved-in-one-scheme-only"),
        pytest.param({"extras": [{"party": "efc", "requirement": "A map."}]}, "process-extra", id="checked-by-nobody"),
        pytest.param({"costs": None}, "process-costs", id="no-cost"),
        pytest.param({"costs": [{"party": "efc", "bears": "all", "percent": 90}]}, "process-shares", id="ninety"),
        pytest.param({"costs": [{"party": "xyz", "bears": "all"}]}, "cooperation-party", id="an-unknown-party"),
        pytest.param({"versions": None}, "process-versions", id="no-version"),
    ])
    def test_each_lack_is_told(self, scheme: SchemeBuilder, changes: dict[str, Any], code: str) -> None:
        whole(scheme, **changes)
        assert code in codes(scheme)

    def test_who_only_looks_on_approves_nobody(self, scheme: SchemeBuilder) -> None:
        whole(scheme)
        scheme.edit("parties:\n", "parties:\n- {id: giz, name: Funder, role: funder}\n", RECORD)
        assert codes(scheme) == {}


class TestFigures:
    """'Days and money from the record's own numbers; never invented.'"""

    def test_what_is_not_given_is_not_worked_out(self) -> None:
        found = savings(Figures(), ("a", "b"))
        assert (found.alone_days, found.saved_days, found.saved_money) == (None, None, None)
        assert len(found.wanting) == 4
        part = savings(Figures(audits=(AuditDays(party="a", days=5),), joint_days=6, day_cost=600), ("a", "b"))
        assert part.saved_days is None
        assert part.wanting == ("the days of b alone",)

    def test_a_joint_audit_that_takes_longer_saves_less_than_nothing(self) -> None:
        days = (AuditDays(party="a", days=2), AuditDays(party="b", days=2))
        found = savings(Figures(audits=days, joint_days=5, day_cost=100), ("a", "b"))
        assert (found.saved_days, found.saved_percent, found.saved_money) == (-1, -25, -100)


def test_days(scheme: SchemeBuilder) -> None:
    whole(scheme)
    assert [(day.day.isoformat(), day.kind.value) for day in cooperation_calendar(scheme.path, TODAY).days] == [
        ("2028-12-31", "expires")]


def test_the_printed_agreement(scheme: SchemeBuilder) -> None:
    whole(scheme)
    done = print_cooperation(scheme.path, "audit", "md", "2026-11-29")
    same_as_golden(scheme.text(f"exports/{done.files[0]}"), DATA / "joint-process-agreement.md")
