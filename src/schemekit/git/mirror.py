"""A mirror: a bare copy of a library's repository, brought up to date by fetching, and by nothing else.

What a fetch brings stands aside until it is accepted; whether it should be is decided in `library`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from schemekit.errors import GitError, LibraryError
from schemekit.git.address import Address, AddressKind
from schemekit.git.command import run_git, try_git
from schemekit.git.history import LedgerEntry, ledger_commits
from schemekit.git.objects import ObjectStore

_ACCEPTED = "refs/heads/library"
_INCOMING = "refs/incoming/head"
_INCOMING_TAGS = "refs/incoming/tags/"
_SETTINGS = """\
[gc]
\tautoDetach = false ; a clean-up must not go on after the command has ended
\tpruneExpire = never ; a released text stays here even if the library's history is rewritten
[fetch]
\tunpackLimit = 1
"""
_PATIENCE = {"http.lowSpeedLimit": "500", "http.lowSpeedTime": "60", "fetch.recurseSubmodules": "false"}


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a fetch brought: the library's newest commit and its tags with the commits they lead to."""

    commit: str
    tags: dict[str, str]


class Mirror:
    """A bare copy in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = ObjectStore(folder)

    @classmethod
    def create(cls, folder: Path) -> Mirror:
        """Make an empty one."""
        folder.mkdir(parents=True)
        # An empty template: the user's own one may put hooks there.
        run_git(["init", "--quiet", "--bare", "--template=", "--initial-branch=library"], folder=folder)
        with (folder / "config").open("a", encoding="utf-8") as config:
            config.write(_SETTINGS)
        return cls(folder)

    def fetch(self, address: Address, *, newest_only: bool = False) -> Incoming:
        """Bring in everything the library has now, or its newest commit alone without tags, and leave it aside.

        Raises: LibraryError when it cannot be reached, asks for a password, or holds no commit.
        """
        if address.kind is AddressKind.FILE:
            self._bring_from_disk(address, newest_only=newest_only)
        else:
            self._bring(address.text, address.kind.value, address, newest_only=newest_only)
        refs = self.store.refs()
        tags = [ref for ref in refs if ref.startswith(_INCOMING_TAGS)]
        return Incoming(refs[_INCOMING], {ref.removeprefix(_INCOMING_TAGS): refs[ref] for ref in tags})

    def accept(self, incoming: Incoming) -> None:
        """Make what was fetched the state of this copy."""
        run_git(["update-ref", _ACCEPTED, incoming.commit], folder=self.folder)

    def ledger_commits(self, commit: str, path: str) -> dict[LedgerEntry, str]:
        """See `history.ledger_commits`."""
        return ledger_commits(self.store.borrowed, commit, path)

    def _bring_from_disk(self, address: Address, *, newest_only: bool) -> None:
        try:
            lender = ObjectStore(address.folder())
        except GitError as error:
            raise LibraryError(
                f"the library at {address.text} cannot be fetched", why=error.what, fix="check the path"
            ) from error
        try:
            self._bring(_lent(lender), "file", address, newest_only=newest_only)
        finally:
            lender.close()

    def _bring(self, source: str, protocol: str, address: Address, *, newest_only: bool) -> None:
        arguments = ["fetch", "--quiet", "--force", "--prune", "--no-tags", "--no-recurse-submodules"]
        arguments += ["--no-write-fetch-head", *(["--depth=1"] if newest_only else []), "--end-of-options", source]
        arguments += [f"+HEAD:{_INCOMING}", *([] if newest_only else [f"+refs/tags/*:{_INCOMING_TAGS}*"])]
        outcome = try_git(arguments, folder=self.folder, protocols=(protocol,), settings=_PATIENCE)
        if outcome.status:
            raise LibraryError(
                f"the library at {address.text} cannot be fetched",
                why=outcome.complaint or f"git ended with status {outcome.status}",
                fix="check the address and your connection; a private library needs git's credential helper or ssh",
            )


def _lent(lender: ObjectStore) -> str:
    """A repository on this computer as one that can be fetched from with none of its settings in force."""
    commit = lender.head()
    if not commit:
        raise LibraryError(
            "the library holds no commit yet",
            why="modules are read from its history",
            fix="commit something there first",
        )
    folder = lender.borrowed.folder
    lender.borrowed.stand_at(commit)
    tags = [f"{target} {ref}\n" for ref, target in sorted(lender.refs().items()) if ref.startswith("refs/tags/")]
    (folder / "packed-refs").write_text("".join(tags), encoding="utf-8")
    return str(folder)
