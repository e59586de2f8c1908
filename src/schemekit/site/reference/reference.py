"""All pages of the reference and their menu: of the commands that are handed in, and of the schemas as shipped.

It tells of the tool that builds the site, so it stands on this project's own site and on nobody else's.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemekit.files.schemas import SCHEMAS, inlined, schema_bytes
from schemekit.files.shipped import shipped
from schemekit.site.catalogue.places import CATALOGUE
from schemekit.site.evidence import EVIDENCE
from schemekit.site.page import NavEntry, Page, link_to
from schemekit.site.reference.command import Command
from schemekit.site.reference.command_pages import command_pages
from schemekit.site.reference.file_list import GIVEN, OF_A_LIBRARY, OF_A_SCHEME, KnownFile
from schemekit.site.reference.places import COMMANDS, FILES, HOME, REPORTS, command_place, file_place, report_place
from schemekit.site.reference.schema_page import schema_page
from schemekit.site.table import table
from schemekit.text.web.words import code, line_of, link, written

Schema = Mapping[str, Any]
_SUFFIX = ".schema.json"
TITLE = "Reference"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Shape: `sources` gives for a file of the repository the page that tells of it, so that links lead there."""

    pages: tuple[Page, ...]
    nav: NavEntry
    sources: Mapping[str, str]


def is_own_library(root: Path) -> bool:
    """Whether a library is this project's own: it holds the tool and its schemas beside its policies.

    No setting says it, since a copied mkdocs.yml would then put our reference on another library's site. Nothing of
    the folder is read for the reference, so a library that only looks like ours gains nothing by it.
    """
    return (root / "src/schemekit/cli/commands.py").is_file() and (root / "schemas").is_dir()


def reference(commands: Sequence[Command]) -> Reference:
    """The reference of this very tool. Shape: without commands it tells of files and reports only."""
    files = {kind: _read(schema_bytes(kind)) for kind in SCHEMAS}
    folder = shipped("schemas") / "reports"
    reports = {path.name.removesuffix(_SUFFIX): _read(path.read_bytes()) for path in sorted(folder.glob(f"*{_SUFFIX}"))}
    pages = (_home(commands, files, reports), *(command_pages(commands, reports) if commands else ()),
             _files_index(), *(_file_page(kind, schema) for kind, schema in files.items()),
             _reports_index(reports), *(_report_page(name, schema, commands) for name, schema in reports.items()))
    return Reference(pages=pages, nav=_nav(commands, files, reports), sources=_sources(commands, files, reports))


def _read(data: bytes) -> Schema:
    return inlined(json.loads(data))


def _home(commands: Sequence[Command], files: Mapping[str, Schema], reports: Mapping[str, Schema]) -> Page:
    rows = [(link(written(title), link_to(place, HOME)), words) for title, place, words in (
        *([("Commands", COMMANDS, f"What each of the {len(commands)} commands does, with its options and an example.")]
          if commands else []),
        ("Files", FILES, f"Every file of a scheme and of a library, and each field of the {len(files)} kinds that have "
                         "fields."),
        ("Reports", REPORTS, f"What the commands print with {code('--json')}, for programs: {len(reports)} reports."))]
    blocks = [f"# {TITLE}", "To look things up. These pages are made from the commands and schemas themselves.",
              table(("Where", "What"), rows)]
    return Page(path=HOME, title=TITLE, markdown="\n\n".join(blocks) + "\n",
                description="Every command, file, field and report of schemekit")


def _files_index() -> Page:
    blocks = ["# Files", "Which files there are, what each is, and who writes it."]
    for title, words, files in (
        ("In a scheme", "You need to know few of them: your texts and one page about yourself.", OF_A_SCHEME),
        ("In a library", "A library is a git repository with a folder policies.", OF_A_LIBRARY),
        ("Handed to a command", "", GIVEN),
    ):
        blocks += [f"## {title}", words, "\n".join(_file_item(file) for file in files)]
    return Page(path=FILES, title="Files", markdown="\n\n".join(block for block in blocks if block) + "\n",
                description="Every file of a scheme and of a library")


def _file_item(file: KnownFile) -> str:
    """A list, as a table of paths is too wide for a phone."""
    fields = f" {link('Its fields', link_to(file_place(file.kind), FILES))}." if file.kind else ""
    return f"- **{code(file.path)}** · written by {written(file.writer)}  \n    {line_of(written(file.words))}{fields}"


def _file_page(kind: str, schema: Schema) -> Page:
    rows = [(code(file.path), where, written(file.writer))
            for where, files in (("a scheme", OF_A_SCHEME), ("a library", OF_A_LIBRARY), ("any folder", GIVEN))
            for file in files if file.kind == kind]
    return schema_page(file_place(kind), _file_title(kind), schema, above=(
        table(("File", "In", "Written by"), rows),
        f"The schema is {code(f'schemas/{kind}{_SUFFIX}')}; {code('schemekit validate')} holds files against it."))


def _file_title(kind: str) -> str:
    name = SCHEMAS[kind]
    return name if "/" not in name else f"{kind} files"


def _reports_index(reports: Mapping[str, Schema]) -> Page:
    rows = [(link(code(name), link_to(report_place(name), REPORTS)), written(str(schema.get("description", ""))))
            for name, schema in reports.items()]
    failure = link(code("error"), link_to(report_place("error"), REPORTS))
    blocks = ["# Reports", f"What a command prints with {code('--json')}: one mapping, with the number of its "
              f"{code('format')} and the {code('command')} first. A failure prints {failure} instead.",
              table(("Report", "What it is"), rows)]
    return Page(path=REPORTS, title="Reports", markdown="\n\n".join(blocks) + "\n",
                description="What the commands print for programs")


def _report_page(name: str, schema: Schema, commands: Sequence[Command]) -> Page:
    here = report_place(name)
    owner = max((command for command in commands if name == command.slug or name.startswith(f"{command.slug}-")),
                key=lambda command: len(command.slug), default=None)
    above = (f"Printed by {link(code(f'schemekit {owner.name}'), link_to(command_place(owner.slug), here))}.",
             ) if owner else ()
    return schema_page(here, f"Report: {name}", schema, above=above, top="The report", has_example=False)


def _nav(commands: Sequence[Command], files: Mapping[str, Schema], reports: Mapping[str, Schema]) -> NavEntry:
    told = NavEntry("Commands", entries=(NavEntry("", COMMANDS), *(
        NavEntry(command.name, command_place(command.slug)) for command in commands)))
    return NavEntry(TITLE, entries=(
        NavEntry("", HOME), *((told,) if commands else ()),
        NavEntry("Files", entries=(NavEntry("", FILES), *(NavEntry(_file_title(kind), file_place(kind))
                                                          for kind in files))),
        NavEntry("Reports", entries=(NavEntry("", REPORTS), *(NavEntry(name, report_place(name)) for name in reports))),
    ))


def _sources(commands: Sequence[Command], files: Mapping[str, Schema], reports: Mapping[str, Schema]) -> dict[str, str]:
    told = {"src/schemekit/cli/commands.py": COMMANDS} if commands else {}
    return {"policies": CATALOGUE, "frameworks": EVIDENCE, "schemas": HOME, "schemas/reports": REPORTS, **told,
            **{f"schemas/{kind}{_SUFFIX}": file_place(kind) for kind in files},
            **{f"schemas/reports/{name}{_SUFFIX}": report_place(name) for name in reports}}
