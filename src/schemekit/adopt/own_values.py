"""What a scheme has of its own already, which adding a module leaves as it is; setting it anew is `sync.set_values`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from schemekit.adopt.answers import Answers, Edit
from schemekit.adopt.outcome import adoptions
from schemekit.adopt.values import Chosen, refuse_unfit
from schemekit.errors import UsageError
from schemekit.files.schemas import load
from schemekit.files.scheme_folder import MANIFEST, SchemeFolder
from schemekit.model.module import Module
from schemekit.model.parameter import Value, plain, shown
from schemekit.model.scheme import Scheme, SetValue


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTaken:
    """One answer that adding left aside.

    Shape: `path` is its place in an answers file; `value` and `own` are what the file says and what the scheme has,
    both empty where they are more than a value. `target` is what `schemekit set` takes; empty for the rest.
    """

    path: tuple[str, ...]
    target: str = ""
    value: Value = ""
    own: Value = ""
    reason: str = ""

    def to_mapping(self) -> dict[str, object]:
        """The answer as `--json` prints it."""
        return {"path": ".".join(self.path), "set": self.target, "value": plain(self.value), "own": plain(self.own)}


def fitting_edits(
    answers: Answers, folder: SchemeFolder, modules: Mapping[str, Module]
) -> tuple[Sequence[Edit], tuple[NotTaken, ...]]:
    """What scheme.yaml gets from an answers file when these modules are added, and what is left aside.

    Values of these modules are taken, and what the scheme has nothing of. A scheme-wide value that an adopted text
    says, set or by default, stays: writing another one would leave that text saying what scheme.yaml does not. What is
    left aside has to fit too, since it is shown with a command that takes it.
    Raises: FindingsError, ValueRefusedError.
    """
    manifest = load((folder.text(MANIFEST) or "").encode(), "scheme", MANIFEST)
    standing = standing_values(folder)
    adopted = {adoption.id: adoption.module for adoption in adoptions(folder)}
    wide = {item.name: item for module in (*adopted.values(), *modules.values()) for item in module.scheme_wide()}
    edits, left = [], [*_of_other_modules(answers, folder.scheme(), adopted)]
    for path, value in (*(((key,), value) for key, value in answers.plain.items()), *answers.edits(modules)):
        key = path[-1]
        if path[0] == "modules":
            edits.append((path, value))
        elif path[0] == "parameters":
            given = SetValue.read(value)
            if key not in standing:
                edits.append((path, value))
            elif given.value != standing[key]:
                if key in wide:
                    refuse_unfit(MANIFEST, wide[key], given.value, given.reason)
                left.append(NotTaken(path=path, target=key, value=given.value, own=standing[key], reason=given.reason))
        elif not manifest.get(key):
            edits.append((path, value))
        elif manifest[key] != value:
            left.append(NotTaken(path=path, **_in_words(value, manifest[key])))
    return edits, tuple(left)


def standing_values(folder: SchemeFolder) -> dict[str, Value]:
    """The scheme-wide values that stand: those that scheme.yaml sets, and defaults that adopted texts say."""
    scheme = folder.scheme()
    said = {item.name: item.default for adoption in adoptions(folder) for item in adoption.module.scheme_wide()}
    return said | {name: given.value for name, given in scheme.parameters.items()}


def refuse_standing(chosen: Sequence[Chosen], folder: SchemeFolder) -> None:
    """Raise UsageError where a typed scheme-wide value is another than the one that stands."""
    typed = [item for item in chosen if not item.module]
    if not typed:
        return
    standing = standing_values(folder)
    for item in typed:
        name = item.parameter.name
        if name in standing and standing[name] != item.value:
            raise UsageError(
                f"{name} stands already, as '{shown(standing[name])}'",
                why="it is a value of the whole scheme, and texts that are adopted already say it",
                fix=f"add the module without it; 'schemekit set {name}=...' then changes it in every text",
            )


def _in_words(value: object, own: object) -> dict[str, str]:
    """Two values of a key of scheme.yaml, where they are words."""
    return {"value": value, "own": own} if isinstance(value, str) and isinstance(own, str) else {}


def _of_other_modules(answers: Answers, scheme: Scheme, adopted: Mapping[str, Module]) -> Iterator[NotTaken]:
    """Values for modules that are adopted already and say something else; of strangers nothing can be set."""
    for name, entry in (answers.data.get("modules") or {}).items():
        if not entry or name not in adopted:
            continue
        module, values = adopted[name], scheme.values_for(adopted[name])
        for key, value in (entry.get("parameters") or {}).items():
            given, parameter = SetValue.read(value), module.parameter(key)
            if parameter is not None and values[key] != given.value:
                refuse_unfit(name, parameter, given.value, given.reason)
                yield NotTaken(path=("modules", name, "parameters", key), target=f"{name}.{key}",
                               value=given.value, own=values[key], reason=given.reason)
