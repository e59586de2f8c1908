"""A filling: a parameter with the words that stand for it in a scheme's text, and how sure those words give it away.

"Northern Minerals Initiative" can only be the scheme's name; "5" can be anything. Where a text is searched for them,
and what is done there, is in `proposal`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from schemekit.model.module import Module
from schemekit.model.parameter import ParameterType, Value, in_text

_SHORTEST, _ACRONYM, _FEW_WORDS = 4, 3, 2
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
# At most so many characters before the sign: every place of a row of letters would be tried to its end else.
_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """A parameter as a scheme filled it in.

    Shape: `is_certain` says that its words can mean nothing else; `is_own` that they are not the module's default, so
    that they say something of the scheme; `is_name` that they are words a person chose, not a number or an option.
    `is_asked` and `is_settled` say that a person decided it: always this parameter, or never.
    """

    name: str
    words: str
    unit: str = ""
    is_certain: bool = False
    is_own: bool = False
    is_name: bool = False
    is_asked: bool = False
    is_settled: bool = False

    @property
    def is_number(self) -> bool:
        """Whether it is a figure."""
        return _NUMBER.fullmatch(self.words) is not None

    @property
    def is_askable(self) -> bool:
        """Whether to ask where its words stand among new ones: not about an option, which is an everyday word."""
        return not self.is_settled and (self.is_number or self.is_name or len(self.words.split()) > _FEW_WORDS)

    @property
    def is_telltale(self) -> bool:
        """Whether its words give the scheme away however they are written."""
        return self.is_name and (self.is_certain or is_distinctive(self.words))

    @property
    def is_telling(self) -> bool:
        """Whether its words give the scheme away as they are written."""
        return self.is_telltale or (self.is_name and len(self.words) >= _SHORTEST)


def fillings_of(
    module: Module,
    values: Mapping[str, Value],
    scheme_name: str,
    *,
    blank: Collection[str] = (),
    keep: Collection[str] = (),
) -> tuple[Filling, ...]:
    """What a module's parameters read as in a scheme, those with yes and no left out.

    `blank` are parameters that a person says are meant wherever their words stand, `keep` those that never are.
    """
    found = []
    for parameter in module.parameters:
        value = values.get(parameter.name, parameter.default)
        words = in_text(value, module.language)
        if isinstance(words, bool) or not words.strip():
            continue
        is_name = parameter.type is ParameterType.TEXT
        certain = is_name and (is_distinctive(words) or (words == scheme_name and len(words) >= _SHORTEST))
        found.append(
            Filling(
                name=parameter.name, words=words, unit=parameter.unit, is_name=is_name,
                is_certain=(certain or parameter.name in blank) and parameter.name not in keep,
                is_own=value != parameter.default and parameter.name not in keep,
                is_asked=parameter.name in blank, is_settled=parameter.name in keep,
            )
        )
    return tuple(found)


def is_distinctive(words: str) -> bool:
    """Whether words can hardly stand in a text by chance: an address, a name of several words, an acronym."""
    if "://" in words or _ADDRESS.fullmatch(words):
        return True
    parts = words.split()
    if len(parts) == 1:
        return words.isupper() and words.isalpha() and len(words) >= _ACRONYM
    return len(words) >= _SHORTEST and any(part[:1].isupper() for part in parts)


def addresses_in(words: str) -> tuple[str, ...]:
    """The e-mail addresses in some words, in order, each once."""
    return tuple(dict.fromkeys(match[0] for match in _ADDRESS.finditer(words)))


def pattern_of(words: str, *, alone: bool = True) -> str:
    """A pattern for some words, wrapped or not, and standing by themselves unless it is said that they need not."""
    parts = [re.escape(part) for part in words.split()]
    left = r"(?<!\w)" if alone and re.match(r"\w", words) else ""
    right = r"(?!\w)" if alone and re.search(r"\w$", words) else ""
    return left + r"(?:[ \u00a0]|\n)".join(parts) + right


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a stretch of a text is no part of a longer name, address or figure around it."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if text[start:end][:1].isdigit() and re.search(r"\d[,:/]$", before):
        return False
    if text[start:end][-1:].isdigit() and re.match(r"[,:/]\d", after):
        return False
    return not (re.search(r"\w$|\w[.@+-]$|@$", before) or re.match(r"\w|[.@-]\w", after))
