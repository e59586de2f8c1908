"""The 169 targets of the Sustainable Development Goals, by their numbers.

How many a goal has is all that is needed to tell a number from a slip; their words are in the framework `sdg`.
Basis: United Nations, A/RES/71/313.
"""

from __future__ import annotations

_TARGETS = {1: (5, "ab"), 2: (5, "abc"), 3: (9, "abcd"), 4: (7, "abc"), 5: (6, "abc"), 6: (6, "ab"), 7: (3, "ab"),
            8: (10, "ab"), 9: (5, "abc"), 10: (7, "abc"), 11: (7, "abc"), 12: (8, "abc"), 13: (3, "ab"), 14: (7, "abc"),
            15: (9, "abc"), 16: (10, "ab"), 17: (19, "")}

SDG_TARGETS = frozenset(f"{goal}.{part}" for goal, (numbered, lettered) in _TARGETS.items()
                        for part in (*range(1, numbered + 1), *lettered))
"""Every target, such as 6.4 and 17.16."""
