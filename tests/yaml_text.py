"""YAML as builders and attacks read and write it: by libyaml, since in Python alone it was a third of their time."""

from __future__ import annotations

from typing import Any

import yaml


def loaded(text: str | bytes) -> Any:
    """What a text says."""
    return yaml.load(text, Loader=yaml.CSafeLoader)


def dumped(data: object, *, sort_keys: bool = True) -> str:
    """A text that says it, in ASCII. Half a character is nothing for libyaml: `yaml.safe_dump` writes that."""
    return yaml.dump(data, Dumper=yaml.CSafeDumper, sort_keys=sort_keys)
