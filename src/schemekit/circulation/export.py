"""Exporting: a scheme's documents as files that a board, a reviewer or a printer takes.

Exports go to `exports/` in the scheme, which is no part of its history, or to a folder that a person names. One that
was made before and not touched since is replaced; a file that somebody wrote in is not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from schemekit.adopt.outcome import Adoption, adoptions, not_adopted
from schemekit.adopt.past_scheme import as_approved
from schemekit.adopt.writing import save, writing
from schemekit.circulation.module_paper import ModulePaper, handbook, module_paper
from schemekit.errors import UsageError
from schemekit.files.export_folder import EXPORTS, ExportFolder
from schemekit.files.journal import Step
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.files.sent_texts import around_step, sent_around, sent_key, sent_step
from schemekit.model.approval import in_force, newest

_SAMPLE = re.compile(r"@example\.(org|com|net)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRequest:
    """What is to be exported.

    Shape: `modules` empty means all; `approved` is the day of the approval whose words go out, empty for the newest,
    None for the present words; `reference` is the scheme's own Word file, or None. Units: `today` is YYYY-MM-DD.
    """

    modules: tuple[str, ...]
    to: str
    today: str
    folder: Path | None = None
    reference: bytes | None = None
    status: str = ""
    together: bool = False
    approved: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What was written: file names by what is in them, the folder, and files of the modules that are in none.

    Shape: `samples` are the scheme-wide values that still are the sample a reader can do nothing with.
    """

    folder: str
    files: tuple[tuple[str, str], ...]
    left_out: tuple[str, ...]
    samples: tuple[str, ...] = ()

    def to_mapping(self) -> dict[str, object]:
        """The result as `--json` prints it."""
        return {"folder": self.folder, "files": [{"document": of, "file": name} for of, name in self.files],
                "left_out": list(self.left_out), "samples": list(self.samples)}


def export(root: Path, request: ExportRequest) -> Exported:
    """Write the documents that were asked for. Raises: UnknownNameError, UsageError, MissingPartError."""
    from schemekit.word.paper import paper_as

    with writing(root) as folder, ExitStack() as past:
        chosen = _chosen(folder, request.modules)
        said = {adoption.id: request.status for adoption in chosen}
        if request.approved is not None:
            said = {adoption.id: request.status or _superseded(adoption, request) for adoption in chosen}
            chosen = tuple(past.enter_context(as_approved(root, adoption, request.approved)) for adoption in chosen)
        files: dict[str, bytes] = {}
        documents, left_out, steps = [], [], []
        for adoption in () if request.together else chosen:
            made = module_paper(adoption, request.today, said[adoption.id])
            name = f"{adoption.id}{_of_which(adoption, request)}.{request.to}"
            files[name] = paper_as(made.paper, request.to, request.reference)
            documents.append((adoption.id, name))
            left_out += [folder.own_path(adoption.id, file) for file in made.left_out]
            if request.to == "docx":
                steps += [sent_step(adoption.id, made.texts), _around(folder, adoption.id, made, files[name])]
        if request.together:
            name = f"{chosen[0].scheme.id}-handbook.{request.to}"
            files[name] = paper_as(handbook(chosen, request.today, request.status), request.to, request.reference)
            documents.append(("handbook", name))
        return Exported(folder=_save(folder, request, files, steps), files=tuple(documents),
                        left_out=tuple(left_out), samples=_samples(chosen))


def _of_which(adoption: Adoption, request: ExportRequest) -> str:
    return f"-approved-{adoption.record.approvals[0].date}" if request.approved is not None else ""


def _superseded(adoption: Adoption, request: ExportRequest) -> str:
    """The status of an approved text in whose place another one is in force by now."""
    now = in_force(adoption.record.approvals, date.fromisoformat(request.today))
    wanted = request.approved or (latest.date if (latest := newest(adoption.record.approvals)) else "")
    return "superseded" if now is not None and wanted < now.date else ""


def _around(folder: SchemeFolder, module: str, made: ModulePaper, data: bytes) -> Step:
    """Keep what stands around the texts in a Word file, so that a change there is seen when it comes back."""
    from schemekit.word.unread import around_of

    titles = tuple(part.title for part in made.paper.parts[: len(made.texts)])
    around = around_of(data, titles, made.paper.language)
    return around_step(module, made.texts, (*sent_around(folder, module, sent_key(made.texts)), around))


def _chosen(folder: SchemeFolder, modules: Sequence[str]) -> tuple[Adoption, ...]:
    found = adoptions(folder)
    known = {adoption.id: adoption for adoption in found}
    for module in modules:
        if module not in known:
            raise not_adopted(module, folder.lock())
    if not found:
        raise UsageError("there is nothing to export", why="the scheme has adopted no module yet",
                         fix="adopt one first: schemekit add grievance")
    return tuple(known[module] for module in dict.fromkeys(modules)) if modules else found


def _samples(chosen: Sequence[Adoption]) -> tuple[str, ...]:
    """The values with an address of a domain that is kept for samples (RFC 2606): nobody reads what is sent there."""
    found = (f"{name} is still the sample {value}" for adoption in chosen
             for name, value in adoption.scheme.values_for(adoption.module).items()
             if isinstance(value, str) and _SAMPLE.search(value) and value in adoption.module.defaults().values())
    return tuple(dict.fromkeys(found))


def _save(folder: SchemeFolder, request: ExportRequest, files: Mapping[str, bytes], steps: Sequence[Step]) -> str:
    """Write the files, and what they were made of. Returns: the folder they lie in, as a person names it."""
    if request.folder is None:
        place = ExportFolder.of_scheme(folder.root)
        place.refuse_foreign(files)
        save(folder, *steps, place.step(files))
        return EXPORTS
    place = ExportFolder.named(folder.root, request.folder)
    place.refuse_foreign(files)
    save(folder, *steps)
    place.write(files)
    return request.folder.name
