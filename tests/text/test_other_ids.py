"""'A clause whose id changed with the same words' is told as that, beside what was dropped and added."""

from __future__ import annotations

import pytest

from schemekit.text.comparing.diff import compare_texts
from schemekit.text.comparing.other_ids import other_ids

APPEALS = "Each party may appeal to the Panel within 30 days."
TEXT = f"# P\n\n## Appeals {{ #appeals }}\n\n{APPEALS}\n\n## Fees {{ #fees }}\n\nReserved.\n"


@pytest.mark.parametrize(("exchanges", "told"), [
    pytest.param([("#appeals", "#recourse")], [("appeals", "recourse")], id="the-id-alone"),
    pytest.param([("## Appeals { #appeals", "## Recourse { #recourse")], [("appeals", "recourse")],
                 id="its-heading-too"),
    pytest.param([("#appeals", "#recourse"), ("30 days", "3 days")], [], id="other-words"),
    pytest.param([("#fees", "#costs")], [], id="words-that-stand-under-many"),
    pytest.param([("#appeals", "#recourse"), ("Reserved.", f"{APPEALS}"), ("#fees", "#costs")], [], id="which-of-two"),
    pytest.param([], [], id="nothing"),
])
def test_ids(exchanges: list[tuple[str, str]], told: list[tuple[str, str]]) -> None:
    after = TEXT
    for old, new in exchanges:
        after = after.replace(old, new)
    assert list(other_ids(compare_texts(TEXT, after))) == told
