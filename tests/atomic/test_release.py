"""`module release`, `mark` and `import`, interrupted: the library is as before or as done, and never between.

Design, section 6: "A command either finishes or leaves the scheme as it was"; a library is held to the same.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.atomic.chaos import Child, Ended, spread, state
from tests.builders import LibraryBuilder, copied, packed
from tests.publish.conftest import FILES
from tests.scheme_builders import tell

MOST = 6
# Does nothing but what every publishing command does first: finish what was interrupted.
NEXT = ("module", "mark", "fees", "9.9.9", "yanked", "--reason", "there is none")
COMMANDS = {
    "release": ("module", "release", "fees", "--note", "Notice is longer."),
    "release-with-tag": ("module", "release", "fees", "--note", "Notice is longer.", "--tag"),
    "import": ("module", "import", "drafts", "--each", "--licence", "CC0-1.0", "--author", "Library contributors"),
    "mark": ("module", "mark", "fees", "1.0.0", "yanked", "--reason", "wrong"),
}
pytestmark = pytest.mark.parametrize("name", COMMANDS, scope="module")


class Shelf:
    """Copies of one library, for one command."""

    def __init__(self, template: Path, sandbox: Path, arguments: tuple[str, ...], number: int) -> None:
        self._template, self.sandbox, self._arguments, self.number = template, sandbox, arguments, number
        self.path = sandbox / "library"
        self.before = {**state(template), "(tags)": ""}
        self.fresh()
        tell("-C", str(self.path), *arguments)  # in this process, so that nothing is done for the first time in a child
        ended = self.fresh().untouched()
        assert ended.code == 0, ended.said
        self.after, self.writes = self.now(), ended.writes
        assert self.after != self.before

    def fresh(self) -> Child:
        shutil.rmtree(self.path, ignore_errors=True)
        copied(self._template, self.path)
        return Child(self.path, list(self._arguments), self.sandbox)

    def now(self) -> dict[str, object]:
        found = state(self.path)
        found["(tags)"] = LibraryBuilder(self.sandbox).git("tag", "--list")
        return found

    def told(self, number: int, ended: Ended) -> str:
        found = self.now()
        lines = [f"write {number} of {self.writes}: code {ended.code}, left {ended.left}: {ended.said}"]
        for name, wanted in (("before", self.before), ("after", self.after)):
            lines += [f"{name} differs in {key}: {found.get(key)!r:.300}"
                      for key in sorted(wanted.keys() | found.keys()) if wanted.get(key) != found.get(key)]
        return "\n".join(lines)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with one released module that was changed since."""
    library = LibraryBuilder(tmp_path_factory.mktemp("released"))
    library.write(FILES)
    assert tell("-C", str(library.path), "module", "lint", "--write").code == 0
    library.commit("Begin")
    told = tell("-C", str(library.path), "module", "release", "fees", "--note", "First.")
    assert told.code == 0, told.all
    library.write({
        "drafts/levies.md": "# Levies\n\n## Notice\n\nThe secretariat shall announce a fee in writing.\n",
        "drafts/votes.md": "# Votes\n\n## How to vote\n\nMembers may vote by letter, see [levies](levies.md#notice).\n",
    })
    policy = next((library.path / "policies" / "fees").rglob("policy.md"))
    policy.write_text(policy.read_text("utf-8").replace("shall", "shall always", 1), "utf-8")
    return packed(library.path)


@pytest.fixture(scope="module")
def shelf(name: str, template: Path, tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    sandbox = tmp_path_factory.mktemp("shelf") / "sandbox"
    sandbox.mkdir()
    return Shelf(template, sandbox, COMMANDS[name], list(COMMANDS).index(name))


def test_killed(shelf: Shelf) -> None:
    for number in spread(shelf.writes, MOST, shelf.number):
        ended = shelf.fresh().killed_at(number)
        assert ended.code == -9
        assert tell("-C", str(shelf.path), *NEXT).code == 2
        assert shelf.now() in (shelf.before, shelf.after), shelf.told(number, ended)


def test_stopped(shelf: Shelf) -> None:
    for number in spread(shelf.writes, MOST, shelf.number):
        ended = shelf.fresh().stopped_at(number)
        assert ended.code == 130, shelf.told(number, ended)
        assert ended.is_orderly, ended
        assert shelf.now() in (shelf.before, shelf.after), shelf.told(number, ended)


def test_the_disk_is_full(shelf: Shelf) -> None:
    for number in spread(shelf.writes, MOST // 2, shelf.number):
        ended = shelf.fresh().failing_from(number)
        assert "Traceback" not in ended.said, ended.said
        tell("-C", str(shelf.path), *NEXT)
        if ended.code:
            assert shelf.now() == shelf.before, shelf.told(number, ended)
