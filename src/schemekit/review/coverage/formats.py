"""The files that coverage is written to, each by the function that makes it, loaded when it is asked for."""

from __future__ import annotations

from collections.abc import Callable

from schemekit.review.coverage.covered import Coverage

ENDINGS = ("html", "xlsx", "csv", "md", "json")


def _html(coverage: Coverage) -> bytes:
    from schemekit.review.coverage.page import html_of

    return html_of(coverage).encode()


def _xlsx(coverage: Coverage) -> bytes:
    from schemekit.review.coverage.as_rows import xlsx_of

    return xlsx_of(coverage)


def _csv(coverage: Coverage) -> bytes:
    from schemekit.review.coverage.as_rows import csv_of

    return csv_of(coverage)


def _md(coverage: Coverage) -> bytes:
    from schemekit.review.coverage.as_markdown import markdown_of

    return markdown_of(coverage).encode("utf-8", "replace")


MAKERS: dict[str, Callable[[Coverage], bytes]] = {"html": _html, "xlsx": _xlsx, "csv": _csv, "md": _md}
"""Who makes what; JSON is the command line's own."""
