"""Remembered templates: the same as read anew, whatever became of the cache."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemekit.files import remembered_templates
from schemekit.files.cache import cache_folder
from schemekit.files.remembered import FOLDER
from schemekit.files.remembered_templates import remembered_template
from schemekit.model.finding import FindingsError
from schemekit.text.template_grammar import parse_template

pytestmark = pytest.mark.usefixtures("own_home")
POLICIES = Path(__file__).resolve().parents[2] / "policies"
ALL_KINDS = (
    "# A { #a }\n{% if not cookiecutter.a or cookiecutter.b|int >= 3 and cookiecutter.c == 'x' -%}\nOne "
    "{{ cookiecutter.a|lower|title }}.\n{% elif cookiecutter.d != 2.5 %}Two.{% elif true %}Three.{% else %}\n"
    "{% if cookiecutter.a %}{{ cookiecutter.e }}{% endif %}{%- endif %}\nEnd.\n"
)


def kept() -> list[Path]:
    """What lies in the cache."""
    folder = cache_folder()
    assert folder is not None
    return sorted((folder / FOLDER).glob("*.json"))


@pytest.mark.parametrize("text", [
    *(pytest.param(file.read_text("utf-8"), id=file.parts[-3]) for file in sorted(POLICIES.glob("*/*/policy.md"))),
    pytest.param(ALL_KINDS, id="all-kinds"), pytest.param("Words only.\n", id="words"), pytest.param("", id="nothing"),
])
def test_what_is_remembered_is_what_was_read(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    anew = parse_template(text, "policy.md")
    assert remembered_template(text, "policy.md") == anew
    monkeypatch.delattr(remembered_templates, "parse_template")
    again = remembered_template(text, "policy.md")
    assert again == anew
    assert repr(again.parts) == repr(anew.parts), "numbers stay whole or not"


def test_what_is_wrong_is_told_each_time_and_not_kept() -> None:
    for _ in range(2):
        with pytest.raises(FindingsError, match="1 finding"):
            remembered_template("{% for a in b %}{% endfor %}", "policy.md")
    assert kept() == []


@pytest.mark.parametrize("spoiled", [
    b"", b"{", b"[]", b"\xff", b'{"parts": 3, "names": []}', b'{"parts": [[]], "names": []}', b'{"parts": [{}]}',
    b'{"parts": [{"test": {"is": 1, "not": 2}, "then": [], "otherwise": []}], "names": []}',
    b'{"parts": [{"test": 3, "then": [], "otherwise": []}], "names": []}', b'{"parts": [null], "names": []}',
    b'{"parts": [{"test": ' + b'{"not": ' * 900 + b'["a"]' + b"}" * 900 + b"}]}",
])
def test_a_spoiled_cache_costs_time_only(spoiled: bytes) -> None:
    anew = remembered_template(ALL_KINDS, "policy.md")
    (place,) = kept()
    place.write_bytes(spoiled)
    assert remembered_template(ALL_KINDS, "policy.md") == anew
    assert place.read_bytes() != spoiled, "and it is mended"
