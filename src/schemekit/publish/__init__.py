"""Use cases of those who publish modules: starting one, checking it, releasing it, and saying what became of it."""
