"""A scheme in which something of every kind was changed, for the tests of what reviewers look at."""

from __future__ import annotations

from tests.scheme_builders import SchemeBuilder

CHARGE = "A complaint shall cost nothing."


def change_everything(scheme: SchemeBuilder) -> None:
    """Values, a weaker force with its reason, a figure, a locked clause, one dropped, one added, a form, a register."""
    scheme.done("set", "grievance.acknowledge_days=9", "--reason", "two people")
    scheme.done("set", "grievance.outcome_days=120", "--reason", "the panel meets quarterly")
    scheme.edit(CHARGE, "A complaint should cost nothing.")
    scheme.done("reason", "grievance", "no-charge", "our statutes allow a fee", "--by", "Secretariat", "--approved",
                "Board 2026-12")
    scheme.edit("handles complaints.", "handles complaints of members only.")
    scheme.edit("shall name a person to ask.", "shall name two persons to ask.")
    text = scheme.text()
    start, end = text.index("## Records"), len(text)
    scheme.write("policies/grievance/policy.md",
                 f"{text[:start]}## Language {{ #language }}\n\nA complaint may be made in any language.\n{text[end:]}")
    scheme.edit("Write to", "Send it to", "policies/grievance/forms/complaint-form.md")
    scheme.edit("case,received", "number,received", "policies/grievance/forms/register.csv")
    scheme.write("policies/grievance/side-letter.md", "# Side letter\n\nThe board shall pay no damages.\n")
