"""What is said when somebody stops a command (Ctrl-C), and the exit code of it.

A file that imports nothing: the program knows these words before it has loaded anything else.
"""

EXIT_CODE = 130
"""Basis: 128 and the number of SIGINT, as shells have it."""
WORDS = "\nStopped. A change is made whole or not at all, so nothing is left half-done."
