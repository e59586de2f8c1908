"""Typst, the program that sets a PDF: the one door to it.

It sees one folder, which holds our template and the text, and none of the machine's files. What a paper says comes to
it as data or through pandoc's escaping, never as code. Formatted text carries no raw typst: `clean` took it out.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from schemekit.errors import MissingPartError, SchemekitError
from schemekit.model.paper import Paper, Picture
from schemekit.text.formatted.paper_tree import ANNEX_CLASS
from schemekit.text.formatted.paper_words import paper_words
from schemekit.text.formatted.pictures import part_pictured
from schemekit.text.formatted.signing import is_to_sign
from schemekit.text.formatted.tree import Piece, Tree, attributes, text, walked
from schemekit.text.formatted.widths import has_no_head, is_small
from schemekit.word.pandoc import written

_START = """#import "paper.typ": paper, picture, horizontalrule
#let facts = json(bytes(sys.inputs.paper))
#show: paper.with(facts)

"""
_DRAWING = """#set page(width: auto, height: auto, margin: 0pt)
#image("drawing.svg")
"""
_ON_ITS_SIDE = '#set page(paper: "{}", flipped: true, margin: (top: 3cm, bottom: 2.4cm, x: 1.5cm))'
_UPRIGHT = '#set page(paper: "a4", flipped: false, margin: (top: 3cm, bottom: 2.8cm, x: 2.5cm))'
_PLAIN = "\u052f"   # up to here (Latin, Greek, Cyrillic) the fonts that come with typst have every letter
_PUNCTUATION = frozenset(map(chr, range(0x2000, 0x2200))) | {"▲"}
_NO_FIGURE = "typst:no-figure"   # or pandoc makes each table a picture with a caption
_DOTS = {"t": "RawInline", "c": ["typst", "\\.\\.\\."]}
_BREAK = {"t": "RawBlock", "c": ["typst", "#pagebreak(weak: true)"]}
_SMALL = "\n#show table: set text(size: 7.5pt, hyphenate: true)\n#set table(inset: (x: 3pt, y: 4pt))"
_FIRST_COLUMN = ('\n#show table.cell.where(y: 0): set text(weight: "regular")'
                 '\n#show table.cell.where(x: 0): set text(weight: "bold")'
                 '\n#set table(fill: (column, _) => if column == 0 { rgb("eef2f6") })')
_NO_FONT = re.compile(r"the text `\"(.{1,40}?)\"` could not be displayed")
"""What typst says of a letter that no font has."""
SECONDS = 240
"""What typst may take. The longest standard that we know takes a few seconds; a text can be made to take for ever."""
# The paper tells its dates; the file is the same whenever it is made.
_PROGRAM = """
import json, sys
asked = json.load(sys.stdin)
sys.path[:] = asked["paths"]
from datetime import UTC, datetime
from pathlib import Path
import typst
here = Path()
kinds = {"paper.pdf": {"format": "pdf", "pdf_standards": "ua-1"}, "drawing.png": {"format": "png", "ppi": 200}}
try:
    typst.compile(here / "main.typ", here / asked["made"], here, timestamp=datetime(1980, 1, 1, tzinfo=UTC),
                  ignore_system_fonts=asked["plain"], sys_inputs={"paper": asked["paper"]}, package_path=here,
                  package_cache_path=here, **kinds[asked["made"]])
except typst.TypstError as error:
    sys.exit(str(error))
"""


def is_here() -> bool:
    """Whether typst is installed, which the extra `pdf` brings."""
    return find_spec("typst") is not None


def png_of(picture: Picture) -> bytes:
    """A picture in dots, 200 an inch, for programs that read no SVG; the same bytes each time.

    Raises: MissingPartError, SchemekitError when typst cannot draw it.
    """
    if not is_here():
        raise MissingPartError("typst, which draws pictures for Word files", "pdf")
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "main.typ").write_text(_DRAWING, encoding="utf-8")
        (root / "drawing.svg").write_text(picture.svg, encoding="utf-8")
        return _set(root, "drawing.png", "", is_plain=_is_plain(picture.svg))


def pdf_of_tree(tree: Tree, paper: Paper) -> bytes:
    """A paper's tree as a tagged PDF. Raises: MissingPartError, SchemekitError when typst cannot set it."""
    if not is_here():
        raise MissingPartError("typst, which makes PDF files", "pdf")
    blocks = list(_with_breaks(walked(tree["blocks"], _for_typst), paper))
    if paper.has_room_to_sign:
        blocks = _with_its_sentence(blocks)
    body = written({**tree, "blocks": blocks}, "typst", ["--wrap=none"])
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "paper.typ").write_bytes(files("schemekit.word").joinpath("look", "paper.typ").read_bytes())
        source = root / "main.typ"
        source.write_bytes(_START.encode() + body)
        drawn = _pictures(paper)
        for place, picture in drawn.items():
            (root / f"{place}.svg").write_text(picture.svg, encoding="utf-8")
        words = "".join((body.decode(), paper.title, *(picture.svg for picture in drawn.values())))
        return _set(root, "paper.pdf", _facts(paper), is_plain=_is_plain(words))


def _pictures(paper: Paper) -> dict[int, Picture]:
    return {place: part.picture for place, part in enumerate(paper.parts) if part.picture}


def _set(root: Path, name: str, facts: str, *, is_plain: bool) -> bytes:
    """Have typst make a file of what lies in a folder, in a program of its own: only that can be stopped."""
    asked = {"paths": [path for path in sys.path if path], "plain": is_plain, "paper": facts, "made": name}
    try:
        done = subprocess.run([sys.executable, "-P", "-c", _PROGRAM], input=json.dumps(asked).encode(), cwd=root,
                              capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise _failed(f"it was not done after {SECONDS} seconds") from None
    made = root / name
    if done.returncode or not made.is_file():
        raise _failed(done.stderr.decode("utf-8", "replace").strip() or f"it left with {done.returncode}")
    return made.read_bytes()


def _facts(paper: Paper) -> str:
    words = paper_words(paper.language)
    language, _, region = paper.language.partition("-")
    return json.dumps({
        "title": paper.title, "owner": paper.owner, "footer": paper.footer, "rows": paper.facts,
        "lang": language.lower() if language.isalpha() and len(language) in (2, 3) else "en",
        "region": region if region.isalpha() and len(region) == 2 else None,
        "pictures": {str(place): {"file": f"{place}.svg", "words": picture.words}
                     for place, picture in _pictures(paper).items()},
        "page": words.page, "about": words.facts, "contents": words.contents if paper.has_contents else "",
    })


def _with_its_sentence(blocks: Sequence[Piece]) -> list[Piece]:
    """The blocks, with each table to sign and the sentence before it on one page: a signature is under what it says."""
    made: list[Piece] = []
    for block in blocks:
        if is_to_sign(block):
            before = [made.pop()] if made and made[-1]["t"] == "Para" else []
            made += [{"t": "RawBlock", "c": ["typst", "#block(breakable: false, width: 100%)["]}, *before, block,
                     {"t": "RawBlock", "c": ["typst", "]"]}]
        else:
            made.append(block)
    return made


def _with_breaks(blocks: Sequence[Piece], paper: Paper) -> Iterator[Piece]:
    """The blocks with each annex on a page of its own, which lies on its side for a picture."""
    drawn, is_on_its_side = _pictures(paper), False
    for block, after in zip(blocks, [*blocks[1:], _BREAK], strict=False):
        place = part_pictured(block)
        if place is not None:
            yield _raw(f'#picture(facts.pictures.at("{place}"))')
            continue
        if is_on_its_side or (block["t"] == "Header" and ANNEX_CLASS in block["c"][1][1]):
            of_next = part_pictured(after)
            yield _BREAK if of_next is None else _raw(_ON_ITS_SIDE.format(drawn[of_next].sheet))
            if is_on_its_side and of_next is None:
                yield _raw(_UPRIGHT)
            is_on_its_side = of_next is not None
        yield block


def _for_typst(piece: Piece) -> list[Piece]:
    """Tables that are no pictures, and three dots that stay three dots: pandoc escapes every other mark."""
    if piece["t"] == "Table":
        table = {"t": "Table", "c": [attributes("", [_NO_FIGURE]), *piece["c"][1:]]}
        look = (_SMALL if is_small(piece) else "") + (_FIRST_COLUMN if has_no_head(piece) else "")
        return [_raw(f"#[{look}"), table, _raw("]")] if look else [table]
    if piece["t"] == "Str" and "..." in piece["c"]:
        first, *rest = piece["c"].split("...")
        return [text(first), *(part for words in rest for part in (_DOTS, text(words)))]
    return [piece]


def _raw(code: str) -> Piece:
    return {"t": "RawBlock", "c": ["typst", code]}


def _is_plain(words: str) -> bool:
    """Whether the fonts that come with typst are enough: only then is a PDF the same on every machine."""
    return all(mark <= _PLAIN or mark in _PUNCTUATION for mark in words)


def _failed(words: str) -> SchemekitError:
    lacking = _NO_FONT.search(words)
    if lacking:
        return SchemekitError(
            "the PDF could not be made",
            why=f"no font on this computer shows '{lacking[1]}', and in a PDF for everybody no letter may be missing",
            fix="install a font that has the letters of your language (the Noto fonts have all), or export to docx and "
                "make the PDF from there",
        )
    return SchemekitError(
        "the PDF could not be made", why=f"typst, which sets PDF files, gave up: {words[:300]}",
        fix="export to docx, and make the PDF from there",
    )
