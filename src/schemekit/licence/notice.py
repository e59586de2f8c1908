"""The notices a scheme owes its sources: NOTICE.md, REUSE.toml and the texts for LICENSES/.

Pure builders: they make text from records. Where a record comes from and where the text is written is the caller's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from schemekit.licence.expression import findings_of, joined, names_in, normalise
from schemekit.licence.letter import Letter
from schemekit.licence.licence import Kind, licence_of
from schemekit.licence.rules import packaged
from schemekit.licence.use import Use
from schemekit.licence.verdict import DISCLAIMER
from schemekit.model.finding import Finding, ordered

DATA_LICENCE = "CC0-1.0"
DATA_FILES = (
    "scheme.lock",
    ".gitattributes",
    ".gitignore",
    ".gitlab-ci.yml",
    ".pre-commit-config.yaml",
    ".github/**",
)
_NOT_KNOWN = "LicenseRef-licence-not-known"
_STAND_INS = {"NOASSERTION": _NOT_KNOWN, "NONE": "LicenseRef-all-rights-reserved"}


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeEntry:
    """What has to be said of one adopted module.

    Shape: title, author, source address and licence as the source gives them (TASL); `copyright` and `notice` as
    supplied, empty if none; `changes` is one line on how the text was changed, `earlier` such lines of those before.
    `outgoing` is the licence of this text where it is not the scheme's; `permission` names the letter
    (`LicenseRef-...`) where the text is used by permission.
    Basis: CC 4.0 section 3(a)(1).
    """

    module: str
    title: str
    author: str
    licence: str
    use: Use = Use.COLLECTION
    version: str = ""
    url: str = ""
    copyright: str = ""
    notice: str = ""
    changes: str = ""
    earlier: tuple[str, ...] = ()
    outgoing: str = ""
    permission: str = ""

    @property
    def holder(self) -> str:
        """The copyright line; the author where none was supplied."""
        return _line(self.copyright) or _line(self.author) or f"The authors of {_line(self.title)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceFiles:
    """Texts for LICENSES/ by path, and a finding for every text that could not be had."""

    files: Mapping[str, str]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalFiles:
    """NOTICE.md, REUSE.toml and LICENSES/ by path, made to agree with each other, and what could not be had."""

    files: Mapping[str, str]
    findings: tuple[Finding, ...] = ()


def legal_files(
    scheme_name: str,
    outgoing: str,
    credits: Sequence[NoticeEntry],
    *,
    copyright: str = "",
    letters: Mapping[str, Letter] | None = None,
    data_licence: str = DATA_LICENCE,
    present: Collection[str] = (),
) -> LegalFiles:
    """Make the three kinds of file together, so that `reuse lint` passes on the scheme.

    `letters` by their LicenseRef-; `present` are the paths of texts that a person already put into LICENSES/.
    """
    letters = letters or {}
    annotations = _annotations(scheme_name, copyright, outgoing, credits, data_licence, letters)
    texts = licence_files([licence for _, _, licence in annotations], letters, present=present)
    notice = notice_md(scheme_name, outgoing, credits, copyright=copyright)
    reuse = reuse_toml(
        scheme_name, outgoing, credits, copyright=copyright, data_licence=data_licence, letters=letters
    )
    return LegalFiles(
        files={"NOTICE.md": notice, "REUSE.toml": reuse, **texts.files}, findings=texts.findings
    )


def notice_md(scheme_name: str, outgoing: str, credits: Sequence[NoticeEntry], *, copyright: str = "") -> str:
    """Write the page of credits, in Markdown: every adopted text with what its licence asks to be kept."""
    lines = [
        "# Notice",
        "",
        f"The own texts of {_text(scheme_name)} are published under {_licence(outgoing)}.",
    ]
    if copyright:
        lines += ["", f"Copyright: {_text(copyright)}"]
    lines += ["", "It builds on these texts of others." if credits else "It builds on no texts of others."]
    for entry in sorted(credits, key=lambda entry: entry.module):
        lines += ["", *_entry(entry, outgoing)]
    return "\n".join([*lines, "", DISCLAIMER]) + "\n"


def reuse_toml(
    scheme_name: str,
    outgoing: str,
    credits: Sequence[NoticeEntry],
    *,
    copyright: str = "",
    data_licence: str = DATA_LICENCE,
    letters: Mapping[str, Letter] | None = None,
) -> str:
    """Write REUSE.toml: which licence and whose copyright each file of the scheme has.

    The letters that a module is used by stay their grantors'.

    Of several annotations that match a file the last counts; they override what a text says of itself,
    because a module's text is its publisher's and may quote any licence line.
    Basis: REUSE specification 3.3.
    """
    blocks = ["# Made by schemekit from scheme.yaml and scheme.lock. Edits are lost at the next update.\nversion = 1"]
    for paths, holders, licence in _annotations(scheme_name, copyright, outgoing, credits, data_licence, letters or {}):
        blocks.append(
            "[[annotations]]\n"
            f"path = {_toml(paths)}\n"
            'precedence = "override"\n'
            f"SPDX-FileCopyrightText = {_toml(holders)}\n"
            f"SPDX-License-Identifier = {_toml([licence])}"
        )
    return "\n\n".join(blocks) + "\n"


def licence_files(
    expressions: Iterable[str], letters: Mapping[str, Letter] | None = None, *, present: Collection[str] = ()
) -> LicenceFiles:
    """Collect the full text of every licence the expressions name, by its path in LICENSES/.

    A `LicenseRef-` with a letter becomes a page about the letter. A text that cannot be had is left out, with a
    finding, because a file that only looks like a licence is worse than none; `present` are texts already there.
    """
    files: dict[str, str] = {}
    findings: list[Finding] = []
    for expression in dict.fromkeys(expressions):
        findings += findings_of(expression, file="REUSE.toml")
        for name in () if findings_of(expression) else names_in(_reuse_licence(expression)):
            path = f"LICENSES/{name}.txt"
            text = _letter_text(letters[name]) if letters and name in letters else packaged(f"texts/{name}.txt")
            if text is not None:
                files[path] = text
            elif path not in present:
                findings.append(_missing(name, path))
    return LicenceFiles(files=dict(sorted(files.items())), findings=ordered(findings))


def _annotations(
    scheme_name: str,
    copyright: str,
    outgoing: str,
    credits: Sequence[NoticeEntry],
    data_licence: str,
    letters: Mapping[str, Letter],
) -> list[tuple[list[str], list[str], str]]:
    """Paths, holders and licence of each annotation, in an order in which the last that matches is right."""
    ours = _line(copyright) or _line(scheme_name) or "The scheme"
    own = _reuse_licence(outgoing)
    found = [(["**"], [ours], own), (list(DATA_FILES), [ours], _reuse_licence(data_licence))]
    held = [entry for entry in credits if entry.use is not Use.REFERENCE]
    for entry in sorted(held, key=lambda entry: entry.module):
        source = _reuse_licence(entry.permission or entry.licence)
        text, holders = source, [entry.holder]
        if entry.use is Use.ADAPTATION:
            text = joined([source, _reuse_licence(entry.outgoing or outgoing)])
            holders = list(dict.fromkeys([entry.holder, ours]))
        found += [
            # What went out in a Word file is kept word for word: the same text, at a day.
            ([f"policies/{entry.module}/**", f".schemekit/sent/{entry.module}/**"], holders, text),
            ([f"policies/{entry.module}/adoption.yaml"], [ours], own),
            ([f".schemekit/source/{entry.module}/**"], [entry.holder], source),
        ]
    used = {entry.permission or entry.licence for entry in held} & set(letters)
    return [*found, *(_letter_annotation(letters[name]) for name in sorted(used))]


def _letter_annotation(letter: Letter) -> tuple[list[str], list[str], str]:
    path = re.sub(r"([*\\])", r"\\\1", _line(letter.file))
    return [path], [_line(letter.grantor) or letter.licence_ref], letter.licence_ref


def _reuse_licence(expression: str) -> str:
    """The expression as REUSE takes it: it has no word for what is not known or was never licensed."""
    if findings_of(expression):
        return _NOT_KNOWN
    normal = normalise(expression)
    return _STAND_INS.get(normal, normal)


def _entry(entry: NoticeEntry, outgoing: str) -> list[str]:
    version = f" {_text(entry.version)}" if entry.version else ""
    lines = [
        f"## {_text(entry.title)}{version} (policies/{_text(entry.module)})",
        "",
        f"- Title: {_text(entry.title)}",
        f"- Author: {_text(entry.author)}",
        f"- Source: {_link(entry.url)}",
        f"- Licence: {_licence(entry.licence)}",
    ]
    if entry.permission:
        lines.append(f"- Used by permission: {_licence(entry.permission)}")
    if entry.copyright:
        lines.append(f"- Copyright: {_text(entry.copyright)}")
    if entry.notice:
        lines.append(f"- Notice of the source: {_text(entry.notice)}")
    lines.append(f"- Changes: {_changes(entry)}")
    if entry.use is Use.ADAPTATION:
        lines.append(f"- The changed text is published under: {_licence(entry.outgoing or outgoing)}")
    lines += [f"- Earlier changes: {_text(note)}" for note in entry.earlier]
    if _is_public(entry.licence):
        lines.append("- Warranty: none; its licensor offers the text as it is, as the licence says.")
    return lines


def _is_public(expression: str) -> bool:
    """Whether it names a public licence, all of which disclaim warranties."""
    if findings_of(expression):
        return False
    public = (Kind.CREATIVE_COMMONS, Kind.PUBLIC_DOMAIN, Kind.PERMISSIVE)
    return any(licence_of(name).kind in public for name in names_in(expression))


def _changes(entry: NoticeEntry) -> str:
    if entry.changes:
        return _text(entry.changes)
    if entry.use is Use.ADAPTATION:
        return "the text was changed; adoption.yaml beside it says how."
    if entry.use is Use.REFERENCE:
        return "none; it is only referred to, and none of its wording is kept here."
    return "none to the wording."


def _licence(expression: str) -> str:
    """An expression in Markdown with every licence linked."""
    if findings_of(expression):
        return f"{_text(expression)} (cannot be read as a licence)"
    return re.sub(r"[^\s()]+", lambda match: _licence_link(match.group()), normalise(expression))


def _licence_link(word: str) -> str:
    if word in ("AND", "OR", "WITH"):
        return word
    if word == "NOASSERTION":
        return "not known"
    licence = licence_of(word.removesuffix("+"))
    if licence.kind is Kind.OWN_TERMS:
        return f"[{word}](LICENSES/{licence.id}.txt)"
    return f"[{word}]({licence.url})" if licence.url else licence.kind.value


def _letter_text(letter: Letter) -> str:
    limits = f"Limits: {_line(letter.limits)}\n" if letter.limits else ""
    publish = ", ".join(letter.outgoing) or "none named: readers need a permission of their own"
    return (
        f"Used by permission\n\n{_line(letter.grantor)} gave permission by letter. It holds for the scheme only.\n\n"
        f"Letter: {_line(letter.file)}\nPermits: {letter.uses_words}\n"
        f"Last day: {letter.expires.isoformat() if letter.expires else 'none'}\n"
        f"The changed text may be published under: {publish}\n{limits}"
    )


def _missing(name: str, path: str) -> Finding:
    own = name.startswith("LicenseRef-")
    return Finding(
        code="licence-text-missing",
        file=path,
        found=f"no text of {name}",
        wanted="the full text of every licence in use, in LICENSES/",
        why="readers have to be able to read the licence, and reuse lint fails without it",
        fix=f"write the terms into {path}, or register the letter under letters in scheme.yaml"
        if own
        else f"run 'reuse download {name}', or save the text from spdx.org/licenses/{name}.html as {path}",
    )


def _line(text: str) -> str:
    """One line without control characters, whatever was supplied."""
    if not text.isprintable():
        text = "".join(" " if char.isspace() else char for char in text if char.isspace() or char.isprintable())
    return " ".join(text.split())


def _text(text: str) -> str:
    """Supplied words as plain text in Markdown: no markup, no HTML, no link comes of them."""
    escaped = re.sub(r"([\\`*_{}\[\]()#|~!])", r"\\\1", _line(text))
    return escaped.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _link(url: str) -> str:
    if re.fullmatch(r"https?://[A-Za-z0-9\-._~:/?#@!$&'*+,;=%\[\]()]+", url):
        return f"<{url}>"
    return _text(url) or "none given"


def _toml(values: Sequence[str]) -> str:
    """A TOML array of basic strings; JSON's escapes are TOML's."""
    return "[" + ", ".join(json.dumps(_line(value), ensure_ascii=False) for value in values) + "]"
