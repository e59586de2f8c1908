"""What the licences of a scheme's sources allow, and the notices they ask for, from lock and texts as they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from schemekit.adopt.outcome import Adoption, adoptions
from schemekit.adopt.writing import reading
from schemekit.errors import LicenceBlockedError
from schemekit.files.folder import read_folder
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.licence.letter import Letter
from schemekit.licence.notice import LegalFiles, NoticeEntry, legal_files
from schemekit.licence.rules import Answer
from schemekit.licence.use import Use, use_of
from schemekit.licence.verdict import Verdict, judge
from schemekit.model.adoption import Verb
from schemekit.model.finding import Finding
from schemekit.model.scheme import Scheme

NOTICE, REUSE, TEXTS = "NOTICE.md", "REUSE.toml", "LICENSES"


def letters_of(scheme: Scheme) -> dict[str, Letter]:
    """The letters of permission that scheme.yaml registers. Raises: UsageError for a day that is none."""
    return {name: Letter.from_mapping(name, data) for name, data in scheme.letters.items()}


def licence_verdict(scheme: Scheme, adoption: Adoption, today: date | None = None) -> Verdict:
    """What the licence says to the use this scheme makes of a module, as found from lock and texts.

    `today` decides whether a letter of permission still holds; without it, a letter with an end is a question.
    """
    wanted = scheme.modules.get(adoption.id)
    return judge(
        adoption.module.licence,
        outgoing_licence(scheme, adoption.id),
        use_made(scheme, adoption),
        mixed_with=tuple(d.licence for d in adoption.record.deviations if d.licence),
        letter=letters_of(scheme).get(wanted.permission) if wanted else None,
        on=today,
    )


def outgoing_licence(scheme: Scheme, module: str) -> str:
    """The licence under which the scheme publishes a module's text: the module's own setting, else the scheme's."""
    wanted = scheme.modules.get(module)
    return wanted.licence if wanted and wanted.licence else scheme.licence


def use_made(scheme: Scheme, adoption: Adoption) -> Use:
    """The use that a scheme makes of a module's text, from the facts."""
    return use_of(
        deviates=adoption.is_adapted,
        fills_blanks=adoption.entry.parameters != adoption.module.defaults(),
        parameters_adapt=scheme.parameters_adapt,
    )


def refuse_blocked(scheme: Scheme, licence: str, module: str, today: date | None = None) -> Verdict:
    """Raise LicenceBlockedError when a module may not even be kept as it is."""
    wanted = scheme.modules.get(module)
    letter = letters_of(scheme).get(wanted.permission) if wanted else None
    verdict = judge(licence, outgoing_licence(scheme, module), Use.COLLECTION, letter=letter, on=today)
    if verdict.answer is Answer.BLOCKED:
        raise LicenceBlockedError(
            f"{module} may not be taken over: its licence is {licence}",
            why=verdict.because,
            fix="; or ".join(verdict.ways_out),
        )
    return verdict


def verdicts(root: Path, today: date) -> dict[str, Verdict]:
    """The verdict on every adopted module, by name."""
    folder = reading(root)
    scheme = folder.scheme()
    return {adoption.id: licence_verdict(scheme, adoption, today) for adoption in adoptions(folder)}


def licence_data(folder: SchemeFolder, found: Sequence[Adoption]) -> dict[str, bytes | None]:
    """NOTICE.md, REUSE.toml and LICENSES/ as the scheme's state asks for them, by path.

    A licence text that a person put into LICENSES/ stays; one that schemekit put there and nothing needs any more
    is taken away (None).
    """
    return _licence_data(folder, _legal_files(folder, found))


def _licence_data(folder: SchemeFolder, made: LegalFiles) -> dict[str, bytes | None]:
    changes: dict[str, bytes | None] = {path: text.encode() for path, text in made.files.items()}
    letters = {letter.file for letter in letters_of(folder.scheme()).values()}
    for path in _texts_there(folder):
        if path not in changes and path not in letters and _is_ours(folder, path):
            changes[path] = None
    return changes


def licence_changes_pending(folder: SchemeFolder, found: Sequence[Adoption]) -> list[Finding]:
    """Findings where the notices on disk no longer fit the scheme, and licences whose text is missing."""
    made = _legal_files(folder, found)
    findings = list(made.findings)
    for path, data in _licence_data(folder, made).items():
        if folder.data(path) != data:
            findings.append(
                Finding(
                    code="notice-not-in-step", file=path,
                    found="it does not give the credit, or the licences, that are due now",
                    wanted="what the adopted modules and your changes ask for now",
                    why="the licences ask for right credit and for a note where a text was modified",
                    fix="run 'schemekit sync'",
                )
            )
    return findings


def notice_entry(scheme: Scheme, adoption: Adoption) -> NoticeEntry:
    """What NOTICE.md says of one adoption."""
    module, wanted = adoption.module, scheme.modules.get(adoption.id)
    credit = module.credit
    return NoticeEntry(
        module=adoption.id,
        title=module.title,
        author=credit.author,
        licence=adoption.module.licence,
        use=use_made(scheme, adoption),
        version=str(adoption.entry.version),
        url=credit.url or adoption.entry.provenance.url,
        copyright=f"{credit.year} {credit.author}",
        notice=credit.notice,
        changes=_changes_line(adoption),
        permission=wanted.permission if wanted else "",
        outgoing=wanted.licence if wanted else "",
    )


def _changes_line(adoption: Adoption) -> str:
    counts = adoption.counts
    parts = [f"{counts[verb]} clauses {words}" if counts[verb] != 1 else f"1 clause {words}"
             for verb, words in ((Verb.ADAPT, "adapted"), (Verb.DROP, "dropped"), (Verb.ADD, "added")) if counts[verb]]
    parts += [f"{file} changed" for file in adoption.changed_forms]
    return ", ".join(parts)


def _legal_files(folder: SchemeFolder, found: Sequence[Adoption]) -> LegalFiles:
    scheme = folder.scheme()
    return legal_files(
        scheme.name,
        scheme.licence,
        [notice_entry(scheme, adoption) for adoption in found],
        copyright=scheme.copyright,
        letters=letters_of(scheme),
        present=tuple(path for path in _texts_there(folder) if not _is_ours(folder, path)),
    )


def _texts_there(folder: SchemeFolder) -> list[str]:
    there = {f"{TEXTS}/{path}" for path in read_folder(folder.root / TEXTS)}
    for path, data in folder.pending.items():
        if path.startswith(f"{TEXTS}/"):
            there = there | {path} if data is not None else there - {path}
    return sorted(there)


def _is_ours(folder: SchemeFolder, path: str) -> bool:
    """Whether schemekit could have written a licence text: it is one that it carries, unchanged."""
    from schemekit.licence.notice import licence_files

    name = path.removeprefix(f"{TEXTS}/").removesuffix(".txt")
    made = licence_files([name]).files.get(path)
    return made is not None and folder.data(path) == made.encode()
