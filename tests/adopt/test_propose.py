"""`propose`: a scheme's wording as a patch that real git takes, or as a branch in a clone, and what is refused."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemekit.model.finding import Severity
from schemekit.publish.lint import lint_library
from schemekit.text.template_grammar import parse_template
from tests import own_library
from tests.atomic.chaos import Child, files_of
from tests.builders import TEXT, GitFolder, LibraryBuilder
from tests.scheme_builders import GRIEVANCE, SchemeBuilder

POLICY = f"policies/grievance/{TEXT}"
VALUES: dict[str, str | bool] = {
    "module": "grievance",
    "scheme_name": "Northern Minerals",
    "decision_body": "Board",
    "appeal_body": "Appeals Panel",
    "contact_email": "contact@example.org",
    "records_years": "7",
    "acknowledge_days": "5",
    "outcome_days": "60",
    "channels": "e-mail and post",
    "anonymous": True,
    "reply_form": "letter",
}
GOLDEN = Path(__file__).parent


@pytest.fixture
def clone(offered: LibraryBuilder, tmp_path: Path) -> LibraryBuilder:
    """Somebody's clone of the library, with work of its own lying about: a file, an index, a branch."""
    shutil.copytree(offered.path, tmp_path / "clone" / "library")
    clone = LibraryBuilder(tmp_path / "clone")
    clone.write({"notes.md": "Mine.\n", "README.md": "Staged.\n"})
    clone.git("add", "README.md")
    clone.write({"README.md": "Edited since.\n"})
    return clone


@pytest.fixture
def moved_on(offered: LibraryBuilder, tmp_path: Path) -> Iterator[LibraryBuilder]:
    """The library at hand, which a test lets release something."""
    shutil.copytree(offered.path, tmp_path / "moved" / "library")
    library = LibraryBuilder(tmp_path / "moved")
    with own_library.comes_with_the_tool(library):
        yield library


def improved(scheme: SchemeBuilder) -> SchemeBuilder:
    """A scheme that made a clause better, as a person would."""
    scheme.edit(
        "shall acknowledge a complaint within 5 working days",
        "shall acknowledge a complaint in writing within 5 working days",
    )
    scheme.edit("name a person to ask.", "name a person to ask and the Appeals Panel.")
    return scheme


def applied(library: LibraryBuilder, patch: Path) -> str:
    """The library's text after the maintainer took a patch with plain git."""
    library.git("stash", "--include-untracked", "--quiet")
    library.git("am", "--quiet", str(patch.absolute()))
    return library.git("show", f"HEAD:{POLICY}") + "\n"


def errors_in(library: LibraryBuilder) -> list[str]:
    """What `schemekit module lint` calls an error: the made-up module has some of its own."""
    found = lint_library(library.path, ["grievance"]).findings
    return [f"{item.code} {item.found}" for item in found if item.severity is Severity.ERROR]


def rendered(template: str) -> str:
    return parse_template(template, "policy.md").render(VALUES)


class TestPatch:
    """'The result is a real git patch [...] so that `git am` takes it'."""

    def test_git_takes_it_and_it_gives_the_schemes_text(self, scheme: SchemeBuilder, clone: LibraryBuilder) -> None:
        told = improved(scheme).done(
            "propose", "grievance", "#acknowledgement", "--to", "a.patch", "--note", "It helps."
        )
        assert "1 clause proposed: written to a.patch; nothing was sent." in told.out
        before = errors_in(clone)
        template = applied(clone, scheme.path / "a.patch")
        assert rendered(template) == scheme.text()
        assert (
            "The secretariat shall acknowledge a complaint in writing within {{ cookiecutter.acknowledge_days }} "
            "working days.\nThe acknowledgement shall name a person to ask and the {{ cookiecutter.appeal_body }}.\n"
        ) in template
        assert errors_in(clone) == before
        assert clone.git("show", "--format=", "--name-only", "HEAD") == POLICY

    def test_the_message(self, scheme: SchemeBuilder, clone: LibraryBuilder) -> None:
        """'With message: what, why (the recorded reason), from which scheme, adopted version, the [...] licence'."""
        improved(scheme).done("reason", "grievance", "acknowledgement", "people lost their letters")
        scheme.done(
            "propose",
            "grievance",
            "acknowledgement",
            "--to",
            "a.patch",
            "--note",
            "It helps.",
            "--with-reason",
            "--sign-off",
        )
        applied(clone, scheme.path / "a.patch")
        commit = scheme.lock()["provenance"]["commit"]
        assert (
            clone.git("log", "-1", "--format=%an <%ae>%n%B")
            == f"""\
Test Person <test@example.org>
grievance: acknowledgement

Proposed by Northern Minerals, which adopted grievance 1.0.0.

  acknowledgement: adapted

Why:
  It helps.

Reasons that the scheme recorded:
  acknowledgement: people lost their letters

Made against grievance 1.0.0
  commit {commit}

Offered under CC-BY-4.0, the licence of the module.

Signed-off-by: Test Person <test@example.org>"""
        )

    def test_reasons_stay_at_home_unless_asked_for(self, scheme: SchemeBuilder) -> None:
        improved(scheme).done("reason", "grievance", "acknowledgement", "our chair is ill")
        assert "chair" not in scheme.done("propose", "grievance", "acknowledgement", "--to", "-").all

    def test_several_clauses_and_a_new_one(self, scheme: SchemeBuilder, clone: LibraryBuilder) -> None:
        """'Also with module.yaml changes when a clause is new (clauses entry with id, force computed, tailoring)'."""
        improved(scheme).edit(
            "## Fee { #no-charge }", "## Help {#help}\n\nThe secretariat should help.\n\n## Fee { #no-charge }"
        )
        scheme.edit("A complaint shall cost nothing.", "A complaint may cost nothing.")
        scheme.edit("Write to", "Please write to", "policies/grievance/forms/complaint-form.md")
        scheme.edit("## Records", "## Last word { #last-word }\n\nNorthern Minerals says it.\n\n## Records")
        told = scheme.done(
            "propose",
            "grievance",
            "help",
            "no-charge",
            "acknowledgement",
            "last-word",
            "forms/complaint-form.md",
            "--to",
            "a.patch",
        )
        assert "its force, requirement, becomes permission" in told.out
        template = applied(clone, scheme.path / "a.patch")
        assert rendered(template) == scheme.text().replace("{#help}", "{ #help }")
        assert "\n## Last word { #last-word }\n\n{{ cookiecutter.scheme_name }} says it.\n" in template
        form = clone.git("show", "HEAD:policies/grievance/{{cookiecutter.module}}/forms/complaint-form.md")
        assert "Please write to {{ cookiecutter.contact_email }}." in form
        metadata = clone.git("show", "HEAD:policies/grievance/module.yaml").split("clauses:\n")[1]
        assert (
            metadata
            == """\
  - {id: purpose, force: information, tailoring: locked}
  - {id: filing, force: requirement, tailoring: adjustable}
  - {id: acknowledgement, force: requirement, tailoring: adjustable, references: ["UNGP 31"]}
  - {id: help, force: recommendation, tailoring: adjustable}
  - {id: no-charge, force: permission, tailoring: adjustable}
  - {id: outcome, force: requirement, tailoring: adjustable}
  - {id: appeal, force: requirement, tailoring: adjustable}
  - {id: last-word, force: information, tailoring: adjustable}
  - {id: records, force: recommendation, tailoring: optional}"""
        )

    def test_the_beginning_and_the_end(self, scheme: SchemeBuilder, clone: LibraryBuilder) -> None:
        scheme.edit(": grievance procedure\n", ": grievance procedure\n\nPlease read on.\n")
        scheme.write("policies/grievance/policy.md", scheme.text() + "\n## End\n\nThe end.")
        scheme.done("propose", "grievance", "preamble", "end", "--to", "a.patch")
        template = applied(clone, scheme.path / "a.patch")
        assert template.startswith(
            "# {{ cookiecutter.scheme_name }}: grievance procedure\n\nPlease read on.\n\n## Purpose"
        )
        assert template.endswith("years.\n\n## End { #end }\n\nThe end.\n")

    def test_a_second_file_is_never_written_over(self, scheme: SchemeBuilder) -> None:
        improved(scheme).done("propose", "grievance", "acknowledgement", "--to", "a.patch")
        told = scheme.done("propose", "grievance", "acknowledgement", "--to", "a.patch", code=2)
        assert "a.patch is there already" in told.err
        assert (
            "no folder nowhere"
            in scheme.done("propose", "grievance", "acknowledgement", "--to", "nowhere/a.patch", code=2).err
        )

    def test_outside_of_the_scheme_and_on_the_screen(self, scheme: SchemeBuilder, tmp_path: Path) -> None:
        improved(scheme).done("propose", "grievance", "acknowledgement", "--to", "../out.patch")
        printed = scheme.done("propose", "grievance", "acknowledgement", "--to", "-")
        assert printed.out == (tmp_path / "out.patch").read_text("utf-8")
        assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []

    def test_golden(self, scheme: SchemeBuilder) -> None:
        """What a person reads, and what is sent, letter by letter."""
        improved(scheme)
        scheme.edit("The acknowledgement shall", "Northern Minerals answers within 60 days.\nThe acknowledgement shall")
        told = scheme.done("propose", "grievance", "acknowledgement")
        commit = scheme.lock()["provenance"]["commit"]
        assert told.out.replace(commit, "COMMIT") == (GOLDEN / "propose.golden.txt").read_text("utf-8")
        patch = scheme.done("propose", "grievance", "acknowledgement", "--to", "-").out
        _, _, patch = patch.replace(commit, "COMMIT").partition("\n")
        assert patch == (GOLDEN / "propose.golden.patch").read_text("utf-8")

    def test_nothing_is_written_unless_asked(self, scheme: SchemeBuilder) -> None:
        before = improved(scheme).files()
        for more in ([], ["--dry-run", "--to", "a.patch"]):
            assert "nothing was written" in scheme.done("propose", "grievance", "acknowledgement", *more).out
        assert scheme.files() == before


class TestBranch:
    """'Makes the branch with the commit in the user's clone of the library without touching its checked-out files or
    index'."""

    def test_it(self, scheme: SchemeBuilder, clone: LibraryBuilder) -> None:
        status = clone.git("status", "--porcelain")
        before = (files_of(clone.path), (clone.path / ".git/index").read_bytes())
        arguments = ("propose", "grievance", "acknowledgement", "--branch", "clearer", "--in", str(clone.path))
        told = improved(scheme).done(*arguments)
        assert "git push origin clearer" in told.out
        assert before == (files_of(clone.path), (clone.path / ".git/index").read_bytes())
        assert clone.git("status", "--porcelain") == status
        assert clone.git("rev-parse", "clearer^") == scheme.lock()["provenance"]["commit"]
        assert rendered(clone.git("show", f"clearer:{POLICY}") + "\n") == scheme.text()
        assert clone.git("diff", "--name-only", "clearer^", "clearer") == POLICY
        assert clone.git("fsck", "--strict") == ""
        assert "there is a branch 'clearer' already" in scheme.done(*arguments, code=2).err

    @pytest.mark.parametrize("name", ["-x", "a..b", "a b", "../x", "a.lock", "HEAD~1", "HEAD", "refs/heads/x", ""])
    def test_names(self, scheme: SchemeBuilder, clone: LibraryBuilder, name: str) -> None:
        told = improved(scheme).done(
            "propose",
            "grievance",
            "acknowledgement",
            f"--branch={name}",
            "--in",
            str(clone.path),
            code=2 if name else 0,
        )
        assert "cannot be the name of a branch" in told.err or not name
        assert clone.git("branch", "--format=%(refname:short)") == "main"

    def test_no_clone_of_that_library(self, scheme: SchemeBuilder, tmp_path: Path) -> None:
        """'CLONE is not a clone of that library (the commit/tree is not there)'."""
        other = GitFolder(tmp_path / "other")
        other.commit("Start", {"a.md": "a\n"})
        for folder, words in (
            (other.path, "other is no clone of the library"),
            (tmp_path, "not in a git repository"),
            (scheme.path, "no clone of the library"),
        ):
            told = improved_once(scheme).done(
                "propose", "grievance", "acknowledgement", "--branch", "x", "--in", str(folder), code=2
            )
            assert words in told.err
        assert "--in" in scheme.done("propose", "grievance", "acknowledgement", "--branch", "x", code=2).err

    def test_hooks_and_settings_of_the_clone_are_not_in_force(
        self, scheme: SchemeBuilder, clone: LibraryBuilder
    ) -> None:
        for hook in ("reference-transaction", "post-index-change", "pre-commit"):
            place = clone.path / ".git/hooks" / hook
            place.parent.mkdir(exist_ok=True)
            place.write_text("#!/bin/sh\ntouch ran\nexit 1\n", "utf-8")
            place.chmod(0o755)
        clone.git("config", "commit.gpgSign", "true")
        clone.git("config", "core.fsmonitor", "touch ran")
        improved(scheme).done("propose", "grievance", "acknowledgement", "--branch", "b", "--in", str(clone.path))
        assert not list(clone.path.rglob("ran"))

    def test_killed_on_the_way(self, scheme: SchemeBuilder, clone: LibraryBuilder, tmp_path: Path) -> None:
        """'Killed at any point leaves the clone and the scheme as they were'."""
        improved(scheme)
        arguments = ["propose", "grievance", "acknowledgement", "--branch", "b", "--in", str(clone.path)]
        before = (files_of(clone.path), files_of(scheme.path), (clone.path / ".git/index").read_bytes())
        writes = Child(scheme.path, [*arguments, "--dry-run"], tmp_path).untouched().writes
        for number in range(writes - 3, writes + 14, 4):
            ended = Child(scheme.path, arguments, tmp_path).killed_at(number)
            if ended.code == 0:
                break
            assert ended.code == -9, ended
            assert before == (files_of(clone.path), files_of(scheme.path), (clone.path / ".git/index").read_bytes())
            assert clone.git("branch", "--format=%(refname:short)") == "main"
            assert not list((clone.path / ".git").rglob("*.lock"))
        scheme.done(*arguments, code=2 if ended.code == 0 else 0)


def improved_once(scheme: SchemeBuilder) -> SchemeBuilder:
    return scheme if "in writing" in scheme.text() else improved(scheme)


class TestBase:
    """'Made against the newest release when the clause merges cleanly [...], else against the adopted one'."""

    def release(self, library: LibraryBuilder, old: str, new: str, version: str = "1.1.0") -> None:
        assert old in GRIEVANCE[TEXT]
        library.release("grievance", version, {TEXT: GRIEVANCE[TEXT].replace(old, new)})

    def test_the_newest(self, scheme: SchemeBuilder, moved_on: LibraryBuilder) -> None:
        self.release(
            moved_on,
            "## Acknowledgement { #acknowledgement }\n\nThe secretariat shall",
            "## Acknowledgement { #acknowledgement }\n\nWithout delay, the secretariat shall",
        )
        improved(scheme).edit("name a person to ask", "name two persons to ask")
        told = scheme.done("propose", "grievance", "acknowledgement", "--to", "a.patch")
        assert "proposed against grievance 1.1.0, the newest release; you adopted 1.0.0" in told.out
        template = applied(moved_on, scheme.path / "a.patch")
        assert "name two persons to ask" in template
        assert "Without delay, the secretariat" in template

    @pytest.mark.parametrize(
        ("old", "new", "words"),
        [
            pytest.param(
                "The acknowledgement shall name a person to ask.",
                "The acknowledgement shall name a person to ask or see.",
                "acknowledgement was changed in grievance 1.1.0 too",
                id="the-same-words",
            ),
            pytest.param(
                "## Acknowledgement { #acknowledgement }",
                "## Acknowledgement { #receipt }",
                "grievance 1.1.0 has no clause 'acknowledgement' any more",
                id="retired",
            ),
        ],
    )
    def test_the_adopted_one(
        self, scheme: SchemeBuilder, moved_on: LibraryBuilder, clone: LibraryBuilder, old: str, new: str, words: str
    ) -> None:
        self.release(moved_on, old, new)
        told = improved(scheme).done("propose", "grievance", "acknowledgement", "--to", "a.patch")
        assert "proposed against grievance 1.0.0, the release you adopted" in told.out
        assert f"made against the adopted release: {words}" in told.out
        assert rendered(applied(clone, scheme.path / "a.patch")) == scheme.text()

    def test_the_source_says_so_already(self, scheme: SchemeBuilder, moved_on: LibraryBuilder) -> None:
        self.release(moved_on, "name a person to ask.", "name a friend to ask.")
        scheme.edit("name a person to ask.", "name a friend to ask.")
        told = scheme.done("propose", "grievance", "acknowledgement", code=1)
        assert "grievance 1.1.0 says of acknowledgement what you would propose" in told.err

    def test_the_library_is_not_at_hand(self, scheme: SchemeBuilder, clone: LibraryBuilder) -> None:
        """'Library not at hand (works from .schemekit/source then [...]: fine offline)'."""
        scheme.write("scheme.lock", scheme.text("scheme.lock").replace("library: schemekit", "library: elsewhere"))
        told = improved(scheme).done("propose", "grievance", "acknowledgement", "--to", "a.patch")
        assert "made against the adopted release: there is no library 'elsewhere'" in told.out
        assert rendered(applied(clone, scheme.path / "a.patch")) == scheme.text()

    def test_a_clone_knows_what_is_newest(self, scheme: SchemeBuilder, clone: LibraryBuilder) -> None:
        clone.release("grievance", "1.1.0", {TEXT: GRIEVANCE[TEXT].replace("for every case", "for each case")})
        scheme.edit("should keep a record", "should keep a written record")
        improved(scheme).done("propose", "grievance", "records", "--branch", "b", "--in", str(clone.path))
        assert clone.git("rev-parse", "b^") == clone.head()

    def test_a_tampered_source(self, scheme: SchemeBuilder) -> None:
        improved(scheme).write(f".schemekit/source/grievance/{TEXT}", GRIEVANCE[TEXT] + "More.\n")
        told = scheme.done("propose", "grievance", "acknowledgement", code=1)
        assert "is not what was released" in told.err


class TestPrivate:
    """'Private by default: the proposal must not leak the scheme's private values'."""

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            pytest.param("Ask jane@nm.example.", "'jane@nm.example' is left in your words", id="an-address"),
            pytest.param("Ask northern minerals staff.", "'Northern Minerals' is left in your words", id="the-name"),
            pytest.param("Ask the Northern Minerals-wide list.", "'Northern Minerals' is left", id="inside-a-word"),
        ],
    )
    def test_names_that_are_left(self, scheme: SchemeBuilder, words: str, told: str) -> None:
        improved(scheme).edit("The acknowledgement shall", f"{words}\nThe acknowledgement shall")
        said = scheme.done("propose", "grievance", "acknowledgement", "--to", "a.patch", code=1)
        assert told in said.out
        assert not (scheme.path / "a.patch").exists()
        scheme.done("propose", "grievance", "acknowledgement", "--to", "a.patch", "--yes")

    def test_a_name_of_another_module(self, scheme: SchemeBuilder) -> None:
        scheme.edit("parameters:\n", "parameters:\n  treasurer: 'Jane Doe'\n", "scheme.yaml")
        improved(scheme).edit("The acknowledgement shall", "Ask Jane Doe.\nThe acknowledgement shall")
        assert "'Jane Doe' is left" in scheme.done("propose", "grievance", "acknowledgement", code=1).out

    def test_an_address_in_what_goes_with_it(self, scheme: SchemeBuilder) -> None:
        improved(scheme).done("reason", "grievance", "acknowledgement", "ask jane@nm.example")
        scheme.done("propose", "grievance", "acknowledgement")
        told = scheme.done(
            "propose", "grievance", "acknowledgement", "--with-reason", "--note", "me@nm.example", code=1
        )
        assert "the note: 'me@nm.example' is in it" in told.out
        assert "the reason for acknowledgement: 'jane@nm.example' is in it" in told.out


class TestRefused:
    """'Errors: unknown clause (did you mean), clause as the source has it, module not adopted', and licences."""

    @pytest.mark.parametrize(
        ("arguments", "code", "words"),
        [
            pytest.param(["grievance"], 2, "those that differ: acknowledgement, extra", id="no-clause"),
            pytest.param(["grievance", "acknowledgment"], 2, "did you mean 'acknowledgement'?", id="a-near-word"),
            pytest.param(["grievance", "no-charge"], 2, "no-charge is as the source has it", id="nothing-changed"),
            pytest.param(["grievance", "forms/complaint-form.md"], 2, "is as the source has it", id="a-form-unchanged"),
            pytest.param(["grievance", "forms/register.csv"], 1, "may hold entries that name people", id="a-register"),
            pytest.param(["grievance", "own.md"], 1, "own.md is a document of your own", id="a-file-of-ones-own"),
            pytest.param(["grievance", "records"], 1, "records is a clause that you dropped", id="dropped"),
            pytest.param(["grievence", "records"], 2, "did you mean 'grievance'?", id="a-module"),
            pytest.param(
                ["grievance", "acknowledgement", "--blank", "acknowledge_day"], 2, "'acknowledge_days'", id="blank"
            ),
            pytest.param(
                ["grievance", "acknowledgement", "--to", "x", "--branch", "y"], 2, "not both", id="two-places"
            ),
            pytest.param(["grievance", "acknowledgement", "--to", "-", "--json"], 2, "not both", id="two-outputs"),
            pytest.param(["grievance", "extra"], 1, "template mark '{{' in your words", id="template-code"),
            pytest.param(["grievance", "Odd_Id"], 1, "cannot be the id of a clause", id="an-odd-id"),
            pytest.param(["grievance", "open-code"], 1, "would swallow or add clauses", id="an-open-code-block"),
        ],
    )
    def test_it(self, scheme: SchemeBuilder, arguments: list[str], code: int, words: str) -> None:
        improved(scheme)
        scheme.edit(
            "## Records { #records }\n\nThe secretariat should keep a record of every case for 7 years.\n",
            "## Extra { #extra }\n\nSee {{ 7*7 }}.\n\n## Odd { #Odd_Id }\n\nA.\n\n## Code { #open-code }\n\n```\nx\n",
        )
        scheme.write("policies/grievance/own.md", "Mine.\n")
        scheme.edit("case,received", "case,name,received", "policies/grievance/forms/register.csv")
        told = scheme.done("propose", *arguments, code=code)
        assert words in " ".join(told.all.split())
        assert "Traceback" not in told.all

    def test_no_derivatives(self, scheme: SchemeBuilder) -> None:
        """'ND or "no derivatives" verdict (licence room) blocks with the reason'."""
        scheme.done("add", "nd-text,zero-text,odd-text")
        for module in ("nd-text", "zero-text", "odd-text"):
            scheme.edit("shall be in writing", "shall be in clear writing", f"policies/{module}/policy.md")
        told = scheme.done("propose", "nd-text", "answer", code=1)
        assert "nd-text may not be changed: its licence is CC-BY-ND-4.0" in told.err
        assert "Offered under CC0-1.0, the licence of the module." in scheme.done("propose", "zero-text", "answer").out
        told = scheme.done("propose", "odd-text", "answer", code=1)
        assert "the licence LicenseRef-house-terms" in told.out

    @pytest.mark.parametrize(
        ("licence", "code", "words"),
        [
            ("CC-BY-SA-4.0", 1, "words borrowed under CC-BY-SA-4.0, which may not go under CC-BY-4.0"),
            ("CC0-1.0", 0, "acknowledgement: from The Handbook, under CC0-1.0"),
        ],
    )
    def test_borrowed_words(self, scheme: SchemeBuilder, licence: str, code: int, words: str) -> None:
        improved(scheme).done(
            "reason", "grievance", "acknowledgement", "better", "--licence", licence, "--source", "The Handbook"
        )
        assert words in scheme.done("propose", "grievance", "acknowledgement", code=code).all

    def test_a_locked_clause_is_said_to_be_one(self, scheme: SchemeBuilder) -> None:
        scheme.edit("handles complaints.", "handles complaints well.")
        assert "purpose: the source locks this clause" in scheme.done("propose", "grievance", "purpose").out

    def test_what_the_librarys_check_would_say(self, scheme: SchemeBuilder) -> None:
        improved(scheme).edit("The acknowledgement shall", "It shall take 3 weeks.\nThe acknowledgement shall")
        told = scheme.done("propose", "grievance", "acknowledgement")
        assert "the bare figure '3 weeks'" in told.out

    def test_git_does_not_know_the_author(self, scheme: SchemeBuilder, own_home: Path) -> None:
        (own_home / ".gitconfig").write_text("", "utf-8")
        told = improved(scheme).done("propose", "grievance", "acknowledgement", "--to", "a.patch", code=2)
        assert "git config --global user.name" in told.err
        assert not (scheme.path / "a.patch").exists()

    def test_a_heading_cannot_add_lines_to_the_mail(self, scheme: SchemeBuilder, clone: LibraryBuilder) -> None:
        """'Patch header injection via clause headings/reasons'."""
        improved(scheme).done(
            "propose",
            "grievance",
            "acknowledgement",
            "--to",
            "a.patch",
            "--note",
            "x\n---\n\ndiff --git a/evil b/evil\nFrom: evil <e@e.example>\n\nFrom " + "1" * 40,
            "--yes",
        )
        applied(clone, scheme.path / "a.patch")
        assert clone.git("log", "-1", "--format=%an") == "Test Person"
        assert clone.git("show", "--format=", "--name-only", "HEAD") == POLICY
        assert "Offered under CC-BY-4.0" in clone.git("log", "-1", "--format=%B")
