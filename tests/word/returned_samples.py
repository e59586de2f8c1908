"""A text that is sent round, with what policy texts hold: lists, a table, links, notes, emphasis, a quotation."""

from __future__ import annotations

from schemekit.model.paper import Paper, PaperPart
from schemekit.text.document import Document
from schemekit.word.paper import docx_of

POLICY = """\
# Grievance procedure

This procedure is for everybody.
It replaces no court.

## Scope { #scope }

A complaint is within scope if it alleges any of the following:

- harm at a certified site;
- a false claim about **certification**;
- retaliation.

The [secretariat](#bodies) checks each complaint within 14 days[^1].
It says why a complaint is refused.

### Bodies { #bodies }

The secretariat of the Northern Minerals Initiative runs this procedure.
It *never* takes part in a decision, as the [code](https://example.org/code) asks.

| Step | Who | Days |
|---|---|---|
| Receipt | Secretariat | 5 |
| Decision | Panel | 30 |
| Appeal | Board | |

## Time limits { #time-limits }

The panel shall decide within **30 days** of receipt[^late].

> It may ask for more time once.

1. First, the parties are heard.
2. Then, the panel decides.

### Appeals { #appeals }

Either party may appeal within 30 days of the decision.

## Records { #records }

The secretariat keeps each file for 10 years.

[^1]: Working days, as the calendar of the seat has them.
[^late]: Receipt is the day on which it arrives.
"""
FORM = """\
# Complaint form

Use this form to tell us what is wrong.

## Before you start { #before }

- **It is free**, whatever the outcome.
- You can go to a court at any time.

## Your complaint { #your-complaint }

| No. | Question | Your answer |
|---|---|---|
| 1 | What happened? | |
| 2 | Where and when? | |
"""
SENT = (("policy.md", POLICY), ("forms/complaint-form.md", FORM))


def paper_of(sent: tuple[tuple[str, str], ...] = SENT) -> Paper:
    """The paper that texts are sent out as."""
    titles = [Document.parse(words).title for _, words in sent]
    return Paper(
        title=titles[0] or "A text", owner="Northern Minerals Initiative",
        facts=(("Code", "NMI-GRV"), ("Version", "2")),
        parts=tuple(PaperPart(title=title, markdown=words, file=file)
                    for title, (file, words) in zip(titles, sent, strict=True)),
        footer="Printed copies are uncontrolled.",
        properties=(("schemekit-module", "grievance"), ("schemekit-sent", "0123456789abcdef"),
                    ("schemekit-scheme", "northern-minerals")),
    )


def exported(sent: tuple[tuple[str, str], ...] = SENT) -> bytes:
    """The Word file that is sent out."""
    return docx_of(paper_of(sent))
