"""The layers of the tool: imports point down only, each outside thing has one owner, pure rooms touch nothing.

'`cli` -> use cases -> outside world -> pure logic -> `model`; a test holds the import direction.'
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src" / "schemekit"
FILES = sorted(path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py"))

LAYERS = (
    ("__main__",),
    ("cli",),
    ("site",),
    ("cooperate",),
    ("review", "circulation", "approvals", "adopters"),
    ("adopt", "publish"),
    ("interchange",),
    ("library",),
    ("git",),
    ("files", "word"),
    ("text", "licence", "crosswalk", "uptake", "theory"),
    ("model",),
    ("errors",),
    ("stopped",),
)
"""From the top down. A room imports itself and rooms of lower layers, never one beside it."""
DEPTH = {room: depth for depth, rooms in enumerate(LAYERS) for room in rooms}

OWNERS = {
    "yaml": ("files/yaml*.py",),
    "yaml_edit": ("files/yaml*.py",),
    "jsonschema": ("files/schema*.py",),
    "jsonschema_rs": ("files/schema*.py",),
    "referencing": ("files/schema*.py",),
    "git": ("git/*.py",),
    "subprocess": ("git/*.py", "word/*.py", "files/editor.py"),
    "cookiecutter": ("files/scaffold.py",),
    "jinja2": ("files/scaffold.py", "files/page_frame.py", "text/template*.py", "site/renderer.py"),
    "click": ("cli/*.py",),
    "rich": ("cli/*.py",),
    "mkdocs": ("site/renderer.py",),
    "material": ("site/renderer.py",),
    "pypandoc": ("word/pandoc.py",),
    "lxml": ("word/*.py",),
    "typst": ("word/typst.py",),
    "openpyxl": ("word/spreadsheet.py",),
    "zipfile": ("word/*.py",),
    "license_expression": ("licence/expression.py",),
    "markdown_it": ("text/linting/links.py", "text/shape.py", "text/web/reader.py"),
    "icalendar": ("approvals/icalendar_file.py",),
    "http": ("files/web_file.py", "site/serving.py"),
    "urllib.request": ("files/web_file.py",),
    "sqlite3": ("files/full_text.py",),
    "platformdirs": ("files/*.py", "library/*.py"),
    "concurrent": ("adopters/workers.py", "adopters/cluster.py"),
    "multiprocessing": ("adopters/workers.py",),
    "distributed": ("adopters/cluster.py",),
}
"""Who may import what is not ours: swapping one then touches one file."""

INSIDE_TEXT = {"": 0, "comparing": 1, "linting": 2, "merging": 2, "recovering": 2, "significance": 2, "formatted": 2,
               "web": 2, "deciding": 3, "proposing": 3, "importing": 3, "returning": 3}
"""The rooms inside `text`: each imports from itself and from those under it."""
INSIDE_REVIEW = {"": 0, "comparing": 1, "formats": 2, "statement": 2, "coverage": 3, "suggesting": 4}
INSIDE = {"text": INSIDE_TEXT, "review": INSIDE_REVIEW}
"""Likewise inside every room that has rooms with arrows between them."""

PURE = ("text", "licence", "crosswalk", "uptake", "theory", "model", "errors")
"""Values in, values out: no disk, clock, environment or log."""
IMPURE_IMPORTS = frozenset({
    "os", "sys", "subprocess", "time", "random", "secrets", "uuid", "socket", "ssl", "http", "urllib.request", "shutil",
    "tempfile", "glob", "logging", "threading", "multiprocessing", "asyncio", "platform", "getpass", "locale",
    "pathlib", "importlib", "filelock",
})
IMPURE_CALLS = frozenset({
    "open", "input", "print", "exec", "eval", "compile",
    "datetime.now", "datetime.today", "datetime.utcnow", "date.today",
})
WRITING = frozenset({"write_text", "write_bytes", "mkdir", "unlink", "touch", "rename", "rmdir", "symlink_to", "chmod"})
EXCEPTIONS = {
    ("licence/rules.py", "pathlib"): "the one door to the data files packaged beside the code",
    ("text/rules.py", "pathlib"): "reads the table of rules packaged beside it",
    ("theory/vocabulary.py", "pathlib"): "reads the themes and synonyms packaged beside it",
}

NAMELESS = ("util", "utils", "helper", "helpers", "common", "misc", "tools", "manager", "handler", "handlers")


def imports(nodes: Iterable[ast.AST]) -> Iterator[tuple[int, str]]:
    """Every file that a source imports, with its line: at the top, in functions, for types only, and by name."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = "." * node.level + (node.module or "")
            yield from ((node.lineno, f"{start}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call) and called(node) in ("importlib.import_module", "import_module", "__import__"):
            for argument in node.args[:1]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield node.lineno, argument.value


def called(node: ast.Call) -> str:
    """The name of what is called, as it is written: `open`, `datetime.now`, `.write_text` of anything else."""
    name, part = "", node.func
    while isinstance(part, ast.Attribute):
        name, part = f".{part.attr}{name}", part.value
    return f"{part.id}{name}" if isinstance(part, ast.Name) else name


def room_of(file: str) -> str:
    """The room that a file lies in; a file at the top is a room of its own."""
    return PurePosixPath(file).parts[0].removesuffix(".py")


def complaints(file: str, source: str) -> list[str]:
    """What is wrong with a file's imports, calls and name; empty when it keeps the layers."""
    room = room_of(file)
    found = []
    if room not in DEPTH and room != "__init__":
        found.append(f"the room '{room}' has no layer")
    if PurePosixPath(file).stem.lower() in NAMELESS:
        found.append("a file is named after its noun")
    nodes = list(ast.walk(ast.parse(source)))
    for line, name in imports(nodes):
        found += [f"line {line}: {words}" for words in wrong_import(file, room, name)]
    for node in nodes:
        if isinstance(node, ast.Call):
            found += [f"line {node.lineno}: {words}" for words in wrong_call(room, called(node))]
    return found


def wrong_import(file: str, room: str, name: str) -> Iterator[str]:
    """What is wrong with one import of a file."""
    top, *below = name.split(".")
    if name.startswith("."):
        yield "an import is written in full"
    elif top == "schemekit":
        other = below[0] if below else ""
        if other != "__version__" and other != room and DEPTH.get(other, -1) <= DEPTH.get(room, -1):
            yield f"'{room}' may not import '{other}': imports point down only"
        if room == other and room in INSIDE and not is_under(INSIDE[room], below[1:], PurePosixPath(file).parts[1:]):
            yield f"'{file}' may not import '{name}': inside '{room}' too, imports point down only"
    elif top in OWNERS and not any(PurePosixPath(file).match(owner) for owner in OWNERS[top]):
        yield f"'{top}' is imported by {' and '.join(OWNERS[top])} only"
    impure = next((part for part in IMPURE_IMPORTS if name == part or name.startswith(f"{part}.")), None)
    if room in PURE and impure and not name.endswith(".PurePosixPath") and (file, impure) not in EXCEPTIONS:
        yield f"'{room}' is pure and may not import '{impure}'"


def is_under(rooms: Mapping[str, int], other: Sequence[str], mine: Sequence[str]) -> bool:
    """Whether a path below a room may import another there. A file in no room inside is one that all build on."""
    theirs, own = (path[0] if path and path[0] in rooms else "" for path in (other, mine))
    return theirs == own or rooms[theirs] < rooms[own]


def wrong_call(room: str, call: str) -> Iterator[str]:
    """What is wrong with one call in a file."""
    last_two = ".".join(call.split(".")[-2:])
    if room in PURE and (call in IMPURE_CALLS or last_two in IMPURE_CALLS or call.rpartition(".")[2] in WRITING):
        yield f"'{room}' is pure and may not call '{call}'"
    if call in ("print", "input", "sys.exit", "exit", "os._exit") and room not in ("cli", "__main__"):
        yield f"only the command line prints, asks and leaves, not '{call}' in '{room}'"


@pytest.mark.parametrize("file", FILES)
def test_a_file_keeps_the_layers(file: str) -> None:
    assert complaints(file, (SOURCE / file).read_text("utf-8")) == []


def circle_among(reached: Mapping[str, Collection[str]]) -> list[str]:
    """Files that import one another in a circle, each the next and the last the first; none where there is none."""
    done: set[str] = set()

    def walked(file: str, way: list[str]) -> list[str]:
        if file in way:
            return way[way.index(file):]
        if file in done:
            return []
        found = next((circle for other in sorted(reached.get(file, ())) if (circle := walked(other, [*way, file]))), [])
        done.add(file)
        return found

    return next((circle for file in sorted(reached) if (circle := walked(file, []))), [])


def reached_by(file: str) -> set[str]:
    """The files of ours that a file imports, at the top, in functions and for types only."""
    names = [name.split(".")[1:] for _, name in imports(ast.walk(ast.parse((SOURCE / file).read_text("utf-8"))))
             if name.startswith("schemekit.")]
    paths = ("/".join(parts[:length]) + ".py" for parts in names for length in (len(parts), len(parts) - 1) if length)
    return {path for path in paths if path in FILES} - {file}


def test_no_files_import_one_another_in_a_circle() -> None:
    """Inside a room too: of two files that need each other, each is read with the other in mind."""
    assert circle_among({file: reached_by(file) for file in FILES}) == []


def test_there_are_files_in_every_layer() -> None:
    """A wrong path would make every test above pass."""
    assert {"cli", "adopt", "library", "git", "files", "text", "licence", "model", "errors"} <= {*map(room_of, FILES)}


def test_no_exception_is_granted_for_nothing() -> None:
    for (file, name), reason in EXCEPTIONS.items():
        assert reason
        nodes = ast.walk(ast.parse((SOURCE / file).read_text("utf-8")))
        assert any(imported.split(".")[0] == name for _, imported in imports(nodes))


class TestTheChecker:
    """The test itself is tested: each wrong line is complained of, each right one is not."""

    @pytest.mark.parametrize(("file", "source", "words"), [
        pytest.param("model/a.py", "import schemekit.text.template", "may not import 'text'", id="model-imports-text"),
        pytest.param("model/a.py", "from schemekit.adopt import add", "may not import 'adopt'", id="model-imports-up"),
        pytest.param("text/a.py", "from schemekit.files.yaml import read_yaml", "may not import 'files'",
                     id="text-imports-files"),
        pytest.param("text/a.py", "from schemekit.licence import rules", "may not import 'licence'",
                     id="text-imports-licence-beside-it"),
        pytest.param("licence/a.py", "from schemekit.text import diff", "may not import 'text'",
                     id="licence-imports-text-beside-it"),
        pytest.param("files/a.py", "from schemekit.git import objects", "may not import 'git'", id="files-imports-git"),
        pytest.param("git/a.py", "from schemekit.library import library", "may not import 'library'",
                     id="git-imports-library"),
        pytest.param("library/a.py", "from schemekit.adopt import add", "may not import 'adopt'",
                     id="library-imports-adopt"),
        pytest.param("adopt/a.py", "from schemekit.publish import lint", "may not import 'publish'",
                     id="adopt-imports-publish-beside-it"),
        pytest.param("publish/a.py", "from schemekit.adopt import add", "may not import 'adopt'",
                     id="publish-imports-adopt-beside-it"),
        pytest.param("adopt/a.py", "from schemekit.cli import screen", "may not import 'cli'", id="adopt-imports-cli"),
        pytest.param("cli/a.py", "from schemekit import __main__", "may not import '__main__'", id="cli-imports-main"),
        pytest.param("errors.py", "from schemekit.model import module", "may not import 'model'",
                     id="errors-imports-anything"),
        pytest.param("adopt/a.py", "import schemekit", "may not import ''", id="the-package-as-a-whole"),
        pytest.param("adopt/a.py", "from schemekit import cli", "may not import 'cli'", id="a-room-by-name"),
        pytest.param("adopt/a.py", "from ..cli import screen", "written in full", id="a-relative-import"),
        pytest.param("model/a.py", "def f():\n    from schemekit.text import diff", "line 2:", id="inside-a-function"),
        pytest.param("model/a.py", "if TYPE_CHECKING:\n    import schemekit.text.force", "line 2:",
                     id="for-types-only"),
        pytest.param("model/a.py", "import importlib as i\nimportlib.import_module('schemekit.cli.root')",
                     "may not import 'cli'", id="by-name-while-running"),
        pytest.param("model/a.py", "__import__('schemekit.cli')", "may not import 'cli'", id="by-the-builtin"),
        pytest.param("adopt/a.py", "import yaml", "'yaml' is imported by", id="yaml-outside-its-owner"),
        pytest.param("files/folder.py", "import yaml", "'yaml' is imported by", id="yaml-in-another-file-of-the-room"),
        pytest.param("publish/a.py", "from jsonschema import validators", "'jsonschema' is", id="jsonschema"),
        pytest.param("publish/a.py", "import jsonschema_rs", "'jsonschema_rs' is", id="jsonschema-rs"),
        pytest.param("publish/a.py", "from referencing.jsonschema import X", "'referencing' is", id="referencing"),
        pytest.param("library/a.py", "import git", "'git' is imported by", id="gitpython"),
        pytest.param("library/a.py", "from subprocess import run", "'subprocess' is", id="subprocess"),
        pytest.param("adopt/new.py", "from cookiecutter.generate import x", "'cookiecutter' is", id="cookiecutter"),
        pytest.param("text/linting/lint.py", "def f():\n    import jinja2", "'jinja2' is imported by", id="jinja2"),
        pytest.param("adopt/a.py", "import rich.table", "'rich' is imported by", id="rich"),
        pytest.param("files/a.py", "import click", "'click' is imported by", id="click"),
        pytest.param("review/comparing/a.py", "from schemekit.review.formats import page", "inside 'review' too",
                     id="comparing-imports-formats-above-it"),
        pytest.param("review/told.py", "from schemekit.review.comparing.held import Held", "inside 'review' too",
                     id="what-all-build-on-imports-a-room"),
        pytest.param("text/comparing/a.py", "from schemekit.text.merging.merge import Merged", "inside 'text' too",
                     id="inside-text"),
        pytest.param("text/a.py", "import os", "may not import 'os'", id="the-environment"),
        pytest.param("model/a.py", "from os import path", "may not import 'os'", id="a-part-of-os"),
        pytest.param("text/a.py", "import os.path", "may not import 'os'", id="os-path"),
        pytest.param("licence/a.py", "import time", "may not import 'time'", id="the-clock"),
        pytest.param("text/a.py", "from pathlib import Path", "may not import 'pathlib'", id="paths"),
        pytest.param("licence/facts.py", "from pathlib import Path", "may not import 'pathlib'", id="not-even-there"),
        pytest.param("text/a.py", "import urllib.request", "may not import 'urllib.request'", id="the-network"),
        pytest.param("text/a.py", "import logging", "may not import 'logging'", id="a-log"),
        pytest.param("text/a.py", "datetime.now()", "may not call 'datetime.now'", id="now"),
        pytest.param("text/a.py", "datetime.datetime.now(UTC)", "may not call", id="now-in-full"),
        pytest.param("licence/a.py", "date.today()", "may not call 'date.today'", id="today"),
        pytest.param("model/a.py", "open('x')", "may not call 'open'", id="open"),
        pytest.param("licence/rules.py", "file.write_text('x')", "may not call 'file.write_text'", id="writing"),
        pytest.param("text/template.py", "compile('x', 'x', 'exec')", "may not call 'compile'", id="compiling"),
        pytest.param("adopt/a.py", "print('x')", "only the command line prints", id="printing"),
        pytest.param("publish/a.py", "sys.exit(1)", "only the command line prints", id="leaving"),
        pytest.param("adopt/utils.py", "", "named after its noun", id="utils"),
        pytest.param("text/Helpers.py", "", "named after its noun", id="helpers"),
        pytest.param("extras/a.py", "", "has no layer", id="a-room-that-nobody-placed"),
    ])
    def test_a_wrong_line_is_found(self, file: str, source: str, words: str) -> None:
        assert words in "\n".join(complaints(file, source))

    @pytest.mark.parametrize(("file", "source"), [
        pytest.param("model/a.py", "from schemekit.errors import UsageError", id="down-by-one"),
        pytest.param("cli/a.py", "from schemekit.model.version import Version", id="down-by-many"),
        pytest.param("library/a.py", "from schemekit.git import objects\nfrom schemekit.files import digest",
                     id="library-imports-git-and-files"),
        pytest.param("git/a.py", "from schemekit.files.paths import check_path", id="git-imports-files"),
        pytest.param("text/merging/a.py", "from schemekit.text.comparing.diff import compare", id="in-its-own-room"),
        pytest.param("files/a.py", "from schemekit import __version__", id="the-version"),
        pytest.param("files/yaml_read.py", "import yaml", id="yaml-in-a-sibling-of-its-owner"),
        pytest.param("text/linting/links.py", "from urllib.parse import urlsplit", id="taking-an-address-apart"),
        pytest.param("text/a.py", "from pathlib import PurePosixPath", id="paths-that-touch-nothing"),
        pytest.param("licence/a.py", "from datetime import date\ndate.fromisoformat('2026-01-01')", id="a-given-date"),
        pytest.param("text/a.py", "re.compile('x')", id="a-pattern"),
        pytest.param("cli/a.py", "sys.exit(1)", id="leaving-from-the-command-line"),
        pytest.param("files/a.py", "import os\nopen('x')", id="the-disk-in-the-outside-world"),
    ])
    def test_a_right_line_is_not(self, file: str, source: str) -> None:
        assert complaints(file, source) == []

    @pytest.mark.parametrize(("reached", "circle"), [
        pytest.param({"a": ["b"], "b": ["c"], "c": []}, [], id="none"),
        pytest.param({"a": ["b", "c"], "b": ["c"], "c": ["d"], "d": ["b"]}, ["b", "c", "d"], id="of-three"),
    ])
    def test_a_circle_is_found(self, reached: dict[str, list[str]], circle: list[str]) -> None:
        assert circle_among(reached) == circle

    def test_imports_in_functions_and_for_types_count(self) -> None:
        assert {"review/formats/markdown.py", "review/comparison.py"} <= reached_by("review/formats/format.py")
