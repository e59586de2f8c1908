"""Sites: a library's public catalogue and a scheme's handbook, as Markdown pages that a renderer turns to HTML."""
