"""Uptake: what became of a library's modules in the schemes that adopted them, worked out of what was read of each."""
