"""The handbook of a scheme: what was approved, in the words that were approved, and nothing that is to stay inside.

'Handbook of a scheme: its policies with title block, dates and status, what differs from the source and why (as far as
the scheme wants it public: `publish:` in scheme.yaml, private by default, drafts and reasons not leaked, tested).'
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from schemekit.adopt.approved_words import approved_words
from schemekit.adopt.outcome import adoptions
from schemekit.errors import SiteError
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.site.addresses import RESERVED, refuse_reserved
from schemekit.site.handbook.policies import Policies, read_policies
from schemekit.site.making import SiteRequest, made_site
from schemekit.site.page import Site
from schemekit.site.workplace import workplace
from tests.builders import GitFolder
from tests.scheme_builders import SchemeBuilder
from tests.site.handbook.conftest import FIRST, SECOND, THIRD, UNAPPROVED, approve, built, site_of

POLICY = "policies/grievance/policy.md"


def publish(scheme: SchemeBuilder, **what: Any) -> None:
    """Say in scheme.yaml what is public."""
    manifest = scheme.manifest()
    manifest["publish"] = {**(manifest.get("publish") or {}), **what}
    scheme.write("scheme.yaml", yaml.safe_dump(manifest))


def read(scheme: SchemeBuilder, today: str) -> Policies:
    """What is public on a day, without a page made of it."""
    folder = SchemeFolder(scheme.path)
    found = adoptions(folder)
    with approved_words(scheme.path, found) as words:
        return read_policies(folder.scheme(), found, words, date.fromisoformat(today))


def page(site: Site, path: str) -> str:
    """A page's Markdown."""
    return next(found.markdown for found in site.pages if found.path == path)


def test_what_it_judged_itself_is_marked_and_judgements_of_a_draft_stay_inside(approved: SchemeBuilder) -> None:
    """'A self-judgement must be visibly different'; 'drafts and reasons not leaked'."""
    row = "  - {{clause: {}, item: {}, relation: subset, confidence: low, rationale: {}{}}}\n"
    draft = ', text_sha256: "' + "0" * 64 + '"'
    approved.write("policies/grievance/crosswalks/ungp-31.yaml", (
        'format: 1\nmodule: grievance\nmodule_version: "1.0.0"\nframework: ungp-31\nframework_version: "2011"\n'
        'judge: B. Reviewer\ndate: "2026-01-10"\nrows:\n'
        + row.format("no-charge", "b", "Cost is a barrier that is meant.", "")
        + row.format("filing", "c", "Hiddendraft says something else there.", draft)))
    site = site_of(approved)
    text = page(site, "evidence/ungp-31/index.md")
    assert "B. Reviewer (the scheme itself), 2026-01-10, on its own text" in text
    assert "Cost is a barrier that is meant." in text
    assert not any("Hiddendraft" in one.markdown for one in site.pages)


def test_the_menu_shows_every_policy(approved_site: Site) -> None:
    """The theme makes the first page of a part the part's own, and shows it by no name of its own."""
    policies = next(entry for entry in approved_site.nav if entry.title == "Policies")
    assert [entry.path for entry in policies.entries] == ["register/index.md", "grievance/index.md"]
    assert "register/index.md" not in [entry.path for entry in approved_site.nav]


def words_in(html: Path) -> Iterator[tuple[str, str]]:
    """Every file of a built site as text: Word files unpacked, PDFs read, names too."""
    for place in sorted(html.rglob("*")):
        if not place.is_file():
            continue
        data = place.read_bytes()
        yield place.name, place.relative_to(html).as_posix()
        if place.suffix == ".docx":
            with zipfile.ZipFile(io.BytesIO(data)) as parts:
                yield place.name, " ".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
        elif place.suffix == ".pdf" and shutil.which("pdftotext"):
            yield place.name, subprocess.run(["pdftotext", place, "-"], capture_output=True, check=True).stdout.decode()
        yield place.name, data.decode("utf-8", "replace")


# Stages


@pytest.mark.parametrize(("today", "shown", "all_of_them"), [
    pytest.param("2023-02-01", "", [], id="before-the-first-approval"),
    pytest.param("2023-03-01", "Effective since 2023-03-01", ["effective"], id="effective"),
    pytest.param("2024-03-01", "Effective since 2023-03-01", ["effective", "approved"], id="approved-and-to-come"),
    pytest.param("2024-06-01", "Effective since 2024-06-01", ["superseded", "effective"], id="superseded"),
    pytest.param("2025-06-01", "In transition until 2025-12-31", ["superseded", "superseded", "in transition"],
                 id="in-transition"),
    pytest.param("2025-12-31", "In transition until 2025-12-31", ["superseded", "superseded", "in transition"],
                 id="the-last-day-of-the-transition"),
    pytest.param("2026-01-01", "Effective since 2025-06-01", ["superseded", "superseded", "effective"],
                 id="after-the-transition"),
    pytest.param("2026-06-02", "Review due since 2026-06-01", ["superseded", "superseded", "review due"],
                 id="review-due"),
    pytest.param("2027-01-01", "Expired on 2027-01-01", ["superseded", "superseded", "expired"],
                 id="expired-and-the-older-ones-do-not-come-back"),
])
def test_the_stage_of_each_text_on_a_day(
    approved_template: Path, today: str, shown: str, all_of_them: list[str]
) -> None:
    """'status, `check` and the site show approved, changed since, effective, in transition, review due.'"""
    policies = read(SchemeBuilder(approved_template), today).all
    assert [policy.status for policy in policies] == ([shown] if shown else [])
    assert [text.status for policy in policies for text in policy.approved] == all_of_them


def test_the_words_shown_are_those_that_were_approved(approved_site: Site) -> None:
    assert THIRD in page(approved_site, "grievance/index.md")
    assert "The text has changed since this approval; here stand the words that were approved." in page(
        approved_site, "grievance/index.md")
    assert [words for words in (FIRST, SECOND, THIRD) for path in ("2023-03-01", "2024-03-01", "2025-03-01")
            if words in page(approved_site, f"grievance/{path}/index.md")] == [FIRST, SECOND, THIRD]
    assert not any(UNAPPROVED in found.markdown for found in approved_site.pages)
    assert "has changed since" not in page(approved_site, "grievance/2024-03-01/index.md")


def test_the_text_in_force_and_the_one_to_come_link_to_each_other(approved: SchemeBuilder) -> None:
    """'An approved text effective in future: the one in force stays where it is, the coming one at its own address.'"""
    site = site_of(approved, "2024-04-01")
    in_force, coming = page(site, "grievance/index.md"), page(site, "grievance/2024-03-01/index.md")
    assert FIRST in in_force
    assert "takes effect on 2024-06-01: [the one approved on 2024-03-01](2024-03-01/index.md)" in in_force
    assert SECOND in coming
    assert "The text in force is another one: [the one approved on 2023-03-01](../index.md)" in coming


def test_older_texts_stay_reachable_and_say_so(approved_site: Site) -> None:
    old = next(found for found in approved_site.pages if found.path == "grievance/2023-03-01/index.md")
    assert "Superseded by the text approved on 2025-03-01" in old.markdown
    assert not old.is_searched
    versions = page(approved_site, "grievance/versions/index.md")
    assert [day in versions for day in ("2023-03-01", "2024-03-01", "2025-03-01")] == [True] * 3


def test_in_a_transition_the_earlier_text_is_one_link_away(approved: SchemeBuilder) -> None:
    assert ("may still be used until 2025-12-31: [the one approved on 2024-03-01](2024-03-01/index.md)"
            in page(site_of(approved, "2025-07-01"), "grievance/index.md"))


@pytest.mark.parametrize(("language", "words"), [
    pytest.param("en", "Review due since 2025-07-01, in transition until 2025-12-31", id="english"),
    pytest.param("fr", "En vigueur: sa révision était prévue le 2025-07-01; le texte antérieur peut être utilisé "
                       "jusqu'au 2025-12-31", id="french"),
])
def test_a_review_that_is_due_hides_no_transition(scheme: SchemeBuilder, language: str, words: str) -> None:
    scheme.write("scheme.yaml", yaml.safe_dump({**scheme.manifest(), "language": language}))
    scheme.done("sync")
    approve(scheme, "2024-03-01")
    scheme.edit(FIRST, SECOND)
    approve(scheme, "2025-03-01", "--effective", "2025-06-01", "--transition-end", "2025-12-31",
            "--review-due", "2025-07-01")
    [policy] = read(scheme, "2025-08-01").all
    assert policy.status == words
    assert "may still be used until 2025-12-31" in page(site_of(scheme, "2025-08-01"), "grievance/index.md")


def test_two_approvals_of_one_day_have_an_address_each(scheme: SchemeBuilder) -> None:
    approve(scheme, "2026-01-10")
    scheme.edit(FIRST, SECOND)
    approve(scheme, "2026-01-10")
    [policy] = read(scheme, "2026-01-15").all
    assert [(text.folder, text.status) for text in policy.approved] == [
        ("grievance/2026-01-10", "superseded"), ("grievance/2026-01-10-2", "effective")]


# What is left out


@pytest.mark.parametrize(("change", "note"), [
    pytest.param({"date": "2026-01-20", "effective": "2026-01-21"}, "that day is still to come", id="a-day-to-come"),
    pytest.param({"published": "2026-02-01"}, "it is published on 2026-02-01", id="published-later"),
    pytest.param({"effective": "2025-02-30"}, "its dates cannot be right", id="no-day-of-the-calendar"),
    pytest.param({"text_sha256": "0" * 64}, "the history knows nothing of that approval", id="typed-in-by-hand"),
])
def test_an_approval_that_cannot_be_believed_is_left_out(
    approved: SchemeBuilder, change: dict[str, str], note: str
) -> None:
    record = approved.record()
    last = record["approvals"][-1]
    record["approvals"][-1] = {name: last[name] for name in ("body", "date", "text_sha256")} | change
    approved.write("policies/grievance/adoption.yaml", yaml.safe_dump(record))
    policies = read(approved, "2026-01-15")
    assert [text.folder for policy in policies.all for text in policy.approved] == [
        "grievance/2023-03-01", "grievance/2024-03-01"]
    assert any(note in line for line in policies.notes)


def test_words_that_the_history_does_not_hold_are_left_out_with_a_note(approved: SchemeBuilder, tmp_path: Path) -> None:
    """'If the approved words cannot be found in the history, the page is left out with a note.'"""
    copy = tmp_path / "copy"
    GitFolder(tmp_path).git("clone", "--quiet", "--depth", "1", f"file://{approved.path}", str(copy))
    policies = read(SchemeBuilder(copy), "2026-01-15")
    assert policies.all == ()
    assert sum("not in the history of this copy" in note for note in policies.notes) == 3


def test_without_a_history_the_present_words_are_shown_where_they_are_the_approved_ones(
    approved: SchemeBuilder,
) -> None:
    shutil.rmtree(approved.path / ".git")
    assert read(approved, "2026-01-15").all == ()
    approved.edit(UNAPPROVED, THIRD)
    [policy] = read(approved, "2026-01-15").all
    assert [text.folder for text in policy.approved] == ["grievance/2025-03-01"]


def test_a_module_can_be_left_out_as_a_whole(approved: SchemeBuilder) -> None:
    publish(approved, leave_out=["grievance"], drafts=True)
    site = site_of(approved)
    assert not any(found.path.startswith("grievance/") for found in site.pages)
    assert "grievance is left out, as scheme.yaml says under publish" in site.notes


def test_a_misspelt_module_to_leave_out_is_refused_and_not_published(approved: SchemeBuilder) -> None:
    publish(approved, leave_out=["greivance"])
    told = approved.run("site", "build")
    assert told.code == 2
    assert "did you mean 'grievance'?" in told.err
    assert not (approved.path / "site").exists()


def test_an_approval_that_was_taken_back_leaves_its_address_and_no_words(approved: SchemeBuilder) -> None:
    approved.done("approve", "grievance", "--withdraw", "2025-03-01")
    site = site_of(approved)
    gone = page(site, "grievance/2025-03-01/index.md")
    assert "**Withdrawn.**" in gone
    assert "cost nothing" not in gone
    assert SECOND in page(site, "grievance/index.md")


def test_where_every_approval_was_taken_back_the_policy_says_withdrawn(scheme: SchemeBuilder) -> None:
    approve(scheme, "2026-01-10")
    scheme.done("approve", "grievance", "--withdraw", "2026-01-10")
    site = site_of(scheme)
    assert "**Withdrawn.**" in page(site, "grievance/index.md")
    assert not any("cost nothing" in found.markdown for found in site.pages)


def test_a_policy_that_the_scheme_gave_up_stays_as_withdrawn(approved: SchemeBuilder) -> None:
    approved.done("remove", "grievance", "--reason", "another one takes its place")
    site = site_of(approved)
    assert "**Withdrawn.**" in page(site, "grievance/index.md")
    assert THIRD in page(site, "grievance/2025-03-01/index.md")
    assert "No procedure for complaints has been published" in page(site, "complaints/index.md")


@pytest.mark.parametrize("name", sorted(RESERVED))
def test_no_module_takes_the_address_of_a_page_that_every_site_has(name: str) -> None:
    with pytest.raises(SiteError, match=name):
        refuse_reserved(["grievance", name])


# Drafts and reasons

SECRETS = {
    "draftword": "a text that was never approved", "sinceword": "words changed since the approval",
    "reasonword": "the reason of a deviation", "valueword": "the reason of a value", "hiddenconditions": "conditions",
    "minutesword": "minutes", "voteword": "a vote", "caseword": "a case in a register", "columnword": "its columns",
    "annexword": "a document that came after the approval", "annexname": "its name", "letterword": "a letter",
    "noteword": "a comment in a line of the text", "sidenote": "one below it",
    "decisionword": "what somebody proposed", "exportword": "a file that was sent round",
}


@pytest.fixture
def secretive(approved: SchemeBuilder) -> SchemeBuilder:
    """The scheme with a word of its own in everything that is to stay inside."""
    approved.edit("acknowledgement shall name", "acknowledgement shall always <!-- noteword: mind --> name")
    approved.write(POLICY, f"{approved.text(POLICY)}\n<!-- sidenote -->\n")
    approved.done("reason", "grievance", "acknowledgement", "reasonword")
    approved.done("set", "grievance.acknowledge_days=7", "--reason", "valueword")
    approve(approved, "2026-01-10", "--minutes", "https://example.org/minutesword", "--vote", "voteword")
    approved.edit(UNAPPROVED, f"{FIRST} sinceword.")
    approved.write("policies/assurance/policy.md", approved.text("policies/assurance/policy.md") + "\ndraftword\n")
    approved.write("policies/grievance/annexname.md", "# annexword\n")
    approved.write("policies/grievance/forms/register.csv", "case,columnword\ncaseword,x\n")
    approved.write("letters/letterword.txt", "letterword")
    approved.write("exports/exportword.md", "exportword")
    record = approved.record()
    record["proposals"] = [{"id": "c-001", "kind": "change", "clause": "outcome", "commenter": "A. Reader",
                            "before": "decide", "after": "decisionword", "at": 4}]
    approved.write("policies/grievance/adoption.yaml", yaml.safe_dump(record))
    return approved


def leaked(html: Path) -> list[str]:
    """Which of the secrets stand anywhere in a built site."""
    texts = [text for _, text in words_in(html)]
    return sorted(secret for secret in SECRETS if any(secret in text for text in texts))


def test_nothing_that_is_to_stay_inside_is_anywhere_on_the_site(secretive: SchemeBuilder) -> None:
    """'Nothing of a draft or a reason leaks anywhere: pages, search index, nav, downloads, file names, register.'"""
    publish(secretive, reasons=True, drafts=True)
    built(secretive)
    shown = leaked(secretive.path / "site")
    assert {"draftword", "sinceword", "reasonword", "annexword", "annexname"} <= set(shown)
    assert not {"caseword", "columnword", "minutesword", "voteword", "hiddenconditions", "letterword", "decisionword",
                "exportword"} & set(shown)
    publish(secretive, reasons=False, drafts=False)
    done = built(secretive)
    assert leaked(done.html) == []
    assert "shall always" in (done.html / "grievance/index.html").read_text()   # what was approved is there
    assert done.warnings == ()


def test_a_reason_of_a_value_is_shown_where_reasons_are_public(approved: SchemeBuilder) -> None:
    approved.done("set", "grievance.acknowledge_days=7", "--reason", "valueword")
    approve(approved, "2026-01-10")
    approved.done("save", "Values")
    assert "valueword" not in page(site_of(approved), "grievance/differences/index.md")
    publish(approved, reasons=True)
    differences = page(site_of(approved), "grievance/differences/index.md")
    assert "valueword" in differences
    assert "| 7 working days | 5 working days | looser |" in differences


def test_a_draft_stands_beside_the_approved_text_and_says_what_it_is(approved: SchemeBuilder) -> None:
    publish(approved, drafts=True)
    site = site_of(approved)
    assert UNAPPROVED in page(site, "grievance/draft/index.md")
    assert "**Draft, changed since the approval.**" in page(site, "grievance/draft/index.md")
    assert UNAPPROVED not in page(site, "grievance/index.md")
    assert "**Draft, not approved.**" in page(site, "assurance/index.md")


# What is on the pages


def test_the_title_block_tells_code_version_source_approval_and_dates(approved: SchemeBuilder) -> None:
    manifest = approved.manifest()
    manifest["modules"]["grievance"]["code"] = "NMI-PRO-01"
    approved.write("scheme.yaml", yaml.safe_dump(manifest))
    approve(approved, "2026-01-10", "--effective", "2026-01-12", "--version", "V4-0", "--transition-end", "2026-03-01",
            "--review-due", "2028-01-01", "--expires", "2030-01-01")
    text = page(site_of(approved), "grievance/index.md")
    for label, words in (("Version", "V4-0"), ("Status", "In transition until 2026-03-01"), ("Code", "NMI-PRO-01"),
                         ("Approved by", "Board, 2026-01-10, resolution R-2026-01-10"),
                         ("Effective from", "2026-01-12"), ("Transition ends", "2026-03-01"),
                         ("Review due", "2028-01-01"), ("Expires", "2030-01-01"),
                         ("Based on", "Grievance procedure, version 1.0.0")):
        assert f"| {label} | {words}" in text


def test_the_differences_tell_verb_meaning_and_degree(approved_site: Site) -> None:
    differences = page(approved_site, "grievance/differences/index.md")
    assert "| [4 Fee](../index.md#no-charge) | adapted |" in differences
    assert "**NEQ**, not equivalent" in differences   # a reason is asked for, and none was given


def test_every_page_leads_to_how_to_complain(approved: SchemeBuilder) -> None:
    """'How to complain in one click from every page', the hand-written ones too."""
    approved.write("docs/about.md", "# About\n\nWords.\n")
    site = site_of(approved)
    without = [found.path for found in site.pages if "[How to complain](" not in found.markdown]
    assert without == ["complaints/index.md"]
    complaints = page(site, "complaints/index.md")
    assert "[contact@example.org](mailto:contact@example.org)" in complaints
    assert "[Complaint form](../grievance/forms/complaint-form/index.md)" in complaints
    assert "| Time to acknowledge | 5 working days |" in complaints
    assert any("contact@example.org, which is the sample" in note for note in site.notes)


def test_the_register_has_no_column_in_which_nothing_stands(approved_site: Site) -> None:
    """A column of codes where none is given took the room of the files, which could not be seen at 1280 pixels."""
    head = next(line for line in page(approved_site, "register/index.md").splitlines() if line.startswith("| "))
    assert head == ("| Document | Version | Status | Date of the approval | Effective from | Review due | Owner | "
                    "Files |")


def test_the_register_and_the_credits_name_the_public_documents_only(approved_site: Site) -> None:
    register, credits = page(approved_site, "register/index.md"), page(approved_site, "credits/index.md")
    assert "| V3-0 | Effective since 2025-06-01 | 2025-03-01 | 2025-06-01 | 2026-06-01 |" in register
    assert "Library contributors" in credits
    assert not [text for text in (register, credits) if "assurance" in text.lower()]


def test_the_glossary_gathers_definitions_with_the_place_they_stand_in(scheme: SchemeBuilder) -> None:
    scheme.write(POLICY, scheme.text() + (
        "\n## Definitions { #definitions }\n\n- **case**: what is done *about* a complaint.\n"
        "- **<b>party</b>**: [one](javascript:x) side.\n\n"
        "| Term | Meaning |\n| --- | --- |\n| appeal | a second look |\n"))
    approve(scheme, "2026-01-10")
    glossary = page(site_of(scheme), "glossary/index.md")
    place = "[Grievance procedure, 8 Definitions](../grievance/index.md#definitions)"
    assert f"**appeal**: a second look *{place}*" in glossary
    assert "**case**: what is done *about* a complaint." in glossary
    assert "<b>" not in glossary
    assert r"\[one\](javascript:x)" in glossary   # the words it is made of, and no link


def test_downloads_are_made_once_and_hold_the_approved_words(approved: SchemeBuilder) -> None:
    """'Downloads docx and pdf per approved policy; cached by digest so that a second build does not redo them.'"""
    pytest.importorskip("pypandoc")
    pytest.importorskip("typst")
    files = site_of(approved, files=True).files
    word = files["downloads/grievance-2025-03-01.docx"]
    with zipfile.ZipFile(io.BytesIO(word)) as parts:
        assert THIRD.split("nothing")[1] in parts.read("word/document.xml").decode()
    assert files["downloads/grievance-2025-03-01.pdf"].startswith(b"%PDF")
    with workplace(approved.path) as work:
        kept = {place: place.stat().st_mtime_ns for place in (work.folder / "kept").iterdir()}
        assert len(kept) == 6
    assert site_of(approved, files=True).files == files
    assert {place: place.stat().st_mtime_ns for place in kept} == kept


def test_without_the_part_that_makes_papers_the_files_are_left_out_with_a_note(scheme: SchemeBuilder) -> None:
    """'Downloads docx and pdf (…; skipped with a note without the extras).'"""
    pytest.importorskip("material", reason="mkdocs-material is not installed")
    approve(scheme, "2026-01-10")
    program = ("import sys; sys.modules['pypandoc'] = sys.modules['typst'] = None; "
               "from schemekit.cli.root import run; sys.exit(run(sys.argv[1:]))")
    told = subprocess.run([sys.executable, "-c", program, "-C", str(scheme.path), "site", "build"],
                          capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    notes = [line for line in told.stderr.splitlines() if line.startswith("  no ")]
    assert [note.partition(":")[0].strip() for note in notes] == ["no docx files", "no pdf files"]
    assert "downloads/" not in (scheme.path / "site/grievance/index.html").read_text()
    assert not (scheme.path / "site/downloads").exists()


@pytest.mark.parametrize(("language", "heading", "status", "complain", "frame"), [
    ("fr", "À propos de ce document", "| Statut | Approuvé: entre en vigueur le 2026-02-01 |",
     "Déposer une plainte", "fr"),
    ("pt-BR", "Sobre este documento", "| Estado | Aprovado: entra em vigor em 2026-02-01 |",
     "Como apresentar uma queixa", "pt-BR"),
    ("es", "Acerca de este documento", "| Estado | Aprobado: entra en vigor el 2026-02-01 |",
     "Cómo presentar una queja", "es"),
    ("sw", "About this document", "| Status | Approved, effective from 2026-02-01 |", "How to complain", "en"),
])
def test_a_scheme_speaks_its_language(
    scheme: SchemeBuilder, language: str, heading: str, status: str, complain: str, frame: str
) -> None:
    """Also where the theme does not know it: then the frame is in English. Conditions stay inside in each."""
    scheme.edit("  language: 'en'\n", "", "mkdocs.yml")
    scheme.write("scheme.yaml", yaml.safe_dump({**scheme.manifest(), "language": language}))
    scheme.done("sync")
    approve(scheme, "2026-01-10", "--effective", "2026-02-01", "--conditions", "hiddenconditions")
    _, site, settings = made_site(SiteRequest(here=scheme.path, today=date(2026, 1, 15)))
    text = page(site, "grievance/index.md")
    assert f"| {heading} |" in text
    assert status in text
    assert "hiddenconditions" not in text
    assert f"[{complain}](complaints/index.md)" in page(site, "index.md")
    assert settings.language == frame


# Building


def test_a_second_build_renders_nothing_and_a_new_day_only_what_it_changes(approved: SchemeBuilder) -> None:
    first = built(approved)
    assert (first.rendered, first.warnings) == (first.pages, ())
    assert built(approved).rendered == 0
    assert built(approved, "2026-01-16").rendered == 0
    assert 0 < built(approved, "2026-06-02").rendered < first.pages


def test_a_scheme_that_was_just_made_has_a_site_without_a_warning(scheme: SchemeBuilder) -> None:
    done = built(scheme)
    assert done.warnings == ()
    assert not [note for note in done.notes if "not read" in note]
    home = (done.html / "index.html").read_text()
    assert "No policy has been published yet." in home


def test_nothing_in_a_hostile_scheme_runs(approved: SchemeBuilder, tmp_path: Path) -> None:
    """'Raw HTML and scripts never reach a page; a scheme's own mkdocs.yml is generated from safe options only.'"""
    ran = tmp_path / "ran"
    approved.write("hook.py", f"open({str(ran)!r}, 'w').write('x')\n")
    approved.write("mkdocs.yml", "site_name: '<script>alert(1)</script>'\nhooks: [hook.py]\n"
                                 "theme: {name: material, custom_dir: evil}\nextra_javascript: [https://evil.example/x.js]\n")
    approved.write("evil/main.html", "<script>alert(2)</script>")
    approved.edit(UNAPPROVED, "<script>alert(3)</script> <img src=x onerror=alert(4)> {: onclick=alert(5) } &lt;b&gt; "
                              "[x](javascript:alert(6)) ![y](https://evil.example/p.png)")
    manifest = approved.manifest()
    approved.edit("grievance procedure", "</a><script>alert(10)</script> & sons")
    manifest["name"] = "<img src=x onerror=alert(7)>"
    manifest["modules"]["grievance"]["code"] = "<i onclick=alert(8)>"
    approved.write("scheme.yaml", yaml.safe_dump(manifest))
    approved.done("approve", "grievance", "--body", "<u onclick=alert(9)>", "--date", "2026-01-10", "--despite-open",
                  "--as-written")
    done = built(approved)
    assert not ran.exists()
    assert any("hooks" in note and "not read" in note for note in done.notes)
    for place in done.html.rglob("*.html"):
        text = place.read_text()
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "evil.example/" not in text.replace("https://evil.example/p.png", "") or place.name == "404.html"
        assert not [number for number in (5, 8, 9) if f"onclick=alert({number})>" in text or 'onclick="alert' in text]
        assert 'href="javascript:alert' not in text


@pytest.mark.parametrize("settings", [
    "site_name: !!python/object/apply:os.system ['touch ran']\n",
    "site_name: x\nplugins: !ENV [X, y]\n",
])
def test_settings_that_would_run_something_are_refused(approved: SchemeBuilder, settings: str) -> None:
    approved.write("mkdocs.yml", settings)
    assert approved.run("site", "build").code in (1, 2)
    assert not (approved.path / "ran").exists()
    assert not (approved.path / "site").exists()


def test_links_in_docs_are_refused(approved: SchemeBuilder, tmp_path: Path) -> None:
    (tmp_path / "outside.md").write_text("# outsideword\n")
    (approved.path / "docs/inside.md").symlink_to(tmp_path / "outside.md")
    told = approved.run("site", "build")
    assert told.code == 2
    assert "inside.md" in told.err


def test_a_download_left_in_the_build_folder_is_not_taken_for_ours(approved: SchemeBuilder) -> None:
    approved.write("site/downloads/grievance-2025-03-01.docx", b"forged")
    approved.write("site/.schemekit-site", "Made by 'schemekit site build'.\n")
    done = built(approved)
    place = done.html / "downloads/grievance-2025-03-01.docx"
    assert not place.exists() or place.read_bytes() != b"forged"


def test_documents_take_no_address_of_the_policys_own_pages(approved: SchemeBuilder) -> None:
    """'Versioned URLs never change': a document called versions.md stands beside the list of all versions."""
    for name in ("versions", "differences", "forms", "draft", "2025-03-01", "index"):
        approved.write(f"policies/grievance/{name}.md", f"# The document {name}\n\nWords.\n")
    approve(approved, "2025-04-01", "--version", "V4-0")
    approved.done("save", "More documents")
    site = site_of(approved)
    assert "All versions" in page(site, "grievance/versions/index.md")
    assert "what differs from the source" in page(site, "grievance/differences/index.md")
    for name in ("versions", "differences", "forms", "draft", "2025-03-01", "index"):
        assert f"The document {name}" in page(site, f"grievance/forms/{name}/index.md")


def test_dead_links_of_a_schemes_own_pages_are_told(approved: SchemeBuilder) -> None:
    """The list of policies is put onto the first page, so that a link may lead to it."""
    approved.write("docs/index.md", "# Home\n\n[a](#policies) [b](/grievance/#no-charge)\n\n[c](#nowhere) "
                                    "[d](/grievance/#nowhere) [e](/complaints/#nowhere)\n")
    assert [warning.partition(";")[0] for warning in site_of(approved).warnings] == [
        "docs/index.md:5: a link leads to a place that is not on this page: #nowhere",
        "docs/index.md:5: a link leads to a place that is not on its page: /grievance/#nowhere",
        "docs/index.md:5: a link leads to a place that is not on its page: /complaints/#nowhere"]
