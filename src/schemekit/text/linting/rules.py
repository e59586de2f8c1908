"""The rules a module is held to, each with the reason that is told with every finding.

How each is checked is in the `lint_*` files beside this one; docs/writing-a-module.md shows the same rules to people.
"""

from __future__ import annotations

from collections.abc import Mapping

REASONS: Mapping[str, str] = {
    # parameters
    "parameter-twice": "a value could then mean either of the two",
    "parameter-unused": "an adopter would be asked a question that changes nothing",
    "parameter-unknown": "an adopter would have no value to fill in, and the text could not be made",
    "parameter-default": "whoever keeps every default would start with a value that is refused",
    "parameter-range": "no value could ever fit",
    "parameter-shared": "a scheme sets it once for all modules, so it has to mean the same in all of them",
    "parameter-none": "a text that reads 'within none days' would stand in somebody's procedure",
    "parameter-test": "the condition would never, or always, hold, and words would be lost without a notice",
    "parameter-printed": "the reader would see True, False or a changed number instead of words",
    "rule-name": "a rule about a parameter that does not exist can never be checked",
    "rule-default": "whoever keeps every default would start with a breach of the rule",
    "rule-units": "figures in different units cannot be compared as they stand",
    # clauses and headings
    "clause-twice": "an id is what a clause is: two clauses with one id cannot be told apart",
    "clause-undeclared": "without its force and tailoring nobody knows what an adopter may do to it",
    "clause-missing": "what module.yaml promises has to be in the text",
    "clause-order": "people read module.yaml beside the text, and both are told in this order",
    "clause-retired": "an id is never used again, or old adoptions would point at another duty",
    "clause-gone": "adoptions, links and mappings point to a clause by its id, and have to find where its duty went",
    "clause-reused": "adoptions, links and mappings would point to another duty than the one that had the id",
    "retired-target": "whoever adopted the old clause has to find where its duty went",
    "heading-id": "only an id that stays lets updates, mappings and links find the clause again",
    "heading-level": "one title a document: the numbers of clauses are counted below it",
    "heading-title": "the first line names the scheme and the document on every page made from it",
    "heading-number": "numbers are computed, so a typed one will be wrong after the first change",
    "heading-condition": "a clause that comes and goes with a value cannot be linked, mapped or updated",
    # words
    "force": "reviewers compare what is asked of the reader first, and trust the word in module.yaml",
    "force-note": "a note explains and never binds, so a duty hidden in it would be overlooked",
    "force-must": "'must' is kept for duties from outside, such as law (ISO/IEC Directives Part 2)",
    "force-style": "one house style in a text, so that readers know which words bind",
    "figure": "an adopter has to be able to set it, and a reviewer to see that it was changed",
    "figure-fixed": "an excuse for words that are gone would excuse other words later",
    "date": "text lives longer than dates; they are kept in the changelog and the record of approval",
    "sentence": "changes are compared and merged by line, so a line that holds one sentence stays small",
    "singular": "the text has to read well for every allowed value",
    # links and safety
    "link-target": "a reader who follows it finds nothing",
    "link-module": "who adopts this module has to be told which others its text points to",
    "link-unsafe": "a module is pure data: a link in it must not run anything or load from elsewhere",
    "html": "raw HTML can carry scripts, and it does not survive the way to Word and back",
    "hidden-mark": "the words on the screen would not be those that stand in the file",
    "heading-form": "an underlined heading is not seen as a clause",
    # layout
    "line-ending": "a stray character at the end of a line shows up as a change of the whole line",
    "blank-lines": "Markdown shows two blank lines as one, so they are a change that nobody sees",
    # renderings
    "rendering": "every adopter has to get the same clauses, whatever values they choose",
    "rendering-force": "a value that changes what a clause asks has to be seen in module.yaml",
    # files
    "encoding": "text that is not UTF-8 shows wrong letters on another machine",
    "template": "a module is data: everything else a template could do is refused",
    "document-missing": "an adopter would get less than module.yaml promises",
    "document-undeclared": "nobody would know what this file is for",
    "document-twice": "one file has one title and one kind",
    "document-kind": "clauses are read from Markdown only",
    "register-columns": "a spreadsheet would show the entries under the wrong headings",
    "module-id": "people and other modules name a module by its folder",
    "file-unknown": "cookiecutter would run or copy what lies beside the text, and a module is pure data",
    "file-kind": "an adopter receives the files, and a module is data: nothing in it may run or speak for a scheme",
    "changelog-missing": "adopters read there what changed and why",
    "cookiecutter-json": "plain cookiecutter would ask other questions than schemekit",
}
