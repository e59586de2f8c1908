"""Clauses, templates and comparison of texts: pure logic, values in and values out."""
