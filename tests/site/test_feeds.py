"""'catalogue.json so that `schemekit search --library URL` and other tools can read a published library without
cloning; an RSS feed of releases; versioned URLs never change.'"""

from __future__ import annotations

import json
from dataclasses import replace
from email.utils import parsedate_to_datetime
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import pytest

from schemekit.files.schemas import checked_data, validator
from schemekit.files.shipped import shipped
from schemekit.library.opening import open_library
from schemekit.model.catalogue import Catalogue
from schemekit.model.release import Standing
from schemekit.model.version import Version
from schemekit.site.catalogue.catalogue_file import catalogue_file
from schemekit.site.catalogue.feed import LIMIT, feed_file
from schemekit.site.catalogue.offer import Offer, read_offer
from schemekit.site.settings import SiteSettings
from tests.builders import LibraryBuilder
from tests.scheme_builders import tell
from tests.site.conftest import served

SETTINGS = SiteSettings(name="Example Forest Council", address="https://example.org/efc/",
                        repository="https://example.org/efc/library")


def offer_of(library: LibraryBuilder) -> Offer:
    opened = open_library("efc", library.url, offline=True)
    try:
        return read_offer(opened, name="efc", url="")
    finally:
        opened.close()


def feed_of(offer: Offer, settings: SiteSettings = SETTINGS) -> ET.Element:
    channel = ET.fromstring(feed_file(offer, settings)).find("channel")
    assert channel is not None
    return channel


def text(element: ET.Element, name: str) -> str:
    return element.findtext(name) or ""


class TestCatalogue:
    """'every module and release (id, title, type, summary, …); byte-stable, no clock.'"""

    def test_it_keeps_its_schema_and_reads_back_the_same(self, library: LibraryBuilder) -> None:
        data = catalogue_file(offer_of(library), SETTINGS)
        told = checked_data(json.loads(data), "catalogue", "catalogue.json")
        assert data == catalogue_file(offer_of(library), SETTINGS)
        again = Catalogue.from_mapping(told)
        newest = {module["id"]: module["newest"] for module in told["modules"]}
        assert again.to_mapping(newest) == told

    def test_it_tells_everything_of_a_release(self, library: LibraryBuilder) -> None:
        told = json.loads(catalogue_file(offer_of(library), SETTINGS))
        assert told["library"] == {"name": "Example Forest Council", "url": "https://example.org/efc/library",
                                   "site": "https://example.org/efc/"}
        (grievance,) = [module for module in told["modules"] if module["id"] == "grievance"]
        assert [item["version"] for item in grievance["releases"]] == ["1.0.0", "1.1.0"]
        release, first = grievance["releases"][-1], library.releases[0]
        assert (release["address"], release["standing"], release["date"]) == (
            "grievance/1.1.0/", "current", "2026-01-15")
        assert (grievance["releases"][0]["tree"], grievance["releases"][0]["sha256"]) == (first.tree, first.sha256)
        assert library.git("cat-file", "-t", grievance["releases"][0]["commit"]) == "commit"
        clause = release["clauses"][0]
        assert clause["number"] == "1"
        assert clause["heading"] in clause["text"]
        assert "text" not in grievance["releases"][0]["clauses"][0]
        (days,) = [item for item in release["parameters"] if item["name"] == "answer_days"]
        assert (days["default"], days["range"]) == (5, "2 to 10 working days")

    def test_the_numbers_are_those_on_the_page(self, built_library_site: Path) -> None:
        told = json.loads((built_library_site / "catalogue.json").read_bytes())
        page = (built_library_site / "grievance" / "latest" / "index.html").read_text("utf-8")
        release = next(m for m in told["modules"] if m["id"] == "grievance")["releases"][-1]
        for clause in release["clauses"]:
            assert f'id="{clause["id"]}"' in page
            assert not clause["number"] or f"{clause['number']} " in page

    def test_nothing_released_yet(self) -> None:
        empty = Offer(name="efc", url="", modules=())
        checked_data(json.loads(catalogue_file(empty, SETTINGS)), "catalogue", "catalogue.json")
        assert feed_of(empty).findall("item") == []


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, library_template: Path) -> Path:
    """A folder with a published catalogue in it."""
    folder = tmp_path_factory.mktemp("published")
    opened = open_library("efc", str(library_template), offline=True)
    (folder / "catalogue.json").write_bytes(catalogue_file(read_offer(opened, name="efc", url=""), SETTINGS))
    opened.close()
    return folder


@pytest.mark.usefixtures("own_home")
class TestSearchWithoutACopy:
    """'reads a published catalogue.json without cloning, and searches it like a library (same output)'"""

    @pytest.mark.parametrize("words", [[], ["grievance"], ["answer"], ["answer", "working"], ["nothing-of-it"]])
    def test_a_site_and_a_copy_give_the_same(
        self, site: Path, library_template: Path, words: list[str]
    ) -> None:
        assert tell("library", "add", "efc", str(library_template)).code == 0
        with served(site) as address:
            found = tell("search", *words, "--library", address, "--json").json
        copy = tell("search", *words, "--library", "efc", "--json").json
        for report, name in ((found, address), (copy, "efc")):
            assert {module.pop("library") for module in report["modules"]} <= {name}
        assert found == copy
        schema = json.loads((shipped("schemas") / "reports" / "search.schema.json").read_bytes())
        assert not list(validator({**schema, "properties": {**schema["properties"], "modules": {}}}).iter_errors(found))
        assert tell("search", *words, "--library", str(site), "--offline").code == 0

    def test_show_gives_the_same(self, site: Path, library_template: Path) -> None:
        assert tell("library", "add", "efc", str(library_template)).code == 0
        with served(site) as address:
            found = tell("show", "grievance@1.0.0", "--library", f"{address}catalogue.json", "--json").json
        copy = tell("show", "efc/grievance@1.0.0", "--json").json
        assert (found.pop("library"), copy.pop("library")) == (f"{address}catalogue.json", "efc")
        assert found == copy
        assert tell("show", "grievance", "--library", "efc", "--json").json["library"] == "efc"

    def test_offline_refuses_the_web_and_asks_nobody(self) -> None:
        told = tell("search", "--library", "https://example.org/efc/", "--offline")
        assert (told.code, "--offline" in told.err) == (2, True)

    def test_it_is_validated_where_it_is_named(self, site: Path) -> None:
        """Its name was told to be none of a list that ended with it."""
        assert tell("validate", str(site / "catalogue.json")).code == 0

    @pytest.mark.parametrize(("content", "words"), [
        pytest.param(b"[" * 100_000, "too deep", id="deep"),
        pytest.param(b'{"a":' * 100_000, "too deep", id="deep-objects"),
        pytest.param(b"<html>", "no JSON", id="html"),
        pytest.param(b"", "no JSON", id="empty"),
        pytest.param(b"\xff\xfe{}", "no characters", id="no-utf8"),
        pytest.param(b'{"format": NaN}', "no number", id="nan"),
        pytest.param(b'{"format": 1e999}', "too large", id="infinite"),
        pytest.param(b'{"format": ' + b"9" * 5000 + b"}", "no JSON", id="a-long-number"),
        pytest.param(b'{"a": "\\ud800"}', "no characters", id="half-a-character"),
        pytest.param(b"{}", "wanted", id="nothing-in-it"),
        pytest.param(b"[]", "wanted", id="a-list"),
        pytest.param(b'{"format": 2}', "format", id="a-newer-format"),
        pytest.param(b'{"format": 1, "library": {}, "modules": [' + b"0," * 1_500_000 + b"0]}", "wanted", id="long"),
    ])
    def test_a_hostile_catalogue_is_refused(self, tmp_path: Path, content: bytes, words: str) -> None:
        (tmp_path / "catalogue.json").write_bytes(content)
        with served(tmp_path) as address:
            told = tell("search", "--library", address)
        assert told.code == 2
        assert words in told.err
        assert "Traceback" not in told.all

    def test_words_of_a_stranger_command_no_terminal(self, site: Path, tmp_path: Path) -> None:
        data = json.loads((site / "catalogue.json").read_bytes())
        for module in data["modules"]:
            module["releases"][-1]["summary"] = "\x1b]0;owned\x07 \u202egnirts"
        (tmp_path / "catalogue.json").write_text(json.dumps(data), encoding="utf-8")
        for words in (["search"], ["show", "grievance"]):
            told = tell(*words, "--library", str(tmp_path))
            assert told.code == 0
            assert not {"\x1b", "\x07", "\u202e"} & set(told.all)

    def test_a_long_catalogue_takes_no_long_time(self, site: Path, tmp_path: Path) -> None:
        """Modules and releases without end are read once each."""
        data = json.loads((site / "catalogue.json").read_bytes())
        release = data["modules"][0]["releases"][0]
        release["clauses"], release["parameters"] = [], []
        data["modules"] = [{"id": f"m{n}", "newest": "1.0.0", "releases": [release] * 4} for n in range(300)]
        (tmp_path / "catalogue.json").write_text(json.dumps(data), encoding="utf-8")
        assert len(tell("search", "--library", str(tmp_path), "--json").json["modules"]) == 300


def with_release(offer: Offer, **changes: Any) -> Offer:
    """The offer with the first release of its first module changed."""
    first = offer.modules[0].releases[0]
    changed = replace(first, pulled=replace(first.pulled, release=replace(first.release, **changes)))
    module = replace(offer.modules[0], releases=(changed, *offer.modules[0].releases[1:]))
    return replace(offer, modules=(module, *offer.modules[1:]))


class TestFeed:
    """'RSS 2.0 of releases, newest 50 first … guid that never changes, pubDate from the ledger's date.'"""

    def test_it_has_what_rss_asks_for(self, library: LibraryBuilder) -> None:
        library.release("consultation", "1.0.1", {"CHANGELOG.md": "# Changelog\n"}, note="Clearer.", date="2026-03-02")
        data = feed_file(offer_of(library), SETTINGS)
        assert data == feed_file(offer_of(library), SETTINGS)
        root = ET.fromstring(data)
        assert (root.tag, root.get("version"), len(root)) == ("rss", "2.0", 1)
        channel = root[0]
        for name in ("title", "link", "description"):   # required of a channel
            assert len(channel.findall(name)) == 1
            assert text(channel, name)
        items = channel.findall("item")
        assert [text(item, "title").rsplit(" ", 1)[-1] for item in items][:1] == ["1.0.1"]
        moments = [parsedate_to_datetime(text(item, "pubDate")) for item in items]
        assert moments == sorted(moments, reverse=True)
        assert text(items[0], "pubDate") == "Mon, 02 Mar 2026 00:00:00 GMT"
        assert text(items[0], "link") == "https://example.org/efc/consultation/1.0.1/"
        assert text(items[0], "description") == "Clearer."
        guids = [item.find("guid") for item in items]
        assert len({guid.text for guid in guids if guid is not None}) == len(items) == 4
        assert {guid.get("isPermaLink") for guid in guids if guid is not None} == {"false"}

    def test_a_guid_outlives_a_new_address_and_a_new_standing(self, library: LibraryBuilder) -> None:
        offer = offer_of(library)
        taken_back = with_release(offer, standing=Standing.YANKED, standing_reason="A limit was wrong.")
        before, after = feed_of(offer), feed_of(taken_back, replace(SETTINGS, address="https://elsewhere.example/"))
        assert [item.findtext("guid") for item in before.iter("item")] == [
            item.findtext("guid") for item in after.iter("item")]
        assert "yanked: A limit was wrong." in text(after.findall("item")[-1], "description")

    @pytest.mark.parametrize("note", ["<script>alert(1)</script>", "a & b &amp; c", "]]>", "\x08bell\x0c \ufffe"])
    def test_a_note_stays_words(self, library: LibraryBuilder, note: str) -> None:
        channel = feed_of(with_release(offer_of(library), note=note))
        told = [text(item, "description") for item in channel.iter("item")]
        assert not any("<" in words for words in told)   # readers take it for HTML
        wanted = "".join(char for char in note if char not in "\x08\x0c\ufffe")
        assert wanted in [unescape(words) for words in told]

    def test_a_day_that_is_none_stops_nothing(self, library: LibraryBuilder) -> None:
        channel = feed_of(with_release(offer_of(library), date="2026-02-31"))
        assert sorted(bool(item.findtext("pubDate")) for item in channel.iter("item")) == [False, True, True]

    def test_the_newest_fifty(self, library: LibraryBuilder) -> None:
        offer = offer_of(library)
        one = offer.modules[0].releases[0]
        many = tuple(replace(one, pulled=replace(one.pulled, release=replace(one.release, version=Version(f"1.{n}.0"))))
                     for n in range(60))
        items = feed_of(replace(offer, modules=(replace(offer.modules[0], releases=many),))).findall("item")
        assert len(items) == LIMIT == 50
        assert text(items[0], "link").endswith("/1.59.0/")

    def test_every_link_leads_to_a_page(self, built_library_site: Path) -> None:
        channel = ET.fromstring((built_library_site / "feed.xml").read_bytes())[0]
        links = [text(item, "link") for item in channel.iter("item")]
        assert links
        for link in links:
            assert (built_library_site / link.removeprefix(text(channel, "link")) / "index.html").is_file()
        listed = (built_library_site / "catalogue" / "index.html").read_text("utf-8")
        assert 'href="../feed.xml"' in listed
        assert 'href="../catalogue.json"' in listed
        assert urljoin(text(channel, "link"), "feed.xml") in (built_library_site / "feed.xml").read_text("utf-8")
