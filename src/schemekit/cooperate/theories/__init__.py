"""Theories of change in schemes: their files, checks and sheets, and the comparison of several schemes' theories."""
