"""What `schemekit new` starts with: answers from a file, from options and from questions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from schemekit.cli.answer_checks import CHECKS, EMAIL, Check, fits, keeps_rules, line_of_text
from schemekit.cli.screen import say

if TYPE_CHECKING:
    from schemekit.adopt.shelf import LibraryShelf
    from schemekit.model.module import Module
    from schemekit.model.version import ModuleRef

_QUESTIONS = {
    "name": ("What is the full name of the scheme?", "As it stands in the statutes; it appears in every document."),
    "short": ("What is the scheme called for short?", "An acronym or short name used inside the texts."),
    "secretariat": ("What is the office that runs the scheme called?", "The staff who do the daily work."),
    "decision_body": ("Which body takes the final decisions of the scheme?", "Usually the board or council."),
    "technical_body": ("Which body prepares standards and technical decisions?", ""),
    "appeal_body": ("Which body hears appeals?", "It has to be another body than the one that decided."),
    "contact_email": ("Which e-mail address do people write to?", "A mailbox that is read every working day."),
    "website": ("What is the address of the scheme's website?", ""),
    "licence": ("Under which licence may others use your texts?",
                "CC-BY-4.0 lets anyone use them with credit. Others: CC-BY-SA-4.0, CC0-1.0."),
    "copyright": ("Who holds the rights in your texts?", "Usually the organisation that runs the scheme."),
}


class Plan:
    """Gathers answers from a file, from options and from questions, in this order."""

    def __init__(self, ctx: click.Context, target: Path | None, shelf: LibraryShelf, *, asks: bool) -> None:
        from schemekit.cli.naming import working_folder

        self._base, self._target, self._shelf, self._asks = working_folder(ctx), target, shelf, asks
        self._given: dict[str, str] = {}
        self._edits: list[tuple[tuple[str, ...], object]] = []
        self._refs: list[ModuleRef] = []

    def read_answers(self, file: Path | None) -> None:
        """Take the answers of a file; what it sets beyond the questions goes into scheme.yaml as it stands."""
        if file is None:
            return
        from schemekit.adopt.answers import Answers
        from schemekit.adopt.new import SCHEME_WIDE_QUESTIONS

        answers = Answers.read_file(file)
        self._given = answers.plain
        for name, question in SCHEME_WIDE_QUESTIONS.items():
            if isinstance(value := answers.scheme_wide.get(name), str):
                self._given[question] = value
        self._refs = list(answers.refs())
        asked = [name for name in SCHEME_WIDE_QUESTIONS if isinstance(answers.scheme_wide.get(name), str)]
        self._edits = list(answers.edits([ref.module for ref in self._refs], questions=asked))

    def complete(self, wanted: Sequence[str], values: Sequence[str], reason: str) -> Any:
        """The whole plan. Questions are asked only where a person sits there."""
        from schemekit.adopt.add import pull_all
        from schemekit.adopt.new import SCHEME_WIDE_QUESTIONS, NewScheme, folder_name, refuse_taken_folder
        from schemekit.cli.naming import assignments, module_refs

        typed = assignments(values)
        for item in list(typed):
            if not item.module and item.parameter in SCHEME_WIDE_QUESTIONS:
                self._given[SCHEME_WIDE_QUESTIONS[item.parameter]] = item.text
                typed.remove(item)
        named = module_refs(wanted)
        refs = [*named, *(ref for ref in self._refs if ref.module not in {other.module for other in named})]
        if self._target is not None:
            refuse_taken_folder(self._base / self._target)
        author = self._author()
        name = self._answer("name", self._readable_target())
        folder = self._base / (self._target or Path(self._folder(folder_name(name))))
        refuse_taken_folder(folder)
        refs = refs or self._asked_modules()
        pulled = pull_all(refs, None, self._shelf)
        modules = [item.module for item in pulled]
        answers = self._answers(name, folder_name(folder.resolve().name), modules)
        edits = [*self._edits, *self._asked_values(modules, {item.parameter for item in typed})]
        return NewScheme(folder=folder, answers=answers, refs=refs, assignments=typed, edits=edits, reason=reason,
                         author=author)

    def _author(self) -> tuple[str, str] | None:
        """Who keeps the history, asked before anything else where git does not know it."""
        from schemekit.adopt.new import needs_author

        if not self._asks:
            return None
        say("About a dozen questions. Press Enter to take what stands in [brackets]. Ctrl-C leaves nothing behind.")
        if not needs_author(self._base):
            return None
        from schemekit.cli.questions import ask

        name = ask("What is your own name?", "", check=line_of_text,
                   help_text="The scheme's history says who changed what. It stays on this computer.")
        return name, ask("And your e-mail address?", "", check=EMAIL)

    def _readable_target(self) -> str:
        if self._target is None or self._target.name in ("", ".."):
            return "Example Scheme"
        return self._target.name.replace("-", " ").title()

    def _folder(self, suggested: str) -> str:
        from schemekit.adopt.new import FOLDER_PATTERN

        if not self._asks:
            return suggested
        from schemekit.cli.questions import ask

        return ask("Which folder shall be made for it?", suggested, check=fits(
            FOLDER_PATTERN, "A folder is named in small letters, digits and hyphens."))

    def _asked_modules(self) -> list[ModuleRef]:
        if not self._asks:
            return []
        from schemekit.cli.naming import module_refs
        from schemekit.cli.questions import ask
        from schemekit.errors import SchemekitError

        library = self._shelf.open("schemekit")
        offered = library.ledger().modules()

        def objection(answer: str) -> str:
            try:
                for ref in module_refs([answer]):
                    self._shelf.release_of(self._shelf.open(ref.library or "schemekit"), ref)
            except SchemekitError as error:
                return str(error)
            return ""

        answer = ask("Which modules do you start with? (parted by commas)", ", ".join(offered), check=objection,
                     help_text=f"The library that comes with schemekit has: {', '.join(offered)}.")
        return module_refs([answer])

    def _answers(self, name: str, folder: str, modules: Sequence[Module]) -> dict[str, str]:
        from schemekit.adopt.new import SCHEME_WIDE_QUESTIONS, sample_answers

        samples = sample_answers()
        wide = {parameter.name: parameter for module in modules for parameter in module.scheme_wide()}
        answers = {"folder": folder, "name": name, "id": self._given.get("id", folder)}
        suggested = {"short": _initials(name) or name}
        for parameter_name, question in SCHEME_WIDE_QUESTIONS.items():
            if question == "name":
                continue
            parameter = wide.get(parameter_name)
            default = suggested.get(question) or (str(parameter.default) if parameter else samples.get(question, ""))
            answers[question] = self._answer(question, default, parameter,
                                             keeps_rules(modules, parameter_name, answers))
        answers["licence"] = self._answer("licence", "CC-BY-4.0")
        answers["copyright"] = self._answer("copyright", name)
        answers["language"] = self._given.get("language", "en")
        return {key: value for key, value in answers.items() if value}

    def _answer(self, question: str, default: str, parameter: Any = None, also: Check | None = None) -> str:
        given = self._given.get(question)
        fits = CHECKS.get(question, line_of_text)

        def check(answer: str) -> str:
            return line_of_text(answer) or fits(answer)

        if given is not None or not self._asks:
            answer = given if given is not None else default
            if answer and (objection := check(answer)):
                raise click.UsageError(f"{question}: {objection}")
            return answer
        from schemekit.cli.questions import ask

        words, help_text = _QUESTIONS.get(question, ("", ""))
        if parameter is not None:
            words, help_text = parameter.prompt, parameter.help
        return ask(words or question, default, help_text=help_text,
                   check=lambda answer: check(answer) or (also(answer) if also else ""))

    def _asked_values(self, modules: Sequence[Module], typed: set[str]) -> list[tuple[tuple[str, ...], object]]:
        if not self._asks:
            return []
        from schemekit.cli.questions import ask_parameter, ask_yes
        from schemekit.model.parameter import Scope, plain

        edits: list[tuple[tuple[str, ...], object]] = []
        for module in modules:
            own = [p for p in module.parameters if p.scope is Scope.MODULE and p.name not in typed
                   and p.tailoring.value != "locked"]
            if not own or ask_yes(f"{module.title}: take the suggested values for its {len(own)} numbers and choices "
                                  "now? You can change each one later.", default=True):
                continue
            for parameter in own:
                value, reason = ask_parameter(parameter)
                if value != parameter.default:
                    written = {"value": plain(value), "reason": reason} if reason else plain(value)
                    edits.append((("modules", module.id, "parameters", parameter.name), written))
        return edits


def _initials(name: str) -> str:
    """The initials of a name's capitalised words, or nothing where that makes no acronym: `L'Essai Été` gives `EÉ`."""
    import re

    initials = "".join(word[0] for word in re.findall(r"[^\W\d_]{2,}", name) if word[0].isupper())
    return initials if len(initials) > 1 else ""
