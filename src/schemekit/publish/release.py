"""Releasing a module: linted, weighed against its newest release, written into the ledger, and committed as one.

A release is found by its tree id later, so that what the ledger says and what git recorded are compared at the end;
if anything fails on the way, the folder and the history are as they were.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from schemekit.errors import ReleaseRefusedError, UsageError
from schemekit.files.digest import digest_of, tree_id
from schemekit.files.journal import Commit, Step
from schemekit.git.repository import Repository
from schemekit.model.finding import Finding, FindingsError, has_errors
from schemekit.model.release import Release
from schemekit.model.version import Bump, Version
from schemekit.publish.checkout import LEDGER, Checkout
from schemekit.publish.crosswalks import refuse_other_version
from schemekit.publish.ledger import refuse_unsaved, with_release
from schemekit.publish.lint import lint_library
from schemekit.publish.past import Past, module_of
from schemekit.publish.writing import RELEASED_TRAILER, TREE_TRAILER, finish_interrupted, library_writing, write_step
from schemekit.text.bump import BumpReason, needed_bump
from schemekit.text.changelog import released, unreleased_notes
from schemekit.text.linting.files import CHANGELOG, COOKIECUTTER_JSON

FIRST = Version("1.0.0")
_MADE = frozenset({CHANGELOG, COOKIECUTTER_JSON})


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What a release of a module would be.

    Shape: `previous` is None before the first release; `reasons` are the changes since, heaviest first;
    `needed` is the smallest weight they allow, `bump` the one that was chosen; `unreleased` is what the changelog
    says so far; `warnings` are what lint found and lets pass; `digest` is of the files that were assessed.
    """

    module: str
    previous: Release | None
    version: Version
    needed: Bump
    bump: Bump
    reasons: tuple[BumpReason, ...]
    unreleased: str
    warnings: tuple[Finding, ...]
    digest: str

    @property
    def tag(self) -> str:
        """`grievance/v1.1.0`."""
        return f"{self.module}/v{self.version}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """A release that was made. `commit` holds it and the ledger; `tag` is empty where none was asked for."""

    assessment: Assessment
    release: Release
    commit: str
    tag: str = ""


def release(
    root: Path, module_id: str, *, note: str, date: str, wanted: Bump | None = None, tag: bool = False
) -> Released:
    """Release a module of a library.

    Shape: `wanted` None takes the weight that the changes need; `date` is YYYY-MM-DD.
    Raises: FindingsError when lint finds errors; ReleaseRefusedError with the reasons when a promise would be broken;
    GitError, IntegrityError when git does not record what the ledger says. After a failure all is as before.
    Basis: docs/decisions/0007-bump-from-the-clause-diff.md.
    """
    return carry_out(root, assess(root, module_id, wanted), note=note, date=date, tag=tag)


def assess(root: Path, module_id: str, wanted: Bump | None = None) -> Assessment:
    """Lint a module and weigh it against its newest release; writes nothing. Raises as `release`."""
    finish_interrupted(root)
    checkout = Checkout(root)
    checkout.known(module_id)
    report = lint_library(root, [module_id])
    if has_errors(report.findings):
        raise FindingsError(report.findings)
    ledger, files = checkout.ledger(), checkout.files(module_id)
    releases = ledger.of(module_id)
    history = Past.read(Repository(root), releases)
    history.refuse_broken(module_of(files, module_id))
    reasons = history.reasons(files, module_id)
    needed = Bump.MAJOR if not releases else needed_bump(reasons)
    bump = _chosen(module_id, wanted, needed, reasons, releases[-1] if releases else None)
    version = releases[-1].version.bumped(bump) if releases else FIRST
    refuse_other_version(module_id, files, releases, version)
    return Assessment(
        module=module_id,
        previous=releases[-1] if releases else None,
        version=version,
        needed=needed,
        bump=bump,
        reasons=reasons,
        unreleased=unreleased_notes(files.get(CHANGELOG, b"").decode("utf-8")),
        warnings=report.findings,
        digest=digest_of(files),
    )


def carry_out(root: Path, assessment: Assessment, *, note: str, date: str, tag: bool = False) -> Released:
    """Write, commit and verify what was assessed. Raises as `release`."""
    checkout, repository = Checkout(root), Repository(root)
    with library_writing(root):
        if digest_of(checkout.files(assessment.module)) != assessment.digest:
            raise ReleaseRefusedError(
                f"{assessment.module} was changed while it was being released",
                why="what was linted and weighed is not what stands there now",
                fix="give the command again",
            )
        _refuse_unready(checkout, repository, assessment, note, tag)
        entry, changes = _planned(checkout, assessment, note.strip(), date)
        commit = Commit(
            message=f"Release {entry.name}\n\n{entry.note}",
            trailers=((RELEASED_TRAILER, entry.name), (TREE_TRAILER, entry.tree)),
            paths=(checkout.folder(assessment.module), LEDGER),
            tag=assessment.tag if tag else "",
        )
        made = write_step(root, Step(changes=changes, commit=commit))
    return Released(assessment=assessment, release=entry, commit=made, tag=commit.tag)


def _chosen(
    module_id: str, wanted: Bump | None, needed: Bump, reasons: tuple[BumpReason, ...], previous: Release | None
) -> Bump:
    """The weight that is taken; refused where it is too small or nothing changed."""
    if needed is Bump.NONE:
        assert previous is not None
        raise ReleaseRefusedError(
            f"nothing in {module_id} changed since {previous.version}",
            why="a release says that something is different, and adopters would look for it in vain",
            fix="change the module first; a word about an older release goes into 'schemekit module mark'",
        )
    if wanted is None or wanted >= needed:
        return wanted or needed
    if previous is None:
        raise ReleaseRefusedError(
            f"the first release of {module_id} cannot be {wanted.name.lower()}",
            why="everything in it is new to everybody, so it is 1.0.0",
            fix=f"run 'schemekit module release {module_id}'",
        )
    told = [str(reason) for reason in reasons if reason.bump > wanted]
    raise ReleaseRefusedError(
        f"{module_id} cannot be released as {wanted.name.lower()}: the changes are {needed.name.lower()}",
        why=("adopters read from the version what is asked of them, and these changed:", *told),
        fix=f"run 'schemekit module release {module_id} {needed.name.lower()}', or take the heavier changes back",
    )


def _refuse_unready(
    checkout: Checkout, repository: Repository, assessment: Assessment, note: str, tag: bool
) -> None:
    if not note.strip():
        raise UsageError(
            f"a release of {assessment.module} needs a change note",
            why="adopters read it before anything else",
            fix="add --note 'what changed, naming clauses, and whether meaning or only wording did'",
        )
    refuse_unsaved(checkout, repository)
    if tag and f"refs/tags/{assessment.tag}" in repository.refs():
        raise ReleaseRefusedError(
            f"the tag {assessment.tag} exists already",
            why="a tag that moves would say two things",
            fix="release without --tag, or see what the tag was made for",
        )


def _planned(checkout: Checkout, assessment: Assessment, note: str, date: str) -> tuple[Release, dict[str, bytes]]:
    """The ledger's new entry and the files that change: the changelog first, because the tree id covers it."""
    files = checkout.files(assessment.module)
    changelog = released(files[CHANGELOG].decode("utf-8"), str(assessment.version), date, " ".join(note.split()))
    files[CHANGELOG] = changelog.encode()
    entry = Release(
        module=assessment.module,
        version=assessment.version,
        date=date,
        tree=tree_id(files),
        sha256=digest_of(files),
        bump=assessment.bump.name.lower(),
        note=note,
    )
    ledger = with_release(checkout, entry)
    return entry, {f"{checkout.folder(assessment.module)}/{CHANGELOG}": files[CHANGELOG], LEDGER: ledger.encode()}
