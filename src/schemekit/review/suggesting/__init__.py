"""Suggestions of mappings as a reviewer gets them: ranked by words, for a person to judge."""
