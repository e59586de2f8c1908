"""A source that nobody could confirm is told wherever two schemes are laid beside each other, and where people sign."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml
from openpyxl import load_workbook

from schemekit.cooperate.check import check_cooperations
from schemekit.files.schemas import validator
from schemekit.files.shipped import shipped
from schemekit.model.finding import Finding, Severity
from tests.cooperate.test_signing import words_of
from tests.forged_sources import in_both, unknown_release, with_every_digest
from tests.scheme_builders import SchemeBuilder

TODAY = date(2026, 11, 29)
NAMED = {"scheme": "Forest Council", "module": "grievance", "version": "1.0.9"}
WORDS = "grievance 1.0.9 of Forest Council is not in the ledger of this schemekit, so that its source is not confirmed"
SENTENCE = f"{WORDS[0].upper()}{WORDS[1:]}."
MODULE = ("../forest", "--module", "grievance")
BESIDE = [("compare", *MODULE), ("cooperate", "side-by-side", *MODULE), ("cooperate", "supplement", *MODULE),
          ("cooperate", "checklist", *MODULE), ("cooperate", "harmonise", *MODULE)]
INTO = [("recognise", *MODULE, "--into", "one"), ("cooperate", "supplement", *MODULE, "--into", "one"),
        ("cooperate", "harmonise", *MODULE, "--into", "one")]
RECORD = "cooperation/one/cooperation.yaml"


def _name(command: tuple[str, ...]) -> str:
    """As its schema is called."""
    return "-".join(command[:command.index("../forest")])


@pytest.fixture
def other(scheme: SchemeBuilder, tmp_path: Path) -> SchemeBuilder:
    shutil.copytree(scheme.path, tmp_path / "forest")
    forest = SchemeBuilder(tmp_path / "forest")
    for before, after in (("id: 'northern-minerals'", "id: 'forest'"), ("'Northern Minerals'", "'Forest Council'")):
        forest.edit(before, after, "scheme.yaml")
    return forest


def flat(words: str) -> str:
    return " ".join(words.replace("> ", " ").replace("\\", "").split())


@pytest.mark.parametrize("command", BESIDE, ids=_name)
class TestBesideEachOther:
    """On screen, as data, on paper and in a spreadsheet; and not a word of it where everything is confirmed."""

    def test_on_screen_and_as_data(
        self, scheme: SchemeBuilder, other: SchemeBuilder, command: tuple[str, ...]
    ) -> None:
        assert "confirmed" not in scheme.done(*command).all
        assert scheme.json(*command)["unconfirmed"] == []
        unknown_release(other)
        assert f"{WORDS}: update schemekit, or ask where it comes from" in scheme.done(*command).all
        report = scheme.json(*command)
        assert report["unconfirmed"] == [NAMED]
        schema = json.loads((shipped("schemas") / f"reports/{_name(command)}.schema.json").read_text("utf-8"))
        assert not list(validator(schema).iter_errors(report))

    def test_on_paper(self, scheme: SchemeBuilder, other: SchemeBuilder, command: tuple[str, ...]) -> None:
        scheme.done(*command, "--to", "before.md")
        assert "confirmed" not in scheme.text("before.md")
        unknown_release(other)
        assert WORDS in scheme.done(*command, "--to", "after.md").all
        assert SENTENCE in flat(scheme.text("after.md"))
        scheme.done(*command, "--to", "after.html")
        assert SENTENCE in flat(scheme.text("after.html"))


@pytest.mark.parametrize("command", [one for one in BESIDE if "supplement" not in one], ids=_name)
def test_in_a_spreadsheet(scheme: SchemeBuilder, other: SchemeBuilder, command: tuple[str, ...]) -> None:
    unknown_release(other)
    scheme.done(*command, "--to", "after.xlsx")
    sheet = load_workbook(scheme.path / "after.xlsx")["Not confirmed"]
    assert [cell.value for cell in sheet[2]] == ["Forest Council", "grievance", "1.0.9", SENTENCE]


def test_ours_is_told_likewise(scheme: SchemeBuilder, other: SchemeBuilder) -> None:
    assert other.path.exists()
    unknown_release(scheme)
    assert "grievance 1.0.9 of Northern Minerals" in scheme.done("cooperate", "side-by-side", *MODULE).all
    assert "confirmed" not in scheme.done("cooperate", "side-by-side", "../forest", "--module", "assurance").all


def test_a_draft_of_a_joint_text(scheme: SchemeBuilder, other: SchemeBuilder) -> None:
    unknown_release(other)
    for name in ("j.md", "j.html"):
        assert WORDS in scheme.done("cooperate", "harmonise", *MODULE, "--draft", name).all
        assert flat(scheme.text(name)).count(SENTENCE) == 1


def checked(scheme: SchemeBuilder, *codes: str) -> list[Finding]:
    return [item for item in check_cooperations(scheme.path, TODAY, "one").findings if item.code in codes]


def copy_of(scheme: SchemeBuilder) -> tuple[str, list[dict[str, str]]]:
    """The first document as it is signed, and what the report says of it."""
    made = scheme.json("cooperate", "export", "one", "--to", "md", "--for-signature")
    return flat(scheme.text(f"exports/{made['files'][0]}")), made["unconfirmed"]


@pytest.mark.parametrize("command", INTO, ids=_name)
class TestInARecord:
    """What people sign says it, from the record alone too, until it is confirmed."""

    def test_the_record_keeps_it(self, scheme: SchemeBuilder, other: SchemeBuilder, command: tuple[str, ...]) -> None:
        unknown_release(other)
        assert WORDS in scheme.done(*command).all
        assert scheme.json(*command)["unconfirmed"] == [NAMED]
        versions = yaml.safe_load(scheme.text(RECORD))["versions"]
        assert [(item["party"], item.get("unconfirmed")) for item in versions] == [
            ("northern-minerals", None), ("forest", True)]
        found, = checked(scheme, "cooperation-unconfirmed")
        assert found.found.startswith("grievance of Forest Council, agreed on as 1.0.9, is not in the ledger")
        assert found.severity is Severity.WARNING

    def test_what_is_signed_says_it(
        self, scheme: SchemeBuilder, other: SchemeBuilder, command: tuple[str, ...]
    ) -> None:
        unknown_release(other)
        scheme.done(*command)
        told = scheme.done("cooperate", "export", "one", "--to", "md", "--for-signature").all
        assert f"{WORDS}: update schemekit" in told
        paper, named = copy_of(scheme)
        assert f"**Not confirmed.** {SENTENCE}" in paper
        assert named == [NAMED]
        shutil.rmtree(other.path)
        assert copy_of(scheme) == (paper, named)
        assert len(checked(scheme, "cooperation-unconfirmed")) == 1

    def test_what_is_confirmed_by_now(
        self, scheme: SchemeBuilder, other: SchemeBuilder, command: tuple[str, ...]
    ) -> None:
        """It is said no more, and nobody has to sign anew for that: no word is another one."""
        scheme.done(*command)
        before, _ = copy_of(scheme)
        text = scheme.text(RECORD)
        data = yaml.safe_load(text)
        for item in data["versions"]:
            item["unconfirmed"] = True
        scheme.write(RECORD, yaml.safe_dump(data, sort_keys=False, allow_unicode=True))
        assert copy_of(scheme) == (before, [])
        assert checked(scheme, "cooperation-unconfirmed") == []
        other.path.rename(other.path.with_name("gone"))
        after, named = copy_of(scheme)
        assert named == [{**NAMED, "version": "1.0.0"}]
        assert words_of(after) == words_of(before)

    @pytest.mark.parametrize("is_ours", [False, True], ids=["theirs", "ours"])
    @pytest.mark.parametrize("forge", [in_both, with_every_digest])
    def test_a_forged_source_is_not_printed(
        self, scheme: SchemeBuilder, other: SchemeBuilder, command: tuple[str, ...],
        forge: Callable[[SchemeBuilder], None], *, is_ours: bool,
    ) -> None:
        scheme.done(*command)
        forge(scheme if is_ours else other)
        before = scheme.files()
        for more in ((), ("--for-signature",)):
            told = scheme.done("cooperate", "export", "one", "--to", "md", *more, code=1)
            assert "cannot be relied on" in told.err
        assert scheme.files() == before


def test_a_forged_source_is_no_mere_note(scheme: SchemeBuilder, other: SchemeBuilder) -> None:
    """That a scheme is not at hand is a note; that its source was changed weighs as much as anything in the record."""
    scheme.done(*INTO[0])
    assert checked(scheme, "recognition-unproven") == []
    with_every_digest(other)
    found, = checked(scheme, "recognition-unproven")
    assert found.severity is Severity.WARNING
    scheme.write(RECORD, scheme.text(RECORD).replace("state: proposed", "state: active"))
    found, = checked(scheme, "recognition-unproven")
    assert found.severity is Severity.ERROR
    shutil.rmtree(other.path)
    found, = checked(scheme, "recognition-unproven")
    assert found.severity is Severity.NOTE
