"""`module lint`, `module release` and `validate` over frameworks and crosswalks, in a real library."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from schemekit.cli.root import run
from tests.publish.conftest import CROSSWALK, CROSSWALK_FILE, POLICY, YAML, Shop

OWN = "frameworks/fair-fees/2.1.yaml"
FRAMEWORK = """\
format: 1
id: fair-fees
version: "2.1"
title: Fair fees charter
summary: What a fee has to be to be called fair.
source: {title: Charter of fair fees, publisher: Example Fees Forum, rights: Only numbers are listed.}
licence: CC-BY-4.0
date: "2026-11-28"
items:
  - {id: "1", label: {en: Told before it is due}}
"""
STALE = "'notice', which reads otherwise than in 1.0.0 [crosswalk-stale]"


@pytest.fixture
def mapped(released: Shop) -> Shop:
    """A library whose module was released as 1.0.0, with a crosswalk that was judged on it and is not released yet."""
    released.git.write({CROSSWALK_FILE: CROSSWALK})
    return released


def test_a_finding_has_its_line_cause_and_mend(mapped: Shop) -> None:
    """'`schemekit module lint` reports them, with file, line, cause, fix.'"""
    mapped.edit(CROSSWALK_FILE, ("clause: notice", "clause: notices"))
    told = mapped.schemekit("lint", "fees")
    assert told.code == 1
    assert told.out.startswith(
        f"{CROSSWALK_FILE}:9:14: error: 'notices', which is no clause [crosswalk-clause]\n"
        "    at:   rows[0].clause\n"
        "    want: a clause of fees\n"
        "    why:  a mapping that points to no clause is evidence of nothing\n"
        "    fix:  correct the id, or take the row out\n"
    )


@pytest.mark.parametrize(("old", "new", "code"), [
    pytest.param("item: c", "item: z", "crosswalk-item", id="a-dangling-item"),
    pytest.param('version: "2011"', 'version: "1999"', "crosswalk-framework", id="an-unknown-version"),
    pytest.param("The module has nothing on dialogue.", "None.", "crosswalk-rationale", id="no-rationale"),
    pytest.param('module_version: "1.0.0"', 'module_version: "0.9.0"', "crosswalk-version", id="a-version-never-seen"),
    pytest.param("judge: A. Author\n", "", "schema-missing-key", id="no-judge"),
])
def test_what_lint_finds(mapped: Shop, old: str, new: str, code: str) -> None:
    assert mapped.schemekit("lint").code == 0
    mapped.edit(CROSSWALK_FILE, (old, new))
    told = mapped.schemekit("lint")
    assert (told.code, f"[{code}]" in told.out) == (1, True)


class TestStale:
    """'Stale (module version or framework version moved).'"""

    @pytest.mark.parametrize(("file", "old", "new", "is_stale"), [
        pytest.param(POLICY, "shall announce", "shall publish", True, id="its-words-changed"),
        pytest.param(YAML, "id: notice, force: requirement", "id: notice, force: recommendation", True, id="its-force"),
        pytest.param(YAML, "default: 30", "default: 60", True, id="a-default-in-it"),
        pytest.param(POLICY, "A waiver should", "Help should", False, id="another-clause-changed"),
        pytest.param(POLICY, "\nThe secretariat shall", "\nThe secretariat\nshall", False, id="only-the-wrapping"),
    ])
    def test_where_the_clause_is_not_the_one_that_was_judged(
        self, mapped: Shop, file: str, old: str, new: str, is_stale: bool
    ) -> None:
        mapped.edit(file, (old, new))
        assert (STALE in mapped.schemekit("lint").out) is is_stale

    def test_looking_again_mends_it(self, mapped: Shop) -> None:
        mapped.edit(POLICY, ("shall announce", "shall publish"))
        mapped.edit(CROSSWALK_FILE, ('module_version: "1.0.0"', 'module_version: "1.0.1"'))
        assert mapped.schemekit("lint").code == 0

    def test_a_newer_version_of_the_framework_is_a_warning(self, mapped: Shop) -> None:
        text = CROSSWALK.replace("ungp-31", "fair-fees").replace("2011", "2.1").replace("item: c", 'item: "1"')
        rows = "\n".join(line for line in text.splitlines() if "item: h" not in line) + "\n"
        mapped.git.write({"policies/fees/crosswalks/fair-fees.yaml": rows, OWN: FRAMEWORK})
        assert mapped.schemekit("lint").code == 0
        mapped.git.write({"frameworks/fair-fees/2.10.yaml": FRAMEWORK.replace('"2.1"', '"2.10"')})
        told = mapped.schemekit("lint")
        assert (told.code, "'2.1', which 2.10 has followed [crosswalk-newer-framework]" in told.out) == (0, True)


class TestRelease:
    """A release never carries a judgement about other words than its own."""

    def test_a_stale_crosswalk_keeps_it_back(self, mapped: Shop) -> None:
        mapped.edit(POLICY, ("shall announce", "shall publish"))
        told = mapped.release("patch")
        assert (told.code, STALE in told.err + told.out) == (1, True)

    def test_so_does_one_that_names_another_version_to_come(self, mapped: Shop) -> None:
        mapped.edit(CROSSWALK_FILE, ('module_version: "1.0.0"', 'module_version: "1.0.1"'))
        told = mapped.release("minor")
        assert told.code != 0
        assert "crosswalks/ungp-31.yaml (1.0.1)" in told.err
        assert 'write module_version: "1.1.0" there' in told.err

    @pytest.mark.parametrize("pinned", ["1.0.0", "1.0.1"])
    def test_the_release_that_was_judged_and_the_one_to_come_are_both_right(self, mapped: Shop, pinned: str) -> None:
        mapped.edit(CROSSWALK_FILE, ('module_version: "1.0.0"', f'module_version: "{pinned}"'))
        assert mapped.release("patch").code == 0
        assert mapped.schemekit("lint").code == 0


class TestFrameworks:
    """A library lists frameworks of its own beside those that come with the tool."""

    @pytest.mark.parametrize(("text", "code"), [
        pytest.param(FRAMEWORK.replace("fair-fees", "fees"), "framework-place", id="another-id-than-its-folder"),
        pytest.param(FRAMEWORK + '  - {id: "1", label: {en: Again}}\n', "framework-item-twice", id="an-item-twice"),
        pytest.param(FRAMEWORK + '  - {id: "2", label: {en: Text}, text: words}\n', "schema-unknown-key", id="text"),
        pytest.param("a: &x 1\n", "yaml-anchor", id="no-plain-yaml"),
    ])
    def test_what_is_wrong_with_them_is_told(self, released: Shop, text: str, code: str) -> None:
        released.git.write({OWN: text})
        told = released.schemekit("lint", "--json")
        assert told.code == 1
        assert code in [finding["code"] for finding in told.json["frameworks"]]
        assert released.schemekit("lint", "fees").code == 0

    @pytest.mark.parametrize("place", ["frameworks", "frameworks/a"])
    def test_a_link_is_not_followed(self, released: Shop, place: str) -> None:
        (released.path / place).parent.mkdir(exist_ok=True)
        (released.path / place).symlink_to("/etc")
        told = released.schemekit("lint")
        assert (told.code, "frameworks: error: " in told.out) == (1, True)


class TestValidate:
    """'Also `schemekit validate`.'"""

    @pytest.fixture
    def validate(
        self, mapped: Shop, capfd: pytest.CaptureFixture[str]
    ) -> Callable[..., tuple[int, str]]:
        def told(*arguments: str) -> tuple[int, str]:
            code = run(["-C", str(mapped.path), "validate", *arguments])
            return code, capfd.readouterr().out

        mapped.git.write({OWN: FRAMEWORK})
        return told

    def test_frameworks_and_crosswalks_are_among_the_files(self, validate: Callable[..., tuple[int, str]]) -> None:
        assert validate() == (0, "4 files, 0 findings\n")
        assert validate(CROSSWALK_FILE, OWN) == (0, "2 files, 0 findings\n")
        assert validate("--kind", "crosswalk") == (0, "1 file, 0 findings\n")

    def test_what_a_crosswalk_names_is_looked_up_also_from_the_cache(
        self, mapped: Shop, validate: Callable[..., tuple[int, str]]
    ) -> None:
        assert validate(CROSSWALK_FILE)[0] == 0
        mapped.edit(YAML, ("id: notice,", "id: announcement,"))
        code, out = validate(CROSSWALK_FILE)
        assert (code, out.splitlines()[0]) == (
            1, f"{CROSSWALK_FILE}:9:14: error: 'notice', which is no clause [crosswalk-clause]")

    def test_a_framework_out_of_place(self, mapped: Shop, validate: Callable[..., tuple[int, str]]) -> None:
        mapped.git.write({"frameworks/fair-fees/3.yaml": FRAMEWORK})
        assert "frameworks/fair-fees/3.yaml:3:10: error: '2.1' [framework-place]" in validate("frameworks")[1]

    def test_a_crosswalk_outside_a_module_is_held_against_its_schema_alone(
        self, mapped: Shop, validate: Callable[..., tuple[int, str]]
    ) -> None:
        mapped.git.write({"drafts/mine.yaml": CROSSWALK, "crosswalks/ungp-31.yaml": CROSSWALK})
        assert validate("--kind", "crosswalk", "drafts/mine.yaml")[0] == 0
        assert validate("crosswalks") == (0, "1 file, 0 findings\n")
