"""Formats: a comparison as a page, a comment, a log for code scanning or a Word file, and all of them as a pack."""
