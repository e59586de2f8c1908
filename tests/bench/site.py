"""A site of a thousand pages, held against mkdocs with the same theme on the same Markdown."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.bench.comparisons import Effort
from tests.bench.measure import Cost, Surroundings, middle, program, run
from tests.bench.samples import Size, release_modules
from tests.bench.table import Row

BAR = 1.15
PAGES_A_SECOND = 200
MEMORY_BAR = 300   # MB
SIZE = Size(clauses=10, sentences=5)
MODULES, MANY_MODULES = 143, 429
ROUNDS = 2   # a build takes half a minute


@dataclass(frozen=True, slots=True)
class _Library:
    """Shape: `pages` counts the Markdown pages that its site is rendered from."""

    root: Path
    surroundings: Surroundings

    @property
    def sources(self) -> Path:
        return self.root / "build" / "site"

    @property
    def pages(self) -> int:
        return sum(1 for _ in self.sources.rglob("*.md"))

    @property
    def rendered(self) -> int:
        """How many pages the website has."""
        return sum(1 for _ in (self.root / "site").rglob("index.html"))

    def ours(self) -> Cost:
        """The whole site from nothing."""
        self._clear()
        return run([program("schemekit"), "site", "build"], self.surroundings, folder=self.root)

    def again(self) -> Cost:
        """The site once more, one page having changed."""
        page = self.root / "docs" / "note.md"
        page.parent.mkdir(exist_ok=True)
        if not page.exists():
            page.write_text("# Note\n\nfirst\n", encoding="utf-8")
            run([program("schemekit"), "site", "build"], self.surroundings, folder=self.root)
        page.write_text(f"# Note\n\n{page.stat().st_mtime_ns}\n", encoding="utf-8")
        return run([program("schemekit"), "site", "build"], self.surroundings, folder=self.root)

    def generated(self) -> Cost:
        """The pages alone, start-up included."""
        self._clear()
        return run([program("schemekit"), "site", "build", "--pages-only"], self.surroundings, folder=self.root)

    def theirs(self) -> Cost:
        """The renderer alone, on the same pages and with the same settings."""
        html = self.surroundings.folder / "html"
        shutil.rmtree(html, ignore_errors=True)
        return run([program("mkdocs"), "build", "--quiet", "--site-dir", str(html)], self.surroundings,
                   folder=self.sources, more={"NO_MKDOCS_2_WARNING": "1"})

    def _clear(self) -> None:
        cache = self.surroundings.folder / "home" / ".cache" / "schemekit"
        for place in (self.root / "build", self.root / "site", cache):
            shutil.rmtree(place, ignore_errors=True)


def against_mkdocs(surroundings: Surroundings, effort: Effort) -> Iterator[Row]:
    """'1,000 pages built no slower than 1.15 times mkdocs-material alone'; generation, a changed page, memory."""
    library = _made(surroundings, "thousand", MODULES)
    ours, theirs, generated = [], [], []
    for _ in range(min(effort.rounds, ROUNDS)):
        ours.append(library.ours())
        generated.append(library.generated())
        theirs.append(library.theirs())
    whole, peer, pages = middle(ours), middle(theirs), middle(generated)
    count = library.pages
    yield Row(what=f"site of {count} pages", ours=whole, peer="mkdocs-material, same pages", theirs=peer.cpu,
              ratio=whole.cpu / peer.cpu, at_most=BAR)
    yield Row(what=f"{count} pages generated, a second", ours=pages, peer="bar", theirs=None,
              ratio=count / pages.cpu, at_least=PAGES_A_SECOND)
    library.ours()
    once = library.again()
    yield Row(what=f"one of {count} pages changed", ours=once, peer="the whole site", theirs=whole.cpu,
              ratio=whole.cpu / once.cpu)
    many = _made(surroundings, "many", MANY_MODULES)
    large = many.ours()
    yield Row(what=f"memory for {many.rendered} pages, MB", ours=large, peer="bar", theirs=None, ratio=large.peak,
              at_most=MEMORY_BAR)


def _made(surroundings: Surroundings, name: str, modules: int) -> _Library:
    folder = surroundings.folder / name
    folder.mkdir()
    return _Library(release_modules(folder, modules, SIZE).path, surroundings)
