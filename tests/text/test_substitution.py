"""Blanks that a scheme filled by hand: its words stand wherever it put them, and numbers are never guessed."""

from __future__ import annotations

import pytest

from schemekit.text.merging.merge import Known, Merged, Substitution, merge_texts
from schemekit.text.merging.substitution import DOUBTFUL, FILLED

NAME = Substitution(source="Acme", ours="Northern Minerals Initiative")
DAYS = Substitution(source="90", ours="105")
KNOWN = Known(substitutions=(NAME, DAYS))
BASE = """\
Acme keeps records for 90 days.
Write to acme@acme.example or see Acme.org and the Acme-run list.
Acme's panel decides.
"""
OURS = """\
Northern Minerals Initiative keeps records for 105 days.
Write to acme@acme.example or see Acme.org and the Acme-run list.
Northern Minerals Initiative's panel decides.
"""


@pytest.mark.parametrize(("source", "text"), [
    pytest.param(BASE.replace("Acme keeps", "Acme Ltd keeps"),
                 OURS.replace("Initiative keeps", "Initiative Ltd keeps"), id="words-beside-a-name"),
    pytest.param(BASE.replace("Acme's panel decides", "The panel of Acme decides"),
                 OURS.replace("Northern Minerals Initiative's panel decides",
                              "The panel of Northern Minerals Initiative decides"), id="words-over-a-name"),
    pytest.param(f"{BASE}Acme tells why.\n", f"{OURS}Northern Minerals Initiative tells why.\n", id="a-new-sentence"),
    pytest.param(BASE.replace("or see", "or read"), OURS.replace("or see", "or read"), id="beside-what-was-left"),
    pytest.param("Acme's panel decides.\n", "Northern Minerals Initiative's panel decides.\n", id="taken-out"),
    pytest.param(BASE.replace("90 days", "90 full days"), OURS.replace("105 days", "105 full days"),
                 id="a-word-beside-a-number"),
])
def test_the_schemes_words_stand_everywhere(source: str, text: str) -> None:
    assert merge_texts(BASE, OURS, source, KNOWN) == Merged(text)


@pytest.mark.parametrize("source", [
    pytest.param(BASE.replace("90", "60"), id="another-number-in-the-same-place"),
    pytest.param(f"{BASE}An appeal takes 90 days.\n", id="the-number-in-new-words"),
])
def test_a_number_is_asked_about(source: str) -> None:
    """'A number, date, amount […] touched by both sides always asks.'"""
    merged = merge_texts(BASE, OURS, source, KNOWN)
    assert "105 days" in merged.text
    assert len(merged.clashes) == 1


def test_our_marks_never_reach_a_text() -> None:
    merged = merge_texts(BASE, OURS, f"{BASE.replace('90', '60')}It takes 90 days.\n", KNOWN)
    said = merged.text + "".join(f"{clash.base}{clash.ours}{clash.source}" for clash in merged.clashes)
    assert not {FILLED, DOUBTFUL} & set(said)


def test_marks_of_a_hostile_text_are_its_own() -> None:
    base = f"Acme {FILLED} keeps it for 90 days.\n"
    merged = merge_texts(base, base.replace("90", "105"), base.replace("keeps", "holds"), KNOWN)
    assert "105" in merged.text


def test_names_without_their_blanks_being_told() -> None:
    """Words beside a name that was exchanged throughout do not make a new sentence."""
    merged = merge_texts(BASE.replace("90", "5"), OURS.replace("105", "5"), BASE.replace("90", "5").replace(
        "Acme's panel", "Acme's own panel"))
    assert merged == Merged(OURS.replace("105", "5").replace("'s panel", "'s own panel"))
