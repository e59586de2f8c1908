"""Comparing: which two texts, how they differ clause by clause and value by value, and what that means."""
