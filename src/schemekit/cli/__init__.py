"""The command line: one file per command, each parsing, calling one use case and printing what came of it."""
