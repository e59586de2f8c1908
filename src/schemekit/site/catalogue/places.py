"""Where the pages of a module stand in a catalogue, by path below the pages' folder."""

from __future__ import annotations

from schemekit.site.addresses import stem

CATALOGUE = "catalogue/index.md"
LATEST = "latest"
FEED_FILE = "feed.xml"
TRY_DATA = "module.json"
_OWN_PAGES = frozenset({"index", "parameters", "try"})
"""What stands beside the text of each version, by the last part of its address."""


def module_place(module: str) -> str:
    """The page of all its versions."""
    return f"{module}/index.md"


def history_place(module: str) -> str:
    """The page that tells of each clause in which release it changed."""
    return f"{module}/history/index.md"


def text_place(module: str, version: str) -> str:
    """The page of one version's text; `latest` is a version too."""
    return f"{module}/{version}/index.md"


def parameters_place(module: str, version: str) -> str:
    """The page of its blanks."""
    return f"{module}/{version}/parameters/index.md"


def document_place(module: str, version: str, file: str) -> str:
    """The page of a form, annex or register."""
    name = stem(file)
    name = f"{name}-document" if name.casefold() in _OWN_PAGES else name
    return f"{module}/{version}/{name}/index.md"


def try_place(module: str, version: str) -> str:
    """The page with the form that fills the blanks in."""
    return f"{module}/{version}/try/index.md"


def try_data_place(module: str, version: str) -> str:
    """The data of that form, beside its page."""
    return f"{module}/{version}/try/{TRY_DATA}"


def redlines_place(module: str) -> str:
    """The page on which two releases are chosen."""
    return f"{module}/redlines/index.md"


def redlines_anchor(version: str) -> str:
    """Where the redlines to a release are listed on that page."""
    return f"to-{version.replace('+', '-')}"


def redline_place(module: str, before: str, after: str) -> str:
    """The redline between two versions, a page that needs nothing else."""
    return f"{module}/redlines/{before}..{after}.html"


def field_anchor(name: str) -> str:
    """Where a parameter stands in the form."""
    return f"try-{name}"


def parameter_anchor(name: str) -> str:
    """Where a parameter stands on its page."""
    return f"p-{name}"
