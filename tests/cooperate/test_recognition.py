"""Recognition: rows from a comparison, judgements of people, alarms when the words under them move."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
import yaml

from schemekit.adopt import other_scheme
from schemekit.adopt.past_scheme import TEXTS, laid_out
from schemekit.cooperate.calendar import cooperation_calendar
from schemekit.cooperate.check import check_cooperations
from schemekit.cooperate.printing import print_cooperation
from schemekit.files.schemas import load
from schemekit.git.objects import ObjectStore
from schemekit.model.cooperation import Cooperation
from schemekit.model.finding import Finding, Severity
from schemekit.model.recognition import Judgement, Recognition
from tests.builders import GitFolder
from tests.golden import same_as_golden
from tests.scheme_builders import SchemeBuilder

RECORD = "cooperation/forest/cooperation.yaml"
DATA = Path(__file__).parent / "data"
TODAY = date(2026, 11, 29)


@pytest.fixture
def other(scheme: SchemeBuilder, tmp_path: Path) -> SchemeBuilder:
    """Another scheme with the same modules, a looser value and a weaker clause."""
    forest = copied_as_forest(scheme, tmp_path)
    forest.run("set", "grievance.acknowledge_days=10", "--reason", "two people")
    forest.edit("A complaint shall cost nothing.", "A complaint should cost nothing.")
    forest.done("save", "Ours")
    return forest


def copied_as_forest(scheme: SchemeBuilder, tmp_path: Path) -> SchemeBuilder:
    shutil.copytree(scheme.path, tmp_path / "forest")
    forest = SchemeBuilder(tmp_path / "forest")
    forest.edit("id: 'northern-minerals'", "id: 'forest'", "scheme.yaml")
    forest.edit("name: 'Northern Minerals'", "name: 'Forest Council'", "scheme.yaml")
    return forest


def recognised(scheme: SchemeBuilder, *more: str) -> Recognition:
    scheme.done("recognise", "../forest", "--into", "forest", "--module", "grievance", *more)
    return terms(scheme)


def terms(scheme: SchemeBuilder) -> Recognition:
    return Recognition.from_mapping(Cooperation.from_mapping(load(scheme.text(RECORD), "cooperation", RECORD)).section)


def printed(scheme: SchemeBuilder) -> str:
    scheme.done("cooperate", "export", "forest", "--to", "md")
    return scheme.text("exports/forest-recognition-agreement.md")


def judged(scheme: SchemeBuilder, **header: object) -> None:
    """Every row accepted, what is wanting with a top-up, and all that a recognition has to say said."""
    data = yaml.safe_load(scheme.text(RECORD))
    section = data["recognition"]
    for item in section["provisions"]:
        whole = item["result"] == "matched"
        item.update(judgement="accepted" if whole else "accepted with top-up", judge="Committee", date="2026-11-02",
                    top_up=item.get("top_up") or "As ours.")
    section.update(object="audit result", claims=["Recognised by Northern Minerals"], exclusions=["the product claim"],
                   decided_by="Board", appeal="The Appeals Panel.", exit="Six months of notice.",
                   claims_end="2029-01-31")
    data.update(state="active", start="2026-12-01", outcome="One audit for both.", begins_with="Grievances.",
                end="2028-12-31", review_due="2027-11-01", convenor={"name": "Office", "neutral": True},
                objectives=[{"id": "one", "objective": "One audit."}], **header)
    scheme.write(RECORD, yaml.safe_dump(data, sort_keys=False, allow_unicode=True))


def findings(scheme: SchemeBuilder) -> list[Finding]:
    return [item for item in check_cooperations(scheme.path, TODAY).findings
            if item.code.startswith("recognition-") or item.code in ("cooperation-moved", "cooperation-unseen")]


def test_a_partners_address_is_unpacked_once(
    scheme: SchemeBuilder, other: SchemeBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For the versions that were agreed on, for whose scheme it is, for the words and for the rows."""
    recognised(scheme)
    judged(scheme)
    scheme.write(RECORD, re.sub(r"(?m)^( +scheme: ).*$", rf"\g<1>{other.path.as_uri()}", scheme.text(RECORD)))
    scheme.run("cooperate", "check", "forest", "--fetch")
    before, unpacked = findings(scheme), []

    def counted(store: ObjectStore, commit: str, into: Path, places: Sequence[str] = TEXTS) -> None:
        unpacked.append(tuple(places))
        laid_out(store, commit, into, places)

    monkeypatch.setattr(other_scheme, "laid_out", counted)
    assert findings(scheme) == before
    assert unpacked == [TEXTS]


class TestMutual:
    """A record has one table: where each recognises the other, the second one has to be somewhere."""

    LACK = "mutual, and no table of what Forest Council asks"

    def lacking(self, scheme: SchemeBuilder) -> list[str]:
        return [item.found for item in findings(scheme) if item.code == "recognition-counterpart"]

    @pytest.mark.usefixtures("other")
    def test_the_table_of_the_other_party(self, scheme: SchemeBuilder) -> None:
        recognised(scheme, "--direction", "mutual")
        assert self.lacking(scheme) == [self.LACK]
        paper = printed(scheme)
        assert "All provisions: what Northern Minerals asks" in paper
        assert "**The table of Forest Council.** Not agreed yet." in paper
        for name, found in (("theirs.docx", ["'theirs.docx', which is no file in cooperation/forest/, no address and "
                                             "no other cooperation"]), ("https://forest.example.org/table", [])):
            scheme.done("cooperate", "set", "forest", f"counterpart={name}")
            assert self.lacking(scheme) == found
        scheme.write("cooperation/forest/theirs.docx", "a table")
        scheme.done("cooperate", "set", "forest", "counterpart=theirs.docx")
        assert self.lacking(scheme) == []
        assert "**The table of Forest Council.** theirs.docx" in printed(scheme)

    @pytest.mark.usefixtures("other")
    def test_a_second_record(self, scheme: SchemeBuilder) -> None:
        recognised(scheme, "--direction", "mutual")
        scheme.done("cooperate", "new", "recognition", "back", "--with", "forest=Forest Council", "--no-input")
        scheme.done("cooperate", "set", "forest", "counterpart=back")
        assert self.lacking(scheme) == ["back, which is no recognition the other way round"]
        scheme.done("cooperate", "set", "back", "recogniser=forest", "recognised=northern-minerals")
        assert self.lacking(scheme) == ["back, which has no provision"]

    @pytest.mark.usefixtures("other")
    def test_one_way_needs_none(self, scheme: SchemeBuilder) -> None:
        recognised(scheme)
        assert self.lacking(scheme) == []
        assert "The table of" not in printed(scheme)


class TestSwappedWords:
    """What was judged is held by its words, whatever a partner does to pass other words off as the same."""

    def stale(self, scheme: SchemeBuilder) -> list[str]:
        return [item.found for item in findings(scheme) if item.code == "recognition-stale"]

    def test_the_digest_is_whole(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        assert other.path.is_dir()
        assert {len(digest) for row in recognised(scheme).provisions for digest in (row.our_words, row.their_words)
                if digest} == {64}

    def test_a_clause_id_that_stands_twice(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        recognised(scheme)
        judged(scheme)
        head = "## Fee { #no-charge }"
        other.edit(head, f"{head}\n\nThe fee shall be 5000 euros.\n\n{head}")
        assert any("grievance#no-charge" in words for words in self.stale(scheme))

    def test_an_item_of_a_framework(self, scheme_mapped: SchemeBuilder, tmp_path: Path) -> None:
        shutil.copytree(scheme_mapped.path, tmp_path / "forest")
        other = SchemeBuilder(tmp_path / "forest")
        other.edit("id: 'northern-minerals'", "id: 'forest'", "scheme.yaml")
        other.done("save", "Ours")
        items = [row for row in recognised(scheme_mapped, "--framework", "ungp-31").provisions if row.framework]
        judged(scheme_mapped)
        assert self.stale(scheme_mapped) == []
        assert items
        assert all(len(row.our_words) == len(row.their_words) == 64 for row in items if row.result == "matched")
        text = other.text()
        other.write("policies/grievance/policy.md", text.replace(" shall ", " need not "))
        found = " ".join(self.stale(scheme_mapped))
        assert "ungp-31" in found
        scheme_mapped.done("recognise", "../forest", "--into", "forest")
        assert all(row.judgement is Judgement.OPEN for row in terms(scheme_mapped).provisions
                   if row.framework and row.result != "gap" and f"ungp-31 {row.item}" in found)


class TestEditedRecord:
    """A record is a file: what it hides of the comparison is told."""

    @pytest.fixture
    def rows(self, scheme: SchemeBuilder, other: SchemeBuilder) -> SchemeBuilder:
        assert other.path.is_dir()
        recognised(scheme)
        judged(scheme)
        assert findings(scheme) == []
        return scheme

    def edit(self, scheme: SchemeBuilder, change: Callable[[list[dict[str, str]]], None]) -> list[tuple[str, str]]:
        data = yaml.safe_load(scheme.text(RECORD))
        change(data["recognition"]["provisions"])
        scheme.write(RECORD, yaml.safe_dump(data, sort_keys=False, allow_unicode=True))
        return [(item.code, item.found) for item in findings(scheme)]

    def test_rows_that_were_taken_out(self, rows: SchemeBuilder) -> None:
        (code, found), = self.edit(rows, lambda items: items.remove(next(
            item for item in items if item["clause"] == "no-charge")))
        assert code == "recognition-missing"
        assert "grievance#no-charge" in found

    def test_a_result_that_the_words_do_not_give(self, rows: SchemeBuilder) -> None:
        def change(items: list[dict[str, str]]) -> None:
            item = next(item for item in items if item["clause"] == "no-charge")
            item.update(result="matched", told="", judgement="accepted")
            del item["top_up"]

        (code, found), = self.edit(rows, change)
        assert code == "recognition-result"
        assert "grievance#no-charge (matched, now partly)" in found

    def test_a_judgement_of_a_day_that_has_not_come(self, rows: SchemeBuilder) -> None:
        (code, found), = self.edit(rows, lambda items: items[0].update(date="2031-01-01"))
        assert code == "recognition-date"
        assert items_first(rows) in found


def items_first(scheme: SchemeBuilder) -> str:
    return terms(scheme).provisions[0].name


class TestRecord:
    """'`recognise` turns it into a record (unilateral or mutual, full or partial, object, validity, claims …)'"""

    @pytest.mark.usefixtures("other")
    def test_a_row_for_each_provision(self, scheme: SchemeBuilder) -> None:
        found = recognised(scheme, "--direction", "mutual", "--object", "certificate")
        assert (found.recogniser, found.recognised, found.direction, found.extent, found.object) == (
            "northern-minerals", "forest", "mutual", "partial", "certificate")
        rows = {row.clause: row for row in found.provisions}
        assert rows["no-charge"].result == rows["acknowledgement"].result == "partly"
        assert "10" in rows["acknowledgement"].told
        assert rows["acknowledgement"].top_up
        assert rows["filing"].result == "matched"
        assert {row.judgement for row in found.provisions} == {Judgement.OPEN}

    @pytest.mark.usefixtures("other")
    def test_it_is_saved_and_pins_the_versions(self, scheme: SchemeBuilder) -> None:
        recognised(scheme)
        data = yaml.safe_load(scheme.text(RECORD))
        assert {(item["party"], item["document"]) for item in data["versions"]} == {
            ("northern-minerals", "grievance"), ("forest", "grievance")}
        assert data["parties"][1]["scheme"] == "../forest"
        assert GitFolder(scheme.path).git("status", "--porcelain") == ""

    def test_by_the_items_of_a_framework_too(self, scheme_mapped: SchemeBuilder, tmp_path: Path) -> None:
        copied_as_forest(scheme_mapped, tmp_path)
        found = recognised(scheme_mapped, "--framework", "ungp-31")
        assert {row.framework or row.module for row in found.provisions} == {"grievance", "ungp-31"}

    def test_a_record_of_another_type_stays_as_it_is(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        scheme.done("cooperate", "new", "working-group", "forest", "--no-input")
        before = scheme.text(RECORD)
        told = scheme.done("recognise", str(other.path), "--into", "forest", code=2).err
        assert "forest is a working group" in told
        assert scheme.text(RECORD) == before

    def test_nothing_in_common(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        other.done("remove", "grievance")
        told = scheme.done("recognise", "../forest", "--into", "forest", "--module", "grievance", code=2)
        assert "no module 'grievance' in common" in told.err
        assert not (scheme.path / "cooperation").exists()

    @pytest.mark.usefixtures("other")
    def test_the_printed_agreement(self, scheme: SchemeBuilder) -> None:
        """'A printable table and an agreement draft.'"""
        recognised(scheme)
        judged(scheme)
        done = print_cooperation(scheme.path, "forest", "md", "2026-11-29")
        same_as_golden(scheme.text(f"exports/{done.files[0]}"), DATA / "recognition-agreement.md")

    @pytest.mark.usefixtures("other")
    def test_a_refusal_is_printed_with_its_reason(self, scheme: SchemeBuilder) -> None:
        """And one that is judged anew without the reason of its earlier judgement."""
        recognised(scheme)
        judge = ("cooperate", "judge", "forest", "grievance#no-charge", "--by", "Board", "--as")
        scheme.done(*judge, "not accepted", "--reason", "A complaint has to be free.")
        assert "| not accepted | A complaint has to be free. |" in re.sub(" +", " ", printed(scheme))
        scheme.done(*judge, "accepted with top-up", "--top-up", "The fee is paid back.")
        assert "| accepted with top-up | The fee is paid back. |" in re.sub(" +", " ", printed(scheme))

    def test_what_either_side_made_of_the_release(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        """The version agreed on is the party's own text, not the library's."""
        other.edit("## Records", "## Visits { #visits }\n\nThe secretariat shall visit.\n\n## Records")
        recognised(scheme)
        versions = {item["party"]: item for item in yaml.safe_load(scheme.text(RECORD))["versions"]}
        assert versions["forest"]["changed"] == "1 clause adapted, 1 added"
        assert "changed" not in versions["northern-minerals"]
        assert versions["forest"]["words"] != versions["northern-minerals"]["words"]
        assert "changed by Forest Council: 1 clause adapted, 1 added (words " in printed(scheme)

    @pytest.mark.usefixtures("other")
    @pytest.mark.parametrize(("direction", "roles"), [
        ("unilateral", ("recogniser", "recognised")), ("mutual", ("recogniser and recognised",) * 2)])
    def test_the_parties_are_called_as_in_the_agreement(
        self, scheme: SchemeBuilder, direction: str, roles: tuple[str, str]
    ) -> None:
        recognised(scheme, "--direction", direction)
        cells = re.findall(r"^\| (?:Northern Minerals|Forest Council) +\| (\w[\w ]*?) +\| \\-", printed(scheme), re.M)
        assert tuple(cells) == roles


class TestWhoTheOtherIs:
    """What people judged of one party never stands as judged of another."""

    @pytest.fixture
    def stranger(self, scheme: SchemeBuilder, other: SchemeBuilder) -> SchemeBuilder:
        """A third scheme, with texts much like those of the second."""
        shutil.copytree(other.path, scheme.path.parent / "cobalt")
        cobalt = SchemeBuilder(scheme.path.parent / "cobalt")
        cobalt.edit("id: 'forest'", "id: 'cobalt'", "scheme.yaml")
        cobalt.edit("name: 'Forest Council'", "name: 'Cobalt Circle'", "scheme.yaml")
        return cobalt

    @pytest.mark.usefixtures("stranger")
    @pytest.mark.parametrize("option", ["--into", "--as"])
    def test_another_scheme_is_refused(self, scheme: SchemeBuilder, option: str) -> None:
        recognised(scheme)
        judged(scheme)
        before = scheme.text(RECORD)
        told = scheme.done("recognise", "../cobalt", option, "forest", code=2).err
        assert "../cobalt is not Forest Council, with whom forest is" in told
        assert "it is Cobalt Circle (cobalt), and the party is Forest Council (forest) at ../forest" in told
        assert "--as cobalt" in told
        assert "--party forest" in told
        assert scheme.text(RECORD) == before

    def test_nor_one_that_bears_the_same_id(self, scheme: SchemeBuilder, stranger: SchemeBuilder) -> None:
        recognised(scheme)
        stranger.edit("id: 'cobalt'", "id: 'forest'", "scheme.yaml")
        assert "is not Forest Council" in scheme.done("recognise", "../cobalt", "--into", "forest", code=2).err

    @pytest.mark.usefixtures("other")
    def test_a_scheme_that_goes_on_under_another_name(self, scheme: SchemeBuilder, stranger: SchemeBuilder) -> None:
        """Its judgements stay, and the history tells it."""
        recognised(scheme)
        judged(scheme)
        before = terms(scheme).provisions
        again = ("recognise", "../cobalt", "--into", "forest", "--module", "grievance")
        told = scheme.done(*again, "--party", "forest")
        assert "name of forest: Forest Council → Cobalt Circle" in told.out + told.err
        data = yaml.safe_load(scheme.text(RECORD))
        assert data["parties"][1] == {"id": "forest", "name": "Cobalt Circle", "role": "source", "scheme": "../cobalt",
                                      "scheme_id": "cobalt"}
        assert data["history"][-1]["words"].startswith("forest at ../cobalt: name Forest Council → Cobalt Circle")
        assert {item["party"] for item in data["versions"]} == {"northern-minerals", "forest"}
        assert terms(scheme).provisions == before
        assert findings(scheme) == []
        scheme.done(*again)
        stranger.edit("id: 'cobalt'", "id: 'copper'", "scheme.yaml")
        assert [item.code for item in findings(scheme)] == ["recognition-other-scheme"]

    def test_a_scheme_that_moved(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        recognised(scheme)
        other.path.rename(scheme.path.parent / "elsewhere")
        told = scheme.done("recognise", "../elsewhere", "--into", "forest", "--module", "grievance")
        assert "where Forest Council is looked up: ../forest → ../elsewhere" in told.out + told.err

    @pytest.mark.usefixtures("other")
    @pytest.mark.parametrize(("arguments", "words"), [
        ((".", "--as", "self"), "is Northern Minerals itself"),
        (("../forest", "--as", "new", "--party", "forest"), "there is no new yet"),
        (("../forest", "--into", "forest", "--party", "northern-minerals"), "has no other party 'northern-minerals'"),
    ])
    def test_what_is_refused(self, scheme: SchemeBuilder, arguments: tuple[str, ...], words: str) -> None:
        recognised(scheme)
        assert words in scheme.done("recognise", *arguments, code=2).err
        assert sorted(place.name for place in (scheme.path / "cooperation").iterdir()) == ["forest"]

    @pytest.mark.usefixtures("other")
    def test_only_a_recognition_has_rows(self, scheme: SchemeBuilder) -> None:
        scheme.done("cooperate", "new", "working-group", "group", "--no-input", "--with", "forest=Forest")
        assert "group is a working group" in scheme.done("recognise", "../forest", "--into", "group", code=2).err

    @pytest.mark.usefixtures("other")
    def test_terms_change_while_it_is_proposed_and_no_more_once_people_rely_on_it(self, scheme: SchemeBuilder) -> None:
        recognised(scheme)
        told = scheme.done("recognise", "../forest", "--into", "forest", "--object", "standard", "--title", "Ours")
        assert "object: audit result → standard" in told.out + told.err
        assert (terms(scheme).object, yaml.safe_load(scheme.text(RECORD))["title"]) == ("standard", "Ours")
        judged(scheme)
        scheme.done("recognise", "../forest", "--into", "forest", "--object", "audit result")
        told = scheme.done("recognise", "../forest", "--into", "forest", "--extent", "full", code=2)
        assert "forest is active: --extent is not changed in passing" in told.err


class TestJudgements:
    """People judge; what they judged stays where the words are the same."""

    @pytest.mark.usefixtures("other")
    def test_lined_up_anew_they_stay(self, scheme: SchemeBuilder) -> None:
        recognised(scheme)
        judged(scheme)
        before = terms(scheme).provisions
        scheme.done("recognise", "../forest", "--into", "forest", "--module", "grievance")
        assert terms(scheme).provisions == before

    @pytest.mark.usefixtures("other")
    def test_to_line_up_one_module_takes_nothing_from_the_rest(self, scheme: SchemeBuilder) -> None:
        scheme.done("recognise", "../forest", "--into", "forest")
        scheme.done("cooperate", "judge", "forest", "--matched", "--as", "accepted", "--by", "Committee")
        before, versions = terms(scheme).provisions, yaml.safe_load(scheme.text(RECORD))["versions"]
        assert {row.module for row in before} == {"grievance", "assurance"}
        for module in ("grievance", "assurance"):
            scheme.done("recognise", "../forest", "--into", "forest", "--module", module)
            assert {row.name: row for row in terms(scheme).provisions} == {row.name: row for row in before}
        after = yaml.safe_load(scheme.text(RECORD))["versions"]
        assert sorted(map(str, after)) == sorted(map(str, versions))

    def test_words_that_moved_open_their_rows_again(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        recognised(scheme)
        judged(scheme)
        other.edit("The acknowledgement shall name a person to ask.", "The acknowledgement may name a person to ask.")
        told = scheme.done("recognise", "../forest", "--into", "forest", "--module", "grievance")
        assert "to judge again, as words changed: grievance#acknowledgement" in told.err + told.out
        rows = {row.clause: row for row in terms(scheme).provisions}
        assert rows["acknowledgement"].judgement is Judgement.OPEN
        assert "accepted with top-up" in rows["acknowledgement"].reason
        assert rows["no-charge"].judgement is Judgement.WITH_TOP_UP


class TestJudging:
    """`schemekit cooperate judge` writes down who judged what, and when."""

    @pytest.mark.usefixtures("other")
    def test_all_that_match_and_single_rows(self, scheme: SchemeBuilder) -> None:
        found = recognised(scheme)
        matched = sum(row.result == "matched" for row in found.provisions)
        told = scheme.done("cooperate", "judge", "forest", "--matched", "--as", "accepted", "--by", "Committee").out
        assert told.startswith(f"{matched} rows accepted by Committee, {len(found.provisions) - matched} open yet.")
        scheme.done("cooperate", "judge", "forest", "grievance#acknowledgement", "--as", "accepted with top-up", "--by",
                    "Committee", "--top-up", "Within five working days.")
        scheme.done("cooperate", "judge", "forest", "grievance#no-charge", "--as", "not accepted", "--by", "Committee",
                    "--reason", "A complaint has to be free.")
        rows = {row.clause: row for row in terms(scheme).provisions}
        assert rows["acknowledgement"].top_up == "Within five working days."
        assert (rows["no-charge"].judgement, rows["no-charge"].top_up) == (Judgement.REFUSED, "")
        assert {(row.judge, bool(row.date)) for row in rows.values() if row.judgement is not Judgement.OPEN} == {
            ("Committee", True)}
        assert GitFolder(scheme.path).git("status", "--porcelain") == ""

    @pytest.mark.usefixtures("other")
    @pytest.mark.parametrize(("arguments", "words"), [
        (["grievance#nothing", "--as", "accepted", "--by", "Board"], "has no row 'grievance#nothing'"),
        (["--as", "accepted", "--by", "Board"], "no row to judge"),
        (["grievance#filing", "--as", "accepted", "--by", "-"], "nobody is named"),
        (["grievance#filing", "--as", "accepted with top-up", "--by", "Board"], "nothing says what has to be added"),
        (["grievance#filing", "--as", "not accepted", "--by", "Board"], "nothing says why"),
    ])
    def test_what_is_refused(self, scheme: SchemeBuilder, arguments: list[str], words: str) -> None:
        before = recognised(scheme)
        assert words in scheme.done("cooperate", "judge", "forest", *arguments, code=2).err
        assert terms(scheme) == before


class TestAlarms:
    """'`check` goes red when either side's version moves, naming the rows to look at again.'"""

    @pytest.mark.usefixtures("other")
    def test_a_whole_one_is_quiet(self, scheme: SchemeBuilder) -> None:
        recognised(scheme)
        judged(scheme)
        assert findings(scheme) == []

    @pytest.mark.parametrize("whose", ["ours", "theirs"])
    def test_either_sides_words(self, scheme: SchemeBuilder, other: SchemeBuilder, whose: str) -> None:
        recognised(scheme)
        judged(scheme)
        side = scheme if whose == "ours" else other
        side.edit("The acknowledgement shall name a person to ask.", "The acknowledgement may name a person to ask.")
        [found] = findings(scheme)
        assert (found.code, found.severity) == ("recognition-stale", Severity.ERROR)
        assert "1 row rests on words" in found.found
        assert found.found.endswith("grievance#acknowledgement")

    def test_a_scheme_that_is_gone_is_told_and_no_error(self, scheme: SchemeBuilder, other: SchemeBuilder) -> None:
        recognised(scheme)
        judged(scheme)
        shutil.rmtree(other.path)
        assert {item.severity for item in findings(scheme)} == {Severity.NOTE}

    @pytest.mark.parametrize(("key", "value", "code"), [
        ("recognised", "nobody", "recognition-party"), ("object", "", "recognition-object"),
        ("decided_by", "", "recognition-decided"), ("exclusions", [], "recognition-exclusions"),
        ("extent", "full", "recognition-extent"), ("claims", [], "recognition-claims"),
        ("reassessed_when", [], "recognition-reassessed"), ("exit", "", "recognition-exit"),
        ("provisions", [], "recognition-provisions"),
    ])
    @pytest.mark.usefixtures("other")
    def test_what_an_agreement_has_to_say(
        self, scheme: SchemeBuilder, key: str, value: object, code: str
    ) -> None:
        recognised(scheme)
        judged(scheme)
        data = yaml.safe_load(scheme.text(RECORD))
        data["recognition"][key] = value
        scheme.write(RECORD, yaml.safe_dump(data, sort_keys=False))
        assert code in {item.code for item in findings(scheme)}

    @pytest.mark.usefixtures("other")
    def test_rows_that_nobody_judged(self, scheme: SchemeBuilder) -> None:
        recognised(scheme)
        judged(scheme)
        data = yaml.safe_load(scheme.text(RECORD))
        rows = data["recognition"]["provisions"]
        rows[0]["judgement"] = "open"
        rows[1]["judge"] = ""
        rows[2].update(judgement="accepted with top-up", top_up="")
        scheme.write(RECORD, yaml.safe_dump(data, sort_keys=False))
        assert {item.code for item in findings(scheme)} == {"recognition-open", "recognition-judge",
                                                            "recognition-top-up"}

    @pytest.mark.usefixtures("other")
    def test_claims_end_with_the_recognition_unless_it_says_another_day(self, scheme: SchemeBuilder) -> None:
        recognised(scheme)
        judged(scheme)
        assert "**Claims may be made until.** 2029-01-31\n" in printed(scheme)
        scheme.done("cooperate", "set", "forest", "claims_end=")
        assert "recognition-claims-end" not in {item.code for item in findings(scheme)}
        assert "**Claims may be made until.** 2028-12-31, as long as the recognition\n" in printed(scheme)
        scheme.edit("end: '2028-12-31'\n", "", RECORD)
        assert "recognition-claims-end" in {item.code for item in findings(scheme)}
        assert "**Claims may be made until.** Not agreed yet.\n" in printed(scheme)

    @pytest.mark.usefixtures("other")
    def test_the_end_of_claims_is_in_the_calendar(self, scheme: SchemeBuilder) -> None:
        recognised(scheme)
        judged(scheme)
        assert ("2029-01-31", "claims end") in [(day.day.isoformat(), day.kind.value)
                                                for day in cooperation_calendar(scheme.path, TODAY).days]
