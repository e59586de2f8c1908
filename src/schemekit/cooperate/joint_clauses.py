"""The words of a joint text, clause by clause: whose they are, at which values, and what people have to settle.

The common minimum of a clause is what all ask. Where all have one wording, it is that wording, at the value that
everybody meets (the loosest of theirs, as the module calls it). Where the wordings differ, it is the one of which each
other is shown to ask the same or more. Where there is none such, nothing is drafted but what all say word for word.
Asked for the strictest, the same is done the other way round; a clause that some lack is then left to people.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property

from schemekit.adopt.outcome import Adoption
from schemekit.adopt.rendering import render_file
from schemekit.adopt.said_values import SaidValue, said_values
from schemekit.cooperate.grouped_clauses import Topic
from schemekit.cooperate.own_names import Blanks, blank, blanks_in, is_own_name, with_readable_blanks
from schemekit.cooperate.shared_passages import picked, shared_keys
from schemekit.cooperate.side_names import with_names
from schemekit.cooperate.two_schemes import kept_templates
from schemekit.crosswalk.clause_groups import ClauseGroup, PartyClause
from schemekit.crosswalk.lined_up import LinedClause, Way
from schemekit.crosswalk.side_by_side import meets_all, met_by_all, outside_range
from schemekit.model.file_names import TEMPLATE_FOLDER
from schemekit.model.parameter import Parameter, Value
from schemekit.text.document import Document, comparable
from schemekit.text.template import parameters_in

_MOST_TOLD = 3


class Outcome(Enum):
    """What became of clauses that belong together; the words are those that are shown."""

    SETTLED = "drafted"
    OPEN = "to be settled"
    NOT_ALL = "not asked by all"


@dataclass(frozen=True, slots=True, kw_only=True)
class JointValue:
    """A value in the joint text.

    Shape: `values` in words, one of each scheme; `taken` is what the draft has, empty where a person decides.
    """

    name: str
    title: str
    unit: str
    values: tuple[str, ...]
    taken: str
    told: str
    value: Value | None = None
    is_name: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class JointClause:
    """A clause of the joint text, or what keeps it from being drafted.

    Shape: `words` is the drafted body as Markdown; of an open one the passages that all have. `rests_on` says whose the
    words are, `why` what has to be settled; `apart` are the wordings of each scheme, where there is no common one.
    In `heading`, `words` and `apart` names are blanks; `title` is the heading as people read it.
    """

    group: ClauseGroup
    outcome: Outcome
    id: str
    heading: str
    title: str
    level: int
    words: str = ""
    rests_on: str = ""
    why: str = ""
    apart: tuple[tuple[str, str], ...] = ()


def joint_values(topic: Topic, *, is_strictest: bool) -> tuple[JointValue, ...]:
    """The values of a joint text, those that all schemes have."""
    said = [said_values(side) for side in topic.sides]
    return tuple(_value(parameter, topic, [texts.get(parameter.name) for texts in said], is_strictest=is_strictest)
                 for parameter in topic.sides[0].module.parameters
                 if all(side.module.parameter(parameter.name) for side in topic.sides))


def joint_clauses(topic: Topic, values: Sequence[JointValue], *, is_strictest: bool) -> tuple[JointClause, ...]:
    """The clauses of a joint text, in the order of the groups."""
    work = _Work(topic, values, is_strictest=is_strictest)
    return tuple(work.clause(group) for group in topic.groups)


def _value(
    parameter: Parameter, topic: Topic, said: Sequence[SaidValue | None], *, is_strictest: bool
) -> JointValue:
    """A value of all schemes. Shape: `said` is what each text says in its place, None where it says the value."""
    known = [side.module.parameter(parameter.name) or parameter for side in topic.sides]
    held = [side.entry.parameters.get(parameter.name, item.default)
            for side, item in zip(topic.sides, known, strict=True)]
    values = [value if text is None or text.value is None else text.value
              for value, text in zip(held, said, strict=True)]
    is_name = is_own_name(parameter)
    words = tuple(item.labelled(value) if text is None or is_name else text.words
                  for item, value, text in zip(known, held, said, strict=True))
    is_alike = len({(item.type, item.unit, item.stricter) for item in known}) == 1
    taken, told = None, ""
    if is_name:
        told = "each its own: left as a blank"
    elif not is_alike:
        told = "counted differently"
    elif any(text is not None and text.value is None and not text.still_said for text in said):
        told = "not every text says it"
    elif (strictest := meets_all(parameter, values)) is not None and len(set(values)) > 1 \
            and parameter.issues(strictest):
        told = f"{parameter.told(strictest)} is {outside_range(parameter)}"
    else:
        taken = strictest if is_strictest else met_by_all(parameter, values)
        elsewhere = [item.place for text in said if text is not None and text.value is None for item in text.instead]
        told = "no rule tells which is the stricter" if taken is None else \
            f"but for {', '.join(dict.fromkeys(elsewhere))}: see there" if elsewhere else ""
    return JointValue(name=parameter.name, title=parameter.title, unit=parameter.unit, values=words,
                      taken="" if taken is None else parameter.labelled(taken), told=told, value=taken, is_name=is_name)


class _Work:
    """One joint text while it is drafted."""

    def __init__(self, topic: Topic, values: Sequence[JointValue], *, is_strictest: bool) -> None:
        self._topic, self._is_strictest = topic, is_strictest
        self._values = {value.name: value for value in values}
        self._blanks = [Blanks.of(side) for side in topic.sides]
        self._templates = [kept_templates(side) for side in topic.sides]
        self._used = [_blanks_used(side) for side in topic.sides]
        self._levels = [{clause.id: clause.level for clause in Document.parse(
            side.folder.own_text(side.id, side.main_file) or "").clauses} for side in topic.sides]
        self._ways = {key: {(row.clause, row.their_clause or row.clause): row for row in rows}
                      for key, rows in topic.rows.items()}

    def clause(self, group: ClauseGroup) -> JointClause:
        """What a group comes to."""
        first = group.members[0]
        heading = self._blanked(first, first.clause.heading)
        titles = {name: value.title for name, value in self._values.items()}
        frame = JointClause(group=group, outcome=Outcome.SETTLED, id=first.clause.id, heading=heading,
                            title=with_readable_blanks(heading, titles),
                            level=self._levels[first.scheme].get(first.clause.id, 2))
        lacking = [name for scheme, name in enumerate(self._topic.names) if scheme not in group.schemes]
        if lacking:
            why = f"not in the text of {', '.join(lacking)}"
            if not self._is_strictest:
                return replace(frame, outcome=Outcome.NOT_ALL, why=why, apart=self._apart(group))
            # It may as well take away what the others give: only people can take it into a text of all.
            return replace(frame, outcome=Outcome.OPEN, why=f"{why}; nobody judged what it asks",
                           words=self._shared(group), apart=self._apart(group))
        found = self._settled(group) if group.is_one_each else None
        if found is None:
            return replace(frame, outcome=Outcome.OPEN, why=self._why(group), words=self._shared(group),
                           apart=self._apart(group))
        words, rests_on = found
        return replace(frame, words=words, rests_on=rests_on)

    def _settled(self, group: ClauseGroup) -> tuple[str, str] | None:
        members = group.members
        if any(row.other_forms for one in members for other in members if (row := self._row(one, other)) is not None):
            return None   # the same words, which lead to forms that ask other things
        templates = {self._templates[member.scheme].get(member.clause.id) for member in members}
        raw = next(iter(templates))
        if len(templates) == 1 and raw is not None and (drafted := self._filled.get(members[0].clause.id)) is not None \
                and members[0].scheme == 0 and self._is_known(raw):
            return drafted, "the words of all" if not self._differing(raw) else \
                f"the words of all, with {', '.join(self._differing(raw))}"
        bodies = [self._blanked(member, member.clause.body) for member in members]
        if len({comparable(body) for body in bodies}) == 1:
            return bodies[0], "the words of all"
        for member, body in zip(members, bodies, strict=True):
            if all(self._goes(member, other) for other in members if other is not member):
                more = "less" if self._is_strictest else "more"
                return body, f"the words of {self._topic.names[member.scheme]}; the others ask the same or {more}"
        return None

    def _goes(self, member: PartyClause, other: PartyClause) -> bool:
        """Whether the other one asks the same as this, or more; for the strictest, the same or less."""
        row = self._row(member, other)
        wanted = Way.LOOSER if self._is_strictest else Way.STRICTER
        return row is not None and row.way in (Way.SAME, wanted)

    def _row(self, member: PartyClause, other: PartyClause) -> LinedClause | None:
        rows = self._ways.get((member.scheme, other.scheme), {})
        return rows.get((member.clause.id, other.clause.id))

    def _is_known(self, raw: str) -> bool:
        """Whether every value in a clause was settled, or is a name that stays a blank."""
        used = [self._values.get(name) for name in parameters_in(raw)]
        return all(value is not None and (value.is_name or value.value is not None) for value in used)

    def _differing(self, raw: str) -> list[str]:
        used = (self._values[name] for name in dict.fromkeys(parameters_in(raw)))
        return [f"{value.title} {value.taken} {value.unit}".strip() for value in used
                if not value.is_name and len(set(value.values)) > 1]

    @cached_property
    def _filled(self) -> Mapping[str, str]:
        """The first scheme's source with the values taken, its names left as blanks: the bodies by clause."""
        side = self._topic.sides[0]
        marks = {parameter.name: f"qzblank{place}zq" for place, parameter in enumerate(side.module.parameters)
                 if is_own_name(parameter)}
        values: dict[str, Value] = {}
        for parameter in side.module.parameters:
            held = side.entry.parameters.get(parameter.name, parameter.default)
            taken = self._values.get(parameter.name)
            values[parameter.name] = marks.get(parameter.name) or (
                taken.value if taken is not None and taken.value is not None else held)
        path = f"{TEMPLATE_FOLDER}/{side.main_file}"
        data = side.folder.pulled(side.id, {path: ""}).get(path, b"")
        text = render_file(side.module, side.main_file, data, values).decode("utf-8", "replace")
        names = {mark: blank(name) for name, mark in marks.items()}
        text = re.sub(r"qzblank\d+zq", lambda at: names.get(at[0].lower(), at[0]), text, flags=re.IGNORECASE)
        return {clause.id: clause.body for clause in Document.parse(text).clauses}

    def _blanked(self, member: PartyClause, text: str, kept: frozenset[str] | None = None) -> str:
        used = self._used[member.scheme].get(member.clause.id, ())
        return self._blanks[member.scheme].put_into(text, used, kept)

    def _bodies(self, group: ClauseGroup) -> tuple[str, ...]:
        """The words of each clause, with blanks for the names that all of them use.

        What one side wrote in the place of the other's blank is a difference: then both are shown as they stand.
        """
        blanks = [blanks_in(self._blanked(member, member.clause.body)) for member in group.members]
        kept = frozenset.intersection(*blanks) if len(blanks) > 1 else None
        return tuple(self._blanked(member, member.clause.body, kept) for member in group.members)

    def _apart(self, group: ClauseGroup) -> tuple[tuple[str, str], ...]:
        """The words of each clause beside those that all have."""
        bodies = self._bodies(group)
        shared = self._shared_keys(group, bodies)
        labels = (f"{self._topic.names[member.scheme]} {member.clause.label}" for member in group.members)
        return tuple((label, picked(body, shared, is_shared=False))
                     for label, body in zip(labels, bodies, strict=True))

    def _shared(self, group: ClauseGroup) -> str:
        """The passages that every clause of the group has, word for word, as the first one has them."""
        bodies = self._bodies(group)
        return picked(bodies[0], self._shared_keys(group, bodies), is_shared=True)

    def _shared_keys(self, group: ClauseGroup, bodies: Sequence[str]) -> frozenset[str]:
        return shared_keys(bodies) if group.is_one_each and len(bodies) > 1 else frozenset()

    def _why(self, group: ClauseGroup) -> str:
        if not group.is_one_each:
            counts = ", ".join(f"{len(group.of(scheme))} of {name}" for scheme, name in enumerate(self._topic.names)
                               if group.of(scheme))
            return f"several clauses belong together: {counts}"
        first = group.members[0]
        names = self._topic.names
        told = [_between(names[first.scheme], names[other.scheme], row.told[:_MOST_TOLD])
                for other in group.members[1:] if (row := self._row(first, other)) is not None and row.told]
        return "; ".join(told) or "worded differently; no rule tells which asks more"


def _between(ours: str, theirs: str, told: Sequence[str]) -> str:
    """What differs between two schemes, by their names: of three or more, 'ours' could be anybody's."""
    words = with_names("; ".join(told), ours, theirs)
    return words if ours in words and theirs in words else f"{ours} and {theirs}: {words}"


def _blanks_used(side: Adoption) -> Mapping[str, frozenset[str]]:
    """Which blanks the source of each clause has, by its id."""
    path = f"{TEMPLATE_FOLDER}/{side.main_file}"
    template = Document.parse(side.folder.pulled(side.id, {path: ""}).get(path, b"").decode("utf-8", "replace"))
    return {clause.id: frozenset(parameters_in(clause.raw)) for clause in template.clauses}
