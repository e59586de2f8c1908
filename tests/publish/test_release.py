"""Releasing: what is written, how the weight is found, what is refused, and that a failure leaves all as it was."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from schemekit.errors import ReleaseRefusedError
from schemekit.files.digest import digest_of, tree_id
from schemekit.files.schemas import load
from schemekit.library.opening import open_library
from schemekit.model.release import Ledger
from schemekit.model.version import Bump, Version
from schemekit.publish.release import Assessment, carry_out, release
from schemekit.text.changelog import released as moved_heading
from schemekit.text.changelog import unreleased_notes
from tests.publish.conftest import CHANGELOG, CROSSWALK, CROSSWALK_FILE, LEDGER, POLICY, YAML, Shop, module_files


def ledger(shop: Shop) -> Ledger:
    return Ledger.from_mapping(load(shop.text(LEDGER), "releases", LEDGER))


class TestWhatIsWritten:
    """'Appends to `policies/releases.yaml` the version, the date, the git tree id of the folder and a SHA-256.'"""

    def test_the_first_release(self, shop: Shop) -> None:
        told = shop.release("--tag", note="First release.")
        assert told.code == 0, told.err
        (entry,) = ledger(shop).releases
        files = module_files(shop)
        assert (entry.name, entry.bump, entry.note) == ("fees 1.0.0", "major", "First release.")
        assert (entry.tree, entry.sha256) == (tree_id(files), digest_of(files))
        assert shop.git.git("rev-parse", "HEAD:policies/fees") == entry.tree
        assert shop.text(CHANGELOG) == f"# Changelog\n\n## 1.0.0 - {entry.date}\n\n- First text.\n"
        assert shop.git.git("cat-file", "-t", "fees/v1.0.0") == "tag"
        assert shop.git.git("rev-parse", "fees/v1.0.0^{commit}") == shop.git.head()
        assert told.out.splitlines() == [
            "fees   1.0.0   major, the first release",
            f"fees 1.0.0 released: tree {entry.tree[:12]}, commit {shop.git.head()[:12]}, tag fees/v1.0.0",
            "1 module released. Next: git push --follow-tags",
        ]

    def test_one_commit_that_says_what_it_is(self, shop: Shop) -> None:
        before = shop.git.head()
        shop.release(note="First release.")
        assert shop.git.git("rev-parse", "HEAD^") == before
        tree = ledger(shop).releases[0].tree
        assert shop.git.git("log", "-1", "--format=%B") == (
            f"Release fees 1.0.0\n\nFirst release.\n\nReleased: fees 1.0.0\nTree: {tree}"
        )

    def test_what_is_uncommitted_in_the_module_goes_in_and_other_files_stay_out(self, shop: Shop) -> None:
        shop.git.write({"README.md": "Changed.\n", "notes.txt": "New.\n"})
        shop.edit(POLICY, ("how fees are set", "how fees are set and paid"))
        assert shop.release().code == 0
        assert shop.git.git("status", "--porcelain").split("\n") == [" M README.md", "?? notes.txt"]
        changed = shop.git.git("show", "--name-only", "--format=", "HEAD").split("\n")
        assert changed == sorted([CHANGELOG, POLICY, LEDGER])

    def test_what_stands_in_the_ledger_stays_letter_by_letter(self, released: Shop) -> None:
        text = released.text(LEDGER).replace("releases:\n", "releases:   # as our board decided\n")
        released.git.commit("A comment", {LEDGER: text})
        released.edit(POLICY, ("how fees are set", "how fees are set and paid"))
        assert released.release().code == 0
        assert released.text(LEDGER).startswith(text)
        assert [entry.name for entry in ledger(released).releases] == ["fees 1.0.0", "fees 1.0.1"]

    def test_an_adopter_pulls_exactly_that(self, released: Shop) -> None:
        """'A release is fetched by its tree id from any clone, with or without tags.'"""
        files = module_files(released)
        released.edit(POLICY, ("how fees are set", "unreleased thoughts"))
        pulled = open_library("shop", str(released.path), offline=True).pull(ledger(released).releases[0])
        assert pulled.files == files

    def test_a_dry_run_writes_nothing(self, shop: Shop) -> None:
        before = shop.state()
        told = shop.schemekit("release", "fees", "--dry-run")
        assert (told.code, shop.state()) == (0, before)
        assert told.out.endswith("Nothing was written. Next: schemekit module release fees major\n")

    def test_json(self, released: Shop) -> None:
        released.edit(POLICY, ("how fees are set", "how fees are set and paid"))
        told = released.schemekit("release", "fees", "--dry-run", "--json").json
        assert told["format"] == 1
        assert (told["previous"], told["version"], told["bump"], told["released"]) == ("1.0.0", "1.0.1", "patch", None)
        assert told["reasons"] == [{"bump": "patch", "subject": "purpose", "words": "reworded"}]


OPTIONAL = "\n## Talk { #talk }\n\nThe secretariat should talk to those who pay.\n"
DUTY = "\n## Talk { #talk }\n\nThe secretariat shall talk to those who pay.\n"
ENTRY = "  - {id: waiver, force: recommendation, tailoring: optional}\n"


class TestTheWeight:
    """'The bump is computed from the clause diff and held against the declared one.'"""

    CHANGES = (
        pytest.param([(POLICY, "how fees are set", "how fees are set and paid")], Bump.PATCH, "1.0.1",
                     id="other-words-are-a-patch"),
        pytest.param([(POLICY, "cannot pay.\n", f"cannot pay.\n{OPTIONAL}"),
                      (YAML, ENTRY, f"{ENTRY}  - {{id: talk, force: recommendation, tailoring: optional}}\n")],
                     Bump.MINOR, "1.1.0", id="a-new-optional-clause-is-minor"),
        pytest.param([(YAML, "maximum: 90", "maximum: 120")], Bump.MINOR, "1.1.0", id="a-wider-range-is-minor"),
        pytest.param([(POLICY, "cannot pay.\n", f"cannot pay.\n{DUTY}"),
                      (YAML, ENTRY, f"{ENTRY}  - {{id: talk, force: requirement, tailoring: adjustable}}\n")],
                     Bump.MAJOR, "2.0.0", id="a-new-duty-is-major"),
        pytest.param([(POLICY, "waiver should", "waiver shall"), (YAML, "force: recommendation", "force: requirement")],
                     Bump.MAJOR, "2.0.0", id="should-that-became-shall-is-major"),
        pytest.param([(YAML, "minimum: 14", "minimum: 21")], Bump.MAJOR, "2.0.0", id="a-narrower-range-is-major"),
        pytest.param([(YAML, "licence: CC-BY-4.0", "licence: CC-BY-SA-4.0")], Bump.MAJOR, "2.0.0",
                     id="another-licence-is-major"),
        pytest.param([(CROSSWALK_FILE, "", CROSSWALK)], Bump.PATCH, "1.0.1",
                     id="a-new-crosswalk-is-a-patch"),
    )  # fmt: skip

    @pytest.mark.parametrize(("changes", "needed", "version"), CHANGES)
    def test_without_a_weight_the_needed_one_is_taken(
        self, released: Shop, changes: list[tuple[str, str, str]], needed: Bump, version: str
    ) -> None:
        for path, old, new in changes:
            if old:
                released.edit(path, (old, new))
            else:
                released.git.write({path: new})
        assert released.schemekit("lint", "--write").code == 0
        if needed > Bump.PATCH:
            before = released.state()
            told = released.release("patch")
            assert (told.code, released.state()) == (1, before)
            assert f"the changes are {needed.name.lower()}" in told.err
        told = released.release()
        assert told.code == 0, told.err
        assert str(ledger(released).releases[-1].version) == version

    def test_a_larger_weight_is_accepted(self, released: Shop) -> None:
        released.edit(POLICY, ("how fees are set", "how fees are set and paid"))
        told = released.release("major")
        assert "2.0.0   major, the changes need patch" in told.out
        assert str(ledger(released).releases[-1].version) == "2.0.0"

    def test_a_refusal_names_every_reason(self, released: Shop) -> None:
        released.edit(POLICY, ("waiver should", "waiver shall"), ("shall announce", "shall not announce"))
        released.edit(YAML, ("force: recommendation", "force: requirement"))
        told = released.release("minor")
        assert told.err == (
            "error: fees cannot be released as minor: the changes are major\n"
            "  why: adopters read from the version what is asked of them, and these changed:\n"
            "       major  notice: a figure, a blank, a negation or a binding verb changed: the duty may be another\n"
            "       major  waiver: recommendation became requirement (stronger)\n"
            "       major  waiver: a figure, a blank, a negation or a binding verb changed: the duty may be another\n"
            "  fix: run 'schemekit module release fees major', or take the heavier changes back\n"
        )


class TestWhatIsRefused:
    """'Atomic: if anything fails the working tree is as before.'"""

    def refused(self, shop: Shop, *arguments: str, note: str = "A change.") -> str:
        before = shop.state()
        told = shop.release(*arguments, note=note)
        assert told.code in (1, 2)
        assert shop.state() == before
        assert told.out.count("released:") == 0
        return told.err

    def test_nothing_changed(self, released: Shop) -> None:
        assert "nothing in fees changed since 1.0.0" in self.refused(released)

    def test_only_the_changelog_changed(self, released: Shop) -> None:
        released.edit(CHANGELOG, ("# Changelog\n", "# Changelog\n\n## Unreleased\n\n- Thoughts.\n"))
        assert "nothing in fees changed" in self.refused(released)

    def test_errors_of_lint(self, shop: Shop) -> None:
        shop.edit(POLICY, ("shall announce", "announces"))
        assert "error: words that carry information [force]" in self.refused(shop)

    def test_no_note_and_nobody_to_ask(self, shop: Shop) -> None:
        assert "add --note" in self.refused(shop, note=" ")

    def test_a_smaller_first_release(self, shop: Shop) -> None:
        assert "it is 1.0.0" in self.refused(shop, "minor")

    def test_a_ledger_edited_by_hand(self, released: Shop) -> None:
        released.edit(POLICY, ("how fees are set", "how fees are set and paid"))
        released.edit(LEDGER, ("First release.", "The first release."))
        assert f"{LEDGER} has changes that are not committed" in self.refused(released)

    def test_a_ledger_that_says_another_digest(self, released: Shop) -> None:
        released.edit(POLICY, ("how fees are set", "how fees are set and paid"))
        released.edit(LEDGER, (ledger(released).releases[0].sha256, "0" * 64))
        released.git.commit("Forged")
        assert "is not what the ledger recorded" in self.refused(released)

    def test_a_clause_that_went_without_a_word(self, released: Shop) -> None:
        released.edit(POLICY, ("\n## Waiver { #waiver }\n\nA waiver should be given to those who cannot pay.\n", ""))
        released.edit(YAML, (ENTRY, ""))
        assert "'waiver' is gone and not under retired:" in self.refused(released)

    def test_an_id_that_was_given_up_and_comes_back(self, released: Shop) -> None:
        gone = "\n## Waiver { #waiver }\n\nA waiver should be given to those who cannot pay.\n"
        released.edit(POLICY, (gone, ""))
        released.edit(YAML, (ENTRY, ""), ("retired: []", 'retired:\n  - {id: waiver, since: "2.0.0", reason: Unused.}'))
        assert released.release().code == 0
        released.edit(YAML, ('retired:\n  - {id: waiver, since: "2.0.0", reason: Unused.}', "retired: []"),
                      ("tailoring: adjustable}\nretired", f"tailoring: adjustable}}\n{ENTRY}retired"))  # fmt: skip
        released.git.write({POLICY: released.text(POLICY) + gone})
        assert "'waiver' was used in 1.0.0 and given up since" in self.refused(released)

    def test_a_tag_that_exists(self, shop: Shop) -> None:
        shop.git.git("tag", "fees/v1.0.0")
        assert "the tag fees/v1.0.0 exists already" in self.refused(shop, "--tag")

    def test_an_unknown_module(self, shop: Shop) -> None:
        told = shop.schemekit("release", "fines", "--note", "x")
        assert (told.code, "policies/ holds fees" in told.err) == (2, True)

    def test_a_note_that_is_too_long(self, shop: Shop) -> None:
        self.refused(shop, note="x" * 2001)

    def test_a_hook_that_says_no(self, shop: Shop) -> None:
        hook = shop.path / ".git" / "hooks" / "pre-commit"
        hook.parent.mkdir(exist_ok=True)
        hook.write_text("#!/bin/sh\nexit 1\n")
        hook.chmod(0o755)
        self.refused(shop)

    def test_nobody_in_whose_name_to_commit(self, shop: Shop, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
        assert "git config --global user.name" in self.refused(shop)

    def test_a_file_that_git_leaves_out(self, shop: Shop) -> None:
        shop.edit("README.md", ("A library.", "A library!"))
        shop.git.commit("Ignore", {".gitignore": "crosswalks/\n"})
        shop.git.write({CROSSWALK_FILE: CROSSWALK})
        assert "these files differ: crosswalks/ungp-31.yaml" in self.refused(shop)

    def test_a_file_that_is_executable(self, shop: Shop) -> None:
        (shop.path / POLICY).chmod(0o755)
        assert "git recorded another fees 1.0.0" in self.refused(shop)

    def test_a_tag_that_cannot_be_made(self, shop: Shop) -> None:
        shop.git.git("tag", "fees/v1.0.0/old")
        self.refused(shop, "--tag")

    def test_the_very_first_commit_is_taken_back_too(self, shop: Shop) -> None:
        shop.git.git("update-ref", "-d", "HEAD")
        shop.git.git("rm", "--cached", "-r", "--quiet", ".")
        (shop.path / POLICY).chmod(0o755)
        self.refused(shop)

    def test_outside_git(self, shop: Shop) -> None:
        (shop.path / ".git").rename(shop.path / "elsewhere")
        before = module_files(shop)
        told = shop.release()
        assert (told.code, module_files(shop)) == (2, before)


def test_the_python_call(shop: Shop) -> None:
    """'Everything the CLI can do is a documented Python call.'"""
    done = release(shop.path, "fees", note="First.", date="2026-03-01")
    assert (done.release.name, done.release.date, done.commit) == ("fees 1.0.0", "2026-03-01", shop.git.head())
    with pytest.raises(ReleaseRefusedError, match="nothing in fees changed"):
        release(shop.path, "fees", note="Again.", date="2026-03-02")


def test_a_person_is_asked_for_the_note(shop: Shop) -> None:
    """'Asks for the change note.' 'Prompts never appear without a terminal.'"""
    pty = pytest.importorskip("pty", reason="asking needs a terminal that a test can hold")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "schemekit", "-C", str(shop.path), "module", "release", "fees"]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True) as running:
        os.close(theirs)
        os.write(ours, b"As the board decided.\n")
        assert running.wait(timeout=300) == 0
    os.close(ours)
    assert ledger(shop).releases[0].note == "As the board decided."


class TestMark:
    """'A release can later be marked yanked, superseded or erratum with a reason, and adopters see it.'"""

    def test_yanked_and_back(self, released: Shop) -> None:
        before = ledger(released).releases[0]
        told = released.schemekit("mark", "fees", "1.0.0", "yanked", "--reason", "The notice was wrong.")
        assert told.out == "fees 1.0.0 is now yanked: The notice was wrong.\nNext: git push, so that adopters see it\n"
        (entry,) = ledger(released).releases
        assert (entry.standing.value, entry.standing_reason) == ("yanked", "The notice was wrong.")
        assert ledger(released).newest("fees") is None
        assert released.git.git("log", "-1", "--format=%(trailers)").strip() == "Marked: fees 1.0.0 yanked"
        assert released.git.git("status", "--porcelain") == ""
        assert released.schemekit("mark", "fees", "1.0.0", "current").code == 0
        assert ledger(released).releases == (before,)

    @pytest.mark.parametrize("standing", ["superseded", "erratum"])
    def test_the_other_standings(self, released: Shop, standing: str) -> None:
        assert released.schemekit("mark", "fees", "1.0.0", standing, "--reason", "See 1.0.1.").code == 0
        assert ledger(released).releases[0].standing.value == standing

    def test_twice_changes_nothing(self, released: Shop) -> None:
        released.schemekit("mark", "fees", "1.0.0", "erratum", "--reason", "Read 15.")
        before = released.state()
        told = released.schemekit("mark", "fees", "1.0.0", "erratum", "--reason", "Read 15.")
        assert (told.code, told.out, released.state()) == (0, "fees 1.0.0 was already erratum: Read 15.\n", before)

    @pytest.mark.parametrize(("arguments", "words"), [
        pytest.param(("fees", "1.0.0", "yanked"), "needs a reason", id="no-reason"),
        pytest.param(("fees", "3.0.0", "yanked", "--reason", "x"), "the releases of fees are 1.0.0",
                     id="no-such-version"),
        pytest.param(("fines", "1.0.0", "yanked", "--reason", "x"), "the ledger names fees", id="no-such-module"),
        pytest.param(("fees", "1", "yanked", "--reason", "x"), "'1' is not a version", id="no-version"),
    ])  # fmt: skip
    def test_refused(self, released: Shop, arguments: tuple[str, ...], words: str) -> None:
        before = released.state()
        told = released.schemekit("mark", *arguments)
        assert (told.code, words in told.err, released.state()) == (2, True, before)

    def test_a_yanked_version_is_not_given_again(self, released: Shop) -> None:
        released.schemekit("mark", "fees", "1.0.0", "yanked", "--reason", "Wrong.")
        released.edit(POLICY, ("how fees are set", "how fees are set and paid"))
        assert released.release().code == 0
        assert [entry.name for entry in ledger(released).releases] == ["fees 1.0.0", "fees 1.0.1"]


@pytest.mark.parametrize(("before", "after"), [
    pytest.param("# Changelog\n\n## Unreleased\n\n- New.\n", "# Changelog\n\n## 1.1.0 - 2026-05-01\n\n- New.\n",
                 id="the-heading-is-exchanged"),
    pytest.param("# Changelog\n\n## [Unreleased]\n\n- New.\n\n## 1.0.0 - 2026-01-01\n\n- Old.\n",
                 "# Changelog\n\n## 1.1.0 - 2026-05-01\n\n- New.\n\n## 1.0.0 - 2026-01-01\n\n- Old.\n",
                 id="in-brackets-and-with-older-entries"),
    pytest.param("# Changelog\n\n## Unreleased\n\n## 1.0.0 - 2026-01-01\n\n- Old.\n",
                 "# Changelog\n\n## 1.1.0 - 2026-05-01\n\n- The note.\n\n## 1.0.0 - 2026-01-01\n\n- Old.\n",
                 id="an-empty-section-gets-the-note"),
    pytest.param("# Changelog\n\nWords.\n\n## 1.0.0 - 2026-01-01\n\n- Old.\n",
                 "# Changelog\n\nWords.\n\n## 1.1.0 - 2026-05-01\n\n- The note.\n\n## 1.0.0 - 2026-01-01\n\n- Old.\n",
                 id="no-section-gets-one"),
    pytest.param("# Changelog\n", "# Changelog\n\n## 1.1.0 - 2026-05-01\n\n- The note.\n", id="nothing-but-a-title"),
    pytest.param("", "# Changelog\n\n## 1.1.0 - 2026-05-01\n\n- The note.\n", id="nothing-at-all"),
])  # fmt: skip
def test_the_changelog(before: str, after: str) -> None:
    assert moved_heading(before, "1.1.0", "2026-05-01", "The note.") == after
    assert unreleased_notes(after) == ""


def test_what_changed_while_a_note_was_written(released: Shop) -> None:
    """What is released is what was linted and weighed, not what came after."""
    released.edit(POLICY, ("shall announce", "should announce"))
    with pytest.raises(ReleaseRefusedError, match="was changed while"):
        carry_out(released.path, replace(ASSESSED, digest="0" * 64), note="Later.", date="2026-01-15")


ASSESSED = Assessment(module="fees", previous=None, version=Version("1.0.1"), needed=Bump.PATCH, bump=Bump.PATCH,
                      reasons=(), unreleased="", warnings=(), digest="")
