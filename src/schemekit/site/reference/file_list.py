"""Every file of a scheme and of a library: what it is, and who writes it. A test holds it against what `new` makes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase

YOU, TOOL, BOTH, MAINTAINER = "you", "the tool", "you and the tool", "the maintainer"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFile:
    """One file, or files of a kind. Shape: `path` may hold `*`; `kind` names its schema where it has one."""

    path: str
    words: str
    writer: str
    kind: str = ""

    def is_at(self, path: str) -> bool:
        """Whether a file lies where this one does."""
        return fnmatchcase(path, self.path)


OF_A_SCHEME = (
    KnownFile(path="scheme.yaml", kind="scheme", writer=BOTH,
              words="The scheme on one page: name, bodies, contacts, licence, libraries, modules and values."),
    KnownFile(path="scheme.lock", kind="lock", writer=TOOL,
              words="Exactly what was pulled from where, with digests, and with which values it was filled in."),
    KnownFile(path="policies/*/policy.md", writer=YOU, words="The text of a procedure. Edit it freely."),
    KnownFile(path="policies/*/forms/*", writer=YOU, words="Forms and registers that belong to it."),
    KnownFile(path="policies/*/adoption.yaml", kind="adoption", writer=BOTH,
              words="What differs from the source and why, what is still to decide, and who approved what."),
    KnownFile(path="policies/*/crosswalks/*.yaml", kind="crosswalk", writer=YOU,
              words="Which clause answers which item of a framework, as you judge it."),
    KnownFile(path="policies/*/*", writer=YOU, words="Further documents and pictures of the procedure."),
    KnownFile(path="cooperation/*/cooperation.yaml", kind="cooperation", writer=BOTH,
              words="What you agreed on with other schemes: who, to what end, with what means, until when."),
    KnownFile(path="cooperation/*/theory-of-change.yaml", kind="theory-of-change", writer=YOU,
              words="What you do, what should follow from it step by step, and what you take for granted."),
    KnownFile(path="cooperation/*/matches.yaml", kind="matches", writer=TOOL,
              words="What people said of steps of two theories of change: same, different, or against each other."),
    KnownFile(path="cooperation/*", writer=YOU, words="The documents that the parties of a cooperation sign."),
    KnownFile(path="cases/*", writer=YOU,
              words="A place for complaints and other real cases. It stays on your computer."),
    KnownFile(path="docs/*", writer=YOU, words="Pages of your own for the website."),
    KnownFile(path="exports/*", writer=TOOL, words="Word files, PDFs and other papers. Not shared."),
    KnownFile(path="site/*", writer=TOOL, words="The website as it was made last. Not shared."),
    KnownFile(path="build/*", writer=TOOL, words="What the website was made from. Not shared."),
    KnownFile(path="README.md", writer=YOU, words="What lies where, and what to do next. Made once, then yours."),
    KnownFile(path="mkdocs.yml", writer=YOU, words="The name, the address and the menu of the website."),
    KnownFile(path="NOTICE.md", writer=TOOL, words="The credit that the sources' licences ask for."),
    KnownFile(path="LICENSES/*", writer=TOOL, words="The licences of what is in the folder, in full."),
    KnownFile(path="REUSE.toml", writer=TOOL, words="Which licence each file has, as programs read it."),
    KnownFile(path=".schemekit/source/*", writer=TOOL,
              words="Each module as it was pulled, untouched: all works offline, and without the source."),
    KnownFile(path=".schemekit/frameworks/*", writer=TOOL, words="The frameworks that pulled crosswalks speak of.",
              kind="framework"),
    KnownFile(path=".schemekit/*", writer=TOOL,
              words="What was sent round, what can be undone, and who is writing at the moment."),
    KnownFile(path=".gitignore", writer=YOU,
              words="What is never shared: cases, letters, exports. Made once, then yours."),
    KnownFile(path=".gitattributes", writer=BOTH, words="How git brings two versions of a text together, by clause."),
    KnownFile(path=".editorconfig", writer=YOU, words="How text editors write line ends and blanks."),
    KnownFile(path=".pre-commit-config.yaml", writer=YOU,
              words="Checks before each commit, for those who use pre-commit."),
    KnownFile(path=".github/*", writer=YOU, words="Checks and reviews on GitHub, for those who work there."),
    KnownFile(path=".gitlab-ci.yml", writer=YOU, words="The same on GitLab."),
)
"""The first that fits a path tells of it."""

OF_A_LIBRARY = (
    KnownFile(path="policies/releases.yaml", kind="releases", writer=TOOL,
              words="The ledger: each release with its version, date, git tree and digest. Only ever added to."),
    KnownFile(path="policies/*/module.yaml", kind="module", writer=MAINTAINER,
              words="What a module says of itself: title, licence, parameters, clauses, references."),
    KnownFile(path="policies/*/cookiecutter.json", writer=TOOL,
              words="Made from module.yaml, so that plain cookiecutter can use the module too."),
    KnownFile(path="policies/*/{{cookiecutter.module}}/policy.md", writer=MAINTAINER,
              words="The text, with its blanks."),
    KnownFile(path="policies/*/{{cookiecutter.module}}/*", writer=MAINTAINER,
              words="Forms, registers, annexes and pictures that adopters receive with it."),
    KnownFile(path="policies/*/crosswalks/*.yaml", kind="crosswalk", writer=MAINTAINER,
              words="Which clause answers which item of a framework, with the judge and the date."),
    KnownFile(path="policies/*/CHANGELOG.md", writer=BOTH,
              words="What changed in each release; adopters see it before they update."),
    KnownFile(path="frameworks/*/*.yaml", kind="framework", writer=MAINTAINER,
              words="The items of a framework, one file for each version: ids, and labels in your own words."),
    KnownFile(path="site/catalogue.json", kind="catalogue", writer=TOOL,
              words="Every release as data, beside the website: what programs read of a published library."),
    KnownFile(path="site/*", writer=TOOL, words="The website as it was made last, with feed.xml. Not in git."),
    KnownFile(path="mkdocs.yml", writer=MAINTAINER, words="The name, the address and the menu of the website."),
    KnownFile(path="docs/*", writer=MAINTAINER, words="Pages of your own for the website."),
)
"""Likewise; a library can hold anything else besides."""

GIVEN = (
    KnownFile(path="answers.yaml", kind="answers", writer=YOU,
              words="Answers for new and add, so that nothing is asked; the website's form makes one too. Any name."),
)
"""Files that are handed to a command and belong to neither."""


def known(path: str, files: Iterable[KnownFile]) -> KnownFile | None:
    """What tells of a file, or None."""
    return next((file for file in files if file.is_at(path)), None)
