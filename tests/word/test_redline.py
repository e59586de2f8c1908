"""The redline in Word, read by LibreOffice and by pandoc.

"docx: a real Word redline, insertions and deletions as tracked changes (author, date), comments carrying significance
and reason, tables, lists and footnotes included; accepting all gives the new text and rejecting all the old."
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from schemekit.model.paper import Paper, PaperPart
from schemekit.word.docx_file import parsed, unpacked, w
from schemekit.word.pandoc import run
from schemekit.word.paper import docx_of
from schemekit.word.redline import redline_docx
from tests.hand_edits import edited
from tests.office import Office, office
from tests.word.said import paragraphs, sentences, without_comments

__all__ = ["office"]

ROOT = Path(__file__).parents[2]
AUTHOR, DATE = "Northern Minerals Initiative", "2026-03-01"
GRIEVANCE_1_0 = "f905193b2f70a2d7d77b7ceb11c7fca87171ae20"
"""The tree that the ledger names for grievance 1.0.0."""

BEFORE = """\
# Grievance policy

This policy says *how* complaints are answered.

## Scope { #scope }

It covers complaints about the scheme.[^1]
It does not cover commercial disputes.

- complaints about audits
- complaints about certificates
- complaints about the board

## Fees { #fees }

Complaints cost nothing.

| Who | Fee |
| --- | --- |
| Anybody | none |

## Deadlines { #deadlines }

| Step | Days | Who |
| --- | ---: | --- |
| Acknowledge | 5 | Secretariat |
| Decide | 30 | Panel |
| Appeal | 60 | Board |

1. First the secretariat reads it.
2. Then the panel decides, see [the scope](#scope).

> Justice delayed is justice denied.

## Records { #records }

Records are kept for five years.[^2]

## End { #end }

The policy begins in March.

The old policy ends then.

[^1]: As the statutes define the scheme.

[^2]: Longer where the law asks for it.
"""
RECORDS = "## Records { #records }\n\nRecords are kept for five years.[^2]\n\n"
FEES = BEFORE[BEFORE.index("## Fees"):BEFORE.index("## Deadlines")]
AFTER = BEFORE.replace(RECORDS, "").replace("## Scope", f"{RECORDS}## Scope").replace(FEES, "")
for old, new in (
    ("*how*", "**how**"), ("about the scheme", "about the scheme and its partners"),
    ("the statutes", "the new statutes"),
    ("- complaints about certificates\n", ""), ("about the board\n", "about the board\n- hints that name nobody\n"),
    ("| 5 |", "| 3 |"),
    ("| Decide | 30 | Panel |\n", ""), ("| Board |\n", "| Board |\n| Publish | 90 | Secretariat |\n"),
    ("2. Then", "2. It looks for a panel.\n3. Then"), ("\nThe old policy ends then.\n", ""),
    ("begins in March.", "begins in March.[^3]\n"), ("[^2]:", "[^3]: Of this year.\n\n[^2]:"),
    ("> Justice", "```\nprint\n```\n\n> Justice"),
):
    assert old in AFTER
    AFTER = AFTER.replace(old, new, 1)
REMARKS = {
    ("policy.md", "scope"): "Significance: major.\nThe partners come in.\nReason: the board decided so.",
    ("policy.md", "fees"): "Removed: the statutes say it.",
    ("policy.md", "preamble"): "Only the look changed.",
}


def paper(markdown: str, version: str) -> Paper:
    part = PaperPart(title="Grievance policy", markdown=markdown, file="policy.md")
    facts = (("Version", version), ("Status", "Adopted"))
    return Paper(title="Grievance policy", parts=(part,), facts=facts, has_contents=False)


SMALL = (paper(BEFORE, "1.0.0"), paper(AFTER, "1.1.0"))


def real_pairs() -> Iterator[tuple[str, str, str]]:
    for seed, file in enumerate(sorted(ROOT.glob("policies/*/*/policy.md"))):
        text = re.sub(r"\{\{ cookiecutter\.(\w+)[^}]*\}\}|\{%.*?%\}", r"\1", file.read_text("utf-8"))
        text = "\n## ".join(text.split("\n## ")[:3])   # LibreOffice takes its time over a whole one
        yield file.parts[-3], text, edited(text, 25, seed=seed)
    for folder, was, now in (("text", "0.2.0", "0.4.0"), ("publish", "0.1.4", "0.5.0")):
        place = ROOT / "tests" / folder / "data" / "standard-for-public-code"
        for file in sorted((place / was).glob("*.md")):
            if (place / now / file.name).exists():
                yield file.stem, file.read_text("utf-8"), (place / now / file.name).read_text("utf-8")
    for case in sorted((ROOT / "tests" / "text" / "data" / "merge-cases").iterdir()):
        if case.is_dir():
            yield case.name, (case / "base.md").read_text("utf-8"), (case / "ours.md").read_text("utf-8")
    covenant = Path(__file__).parent / "data" / "contributor-covenant"
    yield "covenant", (covenant / "1.4.md").read_text("utf-8"), (covenant / "2.0.md").read_text("utf-8")
    shown = subprocess.run(["git", "-C", str(ROOT), "show", f"{GRIEVANCE_1_0}:{{{{cookiecutter.module}}}}/policy.md"],
                           capture_output=True, text=True, check=False).stdout
    if shown:
        yield "released", *changed_parts(shown, next(ROOT.glob("policies/grievance/*/policy.md")).read_text("utf-8"))


def changed_parts(before: str, after: str) -> tuple[str, str]:
    """Two texts without the parts that are the same in both."""
    olds, news = before.split("\n## "), after.split("\n## ")
    return ("\n## ".join(part for part in olds if part not in news),
            "\n## ".join(part for part in news if part not in olds))


def real_papers() -> tuple[Paper, Paper]:
    pairs = list(real_pairs())
    before, after = (
        Paper(title="Policies", has_contents=False, facts=(("Version", version),),
              parts=tuple(PaperPart(title=pair[0], markdown=pair[side], file=pair[0]) for pair in pairs))
        for side, version in ((1, "1"), (2, "2"))
    )
    return before, after


@pytest.mark.parametrize("papers", [pytest.param(SMALL, id="small"), pytest.param(real_papers(), id="real")])
def test_accepting_gives_the_later_text_and_rejecting_the_earlier(
    papers: tuple[Paper, Paper], office: Office, tmp_path: Path
) -> None:
    """Paragraph by paragraph with styles, bullets, rows and footnotes, and no empty one is left."""
    before, after = papers
    redline = redline_docx(before, after, {}, author=AUTHOR, date=DATE)
    facts = (*after.facts, ("Compared with", ", ".join(words for _, words in before.facts)))
    for what, clean in (("accept", after), ("reject", before)):
        wanted = docx_of(replace(clean, facts=facts))
        assert resolved(office, tmp_path, without_comments(redline), what) == resolved(office, tmp_path, wanted, "text")
        assert by_pandoc(redline, what) == by_pandoc(wanted, "all")


def resolved(office: Office, folder: Path, docx: bytes, what: str) -> list[str]:
    file = folder / "redline.docx"
    file.write_bytes(docx)
    return paragraphs(office.saved(file, folder / "resolved.docx", {"do": what}).read_bytes())


def by_pandoc(docx: bytes, changes: str) -> list[str]:
    """What pandoc reads; it leaves empty items and rows behind, as it knows nothing of tracked ones."""
    return sentences(json.loads(run(["--from", "docx", "--to", "json", "--track-changes", changes], docx)))


class TestTheFile:
    """What is in the file, as Word wants it."""

    parts = unpacked(redline_docx(*SMALL, REMARKS, author=AUTHOR, date=DATE))
    document = parsed(parts["word/document.xml"])
    changes = (w("ins"), w("del"), w("pPrChange"))

    def test_every_change_has_an_author_a_date_and_a_number_of_its_own(self) -> None:
        notes = parsed(self.parts["word/footnotes.xml"])
        found = [change for root in (self.document, notes) for change in root.iter(*self.changes)]
        numbers = [change.get(w("id")) for change in found]
        assert len(numbers) > 40
        assert len(set(numbers)) == len(numbers)
        assert {change.get(w("author")) for change in found} == {AUTHOR}
        assert {(change.get(w("date")) or "")[:10] for change in found} == {DATE}

    def test_comments_stand_on_their_clauses_in_paragraphs(self) -> None:
        told = {comment.get(w("id")): ["".join(text.text or "" for text in line.iter(w("t"))) for line in comment]
                for comment in parsed(self.parts["word/comments.xml"])}
        starts = self.document.iter(w("commentRangeStart"))
        anchors = [(self.heading(start), told[start.get(w("id"))]) for start in starts]
        assert anchors == [
            ("This policy says howhow complaints are answered.", ["Only the look changed."]),
            ("1Records", ["Moved here from another place."]),
            ("12Scope", ["Significance: major.", "The partners come in.", "Reason: the board decided so."]),
            ("2Fees", ["Removed: the statutes say it."]),
            ("4Records", ["Moved to another place."]),
        ]
        for name in ("commentRangeEnd", "commentReference"):
            assert len(list(self.document.iter(w(name)))) == len(told)

    def heading(self, start: etree._Element) -> str:
        return "".join(text.text or "" for text in next(start.iterancestors(w("p"))).iter(w("t"), w("delText")))

    def test_an_old_and_a_new_number_stand_apart(self) -> None:
        """'keep the tab/space between old and new number': else 1 that became 2 reads as 12"""
        told = ["".join("\t" if word.tag == w("tab") else word.text or "" for word in
                        paragraph.iter(w("t"), w("delText"), w("tab"))) for paragraph in self.document.iter(w("p"))]
        assert "1\t2\tScope" in told

    def test_rows_that_came_or_went_are_tracked(self) -> None:
        rows = [(name, next(row.iter(w("t"), w("delText"))).text) for row in self.document.iter(w("tr"))
                for name in ("ins", "del") if row.find(f"{w('trPr')}/{w(name)}") is not None]
        assert rows == [("del", "Who"), ("del", "Anybody"), ("del", "Decide"), ("ins", "Publish")]

    def test_nothing_that_was_taken_out_is_left_as_text(self) -> None:
        for part in ("word/document.xml", "word/footnotes.xml"):
            for gone in parsed(self.parts[part]).iter(w("delText")):
                assert any(above.tag == w("del") for above in gone.iterancestors())
            assert not [text for change in parsed(self.parts[part]).iter(w("del")) for text in change.iter(w("t"))]

    def test_the_same_papers_give_the_same_bytes(self) -> None:
        assert unpacked(redline_docx(*SMALL, REMARKS, author=AUTHOR, date=DATE)) == self.parts

    def test_the_title_block_says_with_what_it_was_compared(self) -> None:
        assert "Compared with" in "".join(self.document.itertext())
        assert "1.0.0, Adopted" in "".join(self.document.itertext())


def test_words_of_others_bear_no_author_of_theirs() -> None:
    """A text cannot bring tracked changes, comments or raw XML of its own."""
    hostile = ('# T\n\n[x]{.insertion author="Mallory"} [y]{.comment-start id="1" author="Mallory"}z\n'
               '`<w:proofErr w:type="paragraph-deletion"/>`{=openxml}\n')
    made = unpacked(redline_docx(paper("# T\n\nx\n", "1"), paper(hostile, "2"), {}, author=AUTHOR, date=DATE))
    assert b"Mallory" not in b"".join(made.values())
    assert b"<w:proofErr" not in made["word/document.xml"]
