"""What the tool knows of each type of cooperation: its checks, its days, what it prints."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from schemekit.cooperate.party_schemes import PartySchemes
from schemekit.cooperate.records import HeldCooperation
from schemekit.model.cooperation import CooperationType
from schemekit.model.due_date import DueDate
from schemekit.model.finding import Finding
from schemekit.model.paper import PaperPart

Checks = Callable[[HeldCooperation, PartySchemes, date], Iterable[Finding]]
Days = Callable[[HeldCooperation, date], Iterable[DueDate]]
Annexes = Callable[[HeldCooperation], Iterable[PaperPart]]
Roles = Callable[[HeldCooperation], Mapping[str, str]]
Line = Callable[[HeldCooperation], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One type of cooperation.

    Shape: `purpose` tells in a sentence when to choose it; `checks` are the findings of its own terms, beside those of
    the common header; `days` are what falls due in its terms; `annexes` are the tables that go behind its signed
    documents, made from the record; `public` is what the website shows of its terms, once the scheme shows the
    cooperation at all: nothing that is said between the parties alone; `roles` are what its documents call the parties,
    by id, where that is not their role in the record; `line` is what a list says of it beside its
    title and state; `anew` is the command that lines its record up with another scheme anew, empty where none does.
    """

    type: CooperationType
    purpose: str
    checks: Checks
    days: Days = lambda _held, _today: ()
    annexes: Annexes = lambda _held: ()
    public: Annexes = lambda _held: ()
    roles: Roles = lambda _held: {}
    line: Line = lambda _held: ""
    anew: str = ""
