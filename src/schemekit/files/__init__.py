"""Files: reading and writing them, each outside format behind one file of its own."""
