"""The clauses of a scheme as they stand, for a reader of evidence: of adopted modules, and of policies of its own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from schemekit.adopt.outcome import Adoption
from schemekit.adopt.own_crosswalks import OwnPolicy, own_clauses
from schemekit.crosswalk.evidence import AdoptedClauses, ClauseState, Evidence
from schemekit.crosswalk.told import ANEW, STATES
from schemekit.model.adoption import Verb
from schemekit.model.parameter import Parameter
from schemekit.review.coverage.clause import PublicLink, StandingClause, value_words
from schemekit.text.comparing.diff import ClauseChange
from schemekit.text.document import ClauseText
from schemekit.text.force import force_of
from schemekit.text.printed import printed

SOURCELESS = "without a source"
"""What is told of a policy that the scheme wrote itself in the place of a version."""


class ModuleTexts:
    """The clauses of one module."""

    def __init__(
        self, adoption: Adoption, clauses: AdoptedClauses, since: str, link: PublicLink
    ) -> None:
        self._clauses = clauses
        self._adoption, self._since, self._link = adoption, since, link
        self._changes = {change.source.id: change for change in adoption.changes if change.source}
        self._parameters = {parameter.name: parameter for parameter in adoption.module.parameters}

    @cached_property
    def _own(self) -> dict[str, ClauseText]:
        return own_clauses(self._adoption)

    def clause(self, one: Evidence) -> StandingClause | None:
        """A clause that is evidence; None where neither the text nor its source has it."""
        if one.clause not in self._changes:
            own = self._own.get(one.clause)
            return self._written(own, self._reasons.get(one.clause, "")) if own else None
        change = self._changes.get(one.clause)
        text = (change.mine or change.source) if change else None
        if change is None or text is None:
            return None
        values = self._values(one.clause) if change.mine else ()
        state = self._clauses.states.get(one.clause, one.state)   # what was done to it, however the scheme judged it
        did, reason = self._done(change, state)
        return StandingClause(
            module=one.module, clause=one.clause, label=text.label,
            raw=change.mine.raw if change.mine else "", text=printed(change.mine.body) if change.mine else "",
            force=self._force(change, state), values=tuple(self._told(parameter) for parameter in values),
            version=one.scheme_version, since=self._since, state=state, did=did, reason=reason,
            link=self._link(self._adoption.id, change.mine.id) if change.mine else "",
            other_values=tuple(self._told(parameter) for parameter in values
                               if self._adoption.entry.parameters[parameter.name] != parameter.default),
        )

    def added(self) -> Iterator[StandingClause]:
        """The clauses that the scheme put into the source's documents."""
        files = set(self._adoption.added_files)
        for change in self._adoption.changes:
            mine = change.mine
            if change.verb is not Verb.ADD or mine is None or change.id in files or not mine.body.strip():
                continue
            yield self._written(mine, self._recorded(change))

    @cached_property
    def _reasons(self) -> dict[str, str]:
        return {change.id: self._recorded(change) for change in self._adoption.changes if change.verb is Verb.ADD}

    def _written(self, mine: ClauseText, reason: str) -> StandingClause:
        """A clause that the scheme wrote."""
        return StandingClause(
            module=self._adoption.id, clause=mine.id, label=mine.label, raw=mine.raw, text=printed(mine.body),
            force=force_of(mine.raw, self._adoption.module.language).value, values=(), version="",
            since=self._since, did="added by the scheme", reason=reason, link=self._link(self._adoption.id, mine.id),
        )

    def _force(self, change: ClauseChange, state: ClauseState) -> str:
        """The author's word where the clause is the source's; what its verbs say where the scheme rewrote it."""
        if state is ClauseState.DROPPED or change.mine is None:
            return ""
        said = self._adoption.module.clause(change.id)
        if said is not None and change.verb is Verb.ADOPT and state is not ClauseState.TAKEN_BACK:
            return said.force.value
        return force_of(change.mine.raw, self._adoption.module.language).value

    def _done(self, change: ClauseChange, state: ClauseState) -> tuple[str, str]:
        """What was done to a clause by its words and by values, and the reasons on record for either."""
        if state is ClauseState.KEPT or change.source is None:
            return "", ""
        clause = change.source.id
        told, values = self._clauses.told.get(clause, ""), self._clauses.by_values.get(clause, ())
        by_value = [self._parameters[name] for name in values]
        what = f"{STATES[state]}, {ANEW}" if state.is_other else STATES[state]
        by_words = ("" if state is ClauseState.LOOSENED else what, told)
        parts = [": ".join(filter(None, by_words)), *(self._told(one, " ") for one in by_value)]
        has_words = change.verb is not Verb.ADOPT
        reasons = [self._recorded(change) if has_words else "", *(self._value_reason(one) for one in by_value)]
        return "; ".join(filter(None, parts)), "; ".join(dict.fromkeys(filter(None, reasons)))

    def _recorded(self, change: ClauseChange) -> str:
        recorded = self._adoption.reason_for(change)
        return recorded.reason if recorded else ""

    def _value_reason(self, parameter: Parameter) -> str:
        chosen = self._adoption.scheme.set_value(self._adoption.module, parameter.name)
        return chosen.reason if chosen else ""

    def _values(self, clause: str) -> list[Parameter]:
        return [self._parameters[name] for name in self._adoption.parameters_in(clause) if name in self._parameters]

    def _told(self, parameter: Parameter, mark: str = ": ") -> str:
        return value_words(parameter, self._adoption.entry.parameters[parameter.name], mark)


class PolicyTexts:
    """The clauses of a policy that the scheme wrote without a source."""

    def __init__(self, policy: OwnPolicy, language: str, link: PublicLink) -> None:
        self._policy, self._language, self._link = policy, language, link

    def clause(self, one: Evidence) -> StandingClause | None:
        """A clause that is evidence; None where the text does not have it."""
        mine = self._policy.clauses.get(one.clause)
        if mine is None:
            return None
        return StandingClause(
            module=self._policy.id, clause=mine.id, label=mine.label, raw=mine.raw, text=printed(mine.body),
            force=force_of(mine.raw, self._language).value, values=(), version="", since=SOURCELESS,
            link=self._link(self._policy.id, mine.id),
        )

    def added(self) -> Iterator[StandingClause]:
        """None: what nobody judged is not told of a policy of its own."""
        return iter(())
