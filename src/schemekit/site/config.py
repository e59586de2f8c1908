"""The renderer's configuration: made from a site's settings and menu, of safe parts only.

Nothing in it runs code or asks another host for anything: no hooks, no overrides, no plugin beside search, no font
from elsewhere. What the successor of Material for MkDocs does not read is not used.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from schemekit.files.yaml import write_yaml
from schemekit.site.page import NavEntry
from schemekit.site.settings import SiteSettings
from schemekit.text.web.words import framed, written

PAGES_FOLDER = "pages"
_STYLES, _SCRIPT = ("assets/colour.css", "assets/schemekit.css"), "assets/schemekit.js"
_FEATURES = ("navigation.indexes", "navigation.prune", "navigation.top", "search.highlight", "search.share",
             "toc.follow")
EXTENSIONS: tuple[Any, ...] = (
    "attr_list", "footnotes", "sane_lists", "tables", {"toc": {"permalink": True, "permalink_title": "Link to this"}},
    "pymdownx.superfences",
)
"""What pages are read with; `schemekit.text.web` escapes for exactly these."""


def config_text(settings: SiteSettings, nav: Sequence[NavEntry]) -> str:
    """The configuration as YAML."""
    made: dict[str, Any] = {"site_name": framed(settings.name)}
    if settings.description:
        made["site_description"] = framed(settings.description)
    if settings.address:
        made["site_url"] = settings.address
    if settings.copyright:
        made["copyright"] = written(settings.copyright).replace("\\", "")
    made |= {
        "docs_dir": PAGES_FOLDER, "site_dir": "html", "strict": True, "use_directory_urls": True,
        "theme": {
            "name": "material", "font": False, "language": settings.language or "en", "features": list(_FEATURES),
            "palette": [
                _palette("(prefers-color-scheme: light)", "default", "weather-night", "Dark"),
                _palette("(prefers-color-scheme: dark)", "slate", "weather-sunny", "Light"),
            ],
        },
        "plugins": ["search"],
        "markdown_extensions": list(EXTENSIONS),
        "extra": {"generator": False, "social": _elsewhere(settings)},
        "extra_css": list(_STYLES),
        "extra_javascript": [_SCRIPT],
        "validation": {"omitted_files": "info", "absolute_links": "warn", "unrecognized_links": "warn",
                       "anchors": "warn"},
        "nav": [_line(entry) for entry in nav],
    }
    return write_yaml(made, "Made by 'schemekit site build' for the renderer; a change here is lost.")


def _elsewhere(settings: SiteSettings) -> list[dict[str, str]]:
    """The repository, as a link at the foot of each page.

    Not as `repo_url`: of one at GitHub or GitLab the theme's script asks that host for its stars, and so tells it who
    reads the site.
    """
    return [{"icon": "fontawesome/brands/git-alt", "link": settings.repository, "name": "Repository"}
            ] if settings.repository else []


def _palette(media: str, scheme: str, icon: str, name: str) -> dict[str, Any]:
    return {"media": media, "scheme": scheme, "primary": "custom", "accent": "custom",
            "toggle": {"icon": f"material/{icon}", "name": name}}


def _line(entry: NavEntry) -> Any:
    if entry.path:
        return {framed(entry.title): entry.path} if entry.title else entry.path
    return {framed(entry.title): [_line(inner) for inner in entry.entries]}
