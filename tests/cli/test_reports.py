"""`--json`: every report is valid, described by a schema, in the same order every time, and errors are reports too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from schemekit.files.schemas import validator
from schemekit.files.shipped import shipped
from tests import own_library, returned_builders
from tests.builders import LibraryBuilder, copied
from tests.scheme_builders import LIBRARY_NAME, SchemeBuilder, tell

SCHEMAS = sorted((shipped("schemas") / "reports").glob("*.schema.json"))
READING = [
    pytest.param(["list"], id="list"),
    pytest.param(["search"], id="search-everything"),
    pytest.param(["search", "appeal"], id="search-a-word"),
    pytest.param(["show", "grievance"], id="show-an-adopted-module"),
    pytest.param(["show", "efc/zero-text"], id="show-an-offered-module"),
    pytest.param(["status"], id="status"),
    pytest.param(["outdated"], id="outdated"),
    pytest.param(["update", "--dry-run"], id="update-dry-run"),
    pytest.param(["diff", "grievance"], id="diff"),
    pytest.param(["diff", "assurance", "--news", "--only", "force"], id="diff-news"),
    pytest.param(["diff", "grievance", "--between", "1.0.0", "."], id="diff-between"),
    pytest.param(["check"], id="check"),
    pytest.param(["verify"], id="verify"),
    pytest.param(["verify", "--source"], id="verify-with-the-source"),
    pytest.param(["trace", "grievance"], id="trace-a-module"),
    pytest.param(["trace", "grievance", "no-charge"], id="trace-a-clause"),
    pytest.param(["licences"], id="licences"),
    pytest.param(["calendar"], id="calendar"),
    pytest.param(["compare", "../peer"], id="compare"),
    pytest.param(["cooperate", "list"], id="cooperate-list"),
    pytest.param(["cooperate", "check"], id="cooperate-check"),
    pytest.param(["cooperate", "calendar"], id="cooperate-calendar"),
    pytest.param(["cooperate", "side-by-side", "."], id="cooperate-side-by-side"),
    pytest.param(["cooperate", "supplement", "."], id="cooperate-supplement"),
    pytest.param(["cooperate", "checklist", "."], id="cooperate-checklist"),
    pytest.param(["cooperate", "harmonise", "."], id="cooperate-harmonise"),
    pytest.param(["toc", "check"], id="toc-check"),
    pytest.param(["coverage"], id="coverage"),
    pytest.param(["coverage", "--framework", "ungp-31", "--since", "HEAD"], id="coverage-since"),
    pytest.param(["suggest", "grievance"], id="suggest"),
    pytest.param(["report"], id="report"),
    pytest.param(["review"], id="review"),
    pytest.param(["review", "--since", "HEAD"], id="review-since"),
    pytest.param(["validate"], id="validate"),
    pytest.param(["library", "list"], id="library-list"),
    pytest.param(["adopters", ".", "--library", "efc"], id="adopters"),
    pytest.param(["proposals"], id="proposals"),
    pytest.param(["proposals", "grievance", "--all"], id="proposals-of-a-module"),
    pytest.param(["merge-file", *[f"policies/{name}/policy.md" for name in ("grievance", "assurance", "grievance")]],
                 id="merge-file"),
]
CHANGING = [
    pytest.param(["add", "zero-text"], "add", id="add"),
    pytest.param(["bind", "old.md", "--module", "zero-text", "--force"], "bind", id="bind"),
    pytest.param(["bind", "old.md"], "bind", id="bind-without-a-module"),
    pytest.param(["remove", "assurance"], "remove", id="remove"),
    pytest.param(["set", "grievance.acknowledge_days=7", "grievance.channels=e-mail"], "set", id="set"),
    pytest.param(["sync"], "sync", id="sync"),
    pytest.param(["update"], "update", id="update"),
    pytest.param(["update", "--decline", "assurance@1.1.0", "--reason", "not now"], "update-decline",
                 id="update-decline"),
    pytest.param(["reason", "grievance", "no-charge", "our statutes"], "reason", id="reason"),
    pytest.param(["decide", "grievance", "--take", "ours"], "decide", id="decide"),
    pytest.param(["answer", "grievance", "c-001", "--accept", "yes"], "answer", id="answer"),
    pytest.param(["answer", "grievance", "--all", "--refuse", "no", "--yes"], "answer", id="answer-all"),
    pytest.param(["comments", "grievance", "--to", "log.csv"], "comments", id="comments-out"),
    pytest.param(["comments", "grievance", "--from", "back.csv"], "comments", id="comments-back"),
    pytest.param(["save", "Board comments"], "save", id="save"),
    pytest.param(["export", "--all", "--to", "md"], "export", id="export"),
    pytest.param(["site", "build", "--pages-only"], "site", id="site-pages"),
    pytest.param(["approve", "grievance", "--body", "Board", "--date", "2026-10-05", "--despite-open"], "approve",
                 id="approve"),
    pytest.param(["derogate", "grievance", "outcome", "--for", "a site", "--from", "2026-11-01", "--reason", "no road",
                  "--by", "Board"], "derogate", id="derogate"),
    pytest.param(["library", "fetch", "efc"], "library-fetch", id="library-fetch"),
    pytest.param(["cooperate", "new", "working-group", "second", "--no-input"], "cooperate-new", id="cooperate-new"),
    pytest.param(["cooperate", "new", "theory-of-change", "second", "--no-input"], "cooperate-new", id="toc-new"),
    pytest.param(["recognise", "../peer", "--as", "other"], "recognise", id="recognise"),
    pytest.param(["cooperate", "set", "consent", "outcome=One guidance for both"], "cooperate-set", id="cooperate-set"),
    pytest.param(["cooperate", "set", "consent", "--list"], "cooperate-set", id="cooperate-set-list"),
    pytest.param(["cooperate", "judge", "peer", "--matched", "--as", "accepted", "--by", "Board"], "cooperate-judge",
                 id="cooperate-judge"),
    pytest.param(["cooperate", "sign", "consent", "efc", "--by", "B. Other"], "cooperate-sign", id="cooperate-sign"),
    pytest.param(["cooperate", "start-module", "consent", "field-visits", "--in", "."], "cooperate-start-module",
                 id="cooperate-start-module"),
    pytest.param(["cooperate", "export", "consent", "--to", "md"], "cooperate-export", id="cooperate-export"),
    pytest.param(["cooperate", "change", "consent", "--state", "active", "--reason", "signed"], "cooperate-change",
                 id="cooperate-change"),
    pytest.param(["git", "install"], "git-install", id="git-install"),
    pytest.param(["git", "install", "--undo"], "git-install", id="git-install-undo"),
    pytest.param(["propose", "grievance", "extra", "no-charge", "outcome"], "propose", id="propose"),
]


def schema(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((shipped("schemas") / "reports" / f"{name}.schema.json").read_text("utf-8"))
    return data


def broken(report: Any, name: str) -> list[str]:
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message}"
            for error in validator(schema(name)).iter_errors(report)]


def schema_name(command: list[str]) -> str:
    """The schema of what a reading command prints; one calendar is as the other."""
    if command == ["cooperate", "calendar"]:
        return "calendar"
    return "-".join(command[:2]) if command[0] in ("library", "cooperate", "toc") else command[0]


def peer_of(scheme_template: Path, place: Path) -> None:
    """Another scheme beside the one that is tried."""
    copied(scheme_template, place / "peer")
    SchemeBuilder(place / "peer").edit("id: 'northern-minerals'", "id: 'peer'", "scheme.yaml")


@pytest.fixture(scope="module")
def busy_template(
    tmp_path_factory: pytest.TempPathFactory, scheme_template: Path, offered: LibraryBuilder
) -> Path:
    """A scheme in which something of every kind has happened, so that no list of a report is empty."""
    folder = tmp_path_factory.mktemp("busy") / "busy"
    copied(scheme_template, folder)
    with own_library.comes_with_the_tool(offered, LIBRARY_NAME):
        peer_of(scheme_template, folder.parent)
        _make_busy(folder)
    return folder


def tampered(scheme: SchemeBuilder) -> SchemeBuilder:
    """The scheme with a pulled file that is not what the lock records: nothing but `verify` and `check` reads on."""
    scheme.write(".schemekit/source/assurance/CHANGELOG.md", "tampered\n")
    return scheme


def _make_busy(folder: Path) -> None:
    scheme = SchemeBuilder(folder)
    returned_builders.busy(scheme)
    scheme.write("back.csv", "id,comment,response,disposition\n,New.,,\nc-003,,Three.,noted\nc-002,,,noted\n")
    scheme.done("set", "grievance.acknowledge_days=12", "--reason", "two people")
    scheme.edit("A complaint shall cost nothing.", "A complaint shall cost 5 euros.")
    scheme.done("reason", "grievance", "no-charge", "our statutes say so", "--by", "secretariat",
                "--approved", "Board 12")
    scheme.done("save", "A charge")
    scheme.edit("within 60 days", "within 50 days")
    scheme.edit("## Records", "## Extra { #extra }\n\nOur own words.\n\n## Records")
    scheme.edit("case,received", "number,received", "policies/grievance/forms/register.csv")
    scheme.done("set", "grievance.outcome_days=30", code=1)
    scheme.done("cooperate", "new", "working-group", "consent", "--with", "efc=Example Forest Council")
    scheme.done("recognise", "../peer", "--as", "peer", "--module", "assurance")
    scheme.edit("review_due: ''", "review_due: '2026-01-01'", "cooperation/consent/cooperation.yaml")
    scheme.done("cooperate", "new", "theory-of-change", "copper", "--no-input")
    scheme.edit("review_due: ''", "review_due: '2027-01-01'", "cooperation/copper/theory-of-change.yaml")
    scheme.write("old.md", "# Ours: zero text procedure\n\n## Answer\n\nThe secretariat shall answer within 20 working "
                 "days.\nThe answer shall be in writing.\n\n## Own\n\nOur words.\n")


@pytest.fixture
def busy(busy_template: Path, tmp_path: Path) -> SchemeBuilder:
    copied(busy_template, tmp_path / "busy")
    return SchemeBuilder(tmp_path / "busy")


class TestReports:
    """`--json` on every reading command, with a schema."""

    @pytest.fixture(autouse=True)
    def peer(self, scheme_template: Path, tmp_path: Path) -> None:
        peer_of(scheme_template, tmp_path)

    @pytest.mark.parametrize("command", READING)
    def test_a_quiet_scheme(self, scheme: SchemeBuilder, command: list[str]) -> None:
        """Valid JSON with `format`, as its schema says, the same bytes twice."""
        told = scheme.done(*command, "--json")
        assert broken(told.json, schema_name(command)) == []
        assert told.err == ""
        assert scheme.run(*command, "--json").out == told.out

    @pytest.mark.parametrize("command", READING)
    def test_a_busy_scheme(self, busy: SchemeBuilder, command: list[str]) -> None:
        if command[0] in ("verify", "check", "status"):
            tampered(busy)
        told = busy.run(*command, "--json")
        assert broken(told.json, schema_name(command)) == []
        assert busy.run(*command, "--json").out == told.out
        assert told.code == busy.run(*command).code

    def test_a_busy_scheme_leaves_nothing_out(self, busy: SchemeBuilder) -> None:
        """The sample behind these tests holds one of everything, so that every part of the schemas is tried."""
        status = next(item for item in busy.json("status")["modules"] if item["module"] == "grievance")
        assert status["clauses"]["add"] == 1
        assert all(status[key] for key in ("todo", "values", "changed_forms", "correspondence"))
        edits = busy.json("trace", "grievance", "no-charge")["clauses"][0]
        assert all(edits[key] for key in ("reason", "edits", "approved"))
        assert tampered(busy).json("verify")["findings"]

    @pytest.mark.parametrize(("command", "name"), CHANGING)
    def test_commands_that_change_something(self, busy: SchemeBuilder, command: list[str], name: str) -> None:
        told = busy.run(*command, "--json")
        assert broken(told.json, name) == [], told.all

    def test_new_and_library_add(self, tmp_path: Path, offered: Any) -> None:
        told = tell("-C", str(tmp_path), "new", "one", "--with", "grievance", "--no-input", "--json")
        assert (told.code, broken(told.json, "new")) == (0, [])
        told = tell("library", "add", "other", offered.url, "--json")
        assert (told.code, broken(told.json, "library-add")) == (0, [])
        assert tell("library", "remove", "other").code == 0

    @pytest.mark.parametrize("command", [
        ("toc", "show", "copper", "--to", "x.svg"), ("toc", "compare", "copper", "copper", "--to", "x.md"),
        ("toc", "sector", "copper", "copper", "--to", "x.md"), ("compare", ".", "--to", "x.md"),
        ("cooperate", "harmonise", ".", "--module", "grievance", "--to", "x.md"),
    ], ids=" ".join)
    def test_a_file_and_json_at_once_are_refused_in_json(self, busy: SchemeBuilder, command: tuple[str, ...]) -> None:
        told = busy.run(*command, "--json")
        assert (told.code, broken(told.json, "error")) == (2, [])
        assert not list(busy.path.glob("x.*"))

    def test_a_draft_is_written_beside_json_and_says_nothing_in_it(self, busy: SchemeBuilder, tmp_path: Path) -> None:
        copied(busy.path, tmp_path / "other")
        told = busy.done("cooperate", "harmonise", "../other", "--module", "grievance", "--draft", "d.md", "--json")
        assert broken(told.json, "cooperate-harmonise") == []
        assert (busy.path / "d.md").is_file()

    def test_a_draft_and_a_comparison_are_two_files(self, busy: SchemeBuilder, tmp_path: Path) -> None:
        copied(busy.path, tmp_path / "other")
        told = busy.run("cooperate", "harmonise", "../other", "--module", "grievance", "--draft", "d.md",
                        "--to", "d.md")
        assert (told.code, "name one file" in told.err) == (2, True)

    @pytest.mark.parametrize("file", SCHEMAS, ids=lambda file: file.name.removesuffix(".schema.json"))
    def test_the_schemas_themselves(self, file: Path) -> None:
        """Each is JSON Schema 2020-12 with a description on every field, and lets nothing unknown pass."""
        from jsonschema import Draft202012Validator

        data = json.loads(file.read_text("utf-8"))
        Draft202012Validator.check_schema(data)
        assert data["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        for node in _objects(data):
            assert "additionalProperties" in node
            for name, field in node.get("properties", {}).items():
                assert field.get("description"), name

    @pytest.mark.parametrize(("arguments", "code", "kind"), [
        pytest.param(["show", "grievence"], 2, "unknown-name", id="a-wrong-module"),
        pytest.param(["trace", "grievance", "no-charges"], 2, "unknown-name", id="a-wrong-clause"),
        pytest.param(["set", "grievance.acknowledge_days=99"], 2, "value-refused", id="a-value-out-of-range"),
        pytest.param(["set", "grievance.acknowledge_days=90", "--reason", "statutes", "grievance.outcome_days=10"], 1,
                     "findings", id="a-broken-rule"),
        pytest.param(["set"], 2, "usage", id="nothing-named"),
        pytest.param(["status", "--nonsense"], 2, "usage", id="an-unknown-option"),
        pytest.param(["statsu"], 2, "usage", id="an-unknown-command"),
        pytest.param(["reason", "grievance"], 2, "usage", id="a-reason-without-words"),
        pytest.param(["add", "reserved-text"], 1, "licence-blocked", id="a-licence-that-blocks"),
    ])
    def test_errors(self, scheme: SchemeBuilder, arguments: list[str], code: int, kind: str) -> None:
        """Errors are JSON too when --json was given: what, why, fix."""
        told = scheme.done(*arguments, "--json", code=code)
        assert broken(told.json, "error") == []
        assert told.json["error"]["code"] == kind

    def test_outside_of_a_scheme(self, tmp_path: Path) -> None:
        told = tell("-C", str(tmp_path), "status", "--json")
        assert (told.code, told.json["error"]["code"], broken(told.json, "error")) == (2, "not-a-scheme", [])


def _objects(node: Any) -> list[dict[str, Any]]:
    if isinstance(node, list):
        return [found for item in node for found in _objects(item)]
    if not isinstance(node, dict):
        return []
    own = [node] if node.get("type") == "object" else []
    return own + [found for item in node.values() for found in _objects(item)]
