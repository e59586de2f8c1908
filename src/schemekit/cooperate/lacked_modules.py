"""Modules of ours of which a recognised scheme has nothing: a row for each, and what is said where a record hides one.

Lining up begins from what both have, so that a scheme with one procedure of three would seem to match in all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from schemekit.adopt.outcome import adoptions
from schemekit.cooperate.lined_words import Digests, named_rows
from schemekit.cooperate.records import HeldCooperation
from schemekit.crosswalk.lined_up import LinedUp, Match
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.model.finding import Finding, Severity
from schemekit.model.recognition import Provision, Recognition

TOLD = "only ours has it: theirs has adopted no such module"
_AT = "recognition"


def lacked_modules(lined: LinedUp, ours: SchemeFolder, wanted: tuple[str, ...] = ()) -> Mapping[str, str]:
    """The titles of the modules that only we have, by id; of those that are meant, where some are named."""
    return {adoption.id: adoption.title_of(adoption.main_file) for adoption in adoptions(ours)
            if adoption.id in lined.only_ours and (not wanted or adoption.id in wanted)}


def lacked_rows(modules: Mapping[str, str], own: Digests) -> Iterator[Provision]:
    """A gap for each whole module, which rests on all of our words. Shape: `own` are digests of `clause_digests`."""
    for name, title in modules.items():
        yield Provision(title=f"{title} (all of it)"[:300], module=name, result=Match.GAP.value, told=TOLD,
                        our_words=own.get((name, ""), ""))


def lacked_findings(held: HeldCooperation, terms: Recognition, modules: Mapping[str, str]) -> Iterator[Finding]:
    """The modules that stand in no row and are not excluded: told of a partial recognition, a fault of a full one.

    Shape: `modules` as `lacked_modules`, without those that the recognition is not about.
    """
    rows = {row.name for row in terms.provisions}
    hidden = [name for name, title in modules.items() if name not in rows and not _is_excluded(name, title, terms)]
    if hidden:
        is_full = terms.extent == "full"
        yield held.finding(
            "recognition-lacking", (_AT, "provisions"), severity=held.weight() if is_full else Severity.NOTE,
            found=f"{'full, and ' if is_full else ''}no row for {named_rows(hidden)}, of which "
                  f"{held.cooperation.name_of(terms.recognised)} has nothing",
            wanted="a judged row for each procedure that the recogniser asks for, or its name under exclusions",
            why="whoever signs reads that all is covered, and a whole procedure is wanting" if is_full else
            "what is left out is not seen by whoever signs",
            fix=f"schemekit recognise FOLDER-OR-ADDRESS --into {held.id}; or say what it is about: "
                f"{held.fill('--add modules=MODULE')}; or what it leaves out: "
                f'{held.fill(f"extent=partial --add exclusions={hidden[0]}")}')


def _is_excluded(name: str, title: str, terms: Recognition) -> bool:
    """Whether an exclusion names a module: by its id, or by what it is called."""
    plain = name.replace("-", " ")
    for exclusion in terms.exclusions:
        said = " ".join(exclusion.casefold().replace("-", " ").split()).removeprefix("the ").rstrip(".")
        if said in (plain, f"{plain} module", f"{plain} procedure") or (title and title.casefold() in said):
            return True
    return False
