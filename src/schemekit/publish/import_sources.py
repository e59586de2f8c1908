"""What is imported: the files that were named, as texts, sorted into modules.

A file is one module; a folder is one module with all its texts, or with `each` one module for each of them. Reading is
bounded and follows no link; what a text says is looked at later.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from schemekit.errors import UsageError
from schemekit.files.texts import Found, FoundText, find_texts
from schemekit.model.finding import Finding, Severity
from schemekit.model.version import MODULE_ID_PATTERN
from schemekit.publish.new import ID_LIMIT
from schemekit.text.importing.imported import REASONS, ImportedText, likeness
from schemekit.text.importing.tidy import tidied
from schemekit.text.linting.rules import REASONS as LINT_REASONS

POLICY = "policy.md"
MOST_DOCUMENTS = 100
_ALIKE = 0.6   # share of words; texts that only have their headings in common share less than half
MOST_COMPARED = 20_000   # pairs of a new file and a module without one
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What becomes one module.

    Shape: `base` is the folder the texts lie in; `likeness` is above 0 where the module was found by its words.
    """

    module: str
    texts: tuple[ImportedText, ...]
    base: Path
    likeness: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What was named, sorted into modules, with every finding about files as files."""

    batches: tuple[Batch, ...]
    findings: tuple[Finding, ...]


def sources(
    here: Path, paths: Sequence[str], *, module_id: str, each: bool, tidy: bool, leave_out: frozenset[str],
    existing: Mapping[str, str],
) -> Sources:
    """Read what was named.

    Shape: `existing` are the library's modules, each with its words; a file whose name is none of them is that module
    whose words are mostly its own, if no other file has that one's name.
    Raises: UsageError, HostileContentError; what is wrong with a single file is a finding.
    """
    batches: list[Batch] = []
    findings: list[Finding] = []
    for given in dict.fromkeys(paths):
        found = find_texts(here, given, leave_out)
        if not found.texts:
            raise UsageError(f"'{given}' holds no Markdown file",
                             why="a text to import ends in .md" + _passed_over(found),
                             fix="name the folder that holds the text, or the file itself")
        findings += _skipped(given, found)
        texts = []
        for text in found.texts:
            read, problems = _read(text, tidy)
            findings += problems
            texts += [read] if read else []
        batches += _batches(found, texts, module_id, each and found.is_folder)
    if module_id and len(batches) > 1:
        raise UsageError(f"--id names one module, and these are {len(batches)}", why="an id is what one module is",
                         fix="import the files one by one, or leave --id out")
    batches = list(_renamed(batches, existing)) if each and not module_id else batches
    return Sources(batches=tuple(batches), findings=(*findings, *_named(batches)))


def id_of(name: str) -> str:
    """The id of a module made from the name of a file or folder; empty where the name gives none."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    found = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:ID_LIMIT].strip("-")
    found = re.sub(r"^[0-9-]+", "", found)   # 01-scope is the first file of a folder, not another scope
    return found if re.fullmatch(MODULE_ID_PATTERN, found) else ""


def _passed_over(found: Found) -> str:
    return f"; passed over because of their names: {', '.join(found.skipped[:5])}" if found.skipped else ""


def _skipped(given: str, found: Found) -> Iterator[Finding]:
    for path in found.skipped:
        yield Finding(code="import-file", severity=Severity.NOTE, file=f"{given.rstrip('/')}/{path}",
                      found="passed over: a name that begins with . or _", wanted="nothing of you",
                      why=REASONS["import-file"], fix="name the file itself if it is part of the text")


def _read(found: FoundText, tidy: bool) -> tuple[ImportedText | None, list[Finding]]:
    if found.problem:
        refused = Finding(code="import-file", file=found.told, found=found.problem, wanted="a plain Markdown file",
                          why=REASONS["import-file"], fix="put the file itself there, or leave it out with --leave-out")
        return None, [refused]
    try:
        text = found.data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = found.data[: error.start].count(b"\n") + 1
        wrong = Finding(code="encoding", file=found.told, line=line, column=1,
                        found=f"the byte {found.data[error.start]:#04x}, which is no UTF-8",
                        wanted="text saved as UTF-8", why=LINT_REASONS["encoding"],
                        fix="save the file again with the encoding UTF-8")
        return None, [wrong]
    name = re.sub(r"\.markdown$", ".md", found.path, flags=re.IGNORECASE)
    name = name[:-3] + ".md" if name.lower().endswith(".md") else name
    imported = ImportedText(told=found.told, path=found.path, name=name, text=text)
    if not tidy:
        return imported, []
    tidy_text = tidied(text)
    return replace(imported, text=tidy_text.text, lines=tidy_text.lines), []


def _batches(found: Found, texts: list[ImportedText], module_id: str, each: bool) -> Iterator[Batch]:
    if found.is_folder and not each:
        yield Batch(module=module_id or id_of(found.name), texts=tuple(texts), base=found.base)
        return
    for text in texts:
        stem = text.name.rpartition("/")[2].removesuffix(".md")
        if stem.lower() == "index" and "/" in text.name:
            stem = text.name.split("/")[-2]
        yield Batch(module=module_id or id_of(stem), texts=(replace(text, name=POLICY),), base=found.base)


def _renamed(batches: Sequence[Batch], existing: Mapping[str, str]) -> Iterator[Batch]:
    """The batches, each new one under the id of the module that its file was, where the words tell."""
    waiting = sorted(existing.keys() - {batch.module for batch in batches})
    new = [place for place, batch in enumerate(batches) if batch.module and batch.module not in existing]
    bags = {name: _bag(existing[name]) for name in waiting} if new else {}
    compared = [
        (likeness(bags[name], _bag(batches[place].texts[0].text)), place, name)
        for place in new[: MOST_COMPARED // max(len(waiting), 1)] for name in waiting
    ]
    chosen: dict[int, tuple[str, float]] = {}
    taken: set[str] = set()
    for alike, place, name in sorted(compared, key=lambda item: (-item[0], item[1], item[2])):
        if alike >= _ALIKE and place not in chosen and name not in taken:
            chosen[place] = (name, alike)
            taken.add(name)
    for place, batch in enumerate(batches):
        module, alike = chosen.get(place, (batch.module, 0.0))
        yield replace(batch, module=module, likeness=alike)


def _bag(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.lower()))


def _named(batches: Sequence[Batch]) -> Iterator[Finding]:
    """What is wrong with names: those that give no id, one id twice, documents that no system can store."""
    told: dict[str, str] = {}
    for batch in batches:
        first = batch.texts[0].told if batch.texts else str(batch.base.name)
        if not batch.module:
            yield Finding(code="import-id", file=first, found="a name that gives no id", why=REASONS["import-id"],
                          wanted=f"small letters, digits and hyphens, at most {ID_LIMIT}",
                          fix="name the module with --id, such as --id field-visits")
        elif batch.module in told:
            yield Finding(code="import-id", file=first, found=f"the id '{batch.module}', as {told[batch.module]}",
                          wanted="an id for each module", why=REASONS["import-id"],
                          fix="rename one of the files, or import it alone with --id")
        told.setdefault(batch.module, first)
        if len(batch.texts) > MOST_DOCUMENTS:
            yield Finding(code="import-name", file=first, found=f"{len(batch.texts)} files in one module",
                          wanted=f"at most {MOST_DOCUMENTS}", why=REASONS["import-name"],
                          fix="make each file a module with --each")
        names = Counter(text.name.casefold() for text in batch.texts)
        for text in batch.texts:
            if not _NAME.fullmatch(text.name) or len(text.name) > 200 or names[text.name.casefold()] > 1:
                yield Finding(code="import-name", file=text.told, found=f"the name '{text.name[:80]}'",
                              wanted="letters A to Z, digits, dots and hyphens, each name once",
                              why=REASONS["import-name"], fix="rename the file")
