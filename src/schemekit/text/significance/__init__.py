"""Significance: what a change means for those who are bound by the text. Pure: changes in, signals out."""
