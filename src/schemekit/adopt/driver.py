"""Setting git up, in one clone, to compare and bring together policy texts by clause; and noticing where it is not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from schemekit.adopt.writing import save, writing
from schemekit.errors import NotASchemeError, SchemekitError
from schemekit.files.given import SIZE_LIMIT, read_given, replace_given
from schemekit.files.paths import inside
from schemekit.files.scheme_folder import SchemeFolder, find_scheme
from schemekit.files.transaction import Step
from schemekit.model.finding import Finding, Severity
from schemekit.text.proposing.attributes import ATTRIBUTES, names_driver, with_block, without_block


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUp:
    """What was done. Shape: `is_changed` says whether .gitattributes, which others get too, is another one now."""

    is_undone: bool
    is_changed: bool

    def to_mapping(self) -> dict[str, object]:
        """The result as `--json` prints it."""
        return {"file": ATTRIBUTES, "changed": self.is_changed, "undone": self.is_undone}


def install(folder: Path, *, undo: bool = False) -> SetUp:
    """Make schemekit git's driver for policy texts in the repository that a folder belongs to, or undo that.

    The settings are this clone's own; the lines in .gitattributes, of the scheme or else of the repository, are shared.
    Raises: GitError where there is no repository; UsageError where .gitattributes cannot be written.
    """
    from schemekit.git import driver
    from schemekit.git.repository import Repository

    root = _scheme_root(folder)
    repository = Repository(root or folder)
    was_there = bool(driver.driver_of(repository.root))
    do, take_back = (driver.take_down, driver.set_up) if undo else (driver.set_up, driver.take_down)
    try:
        do(repository.root)
        return SetUp(is_undone=undo, is_changed=_write(root, repository.root, undo=undo))
    except BaseException:  # Ctrl-C too
        if was_there is undo:
            with suppress(SchemekitError, OSError):  # what is left over harms nobody: git merges by line then
                take_back(repository.root)
        raise


def driver_findings(folder: SchemeFolder) -> Iterator[Finding]:
    """A note where .gitattributes names the driver and this clone does not have it: git then merges by line."""
    from schemekit.git import driver

    try:
        if not (folder.root / ".git").exists() or not names_driver(_text(folder.data(ATTRIBUTES) or b"")):
            return
        named = driver.driver_of(folder.root)
    except SchemekitError:  # no git, or a folder that is not to be trusted: nothing that this note is about
        return
    program = driver.program_of(named)
    if program and Path(program).exists():
        return
    found = "git cannot find the schemekit that it was told of" if named else "git does not know of schemekit here"
    yield Finding(
        code="driver-missing", file=ATTRIBUTES, found=found, wanted="each copy of the scheme told once",
        why="until then git brings texts together by line, and asks where by clause there is nothing to ask",
        fix="schemekit git install", severity=Severity.NOTE,
    )


def _scheme_root(folder: Path) -> Path | None:
    try:
        return find_scheme(folder).root
    except NotASchemeError:
        return None


def _write(scheme: Path | None, repository: Path, *, undo: bool) -> bool:
    """Write .gitattributes, and say whether that changed it."""
    if scheme is not None:
        with writing(scheme) as folder:
            now = folder.data(ATTRIBUTES)
            wanted = _changed(now, undo=undo)
            if wanted != now:
                save(folder, Step(changes={ATTRIBUTES: wanted}))
        return wanted != now
    place = inside(repository, ATTRIBUTES)
    now = read_given(place)[:SIZE_LIMIT] if place.exists() else None
    wanted = _changed(now, undo=undo)
    if wanted != now and wanted is None:
        place.unlink()
    elif wanted != now and wanted is not None:
        replace_given(place, wanted)
    return wanted != now


def _changed(now: bytes | None, *, undo: bool) -> bytes | None:
    """The file as it is to be; None for a file that would hold nothing."""
    if undo:
        text = without_block(_text(now or b""))
        return now if now is None else text.encode("utf-8", "surrogateescape") or None
    return with_block(_text(now or b"")).encode("utf-8", "surrogateescape")


def _text(data: bytes) -> str:
    """The words of a file whose other lines are kept byte for byte, in whatever way they are written."""
    return data.decode("utf-8", "surrogateescape")
