"""A library and a scheme for every test of this room."""

from tests.review.mapped_scheme import mapped_templates, scheme_mapped
from tests.scheme_fixtures import comes_with_the_tool, offered, scheme, scheme_template

__all__ = ["comes_with_the_tool", "mapped_templates", "offered", "scheme", "scheme_mapped", "scheme_template"]
