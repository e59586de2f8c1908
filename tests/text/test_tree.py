"""Three states of a module's documents: renamed, moved, split, deleted and added on either side; nothing is lost."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemekit.model.adoption import Scope
from schemekit.text.comparing.file_partners import partners
from schemekit.text.merging.tree import FileFate, Files, MergedTree, TreeNames, merge_trees

NAMES = TreeNames(main="policy.md", cause="changed by both", version="1.1.0")
HEAD = "# Procedure\n\n"
FEE = "## Fee { #fee }\n\nA complaint shall cost nothing at all.\n"
APPEAL = "## Appeal { #appeal }\n\nThe panel shall hear every appeal within thirty days.\n"
FORM = "# Form\n\nWrite down what happened, where it happened and who was there.\nSend it to us.\n"
LONGER = FORM.replace("Send it", "Sign it and send it")
OTHER = "# Poster\n\nHang this up beside every door where people come in to work.\n"
REGISTER = "case,received\n"


def tree(files: dict[str, str | bytes]) -> dict[str, bytes]:
    return {path: words.encode() if isinstance(words, str) else words for path, words in files.items()}


class Case(NamedTuple):
    """Base, ours and source, the scheme's files afterwards, and the scope and file of what is to decide."""

    base: dict[str, str | bytes]
    ours: dict[str, str | bytes]
    source: dict[str, str | bytes]
    after: dict[str, str | bytes]
    decisions: tuple[tuple[Scope, str], ...] = ()
    fates: tuple[FileFate, ...] = ()


EDITED = FORM.replace("what happened", "in your own words what happened")
BOTH = LONGER.replace("what happened", "in your own words what happened")
PASSAGE = Scope.PASSAGE
CASES = {
    # The source renames a file that the scheme …
    "renamed-untouched": Case({"a.md": FORM}, {"a.md": FORM}, {"b.md": FORM}, {"b.md": FORM}, (), (FileFate.MOVED,)),
    "renamed-and-changed-untouched": Case({"a.md": FORM}, {"a.md": FORM}, {"b.md": LONGER}, {"b.md": LONGER}),
    "renamed-edited": Case({"a.md": FORM}, {"a.md": EDITED}, {"b.md": FORM}, {"b.md": EDITED}, (), (FileFate.MOVED,)),
    "renamed-and-changed-edited": Case({"a.md": FORM}, {"a.md": EDITED}, {"b.md": LONGER}, {"b.md": BOTH}, (),
                                       (FileFate.MERGED,)),
    "renamed-moved": Case({"a.md": FORM}, {"own/a.md": EDITED}, {"b.md": LONGER}, {"own/a.md": BOTH}),
    "renamed-moved-to-the-same-place": Case({"a.md": FORM}, {"b.md": EDITED}, {"b.md": LONGER}, {"b.md": BOTH}),
    "renamed-deleted": Case({"a.md": FORM}, {}, {"b.md": FORM}, {}),
    "renamed-and-changed-deleted": Case({"a.md": FORM}, {}, {"b.md": LONGER}, {}, ((Scope.FILE, "b.md"),)),
    "renamed-onto-a-file-of-the-schemes": Case({"a.md": FORM}, {"a.md": EDITED, "b.md": OTHER}, {"b.md": LONGER},
                                               {"a.md": BOTH, "b.md": OTHER}),
    # The source splits a file that the scheme …
    "split-untouched": Case({"policy.md": HEAD + FEE + "\n" + APPEAL}, {"policy.md": HEAD + FEE + "\n" + APPEAL},
                            {"policy.md": HEAD + FEE, "appeal.md": HEAD + APPEAL},
                            {"policy.md": HEAD + FEE, "appeal.md": HEAD + APPEAL}),
    "split-edited": Case({"policy.md": HEAD + FEE + "\n" + APPEAL},
                         {"policy.md": HEAD + FEE + "\n" + APPEAL.replace("thirty", "twenty")},
                         {"policy.md": HEAD + FEE, "appeal.md": HEAD + APPEAL},
                         {"policy.md": HEAD + FEE, "appeal.md": HEAD + APPEAL.replace("thirty", "twenty")}),
    "split-dropped": Case({"policy.md": HEAD + FEE + "\n" + APPEAL}, {"policy.md": HEAD + FEE},
                          {"policy.md": HEAD + FEE, "appeal.md": HEAD + APPEAL},
                          {"policy.md": HEAD + FEE, "appeal.md": HEAD.rstrip("\n") + "\n"}),
    "split-deleted": Case({"policy.md": HEAD + FEE + "\n" + APPEAL}, {},
                          {"policy.md": HEAD + FEE, "appeal.md": HEAD + APPEAL},
                          {"appeal.md": HEAD + APPEAL}, ((Scope.FILE, ""),)),
    "joined-edited": Case({"policy.md": HEAD + FEE, "appeal.md": HEAD + APPEAL},
                          {"policy.md": HEAD + FEE, "appeal.md": HEAD + APPEAL.replace("thirty", "twenty")},
                          {"policy.md": HEAD + FEE + "\n" + APPEAL},
                          {"policy.md": HEAD + FEE + "\n" + APPEAL.replace("thirty", "twenty")}),
    # The source deletes a file that the scheme …
    "deleted-untouched": Case({"a.md": FORM}, {"a.md": FORM}, {}, {}, (), (FileFate.RETIRED,)),
    "deleted-edited": Case({"a.md": FORM}, {"a.md": EDITED}, {}, {"a.md": EDITED}, ((Scope.FILE, "a.md"),)),
    "deleted-moved": Case({"a.md": FORM}, {"own/a.md": FORM}, {}, {}),
    "deleted-deleted": Case({"a.md": FORM}, {}, {}, {}),
    "deleted-with-entries": Case({"r.csv": REGISTER}, {"r.csv": REGISTER + "1,May\n"}, {},
                                 {"r.csv": REGISTER + "1,May\n"}),
    # The source adds a file that the scheme …
    "added": Case({}, {}, {"a.md": FORM}, {"a.md": FORM}, (), (FileFate.NEW,)),
    "added-by-both-alike": Case({}, {"a.md": FORM}, {"a.md": FORM}, {"a.md": FORM}),
    "added-by-both": Case({}, {"a.md": OTHER}, {"a.md": FORM}, {"a.md": OTHER}, ((Scope.FILE, "a.md"),)),
    "added-by-both-in-other-letters": Case({}, {"A.md": OTHER}, {"a.md": FORM}, {"A.md": OTHER},
                                           ((Scope.FILE, "A.md"),)),
    # The source changes a file that the scheme …
    "changed-untouched": Case({"a.md": FORM}, {"a.md": FORM}, {"a.md": LONGER}, {"a.md": LONGER}),
    "changed-edited": Case({"a.md": FORM}, {"a.md": EDITED}, {"a.md": LONGER}, {"a.md": BOTH}),
    "changed-edited-in-the-same-words": Case({"a.md": FORM}, {"a.md": FORM.replace("to us", "to him")},
                                             {"a.md": FORM.replace("to us", "to her")},
                                             {"a.md": FORM.replace("to us", "to him")}, ((PASSAGE, "a.md"),)),
    "changed-alike": Case({"a.md": FORM}, {"a.md": LONGER}, {"a.md": LONGER}, {"a.md": LONGER}),
    "changed-moved": Case({"a.md": FORM}, {"own/a.md": FORM}, {"a.md": LONGER}, {"own/a.md": LONGER}),
    "changed-deleted": Case({"a.md": FORM}, {}, {"a.md": LONGER}, {}, ((Scope.FILE, "a.md"),)),
    "unchanged-deleted": Case({"a.md": FORM}, {}, {"a.md": FORM}, {}),
    "unchanged-edited": Case({"a.md": FORM}, {"a.md": EDITED}, {"a.md": FORM}, {"a.md": EDITED}, (),
                             (FileFate.KEPT,)),
    # Registers and pictures
    "a-register-with-entries": Case({"r.csv": REGISTER}, {"r.csv": REGISTER + "1,May\n"}, {"r.csv": "case,day\n"},
                                    {"r.csv": REGISTER + "1,May\n", "r-1.1.0.csv": "case,day\n"}, (),
                                    (FileFate.BESIDE,)),
    "an-empty-register": Case({"r.csv": REGISTER}, {"r.csv": REGISTER}, {"r.csv": "case,day\n"},
                              {"r.csv": "case,day\n"}),
    "a-register-with-other-columns": Case({"r.csv": REGISTER}, {"r.csv": "number,received\n"}, {"r.csv": "case,day\n"},
                                          {"r.csv": "number,received\n"}, ((Scope.FILE, "r.csv"),)),
    "a-picture": Case({"p.png": b"\x89one"}, {"p.png": b"\x89own"}, {"p.png": b"\x89two"},
                      {"p.png": b"\x89own", "p-1.1.0.png": b"\x89two"}),
    "a-file-without-an-ending": Case({"forms/README": b"one"}, {"forms/README": b"own"}, {"forms/README": b"two"},
                                     {"forms/README": b"own", "forms/README-1.1.0": b"two"}, (), (FileFate.BESIDE,)),
    "a-dot-in-the-folder": Case({"v1.0/README": b"one"}, {"v1.0/README": b"own"}, {"v1.0/README": b"two"},
                                {"v1.0/README": b"own", "v1.0/README-1.1.0": b"two"}),
    "a-picture-whose-new-name-is-taken": Case(
        {"p.png": b"\x89one"}, {"p.png": b"\x89own", "P-1.1.0.png": b"\x89mine", "p-1.1.0-2.png/a": b""},
        {"p.png": b"\x89two"},
        {"p.png": b"\x89own", "P-1.1.0.png": b"\x89mine", "p-1.1.0-2.png/a": b"", "p-1.1.0-3.png": b"\x89two"}),
    "a-picture-that-lies-beside-already": Case(
        {"p.png": b"\x89one"}, {"p.png": b"\x89own", "p-1.1.0.png": b"\x89two"}, {"p.png": b"\x89two"},
        {"p.png": b"\x89own", "p-1.1.0.png": b"\x89two"}, (), (FileFate.BESIDE,)),
    # Marks and bytes
    "a-byte-order-mark": Case({"a.md": FORM}, {"a.md": "\ufeff" + EDITED}, {"a.md": LONGER}, {"a.md": "\ufeff" + BOTH}),
    "no-text-of-ours": Case({"a.md": FORM, "b.md": OTHER}, {"a.md": b"\xff\xfeown", "b.md": OTHER},
                            {"a.md": LONGER, "b.md": OTHER + "More.\n"},
                            {"a.md": b"\xff\xfeown", "a-1.1.0.md": LONGER, "b.md": OTHER + "More.\n"}),
    "no-text-of-the-sources": Case({"a.md": FORM}, {"a.md": EDITED}, {"a.md": b"\xff\xfe"},
                                   {"a.md": EDITED, "a-1.1.0.md": b"\xff\xfe"}),
    "no-text-retired": Case({"a.md": FORM}, {"a.md": b"\xffown"}, {}, {"a.md": b"\xffown"}, (), (FileFate.KEPT,)),
    "no-text-unchanged": Case({"a.md": FORM}, {"a.md": b"\xffown"}, {"a.md": FORM}, {"a.md": b"\xffown"}),
    "an-own-file": Case({}, {"own.md": OTHER}, {}, {"own.md": OTHER}),
}


def after(ours: Files, merged: MergedTree) -> dict[str, bytes]:
    return {path: data for path, data in {**ours, **merged.changes}.items() if data is not None}


class TestFiles:
    """The source renames, splits, deletes or adds a file that the scheme edited, moved, deleted or also added."""

    @pytest.mark.parametrize("case", CASES.values(), ids=CASES)
    def test_each_has_an_answer(self, case: Case) -> None:
        ours = tree(case.ours)
        merged = merge_trees(tree(case.base), ours, tree(case.source), NAMES)
        assert after(ours, merged) == tree(case.after)
        assert tuple((item.scope, item.file) for item in merged.decisions) == case.decisions
        if case.fates:
            assert tuple(item.fate for item in merged.outcomes) == case.fates

    @pytest.mark.parametrize("case", CASES.values(), ids=CASES)
    def test_no_word_is_lost(self, case: Case) -> None:
        """Every word that a side put in is in the files, in a decision, or was taken out again by the other alone."""
        ours = tree(case.ours)
        merged = merge_trees(tree(case.base), ours, tree(case.source), NAMES)
        kept = " ".join([*(data.decode("utf-8", "replace") for data in after(ours, merged).values()),
                         *(f"{item.ours} {item.source} {item.base}" for item in merged.decisions)]).split()
        before = " ".join(data.decode("utf-8", "replace") for data in tree(case.base).values()).split()
        for side in (case.ours, case.source):
            words = " ".join(data.decode("utf-8", "replace") for data in tree(side).values()).split()
            assert set(words) - set(before) <= set(kept)

    @pytest.mark.parametrize("case", CASES.values(), ids=CASES)
    def test_again_changes_nothing(self, case: Case) -> None:
        """With the new source as the base, nothing is left to take."""
        source = tree(case.source)
        once = after(tree(case.ours), merge_trees(tree(case.base), tree(case.ours), source, NAMES))
        again = merge_trees(source, once, source, NAMES)
        assert (dict(again.changes), again.decisions) == ({}, ())

    def test_an_entry_is_in_no_decision(self) -> None:
        """Entries name people: a register that holds some is never copied into the record."""
        for source in ({}, {"r.csv": b"case,day\n"}):
            merged = merge_trees({"r.csv": b"case\n"}, {"r.csv": b"case\nDurand\n"}, source, NAMES)
            assert "Durand" not in repr(merged.decisions)

    @pytest.mark.parametrize("file", ["p.png", "r.csv", "a.md"])
    def test_what_no_record_can_hold_was_deleted(self, file: str) -> None:
        """The source changed a picture that the scheme deleted: it stays left out, and that is told."""
        merged = merge_trees({file: b"\x89one"}, {}, {file: b"\x89two"}, NAMES)
        assert (dict(merged.changes), merged.decisions) == ({}, ())
        [told] = merged.outcomes
        assert (told.file, told.words) == (file, "changed in the source, deleted by you; it stays left out")

    @pytest.mark.parametrize("source", [{}, {"forms/r.csv": b"name,what,date\nexample,x,\n"}],
                             ids=["retired", "changed"])
    def test_the_example_row_was_replaced(self, source: dict[str, bytes]) -> None:
        """A case in the place of the example is an entry too, though the register is no longer than it came."""
        ours = {"forms/r.csv": b"name,what\nMaria Lopez,toxic\n"}
        merged = merge_trees({"forms/r.csv": b"name,what\nexample,x\n"}, ours, source, NAMES)
        assert merged.decisions == ()
        assert after(ours, merged)["forms/r.csv"] == ours["forms/r.csv"]


FILES = st.dictionaries(st.sampled_from(["a.md", "b.md", "c/d.md", "r.csv", "policy.md"]),
                        st.sampled_from([FORM, EDITED, LONGER, BOTH, OTHER, HEAD + FEE, HEAD + FEE + "\n" + APPEAL,
                                         HEAD + APPEAL, REGISTER, REGISTER + "1,May\n"]).map(str.encode), max_size=4)


class TestLaws:
    """merge(b,b,t)=t; merge(b,o,b)=o; merge(b,x,x)=x, for whole trees."""

    @given(FILES, FILES)
    def test_only_the_source_changed(self, base: dict[str, bytes], source: dict[str, bytes]) -> None:
        merged = merge_trees(base, base, source, NAMES)
        assert (after(base, merged), merged.decisions) == (source, ())

    @given(FILES, FILES)
    def test_only_the_scheme_changed(self, base: dict[str, bytes], ours: dict[str, bytes]) -> None:
        merged = merge_trees(base, ours, base, NAMES)
        assert (after(ours, merged), merged.decisions) == (ours, ())

    @given(FILES, FILES)
    def test_both_changed_alike(self, base: dict[str, bytes], both: dict[str, bytes]) -> None:
        merged = merge_trees(base, both, both, NAMES)
        assert (after(both, merged), merged.decisions) == (both, ())


def test_partners() -> None:
    """The same bytes first, then mostly the same words; the same name in another folder before another name."""
    assert partners({"x/a.md": FORM.encode()}, {"b.md": FORM.encode(), "a.md": FORM.encode()}) == {"x/a.md": "a.md"}
    assert partners({"x.md": LONGER.encode()}, {"a.md": OTHER.encode(), "b.md": FORM.encode()}) == {"x.md": "b.md"}
    assert partners({"x.md": OTHER.encode()}, {"b.md": FORM.encode()}) == {}


def test_many_alike_files_take_no_long_time() -> None:
    """A hostile source of hundreds of files that are all alike: the comparisons are bounded."""
    words = "word " * 2000
    base = {f"a{number}.md": f"{words}{number}".encode() for number in range(240)}
    source = {f"b{number}.md": f"{words}{number} more".encode() for number in range(240)}
    merged = merge_trees(base, base, source, NAMES)
    assert after(base, merged) == source
