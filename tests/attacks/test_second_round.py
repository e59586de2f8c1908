"""What a second round of attacks found: texts that take for ever, ends in a traceback, words that pose as ours."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from schemekit.adopt.answers import Answers
from schemekit.adopt.links import _LINK
from schemekit.adopt.rendering import template_values
from schemekit.cli.terminal import one_line, visible
from schemekit.errors import GitError, HostileContentError, UsageError
from schemekit.files.schemas import FINDING_LIMIT, findings_of
from schemekit.git.address import Address
from schemekit.git.history import _day
from schemekit.git.objects import ObjectStore
from schemekit.git.repository import Repository
from schemekit.library.opening import open_library
from schemekit.library.registry import refuse_lookalike, resolved
from schemekit.model.finding import Finding, FindingsError
from schemekit.model.module import Module
from schemekit.model.parameter import text_issues
from schemekit.publish.checkout import Checkout
from schemekit.text.comparing.diff import compare
from schemekit.text.document import Document
from schemekit.text.linting.module_files import file_findings, text_findings
from schemekit.text.merging.word_merge import merge_wordings
from schemekit.text.template_grammar import parse_template
from tests.attacks.arena import patience
from tests.builders import TEXT, GitFolder, LibraryBuilder, policy_text, sample_module

MANIFEST = "format: 1\nid: northern\nname: Northern\nlicence: CC-BY-4.0\n"
TEMPLATE = "{{cookiecutter.module}}"


def _clauses(letter: str, number: int, mark: bool = True) -> Document:
    heads = (f"## {letter} {i}" + (f" {{ #{letter.lower()}{i} }}" if mark else "") for i in range(number))
    return Document.parse("# T\n\n" + "".join(f"{head}\n\nWords {letter}.\n\n" for head in heads))


def test_no_heading_takes_for_ever() -> None:
    """Headings with runs of blanks, and tens of thousands of equal ones, are read in one pass."""
    with patience(10):
        Document.parse("# a" + " " * 100_000 + "x")
        assert len(Document.parse("# a\n" * 30_000).clauses) == 29_999


def test_no_link_takes_for_ever() -> None:
    """Openings of links that never close are looked at once each; links with brackets are links still."""
    with patience(5):
        assert not list(_LINK.finditer("](a" * 300_000))
    assert [match["target"] for match in _LINK.finditer("[x](a(1).md) [y](#z)")] == ["a(1).md", "#z"]


@pytest.mark.parametrize("mark", [True, False], ids=["ids", "no-ids"])
def test_no_comparison_takes_for_ever(mark: bool) -> None:
    """Clauses by the thousand without a counterpart cost no more than their number."""
    with patience(20):
        compare(_clauses("A", 8_000), Document.parse("# T\n"))
        compare(_clauses("A", 8_000), _clauses("B", 8_000, mark))


@pytest.mark.parametrize(("old", "new"), [
    ("a " * 1_400, "a b " * 700), ("a " * 100_000, "b " * 100_000), ("a b " * 40_000, "b a a " * 30_000),
], ids=["one-word", "other-word", "turned"])  # fmt: skip
def test_no_merge_takes_for_ever(old: str, new: str) -> None:
    """A clause that says one word over and over is merged in bounded time, and nothing of ours is lost."""
    with patience(20):
        text = merge_wordings(f"s {old} e", f"mine {new} e", f"s {old} theirs").text
    assert "mine" in text


@pytest.mark.parametrize("rest", [
    'libraries:\n  x: "a://' + ":a" * 400_000 + '"\n',
    "".join(f"key{i}: 1\n" for i in range(60_000)),
    "modules:\n" + "".join(f"  Key {i}: 1\n" for i in range(60_000)),
], ids=["address", "unknown-keys", "names"])  # fmt: skip
def test_no_file_takes_for_ever(rest: str) -> None:
    """An address of colons, or keys by the ten thousand, are findings: the first ones, and that there are more."""
    with patience(20):
        found = findings_of(MANIFEST + rest, "scheme", "scheme.yaml")
    assert 0 < len(found) <= FINDING_LIMIT + 1


def test_odd_characters_behind_many_lines_are_placed_at_once() -> None:
    """The place of a character is counted, not walked to."""
    with patience(20):
        found = findings_of("\n" * 1_500_000 + "\x07" * 300, "scheme", "scheme.yaml")
    assert found[0].line in (0, 1_500_001)


@pytest.mark.parametrize("name", ["HEAD", "config", "packed-refs"])
def test_a_pipe_among_gits_files_is_refused(tmp_path: Path, name: str) -> None:
    """git would wait for ever for what the pipe has to say."""
    repository = GitFolder(tmp_path / "sent")
    repository.commit("One", {"a": "a"})
    place = repository.path / ".git" / name
    place.unlink(missing_ok=True)
    os.mkfifo(place)
    with patience(10), pytest.raises((HostileContentError, GitError)):
        ObjectStore(repository.path).head()


def test_a_pipe_anywhere_else_ends_with_patience(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a pipe is not looked for, git is ended when it gives no answer."""
    monkeypatch.setattr("schemekit.git.command.READING_SECONDS", 0.5)
    repository = GitFolder(tmp_path / "sent")
    commit = repository.commit("One", {"a": "a"})
    stored = repository.path / ".git" / "objects" / commit[:2] / commit[2:]
    stored.unlink()
    os.mkfifo(stored)
    store = ObjectStore(repository.path)
    with patience(10), pytest.raises(GitError):
        store.head()


def test_a_lock_without_a_value_is_a_finding() -> None:
    """A lock from which a value was taken names itself, and nothing ends in a traceback."""
    from schemekit.files.schemas import load

    module = Module.from_mapping(load(sample_module("guests")["module.yaml"], "module", "module.yaml"))
    with pytest.raises(FindingsError) as told:
        template_values(module, {"scheme_name": "Northern"})
    assert told.value.findings[0].file == "scheme.lock"
    assert "answer_days" in str(told.value.findings[0])


@pytest.mark.parametrize("words", [
    "{% if " + " and ".join(["cookiecutter.a"] * 3_000) + " %}x{% endif %}",
    "{% if cookiecutter.a %}x" + "{% elif cookiecutter.a %}x" * 3_000 + "{% endif %}",
], ids=["and", "elif"])  # fmt: skip
def test_conditions_without_end_are_findings(words: str) -> None:
    """The depth of a template is bounded as it is read, so that filling it in cannot run out of stack."""
    with pytest.raises(FindingsError):
        parse_template(words, "policy.md")


@pytest.mark.parametrize("zone", ["+1", "", "+", "-x", "+99", "+9999", "١"])
def test_any_time_zone_is_read(zone: str) -> None:
    """A commit can claim any zone."""
    assert _day("0", zone) in ("", "1970-01-01", "1969-12-31")


def test_a_ledger_that_is_no_utf8_is_a_finding(tmp_path: Path) -> None:
    """The maintainer is told of the byte."""
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "releases.yaml").write_bytes(b"format: 1\nreleases: [] # \xff\n")
    with pytest.raises(FindingsError):
        Checkout(tmp_path).ledger()


def test_the_home_of_nobody_is_a_usage_error(tmp_path: Path) -> None:
    """`library add x '~nosuch/y'` ends in words."""
    with pytest.raises(UsageError):
        resolved("~nosuch-user-here/y", tmp_path)


def test_answers_come_from_a_plain_file(tmp_path: Path) -> None:
    """A device has no end, and a file of gigabytes is not taken into memory."""
    with patience(10):
        with pytest.raises(UsageError):
            Answers.read_file(Path("/dev/zero"))
        huge = tmp_path / "answers.yaml"
        with huge.open("wb") as stream:
            stream.truncate(10_000_000_000)
        with pytest.raises(FindingsError):
            Answers.read_file(huge)


@pytest.mark.parametrize("text", ["a\nschemekit: all is well", "a\r\n\tb", "a\u2028b", "a" + " " * 200 + "b"])
def test_words_from_elsewhere_stay_on_their_line(text: str) -> None:
    """No title or subject adds a line of its own, or moves into the next column."""
    assert "\n" not in one_line(text)
    assert "  " not in one_line(text)
    assert "\n" not in str(Finding(code="x", found=text, wanted="", fix=""))


@pytest.mark.parametrize("char", ["\u3164", "\u00ad", "\u115f", "\uffa0", "\u200c", "\u2060", "\u180e", "\u202e"])
def test_what_does_not_show_is_written_out(char: str) -> None:
    """Two names that look alike are told apart on the screen."""
    assert visible(f"ab{char}c") == f"ab\\u{ord(char):04x}c"


def test_joiners_that_belong_to_a_script_stay() -> None:
    """Persian is written with them."""
    assert visible("می\u200cخواهم") == "می\u200cخواهم"


@pytest.mark.parametrize("char", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_no_value_turns_the_direction_of_writing(char: str) -> None:
    """A value reads as it is."""
    assert text_issues(f"10{char} days")


def test_no_subject_and_no_mailmap_hides_who_changed_a_line(tmp_path: Path) -> None:
    """The author is told as the commit has it."""
    folder = GitFolder(tmp_path / "sent")
    folder.git("config", "user.name", "Mallory")
    folder.git("config", "user.email", "mallory@example.org")
    mailmap = "Board <b@example.org> <mallory@example.org>\n"
    folder.commit("Adopt grievance 9.9.9", {"a.md": "one\n", ".mailmap": mailmap})
    (change,) = Repository(folder.path).line_changes("a.md")
    assert change.author == folder.git("log", "-1", "--no-mailmap", "--format=%an") != "Board"


@pytest.mark.parametrize("path", [
    f"{TEMPLATE}/adoption.yaml", f"{TEMPLATE}/ADOPTION.yaml", "hooks/pre_prompt.py", "hooks/a.md", f"{TEMPLATE}/.envrc",
    ".vscode/tasks.json", ".github/workflows/x.yaml", f"{TEMPLATE}/x.html", f"{TEMPLATE}/x.svg", f"{TEMPLATE}/x.yaml",
    f"{TEMPLATE}/cookiecutter.json", "Makefile", "setup.py", f"{TEMPLATE}/x.docm",
])  # fmt: skip
def test_a_module_holds_only_data(path: str) -> None:
    """Files that other programs act upon are refused, when linted and when pulled."""
    assert [finding.code for finding in file_findings({path: ""}, "m")] == ["file-kind"]


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "a <b>bold</b> word", "10\u202e days", "<!-- x -->"])
def test_a_strangers_text_with_html_or_turned_writing_is_not_pulled(tmp_path: Path, words: str) -> None:
    """What was never linted here is looked at when it is pulled."""
    library = LibraryBuilder(tmp_path / "library")
    library.release("guests", "1.0.0", {**sample_module("guests"), TEXT: f"{policy_text('guests')}\n{words}\n"})
    opened = open_library("efc", str(library.path), offline=True)
    with pytest.raises(FindingsError):
        opened.pull(opened.ledger().releases[0])


def test_code_and_signs_in_a_text_are_no_html() -> None:
    """Only what a reader's tool would take for HTML is refused."""
    text = b"`<b>` and \\<b> and 3 < 4\n\n    <b>\n\n<https://example.org>\n"
    assert not list(text_findings({f"{TEMPLATE}/policy.md": text}, "m"))


def test_the_released_modules_are_data() -> None:
    """What is refused is nothing that the tool's own library has."""
    from schemekit.library.embedded import embedded_library

    library = embedded_library()
    for release in library.ledger().releases:
        library.pull(release)


@pytest.mark.parametrize("name", ["scheme-kit", "schemekit-", "scheme_kit", "schemekits", "shemekit", "schemeklt",
                                  "schmeekit", "SchemeKit"])
def test_no_library_looks_like_the_tools_own(name: str) -> None:
    """A name that a reader would mistake is refused, on the list and in scheme.yaml."""
    with pytest.raises(HostileContentError):
        refuse_lookalike(name)
    with pytest.raises(HostileContentError):
        open_library(name, "/", offline=True)


@pytest.mark.parametrize("name", ["schemekit", "efc", "scheme", "kit", "chemistry"])
def test_other_names_are_free(name: str) -> None:
    """Only what is near is refused."""
    refuse_lookalike(name)


@pytest.mark.parametrize("url", ["//host/share", "\\\\host\\share", "file:////host/share", "file:///\\\\host\\share",
                                 "file:///%2Fhost/share", "/\\host/share"])
def test_no_address_signs_in_elsewhere(url: str) -> None:
    """Windows would send the user's name and password's digest to the other computer."""
    with pytest.raises(HostileContentError):
        Address.parse(url)
