"""Other schemes and their records: repositories that unfold, records that keep a reader busy, words that hide.

Who works with another scheme reads what strangers saved: their policies, cooperations and theories of change.
"""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path

import pytest
import yaml

from schemekit.adopt.past_scheme import LAID_OUT_LIMIT
from schemekit.files.beside import write_files
from tests.attacks.arena import Arena, patience
from tests.builders import GitFolder, copied

BLOB = b"# Words\n" * 124_000   # 992 kB, just within what one file may have
FILES = 19   # of one folder, just within what one module may have


def _unfolding(folder: Path, times: int, file: bytes) -> None:
    """Make the policies and cooperations of a scheme one large folder under many names, in a small repository."""
    repository = GitFolder(folder)
    blob = repository.blob(file)
    large = repository.tree([("100644", "blob", blob, f"f{n}.md") for n in range(10, 10 + FILES)])
    many = repository.tree([("40000", "tree", large, f"m{n}") for n in range(1_000, 1_000 + times)])
    repository.git("read-tree", "HEAD")
    repository.git("rm", "-r", "--quiet", "--cached", "policies")
    for place in ("policies", "cooperation"):
        repository.git("read-tree", f"--prefix={place}/", many)
    commit = repository.git("commit-tree", "-p", "HEAD", "-m", "Much", repository.git("write-tree"))
    repository.git("update-ref", "HEAD", commit)


@pytest.fixture
def stranger(arena: Arena) -> Path:
    """A scheme of somebody else, in a repository that can be fetched."""
    copied(arena.scheme.path, arena.folder / "stranger")
    return arena.folder / "stranger"


class TestUnfolding:
    """A repository of a few hundred kilobytes can hold one folder under a thousand names."""

    @pytest.mark.parametrize("command", [
        pytest.param(("compare", "{other}"), id="compare"),
        pytest.param(("recognise", "{other}", "--into", "audits"), id="recognise"),
    ])
    def test_no_more_is_laid_out_than_any_scheme_has(
        self, arena: Arena, stranger: Path, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _unfolding(stranger, 40, BLOB)
        monkeypatch.setattr(tempfile, "tempdir", str(arena.folder))   # what others leave is not looked at
        written = _counted(monkeypatch)
        told = arena.run(*(word.replace("{other}", f"file://{stranger}") for word in command))
        assert (told.code, "more than 100,000,000 bytes" in told.all) == (2, True)
        assert sum(written) <= LAID_OUT_LIMIT
        assert not list(arena.folder.glob("schemekit-*/policies/m1000"))

    def test_not_under_more_names_than_any_scheme_has(self, arena: Arena, stranger: Path) -> None:
        _unfolding(stranger, 1_200, b"# Few words\n")
        told = arena.run("compare", f"file://{stranger}")
        assert (told.code, "1,000 is the most" in told.all) == (2, True)

    def test_nothing_is_laid_out_to_fetch_or_to_look_at_versions(
        self, arena: Arena, stranger: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _unfolding(stranger, 40, BLOB)
        arena.scheme.done("cooperate", "new", "working-group", "common", "--with", "efc=Forest Council", "--no-input")
        record = "cooperation/common/cooperation.yaml"
        text = arena.scheme.text(record).replace("'Forest Council',", f"'Forest Council', scheme: 'file://{stranger}',")
        arena.scheme.write(record, f"{text}versions: [{{party: efc, document: grievance, version: 9.0.0}}]\n")
        written = _counted(monkeypatch)
        assert "fetched" in arena.run("cooperate", "check", "common", "--fetch").all
        assert "agreed on as 9.0.0, is 1.0.0 by now" in arena.run("check").all
        assert arena.run("status").code in (0, 1)
        assert sum(written) == 0


def _counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The bytes of policies and cooperations that are laid out from now on, as they are written."""
    written: list[int] = []

    def counted(made: Path, changes: dict[str, bytes]) -> None:
        written.extend(len(data) for path, data in changes.items() if "/" in path)
        write_files(made, changes)

    monkeypatch.setattr("schemekit.adopt.past_scheme.write_files", counted)
    return written


class TestManyFindings:
    """A record of a hundred kilobytes can hold one fault thousands of times; the file is read once for all of them."""

    def test_of_one_cause_in_a_cooperation(self, arena: Arena) -> None:
        arena.scheme.done("cooperate", "new", "recognition", "audits", "--with", "efc=Forest Council", "--no-input")
        row = "\n    - {{result: matched, module: m, clause: c{}, judgement: accepted}}"
        rows = "".join(row.format(n) for n in range(5_000))
        arena.scheme.edit("  provisions:", f"  provisions:{rows}", "cooperation/audits/cooperation.yaml")
        with patience(10):
            told = arena.scheme.run("check").all
            arena.scheme.run("status")
        assert told.count("[recognition-judge]") == 21
        assert re.search(r"4,980 more of this kind: lines \d+, \d+, \d+, \d+, \d+ and 4,975 others", told)

    def test_of_one_cause_in_a_theory_of_change(self, arena: Arena) -> None:
        arena.scheme.done("cooperate", "new", "theory-of-change", "theory", "--no-input")
        path = "cooperation/theory/theory-of-change.yaml"
        data = yaml.safe_load(arena.scheme.text(path))
        data["steps"] = [{"id": f"s{n}", "level": "output", "statement": "Words", "themes": [f"nothing-{n}-{m}" for m in
                         range(10)]} for n in range(200)]
        data["assumptions"] = [{"id": f"a{n}", "assumption": "Words"} for n in range(200)]
        data["arrows"] = [{"from": f"s{n % 200}", "to": f"s{n % 199}", "assumptions": [f"nothing-{n}-{m}" for m in
                          range(30)]} for n in range(800)]
        arena.scheme.write(path, json.dumps(data, indent=1, default=str))
        with patience(15):
            told = arena.scheme.run("toc", "check").all
            arena.scheme.run("check")
        assert "23,980 more of this kind" in told
        assert told.count("[theory-assumption-unknown]") == 21


class TestHiddenMarks:
    """What others wrote into a record would stand on pages, in pictures and papers, and read as other words."""

    @pytest.mark.parametrize("mark", ["\u202e", "\u200b"])
    def test_in_a_cooperation(self, arena: Arena, mark: str) -> None:
        arena.scheme.done("cooperate", "new", "working-group", "common", "--with", "efc=Forest Council", "--no-input")
        record = "cooperation/common/cooperation.yaml"
        arena.scheme.edit("name: 'Forest Council'", f"name: 'Forest{mark} Council'", record)
        for command in (("check",), ("cooperate", "list"), ("cooperate", "export", "common", "--to", "docx")):
            told = arena.run(*command)
            assert told.code == 1
            assert re.search(rf"{record}:\d+:\d+: error: the mark U\+{ord(mark):04X}", told.all)
            assert mark not in told.all

    def test_in_a_document_beside_it(self, arena: Arena) -> None:
        arena.scheme.done("cooperate", "new", "working-group", "common", "--with", "efc=Forest Council", "--no-input")
        path = "cooperation/common/terms-of-reference.md"
        arena.scheme.write(path, f"{arena.scheme.text(path)}\nIt \u202eshall.\n")
        sign = ("cooperate", "sign", "common", "efc", "--by", "Ada Example, Chair", "--date", "2026-01-02")
        for command in (("check",), ("cooperate", "export", "common", "--to", "docx"), sign):
            told = arena.run(*command)
            assert (told.code, f"{path}:" in told.all, "hidden-mark" in told.all) == (1, True, True)

    def test_in_a_theory_of_change_and_its_sheet(self, arena: Arena) -> None:
        arena.scheme.done("cooperate", "new", "theory-of-change", "theory", "--no-input")
        sheet = arena.folder / "theory.csv"
        sheet.write_text("Level,Statement\nstrategy,We do\noutcome-mid,It \u202ehelps\n", encoding="utf-8")
        told = arena.run("toc", "import", str(sheet), "--as", "other")
        assert told.code == 1
        assert "theory.csv, Steps, row 3, column B" in told.all
        assert "the mark U+202E" in told.all
        path = "cooperation/theory/theory-of-change.yaml"
        arena.scheme.edit("title: ", "title: \u200b", path)
        for command in (("toc", "show", "theory"), ("toc", "show", "theory", "--to", "x.svg"), ("check",)):
            told = arena.run(*command)
            assert (told.code, f"{path}:" in told.all, "U+200B" in told.all) == (1, True, True)
