"""Ledgers: what contradicts itself, and what a library may never change."""

from __future__ import annotations

from dataclasses import replace

import pytest

from schemekit.errors import IntegrityError
from schemekit.library.ledger import ledger_findings, read_ledger, refuse_changes
from schemekit.model.finding import FindingsError, Severity
from schemekit.model.release import Ledger, Release, Standing
from schemekit.model.version import Version
from tests.builders import ledger_text


def release(module: str = "grievance", version: str = "1.0.0", content: str = "a") -> Release:
    return Release(
        module=module,
        version=Version(version),
        date="2026-01-15",
        tree=(content * 40)[:40],
        sha256=(content * 64)[:64],
        bump="minor",
        note="A change.",
    )


@pytest.mark.parametrize(
    ("releases", "codes"),
    [
        pytest.param([], [], id="nothing-released"),
        pytest.param([release(), release(version="1.1.0", content="b")], [], id="in-order"),
        pytest.param(
            [release(version="1.0.0-rc.1", content="b"), release()], [], id="a-candidate-comes-before-its-version"
        ),
        pytest.param([release(), release("assurance", "0.1.0", "b")], [], id="modules-have-versions-of-their-own"),
        pytest.param([release(), release(content="b")], ["ledger-duplicate"], id="one-version-twice"),
        pytest.param([release(version="1.1.0"), release(content="b")], ["ledger-order"], id="going-back"),
        pytest.param(
            [release(version="10.0.0"), release(version="9.0.0", content="b")],
            ["ledger-order"],
            id="ten-is-more-than-nine",
        ),
        pytest.param([release(), release(version="1.1.0")], ["ledger-same-text"], id="one-text-twice"),
        pytest.param(
            [release(), replace(release(version="1.1.0"), sha256="b" * 64)],
            ["ledger-contradiction", "ledger-same-text"],
            id="one-tree-with-two-digests",
        ),
        pytest.param(
            [release(), replace(release(version="1.1.0", content="b"), sha256="a" * 64)],
            ["ledger-contradiction"],
            id="one-digest-of-two-trees",
        ),
    ],
)
def test_finds_contradictions(releases: list[Release], codes: list[str]) -> None:
    assert [finding.code for finding in ledger_findings(Ledger(tuple(releases)))] == codes


def test_one_text_under_two_versions_is_a_warning_only() -> None:
    twice = Ledger((release(), release(version="1.1.0")))
    assert [finding.severity for finding in ledger_findings(twice)] == [Severity.WARNING]
    ledger, notes = read_ledger(ledger_text(twice.releases).encode(), "efc")
    assert (ledger, len(notes)) == (twice, 1)


def test_a_broken_ledger_is_refused_with_every_finding_at_once() -> None:
    broken = [release(), release(content="b"), release("assurance", "2.0.0", "c"), release("assurance", "1.0.0", "d")]
    with pytest.raises(FindingsError) as caught:
        read_ledger(ledger_text(broken).encode(), "efc")
    assert [finding.code for finding in caught.value.findings] == ["ledger-duplicate", "ledger-order"]
    assert caught.value.findings[0].file == "efc: policies/releases.yaml"


@pytest.mark.parametrize(
    "text",
    [
        b"format: 1\nreleases: &a [*a]\n",
        b"format: 2\nreleases: []\n",
        b"releases: !!python/object/apply:os.system ['true']\n",
        b"\xff\xfe",
        b"format: 1\nreleases:\n  - {module: ../x, version: '1.0.0'}\n",
        b"format: 1\nreleases:\n  - {module: x, version: 1.10, tree: HEAD, sha256: '', bump: minor}\n",
    ],
    ids=["alias", "newer-format", "tag", "no-utf-8", "path-as-module", "names-for-ids"],
)
def test_hostile_ledgers_are_findings(text: bytes) -> None:
    with pytest.raises(FindingsError):
        read_ledger(text, "efc")


def test_a_library_without_a_ledger_has_released_nothing() -> None:
    assert read_ledger(None, "efc") == (Ledger(), ())


class TestRefuseChanges:
    """Released is immutable; only its standing may change."""

    def test_new_releases_and_standings_are_welcome(self) -> None:
        yanked = replace(release(), standing=Standing.YANKED, standing_reason="Wrong.")
        refuse_changes(Ledger((release(),)), Ledger((yanked, release(version="1.1.0", content="b"))), "efc")

    @pytest.mark.parametrize(
        "now",
        [
            pytest.param((), id="gone"),
            pytest.param((replace(release(), tree="b" * 40),), id="other-tree"),
            pytest.param((replace(release(), sha256="b" * 64),), id="other-digest"),
        ],
    )
    def test_a_changed_release_is_no_update(self, now: tuple[Release, ...]) -> None:
        with pytest.raises(IntegrityError, match="a released version changed") as caught:
            refuse_changes(Ledger((release(),)), Ledger(now), "efc")
        assert "grievance 1.0.0" in caught.value.why
