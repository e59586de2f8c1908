"""A text as a page of a website: Markdown in which nothing a text says can become anything but words."""
