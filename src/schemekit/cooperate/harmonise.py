"""Several schemes on the way to one text: terms that collide, clauses that belong together, a draft of what all ask."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from schemekit.adopt.licences import outgoing_licence
from schemekit.adopt.other_scheme import other_scheme
from schemekit.adopt.outcome import Adoption
from schemekit.adopt.proven import proven_adoptions, unconfirmed
from schemekit.cooperate.grouped_clauses import Topic
from schemekit.cooperate.joint_clauses import JointClause, JointValue, Outcome, joint_clauses, joint_values
from schemekit.cooperate.own_names import Blanks
from schemekit.errors import UnknownNameError, UsageError
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.licence.use import Use
from schemekit.licence.verdict import Verdict, judge
from schemekit.model.unconfirmed import Unconfirmed
from schemekit.text.comparing.term_collisions import GlossaryTerm, TermCollision, collisions, plain_meaning
from schemekit.text.definitions import defined_terms
from schemekit.text.document import Document

MOST_SCHEMES = 8   # each is held against each other
_BLANK = re.compile(r"\{\{ cookiecutter\.(\w+) \}\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Harmonising:
    """What is to be harmonised.

    Shape: `schemes` are folders or addresses, two or more; `modules` as MODULE, or as one name for each scheme with =
    between them, none for all that every scheme adopted; `licence` is that of the joint text, empty for the first
    scheme's; `is_strictest` takes the strictest of each clause instead of what all ask.
    """

    schemes: Sequence[str]
    modules: Sequence[str] = ()
    licence: str = ""
    is_strictest: bool = False
    offline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class JointModule:
    """A joint text of one module of each scheme.

    Shape: `modules` are what each scheme calls it and `versions` what each has of it, in their order; `broken` tells
    which rules between parameters the values taken break; `verdict` is what the sources' licences say to the joint
    text, `sources` whose they are.
    """

    name: str
    title: str
    modules: tuple[str, ...]
    versions: tuple[str, ...]
    clauses: tuple[JointClause, ...]
    values: tuple[JointValue, ...]
    verdict: Verdict
    sources: tuple[tuple[str, str], ...]
    broken: tuple[str, ...] = ()

    def count(self, outcome: Outcome) -> int:
        """How many groups of clauses came out so."""
        return sum(one.outcome is outcome for one in self.clauses)

    @property
    def counts(self) -> Counter[str]:
        """How many groups of clauses came out how, in words: of a text that no licence allows, headings are drafted."""
        only = "" if self.verdict.is_allowed else " as headings only"
        told = {outcome: f"{outcome.value}{only if outcome is Outcome.SETTLED else ''}" for outcome in Outcome}
        return Counter({told[outcome]: number for outcome in Outcome if (number := self.count(outcome))})


@dataclass(frozen=True, slots=True, kw_only=True)
class Harmonised:
    """What harmonising several schemes would begin with. Nobody has agreed on any of it.

    Shape: `unconfirmed` are the modules whose source nobody could confirm.
    """

    schemes: tuple[str, ...]
    language: str
    is_strictest: bool
    collisions: tuple[TermCollision, ...]
    modules: tuple[JointModule, ...]
    unconfirmed: tuple[Unconfirmed, ...] = ()

    @property
    def level(self) -> str:
        """What the draft takes, in words."""
        return "the strictest of each" if self.is_strictest else "what all ask, at the value that all meet"

    @property
    def summary(self) -> str:
        """`41 settled, 3 to be settled, 2 not asked by all; 4 terms collide`."""
        counts = sum((module.counts for module in self.modules), Counter[str]())
        parts = [f"{number} {words}" for words, number in counts.items()]
        number = len(self.collisions)
        return f"{', '.join(parts) or 'no clause'}; {number} term{'s' * (number != 1)} to look at"


def harmonise(here: Path, wanted: Harmonising) -> Harmonised:
    """Lay schemes beside each other on the way to one text. Raises: as `other_scheme`; UsageError, UnknownNameError."""
    with ExitStack() as opened:
        return harmonised(
            [opened.enter_context(other_scheme(name, here, offline=wanted.offline)) for name in wanted.schemes], wanted)


def harmonised(folders: Sequence[SchemeFolder], wanted: Harmonising) -> Harmonised:
    """The same for schemes that are open, in the order in which they were named. Raises: as above."""
    if not 2 <= len(folders) <= MOST_SCHEMES:
        told = f"{len(folders)} schemes" if len(folders) > 1 else "one scheme alone"
        raise UsageError(f"{told} cannot be harmonised", fix="name the others, or say it from within your own scheme",
                         why=f"it takes two, and each is held against each other, up to {MOST_SCHEMES}")
    names = _names(folders)
    own = [{adoption.id: adoption for adoption in proven_adoptions(folder)} for folder in folders]
    topics = tuple(_topics(own, names, wanted.modules))
    return Harmonised(
        schemes=names, language=folders[0].scheme().language, is_strictest=wanted.is_strictest,
        collisions=collisions([term for name, modules in zip(names, own, strict=True)
                               for adoption in modules.values() for term in _terms(name, adoption)]),
        modules=tuple(_joint(topic, wanted) for topic in topics),
        unconfirmed=unconfirmed(side for topic in topics for side in topic.sides))


def _names(folders: Sequence[SchemeFolder]) -> tuple[str, ...]:
    """What each scheme is called; two of one name are told apart by their ids, and then by their places."""
    schemes = [folder.scheme() for folder in folders]
    found = [scheme.name for scheme in schemes]
    if len(set(found)) < len(found):
        found = [f"{scheme.name} ({scheme.id})" for scheme in schemes]
    if len(set(found)) < len(found):
        found = [f"{name}, {place}" for place, name in enumerate(found, 1)]
    return tuple(found)


def _topics(own: Sequence[dict[str, Adoption]], names: tuple[str, ...], wanted: Sequence[str]) -> list[Topic]:
    if not wanted:
        shared = [name for name in own[0] if all(name in modules for modules in own)]
        if not shared:
            raise UsageError("no module was adopted by all of them", why="there is no text to harmonise by its name",
                             fix="name the modules that belong together: --module " + "=".join("ABC"[:len(own)]))
        return [Topic(names, tuple(modules[name] for modules in own)) for name in shared]
    found = []
    for words in wanted:
        parts = words.split("=")
        parts = parts * len(own) if len(parts) == 1 else parts
        if len(parts) != len(own):
            raise UsageError(f"--module {words[:60]} names {len(parts)} modules for {len(own)} schemes",
                             why=f"they are, in this order: {', '.join(names)}",
                             fix="name one, or one for each scheme with = between them")
        for part, modules, name in zip(parts, own, names, strict=True):
            if part not in modules:
                raise UnknownNameError(f"{name} has adopted no module '{part[:60]}'",
                                       why=f"it has {', '.join(modules) or 'none'}",
                                       fix="name one for each scheme with = between them")
        found.append(Topic(names, tuple(modules[part] for part, modules in zip(parts, own, strict=True))))
    return found


def _terms(name: str, adoption: Adoption) -> list[GlossaryTerm]:
    document = Document.parse(adoption.folder.own_text(adoption.id, adoption.main_file) or "")
    own = Blanks.of(adoption)   # each scheme's own name in a meaning is no other meaning
    title = adoption.title_of(adoption.main_file)
    return [GlossaryTerm(scheme=name, term=item.term, meaning=_readable(own.put_into(plain_meaning(item.meaning))),
                         place=f"{title} {item.label}") for item in defined_terms(document)]


def _readable(meaning: str) -> str:
    """A meaning with blanks as people read them: `[scheme short]`."""
    return _BLANK.sub(lambda at: f"[{at[1].replace('_', ' ')}]", meaning)


def _joint(topic: Topic, wanted: Harmonising) -> JointModule:
    first = topic.sides[0]
    values = joint_values(topic, is_strictest=wanted.is_strictest)
    sources = tuple(dict.fromkeys(
        (side.scheme.name, licence) for side in topic.sides
        for licence in (outgoing_licence(side.scheme, side.id), side.module.licence) if licence))
    licences = list(dict.fromkeys(licence for _, licence in sources))
    outgoing = wanted.licence or outgoing_licence(first.scheme, first.id)
    taken = {value.name: value.value for value in values if value.value is not None}
    titles = {value.name: value.title for value in values}
    broken = [(rule, pair) for rule in first.module.rules if (pair := rule.breach(taken))]
    return JointModule(
        name=topic.name, title=first.title_of(first.main_file),
        modules=tuple(side.id for side in topic.sides),
        versions=tuple(str(side.entry.version) for side in topic.sides),
        clauses=joint_clauses(topic, values, is_strictest=wanted.is_strictest), values=values,
        verdict=judge(licences[0], outgoing, Use.ADAPTATION, mixed_with=tuple(licences[1:])), sources=sources,
        broken=tuple(f"{titles.get(one, one)} and {titles.get(other, other)} do not go together: {rule.kind.value}"
                     for rule, (one, other) in broken),
    )
