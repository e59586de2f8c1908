"""What the files of a module are called, and what the ending of a name says of a document."""

from __future__ import annotations

import re

TEMPLATE_FOLDER = "{{cookiecutter.module}}"
"""The folder of a module that holds what an adopter receives; literally this name, as cookiecutter wants it."""
MODULE_FILE = "module.yaml"
CROSSWALK_FILE = re.compile(r"crosswalks/[^/]+\.yaml")
PROSE = (".md", ".txt")
"""Documents of sentences, which bind as they read."""
REGISTERS = (".csv", ".tsv")
"""Tables in which entries are made every day: of them the columns bind."""
TEXTS = (*PROSE, ".csv")
"""Documents that may have blanks, and that people edit."""
