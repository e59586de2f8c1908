"""YAML, the one door to it: read as plain data, written the same every time, edited without losing comments.

Nobody else imports PyYAML or yaml-edit; what is behind each of these stands in the file of its name.
"""

from __future__ import annotations

from schemekit.files.yaml_comments import comments_in
from schemekit.files.yaml_edit import DELETE, edit_yaml
from schemekit.files.yaml_insert import insert_item
from schemekit.files.yaml_list import Item, Kept, edit_list
from schemekit.files.yaml_read import YamlText, read_yaml
from schemekit.files.yaml_write import write_flow, write_yaml

__all__ = [
    "DELETE", "Item", "Kept", "YamlText", "comments_in", "edit_list", "edit_yaml", "insert_item", "read_yaml",
    "write_flow", "write_yaml",
]
