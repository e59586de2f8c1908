"""How adopted modules are told: name, version, licence and where the text lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemekit.cli.screen import folded, print_table, say
from schemekit.cli.terminal import one_line, style

if TYPE_CHECKING:
    from schemekit.adopt.add import Added


def tell_added(added: Added) -> None:
    """One line for each module."""
    rows = [
        [f"  {item.module.id}", str(item.release.version), item.provenance.licence,
         f"policies/{item.module.id}/policy.md"]
        for item in added.modules
    ]
    if rows:
        print_table(rows, ["  Module", "Version", "Licence", "Your text"])
    if added.unreleased:
        say(style("note: ", fg="yellow") + "this build of schemekit holds newer, unreleased text of "
            f"{', '.join(added.unreleased)}; the released versions above were taken")
    for item in added.in_other_languages:
        say(folded(style("note: ", fg="yellow") + one_line(
            f"{item.module.id} is written in '{item.module.language}', and your scheme in '{added.language}': its text "
            "came as it is. A translation of it would count as your own words, clause by clause, with reasons")))
    for library in added.in_folders:
        say(folded(style("note: ", fg="yellow") + one_line(
            f"{library} is a folder on this computer, so scheme.yaml does not name its address: whoever you share the "
            "scheme with needs the library at an address of their own")))
