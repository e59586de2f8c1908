"""Formatted text: paragraphs, lists and tables with what is bold or linked in them, as pandoc's tree. Pure."""
