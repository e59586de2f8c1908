"""The comments of a YAML text, and nothing that only looks like one."""

from __future__ import annotations

import pytest

from schemekit.files.yaml import comments_in


@pytest.mark.parametrize(("text", "comments"), [
    pytest.param("# First\na: 1  # beside\n\n  # below  \nb: [x]\n", ("# First", "# beside", "# below"), id="each"),
    pytest.param("a: 'it # is'\nb: \"# no\"\nc: x#y\n", (), id="in-a-value"),
    pytest.param("a: >-\n  # no\n  words\nb: |\n  # nor this\n# yes\n", ("# yes",), id="in-folded-words"),
    pytest.param("a: {b: 1, c: two # in a list\n  }\n", ("# in a list",), id="in-a-mapping-on-one-line"),
    pytest.param("", (), id="nothing"),
])
def test_comments(text: str, comments: tuple[str, ...]) -> None:
    assert comments_in(text) == comments
