"""The formats by the endings of their files: how a crosswalk is written and read in each."""

from __future__ import annotations

from collections.abc import Callable

from schemekit.errors import UsageError
from schemekit.interchange.carriage import Format
from schemekit.interchange.exchanged import Exchanged, Received

ENDINGS = tuple(form.value for form in Format)


def written(sent: Exchanged, form: Format) -> bytes:
    """A crosswalk as a file. Raises: MissingPartError."""
    return _writer(form)(sent)


def _writer(form: Format) -> Callable[[Exchanged], bytes]:
    """Each is loaded when it is asked for: spreadsheets are heavy."""
    if form is Format.XLSX:
        from schemekit.interchange.sheet import sheet_bytes

        return sheet_bytes
    if form is Format.SSSOM:
        from schemekit.interchange.sssom import sssom_bytes

        return sssom_bytes
    if form is Format.OSCAL:
        from schemekit.interchange.oscal_mapping import mapping_bytes

        return mapping_bytes
    from schemekit.interchange.ciso import library_bytes

    return library_bytes


def received(data: bytes, name: str, form: Format) -> Received:
    """What a file says. Raises: UsageError, HostileContentError, MissingPartError."""
    if form is Format.XLSX:
        from schemekit.interchange.sheet_reading import received_sheet

        return received_sheet(data, name)
    if form is Format.SSSOM:
        from schemekit.interchange.sssom_reading import received_sssom

        return received_sssom(data, name)
    if form is Format.OSCAL:
        from schemekit.interchange.oscal_mapping_reading import received_mapping

        return received_mapping(data, name)
    from schemekit.interchange.ciso_reading import received_library

    return received_library(data, name)


def format_of(ending: str) -> Format:
    """The format of a file's ending. Raises: UsageError."""
    try:
        return Format(ending.lower().removeprefix("."))
    except ValueError:
        known = ", ".join(f".{one}" for one in ENDINGS)
        raise UsageError("a crosswalk is not read from such a file", why="the ending of its name says what is in it",
                         fix=f"name a file that ends in one of: {known}") from None
