"""'`sarif` shows in code-scanning views and is valid against the official schema.'

The schema is OASIS's own, for SARIF 2.1.0 with errata 01.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator, FormatChecker

from schemekit.model.signal import SignalKind
from schemekit.review.comparing.against_source import mine
from schemekit.review.comparison import Comparison
from schemekit.review.formats.sarif import sarif_of
from schemekit.review.formats.sarif_log import RESULTS, clipped
from tests.review.changed_scheme import change_everything
from tests.review.test_markdown import HOSTILE, of_texts
from tests.scheme_builders import SchemeBuilder

OFFICIAL = json.loads(Path(__file__).with_name("data").joinpath("sarif-schema-2.1.0.json").read_text("utf-8"))
CHECK = Draft4Validator(OFFICIAL, format_checker=FormatChecker())


def valid(comparison: Comparison) -> Any:
    """The log as a view reads it, held against the official schema."""
    log = json.loads(json.dumps(sarif_of(comparison)))
    assert [error.message for error in CHECK.iter_errors(log)] == []
    return log["runs"][0]


@pytest.fixture
def busy(scheme: SchemeBuilder) -> SchemeBuilder:
    change_everything(scheme)
    return scheme


def test_the_schema_is_the_official_one() -> None:
    assert OFFICIAL["id"] == "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    assert list(CHECK.iter_errors({"version": "2.1.0", "runs": [{}]})), "it refuses what is no log"


def test_one_rule_for_each_kind(scheme: SchemeBuilder) -> None:
    """One rule per kind of signal, and one for a deviation without a reason; the rules stand there also when empty."""
    run = valid(mine(scheme.path, "grievance"))
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [*(kind.value.replace(" ", "-") for kind in SignalKind), "no-reason"]
    assert {result["ruleId"] for result in run["results"]} <= {"parameter"}


def test_results(busy: SchemeBuilder) -> None:
    run = valid(mine(busy.path, "grievance"))
    results, rules = run["results"], run["tool"]["driver"]["rules"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in results)
    levels = [result["level"] for result in results]
    assert levels == sorted(levels, key=["error", "warning", "note"].index)
    weaker = next(result for result in results
                  if result["ruleId"] == "force" and "no-charge" in result["message"]["text"])
    assert weaker["level"] == "error"
    assert "shall" in weaker["message"]["text"]
    assert "should" in weaker["message"]["text"]
    assert "Reason: our statutes allow a fee (Secretariat, approved: Board 2026-12)." in weaker["message"]["text"]
    locked = [result for result in results
              if "#purpose" in result["message"]["text"] and result["ruleId"] != "no-reason"]
    assert {result["level"] for result in locked} == {"error"}
    unreasoned = [result for result in results if result["ruleId"] == "no-reason"]
    assert len(unreasoned) == 6
    looser = {result["message"]["text"].partition(" (")[0]: result["level"] for result in results
              if result["ruleId"] == "parameter" and "scheme.yaml" in json.dumps(result)}
    assert looser["Time to acknowledge"] == looser["Time for an outcome"] == "warning"


def test_places(busy: SchemeBuilder) -> None:
    """Paths from the top of the scheme, so that a view finds the line; the first line is 1."""
    for result in valid(mine(busy.path, "grievance"))["results"]:
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uriBaseId"] == "%SRCROOT%"
        assert (busy.path / place["artifactLocation"]["uri"]).is_file()
        assert place["region"]["startLine"] >= 1


def test_fingerprints_stay(busy: SchemeBuilder) -> None:
    """partialFingerprints are the same after an edit elsewhere, and each is another within one log."""
    def prints(comparison: Comparison) -> dict[str, tuple[str, int]]:
        return {result["partialFingerprints"]["schemekitChange/v1"]: (
            result["message"]["text"], result["locations"][0]["physicalLocation"]["region"]["startLine"])
            for result in valid(comparison)["results"]}

    before = prints(mine(busy.path, "grievance"))
    assert len(before) == len(valid(mine(busy.path, "grievance"))["results"])
    busy.edit("## Filing", "## Before { #before }\n\nWords of our own.\n\n## Filing")
    after = prints(mine(busy.path, "grievance"))
    assert before.keys() <= after.keys()
    assert any(after[key][1] == line + 4 for key, (_, line) in before.items())


def test_huge(tmp_path: Path) -> None:
    """More than a forge takes: the first are kept, and a notification says how many are left out."""
    before = "".join(f"## Part {n} {{ #part-{n} }}\n\nThe board shall pay {n} euros.\n\n" for n in range(50))
    found = of_texts(tmp_path, before, before.replace("shall", "should"))
    many = replace(found, clauses=found.clauses * 502)
    run = sarif_of(many)["runs"][0]   # type: ignore[index]
    assert len(run["results"]) == RESULTS
    assert "more findings are left out" in json.dumps(run["invocations"])
    assert valid(found)["results"]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words(tmp_path: Path, words: str) -> None:
    after = f"## A {words} {{ #a }}\n\nWe {words} should go {words}.\n"
    valid(of_texts(tmp_path, "## A { #a }\n\nWe shall go.\n", after))


def test_no_links_in_a_message() -> None:
    """'SARIF messages keep `[text](url)`': a view that follows the standard shows it as words."""
    assert clipped("See [the form](https://evil.example) \\ [a]") == (
        "See \\[the form\\](https://evil.example) \\\\ \\[a\\]")
    assert clipped("between [1] and (2)") == "between [1] and (2)"


def test_the_same_bytes(busy: SchemeBuilder) -> None:
    first, second = (json.dumps(sarif_of(mine(busy.path, "grievance"))) for _ in range(2))
    assert first == second
    assert str(busy.path) not in first
