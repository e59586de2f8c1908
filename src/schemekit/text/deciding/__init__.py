"""Putting what a person decided into a text."""
