"""Licences in a scheme: what may be taken, what may be changed, who is credited, and that `reuse lint` passes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.scheme_builders import LICENSED, SchemeBuilder, tell

ANSWER = "The answer shall be in writing."
LETTER = """\
letters:
  LicenseRef-letter:
    grantor: House of Texts
    file: letters/house.md
    uses: [collection, adaptation]
    expires: '2099-12-31'
"""


def with_letter(scheme: SchemeBuilder, module: str) -> None:
    scheme.write("letters/house.md", "You may.\n")
    scheme.edit("letters:\n", LETTER, "scheme.yaml")
    if f"  {module}:" in scheme.text("scheme.yaml"):
        scheme.edit(f"  {module}:\n", f"  {module}:\n    permission: LicenseRef-letter\n", "scheme.yaml")
    else:
        scheme.edit("modules:\n", f"modules:\n  {module}:\n    permission: LicenseRef-letter\n", "scheme.yaml")


def adapt(scheme: SchemeBuilder, module: str) -> None:
    scheme.edit(ANSWER, "The answer shall be in writing and free.", f"policies/{module}/policy.md")
    scheme.done("reason", module, "answer", "clearer")


def verdict(scheme: SchemeBuilder, module: str) -> str:
    return str(scheme.json("licences")["modules"][module]["answer"])


class TestVerdicts:
    """The verdict is allowed, allowed with conditions, blocked or ask a person, from rules with sources."""

    def test_no_derivatives(self, scheme: SchemeBuilder) -> None:
        """ND text can be endorsed or cover-sheeted, not adapted."""
        scheme.done("add", "nd-text")
        scheme.done("check")
        adapt(scheme, "nd-text")
        told = scheme.done("check", code=1)
        assert "licence-blocked" in told.out
        assert "Cover sheet" in told.out
        assert "Endorse it" in told.out
        assert scheme.run("licences").code == 1

    def test_share_alike_into_non_commercial(self, tmp_path: Path) -> None:
        """SA and NC-SA do not mix; the rule and its source are named."""
        (tmp_path / "answers.yaml").write_text("name: Closed\nlicence: CC-BY-NC-SA-4.0\n", "utf-8")
        told = tell("-C", str(tmp_path), "new", "closed", "--with", "sa-text", "--no-input", "--answers",
                    str(tmp_path / "answers.yaml"))
        assert told.code == 0, told.all
        scheme = SchemeBuilder(tmp_path / "closed")
        scheme.done("check")
        adapt(scheme, "sa-text")
        finding = next(item for item in scheme.json("check")["findings"] if item["code"] == "licence-blocked")
        assert "CC-BY-SA-4.0" in finding["found"]
        assert "(" in finding["why"]
        scheme.edit("  sa-text:\n", "  sa-text:\n    licence: CC-BY-SA-4.0\n", "scheme.yaml")
        scheme.done("sync")
        scheme.done("check")

    def test_all_rights_reserved_is_refused_at_the_door(self, scheme: SchemeBuilder) -> None:
        """Refused when it is added, with nothing written."""
        before = scheme.files()
        told = scheme.done("add", "zero-text", "reserved-text", code=1)
        assert "reserved-text" in told.err
        assert scheme.files() == before
        for command in (["new", "x", "--with", "reserved-text", "--no-input"],):
            assert tell("-C", str(scheme.path.parent), *command).code == 1
            assert not (scheme.path.parent / "x").exists()

    def test_a_letter_of_permission(self, scheme: SchemeBuilder) -> None:
        """A letter of permission is a `LicenseRef-` with scope, term and file."""
        with_letter(scheme, "reserved-text")
        scheme.done("sync")
        assert verdict(scheme, "reserved-text") == "conditions"
        assert "LicenseRef-letter" in scheme.text("NOTICE.md")
        assert "House of Texts" in scheme.text("LICENSES/LicenseRef-letter.txt")
        scheme.done("check")

    def test_a_letter_that_has_ended(self, scheme: SchemeBuilder) -> None:
        with_letter(scheme, "reserved-text")
        scheme.done("sync")
        scheme.edit("2099-12-31", "2020-12-31", "scheme.yaml")
        assert verdict(scheme, "reserved-text") == "blocked"
        assert "2020-12-31" in scheme.done("check", code=1).out

    def test_unknown_terms_ask_a_person(self, scheme: SchemeBuilder) -> None:
        scheme.done("add", "odd-text")
        assert verdict(scheme, "odd-text") == "ask"
        assert "ask a person" in scheme.done("licences", code=1).out

    def test_borrowed_words(self, scheme: SchemeBuilder) -> None:
        """Words borrowed from a third text bring its licence with them."""
        scheme.edit("A complaint shall cost nothing.", "A complaint shall never cost anything.")
        scheme.done("reason", "grievance", "no-charge", "well put there", "--licence", "CC-BY-NC-SA-4.0",
                    "--source", "X")
        assert verdict(scheme, "grievance") == "blocked"

    def test_never_legal_advice_and_never_compliant(self, scheme: SchemeBuilder) -> None:
        told = scheme.done("licences").out
        assert "Nothing printed is legal advice." in told
        assert "compliant" not in told


class TestNotice:
    """NOTICE and REUSE data follow by themselves."""

    def test_credit(self, scheme: SchemeBuilder) -> None:
        """Title, author, source, licence, modified or not."""
        notice = scheme.text("NOTICE.md")
        for words in ("Grievance procedure", "Library contributors", "https://example.org/library", "CC-BY-4.0",
                      "Changes: none"):
            assert words in notice
        scheme.edit("A complaint shall cost nothing.", "A complaint is free.")
        assert "notice-not-in-step" in scheme.done("check", code=1).out
        scheme.done("reason", "grievance", "no-charge", "statutes")
        assert "1 clause adapted" in scheme.text("NOTICE.md")
        assert "notice-not-in-step" not in scheme.done("check").out

    def test_removing_takes_the_credit_away(self, scheme: SchemeBuilder) -> None:
        scheme.done("add", "sa-text")
        assert "LICENSES/CC-BY-SA-4.0.txt" in scheme.files()
        scheme.done("remove", "sa-text")
        assert "LICENSES/CC-BY-SA-4.0.txt" not in scheme.files()
        assert "Sa text" not in scheme.text("NOTICE.md")


def reuse_lint(folder: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "reuse", "--root", str(folder), "lint"], capture_output=True,
                          text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_reuse_lint_passes(scheme: SchemeBuilder) -> None:
    """The `reuse` tool's lint passes on every scheme: new, edited, with licences of every kind, with a letter."""
    pytest.importorskip("reuse")
    reuse_lint(scheme.path)
    allowed = [name for name in LICENSED if name != "reserved-text"]
    scheme.done("add", *allowed)
    with_letter(scheme, "reserved-text")
    scheme.edit("A complaint shall cost nothing.", "A complaint is free.")
    adapt(scheme, "sa-text")
    scheme.done("reason", "grievance", "no-charge", "statutes")
    scheme.done("sync")
    assert "LicenseRef-house-terms" in scheme.run("check").out
    scheme.write("LICENSES/LicenseRef-house-terms.txt", "Our own terms.\n")
    reuse_lint(scheme.path)
