"""The answers of people about pairs of steps: cooperation/ID/matches.yaml beside the scheme's own theory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from schemekit.adopt.writing import save, writing
from schemekit.cooperate.theories.records import matches_path, theory_ids, unknown_theory
from schemekit.errors import UsageError
from schemekit.files.hidden_marks import MARK_FIX, mark_in
from schemekit.files.schemas import load
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.files.transaction import Commit, Step
from schemekit.files.yaml import write_yaml
from schemekit.model.finding import Finding, FindingsError
from schemekit.model.match_answer import JudgedStep, MatchAnswer, Verdict
from schemekit.model.theory_of_change import TheoryOfChange
from schemekit.theory.report_tables import ANSWER_COLUMNS

_HEADER = "What people said of steps that the comparison could not decide. 'schemekit toc answer' writes it."


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedAnswers:
    """What was kept, and where."""

    file: str
    answers: tuple[MatchAnswer, ...]

    def to_mapping(self) -> dict[str, object]:
        """The result as `--json` prints it."""
        return {"file": self.file, "answers": [answer.to_mapping() for answer in self.answers]}


def answers_in(folder: SchemeFolder) -> tuple[MatchAnswer, ...]:
    """Every answer that the scheme keeps. Raises: FindingsError."""
    return tuple(answer for theory_id in theory_ids(folder) for answer in answers_of(folder, theory_id))


def answers_of(folder: SchemeFolder, theory_id: str) -> tuple[MatchAnswer, ...]:
    """The answers that are kept beside one theory. Raises: FindingsError."""
    path = matches_path(theory_id)
    text = folder.text(path)
    if text is None:
        return ()
    return tuple(map(MatchAnswer.from_mapping, load(text, "matches", path).get("answers") or ()))


def stale_answers(theory: TheoryOfChange, answers: Sequence[MatchAnswer]) -> tuple[MatchAnswer, ...]:
    """The answers about steps of a theory that are gone, or whose words have changed since."""
    words = {step.id: step.statement for step in theory.by_id.values()}
    return tuple(answer for answer in answers if any(
        side.theory == theory.key and words.get(side.step) != side.statement for side in (answer.left, answer.right)))


def record_answers(root: Path, theory_id: str, answers: Sequence[MatchAnswer]) -> RecordedAnswers:
    """Keep answers beside one of the scheme's own theories; a new answer about a pair takes the place of the old.

    Raises: UnknownNameError; UsageError where there is nothing to keep.
    """
    if not answers:
        raise UsageError("there is no answer to keep", why="no row has a word under 'Answer'",
                         fix="answer with --pair and --say, or fill in the sheet")
    with writing(root) as folder:
        if theory_id not in theory_ids(folder):
            raise unknown_theory(theory_id, theory_ids(folder))
        latest = {answer.pair: answer for answer in (*answers_of(folder, theory_id), *answers)}
        kept = sorted(latest.values(), key=lambda answer: (answer.left.key, answer.right.key))
        path = matches_path(theory_id)
        text = write_yaml({"format": 1, "answers": [answer.to_mapping() for answer in kept]}, _HEADER)
        load(text, "matches", path)
        if folder.text(path) != text:
            commit = Commit(message=f"Judge {len(answers)} pair{'s' if len(answers) != 1 else ''} of steps",
                            paths=(path,))
            save(folder, Step(changes={path: text.encode()}, commit=commit))
        return RecordedAnswers(file=path, answers=tuple(answers))


def answer_about(
    left: TheoryOfChange, right: TheoryOfChange, pair: tuple[str, str], verdict: Verdict, judge: str, date: str,
    reason: str = "",
) -> MatchAnswer:
    """An answer about a step of each of two theories. Raises: UsageError for a step that is not there."""
    sides = []
    for theory, name in ((left, pair[0]), (right, pair[1])):
        step = theory.by_id.get(name)
        if step is None:
            raise UsageError(f"{theory.key} has no step '{name[:60]}'",
                             why=f"its steps are {', '.join(sorted(theory.by_id))[:600]}",
                             fix="name the left theory's step first: LEFT=RIGHT")
        sides.append(JudgedStep(theory=theory.key, step=name, statement=step.statement))
    if not judge.strip():
        raise UsageError("nobody is named who judged", why="an answer counts as long as somebody stands behind it",
                         fix='say --by "NAME"')
    return MatchAnswer(left=sides[0], right=sides[1], verdict=verdict, judge=judge.strip(), date=date, reason=reason)


def answers_of_sheet(
    rows: Sequence[Sequence[str]], name: str, theories: Sequence[TheoryOfChange], judge: str, date: str
) -> tuple[MatchAnswer, ...]:
    """The answers that people filled into the sheet of a comparison.

    Raises: FindingsError with row and column of everything that cannot be understood, or is about changed words.
    """
    heads = {head.casefold(): place for place, head in enumerate(rows[0] if rows else ())}
    missing = [head for head in ANSWER_COLUMNS[:9] if head != "Score" and head.casefold() not in heads]
    if missing:
        raise UsageError(f"{name} has no column {missing[0]}", why="its answers could not be told apart",
                         fix="begin with the sheet that 'schemekit toc compare … --to answers.xlsx' makes")
    known = {theory.key: theory for theory in theories}
    found, findings = [], []
    for number, row in enumerate(rows[1:], 2):
        cells = {head: row[heads[head.casefold()]].strip() if head.casefold() in heads
                 and heads[head.casefold()] < len(row) else "" for head in ANSWER_COLUMNS}
        if not cells["Answer"]:
            continue
        trouble = _trouble(cells, known, judge)
        if trouble:
            column, what, fix = trouble
            findings.append(Finding(code="answer-sheet", file=name, line=number, column=heads[column.casefold()] + 1,
                                    found=what, wanted=f"'{column}' as the comparison wrote it", fix=fix,
                                    why="an answer is about these very words"))
            continue
        found.append(MatchAnswer(
            left=JudgedStep(theory=cells["Left theory"], step=cells["Left step"], statement=cells["Left statement"]),
            right=JudgedStep(theory=cells["Right theory"], step=cells["Right step"],
                             statement=cells["Right statement"]),
            verdict=Verdict(cells["Answer"].casefold()), judge=cells["Judge"] or judge, date=date,
            reason=" ".join(cells["Why"].split())[:300]))
    if findings:
        raise FindingsError(findings)
    return tuple(found)


def _trouble(cells: dict[str, str], known: dict[str, TheoryOfChange], judge: str) -> tuple[str, str, str] | None:
    """What is wrong with a row: the column, what was found, and the mend."""
    for side in ("Left", "Right"):
        theory = known.get(cells[f"{side} theory"])
        if theory is None:
            return f"{side} theory", f"'{cells[f'{side} theory'][:80]}'", "name that theory in the command too"
        step = theory.by_id.get(cells[f"{side} step"])
        if step is None or step.statement != cells[f"{side} statement"]:
            return (f"{side} statement", "words that are no longer in the theory",
                    "compare again, and answer about the words as they are now")
    if cells["Answer"].casefold() not in {verdict.value for verdict in Verdict}:
        return "Answer", f"'{cells['Answer'][:60]}'", f"write {', '.join(verdict.value for verdict in Verdict)}"
    for column in ("Judge", "Why"):
        if mark := mark_in(cells[column]):
            return column, mark, MARK_FIX
    if not cells["Judge"] and not judge:
        return "Answer", "no judge", 'fill in "Judge", or say --by "NAME"'
    return None
