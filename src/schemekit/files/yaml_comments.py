"""The comments of a YAML text: what people wrote beside the data, which no data holds."""

from __future__ import annotations

import re
from bisect import bisect_right

import yaml

from schemekit.files.yaml_read import LOADER

_SIGN = re.compile(r"(?:^|(?<=\s))#.*", re.MULTILINE)


def comments_in(text: str) -> tuple[str, ...]:
    """Every comment with its sign, in order; what looks like one within a value is none.

    Shape: the text is one that `read_yaml` reads.
    """
    spans = [(token.start_mark.index, token.end_mark.index) for token in yaml.scan(text, Loader=LOADER)
             if isinstance(token, yaml.ScalarToken)]
    starts = [start for start, _ in spans]

    def is_value(place: int) -> bool:
        before = bisect_right(starts, place) - 1
        return before >= 0 and place < spans[before][1]

    return tuple(found[0].rstrip() for found in _SIGN.finditer(text) if not is_value(found.start()))
