"""`schemekit validate`: every file of a known kind is judged, each once, and a known verdict costs no second look."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from schemekit.cli.validate import KINDS, command
from schemekit.errors import UnknownNameError, UsageError
from schemekit.files.schemas import SCHEMAS
from schemekit.files.verdicts import FINDINGS_KEPT, Verdicts
from schemekit.model.finding import Finding, Severity
from schemekit.publish.validate import validate

VALID = """\
format: 1
id: grievance
title: Grievance procedure
type: procedure
summary: How complaints are handled.
language: en
licence: CC-BY-4.0
credit: {author: somebody, year: 2026}
documents: [{file: policy.md, title: Procedure, kind: text}]
"""
INVALID = VALID.replace("procedure\nsummary", "novel\nsummary")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's cache folder, empty."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    monkeypatch.setenv("LOCALAPPDATA", str(folder))
    monkeypatch.setattr("schemekit.publish.validate.cache_folder", lambda: folder / "schemekit")
    return folder / "schemekit"


@pytest.fixture
def library(tmp_path: Path, cache: Path) -> Path:  # noqa: ARG001 - no test may touch another's cache
    """A library of two modules, one of them wrong."""
    return write(tmp_path / "library", {
        "policies/grievance/module.yaml": VALID,
        "policies/grievance/{{cookiecutter.module}}/policy.md": "# x\n",
        "policies/assurance/module.yaml": INVALID,
        "policies/releases.yaml": "format: 1\nreleases: []\n",
        "notes.yaml": "a: &b [*b]\n",
    })


def write(folder: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


class TestFiles:
    """Files are told by name, or by --kind; folders are searched, and links are never followed."""

    def test_every_file_of_a_known_kind_below_a_folder(self, library: Path) -> None:
        outcome = validate(["."], root=library)
        assert outcome.files == 3
        assert [(finding.file, finding.line, finding.path) for finding in outcome.findings] == [
            ("policies/assurance/module.yaml", 4, "type"),
        ]

    def test_names_are_told_as_they_were_asked_for(self, library: Path) -> None:
        for path in ("policies", "policies/", "./policies", "policies/assurance/module.yaml"):
            assert [f.file for f in validate([path], root=library).findings] == ["policies/assurance/module.yaml"]
        absolute = library / "policies/assurance"
        assert validate([absolute]).findings[0].file == f"{absolute.as_posix()}/module.yaml"

    def test_a_file_named_twice_is_judged_once(self, library: Path) -> None:
        outcome = validate(["policies", ".", "policies/assurance/module.yaml"], root=library)
        assert (outcome.files, len(outcome.findings)) == (3, 1)

    def test_a_file_of_another_name_has_the_kind_that_is_said(self, library: Path) -> None:
        write(library, {"draft.yaml": INVALID})
        assert [f.path for f in validate(["draft.yaml"], kind="module", root=library).findings] == ["type"]

    def test_a_kind_narrows_a_folder(self, library: Path) -> None:
        assert validate(["."], kind="releases", root=library).files == 1

    @pytest.mark.parametrize(("path", "words"), [("nowhere", "no file or folder"), ("notes.yaml", "what kind")])
    def test_what_cannot_be_judged_is_an_error_of_usage(self, path: str, words: str, library: Path) -> None:
        with pytest.raises(UsageError, match=words) as caught:
            validate([path], root=library)
        assert caught.value.exit_code == 2
        assert caught.value.fix

    def test_an_unknown_kind(self, library: Path) -> None:
        with pytest.raises(UnknownNameError):
            validate(["."], kind="novel", root=library)

    @pytest.mark.parametrize("folder", [".git", ".schemekit", ".venv", "{{cookiecutter.id}}"])
    def test_what_is_not_the_author_s_own_is_left_out(self, folder: str, library: Path) -> None:
        write(library, {f"{folder}/x/module.yaml": "nonsense", f"sub/{folder}/module.yaml": "nonsense"})
        assert validate(["."], root=library).files == 3

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes and links")
    def test_links_and_special_files_are_refused_not_followed(self, library: Path, tmp_path: Path) -> None:
        secret = write(tmp_path / "elsewhere", {"module.yaml": "secret: 1\n"})
        for name in ("a", "b", "c", "d"):
            (library / name).mkdir()
        (library / "a/module.yaml").symlink_to(secret / "module.yaml")
        os.mkfifo(library / "b/module.yaml")
        (library / "c/module.yaml").mkdir()
        (library / "d/module.yaml").symlink_to("nowhere")
        (library / "linked").symlink_to(secret)
        outcome = validate(["."], root=library)
        refused = {finding.file: finding.found for finding in outcome.findings if finding.code == "file-refused"}
        assert refused == {
            "a/module.yaml": "a link to another file", "b/module.yaml": "a folder, pipe or device",
            "c/module.yaml": "a folder, pipe or device", "d/module.yaml": "a link to another file",
        }
        assert not any("secret" in str(finding) for finding in outcome.findings)
        assert [f.code for f in validate(["a/module.yaml", "linked"], kind="module", root=library).findings] == [
            "file-refused", "file-refused",
        ]

    def test_a_file_that_is_too_big_is_told_so(self, library: Path) -> None:
        write(library, {"policies/releases.yaml": "#" * 3_000_000})
        assert [f.code for f in validate(["policies/releases.yaml"], root=library).findings] == ["yaml-too-big"]


class TestCache:
    """A verdict is known by all it depends on; a cache that is spoiled, stale or out of reach only costs time."""

    def findings(self, library: Path) -> list[str]:
        return [str(finding) for finding in validate(["."], root=library).findings]

    def test_a_second_run_says_the_same(self, library: Path, cache: Path) -> None:
        first = self.findings(library)
        kept = (cache / "verdicts-1.json").read_bytes()
        assert self.findings(library) == first
        assert (cache / "verdicts-1.json").read_bytes() == kept

    def test_a_warm_run_reads_no_yaml_and_no_schema(self, library: Path, tmp_path: Path) -> None:
        self_check = (
            "import sys; from schemekit.publish.validate import validate; outcome = validate(sys.argv[1:]);"
            "print(outcome.files, len(outcome.findings), [name for name in "
            "('yaml', 'yaml_edit', 'jsonschema', 'jsonschema_rs', 'referencing', 'rich') if name in sys.modules])"
        )
        environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "warm"), "LOCALAPPDATA": str(tmp_path / "warm")}
        runs = [
            subprocess.run([sys.executable, "-c", self_check, str(library)], env=environment, check=True,
                           capture_output=True, text=True).stdout.strip()
            for _ in range(2)
        ]
        assert runs == ["3 1 ['yaml', 'jsonschema', 'referencing']", "3 1 []"]

    def test_the_same_content_elsewhere_is_known_under_its_own_name(self, library: Path) -> None:
        self.findings(library)
        write(library, {"policies/copy/module.yaml": INVALID})
        assert [f.file for f in validate(["."], root=library).findings] == [
            "policies/assurance/module.yaml", "policies/copy/module.yaml",
        ]

    def test_the_same_content_of_another_kind_has_its_own_verdict(self, library: Path) -> None:
        write(library, {"one.yaml": "format: 1\nmodule: grievance\n"})
        assert validate(["one.yaml"], kind="adoption", root=library).findings == ()
        assert validate(["one.yaml"], kind="releases", root=library).findings != ()

    def test_a_changed_file_is_judged_anew(self, library: Path) -> None:
        self.findings(library)
        write(library, {"policies/assurance/module.yaml": VALID, "policies/grievance/module.yaml": INVALID})
        assert [f.file for f in validate(["."], root=library).findings] == ["policies/grievance/module.yaml"]

    @pytest.mark.parametrize("name", ["__version__", "rules_digest"])
    def test_another_version_or_schema_judges_anew(
        self, name: str, library: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.findings(library)
        before = json.loads((cache / "verdicts-1.json").read_text())["verdicts"]
        other = "9.9.9" if name == "__version__" else lambda kind: f"other {kind}"
        monkeypatch.setattr(f"schemekit.files.verdicts.{name}", other)
        self.findings(library)
        after = json.loads((cache / "verdicts-1.json").read_text())["verdicts"]
        assert len(after) == 2 * len(before)

    @pytest.mark.parametrize("spoiled", [
        b"", b"\x00\xff", b"[]", b"{}", b'{"format": 1}', b'{"format": 2, "verdicts": {}}',
        b'{"format": 1, "verdicts": []}', b"[" * 100_000, b'{"format": 1, "verdicts": {"a": 1}}',
    ])
    def test_a_spoiled_cache_is_rebuilt(self, spoiled: bytes, library: Path, cache: Path) -> None:
        first = self.findings(library)
        (cache / "verdicts-1.json").write_bytes(spoiled)
        assert self.findings(library) == first
        assert len(json.loads((cache / "verdicts-1.json").read_text())["verdicts"]) >= 3

    @pytest.mark.parametrize("entry", [
        None, 1, "x", {}, [1], [[]], [["x"] * 9], [[1, 1]], [[1, 1, "c", "p", "f", "w", "y", "x", "no-severity"]],
        [[1, 1, "c", "p", "f", "w", "y", ["x"], "error"]], [[True, 1, "c", "p", "f", "w", "y", "x", "error"]],
    ])
    def test_an_entry_that_is_not_ours_is_no_verdict(self, entry: object, library: Path, cache: Path) -> None:
        first = self.findings(library)
        file = cache / "verdicts-1.json"
        kept = json.loads(file.read_text())
        file.write_text(json.dumps({**kept, "verdicts": dict.fromkeys(kept["verdicts"], entry)}))
        assert self.findings(library) == first

    def test_a_kept_file_name_is_never_told(self, library: Path, cache: Path) -> None:
        self.findings(library)
        assert "assurance" not in (cache / "verdicts-1.json").read_text()

    @pytest.mark.parametrize("obstacle", ["a-file", "a-folder", "read-only"])
    def test_a_cache_out_of_reach_is_no_cache(self, obstacle: str, library: Path, cache: Path) -> None:
        if obstacle == "a-file":
            cache.parent.mkdir()
            cache.write_text("in the way")
        elif obstacle == "a-folder":
            (cache / "verdicts-1.json").mkdir(parents=True)
        else:
            cache.mkdir(parents=True)
            cache.chmod(0o500)
        assert len(self.findings(library)) == 1
        assert len(self.findings(library)) == 1
        assert not list(cache.parent.glob("**/*.tmp")) if cache.is_dir() else True

    def test_nothing_is_left_beside_the_cache(self, library: Path, cache: Path) -> None:
        self.findings(library)
        assert [file.name for file in cache.iterdir()] == ["verdicts-1.json"]

    def test_without_the_cache_nothing_is_kept_or_asked(self, library: Path, cache: Path) -> None:
        assert len(validate(["."], root=library, cache=False).findings) == 1
        assert not cache.exists()

    def test_what_was_found_comes_back_whole(self, cache: Path) -> None:
        finding = Finding(code="c", found="f", wanted="w", fix="x", file="a.yaml", line=3, column=4, path="p[0]",
                          why="y", severity=Severity.WARNING)
        verdicts = Verdicts(cache)
        verdicts.put("key", [finding])
        verdicts.keep()
        assert Verdicts(cache).get("key", "a.yaml") == (finding,)

    def test_the_cache_does_not_grow_without_end(self, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("schemekit.files.verdicts.KEPT", 3)
        for key in ("a", "b", "c", "d"):
            verdicts = Verdicts(cache)
            verdicts.get("b", "f")   # what is used stays longer
            verdicts.put(key, [])
            verdicts.keep()
        kept = Verdicts(cache)
        assert [key for key in "abcd" if kept.get(key, "f") is not None] == ["b", "c", "d"]

    def test_a_verdict_of_very_many_findings_is_not_kept(self, cache: Path) -> None:
        verdicts = Verdicts(cache)
        lines = range(FINDINGS_KEPT + 1)
        verdicts.put("key", [Finding(code="c", found="f", wanted="w", fix="x", line=line) for line in lines])
        verdicts.keep()
        assert Verdicts(cache).get("key", "f") is None


class TestCommand:
    """Findings on stdout, then a count; exit 0 fine, 1 findings, 2 usage; --json is the same report."""

    def run(self, *arguments: str, folder: Path) -> tuple[int, str]:
        result = CliRunner().invoke(command, arguments, obj=folder, standalone_mode=False)
        if result.exception is not None:
            raise result.exception
        return int(result.return_value or 0), result.stdout

    def test_findings_and_a_count(self, library: Path) -> None:
        assert self.run(folder=library) == (1, (
            "policies/assurance/module.yaml:4:7: error: 'novel' [schema-not-one-of]\n"
            "    at:   type\n"
            "    want: one of: policy, procedure, standard, guidance\n"
            "    fix:  write one of these\n"
            "3 files, 1 finding\n"
        ))

    def test_nothing_to_tell(self, library: Path) -> None:
        assert self.run("policies/grievance", folder=library) == (0, "1 file, 0 findings\n")

    def test_json_is_the_same_report(self, library: Path) -> None:
        code, text = self.run("--json", "policies", folder=library)
        report = json.loads(text)
        assert code == 1
        assert (report["format"], report["command"], report["files"]) == (1, "validate", 3)
        assert [finding["path"] for finding in report["findings"]] == ["type"]

    def test_the_same_order_every_run(self, library: Path) -> None:
        for name in ("z", "a", "m"):
            write(library, {f"{name}/module.yaml": INVALID})
        assert self.run(folder=library) == self.run("--no-cache", folder=library) == self.run(folder=library)

    def test_a_missing_path_leaves_with_two(self, library: Path) -> None:
        with pytest.raises(UsageError) as caught:
            self.run("nowhere", folder=library)
        assert caught.value.exit_code == 2

    def test_the_kinds_it_offers_are_the_kinds_there_are(self) -> None:
        assert tuple(SCHEMAS) == KINDS
