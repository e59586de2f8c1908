"""Making a module of a text that was written without one."""
