"""Each scheme's own names: no difference between two texts, wherever they stand."""

from __future__ import annotations

import re

import pytest

from schemekit.cooperate.own_names import Blanks, blank, with_our_names, with_readable_blanks
from schemekit.model.signal import Direction
from schemekit.review.comparing.held import Held
from schemekit.review.comparison import ComparedValue, Side

TITLES = {"decision_body": "Decision body", "un_body": "UN body"}


def read_as_ours(text: str, values: dict[str, str], alike: tuple[str, ...] = ()) -> str:
    held = Held(side=Side(name="theirs"), texts={"": text})
    named = [ComparedValue(name="x", title="X", before=ours, after=theirs, direction=Direction.OTHER, is_text=True)
             for theirs, ours in values.items()]
    return with_our_names(held, named, alike).texts[""]


class TestTheirNames:
    @pytest.mark.parametrize(("text", "values", "alike", "read"), [
        pytest.param("SMC decides.", {"SMC": "GGSB"}, (), "GGSB decides.", id="a-short-name"),
        pytest.param("the office, offices", {"office": "desk"}, (), "the desk, offices", id="whole-words"),
        pytest.param("It is up to us.", {"us": "we"}, (), "It is up to us.", id="what-may-be-any-word"),
        pytest.param("The Secretariat acknowledges.", {"Secretariat": "Complaints Officer"}, ("Secretariat",),
                     "The Secretariat acknowledges.", id="a-name-of-two-bodies-that-ours-tells-apart"),
    ])
    def test_read_as_ours(self, text: str, values: dict[str, str], alike: tuple[str, ...], read: str) -> None:
        assert read_as_ours(text, values, alike) == read


class TestBlanks:
    names = Blanks({"SMC": ("short",), "Office": ("secretariat", "officer")}, re.compile("SMC|Office"))

    @pytest.mark.parametrize(("used", "kept", "text"), [
        pytest.param((), None, f"{blank('short')} and Office", id="a-name-of-two-stays"),
        pytest.param(("officer",), None, f"{blank('short')} and {blank('officer')}", id="the-source-tells-which"),
        pytest.param(("officer", "secretariat"), None, f"{blank('short')} and Office", id="the-source-has-both"),
        pytest.param(("officer",), frozenset({"officer"}), f"SMC and {blank('officer')}", id="only-those-kept"),
    ])
    def test_put_into_a_text(self, used: tuple[str, ...], kept: frozenset[str] | None, text: str) -> None:
        assert self.names.put_into("SMC and Office", used, kept) == text

    @pytest.mark.parametrize(("name", "is_markdown", "said"), [
        ("decision_body", False, "[decision body]"), ("decision_body", True, r"\[decision body\]"),
        ("un_body", False, "[UN body]"), ("no_title", False, "[no title]"),
    ])
    def test_as_people_read_them(self, name: str, is_markdown: bool, said: str) -> None:
        assert with_readable_blanks(blank(name), TITLES, is_markdown=is_markdown) == said
