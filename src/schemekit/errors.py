"""The error family: every failure a person or a caller can act on, each saying what, why and how to mend it.

Nothing of ours is imported here, so that every layer may raise these.
"""

from __future__ import annotations

import re

_BREAK = re.compile(r"[\n\r\t][\n\r\t ]*")


def on_one_line(words: str) -> str:
    """Words from elsewhere that get one line: a name or title with breaks in it would add lines that look like ours."""
    return words if words.isprintable() else _BREAK.sub(" ", words)


class SchemekitError(Exception):
    """A command cannot go on, for a reason its user can act on.

    Shape: `what` names the thing, `why` shows the evidence, `fix` is a command or an edit; each is told on one line,
    and `why` and `fix` on as many as are handed in apart.
    `code` is a stable word for scripts; `exit_code` is what the command line leaves with
    (2 usage or environment, 1 findings).
    """

    code = "error"
    exit_code = 2

    def __init__(self, what: str, *, why: str | tuple[str, ...] = "", fix: str | tuple[str, ...] = "") -> None:
        self._parts = {"why": (why,) if isinstance(why, str) else why, "fix": (fix,) if isinstance(fix, str) else fix}
        self.what, self.why, self.fix = what, "\n".join(self._parts["why"]), "\n".join(self._parts["fix"])
        super().__init__(what)

    def __str__(self) -> str:
        """The three parts, a line each; what they quote from files of strangers adds none."""
        lines = [on_one_line(self.what)]
        for name, parts in self._parts.items():
            heads = (f"  {name}: ", *("       " for _ in parts[1:]))
            lines += [head + on_one_line(part) for head, part in zip(heads, parts, strict=True) if part]
        return "\n".join(lines)


class UsageError(SchemekitError):
    """What was typed cannot be carried out as it stands."""

    code = "usage"


class ValueRefusedError(UsageError):
    """A parameter value is outside what the module allows, or needs a reason that was not given."""

    code = "value-refused"


class UnknownNameError(UsageError):
    """A module, clause, parameter or library of that name does not exist."""

    code = "unknown-name"


class NotASchemeError(SchemekitError):
    """The folder holds no scheme.yaml, and no folder above it does."""

    code = "not-a-scheme"


class SchemeBusyError(SchemekitError):
    """Another schemekit command is writing this scheme."""

    code = "scheme-busy"


class LibraryError(SchemekitError):
    """A library cannot be reached, or is not in the shape of one."""

    code = "library"


class OfflineError(LibraryError):
    """The command would need the network, and --offline was asked for."""

    code = "offline"


class MissingPartError(SchemekitError):
    """A part of schemekit that is installed on request is not there."""

    code = "missing-part"

    def __init__(self, what: str, extra: str) -> None:
        self.extra = extra
        super().__init__(
            f"{what}, is not installed",
            why="it is large, so it comes only on request",
            fix=f"python -m pip install 'schemekit[{extra}]'",
        )


class ApprovalRefusedError(SchemekitError):
    """A text cannot be recorded as approved while something about it is open."""

    code = "approval-refused"
    exit_code = 1


class IntegrityError(SchemekitError):
    """Content is not what a ledger or lock recorded."""

    code = "integrity"
    exit_code = 1


class HostileContentError(SchemekitError):
    """A library, lock, answer or file asks for something that could harm its reader."""

    code = "hostile"


class GitError(SchemekitError):
    """Git is missing, too old, or refused what was asked."""

    code = "git"


class LicenceBlockedError(SchemekitError):
    """The licence does not allow what was asked."""

    code = "licence-blocked"
    exit_code = 1


class ReleaseRefusedError(SchemekitError):
    """A release would break a promise of the library."""

    code = "release-refused"
    exit_code = 1


class ProposalRefusedError(SchemekitError):
    """A scheme's wording cannot be offered to its source as it stands."""

    code = "proposal-refused"
    exit_code = 1


class EditRefusedError(SchemekitError):
    """A hand-written file cannot be changed without risk to what its author wrote."""

    code = "edit-refused"

    def __init__(self, file: str, place: str, reason: str) -> None:
        self.file, self.place = file, place
        super().__init__(
            f"{file} was left as it is: '{place}' could not be changed",
            why=reason,
            fix=f"change '{place}' in {file} by hand, then run the command again",
        )


class SiteError(SchemekitError):
    """A site cannot be made or rendered."""

    code = "site"
