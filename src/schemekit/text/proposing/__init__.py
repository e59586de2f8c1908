"""Turning a scheme's wording back into its module's template."""
