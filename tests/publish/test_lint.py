"""`module lint` over a library: every module, the ledger, what cannot even be read, and what the screen says."""

from __future__ import annotations

import pytest

from tests.publish.conftest import LEDGER, POLICY, YAML, Shop

JSON = "policies/fees/cookiecutter.json"


def test_a_sound_library(released: Shop) -> None:
    told = released.schemekit("lint")
    assert (told.code, told.err) == (0, "")
    assert told.out == (
        "fees  fit for release\n1 module, 0 errors, 0 warnings. Next: schemekit module release MODULE\n"
    )


def test_a_finding_on_screen(shop: Shop) -> None:
    """'Errors name the file, line and column, what is wrong, why it matters, and the way to fix it.'"""
    shop.edit(POLICY, ("shall announce", "announces"))
    told = shop.schemekit("lint", "fees")
    assert told.code == 1
    assert told.out == (
        "policies/fees/{{cookiecutter.module}}/policy.md:7:1: error: words that carry information [force]\n"
        "    at:   notice\n"
        "    want: requirement: shall\n"
        "    why:  reviewers compare what is asked of the reader first, and trust the word in module.yaml\n"
        "    fix:  change the verbs, or write force: information in module.yaml\n"
        "fees  1 error\n"
        "1 module, 1 error, 0 warnings. Next: mend the errors, then run 'schemekit module lint' again\n"
    )


def test_warnings_alone_leave_with_0(shop: Shop) -> None:
    shop.edit(POLICY, ("how fees are set.", "how fees are set. It is short."))
    told = shop.schemekit("lint")
    assert (told.code, told.out.splitlines()[-2]) == (0, "fees  1 warning")


def test_as_json(shop: Shop) -> None:
    shop.edit(POLICY, ("shall announce", "announces"))
    told = shop.schemekit("lint", "--json")
    assert (told.code, told.json["format"], told.json["errors"], told.json["ledger"]) == (1, 1, 1, [])
    (finding,) = told.json["modules"][0]["findings"]
    assert (finding["code"], finding["line"], finding["severity"]) == ("force", 7, "error")


def test_write_makes_cookiecutter_json_and_nothing_else(shop: Shop) -> None:
    before = shop.text(JSON)
    shop.edit(YAML, ("default: 30", "default: 60"))
    assert "out of step with module.yaml" in shop.schemekit("lint").out
    assert shop.text(JSON) == before
    told = shop.schemekit("lint", "--write")
    assert (told.code, told.err) == (0, f"made {JSON}\n")
    assert '"notice_days": "60"' in shop.text(JSON)
    assert shop.schemekit("lint", "--write").err == ""


@pytest.mark.parametrize(("path", "content", "told"), [
    pytest.param(YAML, b"format: 1\nid: fees\n", f"{YAML}:1:1: error", id="a-module-yaml-against-its-schema"),
    pytest.param(YAML, b"a: &x 1\nb: *x\n", "error: the anchor &x", id="a-module-yaml-that-is-no-plain-yaml"),
    pytest.param(YAML, None, "no module.yaml", id="no-module-yaml"),
    pytest.param(POLICY, b"# F\n\n## Purpose { #purpose }\n\nCaf\xe9.\n", "policy.md:5:1: error: the byte 0xe9",
                 id="a-text-that-is-no-utf-8"),
    pytest.param(LEDGER, b"format: 1\nreleases: {}\n", f"{LEDGER}:2:", id="a-ledger-against-its-schema"),
    pytest.param("policies/fees/crosswalks/a.yaml/b.yaml", b"", "file-unknown", id="a-file-at-a-strange-place"),
])  # fmt: skip
def test_what_cannot_be_read_is_a_finding(shop: Shop, path: str, content: bytes | None, told: str) -> None:
    shop.git.write({path: content})
    found = shop.schemekit("lint")
    assert found.code == 1
    assert told in found.out


def test_a_link_in_a_module_is_a_finding(shop: Shop) -> None:
    (shop.path / "policies" / "fees" / "README.md").symlink_to(shop.path / "README.md")
    found = shop.schemekit("lint")
    assert (found.code, "it is a link or a special file" in found.out) == (1, True)


def test_a_version_that_stands_twice_in_the_ledger(released: Shop) -> None:
    text = released.text(LEDGER)
    entry = text[text.index("  - module") :]
    released.git.write({LEDGER: text + entry})
    found = released.schemekit("lint")
    assert (found.code, "fees 1.0.0 for the second time [ledger-duplicate]" in found.out) == (1, True)


def test_one_broken_module_does_not_hide_another(shop: Shop) -> None:
    """'All findings at once, not the first only.'"""
    shop.schemekit("new", "visits")
    shop.git.write({"policies/visits/module.yaml": "format: 1\n"})
    shop.edit(POLICY, ("shall announce", "announces"))
    found = shop.schemekit("lint")
    assert {line.split(":")[0] for line in found.out.splitlines() if "error: " in line} == {
        "policies/visits/module.yaml", "policies/fees/{{cookiecutter.module}}/policy.md",
    }  # fmt: skip


def test_an_unknown_module(shop: Shop) -> None:
    told = shop.schemekit("lint", "fines")
    assert (told.code, "there is no module 'fines' in this library" in told.err) == (2, True)


GONE = "\n## Waiver { #waiver }\n\nA waiver should be given to those who cannot pay.\n"
ENTRY = "  - {id: waiver, force: recommendation, tailoring: optional}\n"


def test_what_release_would_refuse_is_told_with_its_line(released: Shop) -> None:
    """'`module lint` says what `module release` would refuse with file and line, instead of "fit for release".'"""
    released.edit(POLICY, (GONE, ""))
    released.edit(YAML, (ENTRY, ""))
    told = released.schemekit("lint")
    line = next(number for number, text in enumerate(released.text(YAML).splitlines(), 1) if text.startswith("retired"))
    assert told.code == 1
    assert f"{YAML}:{line}:" in told.out
    assert "error: 'waiver' is gone and not under retired: [clause-gone]" in told.out
    assert "fit for release" not in told.out
    released.edit(YAML, ("retired: []", 'retired:\n  - {id: waiver, since: "2.0.0", replaced_by: notice}'))
    assert "fit for release" in released.schemekit("lint").out


def test_an_id_that_comes_back(released: Shop) -> None:
    entry = 'retired:\n  - {id: waiver, since: "2.0.0", reason: Unused.}'
    released.edit(POLICY, (GONE, ""))
    released.edit(YAML, (ENTRY, ""), ("retired: []", entry))
    assert released.release().code == 0
    released.edit(YAML, (entry, f"{ENTRY}retired: []"))
    released.git.write({POLICY: released.text(POLICY) + GONE})
    told = released.schemekit("lint")
    assert "error: 'waiver' was used in 1.0.0 and given up since [clause-reused]" in told.out


def test_what_is_wanted_is_told_once_for_each_kind(shop: Shop) -> None:
    shop.edit(POLICY, ("how fees are set.", "how fees are set. It is short."),
              ("cannot pay.", "cannot pay. It should be quick."))
    told = shop.schemekit("lint").out
    assert (told.count("[sentence]"), told.count("    want: "), told.count("    why:  ")) == (2, 1, 1)
