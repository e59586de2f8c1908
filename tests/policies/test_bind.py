"""The modules we ship, made by plain cookiecutter and bound: identical, with every value that the text shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from schemekit.model.parameter import Value, in_text, plain
from tests.policies.test_modules import MODULES, by_cookiecutter, farthest, the_ledger, the_module
from tests.scheme_builders import SchemeBuilder, tell

NAMES: dict[str, Value] = {
    "scheme_name": "Northern Minerals Initiative", "scheme_short": "NMI", "secretariat": "Executive Office",
    "decision_body": "Council of Members", "technical_body": "Standards Working Group",
    "appeal_body": "Independent Review Panel", "contact_email": "help@northern-minerals.example",
    "website": "https://northern-minerals.example/rules",
}
HIDDEN = {
    "grievance": {"interim_measure_types", "no_retaliation", "no_waiver_of_rights"},
    "assurance": {"sample_factor_initial", "sample_factor_recert", "major_before_certificate", "decision_separation",
                  "recognition_years"},
    "stakeholder-consultation": set(),
}
"""What these values leave out of the text: the sentence stands in a branch that they switch off, or nowhere at all."""


@pytest.mark.parametrize("module_id", MODULES)
def test_it_is_bound(module_id: str, tmp_path: Path) -> None:
    """'`cookiecutter <library> --directory policies/grievance` works without schemekit. `schemekit bind` then picks
    the result up: it writes the lock and the deviations, and changes nothing else.'"""
    module = the_module(module_id)
    values = {**farthest(module), **{name: value for name, value in NAMES.items() if module.parameter(name)}}
    made = by_cookiecutter(module, tmp_path, *(f"{name}={in_text(value)}" for name, value in values.items()))
    assert tell("-C", str(tmp_path), "new", "northern", "--no-input").code == 0
    scheme = SchemeBuilder(tmp_path / "northern")
    for file, data in made.items():
        scheme.write(f"policies/{module_id}/{file}", data)
    report = scheme.done("bind", f"policies/{module_id}", "--module", module_id, "--keep", "text", "--json").json
    hidden = HIDDEN[module_id]
    assert {item["name"]: item["value"] for item in report["values"] if item["name"] not in hidden} == {
        name: plain(value) for name, value in values.items() if name not in hidden}
    assert {item["name"] for item in report["values"] if item["sureness"] == "unseen"} == hidden
    assert not [item["name"] for item in report["values"] if item["otherwise"]]
    assert (report["correspondence"], report["deviations"], report["missing"]) == ("IDT", [], [])
    assert report["share"] == 1
    assert report["version"] == str(the_ledger().of(module_id)[-1].version)
    assert {file: scheme.text(f"policies/{module_id}/{file}").encode() for file in made} == made
    status = scheme.json("status")["modules"][0]
    assert (status["correspondence"], status["changed_forms"], status["todo"]) == ("IDT", [], [])
    assert scheme.run("verify", "--source").code == 0


def test_links_that_word_took_are_counted_apart(tmp_path: Path) -> None:
    """'Clauses that differ from the source only by link syntax are told as "only links are missing"'."""
    assert tell("-C", str(tmp_path), "new", "northern", "--with", "assurance", "--no-input").code == 0
    scheme = SchemeBuilder(tmp_path / "northern")
    policy = scheme.text("policies/assurance/policy.md")
    scheme.done("remove", "assurance")
    scheme.write("old.md", re.sub(r"(?<!!)\[([^\]]+)\]\([^)]+\)", r"\1", policy).replace("shall", "must", 1))
    told = " ".join(scheme.done("bind", "old.md", "--module", "assurance", "--dry-run").out.split())
    report = scheme.done("bind", "old.md", "--module", "assurance", "--json").json
    lacking = [item["clause"] for item in report["deviations"] if item["only_links"]]
    assert 0 < len(lacking) == len(report["deviations"]) - 1
    assert f"{len(lacking)} of them only by links that are missing." in told
    assert f"schemekit restore assurance {lacking[0]}" in told
    assert "only links are missing" in scheme.json("status")["modules"][0]["todo"][-1]["words"]
    scheme.done("restore", "assurance", lacking[0])
    assert len(scheme.json("status")["modules"][0]["todo"]) == len(report["deviations"]) - 1
