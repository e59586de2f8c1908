"""A scheme's site: the handbook of what it has approved, as far as it wants that public."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from schemekit.adopt.approved_words import approved_words
from schemekit.adopt.outcome import adoptions
from schemekit.adopt.writing import reading
from schemekit.library.frameworks import shipped_frameworks
from schemekit.site.anchors import anchors_of_site
from schemekit.site.docs_pages import docs_pages
from schemekit.site.evidence import evidence_nav, evidence_pages
from schemekit.site.handbook.complaints_page import contact_of, with_complaints_line
from schemekit.site.handbook.cooperation_pages import led_to_cooperations, with_cooperations
from schemekit.site.handbook.evidence import scheme_evidence, scheme_spots
from schemekit.site.handbook.handbook import handbook
from schemekit.site.handbook.home_page import home_page
from schemekit.site.handbook.policies import read_policies
from schemekit.site.handbook.sample_addresses import sample_notes
from schemekit.site.handbook.theories import with_theories
from schemekit.site.kept import Kept
from schemekit.site.look import look_files
from schemekit.site.page import Site
from schemekit.site.settings import SiteSettings


def scheme_site(root: Path, settings: SiteSettings, today: date, kept: Kept) -> Site:
    """The whole site of the scheme in a folder. Raises: FindingsError for a record that cannot be read."""
    folder = reading(root)
    scheme, found = folder.scheme(), adoptions(folder)
    with approved_words(root, found) as words:
        policies = read_policies(scheme, found, words, today)
        made = handbook(scheme, policies, kept, settings.address)
        evidenced = scheme_evidence(folder, policies.all, shipped_frameworks())
        evidence = evidence_pages(evidenced, scheme_spots(policies.all), scheme.language)
    folder.renderings.keep()
    site = Site(pages=(*made.pages, *evidence), nav=(*made.nav, *evidence_nav(evidenced)), notes=made.notes,
                files={**look_files(settings.colour), **made.files}, warnings=made.warnings)
    site = with_cooperations(site, folder, today, kept)
    site = with_theories(site, folder)
    # Last, as they may lead to all others; the list of policies is put onto the first of them.
    listed = home_page(settings.name, None, policies.all, made.titles, scheme.language)
    anchors = anchors_of_site(site.with_parts(pages=[listed]))
    docs = docs_pages(root, settings, places=site.places, anchors=anchors)
    home = home_page(settings.name, docs.home, policies.all, made.titles, scheme.language)
    home = led_to_cooperations(home, site)
    own = (page for page in docs.pages if page is not docs.home)
    site = replace(site, pages=(home, *own, *site.pages), nav=(*docs.nav, *site.nav),
                   files={**docs.files, **site.files}, warnings=(*site.warnings, *docs.warnings),
                   notes=(*site.notes, *sample_notes(docs.texts, contact_of(scheme, policies.all))))
    return replace(site, pages=tuple(with_complaints_line(page, scheme.language) for page in site.pages))
