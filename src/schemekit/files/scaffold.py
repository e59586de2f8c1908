"""Scaffolds: the folder of a new scheme or module, rendered by cookiecutter from a first-party template in components/.

The only file that imports cookiecutter. Policy text is not rendered here: a module is data, and
`schemekit.text.template` reads it. See docs/decisions/0002-templates-are-data.md.
"""

from __future__ import annotations

import json
import re
import shutil
import stat
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from schemekit.errors import HostileContentError, LibraryError, UnknownNameError, ValueRefusedError
from schemekit.files.paths import check_path, check_tree
from schemekit.model.parameter import text_issues

FILE_LIMIT = 200
SIZE_LIMIT = 1_000_000  # bytes a file

_QUESTIONS = "cookiecutter.json"
_PROMPTS = "__prompts__"
# Names git gives a meaning to, which a scaffold needs and a module never may have.
_GIT_NAMES = frozenset({".gitignore", ".gitattributes", ".github", ".gitlab-ci.yml"})
_VARIABLE = re.compile(r"[a-z][a-z0-9_]*")
# In the name of a file or folder only {{cookiecutter.NAME}}, or {{ '{{cookiecutter.NAME}}' }} for that text itself.
_NAME_MARK = re.compile(
    r"\{\{ ?(?:cookiecutter\.(?P<variable>[a-z][a-z0-9_]*)|'(?P<literal>\{\{cookiecutter\.[a-z][a-z0-9_]*\}\})') ?\}\}"
)
# What an expression in a template can raise by being wrong, as in {{ 1 / 0 }}.
_MISTAKES = (ArithmeticError, LookupError, RecursionError, TypeError, ValueError)
# cookiecutter changes the working directory and we patch its environment: both belong to the whole process.
_ONE_AT_A_TIME = threading.Lock()


def render_scaffold(template: Path, values: Mapping[str, str], into: Path) -> Path:
    """Render a scaffold and return the folder it made inside `into`.

    Shape: `template` holds a cookiecutter.json and one folder with a variable in its name; `values` answers the
    questions of the cookiecutter.json, its defaults answering the rest; `into` is an existing folder, normally a
    temporary one. Values are one line of plain text and are never read as templates.
    Raises: UnknownNameError, ValueRefusedError for the values; HostileContentError for a template that asks for
    more than its own files; LibraryError for one that does not render. Nothing is left in `into` after an error.
    Basis: the sandbox and refusals follow the security history of cookiecutter and copier.
    """
    questions = _questions_of(template)
    answers = _answers(questions, values)
    expected = _expected_paths(template, answers)
    made = into / expected[0].split("/")[0]
    if made.exists() or made.is_symlink():
        raise LibraryError(
            f"{made.name} is already there",
            why="a scaffold is written into a folder of its own, never over another",
            fix="choose another name, or move the folder away",
        )
    try:
        _run_cookiecutter(template, answers, into)
        _check_made(made, expected, into)
    except BaseException:  # whatever happened, Ctrl-C too, half a scaffold helps nobody
        shutil.rmtree(made, ignore_errors=True)
        raise
    return made


def _questions_of(template: Path) -> dict[str, str | tuple[str, ...]]:
    """The variables of the template with their defaults; a tuple is a choice, its first option the default."""
    file = template / _QUESTIONS
    try:
        data = json.loads(_small_file(file).decode("utf-8"))
    except (OSError, ValueError) as error:
        raise _broken(template, f"its {_QUESTIONS} cannot be read: {error}") from error
    if not isinstance(data, dict):
        raise _broken(template, f"its {_QUESTIONS} is no mapping of names to defaults")
    data.pop(_PROMPTS, None)
    return {name: _default(template, name, default) for name, default in data.items()}


def _default(template: Path, name: str, default: Any) -> str | tuple[str, ...]:
    # Every switch of cookiecutter begins with an underscore (_extensions and _jinja2_env_vars import code),
    # and template/templates send it to another folder; so what is no plain variable is refused, whatever it is.
    if not _VARIABLE.fullmatch(name) or name in ("template", "templates"):
        raise _hostile(template, f"its {_QUESTIONS} sets '{name}'", "only plain variables and prompts may stand there")
    if isinstance(default, str):
        return default
    if isinstance(default, list) and default and all(isinstance(option, str) for option in default):
        return tuple(default)
    raise _hostile(template, f"'{name}' is neither a text nor a list of texts", "a variable is one or the other")


def _answers(questions: Mapping[str, str | tuple[str, ...]], values: Mapping[str, str]) -> dict[str, str]:
    unknown = sorted(set(values) - set(questions))
    if unknown:
        raise UnknownNameError(
            f"the scaffold does not ask for '{unknown[0]}'",
            why=f"it asks for {', '.join(questions)}",
            fix=_meant(unknown[0], list(questions)) or "leave it out",
        )
    return {name: _answer(name, question, values.get(name)) for name, question in questions.items()}


def _answer(name: str, question: str | tuple[str, ...], given: str | None) -> str:
    default = question if isinstance(question, str) else question[0]
    if given is None and "{{" in default:  # plain cookiecutter would compute it; we run nothing to find a value
        raise ValueRefusedError(
            f"the scaffold needs a value for '{name}'", why="it has no default of its own", fix=f"give one for '{name}'"
        )
    answer = default if given is None else given
    if isinstance(question, tuple) and answer not in question:
        raise ValueRefusedError(
            f"'{name}' cannot be '{answer[:60]}'", why=f"it is one of {', '.join(question)}",
            fix=_meant(answer, question) or "choose one of these",
        )
    for issue in text_issues(answer) if answer else ():
        raise ValueRefusedError(
            f"the value of '{name}' cannot be used",
            why=f"it holds {issue.found}; wanted: {issue.wanted}",
            fix="give one line of plain text",
        )
    return answer


def _meant(word: str, words: Sequence[str]) -> str:
    near = get_close_matches(word, words, n=1)
    return f"did you mean '{near[0]}'?" if near else ""


def _expected_paths(template: Path, answers: Mapping[str, str]) -> list[str]:
    """The files that rendering must make, as paths from `into`; checks every name and every file on the way."""
    paths = [_rendered_path(template, file, answers) for file in _files_of(template)]
    if not paths:
        raise _broken(template, "it holds no file")
    check_tree([_without_git_names(path) for path in paths])
    return sorted(paths)


def _files_of(template: Path) -> Iterator[Path]:
    """The files of the one folder that is rendered, after a look at everything in the template."""
    folder = _rendered_folder(template)
    count = 0
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not (path.is_dir() or path.is_file()):
            raise _hostile(template, f"{path.name} is no plain file", "a link can bring in a file from elsewhere")
        if path.is_file():
            count += 1
            if count > FILE_LIMIT or path.stat().st_size > SIZE_LIMIT:
                limits = f"at most {FILE_LIMIT} files of {SIZE_LIMIT} bytes are rendered"
                raise _hostile(template, "it is too large", limits)
            yield path


def _rendered_folder(template: Path) -> Path:
    # hooks/ would be run and templates/ is where cookiecutter looks for includes, so there is one folder and no more.
    entries = sorted(template.iterdir())
    folders = [entry for entry in entries if entry.is_dir() or entry.is_symlink()]
    for entry in folders:
        if entry.is_symlink() or "{{" not in entry.name:
            raise _hostile(template, f"it holds '{entry.name}'", "a folder beside the rendered one can hold code")
    if len(folders) != 1:
        raise _broken(template, f"it has {len(folders)} folders with a variable in the name, and one is rendered")
    return folders[0]


def _rendered_path(template: Path, file: Path, answers: Mapping[str, str]) -> str:
    parts = [_rendered_name(template, part, answers) for part in file.relative_to(template).parts]
    return "/".join(parts)


def _rendered_name(template: Path, name: str, answers: Mapping[str, str]) -> str:
    if re.search(r"\{[{%#]|[}%#]\}", _NAME_MARK.sub("", name)):
        raise _hostile(template, f"the name '{name}' is more than a variable", "names are made without running code")

    def replaced(mark: re.Match[str]) -> str:
        if mark["literal"]:
            return mark["literal"]
        variable = mark["variable"]
        if variable not in answers:
            raise _broken(template, f"the name '{name}' uses a variable that it does not ask for")
        return _as_name(variable, answers[variable])

    return _NAME_MARK.sub(replaced, name)


def _as_name(variable: str, value: str) -> str:
    """The value as part of a file name: one plain component, safe on every system."""
    if "/" in value:
        raise HostileContentError(
            f"'{value[:60]}' cannot be the name of a folder",
            why=f"'{variable}' becomes one folder, and a / in it leads elsewhere",
            fix="give a name of letters, digits and hyphens",
        )
    return check_path(value)


def _without_git_names(path: str) -> str:
    """The path with the names a scaffold may have and check_tree refuses turned into harmless ones."""
    return "/".join(part.replace(".git", "dot-git") if part in _GIT_NAMES else part for part in path.split("/"))


def _run_cookiecutter(template: Path, answers: Mapping[str, str], into: Path) -> None:
    from cookiecutter.exceptions import CookiecutterException
    from cookiecutter.generate import generate_files
    from jinja2.exceptions import SecurityError, TemplateError

    # generate_files reads no configuration, keeps no replay and, unlike cookiecutter's main, renders no value.
    context = {"cookiecutter": {**answers, "_new_lines": "\n"}}
    try:
        with _ONE_AT_A_TIME, _sandbox(context):
            generate_files(template.absolute(), context=context, output_dir=into.absolute(), accept_hooks=False)
    except SecurityError as error:
        raise _hostile(template, "it tried to leave the sandbox", str(error)) from error
    except (CookiecutterException, TemplateError, OSError, *_MISTAKES) as error:
        raise _broken(template, str(error)) from error


@contextmanager
def _sandbox(context: Mapping[str, Any]) -> Iterator[None]:
    """Make cookiecutter render in jinja2's immutable sandbox, with no globals and no tags of its own.

    cookiecutter offers no way in, so the class it builds its environment from is replaced while it runs.
    That is not public API: the check below refuses to render should a later cookiecutter build it elsewhere.
    """
    from cookiecutter import generate, utils
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    unsafe = utils.StrictEnvironment

    class SandboxedEnvironment(unsafe, ImmutableSandboxedEnvironment):  # type: ignore[misc, valid-type]  # untyped base
        def __init__(self, **settings: Any) -> None:
            super().__init__(**settings)
            self.globals.clear()
            self.extensions.clear()

    utils.StrictEnvironment = SandboxedEnvironment
    try:
        if not isinstance(generate.create_env_with_context(context), SandboxedEnvironment):
            raise LibraryError(
                "this version of cookiecutter cannot be run in a sandbox",
                why="it makes its template environment in a way schemekit does not know",
                fix="install the version of cookiecutter that schemekit asks for",
            )
        yield
    finally:
        utils.StrictEnvironment = unsafe


def _check_made(made: Path, expected: list[str], into: Path) -> None:
    paths = list(made.rglob("*"))
    found = sorted(path.relative_to(into).as_posix() for path in paths if not path.is_dir())
    if found != expected or any(path.is_symlink() for path in paths):
        raise HostileContentError(
            f"the scaffold '{made.name}' does not hold the files that its template names",
            why=f"they differ in {', '.join(sorted(set(found) ^ set(expected))[:3])}",
            fix="install schemekit again",
        )
    for path in paths:
        # cookiecutter copies the template's modes, which an installation may have made read-only.
        path.chmod(path.stat().st_mode | stat.S_IWUSR)


def _small_file(file: Path) -> bytes:
    if file.is_symlink() or not file.is_file():
        raise OSError(f"{file.name} is missing or no plain file")
    with file.open("rb") as handle:
        content = handle.read(SIZE_LIMIT + 1)
    if len(content) > SIZE_LIMIT:
        raise ValueError(f"{file.name} is larger than {SIZE_LIMIT} bytes")
    return content


def _broken(template: Path, why: str) -> LibraryError:
    return LibraryError(
        f"the scaffold '{template.name}' could not be rendered",
        why=why,
        fix="install schemekit again, or mend the template",
    )


def _hostile(template: Path, what: str, why: str) -> HostileContentError:
    return HostileContentError(
        f"the scaffold '{template.name}' is refused: {what}",
        why=why,
        fix="use the scaffolds that come with schemekit, or take this out of the template",
    )
