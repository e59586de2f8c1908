"""Our block in .gitattributes: put in, brought up to date, taken out, and every other line left as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemekit.files.shipped import shipped
from schemekit.text.proposing.attributes import BLOCK, names_driver, with_block, without_block

OTHERS = "* text=auto\n*.png binary\n"
LINES = st.lists(st.sampled_from(["*.md text", "", "# words", *BLOCK.splitlines()]), max_size=8)


class TestBlock:
    """'Inside a marked block that can be updated and taken away again, keeping the user's other lines.'"""

    @pytest.mark.parametrize(("before", "after"), [
        pytest.param("", BLOCK, id="no-file"),
        pytest.param(OTHERS, f"{OTHERS}\n{BLOCK}", id="lines-of-others"),
        pytest.param(OTHERS.rstrip(), f"{OTHERS}\n{BLOCK}", id="no-line-break-at-the-end"),
        pytest.param(f"{BLOCK}{OTHERS}", f"{BLOCK}{OTHERS}", id="there-already"),
        pytest.param(BLOCK.replace("/policies/**", "/old/**"), BLOCK, id="from-another-version"),
        pytest.param(f"{BLOCK.rsplit('# End')[0]}{OTHERS}", f"{BLOCK}{OTHERS}", id="its-end-is-missing"),
        pytest.param(OTHERS.replace("\n", "\r\n"), f"{OTHERS}\n{BLOCK}".replace("\n", "\r\n"), id="crlf"),
    ])
    def test_put_in(self, before: str, after: str) -> None:
        assert with_block(before) == after
        assert names_driver(after)

    @given(st.one_of(st.text(), LINES.map("\n".join)))
    def test_laws(self, text: str) -> None:
        assert with_block(with_block(text)) == with_block(text)
        if BLOCK.partition("\n")[0] not in text and (not text or text.endswith("\n")):
            assert without_block(with_block(text)) == text
            assert without_block(text) == text

    def test_a_comment_names_nothing(self) -> None:
        assert not names_driver(f"{OTHERS}# /policies/**/*.md merge=schemekit\n*.md merge=other\n")

    def test_a_new_scheme_has_it(self) -> None:
        text = (shipped("components") / "scheme/{{cookiecutter.folder}}/.gitattributes").read_text("utf-8")
        assert with_block(text) == text
