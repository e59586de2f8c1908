"""What the author of a library could do with a second release, once a scheme trusted the first.

Design, section 6: "A hostile library [...] harms nobody: no code runs, no path leaves the scheme, no symlink, submodule
or special file is followed, sizes are bounded".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from schemekit.files.snapshot import SNAPSHOT
from schemekit.model.release import Release
from schemekit.model.version import Version
from tests.attacks.arena import Arena
from tests.builders import TEXT, policy_text

UPDATES = (("update", "guests", "--dry-run"), ("update", "guests"), ("update", "guests", "--markers"), ("outdated",))
Attack = Callable[[Arena], object]


def _tree(rows: Callable[[Arena], list[tuple[str, str, str, str]]]) -> Attack:
    """A second release whose tree git would never make."""

    def attack(arena: Arena) -> None:
        tree = arena.library.tree(rows(arena))
        entry = Release(module="guests", version=Version("1.1.0"), date="2026-02-01", tree=tree, sha256="0" * 64,
                        bump="minor", note="Better.")
        arena.library.rewrite([*arena.library.releases, entry])

    return attack


def _files(**files: str | bytes) -> Attack:
    named = {"text": TEXT, "form": "{{cookiecutter.module}}/forms/form.md"}
    return lambda arena: arena.library.release(
        "guests", "1.1.0", {named.get(name, name): words for name, words in files.items()})


REFUSED = {
    "a-link": _tree(lambda arena: [("120000", "blob", arena.library.blob(b"../../../outside/secret.txt"),
                                    "policy.md")]),
    "a-submodule": _tree(lambda _: [("160000", "commit", "1" * 40, "{{cookiecutter.module}}")]),
    "a-path-that-leads-out": _tree(lambda arena: [("100644", "blob", arena.library.blob(), "..")]),
    "a-folder-of-git": _tree(lambda arena: [("40000", "tree", arena.library.tree(
        [("100755", "blob", arena.library.blob(b"#!/bin/sh\n"), "pre-commit")]), ".git")]),
    "a-huge-text": _tree(lambda arena: [("40000", "tree", arena.library.tree(
        [("100644", "blob", arena.library.blob(b"word " * 400_000), "policy.md")]), "{{cookiecutter.module}}")]),
    "code": _files(text=policy_text("guests") + "{{ cycler.__init__.__globals__.os.popen('id').read() }}\n"),
    "our-own-record": _files(**{"{{cookiecutter.module}}/adoption.yaml": "format: 1\n"}),
    "html": _files(text=policy_text("guests") + "<script>alert(1)</script>\n"),
}


@pytest.fixture
def trusting(arena: Arena) -> Arena:
    """A scheme that took the stranger's first release, and edited it."""
    assert arena.run("add", "efc/guests").code == 0
    arena.scheme.edit("in writing", "in plain writing", "policies/guests/policy.md")
    return arena


@pytest.mark.parametrize("attack", REFUSED.values(), ids=REFUSED)
def test_a_hostile_release(trusting: Arena, attack: Attack) -> None:
    """It is refused in words, and the scheme is as it was."""
    attack(trusting)
    before = trusting.scheme.files()
    trusting.survives(*UPDATES[:3], codes=(1, 2))
    trusting.survives(UPDATES[3], codes=(0, 2))
    assert trusting.scheme.files() == before


@pytest.mark.parametrize("text", [
    pytest.param("word " * 150_000 + "\n", id="one-word-over-and-over"),
    pytest.param("".join(f"## C{n} {{ #c{n} }}\n\nThe same words.\n\n" for n in range(2_000)), id="thousands-alike"),
    pytest.param("## Answer\n\n" * 4_000, id="headings-without-ids"),
])
def test_a_text_that_takes_for_ever(trusting: Arena, text: str) -> None:
    """Time is bounded, whatever both texts hold."""
    trusting.scheme.write("policies/guests/policy.md", text.replace("same", "very same").replace("word w", "w", 1))
    _files(text=text)(trusting)
    trusting.survives(UPDATES[0], codes=(0, 1, 2))


def test_a_file_where_the_scheme_has_a_folder(trusting: Arena) -> None:
    """And a folder where it has a file: in words, and whole or not at all."""
    trusting.scheme.write("policies/guests/notes", "Our own notes.\n")
    trusting.scheme.write("policies/guests/more.md/own.md", "Our own.\n")
    trusting.library.release("guests", "1.1.0", {"{{cookiecutter.module}}/notes/a.md": "# A\n",
                                                 "{{cookiecutter.module}}/more.md": "# More\n"})
    before = trusting.scheme.files()
    trusting.survives(UPDATES[1], codes=(1, 2))
    assert trusting.scheme.files() == before


def test_words_that_command_a_terminal(trusting: Arena) -> None:
    """Notes, ids and marks of a stranger are written out, each on its line."""
    trusting.library.release("guests", "1.1.0", {TEXT: policy_text("guests").replace("a record", "\x1b[2Ja record")},
                             note="Good.")
    trusting.library.rewrite([replace(item, note="Good.\x1b[2J") if str(item.version) == "1.1.0" else item
                              for item in trusting.library.releases])
    for told in trusting.survives(*UPDATES[:2], codes=(0, 1, 2)):
        assert "\x1b" not in told.all


def test_a_snapshot_that_leads_out(trusting: Arena) -> None:
    """A snapshot that came with the folder is not carried out, whatever it names."""
    trusting.scheme.write(SNAPSHOT, "0" * 64 + '\n{"position": "", "updates": [], "files": '
                          '{"../outside/secret.txt": ["gone", null, false]}}')
    trusting.survives(("update", "--undo"), ("update", "guests"), ("save", "x"), codes=(0, 2))
