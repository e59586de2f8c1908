"""An address: where a library lies, as people type it and as files that strangers wrote name it.

The forms git accepts and we do not (ext::, http, git://, options in disguise) end here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from schemekit.errors import HostileContentError

ADDRESS_LIMIT = 500

_USER = r"[A-Za-z0-9_][A-Za-z0-9._-]*"
_HOST = r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])"
_PORT = r"(?::[0-9]{1,5})?"
_PLACE = r"[A-Za-z0-9._~%+,=@/-]+"
_WEB = re.compile(rf"https://{_HOST}{_PORT}/{_PLACE}")
_SSH = re.compile(rf"ssh://(?:{_USER}@)?{_HOST}{_PORT}/{_PLACE}")
_SHORT_SSH = re.compile(rf"{_USER}@{_HOST}:(?!-){_PLACE}")
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_FIX = "give an address like https://example.org/library, git@example.org:library or a folder on this computer"


class AddressKind(Enum):
    """How a library is reached; the values of the first three are git's names of the transports."""

    HTTPS = "https"
    SSH = "ssh"
    FILE = "file"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class Address:
    """A checked address.

    Shape: `text` as it was given, without a closing slash.
    """

    kind: AddressKind
    text: str

    @classmethod
    def parse(cls, text: str) -> Address:
        """Read https://host/path, ssh://host/path, git@host:path, file:///path or the path of a folder.

        Raises: HostileContentError for everything else, and for a user or password inside a web address.
        """
        text = text.strip()
        _refuse_unsafe(text)
        if _WEB.fullmatch(text):
            return cls(AddressKind.HTTPS, text.rstrip("/"))
        if _SSH.fullmatch(text) or _SHORT_SSH.fullmatch(text):
            return cls(AddressKind.SSH, text.rstrip("/"))
        if text.startswith("file:///"):
            return cls(AddressKind.FILE, text.rstrip("/"))
        if _DRIVE.match(text) or ":" not in text:
            return cls(AddressKind.FOLDER, text.rstrip("/") or "/")
        raise _refused(text, "only https, ssh, file and folders are used: other kinds can run programs or be altered")

    def folder(self, base: Path | None = None) -> Path:
        """The folder that a file or folder address means; a relative one starts at `base`.

        Raises: HostileContentError for a relative one without a base.
        """
        from urllib.parse import unquote

        if self.kind is AddressKind.FILE:
            path = unquote(self.text.removeprefix("file://"))
            return Path(path[1:] if _DRIVE.match(path[1:]) else path)
        folder = Path(self.text)
        if folder.is_absolute():
            return folder
        if base is None:
            raise _refused(self.text, "it is relative, and to what is not known here")
        return base / folder


def _refuse_unsafe(text: str) -> None:
    if not text or len(text) > ADDRESS_LIMIT:
        raise _refused(text, f"it is empty or longer than {ADDRESS_LIMIT} characters")
    if text.startswith("-"):
        raise _refused(text, "it begins with '-', and git would read it as an option")
    if re.match(r"[/\\]{2}|file:///(/|\\|%2f|%5c)", text, re.IGNORECASE):
        raise _refused(text, "it names a folder on another computer, which Windows would sign in to unasked")
    if not text.isprintable():
        raise _refused(text, "it holds characters that do not show")
    if re.match(r"[^/]*::", text):
        raise _refused(text, "'::' names a helper program that git would run")
    if re.match(r"https?://[^/]*@", text) or re.match(r"ssh://[^/@]*:[^/]*@", text):
        raise _refused(
            re.sub(r"//[^/]*@", "//...@", text),
            "it holds a user name or password, which would end up in files that everybody reads",
            "leave it out; git asks its credential helper, or use an ssh address",
        )


def _refused(text: str, rule: str, fix: str = _FIX) -> HostileContentError:
    shown = text if len(text) <= 100 else f"{text[:97]}..."
    return HostileContentError(f"the address {shown!r} is refused", why=rule, fix=fix)
