"""The tables of a comparison and of a sector view, as rows of words: every format tells the same ones.

Whoever writes them escapes them for its format.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from schemekit.model.theory_of_change import Step, TheoryOfChange
from schemekit.theory.comparison import StepPair
from schemekit.theory.likeness import PART_WORDS, Likeness
from schemekit.theory.pair_report import PairReport
from schemekit.theory.sector import SectorView
from schemekit.theory.vocabulary import vocabulary

HOW = ("The score of a pair is the sum of five parts: themes (at most 0.40), SDG targets (0.20), actor (0.15), "
       "direction (0.10) and words (0.15). A part on which neither step says anything is left out, and the others "
       "weigh more. From 0.70 two steps are taken as the same, from 0.45 a person is asked. Where the one wants more "
       "and the other less of one theme, from 0.45, it is a tension if their words name one thing, and else a person "
       "is asked; so it is where only one says that something is not so.")
ANSWER_COLUMNS = ("Left theory", "Left step", "Left statement", "Right theory", "Right step", "Right statement",
                  "Score", "Answer", "Judge", "Why")
"""The sheet in which people answer; `toc answer --from` reads it back by these headings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with a title, a sentence on what it tells, and what is said where it is empty."""

    title: str
    words: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str = ""


def pair_tables(report: PairReport) -> Iterator[Table]:
    """The tables of one comparison, the most telling first."""
    found = report.comparison
    left, right = found.left, found.right
    names = (left.organisation_name, right.organisation_name)
    yield Table(title="What they could do together", heads=("Type of cooperation", "Why", "Steps behind it"),
                words="A suggestion is where to begin to talk; the two decide.",
                rows=tuple((item.words, item.reason, "; ".join(one.words for one in item.evidence))
                           for item in report.suggestions),
                empty="Nothing speaks for a type of cooperation yet.")
    yield Table(title="What one takes for granted and the other works on", heads=("Kind", "Takes for granted",
                "Works on it", "Score", "Nobody watches it yet"),
                words="An assumption of one that is an output or outcome of the other is the best reason to talk.",
                rows=tuple((_kind(lead.is_threat, lead.is_sure),
                            f"{lead.holder.organisation_name}: {lead.assumption.statement}",
                            f"{lead.giver.organisation_name}: {lead.step.statement}", lead.likeness.sum_in_words,
                            "yes" if lead.is_unwatched else "") for lead in report.leads),
                empty="No assumption of the one is near to an output or outcome of the other.")
    yield Table(title="Tensions", heads=(*names, "Score", "Why"), empty="None was found.",
                words="Steps that pull apart. People judge whether they really do.",
                rows=tuple((pair.left.statement, pair.right.statement, pair.likeness.sum_in_words, pair.reason)
                           for pair in found.tensions))
    yield Table(title="What both have", heads=("Level", *names, *PART_WORDS.values(), "Score"),
                rows=_scored(found.same),
                words="Each number is what a part adds to the score.", empty="No steps were taken as the same.")
    yield Table(title="To ask a person", heads=("Level", *names, *PART_WORDS.values(), "Score"),
                rows=_scored(found.asked),
                words="The score alone does not decide. Answers are kept: schemekit toc answer.",
                empty="Nothing is open.")
    yield Table(title="How much they share", heads=("Level", "Shared", "Of", "Share"),
                words="Steps that both have, of all that either has; a pair counts at its later level.",
                rows=(*((level.words, str(item.shared), str(item.total), f"{item.ratio:.0%}")
                        for level, item in found.overlaps.items()),
                      ("all steps", str(found.overlap.shared), str(found.overlap.total), f"{found.overlap.ratio:.0%}"),
                      ("arrows between shared steps", str(found.arrows_shared.shared), str(found.arrows_shared.total),
                       f"{found.arrows_shared.ratio:.0%}")))
    yield Table(title="Ways to the outcomes that both want", heads=("Outcome", "By the same strategies",
                f"Only by {names[0]}", f"Only by {names[1]}"),
                words="Where each has a strategy that the other has not, the two complete each other.",
                rows=tuple((route.outcome.left.statement, _statements(pair.left for pair in route.shared),
                            _statements(route.left_only), _statements(route.right_only)) for route in found.routes),
                empty="They share no outcome yet.")
    yield Table(title="Gaps", heads=("Whose", "Outcome that no strategy leads to", "Who gets there"),
                words="An outcome without a strategy is a hope; perhaps the other has the way.",
                rows=tuple((gap.theory.organisation_name, gap.step.statement,
                            gap.helper.organisation_name if gap.helper else "") for gap in report.gaps),
                empty="Every outcome has a strategy that leads to it.")
    yield Table(title="Risks that both name", heads=names, empty="None was found.",
                words="What both fear can be watched once for both.",
                rows=tuple((risk.left.statement, risk.right.statement) for risk in report.risks))
    for theory, steps in ((left, found.left_only), (right, found.right_only)):
        yield Table(title=f"Only {theory.organisation_name}", heads=("Level", "Step"), words="",
                    rows=tuple((step.level.words, step.statement) for step in steps), empty="Nothing.")


def answer_rows(reports: Iterable[PairReport]) -> tuple[tuple[str, ...], ...]:
    """The rows of the sheet in which people answer."""
    return tuple(
        (report.comparison.left.key, pair.left.id, pair.left.statement, report.comparison.right.key, pair.right.id,
         pair.right.statement, pair.told_score, "", "", "")
        for report in reports for pair in (*report.comparison.asked, *report.comparison.tensions)
        if pair.answer is None)


def sector_tables(view: SectorView) -> Iterator[Table]:
    """The tables of a sector view, without its matrix."""
    known, names = vocabulary(), {theory.key: theory.organisation_name for theory in view.theories}
    yield Table(title="Who is near whom", heads=("Theory", "Nearest", "Distance", "Only here"),
                words="0 is the same themes at the same levels, 1 none in common.",
                rows=tuple((_name(theory), names.get(view.nearest(theory.key)[0], ""),
                            f"{view.nearest(theory.key)[1]:.2f}" if len(view.theories) > 1 else "",
                            ", ".join(map(known.label, view.only_one[theory.key]))) for theory in view.theories))
    yield Table(title="Groups", heads=("Group",), words="Theories that are nearer to each other than 0.75 on average.",
                rows=tuple((", ".join(names[key] for key in cluster),) for cluster in view.clusters
                           if len(cluster) > 1),
                empty="No two are that near.")
    yield Table(title="Who stands alone", heads=("Theory",), words="In none of the groups.",
                rows=tuple((names[key],) for key in view.alone), empty="Nobody.")
    yield Table(title="What everybody has", heads=("Theme", "Level"), words="",
                rows=tuple((known.label(theme), group) for theme, group in view.everybody), empty="Nothing.")
    yield Table(title="What nobody names", heads=("Area", "Themes"), empty="Every theme is named by somebody.",
                words="Themes that no step of any theory is about.", rows=tuple(_by_area(view)))
    yield Table(title="What is worked on and nobody's outcome", heads=("Theme",), empty="Nothing.",
                words="Themes of strategies and outputs that no outcome or impact names.",
                rows=tuple((theme.label,) for theme in view.worked_on_only))
    yield Table(title="Sustainable Development Goals", heads=("Goal", "Named by"), words="",
                rows=tuple((str(goal), ", ".join(names[key] for key in keys) or "nobody")
                           for goal, keys in view.goals.items()))


def matrix_table(view: SectorView) -> Table:
    """Which theory names which theme at which level, with the number of its steps."""
    known = vocabulary()
    return Table(title="Themes by level", words="The number of steps about a theme. Empty is none.",
                 heads=("Area", "Theme", "Level", *(theory.organisation_name for theory in view.theories)),
                 rows=tuple((known.label(known.area(theme)), known.label(theme), group,
                             *(str(len(view.traits[theory.key].get((theme, group), ())) or "")
                               for theory in view.theories))
                            for theme, group in view.rows))


def distance_table(view: SectorView) -> Table:
    """How far each theory is from each other, near ones beside each other."""
    return Table(title="Distances", words="0 is the same themes at the same levels, 1 none in common.",
                 heads=("", *(theory.organisation_name for theory in view.theories)),
                 rows=tuple((one.organisation_name, *(f"{view.distances[one.key, other.key]:.2f}"
                                                      for other in view.theories)) for one in view.theories))


def part_cells(likeness: Likeness) -> tuple[str, ...]:
    """What each part adds to the score, in the order of `PART_WORDS`; a dash where neither says anything."""
    return tuple(f"{likeness.shares[name]:.3f}" if name in likeness.shares else "–" for name in PART_WORDS)


def _scored(pairs: Sequence[StepPair]) -> tuple[tuple[str, ...], ...]:
    return tuple((pair.level.words, pair.left.statement, pair.right.statement, *part_cells(pair.likeness),
                  f"{pair.likeness.score:.3f}" + (f" ({pair.reason})" if pair.reason else "")) for pair in pairs)


def _kind(is_threat: bool, is_sure: bool) -> str:
    if is_threat:
        return "works against it"
    return "works for it" if is_sure else "may work for it: to look at"


def _statements(steps: Iterable[Step]) -> str:
    return " / ".join(step.statement for step in steps)


def _by_area(view: SectorView) -> Iterator[tuple[str, str]]:
    known = vocabulary()
    for area in known.areas:
        themes = [theme.label for theme in view.nobody if theme.parents[0] == area.code]
        if themes:
            yield area.label, ", ".join(themes)


def _name(theory: TheoryOfChange) -> str:
    return f"{theory.organisation_name}: {theory.title}"
