"""How long a comment on a pull request may be, by the forge that it is written for."""

GITHUB_LIMIT = 65_536
GITLAB_LIMIT = 1_000_000
"""Characters that a comment may have."""
SMALLEST = 2_000
"""Characters: below that, not even the heads fit."""
