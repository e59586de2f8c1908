"""Sentences: where one ends and the next begins, in English, French, Spanish and Portuguese policy texts.

A text that keeps one sentence a line and one that is wrapped give the same sentences. Where it is not certain that a
full stop ends a sentence, it does not: two sentences told as one do less harm than half a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(
    r"(?<![.!?…])(?P<marks>[.!?…]++)(?P<closed>(?:[\"'”’»)\]*_]|[ \u00a0\u202f]»|\[\^[^\]\s]{1,40}\])*+)(?P<gap>\s++)"
    r"|(?P<full>[。！？]++[」』”）]*+\s*+)"
    r"|(?P<hard>(?:(?<! ) {2,}+|\\)\r?\n\s*+)"
)
_OPENING = "\"'“”‘’«„¿¡([*_`<!{"
# What stands before a full stop: the last word with the stops inside it, such as e.g, U.S or 7.13.
_BEFORE = re.compile(r"(?:[\w°ºª]+[.-])*[\w°ºª]+$")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NEVER = _words("""
    e.g i.e eg ie cf viz vs resp approx incl excl ca
    mr mrs ms messrs dr dra drs prof rev hon gen col st sr sra srta srs sras mme mlle mm me ee uu
    art arts cl cls sec secs sect ss para paras par pars fig figs eq eqs ch chap chs vol vols app annex
    p pp pg pgs pág págs pag pags núm núms num nums nº n.º nos op ref refs réf réfs ed eds éd éds ex
    ej p.ex p.ej c.-à-d c.à.d n.b env av cap caps lit lits let apdo ap disp dec res reg regs dir
    lic ing arq ilmo exmo excmo exma excma ud uds vd vds eng adm depto dept tel fax
    jan feb mar apr jun jul aug sep sept oct nov dec janv févr avr juil déc ene abr ago set dic fev mai out dez
""")
"""Words whose full stop never ends a sentence; lower case, without the last stop."""
_BEFORE_A_FIGURE = _words("no nos n al item point punto ponto alínea")
"""Words whose full stop ends no sentence where a figure, or a single letter, follows."""
_PERHAPS = _words("""
    etc al inc ltd ltda co corp llc plc bros assn a.m p.m u.s u.k u.n e.u u.s.a s.a s.l s.r.l s.à.r.l ee.uu j.-c ii iii
    ibid id seq bis ter
""")
"""Words whose full stop ends a sentence only before a word that begins one."""
_STARTERS = _words("""
    the this these those that it its they there if in on at for from where when while who each every all any no such a
    an as to after before upon with without under within he she we you our their his her however otherwise
    le la les l un une des ce cet cette ces il elle ils elles on si dans pour par lorsque quand tout toute tous chaque
    en au
    el los las lo un una unos unas este esta estos estas si en para por cuando todo toda todos cada no se
    o os as um uma este esta estes estas se em para por quando todo toda cada não no na nos nas
""")
_LETTERED = _words("""
    annex appendix part schedule table option class category level group type form figure section article clause point
    step
    annexe appendice partie tableau catégorie groupe niveau anexo apéndice parte tabla opción grupo categoría nivel tipo
    apêndice tabela opção categoria nível formulario formulário formulaire module
""")
"""Words after which a single letter is a name and not an initial: Annex A."""


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a paragraph, each with the white space after it; joined they are the text, byte for byte."""
    found, start = [], 0
    for end in _ends(text):
        found.append(text[start:end])
        start = end
    return (*found, text[start:]) if text[start:] or not found else tuple(found)


def _ends(text: str) -> Iterator[int]:
    for match in _END.finditer(text):
        if match.end() < len(text) and (match["marks"] is None or _ends_a_sentence(text, match)):
            yield match.end()


def _ends_a_sentence(text: str, match: re.Match[str]) -> bool:
    following = text[match.end() : match.end() + 40]
    first = following.lstrip(_OPENING)[:1]
    if not first:
        return True
    if first.islower() or first in ",;:)]":
        return False
    if match["marks"] != "." or match["closed"]:
        return True
    found = _BEFORE.search(text[max(0, match.start() - 40) : match.start()])
    return found is None or _stop_ends(found[0], text[max(0, match.start() - 40) : match.start()], following)


def _stop_ends(word: str, before: str, following: str) -> bool:
    """Whether a full stop after this word ends its sentence."""
    plain = word.lower()
    next_word = re.match(r"\W*(\w*)", following)
    after = next_word[1] if next_word else ""
    if plain in _NEVER:
        return False
    if plain in _BEFORE_A_FIGURE and (after[:1].isdigit() or (len(after) == 1 and after not in "AIOÀÉÓ")):
        return False
    if plain in _PERHAPS or re.fullmatch(r"(?:\w\.)+\w", plain):
        return after.lower() in _STARTERS
    if len(word) == 1 and word.isupper():
        # An initial, unless a word that is named by letters stands before it.
        named = before[: -len(word)].split()
        return bool(named) and named[-1].lower().strip("(\"'*_") in _LETTERED
    return True
