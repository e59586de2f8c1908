"""Interchange: crosswalks and texts as spreadsheets and other programs have them, and what each cannot hold."""
