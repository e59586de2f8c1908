"""Sentences: found whatever the wrapping, and not at abbreviations."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemekit.text.comparing.sentences import sentences

PIECES = st.sampled_from(["One", "two", ".", "!", "?", " ", "\n", "  \n", "e.g.", "No.", "Art.", "5", "U.S.", "etc.",
                          ")",
                          "”", "[^1]", "«", "J.", "Annex A.", "。", "…", "\\\n"])


@pytest.mark.parametrize("text", [
    pytest.param("It binds.| It ends.", id="two"),
    pytest.param("It\nbinds.|\nIt ends.\n", id="wrapped"),
    pytest.param("Really?| Yes!| So be it…| Done.", id="other-marks"),
    pytest.param("He said “no.”| Then he left.", id="a-stop-inside-quotes"),
    pytest.param("It ends (here).|  **Then** it begins.", id="marks-of-emphasis"),
    pytest.param("It binds.[^1]| It ends.", id="a-note"),
    pytest.param("Evidence, e.g. A letter, i.e. The text.", id="english-latin"),
    pytest.param("See No. 5 and Nos. 6 to 8 of Art. 7, cl. 4.2.1, para. 3, p. 9, Fig. B.", id="numbered-things"),
    pytest.param("May they?| No.| They may not.", id="no-is-a-word-too"),
    pytest.param("Dr. Smith, Mr. J. Doe and Prof. Lee of Acme Inc. and Co. Ltd. sign.", id="people-and-firms"),
    pytest.param("It follows ISO/IEC 17065:2012 7.13.| The body decides.", id="a-standard-s-clause"),
    pytest.param("It costs 5.5 million.| In 2024.| Later more.", id="figures"),
    pytest.param("On 3 Jan. 2024 at 5 p.m. on Monday.", id="a-date"),
    pytest.param("The U.S. Government acts.| It acts in the U.S.| The others wait.", id="a-country"),
    pytest.param("Forms, lists, etc.| The body keeps them.", id="etc-before-a-new-sentence"),
    pytest.param("Forms, lists, etc. belong to Annex A.| They bind.", id="etc-inside-and-a-lettered-annex"),
    pytest.param("L’art. 4 (al. 3) s’applique, p. ex. Aux plaintes.| M. Dupont signe.| « Oui. »| Le comité décide.",
                 id="french"),
    pytest.param("El art. 7, núm. 5, pág. 3, p. ej. La Sra. López en EE. UU. decide.| ¿Quién?| ¡Nadie!", id="spanish"),
    pytest.param("O art. 5, n.º 2, pág. 3, p. ex. O Sr. Silva, decide etc.| A comissão aprova.", id="portuguese"),
    pytest.param("A line that ends hard  |\nand goes on.", id="a-hard-line-break"),
    pytest.param("第一句。|第二句。", id="without-blanks"),
    pytest.param("version 1.2.3 of example.org", id="stops-inside-words"),
    pytest.param("", id="nothing"),
    pytest.param("  \n", id="blanks"),
])  # fmt: skip
def test_where_one_ends(text: str) -> None:
    """'Right for abbreviations common in policies', and it 'must not depend on one sentence a line'."""
    found = sentences(text.replace("|", ""))
    assert [part.strip() for part in found] == [part.strip() for part in text.split("|")]


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)))
@settings(deadline=None)
def test_joined_they_are_the_text(text: str) -> None:
    found = sentences(text)
    assert "".join(found) == text
    assert found == ("",) or all(found)


@given(st.lists(st.sampled_from(["One", "two.", "Art.", "5.", "The", "end!", "e.g.", "(x)."]), min_size=1))
@settings(deadline=None)
def test_wrapping_changes_nothing(words: list[str]) -> None:
    wrapped = [" ".join(part.split()) for part in sentences("\n".join(words))]
    assert wrapped == [part.strip() for part in sentences(" ".join(words))]


@pytest.mark.parametrize("piece", [".", ". ", ".\"", "A. ", "e.g.", " ", "[^", "[^1]", "a.", "。", "  \n", "\\",
                                   "Annex A. "])
def test_hostile_texts_end(piece: str) -> None:
    text = piece * 20_000
    assert "".join(sentences(text)) == text
