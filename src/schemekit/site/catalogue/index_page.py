"""The catalogue's first page: every module in a table."""

from __future__ import annotations

from schemekit.site.catalogue.offer import Offer
from schemekit.site.page import Page, link_to
from schemekit.text.web.words import written

CATALOGUE = "catalogue/index.md"


def index_page(offer: Offer) -> Page:
    """The table of modules."""
    rows = [
        f"| [{written(module.newest.module.title)}]({link_to(f'{module.newest.folder}/index.md', CATALOGUE)}) "
        f"| {written(module.newest.module.summary)} | {module.newest.version} "
        f"| {written(module.newest.module.licence)} |"
        for module in offer.modules
    ]
    table = "\n".join(["| Module | For | Version | Licence |", "| --- | --- | --- | --- |", *rows])
    return Page(path=CATALOGUE, title="Modules", markdown=f"# Modules\n\n{table}\n",
                description="All modules of this library")
