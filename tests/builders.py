"""Builders: real git repositories, modules and libraries for the tests, made in a few lines.

`LibraryBuilder(tmp_path).release("grievance", "1.0.0", files)` is a library that can be adopted from.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from schemekit.files.digest import digest_of, tree_id
from schemekit.files.folder import read_folder
from schemekit.model.release import Release, Standing
from schemekit.model.version import Version
from tests.yaml_text import loaded

TEXT = "{{cookiecutter.module}}/policy.md"
LEDGER = "policies/releases.yaml"

Files = Mapping[str, str | bytes | None]

_MODULE = """\
format: 1
id: {id}
title: {title} procedure
type: procedure
summary: How the scheme handles {id}.
audience: The secretariat.
topics: [{id}]
language: en
house_style: shall
licence: {licence}
credit: {{author: Library contributors, year: 2026, url: "https://example.org/library", notice: ""}}
documents:
  - {{file: policy.md, title: {title} procedure, kind: text}}
parameters:
  - name: scheme_name
    scope: scheme
    type: text
    title: Name of the scheme
    prompt: What is the full name of the scheme?
    help: As it stands in the statutes.
    default: Example Scheme
    stricter: none
    reference: design choice
    tailoring: adjustable
  - name: answer_days
    scope: module
    type: integer
    unit: working days
    title: Time to answer
    prompt: Within how many working days is an answer given?
    help: Shorter is better for the people who wait.
    default: 5
    minimum: 2
    maximum: 10
    stricter: lower
    reference: "practice: 2 to 10 working days"
    tailoring: adjustable
clauses:
  - {{id: purpose, force: information, tailoring: locked}}
  - {{id: answer, force: requirement, tailoring: adjustable}}
  - {{id: records, force: recommendation, tailoring: optional}}
"""
_TEXT = """\
# {{{{ cookiecutter.scheme_name }}}}: {title} procedure

## Purpose {{ #purpose }}

This procedure says how {{{{ cookiecutter.scheme_name }}}} handles {id}.

## Answer {{ #answer }}

The secretariat shall answer within {{{{ cookiecutter.answer_days }}}} working days.
The answer shall be in writing.

## Records {{ #records }}

The secretariat should keep a record of every case.
"""


def module_yaml(module: str, *, licence: str = "CC-BY-4.0") -> str:
    """A valid module.yaml with a scheme-wide and an own parameter and three clauses."""
    return _MODULE.format(id=module, title=module.replace("-", " ").capitalize(), licence=licence)


def policy_text(module: str) -> str:
    """The text that goes with `module_yaml`."""
    return _TEXT.format(id=module, title=module.replace("-", " ").capitalize())


def sample_module(module: str) -> dict[str, str]:
    """The files of a small valid module, by their path in its folder."""
    return {
        "module.yaml": module_yaml(module),
        TEXT: policy_text(module),
        "CHANGELOG.md": "# Changelog\n\n## 1.0.0\n\nFirst release.\n",
    }


class GitFolder:
    """A folder with a git repository in it, worked by plain git commands."""

    def __init__(self, path: Path) -> None:
        self.path = path
        if not (path / ".git").exists():
            path.mkdir(parents=True, exist_ok=True)
            self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str, given: bytes = b"", date: str = "") -> str:
        """Run git in the folder and return what it prints."""
        dates = {"GIT_AUTHOR_DATE": f"{date}T12:00:00+00:00", "GIT_COMMITTER_DATE": f"{date}T12:00:00+00:00"}
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.path,
            input=given,
            capture_output=True,
            check=False,
            env={**os.environ, **(dates if date else {})},
        )
        assert done.returncode == 0, f"git {' '.join(arguments)}: {done.stderr.decode()}"
        return done.stdout.decode().rstrip("\n")

    def write(self, files: Files) -> None:
        """Write files as given, byte for byte; None deletes."""
        for path, content in files.items():
            place = self.path / path
            if content is None:
                place.unlink()
                continue
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content.encode() if isinstance(content, str) else content)

    def commit(self, message: str = "Change", files: Files | None = None, date: str = "") -> str:
        """Write files, commit everything and return the commit."""
        self.write(files or {})
        self.git("add", "--all", "--force")
        self.git("commit", "--quiet", "--allow-empty", f"--message={message}", date=date)
        return self.head()

    def head(self) -> str:
        """The newest commit."""
        return self.git("rev-parse", "HEAD")

    def tree(self, rows: Sequence[tuple[str, str, str, str]]) -> str:
        """Store a tree of (mode, kind, id, name) exactly as given, and return its id; git's own checks are off."""
        body = b"".join(
            f"{mode.lstrip('0')} {name}".encode("utf-8", "surrogateescape") + b"\0" + bytes.fromhex(object_id)
            for mode, _, object_id, name in rows
        )
        return self.git("hash-object", "-t", "tree", "-w", "--literally", "--stdin", given=body)

    def blob(self, content: bytes = b"text\n") -> str:
        """Store a blob and return its id."""
        return self.git("hash-object", "-w", "--stdin", given=content)


def packed(repository: Path) -> Path:
    """Put what git stored into one file, where it has a folder for each object: for a template that is copied often."""
    if (repository / ".git").is_dir():
        GitFolder(repository).git("repack", "-a", "-d", "--quiet")
    return repository


def copied(template: Path, to: Path) -> Path:
    """A copy of a folder of plain files and folders in a new one, with their modes; missing folders above it are made.

    A quarter of what `shutil.copytree` takes, which also copies times and attributes: it is done for most tests.
    """
    to.parent.mkdir(parents=True, exist_ok=True)
    _copy(str(template), str(to))
    return to


def _copy(folder: str, to: str) -> None:
    os.mkdir(to)  # noqa: PTH102 - plain text all along, for speed
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_symlink():
                os.symlink(os.readlink(entry.path), f"{to}/{entry.name}")  # noqa: PTH115, PTH211
            elif entry.is_dir():
                _copy(entry.path, f"{to}/{entry.name}")
            else:
                with open(entry.path, "rb", 0) as old:  # noqa: PTH123
                    made = os.open(f"{to}/{entry.name}", os.O_WRONLY | os.O_CREAT | os.O_EXCL,
                                   entry.stat().st_mode & 0o777)
                    try:
                        os.write(made, old.read())
                    finally:
                        os.close(made)


class LibraryBuilder(GitFolder):
    """A library in `folder/library`, built release by release; opened again where one is there.

    Shape: `path` is the repository, `url` its address as a folder, `file_url` as one that is fetched.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / "library")
        self.releases: list[Release] = []
        if (self.path / LEDGER).exists():
            self._reread()

    @property
    def url(self) -> str:
        """The library as a folder on this computer."""
        return str(self.path)

    @property
    def file_url(self) -> str:
        """The library as something that is fetched into the cache."""
        return self.path.as_uri()

    def release(
        self,
        module: str,
        version: str,
        files: Files | None = None,
        *,
        note: str = "A change.",
        bump: str = "minor",
        date: str = "2026-01-15",
    ) -> Release:
        """Write files into the module's folder, put it into the ledger and commit; returns the ledger's entry.

        Shape: `files` by their path in the module's folder, None deletes; the first release of a module starts from
        `sample_module`.
        """
        folder = self.path / "policies" / module
        if not folder.exists():
            self.write({f"policies/{module}/{path}": text for path, text in sample_module(module).items()})
        self.write({f"policies/{module}/{path}": content for path, content in (files or {}).items()})
        content = read_folder(folder)
        release = Release(
            module=module,
            version=Version(version),
            date=date,
            tree=tree_id(content),
            sha256=digest_of(content),
            bump=bump,
            note=note,
        )
        self.releases.append(release)
        self.write({LEDGER: ledger_text(self.releases)})
        self.commit(f"Release {release.name}", date=date)
        return release

    def mark(self, module: str, version: str, standing: Standing, reason: str) -> None:
        """Mark a release as yanked, superseded or erratum, and commit."""
        wanted = (module, Version(version))
        self.releases = [
            replace(r, standing=standing, standing_reason=reason) if (r.module, r.version) == wanted else r
            for r in self.releases
        ]
        self.write({LEDGER: ledger_text(self.releases)})
        self.commit(f"Mark {module} {version} as {standing.value}")

    def rewrite(self, releases: Sequence[Release]) -> None:
        """Put another ledger in place, as an attacker or a careless maintainer would, and commit."""
        self.releases = list(releases)
        self.write({LEDGER: ledger_text(self.releases)})
        self.commit("Rewrite the ledger")

    def _reread(self) -> None:
        data = loaded((self.path / LEDGER).read_text(encoding="utf-8"))
        self.releases = [Release.from_mapping(item) for item in data["releases"]]


def ledger_text(releases: Sequence[Release]) -> str:
    """A ledger as the tool writes it: one mapping for each release."""
    lines = ["format: 1", "releases:" if releases else "releases: []"]
    for release in releases:
        for number, (key, value) in enumerate(release.to_mapping().items()):
            lines.append(f'{"  - " if number == 0 else "    "}{key}: "{value}"')
    return "\n".join(lines) + "\n"
