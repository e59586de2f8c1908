"""The credits: every text of others that the published policies build on, as the licences ask for it."""

from __future__ import annotations

from collections.abc import Sequence

from schemekit.adopt.licences import notice_entry
from schemekit.licence.notice import notice_md
from schemekit.model.scheme import Scheme
from schemekit.site.handbook.policy import Policy
from schemekit.site.page import Page
from schemekit.text.formatted.paper_labels import labels
from schemekit.text.web.page_text import page_text

CREDITS = "credits/index.md"


def credits_page(scheme: Scheme, policies: Sequence[Policy]) -> Page:
    """The same words as NOTICE.md, of the texts that are shown. Basis: CC 4.0 section 3(a)(1)."""
    entries = [notice_entry(scheme, policy.shown.adoption) for policy in policies if policy.shown]
    words = notice_md(scheme.name, scheme.licence, entries, copyright=scheme.copyright)
    title = labels(scheme.language)("Credits and licences")
    page = page_text(words, title=title, has_numbers=False)
    return Page(path=CREDITS, title=title, markdown=page.markdown,
                description="Whose texts these policies build on, and under which licences")
