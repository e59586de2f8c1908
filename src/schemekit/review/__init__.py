"""Use cases of reviewers and boards: comparing texts, and the statement of what was adopted."""
