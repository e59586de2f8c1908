"""Licence expressions: spelling, choices, and findings instead of crashes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemekit.licence.expression import choices, findings_of, joined, names_in, normalise
from schemekit.model.finding import FindingsError


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("CC-BY-4.0", "CC-BY-4.0"),
        ("cc-by-4.0", "CC-BY-4.0"),
        ("cc-by-4.0 and (mit or apache-2.0)", "CC-BY-4.0 AND (MIT OR Apache-2.0)"),
        ("((mit))", "MIT"),
        ("( " * 90 + "MIT" + " )" * 90, "MIT"),
        (" noassertion ", "NOASSERTION"),
        ("none", "NONE"),
        ("licenseref-EFC-2026", "LicenseRef-EFC-2026"),
        ("Apache-2.0 with llvm-exception", "Apache-2.0 WITH LLVM-exception"),
        ("cc-by-sa-3.0+", "CC-BY-SA-3.0+"),
    ],
)
def test_spelling(written: str, normal: str) -> None:
    assert normalise(written) == normal
    assert normalise(normal) == normal


@pytest.mark.parametrize(
    ("written", "fix"),
    [
        pytest.param("MIT or", "write the id", id="half-an-expression"),
        pytest.param("", "write the id", id="nothing"),
        pytest.param("CC BY 4.0", "write CC-BY-4.0", id="as-people-say-it"),
        pytest.param("cc by-sa 4.0 international", "write CC-BY-SA-4.0", id="the-long-name"),
        pytest.param("CC-BY-4.1", "write CC-BY-4.0", id="no-such-version"),
        pytest.param("© all rights reserved", "write LicenseRef-all-rights-reserved", id="all-rights-reserved"),
        pytest.param("Public Domain", "write CC0-1.0 or LicenseRef-public-domain", id="public-domain"),
        pytest.param("unknown", "write NOASSERTION", id="unknown"),
        pytest.param("MIT AND NOASSERTION", "write the id", id="not-known-in-a-compound"),
        pytest.param("LicenseRef-a_b", "write the id", id="underscore-in-a-ref"),
        pytest.param("LicenseRef-" + "a" * 90, "write the id", id="too-long-for-a-file-name"),
        pytest.param("MIT AND " * 60 + "MIT", "write the id", id="too-long"),
    ],
)
def test_what_cannot_be_read_is_a_finding(written: str, fix: str) -> None:
    """Errors say what is wrong, why it matters and the way to fix it; no crash on 'MIT or'."""
    (finding,) = findings_of(written, file="module.yaml", path="licence")
    assert (finding.file, finding.path, finding.code) == ("module.yaml", "licence", "licence-expression")
    assert finding.fix.startswith(fix)
    with pytest.raises(FindingsError) as caught:
        normalise(written, file="module.yaml", path="licence")
    assert caught.value.findings == (finding,)


@given(st.text(max_size=60) | st.text("() MITandorwh-.+CBY40", max_size=60))
def test_no_text_crashes(text: str) -> None:
    for finding in findings_of(text):
        assert finding.fix
    if not findings_of(text):
        assert normalise(normalise(text)) == normalise(text)
        assert names_in(text)


@pytest.mark.parametrize(
    ("written", "offered"),
    [
        ("MIT", (("MIT",),)),
        ("MIT AND MIT", (("MIT",),)),
        ("MIT OR CC-BY-4.0", (("MIT",), ("CC-BY-4.0",))),
        ("CC-BY-4.0 AND (MIT OR Apache-2.0)", (("CC-BY-4.0", "MIT"), ("CC-BY-4.0", "Apache-2.0"))),
        ("Apache-2.0 WITH LLVM-exception OR MIT", (("Apache-2.0 WITH LLVM-exception",), ("MIT",))),
        ("CC-BY-SA-2.5+", (("CC-BY-SA-2.5",), ("CC-BY-SA-3.0",), ("CC-BY-SA-4.0",))),
        ("GPL-2.0+", (("GPL-2.0",),)),
        ("NOASSERTION", (("NOASSERTION",),)),
    ],
)
def test_choices(written: str, offered: tuple[tuple[str, ...], ...]) -> None:
    assert choices(written) == offered


def test_more_choices_than_anyone_reads_are_refused() -> None:
    many = " AND ".join(f"(LicenseRef-a{n} OR LicenseRef-b{n})" for n in range(8))
    with pytest.raises(FindingsError, match="finding"):
        choices(many)


def test_names() -> None:
    assert names_in("(mit or CC-BY-SA-3.0+) and Apache-2.0 with LLVM-exception") == (
        "MIT",
        "CC-BY-SA-3.0",
        "Apache-2.0",
        "LLVM-exception",
    )


def test_joined() -> None:
    assert joined(["MIT", "MIT"]) == "MIT"
    assert joined(["MIT OR CC-BY-4.0", "CC0-1.0"]) == "(MIT OR CC-BY-4.0) AND CC0-1.0"
