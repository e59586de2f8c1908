"""Cooperations: working groups, joint projects, recognition, shared processes and harmonisation between schemes."""
