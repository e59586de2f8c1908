"""Comparing two texts: clause by clause, passage by passage, word by word."""
