"""Trials: what every writing command is tried with, and how the scheme is before it and after it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from openpyxl import load_workbook

from tests.atomic.chaos import Child, Ended, spread, state
from tests.builders import GitFolder, copied, packed
from tests.returned_builders import comment, edit, received, returned, sent_out, with_words
from tests.scheme_builders import SchemeBuilder

CROSSWALK = """\
format: 1
module: grievance
module_version: "1.0.0"
framework: ungp-31
framework_version: "2011"
judge: A. Author
date: "2026-11-28"
rows:
  - {clause: records, item: c, relation: supports, confidence: low, rationale: What was decided is written down.}
"""
Prepare = Callable[[SchemeBuilder], object]


@dataclass(frozen=True, slots=True)
class Trial:
    """A command, what happens in the scheme before it, and how it leaves. `everywhere`: killed at every write."""

    arguments: tuple[str, ...]
    code: int = 0
    prepare: Prepare = lambda _: None
    everywhere: bool = False


def _wants_more(scheme: SchemeBuilder) -> None:
    scheme.edit("answer_days: 4", "answer_days: 3", "scheme.yaml")
    scheme.edit("modules:\n", 'modules:\n  assurance: {library: schemekit, version: "^1.0"}\n', "scheme.yaml")


def _has_files_to_decide(scheme: SchemeBuilder) -> None:
    """One that the source deleted, one that it added again; and the clause that is open already."""
    record = "policies/grievance/adoption.yaml"
    scheme.write("policies/grievance/own.md", "Own.\n")
    text = "{clause: '', file: %s, scope: file, cause: c, base: b, source: '%s', ours: '%s'}"
    scheme.edit("decisions:\n", f"decisions:\n  - {text % ('own.md', '', 'Own.')}\n"
                                f"  - {text % ('new.md', 'New.', '')}\n", record)


def _has_an_old_copy(scheme: SchemeBuilder) -> None:
    scheme.write("old.md", scheme.text())
    scheme.done("save", "An old copy")
    scheme.done("remove", "grievance")


def _came_back(scheme: SchemeBuilder) -> None:
    """A text that was sent round, with a change that goes in, one that meets a change of ours, and a comment."""
    sent = sent_out(scheme)
    received(scheme, returned(
        sent, edit(sent, "answer", "shall be in writing", "may be in writing"),
        edit(sent, "records", "of every case", "of every case and appeal"), comment("answer", "By whom?")))
    scheme.edit("of every case", "of each case")


def _word_file_came_back(scheme: SchemeBuilder) -> None:
    scheme.done("export", "grievance", "--to", "docx", "--out", ".")
    data = (scheme.path / "grievance.docx").read_bytes()
    scheme.write("grievance.docx", with_words(data, "shall be in writing", "may be in writing"))


def _log_came_back(scheme: SchemeBuilder) -> None:
    """A log with something new, and with answers that change the text and open a decision."""
    _came_back(scheme)
    scheme.write("back.csv", "id,comment,response,disposition\n,New.,,\nc-001,,yes,accepted\nc-002,,yes,accepted\n")


def _crosswalk_came_back(scheme: SchemeBuilder) -> None:
    """A table of somebody who mapped the module, and a crosswalk of the scheme's own that it changes."""
    scheme.write("policies/grievance/crosswalks/ungp-31.yaml", CROSSWALK)
    scheme.write("back.tsv", "#subject_source_version: '1.0.0'\n#object_source_version: '2011'\nsubject_id\t"
                 "predicate_id\tobject_id\tcomment\nclause:records\tskos:broadMatch\titem:e\t"
                 "What was decided can be looked up.\n")


def _has_two_theories(scheme: SchemeBuilder) -> None:
    for file, name in (("sheet.csv", "a"), ("other.csv", "b")):
        scheme.write(file, f"Id,Level,Statement\n{name},output,Mines have a plan.\n")
    scheme.done("toc", "import", "sheet.csv", "--as", "copper")


def _judged_in_a_sheet(scheme: SchemeBuilder) -> None:
    _has_rows_to_judge(scheme)
    scheme.done("cooperate", "judge", "other", "--to", "rows.xlsx")
    book = load_workbook(scheme.path / "rows.xlsx")
    page = book["Provisions"]
    columns = {cell.value: cell.column for cell in page[1]}
    page.cell(2, columns["Judgement"] or 0).value = "accepted"
    book.save(scheme.path / "rows.xlsx")


def _has_rows_to_judge(scheme: SchemeBuilder) -> None:
    _has_a_neighbour(scheme)
    scheme.done("recognise", "forest", "--as", "other")


def _has_a_neighbour(scheme: SchemeBuilder) -> None:
    """Another scheme of another id, in a folder that goes along with each copy."""
    shutil.copytree(scheme.path, scheme.path.parent / "forest", ignore=shutil.ignore_patterns(".git"))
    (scheme.path.parent / "forest").rename(scheme.path / "forest")
    scheme.edit("id: 'northern'", "id: 'forest'", "forest/scheme.yaml")


def _updated(scheme: SchemeBuilder) -> None:
    scheme.done("update", code=1)


def _updated_and_decided(scheme: SchemeBuilder) -> None:
    _updated(scheme)
    scheme.done("decide", "grievance", "--take", "ours", "--reason", "as it was")


def _answered_too(scheme: SchemeBuilder) -> None:
    _came_back(scheme)
    scheme.done("answer", "grievance", "c-001", "c-002", "--accept", "agreed", code=1)


TRIALS = {
    "update": Trial(("update",), 1, everywhere=True),
    "update-undo": Trial(("update", "--undo"), 0, _updated_and_decided),
    "update-decline": Trial(("update", "--decline", "grievance@1.1.0", "--reason", "later")),
    "save-an-update": Trial(("save", "Shorter records"), 0, _updated),
    "set": Trial(("set", "grievance.answer_days=3"), 1),
    "reason": Trial(("reason", "grievance", "records", "the board wants it")),
    "restore-a-file": Trial(("restore", "grievance", "policy.md"), 0,
                            lambda scheme: scheme.write("policies/grievance/policy.md", None)),
    "decide": Trial(("decide", "grievance", "--take", "source", "--reason", "shorter"), everywhere=True),
    "decide-file": Trial(("decide", "grievance", "--take", "source"), 0, _has_files_to_decide, everywhere=True),
    "answer": Trial(("answer", "grievance", "c-001", "c-002", "--accept", "agreed"), 1, _came_back),
    "answer-reopen": Trial(("answer", "grievance", "c-001", "--reopen"), 1, _answered_too),
    "receive": Trial(("receive", "grievance.docx"), 0, _word_file_came_back),
    "comments-back": Trial(("comments", "grievance", "--from", "back.csv", "--answers"), 1, _log_came_back),
    "save": Trial(("save", "Board comments"), 0, lambda scheme: scheme.write("notes.md", "New.\n")),
    "approve": Trial(("approve", "grievance", "--body", "Board", "--date", "2026-10-05", "--despite-open")),
    "withdraw": Trial(("approve", "grievance", "--withdraw", "2026-10-05"), 0, lambda scheme: scheme.done(
        "approve", "grievance", "--body", "Board", "--date", "2026-10-05", "--despite-open")),
    "derogate": Trial(("derogate", "grievance", "records", "--for", "a site", "--from", "2026-11-01",
                       "--reason", "snow", "--by", "Board")),
    "withdraw-derogation": Trial(("derogate", "grievance", "records", "--withdraw", "2026-11-01"), 0, lambda scheme: (
        scheme.done("derogate", "grievance", "records", "--for", "a site", "--from", "2026-11-01", "--reason", "snow",
                    "--by", "Board"))),
    "add": Trial(("add", "consultation,assurance")),
    "bind": Trial(("bind", "old.md", "--module", "grievance"), 0, _has_an_old_copy),
    "remove": Trial(("remove", "grievance"), 0, lambda scheme: scheme.done("save", "Records")),
    "sync": Trial(("sync",), 1, _wants_more),
    "git-install": Trial(("git", "install"), 0, lambda scheme: scheme.done("git", "install", "--undo")),
    "propose": Trial(("propose", "grievance", "records", "--to", "records.patch")),
    "export": Trial(("export", "--all", "--to", "docx")),
    "crosswalk-import": Trial(("crosswalk", "import", "back.tsv", "--module", "grievance", "--framework", "ungp-31",
                               "--judge", "B. Reviewer", "--date", "2026-12-01", "--yes"), 0, _crosswalk_came_back),
    "cooperate-new": Trial(("cooperate", "new", "working-group", "consent", "--with", "efc=Example Forest Council")),
    "new-theory": Trial(("cooperate", "new", "theory-of-change", "copper", "--no-input")),
    "toc-import": Trial(("toc", "import", "sheet.csv", "--as", "copper"), 0, lambda scheme: scheme.write(
        "sheet.csv", "Id,Level,Statement\na,output,Mines have a plan.\n")),
    "toc-answer": Trial(("toc", "answer", "copper", "other.csv", "--pair", "a=b", "--say", "same", "--by", "A. Author"),
                        0, _has_two_theories),
    "cooperate-change": Trial(("cooperate", "change", "consent", "--state", "active", "--reason", "signed"), 0, (
        lambda scheme: scheme.done("cooperate", "new", "working-group", "consent", "--no-input"))),
    "cooperate-set": Trial(("cooperate", "set", "consent", "outcome=One for both", "--gives", "efc=a hall"), 0, (
        lambda scheme: scheme.done("cooperate", "new", "working-group", "consent", "--with", "efc=Council",
                                   "--no-input"))),
    "cooperate-judge": Trial(
        ("cooperate", "judge", "other", "--matched", "--as", "accepted", "--by", "Board"), 0,
        _has_rows_to_judge),
    "cooperate-sign": Trial(("cooperate", "sign", "consent", "efc", "--by", "B. Other"), 0, (
        lambda scheme: scheme.done("cooperate", "new", "working-group", "consent", "--with", "efc=Council",
                                   "--no-input"))),
    "cooperate-judge-sheet": Trial(
        ("cooperate", "judge", "other", "--from", "rows.xlsx", "--by", "Board"), 0, _judged_in_a_sheet),
    "recognise": Trial(("recognise", "forest", "--as", "other"), 0, _has_a_neighbour),
    "cooperate-change-type": Trial(
        ("cooperate", "change", "consent", "--type", "joint-project", "--reason", "we write it"), 0,
        lambda scheme: scheme.done("cooperate", "new", "working-group", "consent", "--no-input")),
    "harmonise-into": Trial(("cooperate", "harmonise", "forest", "--into", "one"), 0, _has_a_neighbour),
    "supplement-into": Trial(("cooperate", "supplement", "forest", "--module", "grievance", "--into", "audit"), 0,
                             _has_a_neighbour),
    "add-without-history": Trial(("add", "consultation"), 0, lambda scheme: shutil.rmtree(scheme.path / ".git")),
}
# Does nothing but what every writing command does first: finish what was interrupted.
NEXT_WRITING = ("remove", "nothing")
NEXT_READING = ("list",)


class Bench:
    """Copies of one scheme, in a sandbox, for one trial."""

    def __init__(self, template: Path, sandbox: Path, trial: Trial, number: int) -> None:
        self.sandbox, self.trial, self.number = sandbox, trial, number
        self._template = sandbox.parent / f"{sandbox.name}-template"
        copied(template, self._template)
        trial.prepare(SchemeBuilder(self._template))
        packed(self._template)
        self.scheme = SchemeBuilder(sandbox / "northern")
        self.fresh()
        self.scheme.run(*trial.arguments)  # in this process, so that nothing is done for the first time in a child

    def fresh(self) -> Child:
        """The command in a new copy of the scheme."""
        shutil.rmtree(self.scheme.path, ignore_errors=True)
        copied(self._template, self.scheme.path)
        return Child(self.scheme.path, list(self.trial.arguments), self.sandbox)

    @cached_property
    def before(self) -> dict[str, object]:
        """The scheme as it is before the command."""
        return state(self._template)

    @cached_property
    def _done(self) -> tuple[dict[str, object], int]:
        ended = self.fresh().untouched()
        assert ended.code == self.trial.code, ended.said
        assert ended.is_orderly, ended
        found = state(self.scheme.path)
        assert found != self.before, "the command changes nothing, so that nothing is tried"
        return found, ended.writes

    @property
    def after(self) -> dict[str, object]:
        """The scheme as it is when the command was done."""
        return self._done[0]

    @property
    def writes(self) -> int:
        """How many writes the command makes."""
        return self._done[1]

    def points(self, most: int) -> list[int]:
        """The writes to try, some so many, and others for the next trial."""
        return list(spread(self.writes, most, self.number))

    def now(self) -> dict[str, object]:
        """The scheme as it is."""
        return state(self.scheme.path)

    def is_whole(self, found: dict[str, object]) -> bool:
        """Whether a scheme is as before or as done."""
        return found in (self.before, self.after)

    def told(self, number: int, ended: Ended, found: dict[str, object]) -> str:
        """What a failed trial tells: which write it was, and how the scheme differs from before and after."""
        lines = [f"write {number} of {self.writes}: code {ended.code}, left {ended.left}: {ended.said}"]
        for name, wanted in (("before", self.before), ("after", self.after)):
            differing = [key for key in sorted(wanted.keys() | found.keys()) if wanted.get(key) != found.get(key)]
            lines += [f"{name} differs in {key}: {found.get(key)!r:.300}" for key in differing]
        return "\n".join(lines)


def is_clean(folder: Path) -> bool:
    """Whether git has nothing to tell of a folder."""
    return GitFolder(folder).git("status", "--porcelain") == ""
