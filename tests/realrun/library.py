"""The Standard for Public Code as a library: each version imported and released, as its maintainers would."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.builders import GitFolder
from tests.scheme_builders import tell

VERSIONS = ("0.1.0", "0.1.4", "0.2.0", "0.2.3", "0.3.0", "0.4.0", "0.5.0", "0.6.0", "0.7.0", "0.8.0")
NAME = "publiccode"
SAID = ("--licence", "CC0-1.0", "--author", "Foundation for Public Code", "--year", "2019", "--type", "standard")
HOW = ("--each", "--tidy", "--leave-out", "index.md", "--base-url", "https://standard.publiccode.net/criteria/")
# What its maintainers would mend by hand, because no import may guess it.
MENDED = ((re.compile(r"<i>(.*?)</i>"), r"*\1*"), (re.compile(r"^<p style=[^>]*></p>\n?", re.MULTILINE), ""))


@dataclass(slots=True)
class Published:
    """A library with all versions released.

    Shape: `modules` gives per version of the standard each module's version; `files` the module of each file.
    """

    path: Path
    modules: dict[str, dict[str, str]] = field(default_factory=dict)
    files: dict[str, dict[str, str]] = field(default_factory=dict)
    releases: int = 0
    renamed: int = 0
    ids_kept: int = 0
    ids_new: int = 0
    ids_retired: int = 0
    mended: int = 0


def publish(
    standard: Path, versions: tuple[str, ...], folder: Path, say: Callable[[str], None] = lambda _: None
) -> Published:
    """Import and release the versions in a new library in `folder`, one after the other."""
    library = GitFolder(folder / "library")
    published = Published(library.path)
    released: dict[str, str] = {}
    for version in versions:
        source = folder / "incoming"
        shutil.rmtree(source, ignore_errors=True)
        shutil.copytree(_criteria(standard, version), source)
        published.mended += sum(_mended(path) for path in sorted(source.glob("*.md")))
        told = tell("-C", str(library.path), "module", "import", str(source), *HOW, *SAID, "--json")
        assert told.code == 0, told.all
        published.files[version] = {}
        for entry in told.json["modules"]:
            module = entry["module"]
            published.files[version][Path(entry["from"][0]).name] = module
            published.renamed += bool(entry["likeness"])
            changes = {change["clause"]: change["what"] for change in entry["changes"]}
            if not entry["new"]:
                published.ids_new += sum(what == "new" for what in changes.values())
                published.ids_retired += sum(what == "gone" for what in changes.values())
                published.ids_kept += len(entry["clauses"]) - sum(what == "new" for what in changes.values())
            if entry["needed"] == "none":
                continue
            done = tell("-C", str(library.path), "module", "release", module, "--note", f"As in version {version}.",
                        "--json")
            assert done.code == 0, done.all
            released[module] = done.json["version"]
            published.releases += 1
        published.modules[version] = {module: released[module] for module in published.files[version].values()}
        say(f"{version}: {len(told.json['modules'])} criteria, {published.releases} releases so far")
    return published


def _criteria(standard: Path, version: str) -> Path:
    folder = standard / version / "criteria"
    return folder if folder.is_dir() else standard / version


def _mended(path: Path) -> int:
    text = path.read_text("utf-8")
    for pattern, words in MENDED:
        text = pattern.sub(words, text)
    if text == path.read_text("utf-8"):
        return 0
    path.write_text(text, "utf-8")
    return 1
