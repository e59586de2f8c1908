"""Proposing a scheme's own improvement to the module it came from: a patch to send, or a branch in a clone.

Private by default: what is proposed is shown first, names and addresses that are left in it have to be seen, and
nothing is sent or pushed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from schemekit.adopt.licences import letters_of
from schemekit.adopt.offer import Offer, Request
from schemekit.adopt.outcome import Adoption, read_adoption
from schemekit.adopt.proposal_base import Base, adopted_base, library_at_hand, newest_base
from schemekit.adopt.proposing import NotCleanError, ProposedClause, Proposing, Wanted
from schemekit.adopt.wanted import named, wanted
from schemekit.adopt.writing import reading, save, writing
from schemekit.errors import (
    GitError,
    LicenceBlockedError,
    SchemekitError,
    UnknownNameError,
    UsageError,
)
from schemekit.files.new_file import refuse_taken, write_new
from schemekit.files.transaction import Step
from schemekit.files.yaml import read_yaml
from schemekit.licence.verdict import Answer, Use, Verdict, judge
from schemekit.model.finding import Finding, Severity
from schemekit.model.module import Module
from schemekit.model.parameter import Tailoring
from schemekit.text.document import PREAMBLE
from schemekit.text.linting.lint import lint_module
from schemekit.text.proposing.filling import Filling, addresses_in, fillings_of, is_distinctive
from schemekit.text.proposing.patch_message import ProposalMessage

if TYPE_CHECKING:
    from schemekit.git.repository import Repository
    from schemekit.library.library import Library

NOTE_LIMIT = 2000


def propose(root: Path, request: Request) -> Offer:
    """What a proposal of some clauses would be; nothing is written.

    Raises: UnknownNameError, UsageError (nothing differs), LicenceBlockedError, FindingsError, ProposalRefusedError,
    IntegrityError when the pulled source was changed; GitError when the clone is none of the library.
    """
    adoption = read_adoption(reading(root), request.module)
    _refuse_long(request.note)
    chosen = tuple(wanted(adoption, name) for name in named(adoption, request.clauses))
    _refuse_unknown_parameters(adoption.module, (*request.blank, *request.keep))
    verdicts = _verdicts(adoption, chosen)
    adopted = adopted_base(adoption)
    made, base, clauses, notes = _made(adoption, request, adopted, chosen)
    folder = f"policies/{adoption.id}"
    after = {path: data for path, data in made.files.items() if base.files.get(path) != data}
    return Offer(
        adoption=adoption, request=request, adopted=adopted, base=base, clauses=clauses,
        notes=(*notes, *_notes(adoption, clauses, verdicts, after)),
        objections=tuple(_objections(adoption, request, clauses, verdicts)),
        lint=tuple(_lint(base, after)),
        message=_message(adoption, request, adopted, base, clauses, verdicts),
        before={f"{folder}/{path}": base.files[path] for path in sorted(after)},
        after={f"{folder}/{path}": after[path] for path in sorted(after)},
    )


def patch_of(root: Path, offer: Offer) -> bytes:
    """The offer as a mail with a patch, which `git am` takes. Raises: GitError when git does not know its author."""
    from schemekit.git.patch import Author, format_patch

    author = Author.of(root)
    return format_patch(offer.before, offer.after, _signed(offer, author.line).text, author)


def write_patch(root: Path, offer: Offer, place: Path) -> None:
    """Write the patch to a file that is not there yet, whole or not at all. Raises: as `patch_of`; UsageError."""
    place = place.parent.resolve() / place.name   # for `../acknowledgement.patch`, which is outside of the scheme
    refuse_taken(place)
    data = patch_of(root, offer)
    if not place.is_relative_to(root.resolve()):
        write_new(place, data)
        return
    inner = place.relative_to(root.resolve()).as_posix()
    with writing(root) as folder:
        refuse_taken(place)
        save(folder, Step(changes={inner: data}))


def make_branch(root: Path, offer: Offer, clone: Path, branch: str) -> str:
    """Make a branch with the proposal in a clone of the library, and return its commit.

    Nothing that is checked out there is touched, and nothing is pushed. Raises: GitError, UsageError.
    """
    from schemekit.git.patch import Author, new_branch
    from schemekit.git.repository import Repository

    repository = Repository(clone)
    try:
        commit = _commit_in(repository, offer.base)
        author = Author.of(root)
        message = _signed(offer, author.line).text
        return new_branch(repository, branch, commit, offer.after, message, author)
    finally:
        repository.close()


def refuse_branch_name(clone: Path, branch: str) -> None:
    """Refuse a branch that is there already, or cannot be, before anything is worked out."""
    from schemekit.git.patch import refuse_branch
    from schemekit.git.repository import Repository

    refuse_branch(Repository(clone), branch)


def _refuse_long(note: str) -> None:
    if len(note) > NOTE_LIMIT:
        raise UsageError("the note is too long", why=f"it has {len(note)} characters",
                         fix=f"say it in at most {NOTE_LIMIT}, and the rest in your letter")


def _refuse_unknown_parameters(module: Module, names: Sequence[str]) -> None:
    known = [parameter.name for parameter in module.parameters]
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            raise UnknownNameError(f"{module.id} has no parameter '{name[:60]}'", why="--blank and --keep name one",
                                   fix=f"did you mean '{near[0]}'?" if near else
                                   f"see them with 'schemekit show {module.id}'")


# --- the licence -------------------------------------------------------------------------------------

def _verdicts(adoption: Adoption, chosen: Sequence[Wanted]) -> tuple[Verdict, ...]:
    """What the licences say: the module's own to a changed text, and that of borrowed words to the module's.

    Raises: LicenceBlockedError. The first verdict is the module's own.
    """
    module, scheme = adoption.module, adoption.scheme
    setting = scheme.modules.get(adoption.id)
    letter = letters_of(scheme).get(setting.permission) if setting else None
    own = judge(module.licence, module.licence, Use.ADAPTATION, letter=letter)
    if own.answer is Answer.BLOCKED:
        raise _blocked(f"{adoption.id} may not be changed: its licence is {module.licence}", own)
    found = [own]
    for item in chosen:
        recorded = adoption.record.deviation(item.id)
        if recorded is not None and recorded.licence:
            verdict = judge(recorded.licence, module.licence, Use.ADAPTATION)
            if not verdict.is_allowed:
                raise _blocked(f"{item.id} has words borrowed under {recorded.licence}, which may not go under "
                               f"{module.licence}", verdict)
            found.append(verdict)
    return tuple(found)


def _blocked(what: str, verdict: Verdict) -> LicenceBlockedError:
    return LicenceBlockedError(what, why=verdict.because,
                               fix="; or ".join(verdict.ways_out) or "write to the maintainer instead")


# --- what is made ------------------------------------------------------------------------------------

def _made(
    adoption: Adoption, request: Request, adopted: Base, chosen: Sequence[Wanted]
) -> tuple[Proposing, Base, tuple[ProposedClause, ...], list[str]]:
    """The clauses turned back, against the newest release where they fit it, else against the adopted one."""
    notes: list[str] = []
    newest, why = _newest(adoption, request, adopted)
    if why:
        notes.append(f"made against the adopted release: {why}")
    for base in [adopted] if newest is None else [newest, adopted]:
        own = fillings_of(base.module, base.values, adoption.scheme.name, blank=request.blank, keep=request.keep)
        made = Proposing(adopted=adopted, base=base, fillings=(*own, *_other_names(adoption, base, request)))
        try:
            return made, base, made.propose(chosen), notes
        except NotCleanError as error:
            if base is adopted:
                raise
            notes.append(f"made against the adopted release: {error.what}")
    raise AssertionError("the adopted release fits itself")


def _other_names(adoption: Adoption, base: Base, request: Request) -> list[Filling]:
    """Names of the scheme that the module has no blank for: never turned back, and told where they are left."""
    scheme = adoption.scheme
    said = {"name": scheme.name, **{name: given.value for name, given in scheme.parameters.items()}}
    known = [*base.module.defaults().values(), *base.values.values()]
    return [Filling(name=name, words=words, is_name=True, is_own=True, is_settled=True)
            for name, words in said.items()
            if isinstance(words, str) and words.strip() and base.module.parameter(name) is None
            and name not in request.keep and words not in known and (name == "name" or is_distinctive(words))]


def _newest(adoption: Adoption, request: Request, adopted: Base) -> tuple[Base | None, str]:
    library: Library | None
    if request.clone is not None:
        library, why = _clone_as_library(adoption, request.clone, adopted), ""
    else:
        library, why = library_at_hand(adoption)
    if library is None:
        return None, why
    try:
        return newest_base(adoption, library, adopted)
    finally:
        library.close()


def _clone_as_library(adoption: Adoption, clone: Path, adopted: Base) -> Library | None:
    """The clone, read as the library that it is a clone of; None where it has no ledger that can be read."""
    from schemekit.git.repository import Repository
    from schemekit.library.repository_library import RepositoryLibrary

    repository = Repository(clone)
    _commit_in(repository, adopted)
    provenance = adoption.entry.provenance
    try:
        return RepositoryLibrary(provenance.library, provenance.url, repository.store, repository.head())
    except SchemekitError:
        return None


def _commit_in(repository: Repository, base: Base) -> str:
    """The commit of a clone that has a release. Raises: GitError where it is no clone of the library."""
    from schemekit.git.history import LedgerEntry, ledger_commits
    from schemekit.library.library import LEDGER_PATH

    def released() -> str:
        entry = LedgerEntry(base.module.id, str(base.version), base.tree)
        return ledger_commits(repository.store.borrowed, head, LEDGER_PATH).get(entry, "") if head else ""

    head = repository.head()
    places: tuple[Callable[[], str], ...] = (lambda: base.commit, lambda: head, released)
    for find in places:
        commit = find()
        with suppress(GitError):   # the commit is not there
            if commit and repository.store.tree_of(commit, f"policies/{base.module.id}") == base.tree:
                return commit
    raise GitError(
        f"{repository.root.name} is no clone of the library that {base.module.id} came from",
        why=f"nothing in its history is {base.name} (tree {base.tree[:10]})",
        fix="name the folder of a clone with --in; if it is one, bring it up to date with 'git fetch' first",
    )


# --- what to tell ------------------------------------------------------------------------------------

def _objections(
    adoption: Adoption, request: Request, clauses: Sequence[ProposedClause], verdicts: Sequence[Verdict]
) -> list[str]:
    found = [f"{clause.wanted.id}: '{words}' is left in your words" for clause in clauses
             for words in clause.proposal.left]
    if verdicts[0].answer is Answer.ASK:
        reasons = "; ".join(reason.text for reason in verdicts[0].reasons)
        found.append(f"the licence {adoption.module.licence}: {reasons}")
    said = {"the note": request.note}
    if request.with_reasons:
        said |= {f"the reason for {clause.wanted.id}": _reason(adoption, clause) for clause in clauses}
    found += [f"{where}: '{address}' is in it" for where, words in said.items() for address in addresses_in(words)]
    return found


def _notes(
    adoption: Adoption, clauses: Sequence[ProposedClause], verdicts: Sequence[Verdict], after: dict[str, bytes]
) -> list[str]:
    open_here = {decision.clause or PREAMBLE for decision in adoption.record.open_decisions()}
    locked = {clause.id for clause in adoption.module.clauses if clause.tailoring is Tailoring.LOCKED}
    moved = set(adoption.restructured)
    notes = []
    for clause in clauses:
        name = clause.wanted.id
        if name in open_here:
            notes.append(f"{name}: a decision is open, so your words may not be final")
        if name in locked:
            notes.append(f"{name}: the source locks this clause; only its maintainer may change it for everybody")
        if name in moved:
            notes.append(f"{name}: that it stands elsewhere in your text is not proposed")
    notes += [f"borrowed words: {duty}" for verdict in verdicts[1:] for duty in verdict.duties]
    if any(b"\r\n" in data for data in after.values()):
        notes.append("the source's lines end as on Windows: the maintainer has to say 'git am --keep-cr'")
    return notes


def _reason(adoption: Adoption, clause: ProposedClause) -> str:
    recorded = adoption.record.deviation(clause.wanted.id)
    return recorded.reason if recorded else ""


def _message(
    adoption: Adoption, request: Request, adopted: Base, base: Base, clauses: Sequence[ProposedClause],
    verdicts: Sequence[Verdict],
) -> ProposalMessage:
    borrowed = [(clause.wanted.id, adoption.record.deviation(clause.wanted.id)) for clause in clauses]
    told = [f"{name}: from {item.source or 'a text that was not named'}, under {item.licence}"
            for name, item in borrowed if item and item.licence]
    return ProposalMessage(
        module=adoption.id, scheme=adoption.scheme.name, adopted=adopted.name, base=base.name, state=base.state,
        licence=verdicts[0].upstream, note=request.note.strip(), borrowed=told,
        clauses=[(clause.wanted.id, clause.done, _reason(adoption, clause) if request.with_reasons else "")
                 for clause in clauses],
    )


def _signed(offer: Offer, line: str) -> ProposalMessage:
    from dataclasses import replace

    return replace(offer.message, signed=line) if offer.request.sign_off else offer.message


def _lint(base: Base, after: dict[str, bytes]) -> list[Finding]:
    """The errors that the library's own check would find with the proposal, and does not find without it."""
    found = _linted(base, {**base.files, **after})
    before = {_said(finding) for finding in _linted(base, base.files)} if found else set()
    return [finding for finding in found if _said(finding) not in before]


def _linted(base: Base, files: Mapping[str, bytes]) -> list[Finding]:
    from schemekit.files.schemas import load

    place = f"policies/{base.module.id}/module.yaml"
    module = Module.from_mapping(load(files["module.yaml"], "module", place))
    texts = {path: data.decode("utf-8", "replace") for path, data in files.items()}
    positions = read_yaml(files["module.yaml"], place).position
    return [item for item in lint_module(module, texts, positions) if item.severity is Severity.ERROR]


def _said(finding: Finding) -> tuple[str, ...]:
    return finding.code, finding.file, finding.path, finding.found
