"""Neighbours: what a single framework or crosswalk names, looked up in the files that lie around it.

For `validate`, which is given files and not a library. With a library and its releases at hand, `crosswalks` says more.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from schemekit.crosswalk.lint import Surroundings, lint_crosswalk, lint_framework
from schemekit.files.candidates import NotAPlainFileError, read_plain
from schemekit.files.schemas import kind_in, load
from schemekit.files.yaml import read_yaml
from schemekit.library.frameworks import Frameworks
from schemekit.model.crosswalk import Crosswalk
from schemekit.model.file_names import MODULE_FILE
from schemekit.model.finding import Finding, FindingsError
from schemekit.model.framework import Framework
from schemekit.model.module import Module
from schemekit.publish.crosswalks import own_frameworks


class Neighbours:
    """What lies around single files: the modules and frameworks that they name, each read once."""

    def __init__(self) -> None:
        self._modules: dict[Path, Module | None] = {}
        self._frameworks: dict[Path, Frameworks] = {}

    def findings(self, place: Path, name: str, content: bytes, kind: str) -> tuple[Finding, ...]:
        """What is wrong with one framework or crosswalk that keeps its schema, as far as its neighbours can tell.

        Shape: a file that lies elsewhere than its kind does has none; the releases are not asked here.
        """
        place = place.absolute()   # the name may start anywhere
        if kind_in(place.parent.as_posix()) != kind:
            return ()
        data, position = load(content, kind, name), read_yaml(content, name).position
        if kind == "framework":
            found = lint_framework(Framework.from_mapping(data), place.as_posix(), position)
        else:
            module = self._module(place.parent.parent)
            if module is None:
                return ()
            around = Surroundings.of_module(module, self._frameworks_of(place.parent.parent.parent.parent))
            found = lint_crosswalk(Crosswalk.from_mapping(data), around, place.as_posix(), position)
        return tuple(replace(finding, file=name) for finding in found)

    def _module(self, folder: Path) -> Module | None:
        """The module of a folder; None where there is none, or where its own file is told to be wrong."""
        if folder not in self._modules:
            try:
                text = read_plain(str(folder / MODULE_FILE))
                self._modules[folder] = Module.from_mapping(load(text, "module", MODULE_FILE))
            except (NotAPlainFileError, FindingsError):
                self._modules[folder] = None
        return self._modules[folder]

    def _frameworks_of(self, root: Path) -> Frameworks:
        if root not in self._frameworks:
            self._frameworks[root] = own_frameworks(root)[0]
        return self._frameworks[root]
