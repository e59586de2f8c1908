"""Comparisons built by hand from two texts, as a use case fills them: for the redlines that are made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from schemekit.model.adoption import Correspondence, Verb
from schemekit.model.parameter import Tailoring
from schemekit.model.signal import Direction, Signal, SignalKind
from schemekit.review.comparison import ComparedClause, ComparedText, ComparedValue, Comparison, Side
from schemekit.text.comparing.diff import compare_texts

BEFORE = """\
# Grievance procedure

This procedure is for everyone who is affected by a certified site.

## Purpose { #purpose }

The scheme receives complaints and answers them.
It replaces no court.

## Filing { #filing }

Anyone may file a complaint in writing, by telephone or in person.
A complaint shall say:

- who complains;
- what happened, where and when;
- what the complainant **expects**.

### Acknowledgement { #acknowledgement }

The Secretariat shall acknowledge a complaint within 5 working days.
The acknowledgement shall name the person who is in charge of the case, see [records](#records).

### Admissibility { #admissibility }

The Secretariat shall decide within 10 working days whether a complaint is within scope.[^1]

| Step | By whom | Within |
|---|---|---|
| Acknowledge | Secretariat | 5 working days |
| Admit | Secretariat | 10 working days |
| Decide | Panel | 60 days |

[^1]: Counted from receipt.

## No retaliation { #no-retaliation }

Nobody shall retaliate against a complainant.

> Retaliation includes dismissal and eviction.

## Appeals { #appeals }

A party may appeal within 30 days.
The Appeals Panel shall decide on an appeal; its members took no part in the decision.

1. File the appeal.
2. Say what is wrong with the decision.

## Publication { #publication }

The Secretariat shall publish a summary of each case.

## Records { #records }

Records are kept for 7 years, see the [register](forms/register.md).
"""

AFTER = """\
# Grievance procedure

This procedure is for everyone who is affected by a certified site.

## Purpose { #purpose }

The scheme receives complaints and answers them.
It replaces no court.

## Filing { #filing }

Anyone may file a complaint in writing.
A complaint shall say:

- who complains;
- what happened, where and when;
- what the complainant expects;
- which **evidence** there is.

### Acknowledgement { #acknowledgement }

The Secretariat should acknowledge a complaint within 10 working days.
The acknowledgement shall name the person who is in charge of the case, see [records](#records).

### Admissibility { #admissibility }

The Secretariat shall decide within 10 working days whether a complaint is within scope.[^1]

| Step | By whom | Within |
|---|---|---|
| Acknowledge | Secretariat | 10 working days |
| Admit | Complaints officer | 10 working days |
| Investigate | Panel | 40 days |
| Decide | Panel | 60 days |

[^1]: Counted from the day of receipt.

## No retaliation { #no-retaliation }

Nobody shall retaliate against a complainant or a witness.

> Retaliation includes dismissal and eviction.

## Appeals { #appeals }

A party may appeal within 30 days.
The Appeals Panel shall decide on an appeal; its members took no part in the decision.

1. File the appeal.
2. Say what is wrong with the decision.

## Fees { #fees }

The Secretariat may ask for a fee of up to 50 euros.
It is paid back if the complaint is upheld.

## Records { #records }

Records are kept for 7 years,
see the [register](forms/register.md).
"""

FORCE_WEAKER = Signal(kind=SignalKind.FORCE, rule="verb", direction=Direction.WEAKER, before="shall", after="should",
                      words="“shall” became “should”: weaker")
DAYS_LOOSER = Signal(kind=SignalKind.PARAMETER, rule="parameter", direction=Direction.LOOSER, before="5", after="10",
                     words="acknowledge_days 5 became 10: looser", parameter="acknowledge_days",
                     unit="working days", reference="ISO 10002:2018 7.3")
SIGNALS: Mapping[str, Sequence[Signal]] = {
    "acknowledgement": (FORCE_WEAKER, DAYS_LOOSER),
    "filing": (Signal(kind=SignalKind.SCOPE, rule="scope", words="“by telephone or in person” is gone",
                      before="by telephone or in person"),),
    "admissibility": (Signal(kind=SignalKind.ACTOR, rule="actor", words="“Secretariat” became “Complaints officer”",
                             before="Secretariat", after="Complaints officer"),),
    "no-retaliation": (Signal(kind=SignalKind.SCOPE, rule="scope", words="“or a witness” came",
                              after="or a witness"),),
    "publication": (Signal(kind=SignalKind.FORCE, rule="dropped", direction=Direction.WEAKER, before="shall",
                           words="a clause with “shall” is gone: weaker"),),
    "fees": (Signal(kind=SignalKind.FORCE, rule="added", direction=Direction.OTHER, after="may",
                    words="a clause with “may” came"),
             Signal(kind=SignalKind.NUMBER, rule="number", after="50", words="“50” came")),
    "records": (Signal(kind=SignalKind.EDITORIAL, rule="layout", words="line breaks only"),),
}
REASONS = {
    "acknowledgement": "Two people run the secretariat; they cannot promise five days.",
    "no-retaliation": "Witnesses asked for it in the consultation.",
    "fees": "The board wants to keep out complaints made for sport.",
}
TAILORING = {"no-retaliation": Tailoring.LOCKED, "acknowledgement": Tailoring.ADJUSTABLE,
             "publication": Tailoring.OPTIONAL}
VALUES = (
    ComparedValue(name="acknowledge_days", title="Days to acknowledge a complaint", before="5", after="10",
                  direction=Direction.LOOSER, unit="working days", default="5", bounds="1 to 10",
                  reference="ISO 10002:2018 7.3", reason="Two-person secretariat"),
    ComparedValue(name="fee", title="Highest fee", before="", after="50", direction=Direction.LOOSER, unit="euros",
                  default="0", bounds="0 to 20", is_in_range=False),
)
SOURCE = Side(name="grievance 1.1.0, as published", owner="Example Forest Council", version="1.1.0")
SCHEME = Side(name="grievance, your text", owner="Northern Minerals Initiative")


def comparison(
    before: str = BEFORE, after: str = AFTER, *, signals: Mapping[str, Sequence[Signal]] | None = None,
    reasons: Mapping[str, str] | None = None, file: str = "", language: str = "en", title: str = "Grievance procedure",
    correspondence: Correspondence | None = None, values: Sequence[ComparedValue] = (), notices: Sequence[str] = (),
) -> Comparison:
    """Two texts compared, each clause with the signals and the reason that are given for its id."""
    signals, reasons = signals or {}, reasons or {}
    asks = correspondence is not None or bool(reasons)
    clauses = tuple(
        ComparedClause(change=change, file=file, path="policies/grievance/policy.md",
                       line=change.mine.line if change.mine else 1, signals=tuple(signals.get(change.id, ())),
                       reason=reasons.get(change.id, ""), by="A. Secretary" if change.id in reasons else "",
                       approved="Board, 2026-03-12" if change.id in reasons else "",
                       tailoring=TAILORING.get(change.id),
                       lacks_reason=asks and change.verb is not Verb.ADOPT and not change.told_with
                       and not reasons.get(change.id))
        for change in compare_texts(before, after)
    )
    return Comparison(
        module="grievance", title=title, language=language, before=SOURCE, after=SCHEME, clauses=clauses,
        texts=(ComparedText(file=file, title=title, before=before, after=after),), values=tuple(values),
        correspondence=correspondence, notices=tuple(notices),
    )


def sample() -> Comparison:
    """The small comparison that tests and pictures show: something of everything."""
    return comparison(signals=SIGNALS, reasons=REASONS, correspondence=Correspondence.NEQ, values=VALUES,
                      notices=("The form complaint-form.docx could not be read and is not compared.",))


def with_document(whole: Comparison, other: Comparison) -> Comparison:
    """A comparison with the clauses of another document of the module behind its own."""
    return replace(whole, clauses=whole.clauses + other.clauses, texts=whole.texts + other.texts)
