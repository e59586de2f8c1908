"""`python -m tests.realrun`: the Standard for Public Code through ten versions, and what became of every word.

Takes some minutes. The texts are looked for in ../shared/data/standard-for-public-code, or where --data says.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.measure import Surroundings
from tests.realrun.library import VERSIONS, Published, publish
from tests.realrun.run import FATES, Run, agreement, run
from tests.scheme_builders import tell

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "standard-for-public-code"
START = "0.1.4"
_WHERE = """\
error: there is no folder with the versions of the Standard for Public Code
  why: {folder} holds no {version}/criteria
  fix: clone https://github.com/publiccodenet/standard, put the folder criteria/ of each tag into a folder of the
       tag's name ({versions}), and name the folder above them with --data"""


def main() -> int:
    """Run it all and print the figures; 1 where a word was lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.realrun", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="The folder that holds a folder for each version.")
    parser.add_argument("--keep", type=Path, help="Leave the library and the schemes in this new folder.")
    asked = parser.parse_args()
    if not (asked.data / START / "criteria").is_dir():
        print(_WHERE.format(folder=asked.data.name, version=START, versions=", ".join(VERSIONS)), file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="schemekit-realrun-") as scratch:
        folder = asked.keep.resolve() if asked.keep else Path(scratch).resolve()
        os.environ.update(Surroundings.made_in(folder).variables)
        began = time.process_time()
        published = publish(asked.data, VERSIONS, folder, say=_say)
        _tell_library(published)
        through = VERSIONS[VERSIONS.index(START) :]
        runs = [run(published, folder / "steps", through, name="step by step, nothing decided"),
                run(published, folder / "jump", (START, through[-1]), name="in one jump, nothing decided"),
                run(published, folder / "ours", through, name="step by step, ours each time", take="ours")]
        if "both" in tell("decide", "--help").out.partition("--take")[2]:
            runs.append(run(published, folder / "source", through, name="step by step, the source's each time",
                            take="source"))
        for done in runs:
            _tell_run(done)
        _tell_agreement(runs[0], runs[1])
        _say(f"{time.process_time() - began:.0f} seconds of this process")
    return int(any(step.lost for done in runs for step in done.steps))


def _say(words: str) -> None:
    print(words, file=sys.stderr)


def _tell_library(published: Published) -> None:
    modules = len({module for version in published.modules.values() for module in version})
    print(f"{len(published.modules)} versions imported: {modules} modules, {published.releases} releases; "
          f"{published.renamed} times a file was known by its words under another name; "
          f"clauses: {published.ids_kept} kept their id, {published.ids_new} new, {published.ids_retired} retired; "
          f"{published.mended} files mended by hand first\n")


def _tell_run(done: Run) -> None:
    heads = ("step", "modules", *FATES, "opened", "open", "words to read", "lost", "back")
    print(f"{done.name}\n\n| {' | '.join(heads)} |\n| --- |{' ---: |' * (len(heads) - 1)}")
    for step in done.steps:
        cells = [f"{step.before} -> {step.after}", step.modules, *(step.fates[fate] for fate in FATES), step.opened,
                 step.waiting, step.to_read, step.lost.total(), step.back.total()]
        print(f"| {' | '.join(map(str, cells))} |")
    for step in done.steps:
        for name, words in (("lost", step.lost), ("back", step.back)):
            if words:
                print(f"  {step.before} -> {step.after} {name}: {dict(words)}")
    print()


def _tell_agreement(first: Run, second: Run) -> None:
    found = agreement(first, second)
    print(f"By steps and in one jump: {found.same} clauses the same, {len(found.different)} different "
          f"({', '.join(found.different) or 'none'}), {found.asked} that one of the two asked about.")


if __name__ == "__main__":
    sys.exit(main())
