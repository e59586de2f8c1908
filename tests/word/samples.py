"""Papers for the tests: a small one with one of everything that a text may hold."""

from __future__ import annotations

from schemekit.model.paper import Paper, PaperPart

TEXT = """\
---
note: front matter is no text
---

# Northern Minerals Initiative: Complaints procedure

This procedure is *short*.[^1]
<!-- a remark for the editors -->

## Purpose { #purpose .wide }

It builds on the [assurance procedure](../assurance/policy.md#scope) and the [form](forms/complaint-form.md#details).
A <b>bold</b> word, a [page](https://example.org/a?b=1&c=2), [who](#who) and [nowhere](#gone).

<div>Words in raw HTML stay words.</div>

> Nobody pays for a complaint.

### Who may complain { #who }

| Who | Days |
|---|--:|
| a worker or a neighbour of a certified mine | 5 |
| anybody | 10 |

1. Write.
   - by post
   - by "e-mail" -- or call...
2. Wait.

## Records { #records }

`case_no` is kept 7 years.

    a drawing --> of steps

#### Deep { #deep }

Two levels under its parent.

[^1]: Four clauses.
"""
FORM = """\
# Complaint form

Back to [who](../policy.md#who).

## Your details { #details }

| No. | Question | Your answer |
|---|---|---|
| 1 | What happened? |  |
"""
NUMBERS = ("1", "1.1", "2", "2.1.1", "A.1")


def small_paper(**changes: object) -> Paper:
    """A procedure with a form."""
    given: dict[str, object] = {
        "title": "Complaints procedure",
        "parts": (PaperPart(title="Complaints procedure", markdown=TEXT, file="policy.md"),
                  PaperPart(title="Complaint form", markdown=FORM, file="forms/complaint-form.md")),
        "owner": "Northern Minerals Initiative",
        "facts": (("Code", "NMI-PRO-01"), ("Version", "V1-0"), ("Status", "Effective")),
        "footer": "NMI-PRO-01 V1-0. Printed copies are uncontrolled.",
        "properties": (("schemekit-module", "grievance"), ("schemekit-sent", "0123456789abcdef")),
    }
    return Paper(**{**given, **changes})  # type: ignore[arg-type]  # a test names fields that there are
