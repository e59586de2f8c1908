"""`schemekit export`: documents for a board, with what the records say of them; nothing private goes out."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from schemekit.adopt.outcome import adoptions
from schemekit.approvals.sheet import sign_off_sheet
from schemekit.circulation.module_paper import module_paper
from schemekit.errors import SchemekitError
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.files.sent_texts import sent_key, sent_texts
from schemekit.files.yaml import write_yaml
from schemekit.text.document import Document
from schemekit.word.package import read_package
from schemekit.word.properties import properties_of
from tests.scheme_builders import SchemeBuilder

TODAY = "2027-03-01"


def facts(scheme: SchemeBuilder, today: str = TODAY, said: str = "") -> dict[str, str]:
    """The title block of the grievance procedure."""
    adoption = next(found for found in adoptions(SchemeFolder(scheme.path)) if found.id == "grievance")
    return dict(module_paper(adoption, today, said).paper.facts)


def approve(scheme: SchemeBuilder, **changes: str) -> None:
    """Record an approval of the text as it stands."""
    from schemekit.adopt.approval import approved_digest

    record = scheme.record()
    given = {"body": "Board", "date": "2026-10-05", "resolution": "12/2026", "version": "V1-0",
             "text_sha256": approved_digest(SchemeFolder(scheme.path), "grievance"), **changes}
    record.setdefault("approvals", []).append({name: value for name, value in given.items() if value})
    scheme.write("policies/grievance/adoption.yaml", write_yaml(record, "adoption"))


def speaks(scheme: SchemeBuilder, language: str) -> None:
    """Give the scheme another language."""
    manifest = scheme.text("scheme.yaml")
    scheme.write("scheme.yaml", re.sub("^language: .*$", f"language: {language}", manifest, flags=re.MULTILINE))


class TestTitleBlock:
    """'title block (code, version, status, dates)'."""

    def test_of_a_draft(self, scheme: SchemeBuilder) -> None:
        assert facts(scheme) == {
            "Status": "Draft", "Printed": TODAY, "Owner": "Northern Minerals", "Contact": "contact@example.org",
            "Language": "English",
            "Based on": "Grievance procedure, version 1.0.0. © 2026 Library contributors. https://example.org/library. "
                        "CC-BY-4.0 (https://creativecommons.org/licenses/by/4.0/). Changes: not changed.",
            "Licence": "CC-BY-4.0 (https://creativecommons.org/licenses/by/4.0/)",
        }

    @pytest.mark.parametrize(("dates", "today", "status"), [
        pytest.param({}, TODAY, "Effective", id="from-the-day-of-the-approval"),
        pytest.param({"effective": "2027-01-01"}, "2026-12-31", "Approved: takes effect on 2027-01-01", id="not-yet"),
        pytest.param({"effective": "2027-01-01"}, "2027-01-01", "Effective", id="effective"),
        pytest.param({"effective": "2027-01-01", "transition_end": "2027-06-30"}, "2027-06-30",
                     "In transition: the earlier text may be used until 2027-06-30", id="in-transition"),
        pytest.param({"effective": "2027-01-01", "transition_end": "2027-06-30"}, "2027-07-01", "Effective",
                     id="after-it"),
        pytest.param({"review_due": "2027-02-28"}, TODAY, "Effective: its review was due on 2027-02-28", id="due"),
        pytest.param({"expires": "2027-02-28"}, TODAY, "Expired: on 2027-02-28", id="expired"),
    ])
    def test_status(self, scheme: SchemeBuilder, dates: dict[str, str], today: str, status: str) -> None:
        """'status (draft / approved / effective / in transition / superseded; from Approval records)'."""
        approve(scheme, **dates)
        assert facts(scheme, today)["Status"] == status

    def test_of_an_approved_text(self, scheme: SchemeBuilder) -> None:
        """'approval body+date+resolution, publication, effective, transition end, review due'."""
        scheme.edit("  grievance:\n", "  grievance:\n    code: NMI-PRO-01\n", "scheme.yaml")
        approve(scheme, published="2026-11-01", effective="2027-01-01", transition_end="2027-06-30",
                review_due="2031-10-05", conditions="A report after one year")
        assert list(facts(scheme).items())[:9] == [
            ("Code", "NMI-PRO-01"), ("Version", "V1-0"),
            ("Status", "In transition: the earlier text may be used until 2027-06-30"),
            ("Approved by", "Board, 2026-10-05, resolution 12/2026"), ("Conditions", "A report after one year"),
            ("Published", "2026-11-01"), ("Effective from", "2027-01-01"), ("Transition ends", "2027-06-30"),
            ("Review due", "2031-10-05")]

    def test_of_a_text_changed_since(self, scheme: SchemeBuilder) -> None:
        approve(scheme)
        scheme.edit("A complaint shall cost nothing.", "A complaint shall cost 5 euros.")
        found = facts(scheme)
        assert (found["Version"], found["Status"]) == ("Draft after V1-0",
                                                       "Draft: changed since the approval of 2026-10-05")
        assert "Approved by" not in found
        assert found["Based on"].endswith("Changes: 1 clause adapted.")
        assert facts(scheme, said="superseded")["Status"] == "Superseded"


class TestStatusThatIsSaid:
    """Head and foot agree, and a status that the records contradict is not printed."""

    @pytest.mark.parametrize("status", ["approved", "effective", "in-transition", "expired"])
    def test_of_a_text_that_was_never_approved(self, scheme: SchemeBuilder, status: str) -> None:
        told = scheme.done("export", "grievance", "--to", "md", "--as", status, code=2)
        assert f"cannot be printed as {status.replace('-', ' ')}" in told.err
        assert "no approval of it is recorded" in told.err
        assert not (scheme.path / "exports").exists()

    def test_of_an_approved_text(self, scheme: SchemeBuilder) -> None:
        approve(scheme)
        assert facts(scheme, said="effective")["Status"] == "Effective"
        with pytest.raises(SchemekitError, match="cannot be printed as draft"):
            facts(scheme, said="draft")

    def test_head_and_foot_agree(self, scheme: SchemeBuilder) -> None:
        adoption = next(found for found in adoptions(SchemeFolder(scheme.path)) if found.id == "grievance")
        paper = module_paper(adoption, TODAY, "superseded").paper
        assert (dict(paper.facts)["Status"], paper.footer[:11]) == ("Superseded", "Superseded.")

    def test_open_decisions_stand_in_the_status(self, scheme: SchemeBuilder) -> None:
        record = scheme.record()
        record["decisions"] = [{"clause": "outcome", "base": "a", "source": "b", "ours": "c", "cause": "an update"}]
        scheme.write("policies/grievance/adoption.yaml", write_yaml(record, "adoption"))
        assert facts(scheme)["Status"] == "Draft: 1 decision is open in this text"
        told = scheme.done("set", "grievance.acknowledge_days=3")
        assert "1 decision open. Next: schemekit decide" in told.out


class TestAsApproved:
    """There is a way to export the text as approved after it moved on."""

    def test_the_words_come_from_the_history(self, scheme: SchemeBuilder) -> None:
        scheme.done("approve", "grievance", "--body", "Board", "--date", "2026-10-05", "--version", "V1-0")
        scheme.edit("A complaint shall cost nothing.", "A complaint shall cost 5 euros.")
        scheme.done("export", "grievance", "--to", "md", "--approved")
        text = scheme.text("exports/grievance-approved-2026-10-05.md")
        assert ("shall cost nothing" in text, "5 euros" in text, "Effective" in text) == (True, False, True)
        scheme.done("approve", "grievance", "--body", "Board", "--date", "2026-11-05", "--despite-open")
        scheme.done("export", "grievance", "--to", "md", "--approved=2026-10-05")
        text = scheme.text("exports/grievance-approved-2026-10-05.md")
        assert ("Superseded" in text, "shall cost nothing" in text) == (True, True)
        scheme.done("export", "grievance", "--to", "md", "--approved")
        assert "5 euros" in scheme.text("exports/grievance-approved-2026-11-05.md")

    @pytest.mark.parametrize(("options", "words"), [
        pytest.param(("grievance", "--approved"), "no approval of grievance is recorded", id="none"),
        pytest.param(("--approved", "grievance"), "'grievance' is no day", id="the-module-taken-for-the-day"),
        pytest.param(("--approved", "--together"), "by itself", id="together"),
    ])
    def test_what_cannot_be(self, scheme: SchemeBuilder, options: tuple[str, ...], words: str) -> None:
        assert words in scheme.done("export", *options, "--to", "md", code=2).err

    def test_a_digest_that_was_exchanged(self, scheme: SchemeBuilder) -> None:
        approve(scheme, text_sha256="0" * 64)
        told = scheme.done("export", "grievance", "--to", "md", "--approved", code=2)
        assert "is not in the history" in told.err


class TestOtherLanguages:
    """A scheme whose language is one that papers speak has no fixed English words in what it hands out."""

    @pytest.mark.parametrize(("language", "foot", "labels"), [
        ("fr", "Projet. Les copies imprimées ne sont pas tenues à jour.", {
            "Statut": "Projet", "Imprimé le": TODAY, "Titulaire": "Northern Minerals", "Langue": "français"}),
        ("es", "Borrador. Las copias impresas no se actualizan.", {"Estado": "Borrador", "Idioma": "español"}),
        ("pt-BR", "Rascunho. As cópias impressas não são atualizadas.", {"Estado": "Rascunho", "Idioma": "português"}),
    ])
    def test_labels(self, scheme: SchemeBuilder, language: str, foot: str, labels: dict[str, str]) -> None:
        speaks(scheme, language)
        adoption = next(found for found in adoptions(SchemeFolder(scheme.path)) if found.id == "grievance")
        paper = module_paper(adoption, TODAY).paper
        assert (paper.footer, dict(paper.facts) | labels) == (foot, dict(paper.facts))

    def test_the_sheet_and_the_registers(self, scheme: SchemeBuilder) -> None:
        speaks(scheme, "fr")
        scheme.done("export", "--together", "--to", "md")
        told = scheme.text("exports/northern-minerals-handbook.md")
        assert "# Northern Minerals: manuel" in told
        assert "Ce registre est tenu" in told
        assert "Colonne" in told
        assert not re.search("uncontrolled|This register|Annex [A0-9]|Draft", told)
        sheet = sign_off_sheet(scheme.path, "grievance", date(2027, 3, 1))
        assert sheet.title == "Feuille d'approbation: Grievance procedure"
        assert "Signature et date" in sheet.parts[0].markdown
        assert {"Système", "Contact", "Licence de ce texte"} <= dict(sheet.facts).keys()
        assert all(asked in sheet.parts[0].markdown for asked in ("Version du texte", "À publier le", "Expire le"))

    @pytest.mark.parametrize(("count", "told"), [
        (1, "Projet: 1 décision est encore à prendre dans ce texte"),
        (2, "Projet: 2 décisions sont encore à prendre dans ce texte"),
    ])
    def test_a_status_with_open_decisions(self, scheme: SchemeBuilder, count: int, told: str) -> None:
        speaks(scheme, "fr")
        record = scheme.record()
        record["decisions"] = [{"clause": clause, "base": "a", "source": "b", "ours": "c", "cause": "an update"}
                               for clause in ("outcome", "appeal")[:count]]
        scheme.write("policies/grievance/adoption.yaml", write_yaml(record, "adoption"))
        assert facts(scheme)["Statut"] == told

    def test_the_foot_of_a_superseded_text(self, scheme: SchemeBuilder) -> None:
        speaks(scheme, "fr")
        adoption = next(found for found in adoptions(SchemeFolder(scheme.path)) if found.id == "grievance")
        assert module_paper(adoption, TODAY, "superseded").paper.footer.startswith("Remplacé. ")


class TestWhatGoesOut:
    def test_forms_are_annexes_and_registers_columns(self, scheme: SchemeBuilder) -> None:
        """'forms as annexes'; 'register.csv as a table of its columns …, not case rows (private!)'."""
        scheme.write("policies/grievance/forms/register.csv", "case,received,answered\nMaria Silva,2026-01-02,no\n")
        scheme.write("policies/grievance/own.md", "# Our *guide*\n\nWords.\n")
        scheme.write("policies/grievance/picture.png", b"\x89PNG")
        told = scheme.done("export", "grievance", "--to", "md")
        text = scheme.text("exports/grievance.md")
        assert re.findall("^## Annex .*", text, re.MULTILINE) == [
            "## Annex A Complaint form", "## Annex B Our guide", "## Annex C Case register"]
        assert "|   3 | answered |" in text
        assert "Silva" not in text
        assert "picture.png  left out" in told.err

    def test_a_register_whose_heading_is_gone(self, scheme: SchemeBuilder) -> None:
        scheme.write("policies/grievance/forms/register.csv", "Maria Silva;2026-01-02\n")
        scheme.done("export", "grievance", "--to", "md")
        assert "Silva" not in scheme.text("exports/grievance.md")
        assert "received" in scheme.text("exports/grievance.md")

    @pytest.mark.parametrize("kind", ["docx", "pdf", "html", "md"])
    def test_all(self, scheme: SchemeBuilder, kind: str) -> None:
        """`export MODULE|--all --to docx|pdf|html|md`"""
        told = scheme.json("export", "--all", "--to", kind)
        assert told["files"] == [{"document": name, "file": f"{name}.{kind}"} for name in ("assurance", "grievance")]
        first = scheme.files()[f"exports/grievance.{kind}"]
        scheme.done("export", "grievance", "--to", kind)
        assert scheme.files()[f"exports/grievance.{kind}"] == first

    def test_together(self, scheme: SchemeBuilder) -> None:
        """One handbook: a chapter for each document, and links between them."""
        scheme.edit("A complaint shall cost nothing.", "See [assurance](../assurance/policy.md).")
        scheme.done("export", "--together", "--to", "md")
        text = scheme.text("exports/northern-minerals-handbook.md")
        assert re.findall("^## .*", text, re.MULTILINE)[1:] == [
            "## 1 Assurance procedure", "## 2 Grievance procedure", "## Annex 2A Complaint form",
            "## Annex 2B Case register"]
        assert "### 2.3 Acknowledgement" in text
        assert "See [assurance](#1-assurance-procedure)." in text

    def test_numbers_are_the_documents(self, scheme: SchemeBuilder) -> None:
        scheme.done("export", "grievance", "--to", "md")
        wanted = [clause.label for clause in Document.parse(scheme.text()).clauses]
        found = re.findall(r"^## (\d.*)", scheme.text("exports/grievance.md"), re.MULTILINE)
        assert found == wanted


class TestWhatIsRemembered:
    """'What is exported is remembered so that it is known again when it comes back.'"""

    def test_the_texts_of_a_word_file(self, scheme: SchemeBuilder) -> None:
        scheme.done("export", "grievance", "--to", "docx")
        known = properties_of(read_package(scheme.files()["exports/grievance.docx"], "it"))
        assert (known["schemekit-module"], known["schemekit-scheme"]) == ("grievance", "northern-minerals")
        folder = SchemeFolder(scheme.path)
        texts = sent_texts(folder, "grievance", known["schemekit-sent"])
        assert [file for file, _ in texts] == ["policy.md", "forms/complaint-form.md"]
        assert texts[0][1] == scheme.text()
        assert sent_key(texts) == known["schemekit-sent"]
        scheme.edit("A complaint shall cost nothing.", "A complaint shall cost 5 euros.")
        assert sent_texts(folder, "grievance", known["schemekit-sent"]) == texts
        saved = scheme.json("save", "Sent round")["files"]
        assert f".schemekit/sent/grievance/{known['schemekit-sent']}/policy.md" in saved
        assert not [path for path in saved if path.startswith("exports/")]

    @pytest.mark.parametrize(("module", "key"), [("grievance", "0" * 16), ("grievance", "../../policies"),
                                                 ("../grievance", "0" * 16), ("", "")])
    def test_what_was_never_sent(self, scheme: SchemeBuilder, module: str, key: str) -> None:
        assert sent_texts(SchemeFolder(scheme.path), module, key) == ()

    @pytest.mark.parametrize("listed", ['{"files": ["../../../../scheme.yaml"]}', "[]", "{", '{"files": ["policy.md"]}',
                                        '{"files": [1]}'])
    def test_a_list_that_somebody_changed(self, scheme: SchemeBuilder, listed: str) -> None:
        scheme.done("export", "grievance", "--to", "docx")
        place = next((scheme.path / ".schemekit/sent/grievance").iterdir())
        (place / "files.json").write_text(listed, "utf-8")
        with pytest.raises(SchemekitError):
            sent_texts(SchemeFolder(scheme.path), "grievance", place.name)


class TestNothingIsLost:
    """'an earlier export of the same name is replaced; a file that is not an export is refused'."""

    @pytest.mark.parametrize("out", [[], ["--out", "../elsewhere"], ["--out", "odd name; é"]])
    def test_it(self, scheme: SchemeBuilder, out: list[str]) -> None:
        folder = scheme.path / (out[1] if out else "exports")
        scheme.done("export", "grievance", "--to", "md", *out)
        scheme.edit("A complaint shall cost nothing.", "A complaint shall cost 5 euros.")
        scheme.done("export", "grievance", "--to", "md", *out)
        assert "5 euros" in (folder / "grievance.md").read_text("utf-8")
        (folder / "grievance.md").write_text("My notes.", "utf-8")
        told = scheme.done("export", "--all", "--to", "md", *out, code=2)
        assert "changed since it was exported" in told.err
        assert (folder / "grievance.md").read_text("utf-8") == "My notes."
        assert not (folder / "assurance.md").exists()
        (folder / "assurance.html").write_text("Mine.", "utf-8")
        assert "no export of this tool" in scheme.done("export", "assurance", "--to", "html", *out, code=2).err

    def test_a_folder_that_leads_elsewhere(self, scheme: SchemeBuilder, tmp_path: Path) -> None:
        (scheme.path / "exports").symlink_to(tmp_path, target_is_directory=True)
        scheme.done("export", "grievance", "--to", "md", code=2)
        assert not (tmp_path / "grievance.md").exists()

    @pytest.mark.parametrize("told", ["[]", "{", '{"files": {"grievance.md": ["x"]}}', '{"files": [1]}'])
    def test_a_list_that_cannot_be_read_knows_nothing(self, scheme: SchemeBuilder, told: str) -> None:
        scheme.done("export", "grievance", "--to", "md")
        scheme.write("exports/.schemekit-exports.json", told)
        scheme.edit("A complaint shall cost nothing.", "A complaint shall cost 5 euros.")
        scheme.done("export", "grievance", "--to", "md", code=2)


@pytest.mark.parametrize(("typed", "said"), [
    pytest.param(["--to", "md"], "say --all", id="nothing-named"),
    pytest.param(["grievance", "--all", "--to", "md"], "not both", id="both"),
    pytest.param(["grievence", "--to", "md"], "did you mean 'grievance'?", id="near"),
    pytest.param(["grievance", "--to", "odt"], "docx", id="format"),
    pytest.param(["grievance", "--to", "pdf", "--reference", "x.docx"], "say --to docx", id="styles-for-a-pdf"),
    pytest.param(["grievance", "--to", "docx", "--reference", "x.docx"], "there is no file", id="no-file"),
    pytest.param(["grievance", "--to", "docx", "--reference", "scheme.yaml"], "the file with your styles",
                 id="no-docx"),
    pytest.param(["grievance", "--to", "md", "--out", "no/where"], "there is no folder", id="no-folder"),
    pytest.param(["grievance", "--to", "md", "--out", "scheme.yaml"], "is a file", id="a-file"),
])
def test_what_cannot_be_done(scheme: SchemeBuilder, typed: list[str], said: str) -> None:
    assert said in scheme.done("export", *typed, code=2).err
    assert "exports/grievance.md" not in scheme.files()


def test_an_export_is_valid_json(scheme: SchemeBuilder) -> None:
    scheme.done("export", "--all", "--to", "md")
    assert set(json.loads(scheme.text("exports/.schemekit-exports.json"))["files"]) == {"grievance.md", "assurance.md"}


def test_a_sample_address_is_told(scheme: SchemeBuilder) -> None:
    """A reader who writes to the sample gets no answer."""
    assert "contact_email is still the sample contact@example.org" in scheme.done(
        "export", "grievance", "--to", "md").err
    scheme.done("set", "contact_email=office@nmi.test")
    assert "sample" not in scheme.done("export", "grievance", "--to", "md").all
