"""The health of a library: many schemes' repositories read side by side, and told as one."""
