"""Values and links that a stranger's release brings: what `add` refuses, `update` refuses too, and so does a pull.

SECURITY.md: "raw HTML and unsafe links in a module are findings [...], and values with HTML are refused".
"""

from __future__ import annotations

import json

import pytest

from schemekit.adopt.substitutions import SubstitutionsError, read_substitutions
from schemekit.model.parameter import text_issues
from schemekit.text.linting.links import remote_images
from schemekit.text.linting.module_files import text_findings
from tests.attacks.arena import Arena
from tests.builders import TEXT, module_yaml, policy_text

RUNNING = ("[x](javascript:alert(1))", "[x](JaVa&#x53;cript:alert(1))", "[x](java\\script\\:a)", "javascript:alert(1)",
           "[x](<vbscript:x>)", "![x](data:text/html;base64,PHg+)", "data:text/html,x", "[x]: javascript:y",
           "[x](%6aavascript:y)", "file:///etc/passwd")  # fmt: skip
UNFIT = ("<script>alert(1)</script>", "\u202eabc", "{{ cookiecutter.answer_days }}", "{% raw %}", "a\x1b[2J", "a\nb",
         *RUNNING[:2])  # fmt: skip
UPDATES = (("update", "guests", "--dry-run"), ("update", "guests", "--yes"), ("update", "guests", "--markers"))


def _release(arena: Arena, default: object, version: str = "1.1.0", more: str = "") -> None:
    """A release with a new parameter, printed in the text."""
    row = ('  - {name: np, scope: module, type: text, title: NP, prompt: "p?", help: h, stricter: none, '
           f"reference: design choice, tailoring: adjustable, default: {json.dumps(default)}}}\n")
    arena.library.release("guests", version, {
        "module.yaml": module_yaml("guests").replace("parameters:\n", f"parameters:\n{row}", 1),
        TEXT: f"{policy_text('guests')}\nAlso {{{{ cookiecutter.np }}}}.{more}\n",
    })


@pytest.mark.parametrize("value", UNFIT)
def test_a_default_that_no_value_may_be(arena: Arena, value: str) -> None:
    """A second release cannot bring in what a first could not."""
    assert arena.run("add", "efc/guests").code == 0
    _release(arena, value)
    before = arena.scheme.files()
    arena.survives(*UPDATES, codes=(1, 2))
    assert arena.scheme.files() == before
    assert not (arena.scheme.path / ".schemekit" / "undo.json").exists()
    arena.survives(("update", "guests", "--yes", "--set", f"guests.np={value}"), codes=(1, 2))
    assert arena.scheme.files() == before
    assert arena.run("update", "guests", "--yes", "--set", "guests.np=Harmless words").code == 0
    assert "Also Harmless words." in arena.scheme.text("policies/guests/policy.md")


@pytest.mark.parametrize("value", UNFIT)
def test_the_same_default_in_a_first_release(arena: Arena, value: str) -> None:
    _release(arena, value, "1.0.1")
    before = arena.scheme.files()
    arena.survives(("add", "efc/guests"), codes=(1, 2))
    assert arena.scheme.files() == before


@pytest.mark.parametrize("value", RUNNING)
def test_a_value_that_runs_something(arena: Arena, value: str) -> None:
    """Neither typed, nor from an answers file."""
    assert text_issues(value)
    arena.survives(("set", f"decision_body={value}"), codes=(2,))
    answers = arena.folder / "answers.yaml"
    answers.write_text(f"parameters: {{scheme_name: {json.dumps(value)}}}\n", encoding="utf-8")
    arena.survives(("add", "efc/guests", "--answers", str(answers)), codes=(1, 2))


@pytest.mark.parametrize("value", ["Data: see annex 2", "https://example.org/a?b=c:d", "mailto:a@example.org",
                                   "File: complaints", "[us](https://example.org)", "[x](#data)", "100 % & more: all"])
def test_a_value_that_runs_nothing(value: str) -> None:
    """Colons and links are no harm."""
    assert not text_issues(value)


@pytest.mark.parametrize("words", [
    "[x](javascript:alert(1))", "[x](java&#115;cript&colon;alert(1))", "[x]\n\n[x]:\n  javascript:alert(1)",
    "> [x](\n> vbscript:x)", "![x](data:text/html,x)", "[x]({% if cookiecutter.a %}javascript:x{% endif %})",
    "<javascript:alert(1)>", "[x](javascript\\:alert(1))",
])  # fmt: skip
def test_a_text_with_a_link_that_runs_something(arena: Arena, words: str) -> None:
    """It is not pulled, as raw HTML is not."""
    found = text_findings({TEXT: f"# T\n\n{words}\n".encode()}, "m")
    assert "link-unsafe" in [finding.code for finding in found]
    if "{%" not in words:
        assert arena.run("add", "efc/guests").code == 0
        arena.library.release("guests", "1.1.0", {TEXT: f"{policy_text('guests')}\n{words}\n"})
        before = arena.scheme.files()
        arena.survives(*UPDATES, codes=(1, 2))
        assert arena.scheme.files() == before


def test_a_link_made_of_a_text_and_a_value(arena: Arena) -> None:
    """Each by itself is harmless; what they make together is looked at."""
    assert arena.run("add", "efc/guests").code == 0
    _release(arena, "java", more=" [x]({{ cookiecutter.np }}script:alert(1))")
    before = arena.scheme.files()
    arena.survives(*UPDATES, codes=(1, 2))
    assert arena.scheme.files() == before


@pytest.mark.parametrize("words", ["[x](#answer)", "[x](https://example.org/a:b)", "`[x](javascript:y)`",
                                   "personal data: see [x](annex.md)", "[x](mailto:a@example.org)"])
def test_other_links_are_free(words: str) -> None:
    assert not list(text_findings({TEXT: f"# T\n\n{words}\n".encode()}, "m"))


def test_an_image_from_elsewhere_is_told(arena: Arena) -> None:
    """`check` notes it: whoever owns that place is told of every reader."""
    arena.scheme.edit("cost nothing.", "cost nothing. ![x](http://example.org/x.png)")
    found = [item for item in arena.run("check", "--json").json["findings"] if item["code"] == "remote-image"]
    assert [item["found"] for item in found] == ["an image from 'http://example.org/x.png'"]
    assert not list(remote_images("![x](x.png) and `![x](http://example.org/x.png)`\n"))


def test_a_value_out_of_range_can_wait(arena: Arena) -> None:
    """Only that stays to do: a reason can justify it."""
    assert arena.run("add", "efc/guests", "--set", "guests.answer_days=8").code == 0
    narrower = module_yaml("guests").replace("maximum: 10", "maximum: 6")
    arena.library.release("guests", "1.1.0", {"module.yaml": narrower})
    assert arena.run("update", "guests", "--yes").code in (0, 1)
    assert "8 working days" in arena.scheme.text("policies/guests/policy.md")


@pytest.mark.parametrize("text", ['{"a":' + "9" * 6000 + "}", "[" * 200_000, "9" * 6000])
def test_json_that_python_refuses(text: str) -> None:
    """A number of thousands of digits is a finding, and no traceback."""
    with pytest.raises(SubstitutionsError):
        read_substitutions(text, "names.json")


def test_a_renamed_value_does_not_spread(arena: Arena) -> None:
    """A release cannot give its value to a parameter of the whole scheme that other modules use."""
    assert arena.run("add", "efc/guests").code == 0
    arena.scheme.edit("  appeal_body: 'Appeals Panel'   # another body than the one that decides\n", "", "scheme.yaml")
    arena.library.release("guests", "1.1.0", {
        "module.yaml": module_yaml("guests").replace("name: scheme_name", "name: appeal_body"),
        TEXT: policy_text("guests").replace("scheme_name", "appeal_body"),
    })
    told = arena.run("update", "guests", "--yes")
    assert "appeal_body" not in arena.scheme.text("scheme.yaml")
    assert "is not carried over to appeal_body, which grievance uses too" in " ".join(told.all.split()), told.all
