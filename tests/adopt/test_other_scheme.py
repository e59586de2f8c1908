"""Another scheme, named by its folder or its address: read as a stranger's, from what it saved, never written to."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemekit.adopt.other_scheme import other_scheme
from schemekit.adopt.outcome import adoptions
from schemekit.adopt.past_scheme import COOPERATIONS, TEXTS
from schemekit.errors import NotASchemeError, OfflineError
from tests.scheme_builders import SchemeBuilder


def modules(name: str, base: Path, *, offline: bool = False) -> list[str]:
    with other_scheme(name, base, offline=offline) as folder:
        return [adoption.id for adoption in adoptions(folder)]


def test_a_folder_and_an_address_say_the_same(scheme: SchemeBuilder) -> None:
    found = modules(scheme.path.name, scheme.path.parent)
    assert found == ["assurance", "grievance"]
    assert modules(f"file://{scheme.path}", scheme.path) == found
    assert modules(f"file://{scheme.path}", scheme.path, offline=True) == found


def test_an_address_gives_what_was_saved(scheme: SchemeBuilder) -> None:
    scheme.edit("A complaint shall cost nothing.", "A complaint shall cost 5 euros.")
    with other_scheme(f"file://{scheme.path}", scheme.path, offline=False) as folder:
        assert "5 euros" not in (folder.own_text("grievance", "policy.md") or "")
    with other_scheme(str(scheme.path), scheme.path, offline=False) as folder:
        assert "5 euros" in (folder.own_text("grievance", "policy.md") or "")


@pytest.mark.parametrize(("places", "has_texts", "has_cooperations"), [
    pytest.param(TEXTS, True, False, id="the-texts"),
    pytest.param((COOPERATIONS,), False, True, id="the-cooperations"),
    pytest.param((), False, False, id="neither"),
])
def test_what_is_not_asked_for_is_not_laid_out(
    scheme: SchemeBuilder, places: tuple[str, ...], has_texts: bool, has_cooperations: bool
) -> None:
    scheme.done("cooperate", "new", "working-group", "consent", "--no-input")
    with other_scheme(f"file://{scheme.path}", scheme.path, offline=False, places=places) as folder:
        assert ("working-group" in (folder.text("cooperation/consent/cooperation.yaml") or "")) is has_cooperations
        assert (folder.own_text("grievance", "policy.md") is not None) is has_texts
        assert sorted(folder.lock().entries) == ["assurance", "grievance"]


def test_what_is_no_scheme(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(NotASchemeError):
        modules("empty", tmp_path)
    with pytest.raises(OfflineError):
        modules(f"file://{tmp_path}/never", tmp_path, offline=True)
