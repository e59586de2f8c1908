"""Schemes to look at: made by schemekit itself from a library of samples, then edited as people would."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from schemekit.model.file_names import TEMPLATE_FOLDER
from tests.bench.measure import Cost, Surroundings, program, run
from tests.bench.samples import Size, module_name, release_modules
from tests.builders import LibraryBuilder

LIBRARY = "bench"
SCHEMEKIT = program("schemekit")
LOOKS_WITH = (0, 1)   # `status` and `check` leave with 1 while something is to do


@dataclass(frozen=True, slots=True)
class Bench:
    """A library of samples, known to schemekit by name. Shape: `folder` holds it as `library`."""

    surroundings: Surroundings
    folder: Path
    modules: int

    @classmethod
    def made(cls, surroundings: Surroundings, name: str, modules: int, size: Size | None = None) -> Bench:
        """Release the samples, and put the library on the user's list."""
        folder = surroundings.folder / name
        folder.mkdir()
        release_modules(folder, modules, size or Size())
        return cls(surroundings, folder, modules)

    @property
    def library(self) -> Path:
        """The library's repository."""
        return self.folder / "library"

    def release_again(self) -> None:
        """Release every module a second time, three sentences worded anew."""
        library = LibraryBuilder(self.folder)
        for number in range(self.modules):
            name, path = module_name(number), f"{TEMPLATE_FOLDER}/policy.md"
            text = (self.library / "policies" / name / path).read_text(encoding="utf-8")
            library.release(name, "1.1.0", {path: newer_text(text)})

    def list_library(self) -> None:
        """Put the library on the user's list, so that `new` knows it by name; over the one that was there."""
        from schemekit.library.registry import FORMAT

        place = Path(self.surroundings.variables["XDG_CONFIG_HOME"]) / "schemekit" / "libraries.json"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(f'{{"format": {FORMAT}, "libraries": {{"{LIBRARY}": "{self.library}"}}}}', encoding="utf-8")

    def new(self, name: str) -> Cost:
        """Start a scheme with every module; over the one that was there."""
        self.list_library()
        shutil.rmtree(self.folder / name, ignore_errors=True)
        wanted = ",".join(f"{LIBRARY}/{module_name(number)}" for number in range(self.modules))
        command = [SCHEMEKIT, "new", name, "--with", wanted, "--no-input"]
        return run(command, self.surroundings, folder=self.folder)

    def scheme(self, name: str, edited: int, every: int = 6) -> Scheme:
        """A scheme whose first modules were edited, one clause in so many, and some values set."""
        self.new(name)
        scheme = Scheme(self.surroundings, self.folder / name)
        for number in range(edited):
            policy = scheme.folder / "policies" / module_name(number) / "policy.md"
            policy.write_text(edited_text(policy.read_text(encoding="utf-8"), every), encoding="utf-8")
        scheme.set("module-000.step_1_days=9", "secretariat=Head office")
        return scheme


@dataclass(frozen=True, slots=True)
class Scheme:
    """A scheme in a folder."""

    surroundings: Surroundings
    folder: Path

    def look(self, command: str, *, forgotten: bool = False) -> Cost:
        """Run a command that only reads; `forgotten`: as if it was the first one on this computer."""
        if forgotten:
            shutil.rmtree(self.surroundings.variables["XDG_CACHE_HOME"], ignore_errors=True)
        return run([SCHEMEKIT, command], self.surroundings, folder=self.folder, ends_with=LOOKS_WITH)

    def copied(self, name: str) -> Scheme:
        """The scheme in another folder, over the one that was there."""
        place = self.folder.parent / name
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(self.folder, place)
        return Scheme(self.surroundings, place)

    def update(self, *words: str) -> Cost:
        """Update modules from the library, all of them without a word."""
        return run([SCHEMEKIT, "update", *words], self.surroundings, folder=self.folder, ends_with=LOOKS_WITH)

    def set(self, *values: str) -> Cost:
        """Set values."""
        return run([SCHEMEKIT, "set", *values], self.surroundings, folder=self.folder, ends_with=LOOKS_WITH)


def newer_text(text: str) -> str:
    """A policy as its maintainer might change it: three of its sentences are worded anew, in three clauses."""
    lines = text.split("\n")
    sentences = [at for at, line in enumerate(lines) if " shall " in line and "{%" not in line]
    for part in (1, 3, 5):
        at = sentences[len(sentences) * part // 6]
        lines[at] = lines[at].replace(" shall ", " shall always ", 1)
    return "\n".join(lines)


def edited_text(text: str, every: int) -> str:
    """A policy as a scheme might leave it: in one clause of so many a `shall` weakened, a sentence added."""
    clauses = re.split(r"(?m)^(?=##)", text)
    for number in range(1, len(clauses), every):
        weakened = clauses[number].replace(" shall ", " should ", 1).rstrip("\n")
        clauses[number] = f"{weakened}\nOur members asked for it.\n\n"
    return "".join(clauses)
