"""Interchange: crosswalks and texts as other programs and people's spreadsheets have them, and what each cannot hold."""
