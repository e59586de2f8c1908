"""NOTICE.md, REUSE.toml and LICENSES/: what people read, and what the reuse tool accepts."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemekit.licence.letter import Letter
from schemekit.licence.notice import NoticeEntry, legal_files, licence_files, notice_md, reuse_toml
from schemekit.licence.rules import packaged
from schemekit.licence.use import Use
from schemekit.licence.verdict import DISCLAIMER

REUSE = shutil.which("reuse", path=str(Path(sys.executable).parent)) or shutil.which("reuse")
LETTER = Letter(
    licence_ref="LicenseRef-efc-2026",
    grantor="Example Forest Council",
    file="letters/efc-2026.pdf",
    uses=frozenset({Use.COLLECTION, Use.ADAPTATION}),
    expires=date(2030, 1, 1),
    territory="Ghana",
)
GRIEVANCE = NoticeEntry(
    module="grievance",
    title="Grievance, complaints and appeals",
    author="schemekit contributors",
    version="1.2.0",
    url="https://example.org/schemekit",
    licence="CC-BY-4.0",
    copyright="2026 schemekit contributors",
    notice="The panel names are fictitious.",
    use=Use.ADAPTATION,
    changes="3 clauses adapted, 1 dropped by Northern Minerals; see policies/grievance/adoption.yaml.",
    earlier=("2024: shortened by the Example Council.",),
)
SAFETY = NoticeEntry(
    module="safety",
    title="Safety of workers",
    author="Example Forest Council",
    licence="LicenseRef-all-rights-reserved",
    permission="LicenseRef-efc-2026",
    use=Use.COLLECTION,
)


def written(folder: Path, files: Mapping[str, str], credits: list[NoticeEntry]) -> Path:
    """A scheme's folder with the made files, and the files every scheme has."""
    own = ["scheme.yaml", "scheme.lock", "README.md", ".gitattributes", "docs/index.md", "cooperation/x.yaml"]
    for entry in (entry for entry in credits if entry.use is not Use.REFERENCE):
        own += [
            f"policies/{entry.module}/policy.md",
            f"policies/{entry.module}/forms/form.md",
            f"policies/{entry.module}/adoption.yaml",
            f".schemekit/source/{entry.module}/{{{{cookiecutter.module}}}}/policy.md",
            f".schemekit/source/{entry.module}/module.yaml",
        ]
    for path, text in {**dict.fromkeys(own, "SPDX-License-Identifier: MIT OR (\n"), **files}.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return folder


def lint(folder: Path) -> None:
    assert REUSE, "the reuse tool belongs to the development tools"
    done = subprocess.run([REUSE, "--root", str(folder), "lint"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


ODD = 'Søren "the \\ Man" O\'Brien\t& 森林 — <b>Näß</b> ]]\n[[annotations]] # Copyright © {{x}} \x7f\u202e*'


class TestReuse:
    """The `reuse` tool's lint passes on every scheme."""

    @pytest.mark.parametrize(
        ("outgoing", "credits"),
        [
            pytest.param("CC-BY-4.0", [], id="no-modules"),
            pytest.param("CC-BY-4.0", [GRIEVANCE, SAFETY], id="adapted-and-by-letter"),
            pytest.param("CC0-1.0", [GRIEVANCE], id="own-texts-in-the-public-domain"),
            pytest.param(
                "LicenseRef-all-rights-reserved",
                [
                    NoticeEntry(module="a", title=ODD, author=ODD, licence="CC-BY-SA-3.0 OR MIT", use=Use.ADAPTATION),
                    NoticeEntry(module="b", title="B", author="", licence="NOASSERTION", copyright=ODD),
                    NoticeEntry(module="c", title="", author="", licence="NONE"),
                    NoticeEntry(module="r", title="R", author="R", licence="CC-BY-ND-4.0", use=Use.REFERENCE),
                    NoticeEntry(module="d", title="D", author="©", licence="no licence at all"),
                    NoticeEntry(module="e", title="E", author="2026", licence="CC-BY-SA-2.5+", use=Use.ADAPTATION),
                    NoticeEntry(module="f", title="F", author="Copyright", licence="PDDL-1.0", use=Use.ADAPTATION),
                    NoticeEntry(module="g", title="G", author="Copyright (c) 1999-2026, X", licence="Apache-2.0"),
                ],
                id="odd-names-and-licences",
            ),
        ],
    )
    def test_lint_passes(self, tmp_path: Path, outgoing: str, credits: list[NoticeEntry]) -> None:
        name = ODD if len(credits) > 2 else "Northern Minerals"
        made = legal_files(name, outgoing, credits, letters={LETTER.licence_ref: LETTER})
        lint(written(tmp_path, made.files, credits))

    def test_a_missing_text_is_a_finding_and_lint_agrees(self, tmp_path: Path) -> None:
        credits = [NoticeEntry(module="a", title="A", author="A", licence="CC-BY-SA-3.0-DE")]
        made = legal_files("Northern Minerals", "CC-BY-4.0", credits)
        (finding,) = made.findings
        assert (finding.file, finding.code) == ("LICENSES/CC-BY-SA-3.0-DE.txt", "licence-text-missing")
        assert "reuse download CC-BY-SA-3.0-DE" in finding.fix
        folder = written(tmp_path, made.files, credits)
        with pytest.raises(AssertionError, match=r"CC-BY-SA-3\.0-DE"):
            lint(folder)
        (folder / finding.file).write_text("the text, saved by hand\n", encoding="utf-8")
        lint(folder)
        assert not legal_files("Northern Minerals", "CC-BY-4.0", credits, present=[finding.file]).findings

    def test_licences_and_holders_of_each_file(self) -> None:
        made = reuse_toml(
            "Northern Minerals",
            "CC-BY-SA-4.0",
            [GRIEVANCE, SAFETY],
            copyright="2026 Northern Minerals",
            letters={LETTER.licence_ref: LETTER, "LicenseRef-unused": replace(LETTER, licence_ref="LicenseRef-unused")},
        )
        data = tomllib.loads(made)

        def of(path: str) -> tuple[list[str], list[str]]:
            """The last annotation that names the path."""
            found = [item for item in data["annotations"] if path in item["path"]]
            return found[-1]["SPDX-License-Identifier"], found[-1]["SPDX-FileCopyrightText"]

        us, them = "2026 Northern Minerals", "2026 schemekit contributors"
        assert data["version"] == 1
        assert all(item["precedence"] == "override" for item in data["annotations"])
        assert "LicenseRef-unused" not in made
        assert of("**") == (["CC-BY-SA-4.0"], [us])
        assert of("scheme.lock") == (["CC0-1.0"], [us])
        assert of("policies/grievance/**") == (["CC-BY-4.0 AND CC-BY-SA-4.0"], [them, us])
        assert of("policies/grievance/adoption.yaml") == (["CC-BY-SA-4.0"], [us])
        assert of(".schemekit/source/grievance/**") == (["CC-BY-4.0"], [them])
        assert of("policies/safety/**") == (["LicenseRef-efc-2026"], ["Example Forest Council"])
        assert of("letters/efc-2026.pdf") == (["LicenseRef-efc-2026"], ["Example Forest Council"])

    @given(name=st.text(max_size=40), holder=st.text(max_size=40), author=st.text(max_size=40))
    def test_any_name_gives_valid_toml_with_nothing_smuggled_in(self, name: str, holder: str, author: str) -> None:
        entry = NoticeEntry(module="m", title=name, author=author, licence=name, copyright=holder)
        data = tomllib.loads(reuse_toml(name, "CC-BY-4.0", [entry], copyright=holder))
        assert sorted(data) == ["annotations", "version"]
        assert len(data["annotations"]) == 5


class TestLicenceFiles:
    """LICENSES/ holds the full text of every licence in use, word for word."""

    def test_every_licence_of_the_expressions_once(self) -> None:
        made = licence_files(["CC-BY-4.0 AND (MIT OR CC-BY-4.0)", "mit"])
        assert sorted(made.files) == ["LICENSES/CC-BY-4.0.txt", "LICENSES/MIT.txt"]
        assert made.files["LICENSES/MIT.txt"] == packaged("texts/MIT.txt")
        assert made.findings == ()

    def test_a_letter_becomes_a_page(self) -> None:
        made = licence_files(["LicenseRef-efc-2026"], {LETTER.licence_ref: LETTER})
        assert made.files["LICENSES/LicenseRef-efc-2026.txt"] == (
            "Used by permission\n"
            "\n"
            "Example Forest Council gave permission by letter. It holds for the scheme only.\n"
            "\n"
            "Letter: letters/efc-2026.pdf\n"
            "Permits: collection, adaptation\n"
            "Last day: 2030-01-01\n"
            "The changed text may be published under: none named: readers need a permission of their own\n"
            "Limits: territory Ghana\n"
        )

    @pytest.mark.parametrize(
        ("expression", "code"),
        [
            ("CC-BY-SA-3.0-DE", "licence-text-missing"),
            ("LicenseRef-own", "licence-text-missing"),
            ("Apache-2.0 WITH LLVM-exception", "licence-text-missing"),
            ("MIT or", "licence-expression"),
        ],
    )
    def test_what_cannot_be_had_is_a_finding(self, expression: str, code: str) -> None:
        (finding,) = licence_files([expression]).findings
        assert finding.code == code
        assert finding.fix


class TestNotice:
    """NOTICE follows by itself: credit for every source, as its licence asks."""

    def test_a_notice_as_people_read_it(self) -> None:
        made = notice_md(
            "Northern Minerals", "CC-BY-SA-4.0", [SAFETY, GRIEVANCE], copyright="2026 Northern Minerals"
        )
        assert made == (Path(__file__).parent / "NOTICE.golden.md").read_text(encoding="utf-8")

    def test_without_modules(self) -> None:
        made = notice_md("Northern Minerals", "LicenseRef-all-rights-reserved", [])
        assert "It builds on no texts of others." in made
        assert made.endswith(f"\n{DISCLAIMER}\n")

    @pytest.mark.parametrize(
        ("licence", "shown"),
        [
            ("NOASSERTION", "not known"),
            ("NONE", "all rights reserved"),
            ("LicenseRef-own", "[LicenseRef-own](LICENSES/LicenseRef-own.txt)"),
            ("ODbL-1.0", "[ODbL-1.0](https://spdx.org/licenses/ODbL-1.0.html)"),
            (
                "CC-BY-4.0 OR MIT",
                "[CC-BY-4.0](https://creativecommons.org/licenses/by/4.0/) OR [MIT](https://opensource.org/license/mit/)",
            ),
            ("[x](y)", "\\[x\\]\\(y\\) (cannot be read as a licence)"),
        ],
    )
    def test_how_a_licence_is_shown(self, licence: str, shown: str) -> None:
        entry = NoticeEntry(module="m", title="M", author="A", licence=licence)
        assert f"- Licence: {shown}\n" in notice_md("N", "CC-BY-4.0", [entry])

    @pytest.mark.parametrize(
        "url", ["javascript:alert(1)", "https://a b", "https://x>\n# H", "file:///etc/passwd", "http://<b>"]
    )
    def test_a_strange_address_is_no_link(self, url: str) -> None:
        entry = NoticeEntry(module="m", title="M", author="A", licence="MIT", url=url)
        assert "Source: <" not in notice_md("N", "CC-BY-4.0", [entry])

    @given(text=st.text(max_size=60))
    def test_supplied_words_never_become_markup(self, text: str) -> None:
        """Raw HTML from a module never reaches the site; each line stays one line."""
        plain = NoticeEntry(module="m", title="T", author="A", licence="MIT", copyright="C", notice="N", changes="X")
        odd = replace(plain, title=f"T{text}", author=text, copyright=f"C{text}", notice=f"N{text}", changes=f"X{text}")
        made = notice_md("N", "CC-BY-4.0", [odd])
        assert len(made.splitlines()) == len(notice_md("N", "CC-BY-4.0", [plain]).splitlines())
        assert "<" not in made.replace("&lt;", "")
