"""The history of a module by clause: in which release each came, and what changed in it since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from schemekit.model.signal import Signal
from schemekit.review.comparison import ComparedClause, Comparison
from schemekit.review.formats.page_links import PageLinks
from schemekit.site.catalogue.offer import OfferedModule, OfferedRelease
from schemekit.site.catalogue.places import history_place, module_place, redline_place, text_place
from schemekit.site.page import Page, link_to
from schemekit.text.web.words import anchor, link, written


def history_page(module: OfferedModule, steps: Sequence[Comparison]) -> Page:
    """The page. Shape: `steps` compares each release with the one before it."""
    here, newest = history_place(module.id), module.newest
    clauses = newest.clauses_of(newest.main.file)
    blocks = [
        f"# {written(newest.module.title)}: history by clause",
        link("All versions", link_to(module_place(module.id), here)),
    ]
    first = module.releases[0]
    known = {clause.id for clause in first.clauses_of(first.main.file)}
    told = [_Step(step) for step in steps]
    for clause in clauses:
        today = link("the text today", _words_in(module, newest, clause.id, here))
        blocks.append(f"## {written(clause.label)}{anchor(clause.id)}")
        blocks.append("\n".join((f"- {today}", *_told(module, clause.id, told, here, known))))
    blocks += _given_up(module, {clause.id for clause in clauses}, here)
    return Page(path=here, title=f"{newest.module.title}: history by clause", markdown="\n\n".join(blocks) + "\n",
                is_searched=False, description="In which release each clause came and changed")


class _Step:
    """One release compared with the one before it: its clauses by id, and where each stands in the redline."""

    def __init__(self, comparison: Comparison) -> None:
        self.redline = comparison.before.version, comparison.after.version
        self.links = PageLinks(comparison)
        self.clauses = {item.change.mine.id: item for item in reversed(comparison.clauses)
                        if item.change.mine and not item.file}


def _given_up(module: OfferedModule, present: set[str], here: str) -> Iterator[str]:
    """Clauses of earlier releases that the newest has no more: what once led to them still leads somewhere."""
    followed = {item.id: item.replaced_by for item in module.newest.module.retired}
    seen = set(present)
    for release, later in reversed(tuple(pairwise(module.releases))):
        for clause in release.clauses_of(release.main.file):
            if clause.id in seen:
                continue
            seen.add(clause.id)
            yield f"## {written(clause.heading)} (given up){anchor(clause.id)}"
            last = link(release.version, _words_in(module, release, clause.id, here))
            after = followed.get(clause.id, "")
            now = f"; its duty is now in {link(written(after), f'#{after}')}" if after in present else ""
            yield f"- not in {later.version} ({written(later.release.date)}); last in {last}{now}"


def _told(module: OfferedModule, clause: str, steps: Sequence[_Step], here: str, known: set[str]) -> Iterator[str]:
    """The lines of one clause, the newest release first, ending with the one in which it came.

    Shape: `known` are the ids of the first release.
    """
    name = clause
    for release, step in zip(reversed(module.releases[1:]), reversed(steps), strict=True):
        found = step.clauses.get(name)
        if found is None:
            continue
        before = found.change.source
        if found.is_changed:
            after = link_to(redline_place(module.id, *step.redline), here)
            words = link(release.version, _words_in(module, release, name, here))
            yield (f"- {words} ({written(release.release.date)}): {_what(found)}, "
                   f"{link('word by word', f'{after}{step.links.to(found.file, found.change.id)}')}")
        if before is None:
            return
        name = before.id
    first = module.releases[0]
    version = link(first.version, _words_in(module, first, name, here)) if name in known else first.version
    yield f"- {version} ({written(first.release.date)}): first released"


def _words_in(module: OfferedModule, release: OfferedRelease, clause: str, here: str) -> str:
    """Where a clause of a release is read."""
    return f"{link_to(text_place(module.id, release.version), here)}#{clause}"


def _what(found: ComparedClause) -> str:
    if found.change.source is None:
        return "new"
    told = list(dict.fromkeys(_signal(signal) for signal in found.signals))
    words = written(", ".join(told) or ", ".join(kind.value for kind in found.change.kinds))
    before, after = found.change.source.number, found.change.mine.number if found.change.mine else ""
    return f"{words} ({written(before)} → {written(after)})" if before and after and before != after else words


def _signal(signal: Signal) -> str:
    direction = f" {signal.direction.value}" if signal.direction.value else ""
    return f"{signal.kind.value}{direction}"
