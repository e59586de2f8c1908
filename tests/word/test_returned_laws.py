"""Laws of reading a returned file, over edits that nobody thought of.

'Nothing lost, nothing applied silently.'
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemekit.model.returned import ReturnedEdit
from schemekit.word.returned import returned_file
from tests.word.returned_samples import POLICY, exported
from tests.word.word_user import WordUser, text_of, w

SENT = (("policy.md", POLICY),)
FILE = exported(SENT)
PLACES = [text_of(found) for found in WordUser(FILE).paragraphs("") if len(text_of(found).split()) > 3][3:]
"""Paragraphs with enough words, the title block left out."""
NEW = st.sampled_from(["", "shall", "20 days", "a *b*", "C. Then d", "x_y", "the [panel]", "5 % & more", "l'été", "1."])


def together(sent: str, edits: Iterable[ReturnedEdit]) -> str:
    """The text with all edits made, each found by what is otherwise in its text."""
    changes = []
    for edit in edits:
        start = next((at for at, (old, new) in enumerate(zip(sent, edit.text, strict=False)) if old != new),
                     min(len(sent), len(edit.text)))
        limit = min(len(sent), len(edit.text)) - start
        tail = next((at for at in range(limit) if sent[-1 - at] != edit.text[-1 - at]), limit)
        changes.append((start, len(sent) - tail, edit.text[start : len(edit.text) - tail]))
    made = sent
    for start, end, new in sorted(changes, reverse=True):
        made = made[:start] + new + made[end:]
    return made


@st.composite
def word_edits(draw: st.DrawFn) -> list[tuple[str, str, str]]:
    """Exchanges of a word, each in another paragraph: the paragraph's words, the word, what stands there instead."""
    chosen = draw(st.lists(st.sampled_from(PLACES), min_size=1, max_size=4, unique=True))
    found = []
    for paragraph in chosen:
        words = [word for word in re.findall(r"\w+", paragraph) if len(word) > 2 and paragraph.count(word) == 1]
        found.append((paragraph, draw(st.sampled_from(words)), draw(NEW)))
    return found


class TestLaws:
    """'Random word edits in a docx's runs come back as exactly those edits.'"""

    @settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(word_edits(), st.sampled_from(["", "Ana Silva"]))
    def test_the_edits_together_give_the_file(self, changes: list[tuple[str, str, str]], author: str) -> None:
        user = WordUser(FILE, author)
        done = 0
        for paragraph, old, new in changes:
            # A word that stands in an earlier paragraph too would be exchanged there.
            if text_of(user.paragraph(old)) == paragraph and old != new:
                user.replace(old, new)
                done += 1
        found = returned_file(user.saved(), SENT, "grievance")
        assert found.notes == ()
        assert bool(found.edits) == bool(done)
        assert done <= len(found.edits) <= 2 * done   # "C. Then d" makes two sentences of one
        made = together(POLICY, found.edits)
        again = returned_file(user.saved(), (("policy.md", made),), "grievance")
        assert [(edit.before, edit.after) for edit in again.edits] == []

    @settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(word_edits())
    def test_refusing_all_gives_what_was_sent(self, changes: list[tuple[str, str, str]]) -> None:
        user = WordUser(FILE, "Ana Silva")
        for _, old, new in changes:
            user.replace(old, new)
        found = returned_file(user.saved(), SENT, "grievance")
        assert all(edit.is_tracked and edit.authors == ("Ana Silva",) for edit in found.edits)
        for inserted in list(user.root.iter(w("ins"))):
            parent = inserted.getparent()
            assert parent is not None
            parent.remove(inserted)
        for deleted in user.root.iter(w("delText")):
            deleted.tag = w("t")
        for deleted in list(user.root.iter(w("del"))):
            parent = deleted.getparent()
            assert parent is not None
            for word in deleted:
                deleted.addprevious(word)
            parent.remove(deleted)
        assert returned_file(user.saved(), SENT, "grievance").edits == ()
