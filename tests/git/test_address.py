"""Addresses: the four forms that are used, and everything git would accept and we do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemekit.errors import HostileContentError
from schemekit.git.address import Address, AddressKind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("https://example.org/efc/library.git", AddressKind.HTTPS),
        ("https://example.org:8443/efc/library/", AddressKind.HTTPS),
        ("https://[2001:db8::1]/library", AddressKind.HTTPS),
        ("ssh://git@example.org/efc/library.git", AddressKind.SSH),
        ("ssh://example.org:2222/~/library", AddressKind.SSH),
        ("git@example.org:efc/library.git", AddressKind.SSH),
        ("file:///srv/library", AddressKind.FILE),
        ("/srv/library", AddressKind.FOLDER),
        ("../library", AddressKind.FOLDER),
        ("library", AddressKind.FOLDER),
        ("C:\\libraries\\efc", AddressKind.FOLDER),
    ],
)
def test_reads_the_forms_that_are_used(text: str, kind: AddressKind) -> None:
    assert Address.parse(text) == Address(kind, text.rstrip("/"))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("--upload-pack=touch x", id="option"),
        pytest.param("-oProxyCommand=touch x", id="short-option"),
        pytest.param("ext::sh -c 'touch x'", id="helper-program"),
        pytest.param("EXT::sh", id="helper-program-in-capitals"),
        pytest.param("fd::17/x", id="file-descriptor"),
        pytest.param("transport::https://example.org/x", id="helper-before-a-good-address"),
        pytest.param("http://example.org/x", id="plain-http"),
        pytest.param("git://example.org/x", id="git-protocol"),
        pytest.param("ftp://example.org/x", id="ftp"),
        pytest.param("HTTPS://user@example.org/x", id="user-in-capitals"),
        pytest.param("https://user:secret@example.org/x", id="password"),
        pytest.param("https://token@example.org/x", id="token"),
        pytest.param("https://@example.org/x", id="empty-user"),
        pytest.param("ssh://git:secret@example.org/x", id="ssh-password"),
        pytest.param("ssh://-oProxyCommand=touch/x", id="ssh-host-is-an-option"),
        pytest.param("ssh://git@-oProxyCommand=touch/x", id="ssh-host-is-an-option-after-user"),
        pytest.param("git@-oProxyCommand=x:y", id="short-ssh-host-is-an-option"),
        pytest.param("git@example.org:-oProxyCommand=x", id="short-ssh-path-is-an-option"),
        pytest.param("-x@example.org:y", id="user-is-an-option"),
        pytest.param("example.org:library", id="short-ssh-without-user"),
        pytest.param("https://example.org/x y", id="blank"),
        pytest.param("https://example.org/x\nfile:///y", id="newline"),
        pytest.param("https://example.org/\x1b[2J", id="escape"),
        pytest.param("https://exämple.org/x", id="host-that-only-looks-right"),
        pytest.param("https://example.org/$(touch x)", id="shell"),
        pytest.param("https://example.org", id="no-path"),
        pytest.param("https:///x", id="no-host"),
        pytest.param("file://host/share", id="file-on-another-host"),
        pytest.param("file:relative", id="file-without-slashes"),
        pytest.param("https://example.org/" + "a" * 600, id="endless"),
    ],
)
def test_refuses_everything_else_and_says_why(text: str) -> None:
    """'Only https://, ssh://, git@host:path, file:// or a local folder path; a leading "-" refused.'"""
    with pytest.raises(HostileContentError) as caught:
        Address.parse(text)
    assert caught.value.why
    assert caught.value.fix


@pytest.mark.parametrize("text", ["https://user:secret@example.org/x", "ssh://git:secret@example.org/x"])
def test_a_password_is_not_repeated_on_the_screen(text: str) -> None:
    with pytest.raises(HostileContentError) as caught:
        Address.parse(text)
    assert "secret" not in str(caught.value)


def test_a_relative_folder_starts_where_the_caller_says(tmp_path: Path) -> None:
    assert Address.parse("../library").folder(tmp_path) == tmp_path / ".." / "library"
    with pytest.raises(HostileContentError, match="relative"):
        Address.parse("../library").folder()


def test_a_file_address_is_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "with blank é"
    assert Address.parse(folder.as_uri()).folder() == folder
