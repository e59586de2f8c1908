"""The reference: 'reference of every command, file and field generated from the code and schemas'."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import click
import pytest

from schemekit.cli.commands import COMMANDS
from schemekit.cli.root import root
from schemekit.cli.told_commands import told_commands
from schemekit.files.schemas import SCHEMAS, inlined
from schemekit.site.page import NavEntry, Page, joined
from schemekit.site.reference.file_list import OF_A_LIBRARY, OF_A_SCHEME, known
from schemekit.site.reference.places import command_place, file_place, report_place
from schemekit.site.reference.reference import Reference, is_own_library, reference
from schemekit.site.reference.schema import groups
from tests.conftest import CHECKOUT
from tests.scheme_builders import tell

SCHEMA_FILES = {file_place(kind): CHECKOUT / f"schemas/{kind}.schema.json" for kind in SCHEMAS} | {
    report_place(path.name.removesuffix(".schema.json")): path
    for path in (CHECKOUT / "schemas/reports").glob("*.schema.json")}
ANCHOR = re.compile(r"\{ ?#([^ }]+)")


@pytest.fixture(scope="module")
def told() -> Reference:
    """All of it."""
    return reference(told_commands())


@pytest.fixture(scope="module")
def pages(told: Reference) -> dict[str, Page]:
    """Its pages by place."""
    return {page.path: page for page in told.pages}


class TestCommands:
    """Every command: usage, what it does, options with help, exit codes, the worked example."""

    @pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: entry.name)
    def test_each_has_a_page(self, pages: dict[str, Page], entry: Any) -> None:
        command = root.get_command(click.Context(root), entry.name)
        assert command is not None
        inner = command.commands.values() if isinstance(command, click.Group) else (command,)
        page = unescape(pages[command_place(entry.name)].markdown)
        assert entry.example in page or isinstance(command, click.Group)
        for part in inner:
            name = f"schemekit {entry.name}" if part is command else f"schemekit {entry.name} {part.name}"
            assert f"\n{name}" in page
            for option in (item for item in part.params if isinstance(item, click.Option) and not item.hidden):
                assert option.opts[-1] in page
        assert page.count("Usage {") == page.count("Example {") == page.count("Exit codes {") == len(list(inner))

    def test_all_are_listed_under_their_wish(self, pages: dict[str, Page]) -> None:
        index = pages["reference/commands/index.md"].markdown
        places = [index.index(f"[`{entry.name}`]({entry.name}.md)") for entry in COMMANDS]
        assert places == sorted(places)

    def test_each_report_is_led_to(self, pages: dict[str, Page]) -> None:
        linked = {Path(name).stem for page in pages.values() if page.path.startswith("reference/commands/")
                  for name in re.findall(r"\(\.\./reports/([a-z-]+\.md)\)", page.markdown)}
        assert linked == {Path(path).stem for path in pages if path.startswith("reference/reports/")} - {
            "index", "error"}


def fields(node: Any, path: str = "") -> Iterator[str]:
    """Every field of a schema by its path, found without the code that is tested."""
    for name, item in node.get("properties", {}).items():
        yield f"{path}{name}"
        yield from fields(_held(item), f"{path}{name}.")
    if isinstance(node.get("additionalProperties"), dict):
        yield f"{path}any"
        yield from fields(_held(node["additionalProperties"]), f"{path}any.")


def _held(node: Any) -> Any:
    return _held(node["items"]) if "items" in node else node


class TestFields:
    """Every field with type, required, description, default, example, allowed values; anchored."""

    @pytest.mark.parametrize("place", sorted(SCHEMA_FILES))
    def test_every_field_is_on_its_page_once(self, pages: dict[str, Page], place: str) -> None:
        schema = inlined(json.loads(SCHEMA_FILES[place].read_bytes()))
        anchors = ANCHOR.findall(pages[place].markdown)
        assert len(anchors) == len(set(anchors))
        wanted = [f"f-{path}".replace(" ", "-") for path in fields(schema)]
        assert sorted(anchor for anchor in anchors if anchor.startswith("f-")) == sorted(wanted)
        assert wanted

    def test_what_is_told_of_one(self, pages: dict[str, Page]) -> None:
        text = pages[file_place("module")].markdown
        assert """- **[`tailoring`](#f-clauses.tailoring){ #f-clauses.tailoring .field }** · one of a few""" in text
        assert "Only: `locked`, `adjustable`, `optional`" in text
        assert "## `parameters[]` { #in-parameters }" in text
        assert "- Where standing is yanked or superseded or erratum, standing\\_reason has to be there" in pages[
            file_place("releases")].markdown

    def test_limits_and_rules(self) -> None:
        found = groups({"type": "object", "required": ["a"], "properties": {
            "a": {"type": "integer", "minimum": 1, "maximum": 5, "default": 2, "description": "How many."},
            "b": {"type": "array", "uniqueItems": True, "items": {"type": "object", "properties": {
                "c": {"enum": ["x", ""]}}}},
            "d": {"type": "object", "additionalProperties": {"type": ["string", "null"], "pattern": "^x"},
                  "propertyNames": {"pattern": "^[a-z]+$", "$comment": "letters"}}},
            "oneOf": [{"required": ["a"]}, {"required": ["b", "d"]}]})
        top, items, names = found
        assert [(field.path, field.kind, field.is_required, field.limits, field.default, field.group)
                for field in top.fields] == [
            ("a", "whole number", True, ("1 to 5",), "2", ""),
            ("b", "list of groups of fields", False, ("no entry twice",), "", "b[]"),
            ("d", "group of fields", False, (), "", "d")]
        assert top.rules == ("exactly one of these stands here: a; b and d",)
        assert [(field.path, field.allowed) for field in items.fields] == [("b[].c", ("x", '""'))]
        assert [(field.path, field.kind, field.limits, field.pattern) for field in names.fields] == [
            ("d.*", "text or nothing", ("name: letters",), "^x")]


class TestFiles:
    """Every file of a scheme and of a library with what it is and who writes it."""

    def test_all_that_new_makes_is_known(self, tmp_path: Path) -> None:
        assert tell("-C", str(tmp_path), "new", "s", "--no-input", "--with", "grievance,assurance").code == 0
        made = [path.relative_to(tmp_path / "s").as_posix() for path in (tmp_path / "s").rglob("*")
                if path.is_file() and ".git" not in path.relative_to(tmp_path / "s").parts]
        assert [path for path in made if known(path, OF_A_SCHEME) is None] == []
        used = {file.path for path in made if (file := known(path, OF_A_SCHEME))}
        later = {"cooperation/*/cooperation.yaml", "cooperation/*", "policies/*/crosswalks/*.yaml",
                 "policies/*/*", "exports/*", "site/*", "build/*", ".schemekit/frameworks/*",
                 "cooperation/*/theory-of-change.yaml", "cooperation/*/matches.yaml"}
        assert {file.path for file in OF_A_SCHEME} - used <= later

    def test_all_of_this_library_is_known(self) -> None:
        here = [path.relative_to(CHECKOUT).as_posix() for name in ("policies", "frameworks", "docs")
                for path in (CHECKOUT / name).rglob("*") if path.is_file()]
        assert [path for path in here if known(path, OF_A_LIBRARY) is None] == []

    def test_each_kind_is_a_file_somewhere(self, pages: dict[str, Page]) -> None:
        index = pages["reference/files/index.md"].markdown
        for kind in SCHEMAS:
            assert f"[Its fields]({kind}.md)" in index
            assert "| File | In | Written by |" in pages[file_place(kind)].markdown


class TestWhere:
    """It stands on this project's own site, and on no other library's."""

    def test_own(self, tmp_path: Path) -> None:
        (tmp_path / "policies").mkdir()
        assert (is_own_library(CHECKOUT), is_own_library(tmp_path)) == (True, False)

    def test_without_commands_it_tells_of_files(self) -> None:
        told = reference(())
        assert not [page.path for page in told.pages if page.path.startswith("reference/commands/")]
        assert [entry.title for entry in told.nav.entries] == ["", "Files", "Reports"]

    def test_every_page_is_in_the_menu(self, told: Reference) -> None:
        def paths(entry: NavEntry) -> Iterator[str]:
            yield from [entry.path] if entry.path else (path for inner in entry.entries for path in paths(inner))

        assert sorted(paths(told.nav)) == sorted(page.path for page in told.pages)

    def test_it_joins_the_part_of_that_name(self) -> None:
        new = NavEntry("Reference", entries=(NavEntry("A", "a.md"),))
        home, old = NavEntry("Home", "index.md"), NavEntry("Reference", entries=(NavEntry("B", "b.md"),))
        assert joined((home,), new) == (home, new)
        assert joined((old, home), new) == (NavEntry("Reference", entries=(*new.entries, *old.entries)), home)
