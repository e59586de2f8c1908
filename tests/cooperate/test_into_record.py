"""What was drafted from several schemes, in a cooperation's record: whose it is, what moved, what people settled."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from schemekit.cooperate.check import check_cooperations
from schemekit.files.schemas import load, validator
from schemekit.files.shipped import shipped
from schemekit.model.cooperation import Cooperation, PinnedVersion
from schemekit.model.harmonisation import Harmonisation
from schemekit.model.shared_process import SharedProcess
from tests.builders import GitFolder
from tests.scheme_builders import SchemeBuilder

TODAY = date(2026, 11, 29)
RECORD = "cooperation/one/cooperation.yaml"
HARMONISE = ("cooperate", "harmonise", "../forest", "--module", "grievance", "--into", "one")
SUPPLEMENT = ("cooperate", "supplement", "../forest", "--module", "grievance", "--into", "one")


@pytest.fixture
def other(scheme: SchemeBuilder, tmp_path: Path) -> SchemeBuilder:
    """Another scheme with the same modules: a stricter value, other words, a clause of its own."""
    shutil.copytree(scheme.path, tmp_path / "forest")
    forest = SchemeBuilder(tmp_path / "forest")
    forest.edit("id: 'northern-minerals'", "id: 'forest'", "scheme.yaml")
    forest.edit("name: 'Northern Minerals'", "name: 'Forest Council'", "scheme.yaml")
    forest.done("set", "scheme_name=Forest Council", "grievance.acknowledge_days=3", "--reason", "as we can")
    forest.edit("shall name a person to ask", "shall name a person to ask and a telephone number")
    forest.edit("## Records", "## Visits { #visits }\n\nThe secretariat shall visit each site.\n\n## Records")
    forest.done("save", "Ours")
    return forest


def record(scheme: SchemeBuilder) -> Cooperation:
    return Cooperation.from_mapping(load(scheme.text(RECORD), "cooperation", RECORD))


def harmonisation(scheme: SchemeBuilder) -> Harmonisation:
    return Harmonisation.from_mapping(record(scheme).section)


def process(scheme: SchemeBuilder) -> SharedProcess:
    return SharedProcess.from_mapping(record(scheme).section)


def rewritten(scheme: SchemeBuilder, section: str, key: str, **values: object) -> None:
    """Every row of a list in the record with these values, as people who settled it would write them."""
    data = yaml.safe_load(scheme.text(RECORD))
    for row in data[section][key]:
        row.update(values)
    data["state"] = "active"
    scheme.write(RECORD, yaml.safe_dump(data, sort_keys=False, allow_unicode=True))


def told(scheme: SchemeBuilder, *codes: str) -> Iterator[str]:
    yield from (item.found for item in check_cooperations(scheme.path, TODAY, "one").findings if item.code in codes)


@pytest.mark.usefixtures("other")
class TestBoth:
    """What the two commands do alike."""

    @pytest.mark.parametrize(("command", "file", "kind"), [
        (HARMONISE, "joint-grievance.md", "harmonisation"), (SUPPLEMENT, "supplement-forest.md", "shared-process"),
    ])
    def test_a_new_record_names_the_draft_and_what_it_was_made_from(
        self, scheme: SchemeBuilder, command: tuple[str, ...], file: str, kind: str
    ) -> None:
        scheme.done(*command)
        made = record(scheme)
        assert made.type.value == kind
        assert [(party.id, party.scheme) for party in made.parties] == [("northern-minerals", ""),
                                                                        ("forest", "../forest")]
        assert all(len(pinned.words) == 64 for pinned in made.versions)
        assert tuple(replace(pinned, words="", changed="") for pinned in made.versions) == \
            tuple(PinnedVersion(party=party, document="grievance", version="1.0.0")
                                      for party in ("northern-minerals", "forest"))
        assert scheme.text(f"cooperation/one/{file}").startswith("# ")
        assert [event.kind for event in made.history] == ["started", "note"]
        assert "grievance 1.0.0" in made.history[-1].words
        assert GitFolder(scheme.path).git("status", "--porcelain") == "", "it is saved"

    @pytest.mark.parametrize("command", [HARMONISE, SUPPLEMENT])
    def test_the_second_time_nothing_changes(self, scheme: SchemeBuilder, command: tuple[str, ...]) -> None:
        scheme.done(*command)
        before, text = GitFolder(scheme.path).head(), scheme.text(RECORD)
        assert "one is as it was" in scheme.done(*command).out
        assert (GitFolder(scheme.path).head(), scheme.text(RECORD)) == (before, text)

    @pytest.mark.parametrize(("command", "file"), [
        (HARMONISE, "joint-grievance.md"), (SUPPLEMENT, "supplement-forest.md")])
    def test_a_draft_that_people_worked_on_stays(
        self, scheme: SchemeBuilder, command: tuple[str, ...], file: str
    ) -> None:
        scheme.done(*command)
        scheme.write(f"cooperation/one/{file}", "# Worked on\n")
        assert "stays as it is" in scheme.done(*command).all
        assert scheme.text(f"cooperation/one/{file}") == "# Worked on\n"
        scheme.done(*command, "--force")
        assert scheme.text(f"cooperation/one/{file}") != "# Worked on\n"

    @pytest.mark.parametrize(("command", "file", "code", "field"), [
        (HARMONISE, "joint-grievance.md", "harmonised-draft-outdated", "text.drawn_from"),
        (SUPPLEMENT, "supplement-forest.md", "process-supplement-outdated", "supplements.1.drawn_from"),
    ])
    def test_a_draft_that_stayed_while_the_record_moved_is_told(
        self, scheme: SchemeBuilder, other: SchemeBuilder, command: tuple[str, ...], file: str, code: str, field: str
    ) -> None:
        scheme.done(*command)
        assert list(told(scheme, code)) == []
        other.edit("shall visit each site", "shall visit each site twice")
        other.done("save", "Twice")
        scheme.done(*command)   # the draft is left, as people may have worked on it
        for _ in range(2):
            [found] = told(scheme, code)
            assert found.startswith(f"{file}: drawn up from other words than the record has now: Forest Council's ")
            scheme.done(*command)
        scheme.done("cooperate", "set", "one", f"{field}=")   # they brought it up to date
        assert list(told(scheme, code)) == []
        other.edit("shall visit each site twice", "shall visit each site three times")
        other.done("save", "Three times")
        scheme.done(*command)
        assert list(told(scheme, code))
        scheme.done(*command, "--force")
        assert list(told(scheme, code)) == []

    @pytest.mark.parametrize(("command", "code"), [(HARMONISE, "harmonised-stale"), (SUPPLEMENT, "process-stale")])
    def test_check_goes_red_and_names_what_moved(
        self, scheme: SchemeBuilder, other: SchemeBuilder, command: tuple[str, ...], code: str
    ) -> None:
        scheme.done(*command)
        assert list(told(scheme, code, "cooperation-moved", "cooperation-unseen")) == []
        other.edit("and a telephone number", "and two telephone numbers")
        found, = told(scheme, code)
        assert found.startswith("1 row rests on words of Forest Council that changed since")
        assert "acknowledgement" in found
        scheme.done("cooperate", "change", "one", "--state", "active", "--reason", "Both boards signed.")
        assert scheme.run("cooperate", "check", "one").code == 1
        scheme.done(*command)
        assert list(told(scheme, code)) == []

    @pytest.mark.parametrize("command", [HARMONISE, SUPPLEMENT])
    def test_a_version_that_moved(
        self, scheme: SchemeBuilder, other: SchemeBuilder, command: tuple[str, ...]
    ) -> None:
        scheme.done(*command)
        other.write("scheme.lock", other.text("scheme.lock").replace("1.0.0", "1.1.0"))
        assert list(told(scheme, "cooperation-moved")) == [
            "grievance of Forest Council, agreed on as 1.0.0, is 1.1.0 by now"]

    @pytest.mark.parametrize("command", [HARMONISE, SUPPLEMENT])
    def test_what_is_refused(
        self, scheme: SchemeBuilder, command: tuple[str, ...]
    ) -> None:
        scheme.done("cooperate", "new", "working-group", "one", "--no-input")
        assert "one is a working group" in scheme.done(*command, code=2).err
        kind = "harmonisation" if command is HARMONISE else "shared-process"
        scheme.done("cooperate", "new", kind, "two", "--with", "efc=Example Forest Council", "--no-input")
        before = scheme.text("cooperation/two/cooperation.yaml")
        itself = [".", *command[3:]]
        assert "is the scheme you are in" in scheme.done(*command[:2], *itself, code=2).err
        assert "in a call of its own" in scheme.done(*command, "--to", "x.md", code=2).err
        assert "Forest Council (forest) is no party of two" in scheme.done(*command[:-1], "two", code=2).err
        assert scheme.text("cooperation/two/cooperation.yaml") == before

    @pytest.mark.parametrize(("command", "name"), [(HARMONISE, "harmonise"), (SUPPLEMENT, "supplement")])
    def test_the_report_says_what_was_written(
        self, scheme: SchemeBuilder, command: tuple[str, ...], name: str
    ) -> None:
        report = scheme.json(*command)
        schema = json.loads((shipped("schemas") / f"reports/cooperate-{name}.schema.json").read_text("utf-8"))
        assert not list(validator(schema).iter_errors(report))
        assert RECORD in report["into"]["files"]


@pytest.mark.usefixtures("other")
class TestHarmonisation:
    """Where each clause comes from, what people settled of it, and what not all ask."""

    def test_the_clause_map(self, scheme: SchemeBuilder) -> None:
        scheme.done(*HARMONISE)
        made = harmonisation(scheme)
        rows = {row.joint: row for row in made.clauses}
        assert [(source.party, source.name) for source in rows["filing"].sources] == [
            ("northern-minerals", "grievance#filing"), ("forest", "grievance#filing")]
        assert all(source.words for row in made.clauses for source in row.sources)
        assert (made.text.draft, made.minimum.rule) == ("joint-grievance.md", "what all ask")
        [visits] = [item for item in made.differences if item.about == "Visits"]
        assert [(item.party, item.says) for item in visits.parties] == [
            ("northern-minerals", "does not ask it"), ("forest", "7 Visits")]
        assert "visits" not in rows

    def test_the_terms_that_collide(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        for side, meaning in ((scheme, "any dissatisfaction"), (other, "a signed letter")):
            side.edit("## Filing", f"## Definitions {{ #definitions }}\n\n- **complaint**: {meaning}.\n\n## Filing")
        scheme.done(*HARMONISE)
        [term] = harmonisation(scheme).terms
        assert (term.term, term.meaning, term.note) == ("complaint", "", "same term, other meaning.")
        assert [(item.party, item.meaning.rstrip(".")) for item in term.parties] == [
            ("northern-minerals", "any dissatisfaction"), ("forest", "a signed letter")]
        rewritten(scheme, "harmonisation", "terms", meaning="whatever is said against us")
        scheme.done(*HARMONISE)
        assert [row.meaning for row in harmonisation(scheme).terms] == ["whatever is said against us"]

    def test_the_strictest(self, scheme: SchemeBuilder) -> None:
        scheme.done(*HARMONISE, "--strictest")
        made = harmonisation(scheme)
        assert made.minimum.rule == "the strictest of each"
        assert "visits" in {row.joint for row in made.clauses}

    def test_what_was_settled_stays_while_its_words_do(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        scheme.done(*HARMONISE)
        rewritten(scheme, "harmonisation", "clauses", judge="Group", date="2026-11-02", note="")
        before = {row.joint: row for row in harmonisation(scheme).clauses}
        other.edit("and a telephone number", "and two telephone numbers")
        assert "to settle again, as words changed: acknowledgement" in scheme.done(*HARMONISE).all
        after = {row.joint: row for row in harmonisation(scheme).clauses}
        assert after.keys() == before.keys()
        assert {name for name, row in after.items() if row != before[name]} == {"acknowledgement"}
        assert after["acknowledgement"].judge == ""
        assert "Before: settled by Group 2026-11-02." in after["acknowledgement"].note

    def test_what_people_wrote_stays(self, scheme: SchemeBuilder) -> None:
        scheme.done(*HARMONISE)
        data = yaml.safe_load(scheme.text(RECORD))
        own = {"joint": "way-in", "from": [{"party": "forest", "module": "grievance", "clause": "filing"}]}
        data["harmonisation"]["clauses"] = [own]
        data["harmonisation"]["differences"] = [{"about": "Visits", "why": "Sites lie far apart."}]
        scheme.write(RECORD, yaml.safe_dump(data, sort_keys=False))
        scheme.done(*HARMONISE)
        rows = {row.joint: [source.party for source in row.sources] for row in harmonisation(scheme).clauses}
        assert rows["way-in"] == ["forest"]
        assert rows["filing"] == ["northern-minerals"], "no clause is in two rows that the tool wrote beside theirs"
        assert [item.why for item in harmonisation(scheme).differences if item.about == "Visits"] == [
            "Sites lie far apart."]

    def test_a_clause_that_is_gone(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        scheme.done(*HARMONISE)
        rewritten(scheme, "harmonisation", "clauses", judge="Group", date="2026-11-02")
        other.edit("## Filing { #filing }", "## Filing { #way-in }")
        scheme.done(*HARMONISE)
        assert list(told(scheme, "harmonised-stale")) == []

    def test_several_modules_are_refused(self, scheme: SchemeBuilder) -> None:
        said = scheme.done("cooperate", "harmonise", "../forest", "--into", "one", code=2).err
        assert "a draft is of one module" in said
        assert not (scheme.path / "cooperation").exists()


@pytest.mark.usefixtures("other")
class TestSupplement:
    """What the other party asks beyond ours, row by row, and who checks it."""

    def test_a_row_for_each_requirement(self, scheme: SchemeBuilder) -> None:
        scheme.done(*SUPPLEMENT)
        made = process(scheme)
        assert {row.party for row in made.extras} == {"forest"}
        rows = {row.clause: row.requirement for row in made.extras}
        assert rows["visits"].startswith("7 Visits"), rows["visits"]
        assert rows["appeal"] == ("6 Appeal: Time to acknowledge: Northern Minerals 5 working days, "
                                  "Forest Council 3 working days"), "both sign it: 'ours' would be either's"
        assert rows["acknowledgement"].endswith("as no rule tells which asks more")
        assert [(item.party, item.file) for item in made.supplements] == [("forest", "supplement-forest.md")]

    def test_who_checks_it_stays_while_its_words_do(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        scheme.done(*SUPPLEMENT)
        rewritten(scheme, "shared_process", "extras", checked_by="the audit team")
        other.edit("shall visit each site", "shall visit each site twice")
        assert "to settle again, as words changed: grievance#visits" in scheme.done(*SUPPLEMENT).all
        open_rows = [row.clause for row in process(scheme).extras if not row.checked_by]
        assert open_rows == ["visits"]

    def test_a_document_that_leaves_a_module_out_is_told(self, scheme: SchemeBuilder) -> None:
        scheme.done(*SUPPLEMENT)
        data = yaml.safe_load(scheme.text(RECORD))
        data["shared_process"]["extras"].append({"party": "forest", "module": "assurance", "requirement": "A visit."})
        scheme.write(RECORD, yaml.safe_dump(data, sort_keys=False, allow_unicode=True))
        assert list(told(scheme, "process-supplement-outdated")) == [
            "supplement-forest.md: drawn up without Forest Council's assurance"]

    def test_rows_of_others_stay(self, scheme: SchemeBuilder) -> None:
        scheme.done(*SUPPLEMENT)
        data = yaml.safe_load(scheme.text(RECORD))
        data["shared_process"]["extras"] = [
            {"party": "northern-minerals", "requirement": "A risk register.", "checked_by": "the audit team"},
            {"party": "forest", "requirement": "A map.", "clause": "standard 4.3"}]
        scheme.write(RECORD, yaml.safe_dump(data, sort_keys=False))
        scheme.done(*SUPPLEMENT)
        assert [row.requirement for row in process(scheme).extras][:2] == ["A risk register.", "A map."]
        assert "visits" in {row.clause for row in process(scheme).extras}

    def test_words_that_may_not_be_copied_are_not(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        other.write("scheme.yaml", other.text("scheme.yaml").replace("CC-BY-4.0", "NOASSERTION"))
        scheme.done(*SUPPLEMENT)
        assert "visit each site" not in scheme.text("cooperation/one/supplement-forest.md")
        assert {row.clause: row.requirement for row in process(scheme).extras}["appeal"] == "6 Appeal"

    def test_a_document_that_is_gone(self, scheme: SchemeBuilder) -> None:
        scheme.done(*SUPPLEMENT)
        (scheme.path / "cooperation/one/supplement-forest.md").unlink()
        assert list(told(scheme, "process-supplement"))

    def test_it_is_named_behind_the_agreement(self, scheme: SchemeBuilder) -> None:
        scheme.done(*SUPPLEMENT)
        scheme.done("cooperate", "export", "one", "--to", "md")
        printed = scheme.text("exports/one-joint-process-agreement.md")
        assert "**Supplement of Forest Council.** supplement-forest.md" in printed
        assert "grievance#visits" in printed
