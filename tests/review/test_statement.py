"""The adoption statement: source, method, degree, each deviation with both numbers, reason and approval."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from schemekit.review.statement.report import report
from schemekit.review.statement.statement import Statement, statements
from schemekit.review.statement.statement_paper import statement_paper
from tests.scheme_builders import SchemeBuilder

TODAY = date(2026, 11, 28)
WORDS_OF_OTHERS = "<script>alert(1)</script> | *bold* [x](javascript:1) #1 @board"


@pytest.fixture
def changed(scheme: SchemeBuilder) -> SchemeBuilder:
    """A scheme that changed a duty, dropped a clause, added one, moved a value, and had it approved."""
    text = scheme.text()
    scheme.write("policies/grievance/policy.md", text.replace("shall", "should", 1)
                 + "\n## Our own { #our-own }\n\nThe Board shall read it.\n")
    scheme.done("set", "grievance.acknowledge_days=10", "--reason", "two people")
    for item in scheme.json("status")["modules"][1]["todo"]:
        scheme.done("reason", "grievance", item["subject"].removeprefix("#"), WORDS_OF_OTHERS, "--by", "Secretariat")
    scheme.done("approve", "grievance", "--body", "Board", "--date", "2026-10-05", "--resolution", "12/2026")
    scheme.done("derogate", "grievance", "outcome", "--for", "two sites", "--from", "2026-11-01", "--to", "2027-04-30",
                "--reason", "snow", "--by", "Board")
    return scheme


@pytest.fixture
def found(changed: SchemeBuilder) -> Statement:
    return statements(changed.path, ("grievance",), TODAY)[0]


def test_every_deviation_is_listed_with_both_numbers_reason_and_approval(found: Statement) -> None:
    """`… the list of each deviation with clause numbers of both sides, reason and approval`."""
    told = found.to_mapping()["deviations"]
    assert isinstance(told, list)
    by_verb = {item["verb"]: item for item in told}
    assert set(by_verb) == {"adapt", "add"}
    assert (by_verb["add"]["source_number"], bool(by_verb["add"]["number"])) == ("", True)
    assert by_verb["adapt"]["source_number"] == by_verb["adapt"]["number"]
    assert {item["reason"] for item in told} == {WORDS_OF_OTHERS}
    assert {item["approved"] for item in told} == {"Board, 2026-10-05 (12/2026)"}
    assert not by_verb["adapt"]["is_editorial"]


def test_an_approval_of_other_words_is_no_approval_of_a_deviation(changed: SchemeBuilder) -> None:
    changed.edit("should", "may")
    found = statements(changed.path, ("grievance",), TODAY)[0]
    assert {found.approved_words(clause) for clause in found.technical} == {""}
    assert "The text was changed since the newest of them." in statement_paper(found).parts[0].markdown


def test_parameters_derogations_licence_and_provenance_are_in_it(found: Statement) -> None:
    """`… parameters with default, value, range and stricter/looser, derogations with dates, licence and credit,
    provenance ids`."""
    told = report([found], "md").decode()
    for words in ("| Time to acknowledge | 5 working days | 10 working days | looser | 1 to 10 working days",
                  "| 2026-11-01 | 2027-04-30 | snow | Board |", "Licence of the source: CC-BY-4.0",
                  "Library contributors", found.adoption.entry.provenance.commit,
                  found.adoption.entry.provenance.sha256):
        assert words in " ".join(told.split()), words


def test_it_never_says_compliant(changed: SchemeBuilder) -> None:
    for form in ("md", "html"):
        assert "complian" not in report(statements(changed.path, (), TODAY), form).decode().lower()


@pytest.mark.parametrize("form", ["md", "html"])
def test_words_of_others_stay_words(found: Statement, form: str) -> None:
    """In Markdown too, as the programs that show it read it."""
    told = report([found], form).decode()
    shown = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(told) if form == "md" else told
    assert "&lt;script&gt;alert(1)&lt;/script&gt; | *bold* [x](javascript:1) #1 @board" in shown
    assert "<script>alert" not in shown


def test_an_untouched_text_is_told_in_a_few_lines(scheme: SchemeBuilder) -> None:
    told = report([statements(scheme.path, ("grievance",), TODAY)[0]], "md").decode()
    assert "IDT, identical" in told
    assert "None: no clause asks anything else than its source." in told
    assert "Every number and choice is the source's default." in told
    assert "has the number that it has in the source" in told


def test_all_together_have_an_index(changed: SchemeBuilder) -> None:
    """`A scheme-wide report puts all modules together with an index.`"""
    told = report(statements(changed.path, (), TODAY), "md").decode()
    rows = [line for line in told.splitlines() if line.startswith(("| Grievance procedure |", "| Assurance"))]
    assert [("IDT" in row, "MOD" in row or "NEQ" in row) for row in rows] == [(True, False), (False, True)]


class TestFiles:
    """`schemekit report MODULE` (md, html, docx, pdf, json)."""

    @pytest.mark.parametrize(("name", "start"), [("s.md", b"# Adoption statement"), ("s.html", b"<!DOCTYPE html>"),
                                                 ("s.docx", b"PK"), ("s.pdf", b"%PDF"), ("s.json", b"{")])
    def test_each_format(self, changed: SchemeBuilder, name: str, start: bytes) -> None:
        changed.done("report", "grievance", "--to", name)
        made = (changed.path / name).read_bytes()
        assert made.startswith(start)
        changed.done("report", "grievance", "--to", name, "--force")
        assert (changed.path / name).read_bytes() == made

    def test_nothing_is_written_over(self, changed: SchemeBuilder) -> None:
        changed.write("s.md", "Mine.\n")
        assert "is there already" in changed.done("report", "--to", "s.md", code=2).err
        assert "name a file that ends in" in changed.done("report", "--to", "s.xlsx", code=2).err

    @pytest.mark.parametrize("more", [(), ("--force",)])
    def test_a_name_that_is_too_long_is_told_by_itself(self, changed: SchemeBuilder, more: tuple[str, ...]) -> None:
        told = changed.done("report", "grievance", "--to", f"{'é' * 140}.md", *more, code=2).err
        assert ("é" * 40 in told, "give it a shorter" in told, "disk is full" in told) == (True, True, False)

    def test_a_scheme_without_modules(self, tmp_path: Path) -> None:
        from tests.scheme_builders import tell

        tell("-C", str(tmp_path), "new", "empty", "--no-input")
        assert "nothing to report" in SchemeBuilder(tmp_path / "empty").done("report", code=2).err

    def test_the_sign_off_sheet(self, changed: SchemeBuilder) -> None:
        """`printable sign-off sheet (docx/pdf)`."""
        from pypdf import PdfReader

        changed.done("sheet", "grievance", "--to", "sheet.docx")
        changed.done("sheet", "grievance", "--to", "sheet.pdf")
        assert (changed.path / "sheet.docx").read_bytes()[:2] == b"PK"
        words = " ".join(page.extract_text() for page in PdfReader(changed.path / "sheet.pdf").pages)
        assert "is as it was" in changed.done("sheet", "grievance", "--to", "sheet.pdf").out
        changed.write("sheet.pdf", "Mine.")
        assert "--force" in changed.done("sheet", "grievance", "--to", "sheet.pdf", code=2).err
        changed.done("sheet", "grievance", "--to", "sheet.pdf", "--force")
        assert "12/2026" in words
        assert "Signature and date" in words
        for told in ("“shall” became “should” (weaker)", "10 working days", "looser", "two people", "Still open"):
            assert told in " ".join(words.split()), told
        assert "ends in .docx or .pdf" in changed.done("sheet", "grievance", "--to", "sheet.odt", code=2).err


class TestAnAlteredSource:
    """A scheme can edit the source that it keeps, and the lock's word for it: a reader is told before anything else."""

    def altered(self, scheme: SchemeBuilder) -> None:
        path = ".schemekit/source/grievance/{{cookiecutter.module}}/policy.md"
        scheme.write(path, scheme.text(path).replace("shall", "may", 1))

    def test_the_statement_and_the_redline_say_so_first(self, scheme: SchemeBuilder) -> None:
        assert "altered" not in scheme.done("diff", "grievance").out
        self.altered(scheme)
        assert "compares with an altered text" in " ".join(scheme.run("diff", "grievance").out.split())
        told = " ".join(scheme.run("report", "grievance").out.split())
        assert "compares with an altered text" in told
        assert "**Not confirmed:**" in told


def test_the_words_of_an_editorial_change_are_shown(scheme: SchemeBuilder) -> None:
    """'show the words (before, after) of each, so that nobody must trust the class'."""
    scheme.write("policies/grievance/policy.md", scheme.text().replace("shall", "**shall**", 1))
    found = statements(scheme.path, ("grievance",), TODAY)[0]
    assert [clause.signals[0].kind.value for clause in found.editorial] == ["editorial"]
    told = statement_paper(found).parts[0].markdown
    assert "| Clause | Before | After |" in told
    assert "\\*\\*shall\\*\\*" in told


def test_names_are_listed_and_what_they_say_beside(scheme: SchemeBuilder) -> None:
    """A name that holds an exemption would make every clause in which it stands another one."""
    scheme.done("set", "decision_body=Council, if it so wishes,")
    told = statement_paper(statements(scheme.path, ("grievance",), TODAY)[0]).parts[0].markdown
    assert "### Names and addresses filled in" in told
    assert "| Council, if it so wishes, | yes: “if it so wishes” |" in told
