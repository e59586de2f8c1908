"""Scaffolds: what they render, and what they refuse ("a hostile library or answer harms nobody")."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from schemekit.errors import (
    HostileContentError,
    LibraryError,
    SchemekitError,
    UnknownNameError,
    ValueRefusedError,
)
from schemekit.files.scaffold import FILE_LIMIT, SIZE_LIMIT, render_scaffold

FOLDER = "{{cookiecutter.folder}}"
ODD_NAMES = ["L'Étoile: #1 & \"co\"", "مؤسسة المعادن", "鉱物 🌍", "50 % {fair}", "a < b", "\\n"]
QUESTIONS: dict[str, Any] = {"folder": "northern", "name": "Northern Minerals"}


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """An empty template folder."""
    folder = tmp_path / "template"
    folder.mkdir()
    return folder


@pytest.fixture
def into(tmp_path: Path) -> Path:
    """An empty folder to render into."""
    folder = tmp_path / "into"
    folder.mkdir()
    return folder


def write(template: Path, files: Mapping[str, str], questions: Mapping[str, Any] = QUESTIONS) -> None:
    """Fill a template folder."""
    (template / "cookiecutter.json").write_text(json.dumps(questions), encoding="utf-8")
    for path, text in files.items():
        file = template / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())


def tree(folder: Path) -> dict[str, str]:
    """Every file below a folder with its text."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode()
        for path in sorted(folder.rglob("*"))
        if not path.is_dir()
    }


class TestRendering:
    """A scaffold writes its own files, with the answers in them, and nothing else."""

    def test_values_defaults_choices_and_names_stand_where_the_template_puts_them(
        self, template: Path, into: Path
    ) -> None:
        write(
            template,
            {
                f"{FOLDER}/.gitignore": "/cases/*\n",
                f"{FOLDER}/README.md": "# {{ cookiecutter.name }}\n",
                FOLDER + "/{{cookiecutter.folder}}-notes/a.txt": "{% if cookiecutter.kind == 'b' %}b{% endif %}\n",
                FOLDER + "/{{ '{{cookiecutter.module}}' }}/p.md": "{% raw %}{{ cookiecutter.x }}{% endraw %}\n",
            },
            {**QUESTIONS, "kind": ["a", "b"], "__prompts__": {"name": "What is the name?"}},
        )

        made = render_scaffold(template, {"folder": "arctic", "kind": "b"}, into)

        assert made == into / "arctic"
        assert tree(into) == {
            "arctic/.gitignore": "/cases/*\n",
            "arctic/README.md": "# Northern Minerals\n",
            "arctic/arctic-notes/a.txt": "b\n",
            "arctic/{{cookiecutter.module}}/p.md": "{{ cookiecutter.x }}\n",
        }

    @pytest.mark.parametrize("name", ODD_NAMES)
    def test_a_name_is_plain_text(self, template: Path, into: Path, name: str) -> None:
        write(template, {f"{FOLDER}/name.txt": "{{ cookiecutter.name }}"})
        made = render_scaffold(template, {"name": name}, into)
        assert (made / "name.txt").read_text(encoding="utf-8") == name

    def test_lines_end_the_same_way_on_every_system(self, template: Path, into: Path) -> None:
        write(template, {f"{FOLDER}/a.txt": "one\r\ntwo\r\n"})
        made = render_scaffold(template, {}, into)
        assert (made / "a.txt").read_bytes() == b"one\ntwo\n"

    def test_files_of_a_read_only_installation_can_be_edited(self, template: Path, into: Path) -> None:
        write(template, {f"{FOLDER}/a.txt": "text\n"})
        (template / FOLDER / "a.txt").chmod(0o444)
        made = render_scaffold(template, {}, into)
        assert (made / "a.txt").stat().st_mode & 0o200

    def test_two_at_once_do_not_disturb_each_other(self, template: Path, tmp_path: Path) -> None:
        write(template, {f"{FOLDER}/name.txt": "{{ cookiecutter.name }}"})
        here = Path.cwd()
        targets = [tmp_path / f"target-{number}" for number in range(6)]

        def render(target: Path) -> None:
            target.mkdir()
            render_scaffold(template, {"name": target.name}, target)

        threads = [threading.Thread(target=render, args=(target,)) for target in targets]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert [(target / "northern/name.txt").read_text() for target in targets] == [target.name for target in targets]
        assert Path.cwd() == here

    def test_nothing_is_written_over(self, template: Path, into: Path) -> None:
        write(template, {f"{FOLDER}/a.txt": "new"})
        (into / "northern").mkdir()
        (into / "northern/a.txt").write_text("old")
        with pytest.raises(LibraryError, match="northern is already there"):
            render_scaffold(template, {}, into)
        assert tree(into) == {"northern/a.txt": "old"}


class TestValues:
    """Values are one line of plain text and are never read as templates."""

    @pytest.mark.parametrize(
        ("values", "error", "message"),
        [
            pytest.param({"colour": "red"}, UnknownNameError, "does not ask for 'colour'", id="not-asked-for"),
            pytest.param({"kind": "c"}, ValueRefusedError, "'kind' cannot be 'c'", id="no-option"),
            pytest.param({}, ValueRefusedError, "needs a value for 'owner'", id="a-computed-default-is-not-computed"),
            pytest.param({"name": "{{ 7*7 }}"}, ValueRefusedError, "'name' cannot be used", id="expression"),
            pytest.param({"name": "{% raw %}"}, ValueRefusedError, "'name' cannot be used", id="statement"),
            pytest.param({"name": "a {# b"}, ValueRefusedError, "'name' cannot be used", id="comment"),
            pytest.param({"name": "a\nb: c"}, ValueRefusedError, "'name' cannot be used", id="two-lines"),
            pytest.param({"name": "a\x85b"}, ValueRefusedError, "'name' cannot be used", id="next-line-character"),
            pytest.param({"name": "<script>"}, ValueRefusedError, "'name' cannot be used", id="html"),
            pytest.param({"name": "x" * 501}, ValueRefusedError, "'name' cannot be used", id="too-long"),
            pytest.param({"folder": "../../x"}, HostileContentError, "cannot be the name of a folder", id="up-and-out"),
            pytest.param({"folder": "/tmp/x"}, HostileContentError, "cannot be the name of a folder", id="absolute"),
            pytest.param({"folder": ".."}, HostileContentError, "refused", id="the-folder-above"),
            pytest.param({"folder": ""}, HostileContentError, "refused", id="no-name"),
            pytest.param({"folder": "c:x"}, HostileContentError, "refused", id="drive"),
            pytest.param({"folder": "a\\b"}, HostileContentError, "refused", id="backslash"),
            pytest.param({"folder": ".git"}, HostileContentError, "refused", id="git-folder"),
            pytest.param({"folder": ".gitignore"}, HostileContentError, "refused", id="git-file"),
            pytest.param({"folder": "nul"}, HostileContentError, "refused", id="device"),
            pytest.param({"folder": "-rf"}, HostileContentError, "refused", id="option"),
        ],
    )
    def test_a_value_that_cannot_be_used_is_refused_before_anything_is_written(
        self, template: Path, into: Path, values: dict[str, str], error: type[SchemekitError], message: str
    ) -> None:
        questions = {**QUESTIONS, "kind": ["a", "b"], "owner": "{{ cookiecutter.name }}"}
        write(template, {f"{FOLDER}/a.txt": "{{ cookiecutter.name }}"}, questions)
        owner = {"owner": "x"} if values else {}
        with pytest.raises(error, match=message):
            render_scaffold(template, {**owner, **values}, into)
        assert not list(into.parent.glob("into/*"))


# Each of these runs, or shows what lies behind it, in plain cookiecutter with hooks off.
ATTACKS = {
    "shell-by-cycler": "{{ cycler.__init__.__globals__.os.popen('touch CANARY').read() }}",
    "shell-by-lipsum": "{{ lipsum.__globals__['os'].system('touch CANARY') }}",
    "shell-by-context": "{{ self._TemplateReference__context.environment.__init__.__globals__ }}",
    "class-of-a-text": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "class-by-filter": "{{ (cookiecutter|attr('__class__')).__base__ }}",
    "class-by-format": "{{ '{0.__class__.__init__.__globals__}'.format(cookiecutter) }}",
    "class-by-format-map": "{{ '{x.__class__}'.format_map({'x': 1}) }}",
    "class-by-map": "{{ [''] | map(attribute='__class__.__mro__') | join }}",
    "changes-its-values": "{{ cookiecutter.update({'name': 'x'}) }}",
    "random-text": "{{ random_ascii_string(8) }}",
    "clock": "{% now 'utc' %}",
    "endless": "{% for i in range(10**9) %}x{% endfor %}",
    "reads-a-file": "{% include '/etc/passwd' %}",
    "reads-beside-it": "{% include '../../secret.txt' %}",
    "imports": "{% import 'os' as os %}",
}


class TestHostileTemplates:
    """No code runs, no path leaves the folder, no link or special file is followed, sizes are bounded."""

    def refused(self, template: Path, into: Path, values: Mapping[str, str] | None = None) -> str:
        """Render what must be refused; nothing may be left of it. Gives the message."""
        before = sorted(into.parent.rglob("*"))
        with pytest.raises((HostileContentError, LibraryError)) as caught:
            render_scaffold(template, values or {}, into)
        assert sorted(into.parent.rglob("*")) == before
        return str(caught.value)

    @pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
    def test_code_in_a_file_does_not_run(self, template: Path, into: Path, attack: str) -> None:
        canary = into.parent / "canary"
        (into.parent / "secret.txt").write_text("secret")
        write(template, {f"{FOLDER}/a.txt": "first", f"{FOLDER}/b.txt": attack.replace("CANARY", str(canary))})
        self.refused(template, into)
        assert not canary.exists()

    @pytest.mark.parametrize(
        "name",
        [
            "{{ cycler.__init__.__globals__.os.popen('touch canary').read() }}.txt",
            "{{ cookiecutter.folder|upper }}.txt",
            "{{ '..' }}.txt",
            "{% if cookiecutter.name %}a{% endif %}.txt",
            "{{cookiecutter.nobody}}.txt",
            "{# a #}.txt",
        ],
    )
    def test_a_name_is_a_variable_and_no_more(self, template: Path, into: Path, name: str) -> None:
        write(template, {f"{FOLDER}/{name}": "text"})
        self.refused(template, into)

    @pytest.mark.parametrize(
        ("key", "value"),
        [
            ("_extensions", ["localx.E"]),
            ("_jinja2_env_vars", {"extensions": ["jinja2.ext.do"]}),
            ("_copy_without_render", ["*"]),
            ("_template", "../other"),
            ("_output_dir", "/tmp"),
            ("__secret__", "x"),
            ("template", ["One (../e3)"]),
            ("templates", {"one": {"path": "../e3", "title": "One", "description": ""}}),
            ("items", {"a": "b"}),
            ("count", 3),
            ("flag", True),
            ("none", []),
            ("a b", "x"),
        ],
    )
    def test_a_switch_of_cookiecutter_is_refused(self, template: Path, into: Path, key: str, value: Any) -> None:
        write(template, {f"{FOLDER}/a.txt": "text"}, {**QUESTIONS, key: value})
        (template / "localx.py").write_text("raise SystemExit('ran')")
        assert "refused" in self.refused(template, into)

    @pytest.mark.parametrize("folder", ["hooks", "templates", "other"])
    def test_a_folder_beside_the_rendered_one_is_refused(self, template: Path, into: Path, folder: str) -> None:
        write(template, {f"{FOLDER}/a.txt": "text", f"{folder}/pre_gen_project.py": "raise SystemExit('ran')"})
        assert folder in self.refused(template, into)

    def test_two_rendered_folders_are_refused(self, template: Path, into: Path) -> None:
        write(template, {f"{FOLDER}/a.txt": "text", "{{cookiecutter.name}}/a.txt": "text"})
        assert "2 folders" in self.refused(template, into)

    @pytest.mark.parametrize("linked", ["a file", "a folder", "the rendered folder", "the questions"])
    def test_a_link_is_not_followed(self, template: Path, into: Path, linked: str) -> None:
        secret = into.parent / "secret"
        secret.mkdir()
        (secret / "key.txt").write_text("secret")
        write(template, {f"{FOLDER}/a.txt": "text"})
        if linked == "a file":
            (template / FOLDER / "b.txt").symlink_to(secret / "key.txt")
        elif linked == "a folder":
            (template / FOLDER / "b").symlink_to(secret)
        elif linked == "the rendered folder":
            (template / FOLDER / "a.txt").unlink()
            (template / FOLDER).rmdir()
            (template / FOLDER).symlink_to(secret)
        else:
            (template / "cookiecutter.json").rename(secret / "cookiecutter.json")
            (template / "cookiecutter.json").symlink_to(secret / "cookiecutter.json")
        self.refused(template, into)

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
    def test_a_pipe_is_not_waited_for(self, template: Path, into: Path) -> None:
        write(template, {f"{FOLDER}/a.txt": "text"})
        os.mkfifo(template / FOLDER / "pipe")
        self.refused(template, into)

    def test_two_names_that_are_one_on_other_systems_are_refused(self, template: Path, into: Path) -> None:
        write(template, {f"{FOLDER}/a.txt": "text", f"{FOLDER}/A.txt": "text"})
        self.refused(template, into)

    def test_sizes_are_bounded(self, template: Path, into: Path) -> None:
        write(template, {f"{FOLDER}/a.txt": "x" * (SIZE_LIMIT + 1)})
        assert "too large" in self.refused(template, into)

    def test_the_number_of_files_is_bounded(self, template: Path, into: Path) -> None:
        write(template, {f"{FOLDER}/{number}.txt": "" for number in range(FILE_LIMIT + 1)})
        assert "too large" in self.refused(template, into)

    @pytest.mark.parametrize("text", ["", "{", "[]", '"text"', "\udcff"])
    def test_questions_that_cannot_be_read_are_told(self, template: Path, into: Path, text: str) -> None:
        write(template, {f"{FOLDER}/a.txt": "text"})
        (template / "cookiecutter.json").write_bytes(text.encode("utf-8", "surrogateescape"))
        assert "cookiecutter.json" in self.refused(template, into)

    @pytest.mark.parametrize("text", ["{{ cookiecutter.nobody }}", "{% if %}", "{{ 1 / 0 }}", "{{ 'a' + 1 }}"])
    def test_a_broken_template_is_told(self, template: Path, into: Path, text: str) -> None:
        write(template, {f"{FOLDER}/a.txt": text})
        assert "could not be rendered" in self.refused(template, into)

    def test_a_folder_that_is_no_template_is_told(self, template: Path, into: Path) -> None:
        self.refused(template, into)

    def test_the_sandbox_is_taken_down_again(self, template: Path, into: Path) -> None:
        from cookiecutter import utils

        original = utils.StrictEnvironment
        write(template, {f"{FOLDER}/a.txt": ATTACKS["class-of-a-text"]})
        self.refused(template, into)
        assert utils.StrictEnvironment is original

    def test_without_the_sandbox_the_attack_would_have_run(self, template: Path, into: Path) -> None:
        """Keeps the table above honest: plain cookiecutter, hooks off, runs the first of them."""
        from cookiecutter.generate import generate_files

        canary = into.parent / "canary"
        write(template, {f"{FOLDER}/a.txt": ATTACKS["shell-by-cycler"].replace("CANARY", str(canary))})
        generate_files(template, context={"cookiecutter": dict(QUESTIONS)}, output_dir=into, accept_hooks=False)
        assert canary.exists()


SCRIPT = """
import sys
from pathlib import Path
import schemekit.files.scaffold as scaffold
assert not [name for name in sys.modules if name.split(".")[0] in ("cookiecutter", "jinja2", "requests", "rich")]
scaffold.render_scaffold(Path(sys.argv[1]), {}, Path(sys.argv[2]))
"""


def test_the_home_folder_is_left_alone_and_cookiecutter_loaded_only_when_needed(template: Path, into: Path) -> None:
    write(template, {f"{FOLDER}/a.txt": "text"})
    home = into.parent / "no-such-home"
    environment = {**os.environ, "HOME": str(home), "USERPROFILE": str(home)}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, template, into], env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert tree(into) == {"northern/a.txt": "text"}
    assert not home.exists()
