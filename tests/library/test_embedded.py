"""The library that comes with the tool: built into the package, read without git, checked like any other."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from schemekit.errors import HostileContentError, IntegrityError, LibraryError
from schemekit.library.embedded import EmbeddedLibrary, checkout_library, embedded_library
from schemekit.library.embedding import embed
from schemekit.model.version import Version
from tests.builders import TEXT, LibraryBuilder, sample_module

CHECKOUT = Path(__file__).resolve().parents[2]
URL = "https://example.org/schemekit"
READ = """
import json, shutil
from schemekit.library.embedded import embedded_library
from schemekit.files.shipped import shipped
library = embedded_library()
pulled = [library.pull(release) for release in library.ledger().releases]
print(json.dumps({
    "git": shutil.which("git"), "url": library.url, "commit": library.commit, "unreleased": library.unreleased,
    "files": {item.release.name: {path: data.decode() for path, data in item.files.items()} for item in pulled},
    "commits": {item.release.name: item.provenance.commit for item in pulled},
    "schemas": shipped("schemas").parent.name,
}))
"""


@pytest.fixture
def checkout(library: LibraryBuilder) -> LibraryBuilder:
    """A library in the shape of the tool's own checkout."""
    schemas = {f"schemas/{file.name}": file.read_bytes() for file in (CHECKOUT / "schemas").glob("*.json")}
    project = f'[project.urls]\nDocumentation = "{URL}"\n'
    library.commit("Shape", {"pyproject.toml": project, "components/scheme/{{cookiecutter.id}}/a.md": "x\n", **schemas})
    return library


@pytest.fixture
def embedded(checkout: LibraryBuilder, tmp_path: Path) -> EmbeddedLibrary:
    """That checkout's library as it would be in a package."""
    embed(checkout.path, tmp_path / "package" / "_library")
    return EmbeddedLibrary(tmp_path / "package" / "_library")


class TestEmbedding:
    """The wheel holds the shipped folders as at the build, and every release by its tree."""

    def test_gives_the_same_as_the_checkout(self, checkout: LibraryBuilder, embedded: EmbeddedLibrary) -> None:
        source = checkout_library(checkout.path)
        assert embedded.ledger() == source.ledger()
        assert (embedded.name, embedded.url, embedded.commit) == ("schemekit", URL, checkout.head())
        for release in source.ledger().releases:
            assert embedded.pull(release) == source.pull(release)

    def test_holds_the_shipped_folders_and_nothing_else(self, embedded: EmbeddedLibrary, tmp_path: Path) -> None:
        folder = tmp_path / "package" / "_library"
        names = {path.name for path in folder.iterdir()}
        assert names == {"components", "digests.json", "embedded.json", "policies", "schemas", "trees"}
        assert (folder / "components/scheme/{{cookiecutter.id}}/a.md").read_text() == "x\n"
        assert embedded.is_from_clean_checkout

    def test_says_what_is_not_released_and_that_it_was_built_from_edited_files(
        self, checkout: LibraryBuilder, tmp_path: Path
    ) -> None:
        checkout.write({f"policies/grievance/{TEXT}": "# Edited\n", "policies/new/module.yaml": "id: new\n"})
        checkout.write({".gitignore": "*.tmp\n", "policies/grievance/notes.tmp": "private\n"})
        embed(checkout.path, tmp_path / "_library")
        built = EmbeddedLibrary(tmp_path / "_library")
        assert built.unreleased == ("grievance", "new")
        assert not built.is_from_clean_checkout
        assert (tmp_path / "_library/policies/grievance" / TEXT).read_text() == "# Edited\n"
        assert not (tmp_path / "_library/policies/grievance/notes.tmp").exists()
        first = built.ledger().releases[0]
        assert built.pull(first).files[TEXT].decode() == sample_module("grievance")[TEXT]

    def test_is_the_same_every_time(self, checkout: LibraryBuilder, tmp_path: Path) -> None:
        for name in ("one", "two"):
            embed(checkout.path, tmp_path / name)
        assert _files_below(tmp_path / "one") == _files_below(tmp_path / "two")

    def test_a_ledger_that_lies_is_not_packaged(self, checkout: LibraryBuilder, tmp_path: Path) -> None:
        first, *rest = checkout.releases
        checkout.rewrite([replace(first, sha256="a" * 64), *rest])
        with pytest.raises(IntegrityError, match=r"grievance 1\.0\.0"):
            embed(checkout.path, tmp_path / "_library")

    def test_a_link_is_not_packaged(self, checkout: LibraryBuilder, tmp_path: Path) -> None:
        (checkout.path / "components" / "link").symlink_to("/etc/hostname")
        with pytest.raises(LibraryError, match="is a link"):
            embed(checkout.path, tmp_path / "_library")


class TestDamagedInstallation:
    """The embedded form verifies tree id and sha256 in pure Python, and says which file differs."""

    def test_names_the_file_that_was_changed(self, embedded: EmbeddedLibrary, tmp_path: Path) -> None:
        release = embedded.ledger().releases[0]
        place = tmp_path / "package/_library/trees" / release.tree
        (place / TEXT).write_text("# Changed\n", encoding="utf-8")
        (place / "extra.md").write_text("", encoding="utf-8")
        with pytest.raises(IntegrityError, match="not what the library schemekit released") as caught:
            embedded.pull(release)
        assert caught.value.why == f"not as released: extra.md, {TEXT}"

    def test_a_release_that_is_missing(self, embedded: EmbeddedLibrary, tmp_path: Path) -> None:
        release = embedded.ledger().releases[0]
        shutil.rmtree(tmp_path / "package/_library/trees" / release.tree)
        with pytest.raises(IntegrityError, match="is not in the library schemekit"):
            embedded.pull(release)

    def test_a_link_in_it(self, embedded: EmbeddedLibrary, tmp_path: Path) -> None:
        release = embedded.ledger().releases[0]
        (tmp_path / "package/_library/trees" / release.tree / "link.md").symlink_to("/etc/hostname")
        with pytest.raises(HostileContentError):
            embedded.pull(release)

    @pytest.mark.parametrize("text", ["{", "[]", "{}", '{"url": "x"}'])
    def test_a_damaged_record(self, tmp_path: Path, text: str) -> None:
        (tmp_path / "_library").mkdir()
        (tmp_path / "_library" / "embedded.json").write_text(text, encoding="utf-8")
        with pytest.raises(LibraryError, match="cannot be read"):
            embedded_library(tmp_path)

    def test_an_installation_without_one(self, tmp_path: Path) -> None:
        with pytest.raises(LibraryError, match="missing"):
            embedded_library(tmp_path / "lib" / "site" / "schemekit")


class TestCheckout:
    """Editable installs use the checkout itself: its objects for what is released, its files for what is not."""

    def test_is_what_an_editable_install_uses(self, checkout: LibraryBuilder) -> None:
        library = embedded_library(checkout.path / "src" / "schemekit")
        assert (library.name, library.url, library.commit) == ("schemekit", URL, checkout.head())
        assert library.unreleased == ()

    def test_edits_make_a_module_unreleased_before_they_are_committed(self, checkout: LibraryBuilder) -> None:
        checkout.write({f"policies/grievance/{TEXT}": "# Edited\n"})
        library = embedded_library(checkout.path / "src" / "schemekit")
        assert library.unreleased == ("grievance",)
        newest = library.ledger().find("grievance", Version("1.1.0"))
        assert newest is not None
        assert library.pull(newest).files[TEXT].decode() == sample_module("grievance")[TEXT]

    def test_line_ends_turned_by_a_checkout_on_windows_are_no_edit(self, checkout: LibraryBuilder) -> None:
        text = sample_module("consultation")[TEXT].replace("\n", "\r\n")
        checkout.write({f"policies/consultation/{TEXT}": text})
        assert embedded_library(checkout.path / "src" / "schemekit").unreleased == ()


def test_the_wheel_and_the_wheel_made_from_the_source_distribution_hold_the_library(tmp_path: Path) -> None:
    """A wheel built for real, offline, in a clone; installed alone; read where there is no git."""
    library = _clone_with_small_library(tmp_path)
    _build(library.path, tmp_path / "dist", "sdist", "wheel")
    with tarfile.open(next((tmp_path / "dist").glob("*.tar.gz"))) as archive:
        archive.extractall(tmp_path / "unpacked")  # our own archive; the filter came with Python 3.11.4
    (unpacked,) = (tmp_path / "unpacked").iterdir()
    _build(unpacked, tmp_path / "from-sdist", "wheel", without_git=tmp_path)
    assert not (library.path / "src/schemekit/_library").exists()
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    (second,) = (tmp_path / "from-sdist").glob("*.whl")
    assert _embedded_files(wheel) == _embedded_files(second)

    read = json.loads(_read_installed(wheel, tmp_path))
    assert read["git"] is None
    assert (read["url"], read["commit"], read["unreleased"]) == (URL, library.head(), ["consultation"])
    assert read["files"]["grievance 1.0.0"] == sample_module("grievance")
    assert sorted(read["files"]) == ["consultation 1.0.0", "grievance 1.0.0", "grievance 1.1.0"]
    assert all(len(commit) == 40 for commit in read["commits"].values())
    assert read["schemas"] == "_library"


def _files_below(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def _clone_with_small_library(tmp_path: Path) -> LibraryBuilder:
    library = LibraryBuilder(tmp_path)
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    paths = subprocess.run(listed, cwd=CHECKOUT, capture_output=True, check=True).stdout.decode().split("\0")
    wanted = ("src/", "schemas/", "components/", "LICENSES/", ".gitignore", "pyproject.toml", "README.md")
    for path in paths:
        if path.startswith(wanted) and (CHECKOUT / path).is_file():
            library.write({path: (CHECKOUT / path).read_bytes()})
    library.release("grievance", "1.0.0")
    library.release("consultation", "1.0.0")
    library.release("grievance", "1.1.0", {"{{cookiecutter.module}}/forms/register.csv": "case\n"})
    library.commit("Edit", {f"policies/consultation/{TEXT}": "# Edited\n"})
    return library


def _build(folder: Path, target: Path, *kinds: str, without_git: Path | None = None) -> None:
    surroundings = {**os.environ, **({"PATH": str(without_git)} if without_git else {})}
    wanted = [word for kind in kinds for word in ("-t", kind)]
    command = [sys.executable, "-m", "hatchling", "build", *wanted, "-d", str(target)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=surroundings)
    assert done.returncode == 0, done.stdout + done.stderr


def _embedded_files(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name.startswith("schemekit/_library/")}


def _read_installed(wheel: Path, tmp_path: Path) -> str:
    """Install into a fresh environment that borrows only the dependencies of this one, and read the library there."""
    environment = tmp_path / "environment"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(environment)], check=True)
    python = environment / ("Scripts" if os.name == "nt" else "bin") / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*pip, str(wheel)], check=True)
    import yaml

    borrowed = str(Path(yaml.__file__).parents[1])
    surroundings = {"PATH": str(tmp_path), "PYTHONPATH": borrowed, "HOME": str(tmp_path)}
    done = subprocess.run(
        [str(python), "-c", READ], capture_output=True, text=True, check=False, cwd=tmp_path, env=surroundings
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
