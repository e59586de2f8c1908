"""'`toc sector`: presence/absence by level, distances (Jaccard), clusters, who stands alone, what nobody covers'."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from schemekit.model.theory_of_change import Level, TheoryOfChange
from schemekit.theory.pair_report import pair_reports
from schemekit.theory.report_formats import comparison_markdown, comparison_page, sector_markdown, sector_page
from schemekit.theory.report_tables import sector_tables
from schemekit.theory.sector import distance, sector_view, traits_of
from tests.theory.theories import example, step, theories, theory

ALL = ("copper", "forests", "terraces")


def test_the_examples() -> None:
    view = sector_view([example(name) for name in ALL])
    assert [one.key for one in view.theories] == ["efc/forests", "nmi/copper", "tfp/terraces"]
    assert view.clusters == (("efc/forests", "nmi/copper"), ("tfp/terraces",))
    assert view.nearest("tfp/terraces") == ("nmi/copper", 0.8)
    assert view.alone == ("tfp/terraces",)
    tables = {one.title: one.rows for one in sector_tables(view)}
    assert tables["Groups"] == (("Example Forest Council, Northern Minerals Initiative",),)
    assert tables["Who stands alone"] == (("Terrace Farmers Programme",),)
    assert "greenhouse-gases" in {theme.code for theme in view.nobody}
    assert view.everybody == (("responsible-sourcing", "does"), ("responsible-sourcing", "makes"),
                              ("assurance", "does"))
    assert view.goals[7] == ()
    assert view.goals[12] == ("efc/forests", "nmi/copper", "tfp/terraces")


def test_who_stands_alone() -> None:
    near = [theory(step("a", themes=("wages",)), key=f"org{number}/t") for number in range(2)]
    far = theory(step("a", themes=("soil",)), key="other/t")
    view = sector_view([*near, far])
    assert view.alone == ("other/t",)
    assert view.only_one["other/t"] == ("soil",)


def test_what_is_worked_on_and_nobodys_outcome() -> None:
    view = sector_view([theory(step("a", Level.STRATEGY, themes=("finance", "assurance")), key=f"o{number}/t")
                        for number in range(2)])
    assert [theme.code for theme in view.worked_on_only] == ["finance"]


@given(st.lists(theories(4), min_size=2, max_size=5))
@settings(max_examples=30, deadline=None)
def test_laws(found: list[TheoryOfChange]) -> None:
    """The order does not matter; distances are symmetric, within 0 and 1, and 0 to oneself."""
    known = [replace(one, organisation=f"org{number}") for number, one in enumerate(found)]
    view = sector_view(known)
    assert view == sector_view(known[::-1])
    for (one, other), far in view.distances.items():
        assert far == view.distances[other, one]
        assert 0 <= far <= 1
    assert sorted(key for cluster in view.clusters for key in cluster) == sorted(one.key for one in known)
    assert sorted(one.key for one in view.theories) == sorted(one.key for one in known)


def test_the_distance_is_jaccards() -> None:
    one = traits_of(theory(step("a", themes=("wages", "soil")), step("b", Level.IMPACT, themes=("wages",))))
    other = traits_of(theory(step("a", themes=("wages",))))
    assert distance(one, other) == round(1 - 1 / 3, 4)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:   # noqa: ARG002  # as its base has it
        self.seen.add(tag)


def test_reports_take_hostile_words_as_words() -> None:
    bad = "<script>alert(1)</script> [x](javascript:1) | `a`"
    known = [replace(theory(step("a", statement=f"Words {bad}", themes=("wages",)), key=f"o{number}/t"),
                     organisation_name=bad, title=bad) for number in range(2)]
    reports, view = pair_reports(known), sector_view(known)
    for page in (comparison_page(reports), sector_page(view)):
        tags = _Tags()
        tags.feed(page)
        assert not tags.seen & {"script", "img", "a", "iframe", "link"}
    for text in (comparison_markdown(reports), sector_markdown(view)):
        assert "<script" not in text.replace("\\<script", "")
        assert "[x](" not in text.replace("\\[x\\](", "")


def test_every_number_is_explained() -> None:
    """'each pair shows its five parts and their sum'."""
    page = comparison_page(pair_reports([example("copper"), example("forests")]))
    row = page[page.index("Fewer workers are hurt or killed in mines.") :]
    assert all(f'<td class=n>{number}</td>' in row[:400] for number in ("0.400", "0.200", "0.150", "0.100", "0.138"))
    assert "The score of a pair is the sum of five parts" in page
