"""feed.xml: the newest releases of a library for those who wait for news. Basis: RSS 2.0 (2009)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from email.utils import format_datetime
from html import escape
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

from schemekit.model.release import Standing
from schemekit.site.catalogue.offer import Offer, OfferedRelease
from schemekit.site.catalogue.places import FEED_FILE, text_place
from schemekit.site.page import address_of
from schemekit.site.settings import SiteSettings

LIMIT = 50
_ATOM = "http://www.w3.org/2005/Atom"
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def feed_file(offer: Offer, settings: SiteSettings) -> bytes:
    """The feed, the newest release first. Shape: only for a site whose address is known, as its links are whole."""
    ET.register_namespace("atom", _ATOM)
    feed = ET.Element("rss", version="2.0")
    channel = ET.SubElement(feed, "channel")
    _words(channel, "title", f"{settings.name}: releases")
    _words(channel, "link", settings.address)
    _words(channel, "description", settings.description or f"What {settings.name} released last")
    _words(channel, "language", settings.language)
    ET.SubElement(channel, f"{{{_ATOM}}}link", href=urljoin(settings.address, FEED_FILE), rel="self",
                  type="application/rss+xml")
    for offered in _newest(offer):
        _item(channel, offered, settings)
    ET.indent(feed)
    words: str = ET.tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{words}\n'.encode()


def _newest(offer: Offer) -> Iterator[OfferedRelease]:
    releases = [offered for module in offer.modules for offered in module.releases]
    yield from sorted(releases, key=lambda item: (item.release.date, item.release.module, item.release.version),
                      reverse=True)[:LIMIT]


def _item(channel: ET.Element, offered: OfferedRelease, settings: SiteSettings) -> None:
    release = offered.release
    item = ET.SubElement(channel, "item")
    standing = "" if release.standing is Standing.CURRENT else f" ({release.standing.value})"
    _words(item, "title", f"{offered.module.title} {offered.version}{standing}")
    _words(item, "link", urljoin(settings.address, address_of(text_place(release.module, offered.version))))
    # Made of what a release can never change: neither a new address of the site nor a standing makes it news again.
    guid = _words(item, "guid", f"schemekit:{release.module}:{offered.version}:{release.sha256}")
    guid.set("isPermaLink", "false")
    # Readers take a description for HTML: escaped here, the words stay words, whatever they are.
    reason = f" ({release.standing.value}: {release.standing_reason})" if standing else ""
    _words(item, "description", escape(f"{release.note}{reason}", quote=False))
    for topic in offered.module.topics:
        _words(item, "category", topic)
    moment = _moment(release.date)
    if moment:
        _words(item, "pubDate", moment)


def _words(parent: ET.Element, name: str, words: str) -> ET.Element:
    element = ET.SubElement(parent, name)
    element.text = _NOT_IN_XML.sub("", words)
    return element


def _moment(day: str) -> str:
    """The beginning of a day as RFC 822 writes it, in English whatever the computer's; empty for no day."""
    try:
        found = date.fromisoformat(day)
    except ValueError:   # 30 February: the schema of a ledger knows no months
        return ""
    return format_datetime(datetime(found.year, found.month, found.day, tzinfo=UTC), usegmt=True)
