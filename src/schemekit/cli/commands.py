"""The table of commands: under which wish each stands, where it lives, what it does and one worked example.

Only this table is read for `--help`, so that it answers at once; a command's own file is loaded when it is called.
"""

from __future__ import annotations

from dataclasses import dataclass

START = "Start"
CHANGE = "Change"
KEEP = "Keep up to date"
REVIEW = "Review"
PUBLISH = "Publish"
TOGETHER = "Work together"
MAINTAIN = "Maintain a library"
SECTIONS = (START, CHANGE, KEEP, REVIEW, PUBLISH, TOGETHER, MAINTAIN)


@dataclass(frozen=True, slots=True)
class Entry:
    """One command as `--help` tells it."""

    section: str
    name: str
    words: str
    example: str
    path: str

    @property
    def file(self) -> str:
        """The Python name of the command's file."""
        return f"schemekit.cli.{self.path}"


COMMANDS = (
    Entry(START, "new", "Start a scheme with its first modules.",
          "schemekit new northern-minerals --with grievance,assurance", "new"),
    Entry(START, "search", "Find modules that libraries offer.", "schemekit search appeal", "search"),
    Entry(START, "show", "Show everything about a module.", "schemekit show grievance", "show"),
    Entry(CHANGE, "add", "Adopt further modules.", "schemekit add assurance@1.0.0", "add"),
    Entry(CHANGE, "bind", "Connect a text you have had all along to its source.",
          "schemekit bind old/grievance.md --module grievance", "bind"),
    Entry(CHANGE, "remove", "Take a module out of the scheme.", "schemekit remove assurance", "remove"),
    Entry(CHANGE, "set", "Give parameters your own values.",
          'schemekit set grievance.acknowledge_days=10 --reason "two people"', "set"),
    Entry(CHANGE, "sync", "Bring the texts into step with scheme.yaml.", "schemekit sync", "sync"),
    Entry(CHANGE, "reason", "Say why a clause differs from its source.",
          'schemekit reason grievance no-charge "our statutes say so"', "reason"),
    Entry(CHANGE, "restore", "Put the source's words of a clause or file back.",
          "schemekit restore grievance no-charge", "restore"),
    Entry(CHANGE, "decide", "Close decisions where both sides changed a clause.",
          "schemekit decide grievance --clause appeal --take ours", "decide"),
    Entry(CHANGE, "answer", "Accept or refuse what others proposed.",
          'schemekit answer grievance c-001 --accept "we check the register daily"', "answer"),
    Entry(CHANGE, "save", "Keep the present state in the scheme's history.",
          'schemekit save "Board comments of 3 May"', "save"),
    Entry(KEEP, "status", "See on one screen where the scheme stands.", "schemekit status", "status"),
    Entry(KEEP, "outdated", "Tell which modules have newer releases.", "schemekit outdated", "outdated"),
    Entry(KEEP, "update", "Bring in what changed in the source.", "schemekit update grievance --dry-run", "update"),
    Entry(KEEP, "calendar", "List what falls due.", "schemekit calendar", "calendar"),
    Entry(REVIEW, "list", "List the modules the scheme has adopted.", "schemekit list", "list"),
    Entry(REVIEW, "diff", "Show what you changed, or what changed in the source.",
          "schemekit diff grievance --at-least scope", "diff"),
    Entry(REVIEW, "check", "Find everything that is wrong or open.", "schemekit check", "check"),
    Entry(REVIEW, "receive", "Take in a Word file that came back.",
          'schemekit receive exports/grievance.docx --as "A. Reviewer"', "receive"),
    Entry(REVIEW, "comments", "Send out a comment log, and take it back.",
          "schemekit comments grievance --to comments.xlsx", "comments"),
    Entry(REVIEW, "proposals", "List what others proposed for your texts.",
          "schemekit proposals grievance", "proposals"),
    Entry(REVIEW, "verify", "Prove that what was pulled is what the lock says.", "schemekit verify --source", "verify"),
    Entry(REVIEW, "trace", "Tell where a clause comes from and who changed it.",
          "schemekit trace grievance acknowledgement", "trace"),
    Entry(REVIEW, "review", "Put together what a reviewer of a change needs.", "schemekit review --since HEAD",
          "review"),
    Entry(REVIEW, "coverage", "Tell which clauses address which framework item.",
          "schemekit coverage --framework ungp-31", "coverage"),
    Entry(REVIEW, "suggest", "Propose which framework item a clause could answer.",
          "schemekit suggest grievance#no-charge", "suggest"),
    Entry(REVIEW, "report", "Make the adoption statement.", "schemekit report grievance --to statement.docx", "report"),
    Entry(REVIEW, "sheet", "Write the page that a body signs when it approves.",
          "schemekit sheet grievance --to sign-off.pdf", "sheet"),
    Entry(REVIEW, "approve", "Record which body approved a text.",
          'schemekit approve grievance --body Board --resolution 12/2026 --date 2026-10-05 --effective 2027-01-01',
          "approve"),
    Entry(REVIEW, "derogate", "Record an exception from a clause.",
          'schemekit derogate grievance acknowledgement --for "two pilot sites" --from 2026-11-01 --to 2027-04-30 '
          '--reason "no road" --by Board', "derogate"),
    Entry(PUBLISH, "export", "Make Word files, PDFs and pages of your documents.",
          "schemekit export grievance --to docx", "export"),
    Entry(PUBLISH, "licences", "Tell what your sources' licences allow and ask.", "schemekit licences", "licences"),
    Entry(PUBLISH, "site", "Make the website of a library or a scheme.", "schemekit site build", "site"),
    Entry(TOGETHER, "library", "Name the libraries of others that you take modules from.",
          "schemekit library add efc https://example.org/efc/library.git", "library"),
    Entry(TOGETHER, "compare", "Lay another scheme beside yours.", "schemekit compare ../example-forest-council",
          "compare"),
    Entry(TOGETHER, "recognise", "Turn a comparison into a recognition.",
          "schemekit recognise ../example-forest-council --as efc", "recognise"),
    Entry(TOGETHER, "cooperate", "Keep what you agreed on with other schemes.",
          "schemekit cooperate list", "cooperate"),
    Entry(TOGETHER, "toc", "Draw and compare theories of change.", "schemekit toc show copper --to copper.svg", "toc"),
    Entry(TOGETHER, "propose", "Offer the source your own wording of a clause.",
          "schemekit propose grievance no-charge --to no-charge.patch", "propose"),
    Entry(MAINTAIN, "module", "Write, check and release modules.", "schemekit module lint", "module"),
    Entry(MAINTAIN, "adopters", "See who uses your modules, and what they change.",
          "schemekit adopters clones --library efc --to adopters.html", "adopters"),
    Entry(MAINTAIN, "validate", "Check files against their schemas.", "schemekit validate policies", "validate"),
    Entry(MAINTAIN, "merge-file", "Bring two versions of a text together, by clause.",
          "schemekit merge-file before.md ours.md theirs.md", "merge_file"),
    Entry(MAINTAIN, "git", "Let git do the same when branches come together.", "schemekit git install", "git"),
    Entry(MAINTAIN, "completion", "Let the shell complete commands.", "schemekit completion bash", "completion"),
)
