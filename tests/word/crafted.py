"""Word files made by code, part by part, as Word writes them, and as somebody writes them who means harm."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_ROOT = (f'<w:document xmlns:w="{W}" xmlns:r="{OFFICE}" xmlns:v="urn:schemas-microsoft-com:vml"'
         ' xmlns:o="urn:schemas-microsoft-com:office:office"><w:body>')


def paragraph(words: str) -> str:
    """A paragraph of plain words."""
    return f'<w:p><w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def field(*instruction: str) -> str:
    """A paragraph with a field whose instruction is cut into runs, as Word cuts it."""
    runs = "".join(f'<w:r><w:instrText xml:space="preserve">{piece}</w:instrText></w:r>' for piece in instruction)
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return f"<w:p>{begin}{runs}{separate}<w:r><w:t>shown</w:t></w:r>{end}</w:p>"


def link(kind: str, target: str, *, is_outside: bool = True, number: int = 9) -> str:
    """A line of a part's list of links."""
    mode = ' TargetMode="External"' if is_outside else ""
    return f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'


def links(*lines: str) -> str:
    """A part's list of links."""
    return f'{_DECLARATION}<Relationships xmlns="{PACKAGE}">{"".join(lines)}</Relationships>'


def content_types(main: str = MAIN_TYPE, extra: str = "") -> str:
    """The list of contents."""
    return (f'{_DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="png" ContentType="image/png"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{extra}'
            f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>')


def document(body: str) -> str:
    """The part that holds the text."""
    return f"{_DECLARATION}{_ROOT}{body}<w:sectPr/></w:body></w:document>"


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """Parts as a file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


def docx(body: str = paragraph("Some words."), **parts: str | bytes) -> bytes:
    """A Word file with this text. Shape: a further part's name is its path with `/` as `__` and `.` as `_DOT_`."""
    named = {name.replace("__", "/").replace("_DOT_", "."): content for name, content in parts.items()}
    return packed({
        "[Content_Types].xml": content_types(),
        "_rels/.rels": links(link("officeDocument", "word/document.xml", is_outside=False, number=1)),
        "word/document.xml": document(body),
        **named,
    })


def changed(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """A Word file with one part rewritten."""
    parts = parts_of(data)
    parts[part] = change(parts[part].decode()).encode()
    return packed(parts)


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a file by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}
