"""What a reviewer who trusts nothing tried: a scheme that was made to look like its source."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from schemekit.approvals.sheet import sign_off_sheet
from tests.forged_sources import unknown_release
from tests.scheme_builders import SchemeBuilder

POLICY = "policies/grievance/policy.md"


def sha256(scheme: SchemeBuilder, path: str) -> str:
    return hashlib.sha256((scheme.path / path).read_bytes()).hexdigest()


def grievance(scheme: SchemeBuilder) -> Any:
    """What status says of the module."""
    return next(module for module in scheme.json("status")["modules"] if module["module"] == "grievance")


def swap(scheme: SchemeBuilder, path: str, old: str, new: str) -> None:
    place = scheme.path / path
    text = place.read_text("utf-8")
    assert old in text
    place.write_text(text.replace(old, new), "utf-8")


def test_a_lock_that_was_edited_to_hide_a_change(scheme: SchemeBuilder) -> None:
    """A reviewer sees in one look what an adopter changed, without having to trust: the lock's word is not taken."""
    before = sha256(scheme, POLICY)
    swap(scheme, POLICY, " shall ", " may ")
    swap(scheme, "scheme.lock", before, sha256(scheme, POLICY))
    assert grievance(scheme)["correspondence"] == "NEQ"
    assert "shall became may: weaker" in scheme.done("check", code=1).out
    assert "rendered_sha256" in scheme.done("verify", code=1).out


def test_words_before_the_first_clause(scheme: SchemeBuilder) -> None:
    """Scope can be undone above the first heading as well as below it."""
    text = (scheme.path / POLICY).read_text("utf-8")
    title, rest = text.split("\n", 1)
    (scheme.path / POLICY).write_text(f"{title}\n\nNo clause of this procedure binds anybody.\n{rest}", "utf-8")
    assert "#preamble" in scheme.done("status", code=1).out
    scheme.done("reason", "grievance", "preamble", "our lawyers wanted it")
    assert grievance(scheme)["correspondence"] == "MOD"


def test_a_text_put_beside_the_policy(scheme: SchemeBuilder) -> None:
    """A supplement that takes precedence is an addition like any other, and needs its reason."""
    (scheme.path / "policies/grievance/supplement.md").write_text("This takes precedence.\n", "utf-8")
    told = scheme.done("check", code=1)
    assert "policies/grievance/supplement.md:1: error: added without a reason" in told.out
    scheme.done("reason", "grievance", "supplement.md", "our region needs it")
    assert grievance(scheme)["deviations"][0]["clause"] == "supplement.md"


def test_a_number_loosened_in_the_text_itself(scheme: SchemeBuilder) -> None:
    """A reason does not hide what it is for: the value that was written over, and which way."""
    swap(scheme, POLICY, "within 5 working days", "within 40 working days")
    scheme.done("reason", "grievance", "acknowledgement", "wording")
    told = grievance(scheme)["deviations"][0]["signals"]
    assert told == ["acknowledge_days 5 -> 40 working days: looser (practice: 5 to 10 working days)"]
    assert "acknowledge_days 5 -> 40 working days: looser" in scheme.done("trace", "grievance", "acknowledgement").out


def test_a_licence_that_only_the_lock_says(scheme: SchemeBuilder) -> None:
    swap(scheme, "scheme.lock", "licence: CC-BY-4.0", "licence: CC0-1.0")
    assert "the licence CC0-1.0" in scheme.done("verify", code=1).out
    assert "the licence CC0-1.0" in scheme.done("check", code=1).out


def test_a_commit_that_only_the_lock_says(scheme: SchemeBuilder) -> None:
    commit = scheme.lock()["provenance"]["commit"]
    swap(scheme, "scheme.lock", commit, "deadbeef" * 5)
    told = scheme.done("verify", "--source", code=1)
    assert f"the lock says commit {'deadbeef' * 5}, the library {commit}" in told.out
    assert "asked schemekit: the library that comes with this tool" in told.out


def test_a_reason_that_was_given_for_other_words(scheme: SchemeBuilder) -> None:
    scheme.edit("The secretariat shall acknowledge", "The office shall acknowledge")
    scheme.done("reason", "grievance", "acknowledgement", "we have an office")
    scheme.edit("The office shall acknowledge", "The bureau may acknowledge")
    told = scheme.done("trace", "grievance", "acknowledgement").out
    assert "given for other words than those that stand there now" in told


def test_status_is_no_kinder_than_check(scheme: SchemeBuilder) -> None:
    """`status` says nothing open only when `check` finds no error."""
    (scheme.path / ".schemekit/source/grievance/CHANGELOG.md").write_text("other\n", "utf-8")
    assert "Also wrong" in scheme.done("status", code=1).out


def test_a_form_whose_row_was_taken_out_of_the_lock(scheme: SchemeBuilder) -> None:
    form = "policies/grievance/forms/complaint-form.md"
    scheme.write(form, scheme.text(form) + "\nComplaints cost 500 euros.\n")
    lock = scheme.text("scheme.lock").splitlines(keepends=True)
    start = next(number for number, line in enumerate(lock) if "forms/complaint-form.md" in line)
    scheme.write("scheme.lock", "".join(lock[:start] + lock[start + 4 :]))
    assert grievance(scheme)["changed_forms"] == ["forms/complaint-form.md"]
    assert "modules.grievance.files" in scheme.done("verify", code=1).out


def test_clauses_that_were_reordered(scheme: SchemeBuilder) -> None:
    """Identical means in structure too (ISO/IEC Guide 21-1)."""
    text = scheme.text()
    start, end = text.index("## Acknowledgement"), text.index("## Fee")
    scheme.write(POLICY, text[:start] + text[end:].rstrip("\n") + "\n\n" + text[start:end].rstrip("\n") + "\n")
    told = grievance(scheme)
    assert (told["correspondence"], told["restructured"]) == ("MOD", ["acknowledgement"])


def test_a_manifest_that_names_another_version(scheme: SchemeBuilder) -> None:
    swap(scheme, "scheme.yaml", 'version: "^1.0.0"', 'version: "^2.0.0"')
    assert "versions ^2.0.0" in scheme.done("check", code=1).out


class TestValuesThatDiffer:
    """One place decides what a value is, and every screen says with the numbers where the three differ."""

    SCREENS = (("status",), ("diff", "grievance"), ("report", "grievance"), ("trace", "grievance", "acknowledgement"),
               ("check",))

    def told(self, scheme: SchemeBuilder, *command: str) -> str:
        return " ".join(scheme.run(*command).out.replace("\\", "").split())

    def test_a_line_deleted_in_the_manifest(self, scheme: SchemeBuilder) -> None:
        scheme.done("set", "grievance.acknowledge_days=7")
        text = scheme.text("scheme.yaml")
        scheme.write("scheme.yaml", "\n".join(line for line in text.split("\n") if "acknowledge_days" not in line))
        words = "text, lock and scheme.yaml differ: grievance.acknowledge_days is 5 in scheme.yaml (the default), 7 " \
                "in the lock and the text"
        for command in self.SCREENS:
            assert words in self.told(scheme, *command), command
        assert [value["value"] for value in grievance(scheme)["values"] if value["name"] == "acknowledge_days"] == [7]
        assert words in self.told(scheme, "verify")

    def test_a_value_forged_in_text_and_lock(self, scheme: SchemeBuilder) -> None:
        """`verify` renders the source anew with the lock's values, and names values outside their range."""
        before = sha256(scheme, POLICY)
        swap(scheme, POLICY, "5 working days", "400 working days")
        swap(scheme, "scheme.lock", before, sha256(scheme, POLICY))
        swap(scheme, "scheme.lock", "acknowledge_days: 5", "acknowledge_days: 400")
        words = "grievance.acknowledge_days is 5 in scheme.yaml (the default), 400 in the lock and the text"
        for command in self.SCREENS:
            assert words in self.told(scheme, *command), command
        found = grievance(scheme)
        assert (found["correspondence"], found["values"][-1]["in_range"]) == ("NEQ", False)
        assert "acknowledge_days is 400, outside the range" in self.told(scheme, "verify")


class TestForgedSource:
    """Source, text and lock forged together: the library that comes with the tool is asked by every command."""

    FORGED = "not what schemekit's ledger records as grievance 1.0.0"

    def forge(self, scheme: SchemeBuilder) -> None:
        from schemekit.files.digest import digest_of, tree_id
        from schemekit.files.folder import read_folder

        source = ".schemekit/source/grievance"
        template = f"{source}/{{{{cookiecutter.module}}}}/policy.md"
        lock = scheme.lock()
        before = {path: sha256(scheme, path) for path in (template, POLICY)}
        for path in (template, POLICY):
            swap(scheme, path, "A complaint shall cost nothing.", "A complaint may cost money.")
            swap(scheme, "scheme.lock", before[path], sha256(scheme, path))
        files = read_folder(scheme.path / source)
        swap(scheme, "scheme.lock", lock["provenance"]["sha256"], digest_of(files))
        swap(scheme, "scheme.lock", lock["provenance"]["tree"], tree_id(files))

    def test_verify_check_and_status_say_so(self, scheme: SchemeBuilder) -> None:
        self.forge(scheme)
        for command in ("verify", "check", "status"):
            assert self.FORGED in " ".join(scheme.done(command, code=1).out.split()), command
        assert "is not what was pulled and recorded" in scheme.run("diff", "grievance").out.replace("\n", " ")

    def test_trace_warns_and_approve_and_its_sheet_are_refused(self, scheme: SchemeBuilder) -> None:
        self.forge(scheme)
        assert "is not what was released and recorded" in scheme.done("trace", "grievance", "no-charge").err
        for command in (("approve", "grievance", "--body", "Board", "--date", "2026-10-05", "--despite-open"),
                        ("sheet", "grievance", "--to", "sheet.docx")):
            assert "is not what was released and recorded" in scheme.done(*command, code=1).err
        assert not (scheme.path / "sheet.docx").exists()

    def test_a_version_that_was_never_released(self, scheme: SchemeBuilder) -> None:
        swap(scheme, "scheme.lock", 'version: "1.0.0"', 'version: "1.0.9"')
        assert "source-unknown" in {item["code"] for item in scheme.json("check")["findings"]}

    def test_what_people_read_says_that_nobody_knows_it(self, scheme: SchemeBuilder) -> None:
        """It is read, as it may be newer than this program; neither redline, statement nor sheet is silent about it."""
        words = "1.0.9 of Northern Minerals is not in the ledger of this schemekit, so that its source is not confirmed"
        unknown_release(scheme)
        assert words in " ".join(scheme.run("diff", "grievance").out.split())
        scheme.done("report", "grievance", "--to", "statement.md")
        assert f"**Not confirmed:** grievance {words}." in scheme.text("statement.md")
        sheet = sign_off_sheet(scheme.path, "grievance", date(2026, 10, 5)).parts[0].markdown
        assert f"- grievance {words}." in sheet
