"""The values that a handbook tells are those of the words that it shows: a wrong address sends complaints to nobody."""

from __future__ import annotations

import pytest

from schemekit.site.page import Site
from tests.builders import GitFolder
from tests.scheme_builders import SchemeBuilder
from tests.site.handbook.conftest import FIRST, SECOND, approve, site_of


def page(site: Site, path: str) -> str:
    """A page's Markdown."""
    return next(found.markdown for found in site.pages if found.path == path)


def set_values(scheme: SchemeBuilder, *values: str) -> None:
    """Set values without saving them."""
    scheme.done("set", *(values or ("contact_email=help@real.example", "grievance.acknowledge_days=8")),
                "--reason", "two-person secretariat")


def recorded_the_older_way(scheme: SchemeBuilder) -> None:
    """Take the values out of the newest commit again: approvals were once recorded without them."""
    git = GitFolder(scheme.path)
    message = git.git("log", "-1", "--format=%B")
    git.git("reset", "--quiet", "--soft", "HEAD~1")
    git.git("reset", "--quiet", "--", "scheme.lock", "scheme.yaml")
    git.git("commit", "--quiet", "-m", message)
    assert "acknowledge_days: 5" in git.git("show", "HEAD:scheme.lock")


def assert_right(scheme: SchemeBuilder) -> None:
    """The handbook says what was approved, on every page."""
    site = site_of(scheme)
    complaints, differences = page(site, "complaints/index.md"), page(site, "grievance/differences/index.md")
    assert "[help@real.example](mailto:help@real.example)" in complaints
    assert "| Time to acknowledge | 8 working days |" in complaints
    assert "**IDT**, identical" in differences
    assert "Every clause is as the source has it." in differences
    assert "| Time to acknowledge | 8 working days | 5 working days | looser |" in differences
    for place in ("grievance/index.md", "grievance/2026-01-10/index.md"):
        assert "| Contact | help@real.example |" in page(site, place)
    assert site.warnings == ()


@pytest.fixture
def with_values(scheme: SchemeBuilder) -> SchemeBuilder:
    """A scheme with an address and a period of its own, approved, and not saved otherwise."""
    set_values(scheme)
    approve(scheme, "2026-01-10")
    return scheme


def test_an_edit_after_the_approval_changes_no_value_on_the_site(with_values: SchemeBuilder) -> None:
    """'When the text is edited later, the approved words come from that commit with its old values.'"""
    with_values.edit(FIRST, SECOND)
    assert_right(with_values)


class TestTheOlderWay:
    """'For schemes approved by the older way the handbook must notice that words and values do not agree.'"""

    def test_the_values_that_were_saved_later_are_found(self, with_values: SchemeBuilder) -> None:
        recorded_the_older_way(with_values)
        with_values.done("save", "All")
        with_values.edit(FIRST, SECOND)
        with_values.done("set", "grievance.acknowledge_days=9", "--reason", "holidays")
        with_values.done("save", "Other values")
        assert_right(with_values)

    def test_so_are_those_that_were_never_saved(self, with_values: SchemeBuilder) -> None:
        recorded_the_older_way(with_values)
        with_values.edit(FIRST, SECOND)
        assert_right(with_values)

    def test_an_export_of_the_approved_text_has_them_too(self, with_values: SchemeBuilder) -> None:
        recorded_the_older_way(with_values)
        with_values.edit(FIRST, SECOND)
        with_values.done("export", "grievance", "--to", "md", "--approved")
        text = with_values.text("exports/grievance-approved-2026-01-10.md")
        assert "help@real.example" in text
        assert "contact@example.org" not in text

    def test_where_none_fits_it_is_said_and_no_wrong_address_published(self, with_values: SchemeBuilder) -> None:
        recorded_the_older_way(with_values)
        with_values.edit(FIRST, SECOND)
        set_values(with_values, "contact_email=new@real.example", "grievance.acknowledge_days=9")
        site = site_of(with_values)
        [warning] = site.warnings
        assert warning.startswith("policies/grievance/policy.md: the text that was approved by Board on 2026-01-10 "
                                  "does not say the values recorded with it: ")
        assert "contact@example.org" in warning
        assert "Time to acknowledge (5 working days)" in warning
        assert "schemekit approve grievance --withdraw 2026-01-10" in warning
        complaints, differences = page(site, "complaints/index.md"), page(site, "grievance/differences/index.md")
        assert "Time to acknowledge" not in complaints
        assert "| Time for an outcome | 60 days |" in complaints
        assert "[new@real.example]" in complaints   # what scheme.yaml gives
        told = {found.path for found in site.pages if "contact@example.org" in found.markdown}
        assert told == {"index.md", "grievance/differences/index.md"}   # its own first page; what the source has
        assert "| Time to acknowledge | another than recorded: see the text |" in differences
        assert "The values recorded for this text are not all those that it says" in differences

    def test_the_way_out_that_it_names(self, with_values: SchemeBuilder) -> None:
        recorded_the_older_way(with_values)
        with_values.done("save", "All")
        with_values.done("approve", "grievance", "--withdraw", "2026-01-10")
        approve(with_values, "2026-01-10", "--version", "V1-0")
        with_values.edit(FIRST, SECOND)
        set_values(with_values, "contact_email=new@real.example", "grievance.acknowledge_days=9")
        assert_right(with_values)


def test_a_value_written_over_by_hand_is_not_told_as_if_it_stood(scheme: SchemeBuilder) -> None:
    """The text said two weeks, and the page about complaints five working days."""
    for _ in range(2):
        scheme.edit("within 5 working days", "within two weeks")
    approve(scheme, "2026-01-10")
    site = site_of(scheme)
    assert "Time to acknowledge" not in page(site, "complaints/index.md")
    assert "set each to what that text says, as in: schemekit set grievance.acknowledge_days=…" in site.warnings[0]


def test_one_of_two_places_written_over_is_a_difference_and_no_more(scheme: SchemeBuilder) -> None:
    scheme.edit("within 5 working days", "within two weeks")
    approve(scheme, "2026-01-10")
    site = site_of(scheme)
    assert "| Time to acknowledge | 5 working days |" in page(site, "complaints/index.md")
    assert site.warnings == ()


class TestOwnPages:
    """'The home page keeps contact@example.org after `set contact_email`, without a warning.'"""

    def test_a_sample_address_is_told_with_the_one_to_write(self, with_values: SchemeBuilder) -> None:
        with_values.write("docs/about.md", "# About\n\nWrite to office@example.com.\n\nOr to real@northern.example.\n")
        notes = [note for note in site_of(with_values).notes if note.startswith("docs/")]
        assert sorted(notes) == [
            "docs/about.md:3: office@example.com is a sample, and nobody reads what is sent there; write "
            "help@real.example instead",
            "docs/index.md:5: contact@example.org is a sample, and nobody reads what is sent there; write "
            "help@real.example instead"]

    def test_nothing_is_told_of_an_address_that_is_read(self, with_values: SchemeBuilder) -> None:
        with_values.edit("contact@example.org", "help@real.example", "docs/index.md")
        assert not [note for note in site_of(with_values).notes if "is a sample" in note]


class TestReadableSince:
    """'It must be the date since which the clause has been public, with the status beside it.'"""

    def evidence(self, scheme: SchemeBuilder, today: str = "2026-01-15") -> str:
        """The page of a framework that two clauses are mapped to, one of them the fee's."""
        row = "  - {{clause: {}, item: {}, relation: subset, confidence: low, rationale: {}}}\n"
        scheme.write("policies/grievance/crosswalks/ungp-31.yaml", (
            'format: 1\nmodule: grievance\nmodule_version: "1.0.0"\nframework: ungp-31\nframework_version: "2011"\n'
            'judge: B. Reviewer\ndate: "2026-01-10"\nrows:\n'
            + row.format("no-charge", "b", "Cost is a barrier.") + row.format("appeal", "c", "An appeal has a time.")))
        return page(site_of(scheme, today), "evidence/ungp-31/index.md")

    def test_the_first_approved_text_that_has_the_clause(self, approved: SchemeBuilder) -> None:
        text = self.evidence(approved, "2025-07-01")
        fee = next(line for line in text.splitlines() if "Cost is a barrier." in line)
        appeal = next(line for line in text.splitlines() if "An appeal has a time." in line)
        assert "| 2023-03-01 (in transition until 2025-12-31) |" in appeal
        assert "| 2023-03-01, in these words since 2025-03-01 (in transition until 2025-12-31) |" in fee

    def test_a_clause_that_came_later_and_a_day_of_publication(self, scheme: SchemeBuilder) -> None:
        approve(scheme, "2024-03-01")
        scheme.write("policies/grievance/policy.md", scheme.text() + "\n## Costs { #costs }\n\nNo cost is charged.\n")
        approve(scheme, "2025-03-01", "--published", "2025-04-01")
        scheme.write("policies/grievance/crosswalks/ungp-31.yaml", (
            'format: 1\nmodule: grievance\nmodule_version: "1.0.0"\nframework: ungp-31\nframework_version: "2011"\n'
            'judge: B. Reviewer\ndate: "2026-01-10"\nrows:\n  - {clause: costs, item: b, relation: subset, '
            'confidence: low, rationale: Cost is a barrier.}\n'))
        assert "| 2025-04-01 (effective since 2025-03-01) |" in page(site_of(scheme), "evidence/ungp-31/index.md")
