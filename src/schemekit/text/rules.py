"""The table of rules: rules.toml as records, and each language's words ready to be looked for.

Which words bind, limit, count and name is in rules.toml, for practitioners. How a clause's force is told by them is in
`force`, what a change of them means in `significance`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

LANGUAGES = ("en", "fr", "es", "pt")
"""The languages of the table, in the order in which it gives the numbers."""
_ELISION = re.compile(r"(?<=\w')(?=\w)")
_CUT = {"can't": ("can", "not"), "won't": ("will", "not"), "shan't": ("shall", "not"), "cannot": ("can", "not")}
_SHORT = {"re": "are", "ve": "have", "ll": "will", "m": "am"}
_ELIDED = frozenset(["l", "d", "n", "s", "c", "j", "m", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One block of the table. Shape: what does not apply to its `section` is empty, zero or None.

    `says` and `weight` are of force; `share` (of a whole, 0 to 100) and `bound` (least, most) of quantifiers; `later`
    and `earlier` of limits; `open` of times that have no end; `until` (comma, end) of scope; `threshold` of a
    bound that says for whom a sentence holds.
    Units: `days` is the length of a unit, or from one time to the next.
    """

    section: str
    id: str
    phrases: Mapping[str, tuple[str, ...]]
    why: str = ""
    source: str = ""
    says: str = ""
    weight: int = 0
    binds: bool = False
    negates: bool = False
    condition: bool = False
    share: int | None = None
    bound: str = ""
    days: float = 0.0
    later: bool = False
    earlier: bool = False
    open: bool = False
    until: str = ""
    threshold: bool = False

    @property
    def name(self) -> str:
        """What a signal calls it by: `force.shall`."""
        return f"{self.section}.{self.id}"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A row of words that stands for a rule. Shape: each place has the words that may stand there, in small letters."""

    words: tuple[frozenset[str], ...]
    is_exact: bool
    rule: Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The words of one language.

    Shape: `phrases` by their first two words (the second empty where there is one only), the longest first; `numbers`
    the values of number words. `amount_starts` are the words with which a figure or a date may begin.
    """

    language: str
    phrases: Mapping[tuple[str, str], tuple[Phrase, ...]]
    numbers: Mapping[str, float]
    ones: frozenset[str]
    articles: frozenset[str]
    commands: frozenset[str]
    futures: tuple[str, ...]
    no_futures: frozenset[str]
    places: frozenset[str]
    months: frozenset[str]
    date_words: frozenset[str]
    small: frozenset[str]
    bare_ne: frozenset[str]
    joints: Mapping[str, str]
    spellings: Mapping[str, str]
    definition_headings: tuple[frozenset[str], ...]

    @property
    def phrase_starts(self) -> frozenset[str]:
        """Words with which a phrase may begin."""
        return _phrase_starts(self.language)

    @property
    def amount_starts(self) -> frozenset[str]:
        """Words with which a figure or a date may begin."""
        return _starts(self.language)

    def spelled(self, word: str) -> str:
        """One spelling for the variants of a word, for comparing only."""
        return _one_spelling(self.spellings.get(word, word)) if self.language == "en" else word


_SECTIONS = ("force", "hedge", "idiom", "negation", "quantifier", "unit", "limit", "often", "prompt", "order", "scope")
_FIELDS = ("id", "why", "source", "says", "binds", "negates", "condition", "share", "bound", "days", "later", "earlier",
           "open", "until", "threshold")


@cache
def rules() -> tuple[Rule, ...]:
    """Every block of the table, in its order; the file is read once in a run."""
    data = _table()
    weights = data["weights"]
    found = []
    for section in _SECTIONS:
        for item in data.get(section, ()):
            fields = {name: item[name] for name in _FIELDS if name in item}
            weight = weights.get(item.get("says"), 0)
            found.append(Rule(section=section, phrases=_phrases(item), weight=weight, **fields))
    for item in _roles(data["role"]):
        name = next(iter(item.values()))[0].replace("|", " or ")
        found.append(Rule(section="role", id=name, phrases=item, source=data["role"]["source"]))
    for section in ("definition", "reference"):
        item = data[section]
        found.append(Rule(section=section, id="words", phrases=_phrases(item), why=item["why"], source=item["source"]))
    percent = {language: tuple(data["number"][f"percent_{language}"]) for language in LANGUAGES}
    return (*found, Rule(section="percent", id="percent", phrases=percent))


@cache
def _phrase_starts(language: str) -> frozenset[str]:
    return frozenset(first for first, _ in vocabulary(language).phrases)


@cache
def _starts(language: str) -> frozenset[str]:
    words = vocabulary(language)
    return frozenset(words.numbers) | words.ones | words.months


@cache
def helping(name: str) -> frozenset[str]:
    """Words by which a sentence is read, under the name that the table gives them."""
    return frozenset(_table()["helping"][name].split())


@cache
def joined_words() -> tuple[str, ...]:
    """Beginnings of the words whose hyphen is only spelling."""
    return tuple(_table()["spelling"]["joined"].split())


@cache
def multiples() -> frozenset[str]:
    """Numbers in words that are no figure: twice is not two."""
    return frozenset(_table()["spelling"]["times"].split())


def weight_of(says: str) -> int:
    """How much a force weighs, as the table has it; 0 for one it does not name."""
    return int(_table()["weights"].get(says, 0))


@cache
def vocabulary(language: str) -> Vocabulary:
    """The words of a language, whatever country its code names (pt-BR); English where the language is not known."""
    code = language.partition("-")[0].lower()
    code = code if code in LANGUAGES else "en"
    data = _table()
    headings = [f for phrase in data["definition"][f"headings_{code}"] for f in _ways(phrase)]
    return Vocabulary(
        language=code,
        phrases=_index(code),
        numbers={word: float(value) for value, words in data["number"]["words"].items()
                 for word in words[LANGUAGES.index(code)].split("|") if word},
        ones=frozenset(word for phrase in data["number"][f"one_{code}"] if " " not in phrase
                       for word in phrase.split("|")),
        articles=frozenset(data["spelling"][f"articles_{code}"]),
        commands=frozenset(word for phrase in data["command"][code] for word in phrase.split("|")),
        futures=tuple(data["future"].get(code, ())),
        no_futures=frozenset(data["future"]["no_verbs"]),
        places=frozenset(data["place"][code]),
        months=frozenset(data["date"][f"months_{code}"]),
        date_words=frozenset(data["date"][f"before_{code}"]),
        small=frozenset(data["spelling"][f"small_{code}"].split()),
        bare_ne=frozenset(data["bare_ne"].get(code, ())),
        joints={word: key for key in ("and", "or") for word in data["joining"][f"{key}_{code}"].split()},
        spellings=_spellings(data) if code == "en" else {},
        definition_headings=tuple(frozenset(heading.split()) for heading in headings),
    )


def cut_word(word: str, language: str) -> tuple[str, ...]:
    """A word in small letters as the words it is made of: can't is can and not, l'organe is l' and organe."""
    if language == "en" and word in _CUT:
        return _CUT[word]
    if "'" not in word or language not in ("en", "fr"):
        return (word,)
    if language == "fr":
        parts = _ELISION.split(word)
        return tuple(parts) if all(part[:-1] in _ELIDED for part in parts[:-1]) else (word,)
    if word.endswith("n't"):
        return (word[:-3], "not")
    base, _, short = word.partition("'")
    return (base, _SHORT.get(short, f"'{short}")) if base and short else (word,)


@cache
def _table() -> Mapping[str, Any]:
    import tomllib

    # Not by importlib.resources: importing it takes as long as half of `schemekit --help`.
    return tomllib.loads((Path(__file__).parent / "rules.toml").read_text(encoding="utf-8"))


def _phrases(item: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {language: tuple(item.get(language, ())) for language in LANGUAGES}


def _roles(roles: Mapping[str, Any]) -> Iterator[dict[str, tuple[str, ...]]]:
    """Each phrase is an actor of its own, singular and plural together."""
    for language in LANGUAGES:
        for phrase in roles.get(language, ()):
            yield {language: (phrase,)}


def _ways(phrase: str) -> Iterator[str]:
    """Every way to read a phrase: `is|are required` is two."""
    for words in product(*(part.split("|") for part in phrase.split())):
        yield " ".join(words)


def _index(language: str) -> dict[tuple[str, str], tuple[Phrase, ...]]:
    found: dict[tuple[str, str], list[Phrase]] = {}
    for rule in rules():
        for phrase in rule.phrases.get(language, ()):
            for cut in _cut_phrase(phrase, language):
                made = Phrase(cut, phrase.isupper() and len(phrase) > 1, rule)
                for start in product(cut[0], cut[1] if len(cut) > 1 else ("",)):
                    found.setdefault((start[0], start[1]), []).append(made)
    return {start: tuple(sorted(made, key=lambda item: (-len(item.words), not item.is_exact)))
            for start, made in found.items()}


def _cut_phrase(phrase: str, language: str) -> Iterator[tuple[frozenset[str], ...]]:
    """The places of a phrase, each with the words that may stand there."""
    if "|" not in phrase and "'" not in phrase and "cannot" not in phrase.lower():
        yield tuple(frozenset((word,)) for word in phrase.lower().split())   # as most are: nothing to take apart
        return
    places: list[frozenset[str]] = []
    for part in phrase.lower().split():
        options = [cut_word(word, language) for word in part.split("|")]
        if len(options) == 1:
            places += [frozenset({word}) for word in options[0]]
        else:
            places.append(frozenset(option[0] for option in options))
    yield tuple(places)


def _spellings(data: Mapping[str, Any]) -> dict[str, str]:
    return {words.split()[0]: words.split()[1] for words in data["spelling"]["same"]}


_ISE = re.compile(r"(?<=[a-z]{3})is(?=(?:e|ed|es|er|ers|ing|able|ation|ations|ational)$)")
_YSE = re.compile(r"(?<=[a-z]{2})ys(?=(?:e|ed|es|er|ers|ing)$)")
_OUR = re.compile(r"(?<=[a-z]{3})our(?=(?:s|ed|ing|able|ably|al|ally|ful|ite|ites|less|er|ers|ers)?$)")


def _one_spelling(word: str) -> str:
    return _OUR.sub("or", _YSE.sub("yz", _ISE.sub("iz", word)))
