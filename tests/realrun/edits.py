"""Twenty edits that a person made to the texts of 0.1.4, by reading them: written down, so that they can be made again.

The person is the secretariat of a fictional scheme, the Northern Minerals Initiative, which wants its software to be
public code, has partners who write Spanish, and cannot keep every deadline.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from enum import Enum

from schemekit.text.document import ClauseText, Document


class How(Enum):
    """What a person does at the keyboard."""

    REPLACE = "words replaced"
    EVERYWHERE = "a term replaced throughout"
    DROP = "a clause taken out"
    MOVE = "a clause moved"
    WRAP = "a paragraph wrapped anew"


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit.

    Shape: for DROP `old` is the heading; for MOVE it goes before the heading `new`; WRAP needs no `new`.
    """

    file: str
    what: str
    how: How
    old: str
    new: str = ""

    def made_in(self, text: str) -> str:
        """The text after the edit. Raises: ValueError where the words are not there, so that nothing passes unmade."""
        if self.old not in text:
            raise ValueError(f"{self.old!r} does not stand in {self.file}")
        if self.how is How.REPLACE:
            return text.replace(self.old, self.new, 1)
        if self.how is How.EVERYWHERE:
            return text.replace(self.old, self.new)
        if self.how is How.WRAP:
            return text.replace(self.old, textwrap.fill(self.old, 60, break_long_words=False), 1)
        document = Document.parse(text)
        clause = _clause(document, self.old)
        rest = "".join(item.raw for item in document.clauses if item is not clause)
        if self.how is How.DROP:
            return document.preamble + rest
        place = rest.index(_clause(document, self.new).raw)
        return f"{document.preamble}{rest[:place]}{clause.raw}{rest[place:]}"


def _clause(document: Document, heading: str) -> ClauseText:
    return next(clause for clause in document.clauses if clause.heading == heading)


EDITS = (
    Edit("require-review.md", "a deadline made longer", How.REPLACE,
         "Reviews SHOULD happen within two business days.", "Reviews SHOULD happen within five business days."),
    Edit("require-review.md", "a recommendation made a duty", How.REPLACE,
         "Reviews SHOULD include running both the code", "Reviews MUST include running both the code"),
    Edit("require-review.md", "a list item deleted", How.REPLACE,
         "* Reviews MAY be performed by multiple reviewers.\n", ""),
    Edit("open-standards.md", "a sentence reworded", How.REPLACE,
         "* Reduces possible vendor-lock in.", "* Keeps us free to change suppliers."),
    Edit("open-standards.md", "a list item added", How.REPLACE,
         "* The codebase SHOULD contain a list of all the standards used with links to where they are available.\n",
         "* The codebase SHOULD contain a list of all the standards used with links to where they are available.\n"
         "* The Northern Minerals Initiative SHOULD go through that list once a year.\n"),
    Edit("open-to-contributions.md", "a clause added", How.REPLACE, "## Further reading",
         "## Communities near a mine\n\nThe Northern Minerals Initiative SHOULD answer suggestions from communities "
         "near a mine in their own language.\n\n## Further reading"),
    Edit("open-to-contributions.md", "a duty made a recommendation", How.REPLACE,
         "The project MUST have communication channels", "The project SHOULD have communication channels"),
    Edit("continuous-integration.md", "a clause dropped", How.DROP, "What this does not do"),
    Edit("continuous-integration.md", "a slip of grammar mended", How.REPLACE,
         "enable risk taking and focusing", "enables risk taking and focusing"),
    Edit("documenting.md", "a clause moved up", How.MOVE, "How to test", "Why this is important"),
    Edit("documenting.md", "a heading renamed", How.REPLACE, "## Why this is important", "## Why we ask for it"),
    Edit("style.md", "a term replaced throughout", How.EVERYWHERE, "style guide", "house style"),
    Edit("version-control-and-history.md", "a paragraph wrapped anew", How.WRAP,
         "Version control means keeping track of changes to your code over time. This allows you to create structured "
         "documentation of the history of the codebase. This is essential for collaboration at scale."),
    Edit("version-control-and-history.md", "a slip mended", How.REPLACE,
         "easy to understand what why the commit was made", "easy to understand what was changed and why"),
    Edit("understandable-english-first.md", "a requirement widened", How.REPLACE,
         "All code and documentation MUST be in English.",
         "All code and documentation MUST be in English or Spanish."),
    Edit("understandable-english-first.md", "a sentence split", How.REPLACE,
         "if they understand your content (for example, a developer working on a different project).",
         "if they understand your content.\n  A developer working on a different project is a good choice."),
    Edit("document-objectives.md", "a sentence reworded", How.REPLACE,
         "There is an entry for the codebase objectives, mission or goal in the codebase documentation.",
         "The first page of the codebase documentation says what the codebase is for."),
    Edit("open-licenses.md", "words put in", How.REPLACE,
         "All code MUST be published with a license file.", "All code and data MUST be published with a license file."),
    Edit("reusable-and-portable-codebases.md", "a list item deleted", How.REPLACE,
         "* The codebase MUST be in use by multiple parties.\n", ""),
    Edit("code-in-the-open.md", "an exception replaced", How.REPLACE,
         "(unless used for fraud detection)", "(unless that would put people in danger)"),
)
