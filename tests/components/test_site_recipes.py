"""The recipes that publish a site: their scripts are run here, on a real scheme and a real library.

What a forge itself does with the files (its actions, its web server) cannot run here; `rsync` is a stand-in that copies
and writes down what it was asked.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.builders import GitFolder, LibraryBuilder
from tests.scheme_builders import tell

pytest.importorskip("material", reason="the extra 'docs' is not installed")

PROGRAMS = Path(sys.executable).parent
ROOT = Path(__file__).resolve().parents[2]
RECIPES = ROOT / "docs" / "recipes"
INSTALL = re.compile(r"python -I -m pip install 'schemekit\[docs(,pdf)?\]'")


@pytest.fixture(scope="module")
def scheme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A scheme as `schemekit new` makes it."""
    folder = tmp_path_factory.mktemp("recipes")
    told = tell("-C", str(folder), "new", "northern-minerals", "--no-input")
    assert told.code == 0, told.all
    return folder / "northern-minerals"


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path, scheme: Path) -> Path:
    """A folder to work in: a scheme or a library, as the test's parameter says."""
    if request.param == "library":
        shutil.copytree(request.getfixturevalue("library_template"), tmp_path / "library")
        return LibraryBuilder(tmp_path).path
    shutil.copytree(scheme, tmp_path / "scheme")
    return tmp_path / "scheme"


def recipe(place: Path, forge: str) -> dict[Any, Any]:
    """The file of a forge for this folder."""
    if (place / "scheme.yaml").is_file():
        file = place / (".github/workflows/site.yml" if forge == "github" else ".gitlab-ci.yml")
    else:
        file = RECIPES / f"library-{forge}-pages.yml"
    found: dict[Any, Any] = yaml.safe_load(file.read_text("utf-8"))
    return found


def run(script: str, folder: Path, *words: str, first: Path = PROGRAMS) -> subprocess.CompletedProcess[str]:
    """A script as a forge runs it: in bash, ending at the first failure."""
    path = f"{first}:{PROGRAMS}:{os.environ['PATH']}"
    shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script, "recipe"]
    return subprocess.run([*shell, *words], cwd=folder, env={**os.environ, "PATH": path}, capture_output=True,
                          text=True, check=False)


both = pytest.mark.parametrize("place", ["scheme", "library"], indirect=True)


@both
class TestGitHub:
    """'`.github/workflows/site.yml` for GitHub Pages, … least rights, actions pinned, nothing runs on a pull request
    from a fork with secrets'"""

    def test_its_script_makes_the_site_that_is_uploaded(self, place: Path) -> None:
        steps = recipe(place, "github")["jobs"]["build"]["steps"]
        install, build = [step["run"] for step in steps if "run" in step]
        assert INSTALL.fullmatch(install)
        done = run(build, place)
        assert done.returncode == 0, done.stderr
        (upload,) = [step for step in steps if "upload-pages-artifact" in step.get("uses", "")]
        assert (place / upload["with"]["path"] / "index.html").is_file()

    def test_nothing_is_published_unasked(self, place: Path) -> None:
        """A pull request runs nothing, another branch publishes nothing, nor does a scheme that never said so."""
        flow = recipe(place, "github")
        assert set(flow[True]) - {"schedule"} == {"push", "workflow_dispatch"}   # YAML 1.1 reads `on` as true
        assert flow["jobs"]["build"]["if"] == (
            "vars.PUBLISH_SITE == 'yes' && github.ref_name == github.event.repository.default_branch")
        assert flow["jobs"]["publish"]["needs"] == "build"

    def test_each_job_has_only_the_rights_it_needs(self, place: Path) -> None:
        flow = recipe(place, "github")
        assert flow["permissions"] == {}
        assert flow["jobs"]["build"]["permissions"] == {"contents": "read"}
        assert flow["jobs"]["publish"]["permissions"] == {"pages": "write", "id-token": "write"}
        steps = [step for job in flow["jobs"].values() for step in job["steps"]]
        assert all(re.fullmatch(r"actions/[a-z-]+@v\d+", step["uses"]) for step in steps if "uses" in step)
        assert steps[0]["with"] == {"fetch-depth": 0, "persist-credentials": False}
        assert "secrets." not in str(flow)
        assert not [step for step in steps if "${{" in step.get("run", "")]


@both
class TestGitLab:
    """'a `pages` job in `.gitlab-ci.yml`'"""

    def test_its_script_makes_the_folder_that_is_published(self, place: Path) -> None:
        job = recipe(place, "gitlab")["pages"]
        (install,) = job["before_script"]
        assert INSTALL.fullmatch(install)
        done = run("\n".join(job["script"]), place)
        assert done.returncode == 0, done.stderr
        assert [(place / path / "index.html").is_file() for path in job["artifacts"]["paths"]] == [True]

    def test_nothing_is_published_unasked(self, place: Path) -> None:
        job = recipe(place, "gitlab")["pages"]
        assert job["rules"] == [{"if": '$PUBLISH_SITE == "yes" && $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH'}]
        assert job["variables"] == {"GIT_DEPTH": 0}


STAND_IN = """\
#!/bin/sh
echo "$*" >>"{log}"
for word; do from=${{last-}}; last=$word; done
mkdir -p "$last" && cp -R "$from." "$last"
"""


@pytest.mark.parametrize("place", ["library"], indirect=True)
class TestAnyHost:
    """'for any static host (rsync/`--out`)'"""

    def publish(self, place: Path, *words: str) -> tuple[subprocess.CompletedProcess[str], str]:
        bin_folder, log = place.parent / "bin", place.parent / "log"
        bin_folder.mkdir(exist_ok=True)
        (bin_folder / "rsync").write_text(STAND_IN.format(log=log))
        (bin_folder / "rsync").chmod(0o755)
        done = run(f'sh "{RECIPES}/publish-to-a-host.sh" "$@"', place, *words, first=bin_folder)
        return done, log.read_text() if log.exists() else ""

    def test_the_site_is_made_and_handed_over(self, place: Path) -> None:
        target = place.parent / "www"
        done, asked = self.publish(place, f"{target}/")
        assert done.returncode == 0, done.stderr
        assert (target / "catalogue" / "index.html").is_file()
        first, last = asked.splitlines()
        assert "--exclude=*.html" in first
        assert "--delete" not in first
        assert "--delete-after" in last
        assert last.endswith(f" -- site/ {target}/")

    @pytest.mark.parametrize("words", [[], [""], ["/srv/www"], ["www.example.org"], ["--delete/"], ["/"]])
    def test_a_place_that_is_none_is_refused_before_anything_is_made(self, place: Path, words: list[str]) -> None:
        done, asked = self.publish(place, *words)
        assert (done.returncode, asked, (place / "site").exists()) == (2, "", False)
        assert "usage" in done.stderr

    def test_a_broken_site_is_not_published(self, place: Path) -> None:
        (place / "docs").mkdir()
        (place / "docs" / "index.md").write_text("# Home\n\n[Nowhere](other.md#nowhere)\n")
        (place / "docs" / "other.md").write_text("# Other\n")
        done, asked = self.publish(place, f"{place.parent}/www/")
        assert (done.returncode, asked) == (1, "")


def test_the_workflow_of_a_scheme_and_of_a_library_differ_in_words_only(scheme: Path) -> None:
    """What is mended in one is mended in the other."""
    ours = recipe(scheme, "github")
    theirs: dict[str, Any] = yaml.safe_load((RECIPES / "library-github-pages.yml").read_text("utf-8"))
    assert ours[True].pop("schedule")   # only a scheme has dates that take effect
    assert str(ours).replace("[docs,pdf]", "[docs]") == str(theirs)


def test_a_new_scheme_keeps_the_files_for_forges(scheme: Path) -> None:
    tracked = GitFolder(scheme).git("ls-files").splitlines()
    assert {".github/workflows/site.yml", ".gitlab-ci.yml"} <= set(tracked)
    assert "{%" not in (scheme / ".github/workflows/site.yml").read_text("utf-8")
