"""The scaffolds we ship, made by plain cookiecutter and by schemekit, with the names that real schemes have."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemekit.files.scaffold import render_scaffold
from schemekit.files.schemas import findings_of
from schemekit.files.yaml import edit_yaml
from schemekit.model.module import Force, Module
from schemekit.model.parameter import in_text, text_issues
from schemekit.model.scheme import Scheme
from schemekit.text.linting.lint import lint_module
from schemekit.text.template_grammar import parse_template

COMPONENTS = Path(__file__).parents[2] / "components"
SCHEME, MODULE = COMPONENTS / "scheme", COMPONENTS / "module"
INNER = "{{cookiecutter.module}}"

ODD = {
    "apostrophe": "L'Étoile d'Afrique",
    "quotes": 'The "Green" \'Label\'',
    "yaml-marks": "#1: [a] {b} & *c | d > e % @ ` !",
    "looks-like-something-else": "no",
    "right-to-left": "مؤسسة المعادن \"الشمالية\"",
    "beyond-the-basic-plane": "鉱物 🌍 𝔐",
    "backslash": "a\\nb\\",
    "markdown": "[click](https://example.org) *bold* _it_ `code`",
    "half-a-mark": "{ a } %",
    "five-hundred": "x" * 500,
}
NAMES = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=60).filter(
    lambda text: not text_issues(text)
)


def answers_of(template: Path, text: str) -> dict[str, str]:
    """Every free answer of a scaffold set to one text; names of folders and closed lists left alone."""
    questions = json.loads((template / "cookiecutter.json").read_text(encoding="utf-8"))
    free = {name for name, default in questions.items() if isinstance(default, str)} - {"folder", "id", "year"}
    return dict.fromkeys(free, text) | {name: "made-here" for name in ("folder", "id") if name in questions}


def plain_cookiecutter(template: Path, answers: Mapping[str, str], into: Path) -> Path:
    """Run cookiecutter as somebody without schemekit does, with a home of its own."""
    home = into / "home"
    home.mkdir(parents=True)
    command = [sys.executable, "-m", "cookiecutter", str(COMPONENTS.parent), "--no-input", "-o", str(into)]
    command += ["--directory", template.relative_to(COMPONENTS.parent).as_posix()]
    done = subprocess.run(
        [*command, *(f"{name}={value}" for name, value in answers.items())],
        env={**os.environ, "HOME": str(home), "USERPROFILE": str(home)},
        capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stderr
    shutil.rmtree(home)
    (made,) = into.iterdir()
    return made


def tree(folder: Path) -> dict[str, str]:
    """Every file below a folder with its text."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode() for path in folder.rglob("*") if path.is_file()
    }


def parsed(files: Mapping[str, str], name: str) -> Any:
    """A YAML file, read as any reader would."""
    return yaml.safe_load(files[name])


@pytest.fixture
def scheme(tmp_path: Path) -> Path:
    """A scheme with an ordinary name."""
    answers = answers_of(SCHEME, "Northern Minerals") | {"licence": "CC-BY-4.0", "language": "en"}
    return render_scaffold(SCHEME, answers, tmp_path)


@pytest.fixture
def module(tmp_path: Path) -> Path:
    """A module with an ordinary title."""
    return render_scaffold(MODULE, {"id": "travel", "title": "Travel procedure", "topics": "travel"}, tmp_path)


@pytest.mark.parametrize("template", [SCHEME, MODULE], ids=["scheme", "module"])
class TestBothWays:
    """A scaffold is a native cookiecutter template: it works without schemekit, and gives the same bytes."""

    def test_plain_cookiecutter_works_without_an_answer(self, template: Path, tmp_path: Path) -> None:
        made = plain_cookiecutter(template, {}, tmp_path)
        assert made.name.startswith("example-")

    def test_both_give_the_same_bytes(self, template: Path, tmp_path: Path) -> None:
        answers = answers_of(template, ODD["apostrophe"] + ODD["yaml-marks"] + ODD["right-to-left"])
        (tmp_path / "ours").mkdir()
        ours = render_scaffold(template, answers, tmp_path / "ours")
        theirs = plain_cookiecutter(template, answers, tmp_path / "theirs")
        assert tree(ours) == tree(theirs)
        assert ours.name == theirs.name == "made-here"

    def test_nothing_of_the_template_is_left_in_the_scheme_or_all_of_it_in_the_module(
        self, template: Path, tmp_path: Path
    ) -> None:
        files = tree(render_scaffold(template, answers_of(template, "A name"), tmp_path))
        # What GitHub fills in itself begins with a dollar sign.
        marked = sorted(path for path, text in files.items() if re.search(r"(?<!\$)\{\{|\{%|%\}", text))
        inner = [f"{INNER}/forms/request-form.md", f"{INNER}/policy.md"]
        assert marked == ([] if template == SCHEME else inner)

    def test_every_question_is_asked_in_words_and_used(self, template: Path) -> None:
        questions = json.loads((template / "cookiecutter.json").read_text(encoding="utf-8"))
        prompts = questions.pop("__prompts__")
        texts = " ".join(path.as_posix() for path in template.rglob("*"))
        texts += " ".join(path.read_text(encoding="utf-8") for path in template.rglob("*") if path.is_file())
        assert list(prompts) == list(questions)
        assert [name for name in questions if f"cookiecutter.{name}" not in texts] == []

    def test_files_end_with_one_line_end_and_name_no_tool_of_ours(self, template: Path, tmp_path: Path) -> None:
        files = tree(render_scaffold(template, answers_of(template, "A name"), tmp_path))
        odd = {path for path, text in files.items() if not text.endswith("\n") or text.endswith("\n\n") or "\r" in text}
        assert odd == set()


class TestOddNames:
    """Values may hold apostrophes, accents, quotes, colons and right-to-left text."""

    @pytest.mark.parametrize("name", ODD.values(), ids=ODD.keys())
    def test_every_answer_comes_back_from_the_scheme(self, name: str, tmp_path: Path) -> None:
        answers = answers_of(SCHEME, name)
        files = tree(render_scaffold(SCHEME, answers, tmp_path))
        manifest = parsed(files, "scheme.yaml")
        assert (manifest["name"], manifest["licence"], manifest["copyright"]) == (name, name, name)
        assert set(manifest["parameters"].values()) == {name}
        assert parsed(files, "mkdocs.yml")["site_name"] == name

    @pytest.mark.parametrize("name", ODD.values(), ids=ODD.keys())
    def test_every_answer_comes_back_from_the_module(self, name: str, tmp_path: Path) -> None:
        files = tree(render_scaffold(MODULE, answers_of(MODULE, name), tmp_path))
        metadata = parsed(files, "module.yaml")
        found = [metadata["title"], metadata["summary"], metadata["audience"], metadata["topics"][0]]
        found += [metadata["credit"]["author"], metadata["documents"][0]["title"]]
        assert set(found) == {name}
        assert files[f"{INNER}/policy.md"].splitlines()[0] == f"# {{{{ cookiecutter.scheme_name }}}}: {name}"

    def test_a_link_in_a_name_is_no_link_on_the_page(self, tmp_path: Path) -> None:
        files = tree(render_scaffold(SCHEME, answers_of(SCHEME, ODD["markdown"]), tmp_path))
        for page in ("README.md", "docs/index.md"):
            assert "[click]" not in files[page].replace("\\[click]", "")

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(name=NAMES, own=NAMES)
    def test_any_line_of_text_survives_both_ways(self, name: str, own: str) -> None:
        with tempfile.TemporaryDirectory() as folder:
            template = only_the_manifest(Path(folder))
            answers = answers_of(SCHEME, name) | {"decision_body": own}
            ours = Path(folder, "ours")
            ours.mkdir()
            manifest = (render_scaffold(template, answers, ours) / "scheme.yaml").read_bytes()
            theirs = Path(cookiecutter_in_process(template, answers, Path(folder)), "scheme.yaml").read_bytes()
            data = yaml.safe_load(manifest)
            assert (data["name"], data["parameters"]["decision_body"]) == (name, own)
            assert theirs == manifest


def only_the_manifest(folder: Path) -> Path:
    """The scheme's scaffold with scheme.yaml alone in it, so that many examples stay quick."""
    inner = folder / "template" / "{{cookiecutter.folder}}"
    inner.mkdir(parents=True)
    shutil.copy(SCHEME / "cookiecutter.json", inner.parent)
    shutil.copy(SCHEME / inner.name / "scheme.yaml", inner)
    return inner.parent


def cookiecutter_in_process(template: Path, answers: Mapping[str, str], folder: Path) -> str:
    """What cookiecutter's own main makes, without the time it takes to start."""
    from cookiecutter.main import cookiecutter

    config = folder / "config.yaml"
    config.write_text(f"replay_dir: '{folder / 'replay'}'\ncookiecutters_dir: '{folder / 'cookiecutters'}'\n")
    output = str(folder / "theirs")
    made: str = cookiecutter(
        str(template), no_input=True, extra_context=dict(answers), output_dir=output, config_file=str(config)
    )
    return made


class TestScheme:
    """A new scheme's folder says what is in it, and keeps what is private."""

    def test_the_manifest_is_a_scheme(self, scheme: Path) -> None:
        text = (scheme / "scheme.yaml").read_text(encoding="utf-8")
        assert findings_of(text, "scheme", "scheme.yaml") == ()
        record = Scheme.from_mapping(yaml.safe_load(text))
        assert (record.id, record.name, dict(record.modules)) == ("made-here", "Northern Minerals", {})
        assert record.parameters["scheme_name"].value == "Northern Minerals"

    def test_its_examples_count_once_the_marks_before_them_are_taken_away(self, scheme: Path) -> None:
        text = (scheme / "scheme.yaml").read_text(encoding="utf-8")
        start, end = text.index("bodies:\n"), text.index("# --- What you have taken over")
        text = text[:start] + re.sub(r"^# ", "", text[start:end], flags=re.MULTILINE) + text[end:]
        assert findings_of(text, "scheme", "scheme.yaml") == ()
        data = yaml.safe_load(text)
        assert data["bodies"]["Northern Minerals"]["role"] == "takes the final decisions"
        assert data["contacts"] == {"secretariat": "Northern Minerals"}

    def test_what_the_tool_adds_can_still_be_edited_by_hand(self, scheme: Path) -> None:
        text = (scheme / "scheme.yaml").read_text(encoding="utf-8")
        value = {"value": 10, "reason": "it's two people"}
        changes: list[tuple[tuple[str, ...], Any]] = [
            (("modules", "grievance"), {"library": "schemekit", "parameters": {"acknowledge_days": value}}),
            (("libraries", "efc"), "https://example.org/efc.git"),
            (("parameters", "records_years"), 10),
        ]
        edited = edit_yaml(text, changes, "scheme.yaml")
        assert findings_of(edited, "scheme", "scheme.yaml") == ()
        added = [line[1:] for line in unified_diff(text.splitlines(), edited.splitlines(), n=0) if line[:1] in "+-"][2:]
        assert added == [
            "  records_years: 10",
            "  efc: https://example.org/efc.git",
            "  grievance:",
            "    library: schemekit",
            "    parameters:",
            "      acknowledge_days:",
            "        value: 10",
            "        reason: it's two people",
        ]

    def test_every_yaml_file_can_be_read(self, scheme: Path) -> None:
        read = [path.name for path in scheme.rglob("*.y*ml") if yaml.safe_load(path.read_text(encoding="utf-8"))]
        assert sorted(read) == [".gitlab-ci.yml", ".pre-commit-config.yaml", "action.yml", "check.yml", "mkdocs.yml",
                                "scheme.yaml", "site.yml"]

    def test_both_ci_files_install_by_name_and_check_and_verify(self, scheme: Path) -> None:
        github = yaml.safe_load((scheme / ".github/workflows/check.yml").read_text())["jobs"]["check"]["steps"]
        gitlab = yaml.safe_load((scheme / ".gitlab-ci.yml").read_text())
        commands = ["python -I -m pip install schemekit", "schemekit check", "schemekit verify"]
        assert [step["run"] for step in github if "run" in step] == commands
        assert gitlab["default"]["before_script"] + gitlab["check"]["script"] == commands

    def test_its_pages_use_no_git_words(self, scheme: Path) -> None:
        pages = (scheme / "README.md").read_text() + (scheme / "cases/README.md").read_text()
        words = r"\b(git|commit\w*|branch|merge|rebase|clone|push|pull|repository|compliant)\b"
        assert re.findall(words, pages.replace("`.gitignore`", "")) == []

    @pytest.mark.parametrize(
        ("path", "ignored"),
        [
            ("cases/2026-001/complaint.md", True),
            ("cases/register.csv", True),
            ("cases/README.md", False),
            ("complaints/a.md", True),
            ("appeals/a.md", True),
            ("letters/southern.pdf", True),
            ("exports/grievance.docx", True),
            ("grievance.docx", True),
            ("policies/grievance/forms/register-filled.csv", True),
            ("policies/grievance/forms/register.xlsx", True),
            ("policies/grievance/forms/~$policy.docx", True),
            (".schemekit/transaction/plan.json", True),
            (".schemekit/lock", True),
            ("site/index.html", True),
            ("build/site/pages/index.md", True),
            ("policies/grievance/forms/register.csv", False),
            ("policies/grievance/policy.md", False),
            ("policies/complaints/policy.md", False),
            ("policies/appeals/policy.md", False),
            (".schemekit/source/letters/module.yaml", False),
            (".schemekit/source/grievance/{{cookiecutter.module}}/policy.md", False),
            ("scheme.yaml", False),
            ("scheme.lock", False),
            ("LICENSES/CC-BY-4.0.txt", False),
            ("cooperation/group.yaml", False),
        ],
    )
    def test_case_content_stays_out_of_the_history(self, scheme: Path, path: str, ignored: bool) -> None:
        subprocess.run(["git", "init", "-q", str(scheme)], check=True)
        done = subprocess.run(["git", "-C", str(scheme), "check-ignore", "-q", path], check=False)
        assert done.returncode == (0 if ignored else 1)

    @pytest.mark.parametrize(
        ("path", "attribute", "value"),
        [
            ("policies/grievance/policy.md", "eol", "lf"),
            ("policies/grievance/policy.md", "text", "set"),
            ("policies/grievance/policy.md", "merge", "schemekit"),
            ("policies/grievance/forms/complaint-form.md", "diff", "schemekit"),
            ("policies/grievance/adoption.yaml", "merge", "unspecified"),
            ("scheme.lock", "merge", "unspecified"),
            (".schemekit/source/grievance/policy.md", "merge", "unspecified"),
            (".schemekit/source/grievance/module.yaml", "text", "unset"),
            ("scheme.lock", "eol", "lf"),
        ],
    )
    def test_line_ends_are_the_same_everywhere(self, scheme: Path, path: str, attribute: str, value: str) -> None:
        subprocess.run(["git", "init", "-q", str(scheme)], check=True)
        command = ["git", "-C", str(scheme), "check-attr", attribute, "--", path]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        assert done.stdout.strip() == f"{path}: {attribute}: {value}"

    def test_its_site_builds_and_asks_no_other_host(self, scheme: Path) -> None:
        pytest.importorskip("material", reason="mkdocs-material is not installed")
        done = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"],
            cwd=scheme, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True, check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        page = (scheme / "site/index.html").read_text(encoding="utf-8")
        assert "<h1" in page
        assert re.findall(r"<(?:script|img|iframe|source|link)\b[^>]*(?:src|href)=\"?(?:https?:)?//[^>]*", page) == []


class TestModule:
    """A new module is complete and in order before a word of it is changed."""

    def test_the_metadata_is_a_module(self, module: Path) -> None:
        text = (module / "module.yaml").read_text(encoding="utf-8")
        assert findings_of(text, "module", "module.yaml") == ()
        record = Module.from_mapping(yaml.safe_load(text))
        assert (record.id, record.title, record.type) == ("travel", "Travel procedure", "procedure")
        assert (record.credit.year, record.licence) == (2026, "CC-BY-4.0")

    def test_lint_finds_nothing(self, module: Path) -> None:
        siblings = [metadata_of(file.parent) for file in (COMPONENTS.parent / "policies").glob("*/module.yaml")]
        record = metadata_of(module)
        known = {sibling.id: sibling for sibling in [*siblings, record]}
        assert lint_module(record, tree(module), lambda _: (1, 1), known) == ()

    def test_it_asks_something_of_somebody(self, module: Path) -> None:
        forces = [clause.force for clause in metadata_of(module).clauses]
        assert {Force.REQUIREMENT, Force.INFORMATION} == set(forces)

    def test_it_is_a_template_that_plain_cookiecutter_fills_in_the_same_way(self, module: Path, tmp_path: Path) -> None:
        made = Path(cookiecutter_in_process(module, {}, tmp_path))
        assert made.name == "travel"
        assert (made / "policy.md").read_text(encoding="utf-8") == rendered(module, "policy.md")

    @pytest.mark.parametrize("file", ["policy.md", "forms/request-form.md"])
    def test_the_text_reads_well_at_both_ends_of_every_range(self, module: Path, file: str) -> None:
        low, high = rendered(module, file, "minimum"), rendered(module, file, "maximum")
        assert "1 working day " in low.replace(".", " ")
        assert "30 working days" in high
        assert [text for text in (low, high) if "\n\n\n" in text or "{" in text.replace("{ #", "")] == []

    def test_the_type_is_one_of_the_choices(self, tmp_path: Path) -> None:
        made = render_scaffold(MODULE, {"id": "travel", "type": "policy"}, tmp_path)
        assert metadata_of(made).type == "policy"


def metadata_of(module: Path) -> Module:
    """The record of a module's module.yaml."""
    return Module.from_mapping(yaml.safe_load((module / "module.yaml").read_text(encoding="utf-8")))


def rendered(module: Path, file: str, bound: str = "default") -> str:
    """A document of the module with every parameter at its default, minimum or maximum."""
    values = {}
    for parameter in metadata_of(module).parameters:
        value = getattr(parameter, bound)
        values[parameter.name] = in_text(parameter.default if value is None else value)
    return parse_template((module / INNER / file).read_text(encoding="utf-8"), file).render(values)


def test_no_component_holds_an_unexpected_file() -> None:
    """Hooks, extensions and spreadsheets never come with a scaffold."""
    kinds = {path.suffix or path.name for path in COMPONENTS.rglob("*") if path.is_file()}
    assert kinds <= {".json", ".md", ".yaml", ".yml", ".gitignore", ".gitattributes", ".editorconfig"}
