"""The renderer: the one file that knows mkdocs. It turns a folder of made pages into HTML, and tells what it warned of.

Logic stays out of it: what is on a page was decided before, and another renderer would give the same pages.
"""

from __future__ import annotations

import gc
import json
import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from schemekit.errors import MissingPartError, SiteError

if TYPE_CHECKING:
    from jinja2 import BytecodeCache, Environment
    from mkdocs.theme import Theme

CONFIG_FILE = "mkdocs.yml"
_INDEX = Path("search/search_index.json")
_DIRTY = "A 'dirty' build is being performed"
"""Rendering only what changed is what we want, and `_keep_entries` mends what mkdocs warns of."""


def render(folder: Path, html: Path, *, changed: Sequence[str] | None = None) -> tuple[str, ...]:
    """Turn `folder`, which holds the configuration and the pages, into HTML in `html`.

    Shape: `changed` names by address the pages that differ from those in `html`, which then holds a former site of
    the same menu; None renders everything anew. Returns: the renderer's warnings, a line each.
    Raises: MissingPartError without mkdocs and its theme; SiteError where the renderer cannot go on.
    """
    os.environ["NO_MKDOCS_2_WARNING"] = "1"   # else an advert of the theme's authors is printed on every build
    try:
        import material  # type: ignore[import-untyped]  # only whether it is there  # noqa: F401
        from mkdocs.commands.build import build
        from mkdocs.config import load_config
        from mkdocs.exceptions import MkDocsException
    except ImportError:
        raise MissingPartError("websites", extra="docs") from None
    former = _entries(html) if changed is not None else []
    with _heard() as warnings, (folder / CONFIG_FILE).open("rb") as config_file:
        try:
            config = load_config(config_file, site_dir=str(html), strict=False)
            vars(config.theme)["get_env"] = partial(_environment, config.theme)
            config.plugins.on_startup(command="build", dirty=changed is not None)
            # What is there by now stays to the end; looking through it again and again takes a tenth of the time.
            gc.freeze()
            build(config, dirty=changed is not None)
            config.plugins.on_shutdown()
        except (MkDocsException, OSError) as error:
            raise SiteError("the site could not be rendered", why=" ".join(str(error).split())[:500],
                            fix="see the line above; if it is no page of yours, please report it") from error
    if changed is not None:
        _keep_entries(html, former, changed)
    return tuple(dict.fromkeys(warnings))


def _environment(theme: Theme) -> Environment:
    """What the theme's templates are read with.

    Compiling them and looking through the theme's 14,000 icons is two thirds of rendering a page anew: the next build
    of this process, as `site serve` makes many, finds both done.
    """
    made = type(theme).get_env(theme)
    made.bytecode_cache = _compiled()
    vars(made.loader)["list_templates"] = partial(_theme_files, tuple(theme.dirs))
    return made


@cache
def _compiled() -> BytecodeCache:
    """Compiled templates, in memory. Jinja itself looks whether the text of one is still the same."""
    from jinja2 import BytecodeCache
    from jinja2.bccache import Bucket

    class Memory(BytecodeCache):
        def __init__(self) -> None:
            self._kept: dict[str, bytes] = {}

        def load_bytecode(self, bucket: Bucket) -> None:
            if bucket.key in self._kept:
                bucket.bytecode_from_string(self._kept[bucket.key])

        def dump_bytecode(self, bucket: Bucket) -> None:
            self._kept[bucket.key] = bucket.bytecode_to_string()

    return Memory()


@cache
def _theme_files(folders: tuple[str, ...]) -> list[str]:
    """The files of a theme by their places in it, without the hidden ones, of which mkdocs copies none."""
    from jinja2 import FileSystemLoader

    return [name for name in FileSystemLoader(folders).list_templates() if not f"/{name}".count("/.")]


@contextmanager
def _heard() -> Iterator[list[str]]:
    """What mkdocs warns of while the block runs, kept from the screen."""
    heard: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            words = " ".join(record.getMessage().split())
            if not words.startswith(_DIRTY):
                heard.append(words)

    log, ear = logging.getLogger("mkdocs"), Ear(logging.WARNING)
    propagates, level = log.propagate, log.level
    log.addHandler(ear)
    log.propagate = False
    log.setLevel(logging.WARNING)
    try:
        yield heard
    finally:
        log.removeHandler(ear)
        log.propagate = propagates
        log.setLevel(level)


def _entries(html: Path) -> list[dict[str, object]]:
    try:
        docs = json.loads((html / _INDEX).read_bytes())["docs"]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return docs if isinstance(docs, list) else []


def _keep_entries(html: Path, former: Sequence[dict[str, object]], changed: Sequence[str]) -> None:
    """Put the search entries of unchanged pages back: a rendering of some pages writes an index of those alone."""
    place = html / _INDEX
    if not place.is_file():
        return
    index = json.loads(place.read_bytes())
    anew = set(changed)
    kept = [entry for entry in former if str(entry.get("location", "")).partition("#")[0] not in anew]
    index["docs"] = [*kept, *(entry for entry in index["docs"] if str(entry["location"]).partition("#")[0] in anew)]
    place.write_text(json.dumps(index, separators=(",", ":")), encoding="utf-8")
