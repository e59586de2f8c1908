"""What the author of a library could put into a module: code in texts and names, files that should not be there.

Design, section 6: "A hostile library [...] harms nobody: no code runs, no path leaves the scheme, no symlink, submodule
or special file is followed, sizes are bounded".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from schemekit.model.release import Release
from schemekit.model.version import Version
from tests.attacks.arena import Arena, tell
from tests.builders import TEXT, ledger_text, module_yaml, policy_text, sample_module

# Basis: the escapes out of Jinja2's sandbox and out of copier and cookiecutter that have a CVE, and their family.
CODE = {
    "cycler": "{{ cycler.__init__.__globals__.os.popen('touch MARKER').read() }}",
    "lipsum": "{{ lipsum.__globals__.os.popen('touch MARKER').read() }}",
    "joiner": "{{ joiner.__init__.__globals__.os.popen('touch MARKER').read() }}",
    "namespace": "{{ namespace.__init__.__globals__.os.popen('touch MARKER').read() }}",
    "request": "{{ request.application.__globals__.__builtins__.__import__('os').popen('touch MARKER').read() }}",
    "self": "{{ self.__init__.__globals__.__builtins__.open('SECRET').read() }}",
    "config": "{{ config.__class__.from_envvar.__globals__.os.popen('touch MARKER') }}",
    "classes": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "attr-filter": "{{ cookiecutter|attr('__class__')|attr('__mro__') }}",
    "attr-of-value": "{{ cookiecutter.scheme_name.__class__ }}",
    "underscore": "{{ cookiecutter.__class__ }}",
    "switch": "{{ cookiecutter._template }}",
    "brackets": "{{ cookiecutter['__class__'] }}",
    "format-filter": "{{ '%s'|format(cookiecutter) }}",
    "format-method": "{{ '{0.__class__.__init__.__globals__}'.format(cookiecutter) }}",
    "format-map": "{{ '{a.__class__}'.format_map({'a': cookiecutter}) }}",
    "map-filter": "{{ [cookiecutter]|map(attribute='__class__')|list }}",
    "include": "{% include 'SECRET' %}",
    "import": "{% import 'SECRET' as x %}{{ x }}",
    "extends": "{% extends 'SECRET' %}",
    "macro": "{% macro x() %}{{ caller() }}{% endmacro %}{{ x() }}",
    "set": "{% set x = cycler %}{{ x }}",
    "loop": "{% for x in range(1000000000) %}x{% endfor %}",
    "product": "{{ 'a' * 1000000000 }}",
    "power": "{{ 9 ** 9 ** 9 }}",
    "raw": "{% raw %}{{ cookiecutter.scheme_name }}{% endraw %}",
    "comment": "{# cookiecutter #}",
    "do": "{% do cookiecutter.update({}) %}",
    "filter-block": "{% filter upper %}x{% endfilter %}",
    "wide-letters-name": "{{ ｃycler.__init__ }}",
    "wide-letters-context": "{{ ｃookiecutter.scheme_name }}",
    "wide-letters-attribute": "{{ cookiecutter.__ｃlass__ }}",
    "wide-letters-filter": "{{ cookiecutter.scheme_name|ａttr('x') }}",
    "bare-name": "{{ scheme_name }}",
    "unknown-parameter": "{{ cookiecutter.nobody }}",
    "unclosed": "{{ cookiecutter.scheme_name",
    "ten-thousand-opened": "{{" * 10_000,
    "brackets-in-brackets": "{{ " + "(" * 5_000 + "1" + ")" * 5_000 + " }}",
    "not-not": "{% if " + "not " * 5_000 + "cookiecutter.scheme_name %}x{% endif %}",
    "and-and": "{% if " + "cookiecutter.scheme_name and " * 5_000 + "cookiecutter.scheme_name %}x{% endif %}",
    "if-in-if": "{% if cookiecutter.scheme_name %}" * 500 + "x" + "{% endif %}" * 500,
    "elif": "{% if cookiecutter.scheme_name == 'a' %}a" + "{% elif cookiecutter.scheme_name == 'b' %}b" * 2_000
    + "{% endif %}",
}
# Marks that look like code and are words: they stay words.
WORDS = {
    "wide-braces": "｛｛ cycler ｝｝",
    "dollar": "${cycler} $(touch MARKER) `touch MARKER`",
    "percent": "%(x)s %s {0.__class__} <% touch MARKER %>",
    "single-braces": "{ cycler } {cycler}",
    "filters": "{{ cookiecutter.scheme_name" + "|upper" * 2_000 + " }}",
}
FORM = "{{cookiecutter.module}}/forms/form.csv"


def _release(arena: Arena, files: Mapping[str, str | bytes], module: str = "guests") -> None:
    arena.library.release(module, "1.1.0", files)


def _with(arena: Arena, payload: str) -> str:
    return payload.replace("MARKER", str(arena.marker)).replace("SECRET", str(arena.secret))


def _tried(arena: Arena, *, codes: tuple[int, ...] = (1, 2), module: str = "guests") -> None:
    """Everything a reader, an adopter and the library's own maintainer could do with the module."""
    arena.survives(("show", f"efc/{module}"), ("search", "handles"), codes=(0, 1, 2))
    arena.survives(("add", f"efc/{module}"), codes=codes)
    with arena.watched():
        new = tell("-C", str(arena.scheme.path), "new", "second", "--no-input", "--with", f"efc/{module}")
        lint = tell("-C", str(arena.library.path), "module", "lint")
        validate = tell("-C", str(arena.library.path), "validate")
    assert new.code in codes, new.all
    assert lint.code in (0, 1, 2), lint.all
    assert validate.code in (0, 1, 2), validate.all
    for told in (new, lint, validate):
        assert "Traceback" not in told.all


@pytest.mark.parametrize("name", CODE)
def test_code_in_a_text(arena: Arena, name: str) -> None:
    """A text with anything but blanks and conditions is refused, by the adopter and by lint."""
    _release(arena, {TEXT: policy_text("guests") + _with(arena, CODE[name]) + "\n"})
    _tried(arena)
    assert not (arena.scheme.path / "policies" / "guests").exists()
    with arena.watched():
        told = tell("-C", str(arena.library.path), "module", "release", "guests", "--note", "x")
    assert told.code in (1, 2), told.all


@pytest.mark.parametrize("name", ["cycler", "lipsum", "include", "format-method", "raw"])
def test_code_in_a_form(arena: Arena, name: str) -> None:
    listed = module_yaml("guests").replace(
        "kind: text}\n", "kind: text}\n  - {file: forms/form.csv, title: Form, kind: form}\n"
    )
    _release(arena, {"module.yaml": listed, FORM: f"a,{_with(arena, CODE[name])}\n"})
    _tried(arena)


@pytest.mark.parametrize("name", WORDS)
def test_words_that_look_like_code(arena: Arena, name: str) -> None:
    _release(arena, {TEXT: policy_text("guests") + _with(arena, WORDS[name]) + "\n"})
    _tried(arena, codes=(0,))


@pytest.mark.parametrize("file", [
    "{{cookiecutter.module}}/{{ cycler.__init__.__globals__.os.popen('id') }}.md",
    "{{cookiecutter.module}}/{{cookiecutter.scheme_name}}.md",
    "{% raw %}/policy.md",
    "{{cookiecutter.module}}/$(touch marker).md",
])  # fmt: skip
def test_code_in_a_file_name(arena: Arena, file: str) -> None:
    """Names are never rendered: such a file is refused, or is nothing but a file of an odd name."""
    _release(arena, {file: "# Odd\n"})
    _tried(arena, codes=(0, 1, 2))
    assert not list(arena.folder.rglob("Northern.md"))


@pytest.mark.parametrize(("file", "text"), [
    ("hooks/pre_gen_project.py", "open('{marker}', 'w')"),
    ("hooks/post_gen_project.sh", "touch {marker}"),
    ("hooks/pre_prompt.py", "open('{marker}', 'w')"),
    ("cookiecutter.json", '{"module": "guests", "_extensions": ["local_extensions.Evil"]}'),
    ("cookiecutter.json", '{"module": "guests", "_jinja2_env_vars": {"block_start_string": "<%"}}'),
    ("cookiecutter.json", '{"module": "guests", "templates": {"x": {"path": "../../outside"}}}'),
    ("cookiecutter.json", '{"module": "guests", "_copy_without_render": ["*"]}'),
    ("cookiecutter.json", '{"module": "{{ cycler.__init__.__globals__.os.popen(\'touch {marker}\') }}"}'),
    ("local_extensions.py", "open('{marker}', 'w')"),
    ("copier.yml", "_tasks: ['touch {marker}']"),
    ("setup.py", "open('{marker}', 'w')"),
    ("conftest.py", "open('{marker}', 'w')"),
    ("mkdocs.yml", "x: !!python/object/apply:os.system ['touch {marker}']"),
    ("{{cookiecutter.module}}/mkdocs.yml", "x: !!python/object/apply:os.system ['touch {marker}']"),
    ("{{cookiecutter.module}}/.gitattributes", "* filter=evil"),
    ("{{cookiecutter.module}}/.git/hooks/pre-commit", "touch {marker}"),
    ("{{cookiecutter.module}}/.gitmodules", '[submodule "x"]\npath = x\nurl = ext::sh'),
    ("{{cookiecutter.module}}/adoption.yaml", "format: 1\nmodule: guests\ndeviations: []\ndecisions: []\n"),
])  # fmt: skip
def test_files_that_other_tools_would_run(arena: Arena, file: str, text: str) -> None:
    """Nothing of a module is run, and git's own names are refused; what is only odd is kept as data."""
    text = text.replace("{marker}", str(arena.marker))
    place = arena.library.path / "policies" / "guests" / file
    if ".git/" in file:  # a folder of that name cannot be committed; the tree is made by hand
        _hostile_tree(arena, [("40000", "tree", _hooks(arena, text), "{{cookiecutter.module}}")])
    elif file.endswith((".gitattributes", ".gitmodules")):
        blob = arena.library.blob(text.encode())
        inner = arena.library.tree([("100644", "blob", blob, file.rpartition("/")[2])])
        _hostile_tree(arena, [("40000", "tree", inner, "{{cookiecutter.module}}")])
    else:
        _release(arena, {file: text})
        assert place.exists()
    _tried(arena, codes=(0, 1, 2))
    assert not list((arena.scheme.path / "policies").glob("*/.git*"))


def _hooks(arena: Arena, text: str) -> str:
    library = arena.library
    tree = library.tree([("100755", "blob", library.blob(text.encode()), "pre-commit")])
    return library.tree([("40000", "tree", library.tree([("40000", "tree", tree, "hooks")]), ".git")])


def _hostile_tree(arena: Arena, rows: list[tuple[str, str, str, str]]) -> None:
    """Release a tree that no folder could hold, made object by object."""
    library = arena.library
    files = {**sample_module("guests"), TEXT: policy_text("guests")}
    yaml = library.blob(files["module.yaml"].encode())
    tree = library.tree(sorted([("100644", "blob", yaml, "module.yaml"), *rows], key=lambda row: row[3]))
    release = Release(module="guests", version=Version("1.1.0"), date="2026-01-16", tree=tree, sha256="0" * 64,
                      bump="minor", note="A change.")  # fmt: skip
    library.releases.append(release)
    policies = library.tree([
        ("40000", "tree", tree, "guests"),
        ("100644", "blob", library.blob(ledger_text(library.releases).encode()), "releases.yaml"),
    ])
    root = library.tree([("40000", "tree", policies, "policies")])
    commit = library.git("commit-tree", root, "-p", "HEAD", "-m", "Hostile")
    library.git("update-ref", "HEAD", commit)


def _blob(arena: Arena) -> str:
    return arena.library.blob(b"text\n")


def _target(arena: Arena) -> str:
    return arena.library.blob(str(arena.secret).encode())


def _folder(arena: Arena, name: str) -> tuple[str, str, str, str]:
    return ("40000", "tree", arena.library.tree([("100644", "blob", _blob(arena), "x.md")]), name)


TREES: Mapping[str, Callable[[Arena], list[tuple[str, str, str, str]]]] = {
    "link-to-a-file": lambda a: [("120000", "blob", _target(a), "secret.md")],
    "link-to-a-folder": lambda a: [("120000", "blob", a.library.blob(b"../../../outside"), "forms")],
    "link-as-the-document-folder": lambda a: [("120000", "blob", _target(a), "{{cookiecutter.module}}")],
    "submodule": lambda a: [("160000", "commit", a.library.head(), "sub")],
    "program": lambda a: [("100755", "blob", _blob(a), "run.md")],
    "odd-mode": lambda a: [("100666", "blob", _blob(a), "x.md")],
    "device-mode": lambda a: [("20000", "blob", _blob(a), "x.md")],
    "parent": lambda a: [_folder(a, "..")],
    "here": lambda a: [_folder(a, ".")],
    "slash-in-a-name": lambda a: [("100644", "blob", _blob(a), "../../escaped.md")],
    "absolute": lambda a: [("100644", "blob", _blob(a), "/etc/escaped.md")],
    "backslash": lambda a: [("100644", "blob", _blob(a), "..\\escaped.md")],
    "drive": lambda a: [("100644", "blob", _blob(a), "C:escaped.md")],
    "stream": lambda a: [("100644", "blob", _blob(a), "policy.md:stream")],
    "git-folder": lambda a: [_folder(a, ".git")],
    "git-folder-in-capitals": lambda a: [_folder(a, ".GIT")],
    "git-folder-with-an-invisible-letter": lambda a: [_folder(a, ".g\u200cit")],
    "git-folder-short-name": lambda a: [_folder(a, "git~1")],
    "device": lambda a: [("100644", "blob", _blob(a), "CON.md")],
    "device-with-a-dot": lambda a: [("100644", "blob", _blob(a), "nul.tar.gz")],
    "dot-at-the-end": lambda a: [("100644", "blob", _blob(a), "policy.md.")],
    "option": lambda a: [("100644", "blob", _blob(a), "--output=x")],
    "control-character": lambda a: [("100644", "blob", _blob(a), "a\x1b]0;x\x07.md")],
    "line-break": lambda a: [("100644", "blob", _blob(a), "a\nb.md")],
    "right-to-left": lambda a: [("100644", "blob", _blob(a), "a\u202edm.md")],
    "two-that-are-one": lambda a: [("100644", "blob", _blob(a), "A.md"), ("100644", "blob", _blob(a), "a.md")],
    "two-that-are-one-composed": lambda a: [("100644", "blob", _blob(a), "e\u0301.md")],
    "not-utf-8": lambda a: [("100644", "blob", _blob(a), "a\udcff.md")],
    "twice": lambda a: [("100644", "blob", _blob(a), "a.md"), ("100644", "blob", _blob(a), "a.md")],
    "no-name": lambda a: [("100644", "blob", _blob(a), "")],
    "long-name": lambda a: [("100644", "blob", _blob(a), "a" * 300)],
    "file-that-is-missing": lambda _: [("100644", "blob", "1" * 40, "a.md")],
    "tree-that-is-a-file": lambda a: [("40000", "tree", _blob(a), "forms")],
    "file-that-is-a-tree": lambda a: [("100644", "blob", _folder(a, "x")[2], "a.md")],
    "many-files": lambda a: [("100644", "blob", blob, f"f{n}.md") for blob in [_blob(a)] for n in range(2_000)],
    "large-file": lambda a: [("100644", "blob", a.library.blob(b"x" * 3_000_000), "large.md")],
    "unfolds-to-millions": lambda a: [("40000", "tree", _unfolding(a), "forms")],
    "deep": lambda a: [("40000", "tree", _deep(a), "forms")],
}


def _unfolding(arena: Arena) -> str:
    tree = arena.library.tree([("100644", "blob", _blob(arena), f"f{n}") for n in range(10)])
    for _ in range(8):
        tree = arena.library.tree([("40000", "tree", tree, f"d{n}") for n in range(10)])
    return tree


def _deep(arena: Arena) -> str:
    tree = arena.library.tree([("100644", "blob", _blob(arena), "f")])
    for _ in range(300):
        tree = arena.library.tree([("40000", "tree", tree, "d")])
    return tree


@pytest.mark.parametrize("name", TREES)
def test_what_no_folder_should_hold(arena: Arena, name: str) -> None:
    """Read from git's objects by id; only plain files with names that are safe everywhere are taken."""
    _hostile_tree(arena, TREES[name](arena))
    arena.survives(("show", "efc/guests"), ("add", "efc/guests"), ("new", "second", "--no-input", "--with",
                   "efc/guests"))  # fmt: skip
    arena.survives(("search", "guests"), codes=(0, 1, 2))
    assert not (arena.scheme.path / "policies" / "guests").exists()
    assert not (arena.scheme.path / ".schemekit" / "source" / "guests").exists()
