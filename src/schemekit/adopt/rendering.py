"""Filling a pulled module's templates with a scheme's values: the text every comparison starts from."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from schemekit.model.file_names import TEMPLATE_FOLDER, TEXTS
from schemekit.model.finding import Finding, FindingsError
from schemekit.model.module import Module
from schemekit.model.parameter import Value, in_text
from schemekit.text.linting.module_files import text_findings
from schemekit.text.template import Template
from schemekit.text.template_grammar import parse_template

TEXT_ENDINGS = TEXTS
_PREFIX = f"{TEMPLATE_FOLDER}/"


def template_values(module: Module, values: Mapping[str, Value]) -> dict[str, str | bool]:
    """The values as templates receive them, with the module's own name beside the parameters.

    Raises: FindingsError naming scheme.lock where a parameter has no value, which only a lock edited by hand brings.
    """
    missing = [parameter.name for parameter in module.parameters if parameter.name not in values]
    if missing:
        raise FindingsError(
            [
                Finding(code="lock-value", file="scheme.lock", path=f"modules.{module.id}.parameters",
                        found=f"no value for '{name}'", wanted="a value for every parameter that the module declares",
                        why="the source's text is made again with the values that the lock holds",
                        fix="bring back the file as it was: it is never edited by hand")
                for name in missing
            ]
        )
    return {"module": module.id, **{name: in_text(value, module.language) for name, value in values.items()}}


def document_files(pulled: Mapping[str, bytes]) -> dict[str, bytes]:
    """What an adopter receives of a module, by path below `policies/MODULE/`."""
    return {path.removeprefix(_PREFIX): data for path, data in pulled.items() if path.startswith(_PREFIX)}


def render_file(
    module: Module, file: str, data: bytes, values: Mapping[str, Value],
    read: Callable[[str, str], Template] = parse_template,
) -> bytes:
    """One document with the values filled in; what is no text is passed on as it is. `read` reads the template.

    Raises: FindingsError naming the file and line of everything the grammar refuses.
    """
    if not file.endswith(TEXTS):
        return data
    place = f"{module.id}/{_PREFIX}{file}"
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise FindingsError(
            [Finding(code="encoding", file=place, found="bytes that are no UTF-8", wanted="text saved as UTF-8",
                     fix="ask the maintainer of the module to save it as UTF-8")]
        ) from None
    template = read(text, place)
    _refuse_unknown_names(template, module, place)
    return template.render(template_values(module, values)).encode()


def render_module(module: Module, pulled: Mapping[str, bytes], values: Mapping[str, Value]) -> dict[str, bytes]:
    """Every document of a module with the values filled in, by path below `policies/MODULE/`."""
    return {file: render_file(module, file, data, values) for file, data in document_files(pulled).items()}


def refuse_unsafe(module: Module, documents: Mapping[str, bytes]) -> None:
    """Refuse what only text and values together make: raw HTML, links that run something.

    Shape: `documents` as filled in, by path below `policies/MODULE/`. Raises: FindingsError.
    """
    if found := list(text_findings({f"{_PREFIX}{file}": data for file, data in documents.items()}, module.id)):
        raise FindingsError(found)


def _refuse_unknown_names(template: Template, module: Module, place: str) -> None:
    known = {parameter.name for parameter in module.parameters} | {"module"}
    unknown = sorted(template.names - known)
    if unknown:
        raise FindingsError(
            [
                Finding(code="unknown-parameter", file=place, found=f"the parameter '{name}'",
                        wanted="a parameter that module.yaml declares",
                        fix="ask the maintainer of the module to declare it")
                for name in unknown
            ]
        )
