"""The catalogue: a library's modules as pages that anybody can read, link to and adopt from."""
