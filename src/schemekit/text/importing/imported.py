"""An imported text on its way into a module: what its author wrote, the ids it gets, and what a person has to look at.

The text stays the author's letter by letter but for three things: ids in headings, link targets that would lead
nowhere, and signs that a template would read. Basis: docs/decisions/0018-an-imported-text-stays-its-authors.md.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from schemekit.model.file_names import TEMPLATE_FOLDER
from schemekit.model.finding import Finding, Severity
from schemekit.model.module import Clause, FixedFigure, Force
from schemekit.text.document import Document, after_front_matter
from schemekit.text.importing.escape import signs_in
from schemekit.text.importing.ids import bare_heading
from schemekit.text.linting.figures import figures_in

TAKEN_AS_IT_IS = "as in the imported text"
"""The reason of a figure that import put under `fixed:`; any other reason is a person's."""
MOST_FIXED = 20
REASONS: Mapping[str, str] = {
    "import-file": "only plain files are read, so that an import takes in nothing that nobody meant",
    "import-name": "adopters on every system have to be able to store the file and to name it",
    "import-id": "a module is found by its id, which is made from the name of the file or folder",
    "import-licence": "nobody may use a text whose licence is not named",
    "import-author": "the licence asks adopters to credit somebody",
    "import-summary": "people choose a module by what it is for",
    "import-empty": "what has no headings below its title cannot be compared or decided clause by clause",
    "import-parameter": "either the new words or the blank would be lost",
    "heading-skips": "numbers are counted by level, so a level that is left out shows as a gap (1.1.1 after 1)",
    "heading-twice": "two clauses of one name are told apart by their words only, and a later version may mix them up",
    "import-signs": "a template would read them, so they are written in a way that gives the same text",
    "import-figure": "an adopter can set a figure only if it is a parameter",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedText:
    """A file that is imported.

    Shape: `told` is the path as people typed it, `path` that among the files imported together, `name` the document's
    name in the module; `lines` gives for each line the line in the file, where the text was tidied.
    """

    told: str
    path: str
    name: str
    text: str
    lines: tuple[int, ...] = ()

    def line_in_file(self, line: int) -> int:
        """The line in the file for one in `text`; a line beyond the end is the last one."""
        return self.lines[min(line, len(self.lines)) - 1] if self.lines and line else line

    def finding(
        self, code: str, line: int, *, found: str, wanted: str, fix: str, severity: Severity = Severity.ERROR
    ) -> Finding:
        """A finding in the file."""
        return Finding(code=code, file=self.told, line=self.line_in_file(line), column=1 if line else 0, found=found,
                       wanted=wanted, why=REASONS[code], fix=fix, severity=severity)

    def found_by_lint(self, finding: Finding, folder: str) -> Finding:
        """A finding of lint in the module, at its place in the file that was imported."""
        if finding.file != f"{folder}/{TEMPLATE_FOLDER}/{self.name}":
            return finding
        return replace(finding, file=self.told, line=self.line_in_file(finding.line))


def likeness(first: Counter[str], second: Counter[str]) -> float:
    """The share of the words that both have, from 0 to 1."""
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 0.0


def front_matter(text: str) -> Mapping[str, str]:
    """The single lines `key: value` of a text's front matter; what has parts is left out."""
    lines = text.split("\n")[: after_front_matter(text)]
    found = {}
    for line in lines:
        if match := re.match(r"([A-Za-z][\w-]*):[ \t]+(\S.*)", line):
            found[match[1].lower()] = match[2].strip().strip("\"'").strip()
    return found


def text_findings(text: ImportedText) -> Iterator[Finding]:
    """What a person should look at in a text, beside what lint finds."""
    document = Document.parse(text.text)
    if not document.clauses:
        yield text.finding("import-empty", 1, found="no heading below the title", wanted="## in front of each part",
                           fix="give its parts headings; it can be imported as it is", severity=Severity.WARNING)
    level, seen = 1, dict[str, int]()
    for clause in document.clauses:
        if clause.level > level + 1:
            yield text.finding("heading-skips", clause.line, severity=Severity.WARNING,
                               found=f"'{'#' * clause.level} {clause.heading[:60]}' below level {level}",
                               wanted=f"'{'#' * (level + 1)}'", fix=f"write {'#' * (level + 1)} in front of it")
        level = clause.level
        key = bare_heading(clause.heading).casefold()
        if key in seen and not clause.has_own_id:
            yield text.finding("heading-twice", clause.line, severity=Severity.WARNING,
                               found=f"a second heading '{clause.heading[:60]}', as on line "
                               f"{text.line_in_file(seen[key])}",
                               wanted="a heading of its own for each clause", fix="say in the heading what differs")
        seen.setdefault(key, clause.line)
    lines = signs_in(text.text)
    if lines:
        yield text.finding("import-signs", lines[0], severity=Severity.NOTE,
                           found=f"the signs {{{{, {{% or {{# on {len(lines)} line{'s' if len(lines) > 1 else ''}",
                           wanted="nothing of you", fix="if they are blanks, make them parameters in the module")


def fixed_figures(template: str, force: Force, before: Clause | None, language: str) -> tuple[FixedFigure, ...]:
    """The figures that stand in a clause as they are: those that were excused before and still stand, and new ones."""
    old = tuple(fixed for fixed in (before.fixed if before else ()) if fixed.text in template)
    if force not in (Force.REQUIREMENT, Force.RECOMMENDATION):
        return old
    body = template.partition("\n")[2]
    for fixed in old:
        body = body.replace(fixed.text, " " * len(fixed.text))
    new = dict.fromkeys(figure.words for figure in figures_in(body, language))
    return (*old, *(FixedFigure(text=words, reason=TAKEN_AS_IT_IS) for words in new))
