"""The cooperations on a scheme's site: private by default, and of a public one nothing that is between the parties.

'A scheme's handbook shows the cooperations that it wants public'; 'each component: `check`, `status`, site page'.
"""

from __future__ import annotations

import re
from datetime import date

import pytest

from schemekit.cooperate.kinds import KINDS
from schemekit.cooperate.public import PublicCooperation, public_cooperations
from schemekit.errors import SiteError
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.model.cooperation import CooperationType
from schemekit.model.finding import FindingsError
from schemekit.site.addresses import refuse_reserved
from schemekit.site.handbook.cooperation_pages import with_cooperations
from schemekit.site.kept import Kept
from schemekit.site.page import Page, Site
from tests.scheme_builders import SchemeBuilder
from tests.site.handbook.conftest import built
from tests.site.handbook.test_handbook import page, publish, words_in

RECORD = "cooperation/peer/cooperation.yaml"
DOCUMENT = "cooperation/peer/agreement.md"
TODAY = "2026-01-15"
SECRETS = (
    "secretcontact", "secretfolder", "secretconvenor", "secretwhy", "secretbegin", "secretgift", "98765",
    "secretsigner", "secretreason", "secretbody", "secretnote", "secretjudge", "secrettold", "secretdigest",
    "secretopen", "secretmeeting", "secretpower", "secretnode", "secretleave", "secretdecision", "secretwork",
)
WHOLE = """\
format: 1
id: peer
type: recognition
title: "Recognition of audits & <b>more</b>"
state: active
publish: true
outcome: One audit serves both of us.
begins_with: secretbegin
convenor: {name: secretconvenor, neutral: false, why: secretwhy}
parties:
  - {id: northern-minerals, name: Northern Minerals, role: adopter, contact: secretcontact}
  - {id: efc, name: Example Forest Council, role: source, constituency: forest managers, scheme: ../secretfolder}
objectives:
  - {id: once, objective: No site is audited twice., measure: No double audit in a year., due: "2027-09-30"}
contributions:
  - {party: efc, kind: cash, gives: secretgift, amount: 98765, unit: EUR}
basis: agreement
scope: {commodities: [copper]}
start: "2025-02-01"
end: "2027-12-31"
review_due: "2026-11-01"
public_url: https://example.org/peer
documents:
  - file: agreement.md
    title: Agreement
    signed:
      - {party: northern-minerals, by: secretsigner, day: "2025-01-20"}
      - {party: efc, by: secretsigner, day: "2025-01-21"}
versions:
  - {party: efc, document: assurance, version: 1.1.0}
recognition:
  recogniser: northern-minerals
  recognised: efc
  object: audit result
  claims: [Audited once.]
  claims_end: "2027-12-31"
  exclusions: [The product claim.]
  decided_by: Board
  provisions:
    - {result: partly, module: assurance, clause: sampling, told: secrettold, judgement: accepted with top-up,
       top_up: Visit every site., reason: secretreason, judge: secretjudge, date: "2025-01-10", our_words: secretdigest}
    - {result: gap, module: assurance, clause: secretopen}
working_group:
  decisions: {rule: consensus, note: secretdecision}
  meetings: [{day: "2025-01-03", place: secretmeeting, about: secretmeeting}]
  outputs: [{id: guide, title: The guide, owner: efc, due: "2026-06-30"}]
joint_project:
  power_note: secretpower
  shared_nodes: [{party: efc, theory: secretnode, node: secretnode}]
  exit: {notice_days: 90, results: secretleave}
  deliverables: [{id: tool, title: The tool, owner: efc}]
  derived:
    - {party: efc, title: secretwork, from: the tool, day: "2026-01-10"}
    - {party: efc, title: The forest tool, from: the tool, day: "2026-01-10", url: "https://example.org/forest-tool"}
history:
  - {day: "2024-11-02", kind: started, words: secretreason, by: secretbody}
  - {day: "2024-12-02", kind: note, words: secretnote}
  - {day: "2025-01-21", kind: state, from: proposed, to: active, words: secretreason, by: secretbody}
"""
AGREEMENT = """\
# Agreement on audits

## Purpose { #purpose }

The parties accept one audit. <script>alert(1)</script>
"""


@pytest.fixture
def peer(scheme: SchemeBuilder) -> SchemeBuilder:
    """A scheme with one public cooperation, in every private field of which stands a secret word."""
    return together(scheme)


def together(scheme: SchemeBuilder) -> SchemeBuilder:
    scheme.write(RECORD, WHOLE)
    scheme.write(DOCUMENT, AGREEMENT)
    return scheme


def edited(scheme: SchemeBuilder, *changes: tuple[str, str]) -> None:
    for old, new in changes:
        scheme.edit(old, new, RECORD)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """The same agreement is printed for every test: once is enough."""
    return Kept(tmp_path_factory.mktemp("kept"))


def site_of(scheme: SchemeBuilder, kept: Kept) -> Site:
    """What the cooperations add to a site."""
    return with_cooperations(Site(pages=(), nav=()), SchemeFolder(scheme.path), date.fromisoformat(TODAY), kept)


def shown(scheme: SchemeBuilder, today: str = TODAY) -> tuple[PublicCooperation, ...]:
    return public_cooperations(SchemeFolder(scheme.path), date.fromisoformat(today)).all


def of_cooperation(site: Site) -> list[Page]:
    return [made for made in site.pages if made.path.startswith("cooperation/")]


def leaked(texts: list[str]) -> set[str]:
    return {word for word in SECRETS for text in texts if word in text}


class TestWhatIsShown:
    """Private by default; never while it is only proposed, unless the scheme shows drafts."""

    def test_nothing_without_a_word_of_the_record(self, peer: SchemeBuilder, kept: Kept) -> None:
        edited(peer, ("publish: true\n", ""))
        site = site_of(peer, kept)
        assert of_cooperation(site) == []
        assert not any(entry.title == "Working together" for entry in site.nav)
        assert any("peer" in note and "publish: true" in note for note in site.notes)

    def test_a_proposal_stays_inside(self, peer: SchemeBuilder, kept: Kept) -> None:
        edited(peer, ("state: active", "state: proposed"))
        assert of_cooperation(site_of(peer, kept)) == []

    def test_unless_the_scheme_shows_drafts(self, peer: SchemeBuilder, kept: Kept) -> None:
        edited(peer, ("state: active", "state: proposed"))
        publish(peer, drafts=True)
        assert "Proposed: binds nobody yet" in page(site_of(peer, kept), "cooperation/peer/index.md")

    def test_the_pages_and_the_files_of_a_public_one(self, peer: SchemeBuilder, kept: Kept) -> None:
        site = site_of(peer, kept)
        assert [made.path for made in of_cooperation(site)] == [
            "cooperation/index.md", "cooperation/peer/index.md", "cooperation/peer/agreement/index.md"]
        told = page(site, "cooperation/peer/index.md")
        for words in ("Active since 2025-02-01, until 2027-12-31", "One audit serves both of us.", "copper",
                      "No site is audited twice.", "No double audit in a year.", "forest managers", "audit result",
                      "The product claim.", "Audited once.", "https://example.org/peer",
                      "Northern Minerals on 2025-01-20", "from proposed to active"):
            assert words in told, words
        assert "Example Forest Council" in page(site, "cooperation/index.md")
        assert {name for name in site.files if name.startswith("downloads/cooperation/")} <= {
            "downloads/cooperation/peer-agreement.docx", "downloads/cooperation/peer-agreement.pdf"}

    def test_who_builds_the_site_is_warned(self, approved: SchemeBuilder) -> None:
        together(approved)
        edited(approved, ('day: "2025-01-20"}', f'day: "2025-01-20", words: {"0" * 32}}}'))
        told = approved.done("site", "build", "--pages-only", code=1)
        assert "peer is shown in words that were not signed" in told.all

    def test_the_law_once_it_is_agreed_on(self, peer: SchemeBuilder, kept: Kept) -> None:
        assert "Law that applies" not in page(site_of(peer, kept), "cooperation/peer/index.md")
        edited(peer, ("basis: agreement", "basis: agreement\ngoverning_law: the law of Norway"))
        assert "**Law that applies.** the law of Norway" in page(site_of(peer, kept), "cooperation/peer/index.md")

    def test_provisions_only_where_the_record_says_so(self, peer: SchemeBuilder, kept: Kept) -> None:
        assert "Visit every site" not in page(site_of(peer, kept), "cooperation/peer/index.md")
        edited(peer, ("publish: true", "publish: true\npublish_provisions: true"))
        told = page(site_of(peer, kept), "cooperation/peer/index.md")
        assert "assurance sampling" in told
        assert "Visit every site." in told
        assert leaked([told]) == set()   # those that nobody judged yet are not told either

    def test_reasons_only_where_the_record_says_so(self, peer: SchemeBuilder, kept: Kept) -> None:
        edited(peer, ("publish: true", "publish: true\npublish_reasons: true"))
        assert leaked([page(site_of(peer, kept), "cooperation/peer/index.md")]) == {
            "secretreason", "secretbody", "secretnote"}

    def test_works_made_from_the_results_only_where_they_are_out(self, peer: SchemeBuilder, kept: Kept) -> None:
        edited(peer, ("type: recognition", "type: joint-project"))
        site = site_of(peer, kept)
        told = page(site, "cooperation/peer/index.md")
        assert ("The forest tool" in told, "https://example.org/forest-tool" in told) == (True, True)
        assert leaked([made.markdown for made in site.pages]) == set()

    def test_a_document_that_is_not_signed_by_all_is_left_out(self, peer: SchemeBuilder) -> None:
        edited(peer, ('      - {party: efc, by: secretsigner, day: "2025-01-21"}\n', ""))
        found = public_cooperations(SchemeFolder(peer.path), date.fromisoformat(TODAY))
        assert found.all[0].documents == ()
        assert any("no signature of Example Forest Council" in note for note in found.notes)

    def test_words_that_nobody_signed_say_so(self, peer: SchemeBuilder, kept: Kept) -> None:
        """The words of the record changed after both had signed: page, file and whoever builds the site are told."""
        edited(peer, ('day: "2025-01-20"}', f'day: "2025-01-20", words: {"0" * 32}}}'),
               ('day: "2025-01-21"}', f'day: "2025-01-21", words: {"0" * 32}}}'))
        site = site_of(peer, kept)
        sentence = "Example Forest Council signed on 2025-01-21, on other words; these have not been signed by them"
        [warning] = site.warnings
        assert "peer is shown in words that were not signed" in warning
        assert sentence in warning
        told = page(site, "cooperation/peer/index.md")
        assert "until 2027-12-31, not signed by all in these words" in told
        assert told.index(sentence) < told.index("Audited once."), "before anybody reads the claim"
        assert "What was signed" not in told
        document = page(site, "cooperation/peer/agreement/index.md")
        assert "**Not signed in these words.**" in document
        assert "Signed for" not in document
        [one] = public_cooperations(SchemeFolder(peer.path), date.fromisoformat(TODAY)).all
        sheet = one.documents[0].paper.parts[-1].markdown
        assert sentence in sheet.replace("\\", "")
        assert "| Northern Minerals |" not in sheet
        assert leaked([repr(one)]) == set()

    @pytest.mark.parametrize(("changes", "today", "words"), [
        pytest.param((), "2025-01-31", "Agreed, begins on 2025-02-01", id="not-begun"),
        pytest.param((), "2028-01-01", "Expired on 2027-12-31", id="it-ended-by-itself"),
        pytest.param((("state: active", "state: suspended"),), TODAY, "Suspended", id="suspended"),
        pytest.param((("state: active", "state: ended"),), TODAY, "Ended", id="ended-and-still-at-its-address"),
    ])
    def test_where_it_stands(
        self, peer: SchemeBuilder, changes: tuple[tuple[str, str], ...], today: str, words: str
    ) -> None:
        edited(peer, *changes)
        assert [one.words for one in shown(peer, today)] == [words]

    def test_an_address_that_runs_something_is_refused(self, peer: SchemeBuilder, kept: Kept) -> None:
        edited(peer, ("https://example.org/peer", "javascript:alert(1)"))
        with pytest.raises(FindingsError) as caught:
            site_of(peer, kept)
        assert [(item.file, item.path) for item in caught.value.findings] == [(RECORD, "public_url")]

    @pytest.mark.parametrize("name", ["cooperation", "components"])
    def test_no_module_can_stand_in_their_place(self, name: str) -> None:
        with pytest.raises(SiteError, match="keeps for itself"):
            refuse_reserved([name])


class TestWhatStaysInside:
    """Contacts, persons, contributions, power notes, meetings, reasons: on no page, in no index and in no file."""

    @pytest.mark.parametrize("kind", list(KINDS), ids=lambda kind: kind.value)
    def test_on_the_pages_of_each_type(self, peer: SchemeBuilder, kind: CooperationType) -> None:
        edited(peer, ("type: recognition", f"type: {kind.value}"),
               ("publish: true", "publish: true\npublish_provisions: true"))
        (one,) = shown(peer)
        assert one.parts
        assert leaked([repr(one)]) == set()

    def test_in_the_whole_website(self, approved: SchemeBuilder) -> None:
        together(approved)
        edited(approved, ("publish: true", "publish: true\npublish_provisions: true"))
        made = built(approved)
        assert made.warnings == ()
        texts = [words for _, words in words_in(made.html)]
        assert leaked(texts) == set()
        assert "downloads/cooperation/peer-agreement.pdf" in texts
        assert 'href="cooperation/"' in (made.html / "index.html").read_text("utf-8")
        html = (made.html / "cooperation/peer/agreement/index.html").read_text("utf-8")
        assert "The parties accept one audit." in html
        assert "<script>alert(1)" not in html
        assert "<b>more</b>" not in (made.html / "cooperation/peer/index.html").read_text("utf-8")
        assert re.search(r'href="[^"]*downloads/cooperation/peer-agreement.pdf"', html)
