"""In which column of the picture each step of a theory stands: levels from left to right, a long one over several."""

from __future__ import annotations

from collections.abc import Sequence

from schemekit.model.theory_of_change import Arrow, Level, Step


def columns_of(steps: Sequence[Step], arrows: Sequence[Arrow], rows: int) -> tuple[dict[str, int], list[Level]]:
    """The column of each step, and the level of each column. Shape: at most `rows` steps stand in a column.

    Steps of one level that lead to each other stand one column further each.
    """
    column: dict[str, int] = {}
    levels: list[Level] = []
    for level in Level:
        own = [step.id for step in steps if step.level is level]
        depths = _depths(own, arrows)
        for depth in range(max(depths.values(), default=-1) + 1):
            at_depth = [name for name in own if depths[name] == depth]
            parts = -(-len(at_depth) // rows)
            size = -(-len(at_depth) // parts) if parts else 0
            for part in range(parts):
                for name in at_depth[part * size : (part + 1) * size]:
                    column[name] = len(levels)
                levels.append(level)
    return column, levels


def _depths(names: Sequence[str], arrows: Sequence[Arrow]) -> dict[str, int]:
    """How many steps of the same level lead to each one by one; an arrow that would close a loop does not count."""
    within = set(names)
    targets: dict[str, list[str]] = {name: [] for name in names}
    for arrow in arrows:
        if arrow.source in within and arrow.target in within:
            targets[arrow.source].append(arrow.target)
    order: list[str] = []
    state: dict[str, int] = {}   # 1 while a step's followers are looked at, 2 after
    forward: list[tuple[str, str]] = []
    for start in names:
        stack = [(start, iter(targets[start]))] if start not in state else []
        state.setdefault(start, 1)
        while stack:
            name, rest = stack[-1]
            target = next(rest, None)
            if target is None:
                state[name] = 2
                order.append(name)
                stack.pop()
            elif state.get(target) != 1:
                forward.append((name, target))
                if target not in state:
                    state[target] = 1
                    stack.append((target, iter(targets[target])))
    depths = dict.fromkeys(names, 0)
    after: dict[str, list[str]] = {}
    for one, other in forward:
        after.setdefault(one, []).append(other)
    for name in reversed(order):
        for other in after.get(name, ()):
            depths[other] = max(depths[other], depths[name] + 1)
    return depths
