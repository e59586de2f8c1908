"""The answers of people about pairs of steps: cooperation/ID/matches.yaml beside the scheme's own theory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from schemekit.adopt.writing import save, writing
from schemekit.cooperate.theories.records import matches_path, theory_ids, unknown_theory
from schemekit.errors import UsageError
from schemekit.files.schemas import load
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.files.transaction import Commit, Step
from schemekit.files.yaml import write_yaml
from schemekit.model.match_answer import JudgedStep, MatchAnswer, Verdict
from schemekit.model.theory_of_change import TheoryOfChange

_HEADER = "What people said of steps that the comparison could not decide. 'schemekit toc answer' writes it."


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedAnswers:
    """What was kept, and where. Shape: `replaced` are the answers whose place new ones took."""

    file: str
    answers: tuple[MatchAnswer, ...]
    replaced: tuple[MatchAnswer, ...] = ()

    def to_mapping(self) -> dict[str, object]:
        """The result as `--json` prints it."""
        return {"file": self.file, "answers": [answer.to_mapping() for answer in self.answers],
                "replaced": [answer.to_mapping() for answer in self.replaced]}


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


def record_answers(
    root: Path, theory_id: str, answers: Sequence[MatchAnswer], *, is_replacing: bool = False
) -> RecordedAnswers:
    """Keep answers beside one of the scheme's own theories; a new answer about a pair takes the place of the old.

    Raises: UnknownNameError; UsageError where there is nothing to keep, or, unless `is_replacing`, where somebody else
    said otherwise of the same words.
    """
    if not answers:
        raise UsageError("there is no answer to keep", why="no row has a word under 'Answer'",
                         fix="answer with --pair and --say, or fill in the sheet")
    with writing(root) as folder:
        if theory_id not in theory_ids(folder):
            raise unknown_theory(theory_id, theory_ids(folder))
        before = {answer.pair: answer for answer in answers_of(folder, theory_id)}
        replaced = tuple(before[answer.pair] for answer in answers if _is_overruled(before.get(answer.pair), answer))
        if not is_replacing:
            _hold_to(replaced, answers)
        latest = {**before, **{answer.pair: answer for answer in answers}}
        kept = sorted(latest.values(), key=lambda answer: (answer.left.key, answer.right.key))
        path = matches_path(theory_id)
        text = write_yaml({"format": 1, "answers": [answer.to_mapping() for answer in kept]}, _HEADER)
        load(text, "matches", path)
        if folder.text(path) != text:
            commit = Commit(message=f"Judge {len(answers)} pair{'s' if len(answers) != 1 else ''} of steps",
                            paths=(path,))
            save(folder, Step(changes={path: text.encode()}, commit=commit))
        return RecordedAnswers(file=path, answers=tuple(answers), replaced=replaced)


def _is_overruled(before: MatchAnswer | None, answer: MatchAnswer) -> bool:
    """Whether an answer that stands would be lost: the same words judged otherwise, or by somebody else."""
    return before is not None and before.statements == answer.statements and (
        before.verdict, before.judge, before.reason) != (answer.verdict, answer.judge, answer.reason)


def _hold_to(replaced: Sequence[MatchAnswer], answers: Sequence[MatchAnswer]) -> None:
    """Refuse to put an answer in the place of another judge's. Raises: UsageError."""
    judges = {answer.pair: answer.judge for answer in answers}
    other = next((one for one in replaced if one.judge != judges[one.pair]), None)
    if other is not None:
        raise UsageError(f"{other.left.step} and {other.right.step} are judged already: {other.told}",
                         why="an answer of somebody else is not put aside by the way",
                         fix="talk to them, and say --replace if yours shall stand instead")


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
