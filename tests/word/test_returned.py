"""Word files that come back edited, read against the texts that were sent.

'`receive` reads a returned file, with or without tracked changes, edited by Word or LibreOffice, even when clause
numbers, order or styles were changed; nothing lost.'
"""

from __future__ import annotations

import copy
from collections.abc import Callable

import pytest
from lxml import etree

from schemekit.errors import HostileContentError, SchemekitError
from schemekit.model.returned import ReturnedEdit, ReturnedFile
from schemekit.text.document import Document
from schemekit.word.returned import identity_of, returned_file
from tests.word.crafted import W, docx, paragraph
from tests.word.returned_samples import FORM, POLICY, SENT, exported
from tests.word.word_user import WordUser, cut, run, text_of, w

FILE = exported()
Told = tuple[str, str, str]
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"


def read(user: WordUser | bytes, sent: tuple[tuple[str, str], ...] = SENT) -> ReturnedFile:
    """What a returned file says."""
    return returned_file(user.saved() if isinstance(user, WordUser) else user, sent, "grievance")


def told(edits: tuple[ReturnedEdit, ...]) -> list[Told]:
    """The edits in short: clause, before, after."""
    return [(edit.clause, edit.before, edit.after) for edit in edits]


def table_with(user: WordUser, words: str) -> etree._Element:
    """The table that holds the words."""
    return next(table for table in user.root.iter(w("tbl")) if words in text_of(table))


def rows(user: WordUser, words: str = "Receipt") -> list[etree._Element]:
    """The rows of the table that holds the words."""
    return table_with(user, words).findall(w("tr"))


def removed(element: etree._Element) -> None:
    """Take an element out."""
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


FIRST = "The [secretariat](#bodies) checks each complaint within 14 days[^1]."
SECOND = "It says why a complaint is refused."
PANEL = "The panel shall decide within **30 days** of receipt[^late]."
CODE = "It *never* takes part in a decision, as the [code](https://example.org/code) asks."
TABLE = """\
| Step | Who | Days |
|---|---|---|
| Receipt | Secretariat | 5 |
| Decision | Panel | 30 |
| Appeal | Board | |"""
APPEALS = "### Appeals { #appeals }\n\nEither party may appeal within 30 days of the decision.\n\n"


def _section_gone(user: WordUser) -> None:
    for element in user.section("Appeals", "Records"):
        user.delete_paragraph(text_of(element))


def _new_clause(user: WordUser) -> None:
    user.add_paragraph("Either party", "Reviews", "Heading2")
    user.add_paragraph("Reviews", "Each year the board reviews it. It says so.")


def _new_note(user: WordUser) -> None:
    notes = user.part("word/footnotes.xml")
    note = ('<w:footnote w:id="77"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> From its closure.</w:t></w:r></w:p>'
            "</w:footnote></w:footnotes>")
    user.set_part("word/footnotes.xml", notes.replace("</w:footnotes>", note))
    made = etree.fromstring(f'<w:r xmlns:w="{W}"><w:footnoteReference w:id="77"/></w:r>')
    user.paragraph("keeps each").append(user._tracked("ins", made))


EDITS: dict[str, tuple[Callable[[WordUser], object], list[Told]]] = {
    "a-number": (lambda user: user.replace("14 days", "21 days"), [("scope", FIRST, FIRST.replace("14", "21"))]),
    "a-number-in-bold": (lambda user: user.replace("30 days", "45 days"),
                         [("time-limits", PANEL, PANEL.replace("30", "45"))]),
    "a-word-in-a-link": (lambda user: user.replace("code", "statute"),
                         [("bodies", CODE, CODE.replace("[code]", "[statute]"))]),
    "a-word-in-italics": (lambda user: user.replace("never", "seldom"),
                          [("bodies", CODE, CODE.replace("never", "seldom"))]),
    "the-end-of-a-sentence": (lambda user: user.replace("refused.", "refused, in writing."),
                              [("scope", SECOND, "It says why a complaint is refused, in writing.")]),
    "a-bold-word-put-in": (lambda user: user.insert("keeps each", " closed", look="<w:b/>"),
                           [("records", "The secretariat keeps each file for 10 years.",
                             "The secretariat keeps each **closed** file for 10 years.")]),
    "words-made-bold": (lambda user: user.replace("10 years", "10 years", look="<w:b/>"),
                        [("records", "The secretariat keeps each file for 10 years.",
                          "The secretariat keeps each file for **10 years**.")]),
    "bold-taken-off": (lambda user: user.replace("30 days", "30 days", look="<w:u/>"),
                       [("time-limits", PANEL, PANEL.replace("**", ""))]),
    "a-word-put-in-italics": (lambda user: user.replace("each complaint", "each complaint", look="<w:i/>"),
                               [("scope", FIRST, FIRST.replace("each complaint", "*each complaint*"))]),
    "a-sentence-deleted": (lambda user: user.delete(" It says why a complaint is refused."), [("scope", SECOND, "")]),
    "the-first-sentence-deleted": (
        lambda user: user.delete("The secretariat of the Northern Minerals Initiative runs this procedure. "),
        [("bodies", "The secretariat of the Northern Minerals Initiative runs this procedure.", "")]),
    "two-sentences-added": (lambda user: user.insert("refused.", " It answers in writing. A copy goes to the panel."),
                            [("scope", "", "It answers in writing.\nA copy goes to the panel.")]),
    "a-paragraph-added": (lambda user: user.add_paragraph("It says why", "This is new. It has two sentences."),
                          [("scope", "", "This is new.\nIt has two sentences.")]),
    "a-paragraph-with-marks-in-it": (
        lambda user: user.add_paragraph("It says why", "# 5 *stars* [a](b) {{ x }} | <b> `c` 1. d_e"),
        [("scope", "", "\\# 5 \\*stars\\* \\[a\\](b) \\{\\{ x \\}\\} \\| \\<b\\> \\`c\\` 1. d_e")]),
    "a-paragraph-deleted": (lambda user: user.delete_paragraph("keeps each"),
                            [("records", "The secretariat keeps each file for 10 years.", "")]),
    "a-paragraph-split": (lambda user: user.split("It says why"), [("scope", f"{FIRST}\n{SECOND}",
                                                                     f"{FIRST}\n\n{SECOND}")]),
    "an-item-added": (lambda user: user.add_paragraph("a false claim", "theft of data;", like=True),
                      [("scope", "", "- theft of data;")]),
    "a-numbered-item-added": (lambda user: user.add_paragraph("Then, the panel", "Last, it tells.", like=True),
                              [("time-limits", "", "3. Last, it tells.")]),
    "an-item-deleted": (lambda user: user.delete_paragraph("harm at a"),
                        [("scope", "- harm at a certified site;", "")]),
    "the-last-item-deleted": (lambda user: user.delete_paragraph("retaliation."), [("scope", "- retaliation.", "")]),
    "a-cell": (lambda user: user.replace("Panel", "Board of *three* | panel"),
               [("bodies", "| Decision | Panel | 30 |", "| Decision | Board of \\*three\\* \\| panel | 30 |")]),
    "a-cell-emptied": (lambda user: user.delete("Panel"),
                       [("bodies", "| Decision | Panel | 30 |", "| Decision | | 30 |")]),
    "a-quotation": (lambda user: user.replace("once", "twice"),
                    [("time-limits", "> It may ask for more time once.", "> It may ask for more time twice.")]),
    "a-heading": (lambda user: user.replace("Time limits", "Deadlines"),
                  [("time-limits", "## Time limits { #time-limits }", "## Deadlines { #time-limits }")]),
    "a-clause-added": (_new_clause, [
        ("reviews", "", "### Reviews { #reviews }\n\nEach year the board reviews it.\nIt says so.")]),
    "a-clause-deleted": (_section_gone, [("appeals", APPEALS, "")]),
    "a-footnote-added": (_new_note, [
        ("records", "The secretariat keeps each file for 10 years.",
         "The secretariat keeps each file for 10 years.[^2]\n\n[^2]: From its closure.")]),
    "the-words-before-the-first-clause": (lambda user: user.replace("everybody", "all"), [
        ("preamble", "This procedure is for everybody.", "This procedure is for all.")]),
}


TRACKED_TOO = (
    "a-number-in-bold", "a-sentence-deleted", "two-sentences-added", "a-paragraph-added", "a-paragraph-split",
    "an-item-deleted", "a-cell-emptied", "a-heading", "a-clause-added", "a-clause-deleted", "a-footnote-added",
)


class TestEdits:
    """'Reads a returned file, with or without tracked changes.'"""

    @pytest.mark.parametrize(("edit", "expected", "author"), [
        pytest.param(*case, author, id=f"{name}-{'tracked' if author else 'untracked'}")
        for name, case in EDITS.items() for author in ("", "Ana Silva") if not author or name in TRACKED_TOO
    ])
    def test_each_comes_back_as_one_edit_of_its_passage(
        self, edit: Callable[[WordUser], object], expected: list[Told], author: str
    ) -> None:
        user = WordUser(FILE, author)
        edit(user)
        found = read(user)
        assert told(found.edits) == expected
        assert found.notes == ()
        for one in found.edits:
            assert one.file == "policy.md"
            assert (one.authors, one.date, one.is_tracked) == (
                (("Ana Silva",), "2026-02-03", True) if author else ((), "", False))
            assert one.before in POLICY
            assert_nothing_else(one)


def assert_nothing_else(edit: ReturnedEdit) -> None:
    """The text of an edit is the text that was sent with the passage exchanged, and nothing else."""
    for piece in edit.after.split("\n\n"):
        assert piece in edit.text
    kept = edit.text.splitlines()
    assert all(line in edit.before for line in POLICY.splitlines() if line.strip() and line not in kept)
    assert {clause.id for clause in Document.parse(edit.text).clauses} ^ {
        clause.id for clause in Document.parse(POLICY).clauses} <= {"reviews", "appeals"}


class TestTwoPeople:
    """One proposal for each author, so that one can be taken and the other refused."""

    def test_in_one_sentence(self) -> None:
        user = WordUser(FILE, "Anna Berg").replace("14 days", "21 days")
        user = WordUser(user.saved(), "Jon Lie").replace("each complaint", "every complaint")
        found = sorted(read(user).edits, key=lambda one: one.authors)
        assert [(one.authors, one.before, one.after) for one in found] == [
            (("Anna Berg",), FIRST, FIRST.replace("14", "21")), (("Jon Lie",), FIRST, FIRST.replace("each", "every"))]
        assert [one.text for one in found] == [
            POLICY.replace("within 14 days", "within 21 days"), POLICY.replace("each complaint", "every complaint")]

    def test_in_the_same_words(self) -> None:
        user = WordUser(FILE, "Anna Berg").replace("14 days", "21 days")
        user = WordUser(user.saved(), "Jon Lie").insert("21", " working")
        (edit,) = read(user).edits
        assert (edit.authors, edit.after) == (("Anna Berg", "Jon Lie"), FIRST.replace("14 days", "21 working days"))


class TestTables:
    def test_a_row_added(self) -> None:
        user = WordUser(FILE)
        made = copy.deepcopy(rows(user)[2])
        next(iter(made.iter(w("t")))).text = "Mediation"
        rows(user)[2].addnext(made)
        assert told(read(user).edits) == [("bodies", "", "| Mediation | Panel | 30 |")]

    @pytest.mark.parametrize("author", ["", "Ana Silva"], ids=["untracked", "tracked"])
    def test_a_row_put_first_stands_below_the_head(self, author: str) -> None:
        """A row inserted under the heading row: the line of dashes stays where it is."""
        user = WordUser(FILE, author)
        made = copy.deepcopy(rows(user)[1])
        next(iter(made.iter(w("t")))).text = "Intake"
        if author:
            properties = made.find(w("trPr"))
            if properties is None:
                properties = etree.Element(w("trPr"))
                made.insert(0, properties)
            properties.append(user._change("ins"))
        rows(user)[0].addnext(made)
        (edit,) = read(user).edits
        assert (edit.before, edit.after) == ("", "| Intake | Secretariat | 5 |")
        head = "| Step | Who | Days |\n|---|---|---|\n"
        assert edit.text == POLICY.replace(head, f"{head}| Intake | Secretariat | 5 |\n")

    def test_a_row_moved_to_the_top(self) -> None:
        user = WordUser(FILE)
        last = rows(user)[3]
        rows(user)[0].addnext(last)
        for edit in read(user).edits:
            assert edit.text.count("|---|---|---|\n|") == POLICY.count("|---|---|---|\n|")
            assert "| Step | Who | Days |\n|---|---|---|\n" in edit.text

    def test_a_row_deleted_with_tracking(self) -> None:
        user = WordUser(FILE, "Ana Silva")
        row = rows(user)[1]
        for gone in list(row.iter(w("r"))):
            user._take_out(gone)
        properties = row.find(w("trPr"))
        assert properties is not None
        properties.append(user._change("del"))
        (edit,) = read(user).edits
        assert (edit.before, edit.after, edit.authors) == ("| Receipt | Secretariat | 5 |", "", ("Ana Silva",))

    def test_an_empty_cell_filled(self) -> None:
        user = WordUser(FILE)
        cell = rows(user, "What happened")[1].findall(w("tc"))[2].find(w("p"))
        assert cell is not None
        cell.append(run("A fire."))
        (edit,) = read(user).edits
        assert (edit.file, edit.clause) == ("forms/complaint-form.md", "your-complaint")
        assert (edit.before, edit.after) == ("| 1 | What happened? | |", "| 1 | What happened? | A fire. |")

    def test_a_column_added_writes_the_table_anew(self) -> None:
        user = WordUser(FILE)
        for row in rows(user):
            row.append(copy.deepcopy(row.findall(w("tc"))[-1]))
        assert told(read(user).edits) == [("bodies", TABLE, (
            "| Step | Who | Days | Days |\n|---|---|---|---|\n| Receipt | Secretariat | 5 | 5 |\n"
            "| Decision | Panel | 30 | 30 |\n| Appeal | Board | | |"))]

    def test_a_table_deleted(self) -> None:
        user = WordUser(FILE)
        removed(table_with(user, "Receipt"))
        assert told(read(user).edits) == [("bodies", TABLE, "")]

    def test_a_table_pasted(self) -> None:
        user = WordUser(FILE)
        user.paragraph("Either party").addnext(copy.deepcopy(table_with(user, "Receipt")))
        assert told(read(user).edits) == [("appeals", "", TABLE)]


class TestOrder:
    """'Even when clause numbers, order or styles were changed.'"""

    def test_two_clauses_swapped_are_one_that_moved(self) -> None:
        user = WordUser(FILE)
        user.move(user.section("Time limits", "Records"), "Scope")
        (edit,) = read(user).edits
        assert (edit.clause, edit.is_moved) == ("time-limits", True)
        assert edit.before == edit.after
        assert [clause.id for clause in Document.parse(edit.text).clauses] == [
            "time-limits", "appeals", "scope", "bodies", "records"]

    def test_a_clause_that_moved_and_changed_is_two_edits(self) -> None:
        user = WordUser(FILE)
        user.move(user.section("Appeals", "Records"), "Bodies").replace("appeal within 30", "appeal within 40")
        moved, changed = read(user).edits
        assert (moved.clause, moved.is_moved, changed.clause, changed.is_moved) == ("appeals", True, "appeals", False)
        assert changed.after == "Either party may appeal within 40 days of the decision."

    def test_a_paragraph_dragged_to_another_clause_is_one_that_moved(self) -> None:
        user = WordUser(FILE)
        user.move([user.paragraph("Either party")], "The secretariat keeps")
        (edit,) = read(user).edits
        assert (edit.clause, edit.is_moved) == ("appeals", True)
        assert Document.parse(edit.text).by_id()["appeals"].body == ""

    def test_a_paragraph_moved_with_tracking_names_who_did_it(self) -> None:
        user = WordUser(FILE, "Ana Silva")
        made = user.add_paragraph("Records", "Either party may appeal within 30 days of the decision.", like=False)
        source = user.paragraph("Either party")
        user.delete_paragraph("Either party")
        for kind, element in (("moveFrom", source), ("moveTo", made)):
            for change in list(element.iter(w("del"), w("ins"))):
                change.tag = w(kind)
        (edit,) = read(user).edits
        assert (edit.is_moved, edit.authors, edit.is_tracked) == (True, ("Ana Silva",), True)

    def test_a_heading_whose_words_were_merged_away_leaves_its_text(self) -> None:
        user = WordUser(FILE)
        removed(user.paragraph("Time limits"))
        assert told(read(user).edits) == [("time-limits", "## Time limits { #time-limits }", "")]


def _retyped(user: WordUser) -> None:
    for number, heading in enumerate(("Scope", "Time limits", "Records"), 4):
        found = user.paragraph(heading)
        removed(next(iter(found.iter(w("r")))))
        next(iter(found.iter(w("r")))).addprevious(run(f"{number}. "))


def _restyled(user: WordUser) -> None:
    for heading in ("Scope", "Bodies", "Time limits", "Appeals", "Records"):
        found = user.paragraph(heading)
        style = found.find(f"{w('pPr')}/{w('pStyle')}")
        assert style is not None
        style.set(w("val"), "BodyText")
        for word in found.iter(w("r")):
            properties = word.find(w("rPr"))
            if properties is not None:
                word.remove(properties)   # the number's own style too, as Word does when formats are cleared
            word.insert(0, etree.fromstring(f'<w:rPr xmlns:w="{W}"><w:b/></w:rPr>'))


def _typeset(user: WordUser) -> None:
    for words in user.root.iter(w("t")):
        text = (words.text or "").replace("within", "with\u00adin").replace("'", "’").replace(". ", ".  ")
        words.text = text.replace(" the ", "\u00a0the ")


def _as_word_saves(user: WordUser) -> None:
    for found in list(user.root.iter(w("p"))):
        length = len(text_of(found))
        for at in range(0, length, 7):
            for piece in cut(found, at, min(at + 7, length)):
                piece.set(w("rsidR"), "00AB12CD")
                piece.addprevious(etree.Element(w("proofErr"), {w("type"): "spellStart"}))
                piece.addnext(etree.Element(w("lastRenderedPageBreak")))


def _controlled(user: WordUser) -> None:
    found = user.paragraph("It says why")
    parent = found.getparent()
    assert parent is not None
    place = parent.index(found)
    control = etree.SubElement(etree.Element(w("sdt")), w("sdtContent"))
    control.append(found)
    control_root = control.getparent()
    assert control_root is not None
    parent.insert(place, control_root)
    tag = etree.Element(w("smartTag"))
    for word in list(user.paragraph("keeps each").iter(w("r"))):
        word.addprevious(tag)
        tag.append(word)


def _numbered(user: WordUser) -> None:
    numbers = user.part("word/numbering.xml")
    user.set_part("word/numbering.xml", numbers.replace('w:val="bullet"', 'w:val="decimal"'))


UNCHANGED = {
    "clause-numbers-typed-anew": _retyped,
    "headings-made-bold-text": _restyled,
    "quotes-blanks-and-hyphens-as-word-sets-them": _typeset,
    "runs-split-as-word-saves-them": _as_word_saves,
    "content-controls-and-smart-tags": _controlled,
    "bullets-turned-into-numbers": _numbered,
    "nothing": lambda _: None,
}


class TestNoChange:
    @pytest.mark.parametrize("change", UNCHANGED.values(), ids=UNCHANGED)
    def test_what_nobody_meant_is_no_edit(self, change: Callable[[WordUser], object]) -> None:
        user = WordUser(FILE)
        change(user)
        found = read(user)
        assert (found.edits, found.notes, found.comments) == ((), (), ())

    def test_a_heading_that_took_on_the_look_of_one_deleted_before_it(self) -> None:
        """LibreOffice 7.4 saves what follows a tracked deletion in the style of what the deletion began with."""
        user = WordUser(FILE, "Ana Silva")
        _section_gone(user)
        style = user.paragraph("Records").find(f"{w('pPr')}/{w('pStyle')}")
        assert style is not None
        style.set(w("val"), "Heading2")
        assert told(read(user).edits) == [("appeals", APPEALS, "")]

    def test_a_heading_of_another_level_is_one(self) -> None:
        user = WordUser(FILE)
        style = user.paragraph("Appeals").find(f"{w('pPr')}/{w('pStyle')}")
        assert style is not None
        style.set(w("val"), "Heading1")
        assert told(read(user).edits) == [("appeals", "### Appeals { #appeals }", "## Appeals { #appeals }")]


class TestWho:
    def test_two_authors_in_one_sentence_are_told_apart(self) -> None:
        user = WordUser(FILE, "Ana Silva").replace("14", "21")
        user.author, user.date = "Ben Okoro", "2026-02-05T08:00:00Z"
        user.replace("complaint within", "case within")
        assert {(edit.authors, edit.date, edit.is_tracked) for edit in read(user).edits} == {
            (("Ana Silva",), "2026-02-03", True), (("Ben Okoro",), "2026-02-05", True)}

    def test_a_sentence_that_was_also_changed_without_tracking_is_not_all_tracked(self) -> None:
        user = WordUser(FILE, "Ana Silva").replace("14", "21")
        user.author = ""
        (edit,) = read(user.replace("complaint within", "case within")).edits
        assert (edit.authors, edit.is_tracked) == (("Ana Silva",), False)

    def test_who_did_not_say_is_the_one_that_the_caller_names(self) -> None:
        user = WordUser(FILE, " ").replace("14", "21")
        found = returned_file(user.saved(), SENT, "grievance", author="The board")
        assert found.edits[0].authors == ("The board",)


COMMENTS = f"""<?xml version="1.0"?><w:comments xmlns:w="{W}" xmlns:w14="{W14}">
<w:comment w:id="5" w:author="Ana Silva" w:date="2026-02-03T10:00:00Z">
<w:p w14:paraId="0A0A0A0A"><w:r><w:t>Why </w:t></w:r><w:r><w:t>14?</w:t></w:r></w:p></w:comment>
<w:comment w:id="6" w:author="Ben Okoro" w:date="2026-02-04T10:00:00Z">
<w:p w14:paraId="0B0B0B0B"><w:r><w:t>Statute.</w:t></w:r></w:p></w:comment></w:comments>"""
EXTENDED = """<?xml version="1.0"?><w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">
<w15:commentEx w15:paraId="0A0A0A0A" w15:done="1"/>
<w15:commentEx w15:paraId="0B0B0B0B" w15:paraIdParent="0A0A0A0A" w15:done="0"/></w15:commentsEx>"""


def with_comments(user: WordUser, words: str = "14 days") -> WordUser:
    """A file with a comment and an answer to it, as Word writes them."""
    user.set_part("word/comments.xml", COMMENTS)
    user.add_part("commentsExtended.xml", EXTENDED,
                  "http://schemas.microsoft.com/office/2011/relationships/commentsExtended",
                  "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml")
    found = user.paragraph(words)
    place = text_of(found).index(words)
    pieces = cut(found, place, place + len(words))
    for number in ("5", "6"):
        pieces[0].addprevious(etree.Element(w("commentRangeStart"), {w("id"): number}))
        pieces[-1].addnext(etree.fromstring(f'<w:r xmlns:w="{W}"><w:commentReference w:id="{number}"/></w:r>'))
        pieces[-1].addnext(etree.Element(w("commentRangeEnd"), {w("id"): number}))
    return user


class TestComments:
    def test_each_comes_with_its_words_its_clause_and_what_it_answers(self) -> None:
        found = read(with_comments(WordUser(FILE)))
        assert found.edits == ()
        first, second = found.comments
        assert (first.id, first.file, first.clause, first.passage) == ("5", "policy.md", "scope", "14 days")
        assert (first.author, first.date, first.text, first.is_resolved) == ("Ana Silva", "2026-02-03", "Why 14?", True)
        assert (second.replies_to, second.author, second.text) == ("5", "Ben Okoro", "Statute.")
        assert not second.is_resolved

    def test_on_words_that_are_deleted_too(self) -> None:
        user = with_comments(WordUser(FILE, "Ana Silva"), "refused").delete_paragraph("It says why")
        assert [(one.clause, one.passage) for one in read(user).comments] == [("scope", "refused")] * 2

    def test_on_tracked_words(self) -> None:
        """'show deleted and inserted words apart'"""
        user = with_comments(WordUser(FILE, "Ana Silva"), "14 days").replace("14", "30")
        assert {one.passage for one in read(user).comments} == {"[deleted: 14] [inserted: 30] days"}


class TestWhatCannotBeTakenOver:
    """'Nothing lost.'"""

    @pytest.mark.parametrize(("inside", "said"), [
        pytest.param('<w:drawing><wp:inline xmlns:wp="wp"><wp:docPr id="1" descr="A map"/><a:blip xmlns:a="a"/>'
                     "</wp:inline></w:drawing>", "a picture ('A map')", id="a-picture"),
        pytest.param("<w:pict><v:shape xmlns:v='v'><w:txbxContent><w:p><w:r><w:t>Mind this!</w:t></w:r></w:p>"
                     "</w:txbxContent></v:shape></w:pict>", "a text box ('Mind this!')", id="a-text-box"),
    ])
    def test_a_note_says_where_it_is(self, inside: str, said: str) -> None:
        user = WordUser(FILE)
        user.paragraph("Either party").append(etree.fromstring(f'<w:r xmlns:w="{W}">{inside}</w:r>'))
        found = read(user)
        assert found.edits == ()
        assert found.notes == (f"policy.md, appeals: {said} is not taken over, so look at it in the file",)

    def test_words_struck_through_by_hand(self) -> None:
        user = WordUser(FILE)
        found = user.paragraph("keeps each")
        place = text_of(found).index("each file")
        for piece in cut(found, place, place + len("each file")):
            piece.insert(0, etree.fromstring(f'<w:rPr xmlns:w="{W}"><w:strike/></w:rPr>'))
        came = read(user)
        assert came.edits == ()
        [note] = came.notes
        assert note.startswith("struck through by hand, not by tracked changes: 'each file'")

    def test_an_equation(self) -> None:
        user = WordUser(FILE)
        user.paragraph("Either party").append(etree.fromstring(
            '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>a=b</m:t></m:r></m:oMath>'))
        assert "an equation ('a=b')" in read(user).notes[0]

    def test_an_edit_of_the_title_block(self) -> None:
        (note,) = read(WordUser(FILE, "Ana Silva").replace("NMI-GRV", "NMI-7")).notes
        assert note.startswith("Ana Silva changed something outside the text")
        assert "NMI-7" in note

    def test_an_untracked_edit_of_the_title(self) -> None:
        (note,) = read(WordUser(FILE).replace("Grievance procedure", "Complaints")).notes
        assert note == "the title was changed, which is not taken over: 'Complaints'"


class TestTheFile:
    def test_says_what_it_was_made_of(self) -> None:
        found = identity_of(FILE)
        assert (found.module, found.key, found.scheme) == ("grievance", "0123456789abcdef", "northern-minerals")

    def test_without_marks_it_is_nobodys(self) -> None:
        assert identity_of(docx(paragraph("Words."))).module == ""

    def test_of_something_else_is_refused(self) -> None:
        with pytest.raises(SchemekitError, match="no copy of the texts of 'grievance'"):
            read(docx(paragraph("Something else, about other things, in other words.") * 3))

    def test_of_harm_is_refused(self) -> None:
        with pytest.raises(HostileContentError):
            read(b"no Word file")

    def test_without_its_bookmarks_is_read_by_its_words(self) -> None:
        user = WordUser(FILE)
        for mark in list(user.root.iter(w("bookmarkStart"), w("bookmarkEnd"))):
            removed(mark)
        assert told(read(user.replace("14 days", "21 days")).edits) == [("scope", FIRST, FIRST.replace("14", "21"))]

    def test_is_read_against_each_text_that_was_sent(self) -> None:
        found = read(WordUser(FILE).replace("It is free", "It costs nothing").replace("14 days", "21 days"))
        assert [(edit.file, edit.clause) for edit in found.edits] == [("policy.md", "scope"), (SENT[1][0], "before")]
        assert found.edits[1].text == FORM.replace("It is free", "It costs nothing")
