"""The page about Python: its snippets run, one after the other, and print what the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.adopt.update_fixtures import Source, source
from tests.scheme_builders import SchemeBuilder

__all__ = ["source"]
PAGE = Path(__file__).parents[2] / "docs" / "from-python.md"
FEE = "A complaint shall cost nothing."


def test_the_snippets_print_what_stands_behind_them(
    scheme: SchemeBuilder, source: Source, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """'Everything the CLI can do is a documented Python call.'"""
    scheme.edit(FEE, "A complaint shall cost 5 euros.")
    source.release("1.1.0", [(FEE, "A complaint shall cost no fee."), ("name a person", "name two persons")])
    monkeypatch.chdir(scheme.path.parent)
    snippets = re.findall(r"^```python\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert len(snippets) == 5
    known: dict[str, object] = {}
    for snippet in snippets:
        exec(compile(snippet, PAGE.name, "exec"), known)
        said = capsys.readouterr().out.splitlines()
        assert said == re.findall(r"(?:^|  )# (.*)$", snippet, re.MULTILINE)
    assert "shall cost 5 euros." in scheme.text()
    assert "name two persons" in scheme.text()
