"""Bringing a change of the source into a text that a scheme has edited."""
