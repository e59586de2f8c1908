"""The generated reference: every command, every file and every report of the tool that builds the site."""
