"""Version alarms: what the parties agreed on is pinned, and `check` tells when one of them has moved."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml

from schemekit.cooperate.check import check_cooperations
from schemekit.model.finding import Severity
from tests.scheme_builders import SchemeBuilder

RECORD = "cooperation/common/cooperation.yaml"
TODAY = date(2026, 11, 29)


@pytest.fixture
def other(scheme: SchemeBuilder, tmp_path: Path) -> SchemeBuilder:
    """Another scheme beside ours, with the same two modules."""
    shutil.copytree(scheme.path, tmp_path / "forest")
    return SchemeBuilder(tmp_path / "forest")


def agreed(scheme: SchemeBuilder, place: str, state: str = "active") -> None:
    scheme.done("cooperate", "new", "working-group", "common", "--with", "efc=Example Forest Council", "--no-input")
    data = yaml.safe_load(scheme.text(RECORD))
    data["parties"][1]["scheme"] = place
    data["state"] = state
    data["versions"] = [{"party": "northern-minerals", "document": "assurance", "version": "1.0.0"},
                        {"party": "efc", "document": "assurance", "version": "1.0.0"},
                        {"party": "efc", "document": "nothing", "version": "1.0.0"}]
    scheme.write(RECORD, yaml.safe_dump(data, sort_keys=False))


def told(scheme: SchemeBuilder) -> list[tuple[str, str, Severity]]:
    return [(item.code, item.found, item.severity) for item in check_cooperations(scheme.path, TODAY).findings
            if item.code in ("cooperation-moved", "cooperation-unseen")]


def test_nothing_moved_but_what_is_gone(scheme: SchemeBuilder, other: SchemeBuilder) -> None:
    agreed(scheme, f"../{other.path.name}")
    assert told(scheme) == [("cooperation-moved", "nothing of Example Forest Council, agreed on as 1.0.0, is not there "
                             "any more", Severity.ERROR)]


@pytest.mark.parametrize(("state", "severity"), [("active", Severity.ERROR), ("proposed", Severity.WARNING)])
def test_either_side_that_moves(
    scheme: SchemeBuilder, other: SchemeBuilder, state: str, severity: Severity
) -> None:
    """'check goes red when either side's version moves'."""
    agreed(scheme, f"../{other.path.name}", state)
    other.done("update", "assurance", "--to", "1.1.0")
    scheme.done("update", "assurance", "--to", "1.1.0")
    found = [(words, weight) for _, words, weight in told(scheme)]
    assert ("assurance of Northern Minerals, agreed on as 1.0.0, is 1.1.0 by now", severity) in found
    assert ("assurance of Example Forest Council, agreed on as 1.0.0, is 1.1.0 by now", severity) in found


def test_an_address_is_looked_up_when_asked(scheme: SchemeBuilder, other: SchemeBuilder) -> None:
    """`check` never goes to the network; `cooperate check --fetch` does."""
    agreed(scheme, f"file://{other.path}")
    assert {code for code, _, _ in told(scheme)} == {"cooperation-unseen"}
    assert "fetched" in scheme.run("cooperate", "check", "common", "--fetch").err
    assert {code for code, _, _ in told(scheme)} == {"cooperation-moved"}
    other.done("update", "assurance", "--to", "1.1.0")
    other.done("save", "An update")
    assert len(told(scheme)) == 1
    scheme.run("cooperate", "check", "--fetch")
    assert len(told(scheme)) == 2


def test_a_party_without_a_scheme_is_a_note(scheme: SchemeBuilder) -> None:
    agreed(scheme, "")
    assert {severity for code, _, severity in told(scheme) if code == "cooperation-unseen"} == {Severity.NOTE}


def test_a_scheme_that_cannot_be_reached_stops_nothing(scheme: SchemeBuilder) -> None:
    agreed(scheme, "file:///nowhere/at/all")
    answer = scheme.run("cooperate", "check", "--fetch")
    assert "Example Forest Council: " in answer.err
    assert answer.code == 1


@pytest.mark.parametrize("command", [
    ("cooperate", "supplement", "../forest", "--module", "grievance", "--into", "audits"),
    ("cooperate", "harmonise", "../forest", "--module", "grievance", "--into", "audits"),
    ("recognise", "../forest", "--module", "grievance", "--into", "audits"),
], ids=lambda command: command[-5] if command[0] == "cooperate" else command[0])
@pytest.mark.parametrize(("old", "new", "path"), [
    pytest.param("## Records", "## Far { #far }\n\nA complaint from afar shall be refused.\n\n## Records",
                 "policies/grievance/policy.md", id="a-clause-that-came-in"),
    pytest.param("A complaint shall cost nothing.", "A complaint may cost something.", "policies/grievance/policy.md",
                 id="a-clause"),
    pytest.param("", "", "policies/grievance/more.md", id="a-text-that-came-in"),
])
def test_a_text_that_its_party_changed_under_the_same_version(
    scheme: SchemeBuilder, other: SchemeBuilder, command: tuple[str, ...], old: str, new: str, path: str
) -> None:
    """A lock says which release was taken, and nothing of what its scheme made of it."""
    other.edit("id: 'northern-minerals'", "id: 'forest'", "scheme.yaml")
    other.edit("name: 'Northern Minerals'", "name: 'Forest Council'", "scheme.yaml")
    other.done("save", "Ours")
    scheme.done(*command)

    def moved() -> list[str]:
        return [item.found for item in check_cooperations(scheme.path, TODAY).findings
                if item.code == "cooperation-words"]

    assert moved() == []
    if old:
        other.edit(old, new, path)
    else:
        other.write(path, "# More\n\nComplaints are not heard in winter.\n")
    assert [words for words in moved() if words.startswith("grievance of Forest Council")], moved()
    again = (*command, "--force") if "supplement" in command or "harmonise" in command else command
    scheme.done(*again)
    assert moved() == []
