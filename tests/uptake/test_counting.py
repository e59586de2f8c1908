"""Counting: far behind and by what, shares, words and values; the same account in whatever order it was read."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemekit.model.adoption import Verb
from schemekit.model.release import Ledger, Release, Standing
from schemekit.model.version import Version
from schemekit.uptake.adopter import Adopter, ChangedClause, ModuleUsed, Replaced, ValueUsed
from schemekit.uptake.counting import module_use
from schemekit.uptake.health import LibraryHealth, library_health
from schemekit.uptake.hint import hint


def release(version: str, bump: str = "minor", standing: Standing = Standing.CURRENT) -> Release:
    return Release(module="fees", version=Version(version), date="2026-01-15", tree="a" * 40, sha256="b" * 64,
                   bump=bump, note="", standing=standing,
                   standing_reason="" if standing is Standing.CURRENT else "a wrong figure")


YANKED = Standing.YANKED


@pytest.mark.parametrize(("releases", "version", "behind", "step"), [
    pytest.param(["1.0.0"], "1.0.0", 0, "", id="the-only-one"),
    pytest.param(["1.0.0", "1.0.1"], "1.0.0", 1, "patch", id="a-patch"),
    pytest.param(["1.0.0", "1.0.1", "1.1.0"], "1.0.0", 2, "minor", id="a-patch-and-a-minor-one"),
    pytest.param(["1.0.0", "1.1.0", "2.0.0"], "1.0.0", 2, "major", id="a-major-one-among-them"),
    pytest.param(["1.0.0", "1.1.0", "2.0.0"], "1.1.0", 1, "major", id="only-the-major-one"),
    pytest.param(["1.0.0", "1.1.0!", "1.2.0"], "1.0.0", 1, "minor", id="a-withdrawn-one-is-not-missed"),
    pytest.param(["1.0.0", "1.1.0!"], "1.0.0", 0, "", id="the-newest-was-withdrawn"),
    pytest.param(["1.0.0", "1.1.0!"], "1.1.0", 0, "", id="at-the-withdrawn-newest"),
    pytest.param(["1.0.0", "1.1.0-rc.1"], "1.0.0", 0, "", id="a-candidate-is-not-missed"),
    pytest.param(["1.0.0", "1.1.0-rc.1", "1.1.0"], "1.1.0-rc.1", 1, "minor", id="at-a-candidate"),
])
def test_how_far_behind(releases: list[str], version: str, behind: int, step: str) -> None:
    ledger = Ledger(tuple(release(name.rstrip("!"), "major" if name == "2.0.0" else
                                  "patch" if name == "1.0.1" else "minor",
                                  YANKED if name.endswith("!") else Standing.CURRENT) for name in releases))
    (use,) = module_use("fees", [("A", ModuleUsed(module="fees", version=Version(version)))], ledger, None).versions
    assert (use.behind, use.step) == (behind, step)
    assert use.is_yanked is (f"{version}!" in releases)


def adapted(*kinds: str, words: tuple[Replaced, ...] = ()) -> ChangedClause:
    return ChangedClause(clause="fee", verb=Verb.ADAPT, kinds=kinds, words=words)


DROPPED = ChangedClause(clause="fee", verb=Verb.DROP)
NUMBER = adapted("number", "wording")
OVER = adapted("parameter", words=(Replaced(kind="parameter", before="5", after="9", parameter="days"),))
SAME = adapted("wording", words=(Replaced(kind="wording", before="shall", after="will"),))


MISSING = "a parameter may be missing here"


@pytest.mark.parametrize(("changed", "adopters", "words"), [
    pytest.param([NUMBER] * 7, 9, f"adapted by 7 of 9 adopters, most of them in numbers: {MISSING}", id="numbers"),
    pytest.param([adapted("actor")] * 5, 9,
                 f"adapted by 5 of 9 adopters, most of them in who acts or what a term means: {MISSING}", id="terms"),
    pytest.param([NUMBER] * 2, 2, "", id="two-are-no-sign"),
    pytest.param([NUMBER] * 4, 9, "", id="less-than-half"),
    pytest.param([NUMBER] * 2 + [adapted("wording")] * 2, 6,
                 f"adapted by 4 of 6 adopters, most of them in numbers: {MISSING}", id="half-of-them"),
    pytest.param([adapted("force")] * 4, 4,
                 "adapted by 4 of 4 adopters, most of them in how far it binds: it may ask what few can do",
                 id="force"),
    pytest.param([OVER] * 3, 4, "adapted by 3 of 4 adopters, by hand over the value of days: it may be hard to find, "
                 "or its range too narrow", id="over-a-value"),
    pytest.param([OVER] * 2 + [adapted("wording")] * 2, 4,
                 "adapted by 4 of 4 adopters, by hand over the value of days: it may be hard to find, or its range too "
                 "narrow", id="half-of-them-over-a-value"),
    pytest.param([SAME] * 2 + [adapted("wording")] * 2, 4,
                 "adapted by 4 of 4 adopters, most of them with the same words: they may be better ones",
                 id="half-of-them-the-same-words"),
    pytest.param([adapted("force")] * 2 + [adapted("wording")] * 2, 4,
                 "adapted by 4 of 4 adopters, most of them in how far it binds: it may ask what few can do",
                 id="half-of-them-in-force"),
    pytest.param([NUMBER] + [adapted("wording")] * 2, 3, "adapted by 3 of 3 adopters: read what they wrote instead",
                 id="one-of-three-is-not-half"),
    pytest.param([SAME] * 3, 4, "adapted by 3 of 4 adopters, most of them with the same words: they may be better ones",
                 id="the-same-words"),
    pytest.param([adapted("wording")] * 3, 4, "adapted by 3 of 4 adopters: read what they wrote instead", id="none"),
    pytest.param([DROPPED] * 3, 4, "dropped by 3 of 4 adopters: it may be meant to be optional", id="dropped"),
    pytest.param([DROPPED] * 2 + [NUMBER] * 2, 6,
                 "adapted by 2 and dropped by 2 of 6 adopters: it may ask what few can do", id="both"),
])
def test_hints(changed: list[ChangedClause], adopters: int, words: str) -> None:
    """'adapted by 7 of 9 adopters, in numbers: a parameter may be missing here'."""
    assert hint(changed, adopters, is_optional=False) == words


def test_of_an_optional_clause_it_is_only_counted() -> None:
    assert hint([DROPPED] * 3, 3, is_optional=True) == "dropped by 3 of 3 adopters"


CLAUSES = (adapted("number"), DROPPED, OVER, SAME, None)


def adopter(place: str, version: str, clause: ChangedClause | None, number: int, state: str) -> Adopter:
    """Shape: `state` is what was read: broken, a commit, nothing of the library, or a folder without a history."""
    used = ModuleUsed(
        module="fees", version=Version(version), changed=(clause,) if clause else (),
        kept=("scope",) if clause else ("scope", "fee"),
        values=(ValueUsed(name="days", shown=str(number), number=float(number), is_default=number == 5,
                          in_range=number < 8),))
    return Adopter(place=place, scheme=place.upper(), commit=state if state in ("c1", "c2") else "",
                   problem=state if state == "broken" else "", modules=(used,) if state in ("", "c1", "c2") else ())


ROWS = st.tuples(st.sampled_from(["1.0.0", "1.1.0"]), st.sampled_from(CLAUSES), st.integers(1, 10),
                 st.sampled_from(["", "c1", "c2", "broken", "none"]))
ADOPTERS = st.lists(ROWS, max_size=6).map(
    lambda rows: [adopter(place, *row) for place, row in zip("abcdef", rows, strict=False)])


def account(found: list[Adopter]) -> LibraryHealth:
    return library_health(found, Ledger((release("1.0.0"), release("1.1.0"))), {}, library="efc", commit="")


@given(ADOPTERS, st.randoms(use_true_random=False))
def test_the_order_of_reading_makes_no_difference(found: list[Adopter], chance: random.Random) -> None:
    """'The same answer whatever the number of jobs and order'."""
    shuffled = list(found)
    chance.shuffle(shuffled)
    assert account(shuffled).to_mapping() == account(found).to_mapping()


@given(ADOPTERS)
def test_everybody_is_counted_once(found: list[Adopter]) -> None:
    told = account(found)
    assert told.repositories == len(found)
    for module in told.modules:
        assert module.up_to_date + module.behind() == len(module.adopters)
        for clause in module.clauses:
            assert clause.adopters <= len(module.adopters)
