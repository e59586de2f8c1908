"""'All in the browser, no server, same result as the command line gives, byte for byte'."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from schemekit.cli.root import run
from schemekit.library.embedded import embedded_library
from schemekit.model.module import Module
from schemekit.model.parameter import NONE, Parameter, ParameterType, Tailoring, Value
from tests.browser import PATIENCE, serious_issues

MODULES = ("assurance", "grievance", "stakeholder-consultation")
WORDS = ("Council", "Beirat für Beschwerden", "Comité d’éthique", "O'Neill & Sons", "理事会", "the \"Board\"",
         "Secretariat: day-to-day", "ǆungla ßtudio", "# no heading", "- none", "1.10", "yes", "İstanbul Σίσυφος",
         "[square] {brace}", "a * b _c_ `d`", "x\u200by", "100 %")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def the_module(name: str) -> tuple[Module, str]:
    library = embedded_library()
    release = library.ledger().newest(name)
    assert release is not None
    return library.pull(release).module, str(release.version)


def opened(page: Page, address: str, name: str) -> str:
    """The form of a module's newest release, ready. Returns: its version."""
    _, version = the_module(name)
    page.goto(f"{address}{name}/{version}/try/")
    page.wait_for_function("window.schemekitTrial !== undefined")
    return version


def random_value(parameter: Parameter, chance: random.Random) -> Any:
    """A value as it is typed, within the range."""
    if parameter.type is ParameterType.BOOLEAN:
        return chance.random() < 0.5
    if parameter.type is ParameterType.CHOICE:
        return chance.choice(parameter.option_values)
    if parameter.type is ParameterType.CHOICES:
        most = int(parameter.maximum or len(parameter.options))
        return chance.sample(parameter.option_values, chance.randint(int(parameter.minimum or 1), most))
    if parameter.type is ParameterType.LIST:
        most = int(parameter.maximum or 4)
        return chance.sample(WORDS, chance.randint(int(parameter.minimum or 1), max(most, int(parameter.minimum or 1))))
    if parameter.is_numeric:
        if parameter.none_label and chance.random() < 0.3:
            return NONE
        low, high = parameter.minimum or 0, parameter.maximum if parameter.maximum is not None else 500
        if parameter.type is ParameterType.NUMBER:
            return f"{chance.uniform(float(low), float(high)):.{chance.randint(1, 4)}f}"
        number = chance.randint(int(low), int(high))
        return chance.choice([str(number), f"0{number}", f" {number} ", f"+{number}"])
    return chance.choice(WORDS)


def keep_rules(module: Module, typed: dict[str, Any]) -> None:
    """Leave open what breaks a rule between values: `new` takes no such answers."""
    while broken := [rule for rule in module.rules if rule.breach(values_of(module, typed))]:
        for name in (*broken[0].parameters, broken[0].at_most):
            typed.pop(name, None)


def values_of(module: Module, typed: dict[str, Any]) -> dict[str, Value]:
    """The values that stand when this was typed."""
    values = module.defaults()
    for parameter in module.parameters:
        given = typed.get(parameter.name)
        if given is not None:
            values[parameter.name] = tuple(given) if isinstance(given, list) else (
                parameter.read(given) if isinstance(given, str) else given)
    return values


def filled(page: Page, typed: dict[str, Any]) -> None:
    """Fill the form in: each field is set and says that it was typed in."""
    page.evaluate("""([typed]) => {
        for (const field of window.schemekitTrial.fields) {
            const value = typed[field.parameter.name];
            if (value === undefined) continue;
            if (field.parameter.type === "boolean") field.inputs[0].checked = value;
            else if (field.parameter.type === "choices")
                field.inputs.forEach((input) => { input.checked = value.includes(input.value); });
            else field.inputs[0].value = field.parameter.type === "list" ? value.join("\\n") : value;
            field.inputs[0].dispatchEvent(new Event("input", { bubbles: true }));
        }
    }""", [typed])
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


@pytest.mark.parametrize("name", MODULES)
def test_the_form_gives_what_the_command_line_gives(
    page: Page, library_address: str, name: str, tmp_path: Path
) -> None:
    module, version = the_module(name)
    chance = random.Random(f"{name} {version}")
    for turn in range(6):
        opened(page, library_address, name)   # anew: what this turn leaves open must not hold what the last one typed
        typed = {parameter.name: random_value(parameter, chance) for parameter in module.parameters
                 if parameter.tailoring is not Tailoring.LOCKED and (turn or chance.random() < 0.5)}
        typed |= {"contact_email": f"büro{turn}@example.org", "website": f"https://example.org/{turn}",
                  "scheme_name": f"Scheme {turn}", "scheme_short": chance.choice(("SN", "the Scheme of ours"))}
        keep_rules(module, typed)
        if not turn:
            typed = {key: value for key, value in typed.items() if key.startswith("scheme_")}
        if turn == 1:   # what a scheme is called is left open
            typed = {key: value for key, value in typed.items() if not key.startswith("scheme_")}
        filled(page, typed)
        assert_same_as_new(page, name, tmp_path / f"scheme-{turn}")


def assert_same_as_new(page: Page, name: str, scheme: Path) -> None:
    """Hold every text of the form against what the command line makes of its answers."""
    documents = page.evaluate("window.schemekitTrial.documents")
    answers = scheme.with_suffix(".yaml")
    answers.write_text(page.evaluate("window.schemekitTrial.answers.value"), encoding="utf-8")
    assert run(["new", str(scheme), "--no-input", "--answers", str(answers)]) == 0, answers.read_text("utf-8")
    made: dict[str, bytes] = {file: (scheme / "policies" / name / file).read_bytes() for file in documents}
    for file, text in documents.items():
        assert text.splitlines(keepends=True) == made[file].decode().splitlines(keepends=True), file


@pytest.mark.parametrize("typed", ["soon", "", "<script>alert(1)</script>", "0x7", "15", "99999999999999999999"])
def test_what_is_to_be_mended_is_in_no_text(
    page: Page, library_address: str, tmp_path: Path, typed: str
) -> None:
    """The answers leave it out, so the text says the default too; and neither is handed out before it is mended."""
    opened(page, library_address, "grievance")
    filled(page, {"acknowledge_days": typed})
    assert "within 5 working days of receipt" in page.evaluate("window.schemekitTrial.current")
    page.locator("#note-acknowledge_days").get_by_text("the text says the default: 5").wait_for()
    assert_same_as_new(page, "grievance", tmp_path / "sch")
    downloads: list[str] = []
    page.on("download", lambda file: downloads.append(file.suggested_filename))
    for button in ("Save this text", "Copy this text", "Save the answers", "Copy the answers"):
        page.get_by_role("button", name=button).click()
        state = page.locator(".try-bar .try-state")
        state.get_by_text(f"“{button}” waits until this is mended. Time to acknowledge: ").wait_for()
    assert downloads == []
    assert page.get_by_label("Time to acknowledge").evaluate("(field) => field === document.activeElement")
    filled(page, {"acknowledge_days": "7"})
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save this text").click()
    assert "within 7 working days of receipt" in Path(saved.value.path()).read_text("utf-8")


def test_the_names_that_the_text_says_are_in_the_answers(page: Page, library_address: str, tmp_path: Path) -> None:
    """Where the name is left open, `new` would take the folder's, and the text says another."""
    opened(page, library_address, "grievance")
    page.get_by_label("Time to acknowledge").fill("7")
    page.get_by_text("1 of 61 values is yours.").wait_for()
    answers = page.locator("#try-answers").input_value()
    assert "# Example Scheme is the name in the text." in answers
    assert '  scheme_name: "Example Scheme"\n  scheme_short: "the Scheme"\n' in answers
    assert_same_as_new(page, "grievance", tmp_path / "sch")


def test_typing_moves_the_text_and_not_the_page(page: Page, library_address: str) -> None:
    """The first sentence that changes comes in sight beside the form; the buttons are in sight all the time."""
    opened(page, library_address, "grievance")
    days = page.get_by_label("Time to acknowledge")
    days.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    days.fill("7")
    page.locator(".try-text ins").first.wait_for()
    assert page.evaluate("scrollY") == before
    assert page.evaluate("""() => {
        const [box, line] = [document.querySelector(".try-text"), document.querySelector(".try-text ins")];
        const [outer, inner] = [box.getBoundingClientRect(), line.getBoundingClientRect()];
        return box.scrollTop > 0 && inner.top >= outer.top && inner.bottom <= outer.bottom;
    }""")


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (1280, 640), (360, 780)])
def test_the_buttons_are_always_in_sight(browser: Browser, library_address: str, width: int, height: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    opened(page, library_address, "grievance")
    for place in (0, 0.3, 0.7):
        page.evaluate("(part) => scrollTo(0, part * document.querySelector('.try').offsetHeight)", place)
        for button in ("Copy this text", "Save this text", "Copy the answers", "Save the answers"):
            box = page.get_by_role("button", name=button).bounding_box()
            assert box is not None
            assert 0 <= box["y"] <= box["y"] + box["height"] <= height, (place, button, box)
    context.close()


def test_only_what_changes_stands_under_its_heading(page: Page, library_address: str) -> None:
    """Without it one cannot tell which clause it is."""
    opened(page, library_address, "grievance")
    page.get_by_label("Time to acknowledge").fill("7")
    page.get_by_label("only what your values change").check()
    lines = page.locator(".try-text .try-line")
    page.locator(".try-text .try-heading").first.wait_for()
    shown = [lines.nth(place).inner_text() for place in range(lines.count())]
    changed = next(place for place, line in enumerate(shown) if "within 7 working days of receipt" in line)
    assert "Acknowledgement" in shown[:changed]
    assert len(shown) < 20


def test_it_says_what_is_out_of_range_and_looser(page: Page, library_address: str) -> None:
    """'Marks values out of range and looser than default'; a reason is asked for, and goes into the answers."""
    opened(page, library_address, "grievance")
    days = page.get_by_label("Time to acknowledge")
    days.fill("7")
    note = page.locator("#note-acknowledge_days")
    note.get_by_text("looser than the default").wait_for()
    days.fill("3")
    note.get_by_text("stricter than the default").wait_for()
    page.get_by_label("Time for the admissibility decision").fill("20")
    days.fill("15")
    note.get_by_text("outside the range: 1 to 10 working days").wait_for()
    assert "say why it is right" in page.locator(".try-state").inner_text()
    page.locator("#reason-acknowledge_days").fill("two-person secretariat")
    page.get_by_text("2 of 61 values are yours.").wait_for()
    assert ('      acknowledge_days:\n        value: 15\n        reason: "two-person secretariat"\n'
            in page.locator("#try-answers").input_value())
    days.fill("soon")
    note.get_by_text("a whole number is wanted").wait_for()


def test_it_says_which_rule_is_broken(page: Page, library_address: str) -> None:
    opened(page, library_address, "grievance")
    page.get_by_label("Appeal body").fill("Board")
    page.get_by_text("Appeal body and Decision body are the same").wait_for()
    assert "# to mend: Appeal body and Decision body are the same" in page.locator("#try-answers").input_value()


def test_what_must_be_mended_is_told_in_the_answers(page: Page, library_address: str) -> None:
    """A value that cannot be taken is not dropped silently; with a name of one's own its short form is written too."""
    opened(page, library_address, "grievance")
    page.get_by_label("Time to acknowledge").fill("soon")
    page.get_by_label("Name of the scheme").fill("Northern Minerals Initiative")
    page.get_by_text("To mend: Time to acknowledge").wait_for()
    answers = page.locator("#try-answers").input_value()
    assert "#   schemekit add grievance --answers FILE\n" in answers
    assert "# left out, to mend: acknowledge_days (a whole number is wanted)\n" in answers
    assert "\n      acknowledge_days" not in answers
    assert '  scheme_name: "Northern Minerals Initiative"\n  scheme_short: "' in answers


def test_from_a_blank_in_the_text_to_its_field_in_two_clicks(page: Page, library_address: str) -> None:
    """The form of a module has sixty fields; who reads a number in a clause wants the one that changes it."""
    page.goto(f"{library_address}grievance/1.1.3/")
    page.locator("#acknowledgement ~ p a.blank[href*='acknowledge_days']").first.click()
    page.locator("#p-acknowledge_days ~ * a[href*='#try-acknowledge_days']").first.click()
    field = page.get_by_label("Time to acknowledge")
    field.wait_for()
    assert field.evaluate("(field) => field === document.activeElement")
    field.scroll_into_view_if_needed()
    assert field.input_value() == "5"
    assert page.locator("a.try-blank").count() == 0


def test_a_locked_value_looks_locked(page: Page, library_address: str) -> None:
    opened(page, library_address, "assurance")
    locked = page.locator(".try-field:has(:disabled)").first
    assert "locked by the module" in locked.inner_text()


def test_the_text_shows_what_changes(page: Page, library_address: str) -> None:
    opened(page, library_address, "grievance")
    page.get_by_label("Time to acknowledge").fill("1")
    page.get_by_label("only what your values change").check()
    came = page.locator(".try-text ins").first
    came.get_by_text("within 1 working day of receipt").wait_for()
    assert "within 5 working days of receipt" in page.locator(".try-text del").first.inner_text()


@pytest.mark.parametrize("width", [1280, 360])
def test_the_form_is_accessible(browser: Browser, library_address: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    opened(page, library_address, "grievance")
    assert serious_issues(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_without_javascript_it_says_where_the_blanks_are(browser: Browser, library_address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{library_address}grievance/1.1.0/try/")
    assert page.get_by_text("This form needs JavaScript.").is_visible()
    page.get_by_role("link", name="the list of blanks").click()
    assert page.get_by_role("heading", name="Time to acknowledge").is_visible()
    context.close()


