"""Decisions in a record that somebody sent: wordings, causes, paths and ids are theirs, and harm nobody.

Design, section 6: "A hostile library, lock file, Word file or answer harms nobody: [...] no path leaves the scheme".
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from schemekit.errors import SchemekitError
from schemekit.files.editor import edited, editor_words
from schemekit.model.adoption import Decision, Scope
from schemekit.text.comparing.words_diff import word_changes
from schemekit.text.deciding.passage import spans_of
from schemekit.text.deciding.taking import BOTH, EDITED, SOURCE, TAKES, take
from tests.attacks.arena import Arena, patience
from tests.attacks.test_patience import LENGTH, PIECES
from tests.attacks.test_terminal import ORDERS, _is_clean, told
from tests.decision_builders import RECORD, open_decisions
from tests.scheme_builders import SchemeBuilder

ANY = (0, 1, 2)
PATHS = {
    "above": "../../../outside/secret.md",
    "absolute": "/tmp/x.md",
    "the-scheme-above": "../other/policy.md",
    "git": ".git/config",
    "git-attributes": ".gitattributes",
    "drive": "C:/x.md",
    "backslash": "..\\x.md",
    "device": "nul.md",
    "record": "adoption.yaml",
    "program": "run.sh",
    "long": "x" * 250 + ".md",
}
LOOKS = (("decide",), ("decide", "--json"), ("status",), ("check",), ("trace", "grievance"))
TAKEN = tuple(("decide", "grievance", "--take", take) for take in TAKES)


@pytest.mark.parametrize("name", PATHS)
@pytest.mark.parametrize("scope", ["passage", "file"])
def test_a_path_that_leaves_the_folder(arena: Arena, name: str, scope: str) -> None:
    """No path leaves the module's folder, and only texts are written."""
    open_decisions(arena.scheme, {"file": PATHS[name], "source": "Owned.\n", "scope": scope, "clause": "x"},
                   {"file": PATHS[name], "ours": "Mine.\n", "scope": scope})
    before = arena.scheme.text(RECORD)
    arena.survives(*LOOKS, ("decide", "grievance", "--take", "source"), codes=ANY)
    files = [path for path, data in arena.scheme.files().items() if b"Owned." in data and path != RECORD]
    assert files == []
    assert arena.scheme.text(RECORD) == before


def test_a_link_in_its_place(arena: Arena) -> None:
    """A file that leads out of the scheme is neither read nor written."""
    (arena.scheme.path / "policies/grievance/way.md").symlink_to(arena.secret)
    open_decisions(arena.scheme, {"file": "way.md", "source": "Owned.\n", "ours": "x", "scope": "file"})
    arena.survives(("decide",), *TAKEN, codes=ANY)


@pytest.mark.parametrize("name", ORDERS)
def test_characters_that_command_a_terminal(arena: Arena, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    order = ORDERS[name]
    open_decisions(
        arena.scheme,
        {"clause": "no-charge", "base": f"b{order}\n{order}", "source": f"s {order} x\n", "ours": f"o{order}",
         "cause": f"C{order}\n{order}"},
        {"clause": "acknowledgement", "base": f"{order} one", "source": order, "ours": "name two people",
         "cause": order, "taken": "ours", "reason": order})
    for command in (("decide",), ("decide", "grievance", "--take", "source"), ("check",), ("status",),
                    ("trace", "grievance", "acknowledgement"), ("decide", "--json")):  # fmt: skip
        _is_clean(told(arena.scheme.path, *command), order)


@pytest.mark.parametrize("clause", ["ghost", "$(touch${IFS}x)", "--take", "#", "no-charge;x", "\u202ex", "é" * 200])
def test_a_clause_that_is_not_there(arena: Arena, clause: str) -> None:
    """Nothing is put in, and no command that we print does more when it is copied."""
    open_decisions(arena.scheme, {"clause": clause, "base": "b", "source": "Owned.", "ours": "A complaint"})
    text = arena.scheme.text()
    arena.survives(*LOOKS, ("decide", "grievance", "--take", "source"), codes=ANY)
    assert arena.scheme.text() == text
    fixes = [item["fix"] for module in json.loads(arena.run("status", "--json").out)["modules"]
             for item in module["todo"] if "decide" in item["fix"]]
    assert all("$(" not in fix or "'$(" in fix for fix in fixes)


def test_many_and_large(arena: Arena) -> None:
    """As many as the schema allows, about a large text, take seconds."""
    words = "".join(f"It holds in case {number}.\n" for number in range(1500))
    arena.scheme.edit("A complaint shall cost nothing.", words)
    open_decisions(arena.scheme, *({"clause": "no-charge", "base": "b", "source": f"In case {number} it does not.",
                                    "ours": f"It holds in case {number}."} for number in range(300)))
    arena.survives(("check",), ("decide", "--json"), ("decide", "grievance", "--take", "source"), codes=(0, 1))
    assert arena.scheme.text().count("it does not.") == 300


@pytest.mark.parametrize("piece", PIECES)
def test_patience(piece: str) -> None:
    """Texts made to keep the finder, the joiner or the redline busy for ever."""
    text = piece * (LENGTH // 3 // len(piece))
    half = text[: len(text) // 2]
    with patience():
        for words in (text, f"x{half}", piece):
            spans_of(words, text)
            for scope in Scope:
                asked = Decision(clause="x", base="", source=words, ours=half, cause="c", scope=scope)
                for wanted in (SOURCE, BOTH, EDITED):
                    take(f"# T\n\n## X {{ #x }}\n\n{text}", asked, wanted, source_text=text, edited=words)
        word_changes(text, f"x{half}")


class TestEditor:
    """Never an editor that the scheme's folder names."""

    @pytest.mark.parametrize("place", ["bin", "."])
    def test_a_program_of_the_scheme(self, arena: Arena, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
        folder = arena.scheme.path / place
        folder.mkdir(exist_ok=True)
        (folder / "nano").write_text(f"#!/bin/sh\ntouch {arena.marker}\n", "utf-8")
        (folder / "nano").chmod(0o755)
        monkeypatch.chdir(arena.scheme.path)
        monkeypatch.setenv("PATH", f"{place}:/nowhere")
        for command in ("nano", f"./{place}/nano", str(folder / "nano")):
            with pytest.raises(SchemekitError, match="did not give your words back"):
                edited("text", (command,), arena.scheme.path, name="wording.md")
        assert not arena.marker.exists()

    def test_what_a_scheme_says_is_not_asked(self, scheme: SchemeBuilder) -> None:
        """Neither git's setting nor a file in the folder: the person's own environment only."""
        (scheme.path / ".git" / "config").write_text("[core]\n\teditor = touch owned\n", "utf-8")
        (scheme.path / ".env").write_text("EDITOR=touch\n", "utf-8")
        assert editor_words({}) == ()
        assert editor_words({"EDITOR": "code --wait", "VISUAL": ""}) == ("code", "--wait")
        with pytest.raises(SchemekitError, match="EDITOR cannot be read"):
            editor_words({"EDITOR": "code '"})

    def test_it_does_not_start_in_the_schemes_folder(
        self, scheme: SchemeBuilder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Some editors read settings from the folder they start in."""
        program = tmp_path / "own"
        program.write_text(f'#!/bin/sh\npwd > "{tmp_path}/where"\n', "utf-8")
        program.chmod(0o755)
        monkeypatch.chdir(scheme.path)
        assert edited("as it was\n", (str(program),), scheme.path, name="wording.md") == "as it was\n"
        where = Path((tmp_path / "where").read_text("utf-8").strip())
        assert not where.is_relative_to(scheme.path)
        assert not where.exists()
