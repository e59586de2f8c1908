"""A scheme that somebody sent as a folder: links, pipes, programs, and a git folder full of traps.

Design, section 6: "no code runs, no path leaves the scheme, no symlink, submodule or special file is followed".
"""

from __future__ import annotations

import os
import shutil
import socket
from pathlib import Path

import pytest

from tests.attacks.arena import READING, SECRET, WRITING, Arena
from tests.builders import GitFolder

SOURCE = ".schemekit/source/grievance"
FILES = (
    "scheme.yaml",
    "scheme.lock",
    "NOTICE.md",
    "REUSE.toml",
    "LICENSES/CC-BY-4.0.txt",
    "policies/grievance/policy.md",
    "policies/grievance/adoption.yaml",
    "policies/grievance/forms/register.csv",
    f"{SOURCE}/module.yaml",
    f"{SOURCE}/{{{{cookiecutter.module}}}}/policy.md",
    ".schemekit/lock",
)
FOLDERS = ("policies", "policies/grievance", "LICENSES", ".schemekit", ".schemekit/source", SOURCE, "docs", "letters")
NEW_PLACES = ("policies/consultation", ".schemekit/source/consultation")
ANY = (0, 1, 2)


def _moved_out(arena: Arena, path: str) -> Path:
    """Put a file or folder of the scheme outside, with the secret in it, and a link in its place."""
    place, out = arena.scheme.path / path, arena.folder / "outside" / "taken"
    if place.exists():
        place.rename(out)
    else:
        out.mkdir()
    if out.is_dir():
        (out / "secret.md").write_text(f"{SECRET}\n", encoding="utf-8")
    else:
        with out.open("a", encoding="utf-8") as stream:
            stream.write(f"# {SECRET}\n")
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(os.path.relpath(out, place.parent))
    return out


@pytest.mark.parametrize("path", [*FILES, *FOLDERS])
def test_a_link(arena: Arena, path: str) -> None:
    """A link is never followed, neither to read nor to write; where it stands in the way it is refused."""
    _moved_out(arena, path)
    arena.survives(*READING, *WRITING, ("save", "x"), codes=ANY)


@pytest.mark.parametrize("path", NEW_PLACES)
def test_a_link_where_something_new_is_to_be_written(arena: Arena, path: str) -> None:
    _moved_out(arena, path)
    arena.survives(("add", "consultation"))


@pytest.mark.parametrize("command", [
    pytest.param(("review",), id="review"),
    pytest.param(("review", "--to", "review/inner"), id="review-below-it"),
    pytest.param(("export", "grievance", "--to", "md", "--out", "review"), id="export"),
    pytest.param(("report", "grievance", "--to", "review/statement.md"), id="report"),
    pytest.param(("sheet", "grievance", "--to", "review/inner/sheet.docx"), id="sheet"),
    pytest.param(("diff", "grievance", "--to", "review/changes.md"), id="diff"),
    pytest.param(("calendar", "--to", "review/due.ics"), id="calendar"),
    pytest.param(("export", "grievance", "--to", "md", "--out", "docs/../review"), id="export-by-another-name"),
])
def test_a_link_where_made_files_go(arena: Arena, command: tuple[str, ...]) -> None:
    """A folder in the scheme that its sender made a link of takes nothing in."""
    out = _moved_out(arena, "review")
    (out / "inner").mkdir()
    with arena.watched():
        told = arena.run(*command)
    assert (told.code, "is a link" in told.err) == (2, True), told.all


def test_made_files_go_into_a_linked_folder_of_ones_own(arena: Arena) -> None:
    """Outside the scheme a link is the person's, as ever."""
    own = arena.folder / "own"
    (own / "real").mkdir(parents=True)
    (own / "link").symlink_to("real")
    assert arena.run("export", "grievance", "--to", "md", "--out", str(own / "link")).code == 0
    assert (own / "real" / "grievance.md").is_file()


@pytest.mark.parametrize("path", FILES)
def test_a_link_to_the_secret_itself(arena: Arena, path: str) -> None:
    """The words of a file from elsewhere get neither onto the screen nor into the scheme."""
    place = arena.scheme.path / path
    place.unlink(missing_ok=True)
    place.symlink_to(arena.secret)
    arena.survives(*READING, *WRITING, codes=ANY)


def test_a_link_that_leads_in_a_circle(arena: Arena) -> None:
    (arena.scheme.path / "policies" / "round").symlink_to(arena.scheme.path / "policies", target_is_directory=True)
    arena.survives(*READING, *WRITING, codes=ANY)


def test_the_folder_itself_is_a_link(arena: Arena) -> None:
    """Who names a link means what it leads to: this is the user's own path, and allowed."""
    link = arena.folder / "shortcut"
    link.symlink_to(arena.scheme.path, target_is_directory=True)
    arena.scheme.path = link
    assert arena.run("list").code == 0


@pytest.mark.parametrize("kind", ["pipe", "socket"])
@pytest.mark.parametrize("path", [
    *FILES, "policies/grievance/pipe.md", f"{SOURCE}/pipe.md", "LICENSES/pipe.txt", "module.yaml",
])  # fmt: skip
def test_a_pipe_or_socket(arena: Arena, path: str, kind: str) -> None:
    """What would make a reader wait for ever is not opened."""
    place = arena.scheme.path / path
    place.unlink(missing_ok=True)
    _make(place, kind)
    commands = READING if kind == "pipe" else READING[:5]
    arena.survives(*commands, *WRITING[:3], codes=ANY)


def _make(place: Path, kind: str) -> None:
    if kind == "pipe":
        os.mkfifo(place)
        return
    here = Path.cwd()
    os.chdir(place.parent)  # the path of a socket may have a hundred characters only
    try:
        socket.socket(socket.AF_UNIX).bind(place.name)
    finally:
        os.chdir(here)


@pytest.mark.parametrize("path", ["HEAD", "config", "index", "packed-refs", "info/exclude", "info/attributes",
                                  "objects/info/alternates", "shallow", "commondir", "config.worktree",
                                  "refs/heads/main", "logs/HEAD"])  # fmt: skip
def test_a_pipe_in_the_git_folder(arena: Arena, path: str) -> None:
    place = arena.scheme.path / ".git" / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.unlink(missing_ok=True)
    os.mkfifo(place)
    arena.survives(*READING, codes=ANY)


@pytest.mark.parametrize("path", [".gitignore", ".gitattributes", "policies/.gitignore", "policies/.gitattributes"])
def test_a_pipe_that_git_would_read(arena: Arena, path: str) -> None:
    place = arena.scheme.path / path
    place.unlink(missing_ok=True)
    os.mkfifo(place)
    arena.survives(*READING, ("save", "x"), codes=ANY)


def test_programs(arena: Arena) -> None:
    """An executable bit means nothing."""
    for path in arena.scheme.path.rglob("*"):
        if path.is_file() and ".git/" not in str(path):
            path.chmod(0o755)
    arena.survives(*READING, codes=(0, 1))


TRAPS = """\
[core]
\tfsmonitor = {program}
\thooksPath = {hooks}
\tsshCommand = {program}
\tpager = {program}
\teditor = {program}
\taskPass = {program}
\tgitProxy = {program}
\talternateRefsCommand = {program}
\tattributesFile = {attributes}
[include]
\tpath = {more}
[filter "evil"]
\tclean = {program}
\tsmudge = {program}
\tprocess = {program}
\trequired = true
[diff]
\texternal = {program}
[diff "evil"]
\ttextconv = {program}
\tcommand = {program}
[merge "evil"]
\tdriver = {program}
[gpg]
\tprogram = {program}
[gpg "ssh"]
\tprogram = {program}
[log]
\tshowSignature = true
[alias]
\tstatus = !{program}
\tlog = !{program}
\trev-parse = !{program}
\tblame = !{program}
\tcat-file = !{program}
[credential]
\thelper = !{program}
[remote "origin"]
\turl = ext::{program}
\tpromisor = true
\tpartialclonefilter = blob:none
\tuploadpack = {program}
[extensions]
\tpartialClone = origin
[uploadpack]
\tpackObjectsHook = {program}
[trailer "x"]
\tcommand = {program}
[interactive]
\tdiffFilter = {program}
[pager]
\tlog = {program}
\tblame = {program}
[sequence]
\teditor = {program}
"""
HOOKS = ("pre-commit", "post-commit", "commit-msg", "prepare-commit-msg", "post-index-change", "post-checkout",
         "reference-transaction", "fsmonitor-watchman", "pre-auto-gc", "post-rewrite")  # fmt: skip


@pytest.fixture
def trapped(arena: Arena) -> Arena:
    """A scheme whose git folder runs the attacker's program wherever git can be told to run one."""
    _sign_newest(arena)
    git = arena.scheme.path / ".git"
    hooks = git / "hooks"
    hooks.mkdir(exist_ok=True)
    for name in HOOKS:
        shutil.copy(arena.program, hooks / name)
    attributes = "* filter=evil diff=evil merge=evil -text\n"
    for place in (arena.scheme.path / ".gitattributes", git / "info" / "attributes", git / "attributes",
                  arena.scheme.path / "policies" / ".gitattributes"):  # fmt: skip
        place.parent.mkdir(exist_ok=True)
        place.write_text(attributes, encoding="utf-8")
    words = {"program": arena.program, "hooks": hooks, "attributes": git / "attributes", "more": git / "more"}
    traps = TRAPS.format(**words)
    (git / "more").write_text(traps.replace("[include]\n", "[nothing]\n"), encoding="utf-8")
    with (git / "config").open("a", encoding="utf-8") as config:
        config.write(traps)
    (arena.scheme.path / ".gitmodules").write_text(
        f'[submodule "x"]\n\tpath = x\n\turl = ext::{arena.program}\n\tupdate = !{arena.program}\n', encoding="utf-8"
    )
    os.utime(arena.scheme.path / "policies" / "grievance" / "policy.md")  # so that git has to look at its content
    return arena


def _sign_newest(arena: Arena) -> None:
    """Give the newest commit a signature, which git checks with a program when it is told to show it."""
    git = GitFolder(arena.scheme.path)
    head, _, message = git.git("cat-file", "commit", "HEAD").partition("\n\n")
    signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n iQ==\n -----END PGP SIGNATURE-----"
    made = git.git("hash-object", "-t", "commit", "-w", "--stdin", given=f"{head}\n{signature}\n\n{message}\n".encode())
    git.git("update-ref", "HEAD", made)


def test_the_traps_work(trapped: Arena) -> None:
    """The test of this test: plain git runs the program at once."""
    GitFolder(trapped.scheme.path)
    os.system(f"cd {trapped.scheme.path} && git status >/dev/null 2>&1")
    assert trapped.marker.exists()


def test_no_reading_command_runs_what_a_git_folder_says(trapped: Arena) -> None:
    told = trapped.survives(*READING, ("show", "efc/guests"), ("validate",), ("completion", "bash"), codes=ANY)
    assert "Adopt" in "".join(one.out for one in told) or told


def test_no_reading_command_runs_anything_with_objects_missing(trapped: Arena) -> None:
    """A promisor remote would be asked for them, by a program of the attacker's choice."""
    for pack in (trapped.scheme.path / ".git" / "objects").glob("??/*"):
        if pack.stat().st_size > 200:
            pack.unlink()
    trapped.survives(*READING, codes=ANY)


def test_commands_that_write_no_history_run_nothing(trapped: Arena) -> None:
    trapped.survives(("set", "grievance.acknowledge_days=3"), ("sync",),
                     ("reason", "grievance", "acknowledgement", "because"), codes=ANY)  # fmt: skip


def test_a_library_with_the_same_traps(trapped: Arena) -> None:
    """A library in a folder is read past its own settings; so is one that is fetched from a folder."""
    library = trapped.folder / "trapped-library"
    shutil.copytree(trapped.library.path, library)
    shutil.copy(trapped.scheme.path / ".git" / "config", library / ".git" / "config")
    shutil.copytree(trapped.scheme.path / ".git" / "hooks", library / ".git" / "hooks", dirs_exist_ok=True)
    (library / ".gitattributes").write_text("* filter=evil diff=evil\n", encoding="utf-8")
    for url in (str(library), library.as_uri()):
        told = trapped.survives(("library", "add", "trapped", url), ("library", "fetch", "trapped"),
                                ("search", "guests"), ("show", "trapped/guests"), ("library", "remove", "trapped"),
                                codes=ANY)  # fmt: skip
        assert "guests" in told[3].out, told[3].all


def test_a_git_folder_that_works_elsewhere(arena: Arena) -> None:
    """core.worktree would make git look at, and commit, the files of another folder."""
    GitFolder(arena.scheme.path).git("config", "core.worktree", str(arena.secret.parent))
    arena.survives(*READING, codes=ANY)
    arena.survives(("save", "x"), codes=ANY)
    log = GitFolder(arena.scheme.path).git("-c", f"core.worktree={arena.scheme.path}", "log", "--all", "--stat")
    assert "secret.txt" not in log


def test_a_git_folder_that_shares_another(arena: Arena) -> None:
    """A file commondir would make git write the branches of the repository that it names."""
    other = GitFolder(arena.folder / "outside" / "other")
    head = other.commit("Private", {"secret.md": f"{SECRET}\n"})
    (arena.scheme.path / ".git" / "commondir").write_text(str(other.path / ".git"), encoding="utf-8")
    arena.survives(*READING, ("save", "x"), codes=ANY)
    assert other.head() == head


@pytest.mark.parametrize("path", [".git", ".git/HEAD", ".git/objects", ".git/index"])
def test_a_git_folder_made_of_links(arena: Arena, path: str) -> None:
    """Another repository of the reader's is not taken for the scheme's."""
    other = GitFolder(arena.folder / "outside" / "other")
    other.commit("Private", {"secret.md": f"{SECRET}\n"})
    place = arena.scheme.path / path
    if place.is_dir():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)
    place.symlink_to(other.path / path)
    head = other.head()
    arena.survives(*READING, codes=ANY)
    assert other.head() == head


def test_a_driver_in_our_own_name(arena: Arena) -> None:
    """What a sent git folder calls schemekit is a program of its sender's, and no command of ours runs it."""
    git = GitFolder(arena.scheme.path)
    for name in ("merge.schemekit.driver", "diff.schemekit.textconv", "diff.schemekit.command", "diff.external"):
        git.git("config", name, str(arena.program))
    git.write({".gitattributes": "* merge=schemekit diff=schemekit\n"})
    policy = arena.scheme.path / "policies" / "grievance" / "policy.md"
    policy.write_text(f"{policy.read_text('utf-8')}\nMore.\n", encoding="utf-8")
    arena.survives(*READING, ("set", "grievance.acknowledge_days=3"), ("sync",), codes=ANY)
    arena.survives(("save", "x"), codes=ANY)
