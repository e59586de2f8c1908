"""`schemekit diff`: which two texts are compared, and what is told of them beside their words.

'`--mine` source against yours, `--news` pinned against newest, `--incoming` yours against newest, `--between A B`,
across two schemes'.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from schemekit.adopt.shelf import LibraryShelf
from schemekit.errors import SchemekitError, UnknownNameError, UsageError
from schemekit.model.adoption import Correspondence, Verb
from schemekit.model.parameter import Tailoring
from schemekit.model.signal import Direction, SignalKind
from schemekit.model.version import Version
from schemekit.review.comparing.against_source import incoming, mine, news
from schemekit.review.comparing.between import Named, between
from schemekit.review.comparison import ComparedClause, Comparison
from schemekit.review.selection import Selection, kinds_named, selected
from tests.adopt.update_fixtures import FORM, Source, source
from tests.builders import LibraryBuilder
from tests.review.changed_scheme import CHARGE, change_everything
from tests.scheme_builders import SchemeBuilder

__all__ = ["source"]


def clause(comparison: Comparison, key: str) -> ComparedClause:
    found = [item for item in comparison.clauses if item.key == key]
    assert len(found) == 1, [item.key for item in comparison.clauses]
    return found[0]


def changed(comparison: Comparison) -> list[str]:
    return sorted(item.key for item in comparison.changed)


def shelf(scheme: SchemeBuilder) -> LibraryShelf:
    return LibraryShelf(offline=True, base=scheme.path)


@pytest.fixture
def busy(scheme: SchemeBuilder) -> SchemeBuilder:
    change_everything(scheme)
    return scheme


class TestMine:
    """'`--mine` source against yours': only wording differs, values stand apart."""

    def test_nothing_was_changed(self, scheme: SchemeBuilder) -> None:
        found = mine(scheme.path, "grievance")
        assert (found.changed, found.correspondence, len(found.clauses)) == ((), Correspondence.IDT, 7)
        assert [(text.file, text.before == text.after) for text in found.texts] == [
            ("", True), ("forms/complaint-form.md", True)]

    def test_values_do_not_make_clauses_differ(self, scheme: SchemeBuilder) -> None:
        scheme.done("set", "grievance.acknowledge_days=9", "--reason", "two people")
        found = mine(scheme.path, "grievance")
        assert found.changed == ()
        value = next(value for value in found.values if value.name == "acknowledge_days")
        assert (value.before, value.after, value.direction, value.unit) == ("5", "9", Direction.LOOSER, "working days")
        assert (value.bounds, value.reference) == ("1 to 10 working days", "practice: 5 to 10 working days")
        assert (value.reason, value.is_in_range, value.default) == ("two people", True, "5")

    def test_everything_that_was_changed(self, busy: SchemeBuilder) -> None:
        found = mine(busy.path, "grievance")
        assert changed(found) == [
            "acknowledgement", "forms/complaint-form.md:preamble",
            "language", "no-charge", "purpose", "records", "side-letter.md:side-letter.md"]
        assert found.correspondence is Correspondence.NEQ
        assert (found.before.version, found.after.owner) == ("1.0.0", "Northern Minerals")
        assert found.notices == ("forms/register.csv differs: column gone: case; column new: number",)
        out = next(value for value in found.values if value.name == "outcome_days")
        assert (out.is_in_range, out.direction, out.reason) == (False, Direction.LOOSER, "the panel meets quarterly")

    def test_reasons_and_approvals(self, busy: SchemeBuilder) -> None:
        found = mine(busy.path, "grievance")
        fee = clause(found, "no-charge")
        assert (fee.reason, fee.by, fee.approved, fee.lacks_reason) == (
            "our statutes allow a fee", "Secretariat", "Board 2026-12", False)
        lacking = {item.key for item in found.clauses if item.lacks_reason}
        assert lacking == {"acknowledgement", "language", "purpose", "records", "side-letter.md:side-letter.md",
                           "forms/complaint-form.md:preamble"}   # an annex wants a reason as a whole
        todo = busy.json("status")["modules"][1]["todo"]
        assert {key.partition(":")[0] for key in lacking} <= {str(item["subject"]).lstrip("#") for item in todo}

    def test_a_reason_for_a_whole_document(self, busy: SchemeBuilder) -> None:
        busy.done("reason", "grievance", "side-letter.md", "agreed with the insurer")
        letter = clause(mine(busy.path, "grievance"), "side-letter.md:side-letter.md")
        assert (letter.reason, letter.lacks_reason, letter.change.verb) == ("agreed with the insurer", False, Verb.ADD)

    def test_a_reason_for_an_earlier_wording_does_not_stand(self, busy: SchemeBuilder) -> None:
        busy.edit("should cost nothing", "should cost little")
        fee = clause(mine(busy.path, "grievance"), "no-charge")
        assert (fee.reason, fee.lacks_reason) == ("", True)

    def test_where_it_stands(self, busy: SchemeBuilder) -> None:
        found = mine(busy.path, "grievance")
        lines = busy.text().split("\n")
        fee = clause(found, "no-charge")
        assert (fee.path, lines[fee.line - 1]) == ("policies/grievance/policy.md", "## Fee { #no-charge }")
        assert lines[clause(found, "records").line - 1].startswith("## "), "a removed one is told at its neighbour"
        assert clause(found, "purpose").tailoring is Tailoring.LOCKED

    def test_what_it_means(self, busy: SchemeBuilder) -> None:
        found = mine(busy.path, "grievance")
        force = next(signal for signal in clause(found, "no-charge").signals if signal.kind is SignalKind.FORCE)
        assert (force.direction, force.before, force.after) == (Direction.WEAKER, "shall", "should")
        assert found.changed[0].rank == 0
        assert all(item.signals for item in found.changed)

    def test_a_document_that_is_gone(self, scheme: SchemeBuilder) -> None:
        scheme.write("policies/grievance/policy.md", None)
        found = mine(scheme.path, "grievance")
        assert {item.change.verb for item in found.changed} == {Verb.DROP}
        assert {item.path for item in found.changed} == {"policies/grievance/policy.md"}

    def test_an_id_that_changed_alone_is_told(self, scheme: SchemeBuilder) -> None:
        """It counts as dropped and added; a reader is told that not a word differs."""
        scheme.edit("{ #outcome }", "{ #result }")
        found = mine(scheme.path, "grievance")
        assert {clause.change.id for clause in found.changed} == {"outcome", "result"}
        assert found.notices == ("the id of a clause changed: #outcome is #result now, with the same words",)

    def test_open_decisions_are_told(self, scheme: SchemeBuilder) -> None:
        scheme.edit("an appeal within 5 working days", "an appeal within two weeks")
        scheme.done("set", "grievance.acknowledge_days=7", code=1)
        assert mine(scheme.path, "grievance").notices == (
            "1 decision is open: the text has your words there, until you decide",)

    def test_a_module_that_is_not_there(self, scheme: SchemeBuilder) -> None:
        with pytest.raises(UnknownNameError, match="grievence"):
            mine(scheme.path, "grievence")


class TestNewsAndIncoming:
    """'`--news` pinned against newest, `--incoming` yours against newest'."""

    @pytest.fixture
    def released(self, scheme: SchemeBuilder, source: Source) -> SchemeBuilder:
        scheme.edit("A complaint shall cost nothing.", "A complaint shall cost 5 euros.")
        source.release("1.1.0", [("name a person", "name two persons")], [("maximum: 90", "maximum: 50")],
                       {FORM: "# Complaint form\n\nCall {{ cookiecutter.contact_email }}.\n"})
        source.release("2.0.0", [("two persons", "three persons")])
        return scheme

    def test_news(self, released: SchemeBuilder) -> None:
        """The newest in the range, with the scheme's values and the maintainer's note."""
        found = news(released.path, "grievance", shelf(released))
        assert changed(found) == ["acknowledgement", "forms/complaint-form.md:preamble"]
        assert (found.before.version, found.after.version, found.correspondence) == ("1.0.0", "1.1.0", None)
        assert "Northern Minerals" in found.texts[0].after
        assert found.notices[0] == "1.1.0 (2026-01-15): Change 1.1.0."
        assert found.notices[1].startswith("outcome_days: range 8 to 90 days became 8 to 50 days; ")
        assert not any(item.lacks_reason for item in found.clauses)
        lines = released.text().split("\n")
        assert lines[clause(found, "acknowledgement").line - 1] == "## Acknowledgement { #acknowledgement }"

    def test_a_version_that_is_named(self, released: SchemeBuilder) -> None:
        found = news(released.path, "grievance", shelf(released), Version("2.0.0"))
        assert "three persons" in found.texts[0].after
        assert [notice.partition(" ")[0] for notice in found.notices[:2]] == ["1.1.0", "2.0.0"]
        with pytest.raises(UnknownNameError, match=r"no grievance 3\.0\.0"):
            news(released.path, "grievance", shelf(released), Version("3.0.0"))

    def test_incoming(self, released: SchemeBuilder) -> None:
        """Your own change is there too, the other way round: this is what taking all of the source would mean."""
        found = incoming(released.path, "grievance", shelf(released))
        assert changed(found) == ["acknowledgement", "forms/complaint-form.md:preamble", "no-charge"]
        assert clause(found, "no-charge").change.after == f"## Fee {{ #no-charge }}\n\n{CHARGE}\n\n"
        assert clause(found, "no-charge").path == "policies/grievance/policy.md"

    def test_a_value_that_is_new(self, scheme: SchemeBuilder, source: Source) -> None:
        old = "  - {name: reply_form, scope: module"
        new = "  - {name: reply_days, scope: module, type: integer, unit: days, title: Time to reply, prompt: \"How " \
              "many days?\", help: Soon., default: 4, minimum: 1, maximum: 9, stricter: lower, reference: practice, " \
              "tailoring: adjustable}\n"
        source.release("1.1.0", [(CHARGE, f"{CHARGE}\nIt shall be answered within {{{{ cookiecutter.reply_days }}}} "
                                          "days.")], [(old, new + old)])
        found = news(scheme.path, "grievance", shelf(scheme))
        assert [(value.name, value.before, value.after) for value in found.values] == [("reply_days", "", "4")]
        assert "within 4 days" in found.texts[0].after

    def test_nothing_is_new(self, scheme: SchemeBuilder) -> None:
        found = news(scheme.path, "grievance", shelf(scheme))
        assert (found.changed, found.notices) == ((), ("grievance 1.0.0 is the newest: nothing is new",))

    def test_a_release_outside_of_the_range(self, scheme: SchemeBuilder, source: Source) -> None:
        source.release("2.0.0", [(CHARGE, "A complaint shall cost no fee.")])
        found = news(scheme.path, "grievance", shelf(scheme))
        assert found.changed == ()
        assert "schemekit diff grievance --news --to 2.0.0" in found.notices[0]

    def test_nothing_is_written(self, released: SchemeBuilder) -> None:
        before = released.files()
        news(released.path, "grievance", shelf(released))
        incoming(released.path, "grievance", shelf(released))
        mine(released.path, "grievance")
        assert released.files() == before


class TestBetween:
    """'`--between A B`, across two schemes': versions, folders and files, in any mixture."""

    def test_two_releases_in_a_scheme(self, scheme: SchemeBuilder, source: Source) -> None:
        source.release("1.1.0", [(CHARGE, "A complaint shall cost no fee.")])
        named = Named(before="1.0.0", after="1.1.0", module="grievance")
        found = between(scheme.path, named, shelf(scheme))
        assert changed(found) == ["no-charge"]
        assert "Northern Minerals" in found.texts[0].before
        assert clause(found, "no-charge").path == "policies/grievance/policy.md"

    @pytest.mark.parametrize("named", [
        pytest.param(Named(before="1.0.0", after="1.1.0", module="assurance"), id="the-library-around"),
        pytest.param(Named(before="1.0.0", after="1.1.0", module="efc/assurance"), id="a-library-before-the-module"),
        pytest.param(Named(before="1.0.0", after="1.1.0", module="assurance", library="efc"), id="a-named-library"),
    ])
    def test_two_releases_outside_of_any_scheme(self, offered: LibraryBuilder, named: Named) -> None:
        found = between(offered.path, named, LibraryShelf(offline=True, base=offered.path))
        assert (found.changed, found.before.name, found.after.version) == ((), "assurance 1.0.0", "1.1.0")
        assert "Example Scheme" in found.texts[0].after

    def test_a_librarys_working_text(self, library: LibraryBuilder) -> None:
        place = "policies/grievance/{{cookiecutter.module}}/policy.md"
        text = (library.path / place).read_text("utf-8")
        library.write({place: text.replace("should keep", "shall keep")})
        found = between(library.path, Named(before="1.1.0", after=".", module="grievance"),
                        LibraryShelf(offline=True, base=library.path))
        assert changed(found) == ["records"]
        records = clause(found, "records")
        assert (records.path, text.split("\n")[records.line - 1]) == (place, "## Records { #records }")

    def test_two_schemes(self, busy: SchemeBuilder, tmp_path: Path, scheme_template: Path) -> None:
        other = SchemeBuilder(tmp_path / "other")
        shutil.copytree(scheme_template, other.path)
        other.write("scheme.yaml", other.text("scheme.yaml").replace("Northern Minerals", "Southern Timber"))
        other.done("set", "grievance.acknowledge_days=3", "scheme_name=Southern Timber")
        found = between(tmp_path, Named(before="other", after="northern-minerals", module="grievance"), shelf(busy))
        assert (found.before.name, found.after.name) == ("Southern Timber", "Northern Minerals")
        days = next(value for value in found.values if value.name == "acknowledge_days")
        assert (days.before, days.after, days.direction) == ("3", "9", Direction.LOOSER)
        fee = clause(found, "no-charge")
        assert fee.reason == "Northern Minerals: our statutes allow a fee"
        assert not fee.lacks_reason
        assert found.correspondence is None
        assert "appeal" in changed(found), "a value that differs is in the words, since each has its own"

    def test_two_schemes_of_one_name(self, scheme: SchemeBuilder, tmp_path: Path, scheme_template: Path) -> None:
        """'Two schemes of one name cannot be told apart': each gets the name of its folder."""
        shutil.copytree(scheme_template, tmp_path / "copy")
        found = between(scheme.path, Named(before=".", after="../copy", module="grievance"), shelf(scheme))
        assert (found.before.name, found.after.name) == (
            f"Northern Minerals, folder {scheme.path.name}", "Northern Minerals, folder copy")

    def test_a_release_against_a_scheme(self, busy: SchemeBuilder) -> None:
        found = between(busy.path, Named(before="1.0.0", after=".", module="grievance"), shelf(busy))
        assert changed(found) == changed(mine(busy.path, "grievance"))

    def test_two_files(self, tmp_path: Path) -> None:
        (tmp_path / "a.md").write_text("# Old\n\n## Frais { #frais }\n\nElle doit payer.\n", "utf-8")
        (tmp_path / "b.md").write_text("# Neu\n\n## Frais { #frais }\n\nElle peut payer.\n", "utf-8")
        found = between(tmp_path, Named(before="a.md", after="b.md", language="fr"), LibraryShelf(offline=True))
        assert changed(found) == ["frais", "preamble"]
        assert (found.title, found.before.name, found.language) == ("Neu", "a.md", "fr")
        frais = clause(found, "frais")
        assert (frais.path, frais.line, frais.signals[0].direction) == ("b.md", 3, Direction.WEAKER)

    def test_a_file_against_a_scheme(self, scheme: SchemeBuilder) -> None:
        """An old copy, say, against the text: the annexes are left out, since the file has none."""
        scheme.write("old.md", scheme.text().replace(CHARGE, "A complaint costs 5 euros."))
        found = between(scheme.path, Named(before="old.md", after=".", module="grievance"), shelf(scheme))
        assert (changed(found), len(found.texts)) == (["no-charge"], 1)

    @pytest.mark.parametrize(("before", "after", "module", "words"), [
        pytest.param("1.0.0", "1.0.1", "grievance", "there is no grievance 1.0.1", id="a-version"),
        pytest.param("1.0.0", "nowhere", "grievance", "there is no 'nowhere' to compare", id="a-path"),
        pytest.param("1.0.0", "policies", "grievance", "neither a scheme nor a library", id="a-folder"),
        pytest.param("1.0.0", ".", "", "no module is named", id="no-module"),
        pytest.param("1.0.0", ".", "sa-text", "has not adopted sa-text", id="a-module-that-is-not-adopted"),
        pytest.param("1.0.0", ".", "grievance@1.0.0", "names a version", id="a-version-beside-the-module"),
        pytest.param("picture.md", ".", "grievance", "is no text", id="no-text"),
    ])
    def test_what_cannot_be_compared(
        self, scheme: SchemeBuilder, before: str, after: str, module: str, words: str
    ) -> None:
        scheme.write("picture.md", b"\x89PNG\0\0")
        with pytest.raises((UsageError, UnknownNameError), match=words):
            between(scheme.path, Named(before=before, after=after, module=module), shelf(scheme))

    def test_a_scheme_that_somebody_sent(self, scheme: SchemeBuilder, tmp_path: Path) -> None:
        """A link in it leads nowhere, and nothing is written there."""
        (tmp_path / "secret.md").write_text("# Secret\n", "utf-8")
        place = scheme.path / "policies/grievance/policy.md"
        place.unlink()
        place.symlink_to(tmp_path / "secret.md")
        with pytest.raises(SchemekitError, match="a link or a special file"):
            between(tmp_path, Named(before="1.0.0", after="northern-minerals", module="grievance"), shelf(scheme))


class TestSelection:
    """`--only force,parameter`, `--at-least scope`, `--clause ID`."""

    def test_kinds(self, busy: SchemeBuilder) -> None:
        whole = mine(busy.path, "grievance")
        found = selected(whole, Selection(kinds=kinds_named("force", "")))
        assert "no-charge" in changed(found)
        assert all(SignalKind.FORCE in {signal.kind for signal in item.signals} for item in found.changed)
        assert (found.values, found.out_of) == ((), (len(whole.changed), len(whole.clauses)))
        assert found.notices[-1] == "shown: only force"
        assert selected(whole, Selection(kinds=kinds_named("parameter", ""))).values == whole.values

    def test_a_clause(self, busy: SchemeBuilder) -> None:
        found = selected(mine(busy.path, "grievance"), Selection(clause="no-charge"))
        assert [item.key for item in found.clauses] == ["no-charge"]
        with pytest.raises(UnknownNameError, match="no-charges"):
            selected(mine(busy.path, "grievance"), Selection(clause="no-charges"))

    def test_words_for_kinds(self) -> None:
        assert kinds_named("force, time-limit", "") == {SignalKind.FORCE, SignalKind.TIME_LIMIT}
        assert kinds_named("", "negation") == {SignalKind.FORCE, SignalKind.NEGATION}
        assert kinds_named("", "editorial") == set(SignalKind)
        with pytest.raises(UsageError, match="forse") as failed:
            kinds_named("forse", "")
        assert failed.value.fix == "did you mean 'force'?"
        with pytest.raises(UsageError):
            kinds_named("force", "scope")
