"""An open decision as a person meets it: where it stands in the text now, in which clause, and what can be taken.

Reading only; `decide` closes decisions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemekit.adopt.decision_names import deviation_id, file_of, name_of
from schemekit.adopt.outcome import Adoption, is_text
from schemekit.errors import HostileContentError
from schemekit.model.adoption import Decision, Scope
from schemekit.text.deciding.marked import places_in, plain_text, preview_in, take_all_in
from schemekit.text.deciding.standing import line_of
from schemekit.text.deciding.taking import BOTH, OURS, SOURCE, Asked, Obstacle, Taking
from schemekit.text.document import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDecision:
    """A decision that waits for a person.

    Shape: `name` is what `--clause` takes: the clause, else the file, else "preamble"; `number` counts the open
    decisions of that name from 1, `among` says how many there are. `line` is 0 where the clause is not in the text;
    `lines` are all the places where your words stand; `at` is the one that is meant, 0 where a person has to say.
    `reason` is what the record says of the clause already; `went_to` are the clauses that the words of a retired one
    went to.
    """

    module: str
    decision: Decision
    name: str
    number: int
    among: int
    label: str
    file: str
    line: int
    lines: tuple[int, ...]
    at: int
    force: str
    tailoring: str
    reason: str
    went_to: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Where to look: `policies/grievance/policy.md:14`."""
        return f"{self.file}:{self.line}" if self.line else self.file


def open_decisions_of(adoption: Adoption) -> tuple[OpenDecision, ...]:
    """What is still to decide in one adoption, in the order of the record."""
    return tuple(_opened(adoption, adoption.record.open_decisions(), Texts(adoption)))


class Texts:
    """The documents of one adoption as the scheme has them, each read once, with what is decided put in."""

    def __init__(self, adoption: Adoption) -> None:
        self._adoption = adoption
        self.known: dict[str, str | None] = {}

    @property
    def language(self) -> str:
        """The language that the module is written in."""
        return self._adoption.module.language

    def of(self, decision: Decision) -> str | None:
        """The document that a decision is about, None where the scheme has none."""
        file = file_of(self._adoption, decision)
        if file not in self.known:
            self.known[file] = self._adoption.folder.own_text(self._adoption.id, file)
        return self.known[file]

    def preview(self, decision: Decision, wanted: str, *, at: int = 0) -> Taking:
        """What would come of taking words now."""
        return preview_in(self.of(decision), decision, wanted, source_text=self._source(decision), at=at)

    def take(self, asked: Sequence[Asked]) -> tuple[Taking, ...]:
        """Take words in several decisions about one document. Raises: HostileContentError for one that is no text."""
        first = asked[0].decision
        file = file_of(self._adoption, first)
        if not is_text(file):
            raise HostileContentError(
                f"a decision about {file} is refused", why="only texts can be decided, and this is none",
                fix=f"take the entry out of {self._adoption.folder.record_path(self._adoption.id)}",
            )
        self.known[file], taken = take_all_in(self.of(first), asked, self._source(first))
        return taken

    def _source(self, decision: Decision) -> str:
        file = file_of(self._adoption, decision)
        return self._adoption.base_text(file) if file in self._adoption.source_files else ""


def previews(texts: Texts, waiting: OpenDecision) -> dict[str, str]:
    """The words that would stand, by what is taken; what cannot be put in is left out."""
    found = {wanted: texts.preview(waiting.decision, wanted, at=waiting.at) for wanted in (SOURCE, OURS, BOTH)}
    return {wanted: taking.words for wanted, taking in found.items() if taking.obstacle is None}


def obstacle_of(texts: Texts, waiting: OpenDecision) -> Obstacle | None:
    """What stands in the way of taking the source's words; None where nothing does."""
    return texts.preview(waiting.decision, SOURCE, at=waiting.at).obstacle


def _opened(adoption: Adoption, decisions: Sequence[Decision], texts: Texts) -> Iterator[OpenDecision]:
    among = Counter(map(name_of, decisions))
    twins = Counter(decisions)
    number: Counter[str] = Counter()
    seen: Counter[Decision] = Counter()
    labels = _Labels(adoption)
    for decision in decisions:
        name, text = name_of(decision), texts.of(decision)
        plain = plain_text(text)
        number[name] += 1
        seen[decision] += 1
        found = places_in(text, decision)
        # As many equal decisions as places: the first is about the first place.
        at = 1 if len(found) == 1 else seen[decision] if len(found) == twins[decision] else 0
        said = adoption.module.clause(decision.clause)
        recorded = adoption.record.deviation(deviation_id(adoption, decision))
        yield OpenDecision(
            module=adoption.id, decision=decision, name=name, number=number[name], among=among[name],
            label=labels.of(decision, plain), file=adoption.folder.own_path(adoption.id, file_of(adoption, decision)),
            line=found[at - 1].line if at and found else line_of(text, decision),
            lines=tuple(place.line for place in found), at=at if found else 0,
            force=said.force.value if said else "", tailoring=said.tailoring.value if said else "",
            reason=recorded.reason if recorded else "", went_to=_went_to(adoption, decision),
        )


def _went_to(adoption: Adoption, decision: Decision) -> tuple[str, ...]:
    """The clauses that a retired clause's words went to, as the source says."""
    found = next((item for item in adoption.module.retired if item.id == decision.clause and decision.clause), None)
    return () if found is None else found.split_into or ((found.replaced_by,) if found.replaced_by else ())


class _Labels:
    """What clauses are called in the scheme's text, else in the source's; each document is cut once."""

    def __init__(self, adoption: Adoption) -> None:
        self._adoption = adoption
        self._known: dict[str, dict[str, str]] = {}

    def of(self, decision: Decision, text: str | None) -> str:
        """`3 Acknowledgement`; of a whole file, its name."""
        file = file_of(self._adoption, decision)
        if decision.scope is Scope.FILE:
            return file
        if file not in self._known:
            source = self._adoption.base_text(file) if file in self._adoption.source_files else ""
            self._known[file] = {clause.id: clause.label for document in (source, text or "")
                                 for clause in reversed(Document.parse(document).clauses)}
        return self._known[file].get(decision.clause, "the words before the first clause" if not decision.clause
                                     else decision.clause)
