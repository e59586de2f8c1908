"""White space and marks that change what a text says while its words stay: none of them goes by unseen.

The edits are those of a distrustful reviewer, on the modules that come with the tool.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from schemekit.adopt.approval import approval_of
from schemekit.adopt.correspondence import degree_of
from schemekit.adopt.outcome import Adoption, adoptions
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.files.shipped import shipped
from schemekit.model.adoption import Correspondence, Verb
from schemekit.text.significance.classify import signals_of
from tests import own_library
from tests.builders import LibraryBuilder, packed
from tests.scheme_builders import LIBRARY_NAME, SchemeBuilder, tell

MODULES = ("assurance", "grievance", "stakeholder-consultation")


@pytest.fixture(scope="module")
def approved(tmp_path_factory: pytest.TempPathFactory, pinned_surroundings: None) -> Path:
    """A scheme that adopted the modules of this library, all of them approved, made once."""
    assert pinned_surroundings is None
    library = LibraryBuilder(tmp_path_factory.mktemp("shipped"))
    library.write({"pyproject.toml": '[project]\nurls = { Documentation = "https://example.org/schemekit" }\n'})
    for module in MODULES:
        root = Path(str(shipped("policies"))) / module
        paths = [path for path in root.rglob("*") if path.is_file()]
        files = {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in paths}
        library.release(module, "1.0.0", files)
    folder = tmp_path_factory.mktemp("layout")
    with own_library.comes_with_the_tool(library, LIBRARY_NAME):
        told = tell("-C", str(folder), "new", "northern-minerals", "--no-input", "--with", ",".join(MODULES))
        assert told.code == 0, told.all
        scheme = SchemeBuilder(folder / "northern-minerals")
        scheme.done("approve", "grievance", "assurance", "--body", "Board", "--resolution", "1", "--date", "2026-10-05")
    return packed(folder / "northern-minerals")


VOTE = "The Complaints Officer shall not vote on the decision of a case."
FRAUD = "| Fraud or bribery connected with certification | Secretariat | Appeals Panel |\n"
LAWYERS = "Each party bears the cost of its own lawyers."
COSTS = "Neither the complainant nor a witness shall be charged with the costs"
TASKS = "| Assesses certification bodies |\n"
RETALIATION = "- no upheld complaint of retaliation"
LATE = "- it is too late under"


def exchanged(old: str, new: str) -> Callable[[str], str]:
    """An edit that must find its words."""
    def edit(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)
    return edit


def wrapped_around(words: str, before: str, after: str) -> Callable[[str], str]:
    """An edit that puts marks around words."""
    return exchanged(words, f"{before}{words}{after}")


@pytest.mark.parametrize(("module", "edit", "signal"), [
    pytest.param("grievance", exchanged(FRAUD, FRAUD.rstrip() + " "),
                 "scope: a row of the table is no longer shown as one", id="rows-joined"),
    pytest.param("assurance", exchanged(TASKS, TASKS.rstrip() + " "),
                 "scope: a row of the table is no longer shown as one", id="rows-joined-in-another-table"),
    pytest.param("grievance", exchanged(VOTE, f"\n    {VOTE}"), f"force: the duty is now code: '{VOTE}': weaker",
                 id="four-blanks"),
    pytest.param("grievance", exchanged(VOTE, f"\n\t{VOTE}"), f"force: the duty is now code: '{VOTE}': weaker",
                 id="a-tab"),
    pytest.param("grievance", exchanged(";\n- the same facts", "; - the same facts"),
                 "structure: part of an item was joined with other words", id="items-joined"),
    pytest.param("assurance", exchanged(f"\n{RETALIATION}", f" {RETALIATION}"),
                 "structure: part of an item was joined with other words", id="items-joined-in-another-list"),
    pytest.param("grievance", exchanged(LATE, f"    {LATE}"), "structure: part of an item", id="an-item-under-another"),
    pytest.param("grievance", exchanged("\nRefusal for the last ground", "Refusal for the last ground"),
                 "a paragraph is now part of an item", id="a-duty-in-an-item"),
    pytest.param("grievance", wrapped_around(VOTE, "\n> ", ""), f"force: the duty is now a note: '{VOTE}': weaker",
                 id="a-note"),
    pytest.param("grievance", wrapped_around(VOTE, "<!-- ", " -->"),
                 f"force: the duty is now a comment: '{VOTE}': weaker",
                 id="a-comment"),
    pytest.param("grievance",
                 lambda text: exchanged(LAWYERS, f"--> {LAWYERS}")(exchanged(COSTS, f"<!-- {COSTS}")(text)),
                 "force: the duty is now a comment: 'Neither the complainant", id="a-comment-over-two-lines"),
    pytest.param("grievance", wrapped_around("on the decision of a case", "<!-- ", " -->"),
                 "force: part of the duty is now a comment: 'on the decision of a case': weaker",
                 id="part-in-a-comment"),
    pytest.param("grievance", wrapped_around(VOTE, "```\n", "\n```"), f"force: the duty is now code: '{VOTE}': weaker",
                 id="a-fence"),
    pytest.param("grievance", wrapped_around(VOTE, "~~", "~~"), f"force: the duty is now struck out: '{VOTE}': weaker",
                 id="struck"),
    pytest.param("grievance", wrapped_around("not vote", "~~", "~~"),
                 "negation: part of the duty is now struck out: 'not vote'",
                 id="part-struck"),
    pytest.param("assurance",
                 exchanged("| Body | Tasks under this procedure |", "| Tasks under this procedure | Body |"),
                 "scope: the columns of the table are named otherwise", id="headings-swapped"),
])
def test_it_needs_a_reason_and_a_new_approval(
    approved: Path, tmp_path: Path, module: str, edit: Callable[[str], str], signal: str
) -> None:
    """'layout-only edits change what a text SAYS': adapted, the approval lapsed, and told in words."""
    adoption = edited(approved, tmp_path, module, edit)
    assert standing(adoption) == (Correspondence.NEQ, "does not hold", 1)
    told = [f"{item.kind.value}: {item.words}" for change in adoption.unreasoned
            for item in signals_of(change, adoption.context_of(change.id))]
    assert any(signal in line for line in told), told


def test_with_a_reason_it_is_modified_and_a_reason_lapses_too(approved: Path, tmp_path: Path) -> None:
    """'the degree is MOD', and 'an approval or reason does not survive such a change'."""
    adoption = edited(approved, tmp_path, "grievance", exchanged(VOTE, f"\n    {VOTE}"))
    scheme = SchemeBuilder(tmp_path / "scheme")
    scheme.done("reason", "grievance", adoption.unreasoned[0].id, "It is ours.")
    told = scheme.json("status")["modules"][MODULES.index("grievance")]
    assert (told["correspondence"], told["clauses"]["adapt"], told["approval"]["holds"]) == ("MOD", 1, False)
    scheme.edit(f"\n    {VOTE}", f"\n> {VOTE}")
    scheme.edit(f"\n> {VOTE}", f"\n\n    {VOTE}\n\nIt is so.")
    scheme.done("reason", "grievance", adoption.unreasoned[0].id, "It is ours.")
    scheme.edit(f"{VOTE}\n\nIt is so.", f"{VOTE}\n\n    It is so.")
    told = scheme.json("status")["modules"][MODULES.index("grievance")]
    assert told["correspondence"] == "NEQ", "the same words in another shape: the reason was given for the former"


@pytest.mark.parametrize("edit", [
    pytest.param(exchanged(VOTE, VOTE.replace(" vote on", "\nvote  on")), id="wrapped"),
    pytest.param(exchanged(VOTE, f"{VOTE}  "), id="blanks-behind"),
    pytest.param(exchanged(FRAUD, FRAUD.replace(" | ", "   |  ")), id="cells-set-wider"),
    pytest.param(exchanged(f"\n{LATE}", f"\n\n{LATE}"), id="air-between-items"),
])
def test_wrapping_and_spacing_stay_what_they_are(approved: Path, tmp_path: Path, edit: Callable[[str], str]) -> None:
    """'plain re-wrapping stays editorial'."""
    adoption = edited(approved, tmp_path, "grievance", edit)
    assert standing(adoption) == (Correspondence.IDT, "holds", 0)


def test_before_any_edit_it_is_identical(approved: Path) -> None:
    for adoption in adoptions(SchemeFolder(approved)):
        if adoption.record.approvals:
            assert standing(adoption) == (Correspondence.IDT, "holds", 0)


def edited(approved: Path, tmp_path: Path, module: str, edit: Callable[[str], str]) -> Adoption:
    """A module of the scheme after an edit."""
    shutil.copytree(approved, tmp_path / "scheme")
    scheme = SchemeBuilder(tmp_path / "scheme")
    path = f"policies/{module}/policy.md"
    scheme.write(path, edit(scheme.text(path)))
    return next(item for item in adoptions(SchemeFolder(scheme.path)) if item.id == module)


def standing(adoption: Adoption) -> tuple[Correspondence, str, int]:
    """The degree, whether the approval holds, and how many clauses are adapted."""
    found = approval_of(adoption, date(2026, 10, 6))
    return degree_of(adoption), "holds" if found and found.holds else "does not hold", adoption.counts[Verb.ADAPT]
