"""Theories of change: their rules, their pictures, and how two or many of them are alike. Values in, values out."""
