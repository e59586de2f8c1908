"""The handbook: a scheme's policies as the public may see them, and nothing that is to stay inside."""
