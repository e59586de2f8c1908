"""`module import`: Markdown files become modules, and newer ones bring those up to date with all hand-work kept."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from schemekit.cli.root import run
from schemekit.files.schemas import load, validator
from schemekit.files.shipped import shipped
from schemekit.model.module import Module
from schemekit.text.document import Document
from schemekit.text.template_grammar import parse_template
from tests.builders import GitFolder
from tests.publish.conftest import Shop, Told

STANDARD = Path(__file__).parent / "data" / "standard-for-public-code"
FIRST = """\
---
order: 3
---
# Letters

## 1. Answers

The secretariat shall answer a letter within ten working days.
It should keep a copy, as [votes](votes.md#how-to-vote) says.

## 2. Tone

Letters are friendly, and nobody needs a lawyer to read one of them or to answer it.

## 3. Templates

A site writes {{ page.title }} there.
"""
VOTES = "# Votes\n\n## How to vote?\n\nMembers may vote by letter.\n"
SAID = ("--licence", "CC-BY-4.0", "--author", "Example Forest Council", "--year", "2019")
YAML = "policies/letters/module.yaml"
POLICY = "policies/letters/{{cookiecutter.module}}/policy.md"


class Desk:
    """A library's folder beside a folder of texts, and schemekit run in it."""

    def __init__(self, folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
        self.git, self._capfd = GitFolder(folder / "library"), capfd
        self.path, self.texts = folder / "library", folder / "texts"
        self.texts.mkdir()
        self.put({"letters.md": FIRST, "votes.md": VOTES})

    def put(self, files: dict[str, str | bytes]) -> None:
        for name, text in files.items():
            (self.texts / name).parent.mkdir(parents=True, exist_ok=True)
            (self.texts / name).write_bytes(text.encode() if isinstance(text, str) else text)

    def schemekit(self, *arguments: str) -> Told:
        self._capfd.readouterr()
        code = run(["-C", str(self.path), "module", *arguments])
        captured = self._capfd.readouterr()
        return Told(code, captured.out, captured.err)

    def load(self, *arguments: str, code: int = 0) -> Told:
        told = self.schemekit("import", *(arguments or ("../texts", "--each", *SAID)))
        assert told.code == code, told.out + told.err
        return told

    def text(self, path: str) -> str:
        return (self.path / path).read_bytes().decode()

    def modules(self) -> list[str]:
        return sorted(path.name for path in (self.path / "policies").iterdir() if path.is_dir())

    def module(self, name: str = "letters") -> Module:
        path = f"policies/{name}/module.yaml"
        return Module.from_mapping(load(self.text(path), "module", path))

    def release(self, *modules: str) -> None:
        for module in modules:
            told = self.schemekit("release", module, "--note", "As it was.")
            assert told.code == 0, told.out + told.err

    def state(self) -> dict[str, bytes]:
        return {str(path.relative_to(self.path)): path.read_bytes() for path in sorted(self.path.rglob("*"))
                if path.is_file() and ".git" not in path.parts}


@pytest.fixture
def desk(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capfd)


def findings(told: Told) -> list[tuple[str, str, int]]:
    """What was found: code, file and line, errors only."""
    return [(item["code"], item["file"].removeprefix("../texts/"), item["line"])
            for item in json.loads(told.out)["error"]["findings"] if item["severity"] == "error"]


class TestFirstImport:
    """A text that exists becomes a module that lint has no errors in, without a word of it changed."""

    def test_on_screen(self, desk: Desk) -> None:
        told = desk.load()
        assert told.err == ""
        assert told.out.splitlines()[-3:] == [
            "letters  new, 3 clauses; a release will be 1.0.0",
            "votes    new, 1 clause; a release will be 1.0.0",
            "2 modules imported, 5 warnings. Next: schemekit module lint letters",
        ]

    def test_lint_has_no_errors(self, desk: Desk) -> None:
        desk.load()
        told = desk.schemekit("lint", "--json")
        assert (told.code, told.json["errors"]) == (0, 0)
        desk.release("letters", "votes")

    def test_a_text_in_french(self, desk: Desk) -> None:
        """`module import … --language fr`: its verbs are read in its language from the first time on."""
        desk.put({"plainte.md": "# Plainte\n\n## Réponse\n\nLe secrétariat doit répondre.\n\n"
                                "## Audience\n\nLe comité peut entendre les parties.\n"})
        desk.load("../texts/plainte.md", "--language", "fr", *SAID)
        assert [clause.force.value for clause in desk.module("plainte").clauses] == ["requirement", "capability"]
        assert desk.module("plainte").language == "fr"
        assert desk.schemekit("lint", "plainte").code == 0

    def test_the_text_stays_its_authors(self, desk: Desk) -> None:
        """'Text stays byte for byte the author's but for ids in headings', a link that went, and template signs."""
        desk.load()
        filled = parse_template(desk.text(POLICY), "policy.md").render({"module": "letters"})
        assert re.sub(r" \{ #[a-z-]+ \}$", "", filled, flags=re.MULTILINE) == FIRST.replace(
            "votes.md#how-to-vote", "../votes/policy.md#how-to-vote")
        assert [clause.id for clause in Document.parse(filled).clauses] == ["answers", "tone", "templates"]

    def test_what_module_yaml_says(self, desk: Desk) -> None:
        desk.load()
        module = desk.module()
        assert (module.title, module.licence, module.credit.author, module.credit.year) == (
            "Letters", "CC-BY-4.0", "Example Forest Council", 2019)
        assert [(clause.id, clause.force.value, clause.tailoring.value) for clause in module.clauses] == [
            ("answers", "requirement", "adjustable"), ("tone", "information", "adjustable"),
            ("templates", "information", "adjustable")]
        assert [(fixed.text, fixed.reason) for fixed in module.clauses[0].fixed] == [
            ("ten working days", "as in the imported text")]
        assert [related.module for related in module.related] == ["votes"]
        assert "Ids that are no longer used." in desk.text(YAML)

    def test_a_folder_is_one_module(self, desk: Desk) -> None:
        desk.put({"forms/annex.md": "# Annex\n\n## Answers\n\nSee [above](../letters.md#1-answers).\n"})
        desk.load("../texts", "--id", "post", *SAID)
        module = desk.module("post")
        assert [document.file for document in module.documents] == ["forms/annex.md", "letters.md", "votes.md"]
        assert [clause.id for clause in module.clauses] == [
            "annex-answers", "letters-answers", "tone", "templates", "how-to-vote"]
        annex = desk.text("policies/post/{{cookiecutter.module}}/forms/annex.md")
        assert "[above](../letters.md#letters-answers)" in annex
        assert desk.schemekit("lint", "post").code == 0

    def test_a_picture_comes_along(self, desk: Desk) -> None:
        desk.put({"votes.md": VOTES + "\n![Hall](img/hall.png)\n", "img/hall.png": b"\x89PNG\r\n"})
        desk.load("../texts/votes.md", *SAID)
        assert [(document.file, document.kind) for document in desk.module("votes").documents] == [
            ("policy.md", "text"), ("img/hall.png", "annex")]
        assert (desk.path / "policies/votes/{{cookiecutter.module}}/img/hall.png").read_bytes() == b"\x89PNG\r\n"
        assert desk.load("../texts/votes.md").out.splitlines()[-1] == "Nothing to change in 1 module."

    def test_front_matter_names_what_it_can(self, desk: Desk) -> None:
        desk.put({"votes.md": "---\ntitle: All about votes\nsummary: How members vote.\n---\n\n" + VOTES})
        desk.load("../texts/votes.md", *SAID)
        module = desk.module("votes")
        assert (module.title, module.summary) == ("Votes", "How members vote.")
        assert desk.text("policies/votes/{{cookiecutter.module}}/policy.md").startswith("---\ntitle: All about votes\n")

    def test_plain_cookiecutter_gives_the_text(self, desk: Desk, tmp_path: Path) -> None:
        from cookiecutter.main import cookiecutter

        desk.load()
        cookiecutter(str(desk.path / "policies/letters"), no_input=True, output_dir=str(tmp_path / "out"),
                     default_config=True)
        wanted = parse_template(desk.text(POLICY), "policy.md").render({"module": "letters"})
        assert (tmp_path / "out/letters/policy.md").read_text("utf-8") == wanted

    def test_a_dry_run_writes_nothing(self, desk: Desk) -> None:
        told = desk.load("../texts", "--each", "--dry-run", *SAID)
        assert told.out.splitlines()[-1] == ("2 modules would be imported, nothing was written, 5 warnings. "
                                             "Next: the same without --dry-run")
        assert desk.state() == {}

    def test_must_in_capitals_is_a_requirement(self, desk: Desk) -> None:
        """RFC 2119 and 8174: in capitals it binds; in small letters a person has to say."""
        desk.put({"votes.md": "# V\n\n## A\n\nA vote MUST be secret.\n\n## B\n\nIt must be free.\n"})
        told = desk.load("../texts/votes.md", *SAID)
        assert [clause.force.value for clause in desk.module("votes").clauses] == ["requirement", "information"]
        assert told.out.count("[force-must]") == 1


class TestAgain:
    """'On a newer version of the text it updates the module, and what a person put into module.yaml is kept.'"""

    NEWER = FIRST.replace("## 1. Answers", "## 2. Replies").replace("## 2. Tone", "## 1. Tone").replace(
        "a copy", "a good copy").replace("## 3. Templates\n\nA site writes {{ page.title }} there.\n",
                                         "## 3. Fees\n\nAn answer shall cost nothing.\n")

    def test_nothing_changes(self, desk: Desk) -> None:
        """'Running it again on the same input changes nothing.'"""
        desk.load()
        before = desk.state()
        told = desk.load("../texts", "--each")
        assert (told.out.splitlines()[-1], desk.state()) == ("Nothing to change in 2 modules.", before)
        desk.release("letters", "votes")
        before = desk.state()
        told = desk.load("../texts", "--each")
        assert "letters  as it is; nothing to release since 1.0.0" in told.out
        assert desk.state() == before

    def test_ids_stay_and_what_went_retires(self, desk: Desk) -> None:
        desk.load()
        desk.release("letters", "votes")
        desk.put({"letters.md": self.NEWER})
        told = desk.load("../texts", "--each")
        assert [clause.id for clause in desk.module().clauses] == ["answers", "tone", "fees"]
        assert [(entry.id, entry.since) for entry in desk.module().retired] == [("templates", "2.0.0")]
        lines = told.out.splitlines()[-7:]
        assert [lines[0], *lines[-2:]] == [
            "letters  changed, 3 clauses; a release will be major: 1.0.0 -> 2.0.0",
            "votes    as it is; nothing to release since 1.0.0",
            "1 module imported, 3 warnings. Next: schemekit module lint letters",
        ]
        assert {"  fees       new", "  templates  gone"} <= set(lines[1:5])
        desk.release("letters")
        assert desk.schemekit("lint").code == 0

    def test_an_id_never_comes_back_for_something_else(self, desk: Desk) -> None:
        desk.load()
        desk.release("letters", "votes")
        desk.put({"letters.md": self.NEWER})
        desk.load("../texts", "--each")
        desk.release("letters")
        desk.put({"letters.md": self.NEWER + "\n## Templates\n\nThe board publishes samples of good letters.\n"})
        desk.load("../texts", "--each")
        assert [clause.id for clause in desk.module().clauses][-1] == "templates-2"
        desk.release("letters")

    def test_the_wrong_version_can_be_taken_back(self, desk: Desk) -> None:
        """An import that was not released leaves no trace in the ids once the right text is imported."""
        desk.load()
        desk.release("letters", "votes")
        before = desk.state()
        desk.put({"letters.md": self.NEWER})
        desk.load("../texts", "--each")
        desk.put({"letters.md": FIRST})
        desk.load("../texts", "--each")
        assert desk.state() == before

    def test_before_the_first_release_nothing_retires(self, desk: Desk) -> None:
        desk.load()
        desk.put({"letters.md": self.NEWER})
        desk.load("../texts", "--each")
        assert desk.module().retired == ()

    def test_what_a_person_wrote_stays(self, desk: Desk) -> None:
        desk.load()
        text = desk.text(YAML).replace(
            "  - {id: tone, force: information, tailoring: adjustable}",
            "  # Agreed with the members.\n  - {id: tone, force: information, tailoring: locked, references: [ours]}",
        ).replace("as in the imported text", "the law says so").replace("summary: Letters.", "summary: How we write.")
        desk.git.write({YAML: text})
        desk.put({"letters.md": self.NEWER})
        desk.load("../texts", "--each")
        module = desk.module()
        assert (module.summary, module.clauses[1].tailoring.value, module.clauses[1].references) == (
            "How we write.", "locked", ("ours",))
        assert [fixed.reason for fixed in module.clauses[0].fixed] == ["the law says so"]
        assert "  # Agreed with the members.\n  - {id: tone" in desk.text(YAML)

    def test_a_force_that_a_person_set_stays(self, desk: Desk) -> None:
        """In the present style a duty is stated without a verb, which only a person can tell."""
        desk.put({"votes.md": "# V\n\n## A\n\nThe board counts.\n\n## B\n\nMembers may watch.\n"})
        desk.load("../texts/votes.md", *SAID)
        path = "policies/votes/module.yaml"
        desk.git.write({path: desk.text(path).replace("house_style: shall", "house_style: present").replace(
            "id: clause-a, force: information", "id: clause-a, force: requirement")})
        desk.put({"votes.md": "# V\n\n## A\n\nThe board counts twice.\n\n## B\n\nMembers watch.\n"})
        desk.load("../texts/votes.md")
        assert [clause.force.value for clause in desk.module("votes").clauses] == ["requirement", "information"]

    def _with_a_blank(self, desk: Desk) -> None:
        desk.load()
        desk.git.write({
            POLICY: desk.text(POLICY).replace("ten working days", "{{ cookiecutter.answer_days }} days"),
            YAML: desk.text(YAML).replace(
                ', fixed: [{text: ten working days, reason: as in the imported text}]', "").replace(
                "parameters: []", "parameters:\n  - {name: answer_days, scope: module, type: text, title: Time, "
                "prompt: How long?, help: Short., default: ten working, stricter: none, reference: design choice, "
                "tailoring: adjustable}"),
        })
        assert desk.schemekit("lint", "letters", "--write").code == 0

    def test_a_blank_that_a_person_made_stays(self, desk: Desk) -> None:
        """'Hand-made metadata in module.yaml (… parameters …) kept', and so is the place where the value stands."""
        self._with_a_blank(desk)
        desk.load("../texts", "--each")
        assert "within {{ cookiecutter.answer_days }} days" in desk.text(POLICY)
        desk.put({"letters.md": self.NEWER})
        desk.load("../texts", "--each")
        assert "within {{ cookiecutter.answer_days }} days" in desk.text(POLICY)
        assert "keep a good copy" in desk.text(POLICY)
        before = desk.state()
        desk.load("../texts", "--each")
        assert desk.state() == before

    def test_a_blank_whose_words_changed_is_asked_about(self, desk: Desk) -> None:
        self._with_a_blank(desk)
        before = desk.state()
        desk.put({"letters.md": FIRST.replace("ten working days", "ninety working days")})
        told = desk.load("../texts", "--each", "--json", code=1)
        assert [code for code, _, _ in findings(told)] == ["import-parameter"]
        assert desk.state() == before

    def test_a_file_that_was_renamed(self, desk: Desk) -> None:
        """'Kept across versions by similarity': the module is known by its words, and its id never changes."""
        desk.load()
        (desk.texts / "letters.md").rename(desk.texts / "write-good-letters.md")
        told = desk.load("../texts", "--each")
        assert re.search(r"write-good-letters.md is taken for 'letters': 9\d% of the words are the same", told.out)
        assert desk.modules() == ["letters", "votes"]

    def test_a_file_that_went_leaves_its_module(self, desk: Desk) -> None:
        desk.load()
        (desk.texts / "votes.md").unlink()
        desk.put({"letters.md": FIRST.replace("votes.md", "https://example.org/votes")})
        told = desk.load("../texts", "--each")
        assert "No file was found for votes: left as before." in told.out

    def test_documents_of_one_module_come_and_go(self, desk: Desk) -> None:
        desk.load("../texts", "--id", "post", *SAID)
        desk.release("post")
        (desk.texts / "letters.md").rename(desk.texts / "mail.md")
        desk.put({"new.md": "# New\n\n## News\n\nx\n"})
        desk.load("../texts", "--id", "post")
        module = desk.module("post")
        assert [document.file for document in module.documents] == ["votes.md", "mail.md", "new.md"]
        assert [clause.id for clause in module.clauses] == ["how-to-vote", "answers", "tone", "templates", "news"]
        assert module.retired == ()
        desk.release("post")


class TestFindings:
    """'All findings at once, with file, line, what, fix. Errors refuse, warnings go on.'"""

    @pytest.mark.parametrize(("text", "code", "line"), [
        pytest.param(b"# T\n\n## A\n\nf\xfcnf\n", "encoding", 5, id="not-utf-8"),
        pytest.param("# T\n\n## A\n\n<b>x</b>\n", "html", 5, id="raw-html"),
        pytest.param("# T\n\n## A\n\n[x](none.md)\n", "link-target", 5, id="a-link-to-nothing"),
        pytest.param("# T\n\n## A\n\n[x](letters.md#none)\n", "link-target", 5, id="a-link-to-no-heading"),
        pytest.param("# T\n\n## A\n\n[x](../../etc/passwd)\n", "link-target", 5, id="a-link-out"),
        pytest.param("# T\n\n## A\n\n[x](javascript:alert)\n", "link-unsafe", 5, id="a-link-that-runs"),
        pytest.param("Words.\n\n# T\n\n## A\n\nx\n", "heading-title", 1, id="text-before-the-title"),
        pytest.param("---\na: b\n---\n\nWords.\n\n# T\n\n## A\n\nx\n", "heading-title", 5, id="below-front-matter-too"),
        pytest.param("# T\n\n# A\n\nx\n", "heading-level", 3, id="two-titles"),
        pytest.param("T\n===\n\n## A\n\nx\n", "heading-title", 1, id="an-underlined-title"),
        pytest.param("# T\r\n\r\n## A\r\n\r\nx\r\n", "line-ending", 1, id="from-windows"),
        pytest.param("# T\n\n\n## A\n\nx\n", "blank-lines", 1, id="two-blank-lines"),
        pytest.param("# T\n\n## A\n\nx \n", "line-ending", 5, id="a-blank-at-a-line-end"),
        pytest.param("# T\n\n## A\n\nx", "line-ending", 5, id="no-line-break-at-the-end"),
        pytest.param("# T\n\n## A\n\n\u202ex\n", "hidden-mark", 5, id="a-mark-that-turns-the-writing"),
        pytest.param("# T\n\n## A\n\n> It shall.\n", "force-note", 5, id="a-duty-in-a-note"),
    ])
    def test_errors_refuse(self, desk: Desk, text: str | bytes, code: str, line: int) -> None:
        desk.put({"fees.md": text})
        told = desk.load("../texts", "--each", "--json", *SAID, code=1)
        assert (code, "fees.md", line) in findings(told)
        assert desk.state() == {}

    @pytest.mark.parametrize(("name", "code"), [
        pytest.param("文.md", "import-id", id="a-name-without-letters"),
        pytest.param("12.md", "import-id", id="digits-only"),
        pytest.param("letters_.md", "import-id", id="the-id-of-another"),
    ])
    def test_names(self, desk: Desk, name: str, code: str) -> None:
        desk.put({name: "# T\n\n## A\n\nx\n"})
        assert (code, name, 0) in findings(desk.load("../texts", "--each", "--json", *SAID, code=1))

    def test_a_name_that_not_every_system_can_store(self, desk: Desk) -> None:
        desk.put({"a b.md": "# T\n\n## A\n\nx\n"})
        told = desk.load("../texts", "--id", "post", "--json", *SAID, code=1)
        assert ("import-name", "a b.md", 0) in findings(told)

    def test_what_was_not_said_is_asked_once(self, desk: Desk) -> None:
        desk.put({"votes.md": VOTES + "\n`SPDX-License-Identifier: CC0-1.0`\n"})
        told = desk.load("../texts", "--each", code=1)
        assert (told.out.count("[import-licence]"), told.out.count("[import-author]")) == (1, 1)
        assert told.err.splitlines() == [
            "error: nothing was imported: 2 errors in 1 file",
            "  fix: mend the places named above, then run the command again"]
        told = desk.load("../texts/votes.md", "--author", "Us", code=1)
        assert "add --licence CC0-1.0" in told.out

    def test_all_at_once(self, desk: Desk) -> None:
        desk.put({"a.md": b"\xff", "b.md": "# T\n\n## A\n\n<b>x</b>\n", "letters.md": "# T\n\n# U\n"})
        told = desk.load("../texts", "--each", "--json", code=1)
        assert {code for code, _, _ in findings(told)} >= {
            "encoding", "html", "heading-level", "import-licence", "import-author"}

    def test_tidy_mends_the_layout_and_finds_at_the_old_lines(self, desk: Desk) -> None:
        desk.put({"fees.md": "\ufeff# T\r\n\r\n\r\n<!-- x -->\r\n## A\r\n\r\nx  \r\ny. Two. \r\n<b>z</b>"})
        told = desk.load("../texts/fees.md", "--json", *SAID, "--tidy", code=1)
        assert [item for item in findings(told) if item[0] == "html"] == [("html", "fees.md", 9)] * 2
        desk.put({"fees.md": "\ufeff# T\r\n\r\n\r\n<!-- x -->\r\n## A\r\n\r\nx  \r\ny \r\n"})
        desk.load("../texts/fees.md", *SAID, "--tidy")
        assert desk.text("policies/fees/{{cookiecutter.module}}/policy.md") == "# T\n\n## A { #clause-a }\n\nx\\\ny\n"

    def test_long_lists_of_warnings_are_cut_on_screen_only(self, desk: Desk) -> None:
        desk.put({"fees.md": "# T\n\n## A\n\n" + "One. Two.\n" * 50})
        assert "… and 47 more of [sentence]; --json lists them all" in desk.load("../texts/fees.md", *SAID).out
        told = desk.load("../texts/fees.md", "--json")
        assert sum(item["code"] == "sentence" for item in told.json["findings"]) == 50

    def test_a_module_yaml_that_cannot_be_read(self, desk: Desk) -> None:
        desk.load()
        desk.git.write({YAML: "id: [\n"})
        before = desk.state()
        assert desk.load("../texts", "--each", code=1).out.startswith(f"{YAML}:")
        assert desk.state() == before


class TestUsage:
    """Exit codes: 0 fine, 1 findings, 2 usage or environment."""

    @pytest.mark.parametrize(("arguments", "words"), [
        pytest.param(("../none", *SAID), "there is no file or folder '../none'", id="nothing-there"),
        pytest.param(("../texts", "--each", "--id", "x", *SAID), "--id names one module, and these are 2",
                     id="one-id-for-two"),
        pytest.param(("../empty", *SAID), "'../empty' holds no Markdown file", id="an-empty-folder"),
        pytest.param((), "Missing argument", id="nothing-named"),
        pytest.param(("/dev/zero", *SAID), "'/dev/zero' is refused", id="a-device"),
        pytest.param(("../link", *SAID), "'../link' is refused", id="a-link"),
    ])
    def test_refused(self, desk: Desk, arguments: tuple[str, ...], words: str) -> None:
        (desk.texts.parent / "empty").mkdir()
        (desk.texts.parent / "link").symlink_to(desk.texts)
        told = desk.schemekit("import", *arguments)
        assert (told.code, words in told.err, "Traceback" in told.err) == (2, True, False), told.err
        assert desk.state() == {}

    def test_a_link_among_the_files(self, desk: Desk) -> None:
        (desk.texts / "passwd.md").symlink_to("/etc/passwd")
        told = desk.load("../texts", "--each", "--json", *SAID, code=1)
        assert ("import-file", "passwd.md", 0) in findings(told)

    def test_in_a_scheme(self, desk: Desk) -> None:
        (desk.path / "scheme.yaml").write_text("format: 1\n", "utf-8")
        assert "is a scheme, not a library" in desk.schemekit("import", "../texts", *SAID).err

    def test_beside_other_modules(self, shop: Shop, tmp_path: Path) -> None:
        (tmp_path / "votes.md").write_text(VOTES, "utf-8")
        assert shop.schemekit("import", str(tmp_path / "votes.md"), *SAID).code == 0
        assert shop.schemekit("lint").code == 0

    def test_the_report_fits_its_schema(self, desk: Desk) -> None:
        schema = json.loads((shipped("schemas") / "reports" / "module-import.schema.json").read_text("utf-8"))
        reports: list[Any] = [desk.load("../texts", "--each", "--json", *SAID).json]
        desk.release("letters", "votes")
        (desk.texts / "votes.md").unlink()
        desk.put({"mail.md": TestAgain.NEWER.replace("(votes.md#how-to-vote)", "(https://example.org)")})
        (desk.texts / "letters.md").unlink()
        reports.append(desk.load("../texts", "--each", "--json").json)
        assert reports[1]["modules"][0]["changes"]
        assert reports[1]["modules"][0]["likeness"] > 0.7
        assert reports[1]["left"] == ["votes"]
        for report in reports:
            assert [error.message for error in validator(schema).iter_errors(report)] == []


class TestRealTexts:
    """Three versions of five criteria of the Standard for Public Code, released one after the other."""

    SAID = ("--each", "--tidy", "--licence", "CC0-1.0", "--author", "Foundation for Public Code",
            "--type", "standard", "--base-url", "https://standard.publiccode.net/criteria/")

    def test_through_three_versions(self, desk: Desk) -> None:
        ids: dict[str, dict[str, list[str]]] = {}
        for version in ("0.1.4", "0.5.0", "0.6.0"):
            shutil.rmtree(desk.texts)
            shutil.copytree(STANDARD / version, desk.texts)
            self._mend(desk)
            told = desk.load("../texts", *self.SAID, "--json").json
            assert told["left"] == []
            desk.release(*(entry["module"] for entry in told["modules"]))
            assert desk.schemekit("lint", "--json").json["errors"] == 0
            ids[version] = {name: [clause.id for clause in desk.module(name).clauses] for name in desk.modules()}
        names = ["code-in-the-open", "continuous-integration", "open-standards", "require-review",
                 "understandable-english-first"]
        assert {version: sorted(found) for version, found in ids.items()} == dict.fromkeys(ids, names)
        for name in names:
            lasting = {"requirements", "how-to-test", "further-reading"}
            assert lasting <= set(ids["0.6.0"][name]) & set(ids["0.1.4"][name])
        policy = desk.text("policies/open-standards/{{cookiecutter.module}}/policy.md")
        assert "(https://standard.publiccode.net/glossary.md#" in policy

    @staticmethod
    def _mend(desk: Desk) -> None:
        """What the maintainers would mend by hand: three places of raw HTML."""
        for path in desk.texts.glob("*.md"):
            text = path.read_text("utf-8").replace("<i>de facto</i>", "*de facto*")
            path.write_text(re.sub(r"<p style=[^>]*></p>\n", "", text), "utf-8")

    def test_unmended_it_says_where(self, desk: Desk) -> None:
        told = desk.load(str(STANDARD / "0.6.0"), *self.SAID, "--json", code=1)
        assert {(code, file.rpartition("/")[2], line) for code, file, line in findings(told)} == {
            ("html", "use-plain-english.md", 10), ("html", "use-plain-english.md", 51)}
