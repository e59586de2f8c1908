"""'versioned URLs never change': what a site has shown once is where it was, whatever is released later."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from schemekit.model.release import Standing
from schemekit.site.making import SiteRequest, build
from tests.builders import TEXT, LibraryBuilder, module_yaml, policy_text

_ID = re.compile(r'\bid="([^"]+)"')


def addresses(html: Path) -> set[str]:
    """Every page and file of a site, and every anchor on the pages of a version; `latest` is no version."""
    found = set()
    for file in html.rglob("*"):
        path = file.relative_to(html).as_posix()
        if file.is_dir() or path.split("/")[0] in ("assets", "search") or path.startswith("."):
            continue
        found.add(path)
        parts = path.split("/")
        if path.endswith(".html") and len(parts) > 2 and parts[1] not in ("latest", "redlines"):
            found |= {f"{path}#{anchor}" for anchor in _ID.findall(file.read_text("utf-8"))
                      if not anchor.startswith("__")}
    return found


def built(library: LibraryBuilder) -> set[str]:
    made = build(SiteRequest(here=library.path, today=date(2026, 11, 28)))
    assert made.warnings == ()
    return addresses(made.html)


def test_every_address_of_an_earlier_site_is_in_a_later_one(library: LibraryBuilder) -> None:
    pytest.importorskip("material", reason="the extra 'docs' is not installed")
    library.write({"mkdocs.yml": "site_name: Library\nsite_url: https://example.org/\n"})
    before = built(library)
    assert {"grievance/1.0.0/index.html#answer", "grievance/redlines/1.0.0..1.1.0.html", "feed.xml", "catalogue.json",
            "grievance/1.0.0/parameters/index.html#p-answer_days"} <= before
    first = library.path / "site" / "grievance" / "redlines" / "1.0.0..1.1.0.html"
    redline = first.read_bytes()
    # A clause goes; a release is taken back; a module is new.
    shorter = re.sub(r"^## Records.*?(?=^## |\Z)", "", policy_text("grievance"), flags=re.MULTILINE | re.DOTALL)
    fewer = module_yaml("grievance").replace("  - {id: records, force: recommendation, tailoring: optional}\n", "")
    library.release("grievance", "2.0.0", {TEXT: shorter, "module.yaml": fewer}, bump="major", date="2026-05-01")
    library.release("assurance", "1.0.0", date="2026-05-02")
    library.mark("grievance", "1.0.0", Standing.YANKED, "A limit was wrong.")
    after = built(library)
    assert sorted(before - after) == []
    assert "grievance/2.0.0/index.html" in after - before
    assert first.read_bytes() == redline
