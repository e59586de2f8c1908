"""git: the only room that imports GitPython or runs the git command."""
