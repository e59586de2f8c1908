"""The real run in small: five criteria of the Standard for Public Code, three versions, the edits that fall on them.

`python -m tests.realrun` is the whole of it: fourteen criteria, ten versions, twenty edits.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.realrun.edits import EDITS
from tests.realrun.library import Published, publish
from tests.realrun.run import Run, adopted, agreement, run
from tests.realrun.words import account

STANDARD = Path(__file__).parents[1] / "publish" / "data" / "standard-for-public-code"
VERSIONS = ("0.1.4", "0.5.0", "0.6.0")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    return publish(STANDARD, VERSIONS, tmp_path_factory.mktemp("library"))


@pytest.fixture(scope="module")
def runs(published: Published, tmp_path_factory: pytest.TempPathFactory) -> list[Run]:
    folder = tmp_path_factory.mktemp("runs")
    return [run(published, folder / "steps", VERSIONS, name="by steps"),
            run(published, folder / "jump", (VERSIONS[0], VERSIONS[-1]), name="in one jump"),
            run(published, folder / "ours", VERSIONS, name="ours each time", take="ours")]


def test_modules_keep_their_names_and_clauses_their_ids(published: Published) -> None:
    """Four of the five files were renamed from 0.5.0 to 0.6.0; what a module is did not change."""
    modules = {version: sorted(found) for version, found in published.modules.items()}
    names = ["code-in-the-open", "continuous-integration", "open-standards", "require-review",
             "understandable-english-first"]
    assert modules == dict.fromkeys(VERSIONS, names)
    assert (published.releases, published.renamed, published.ids_new) == (15, 4, 0)


def test_no_word_is_lost(runs: list[Run]) -> None:
    """'Words lost: 0', and nothing that one side deleted comes back, whether by steps, in one jump, or decided."""
    wrong = [(done.name, step.before, step.lost, step.back)
             for done in runs for step in done.steps if step.lost or step.back]
    assert wrong == []


def test_open_decisions_do_not_block(runs: list[Run]) -> None:
    """'Deciding nothing on the way (open decisions must not block).'"""
    steps = runs[0].steps
    assert [step.modules for step in steps] == [5, 5]
    assert steps[0].opened > 0
    assert steps[1].waiting >= steps[0].waiting
    assert all(step.fates["taken"] > 5 * step.opened for step in steps)


def test_a_decided_run_asks_again_only_where_the_source_changed_again(runs: list[Run]) -> None:
    assert all(step.waiting == step.opened for step in runs[2].steps)


def test_steps_and_one_jump_agree_where_nobody_was_asked(runs: list[Run]) -> None:
    found = agreement(runs[0], runs[1])
    assert found.different == ()
    assert found.same > 20


def test_every_edit_is_made(published: Published, tmp_path: Path) -> None:
    """A person's words are in the scheme, and the texts are otherwise the standard's."""
    scheme = adopted(published, tmp_path / "scheme", VERSIONS[0])
    files = published.files[VERSIONS[0]]
    made = [edit for edit in EDITS if edit.file in files]
    assert len(made) == 10
    for edit in made:
        assert edit.new in scheme.text(f"policies/{files[edit.file]}/policy.md")


@pytest.mark.parametrize(("ours", "source", "merged", "decisions", "lost", "back"), [
    pytest.param("a b c", "a b c d", "a b c d", [], {}, {}, id="taken"),
    pytest.param("a b c", "a b c d", "a b c", [], {"d": 1}, {}, id="a-word-of-the-source-is-lost"),
    pytest.param("a x c", "a b c", "a b c", [], {"x": 1}, {"b": 1}, id="a-word-of-ours-is-lost"),
    pytest.param("a x c", "a y c", "a x c", ["a b c", "a y c"], {}, {}, id="kept-in-a-decision"),
    pytest.param("a c", "a b c d", "a b c d", [], {}, {"b": 1}, id="a-deleted-word-is-back"),
    pytest.param("c a b", "a b c d", "c a b d", [], {}, {}, id="moved"),
    pytest.param("a b c d", "a b c d", "a b c d", [], {}, {}, id="both-the-same"),
])
def test_the_counting_itself(
    ours: str, source: str, merged: str, decisions: list[str], lost: dict[str, int], back: dict[str, int]
) -> None:
    found = account("a b c", ours, source, merged, decisions)
    assert (dict(found.lost), dict(found.back)) == (lost, back)
