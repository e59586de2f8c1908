"""Jinja's lexer and parser for templates, and nothing else of it: each mark of a text with its offset."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment


@lru_cache(maxsize=1)
def placing_environment() -> Environment:
    """The lexer and the parser, with offsets where Jinja gives line numbers.

    Jinja notes only lines, and a finding names the column too.
    """
    from jinja2 import Environment, TemplateSyntaxError
    from jinja2.lexer import Lexer

    class PlacingLexer(Lexer):
        last: tuple[str, list[tuple[int, str, str]]] = ("", [])

        def tokeniter(
            self, source: str, name: str | None, filename: str | None = None, state: str | None = None
        ) -> Iterator[tuple[int, str, str]]:
            # Asked twice for each text: for the marks that are refused, and by the parser. It is half of the work.
            if self.last[0] == source:
                yield from self.last[1]
                return
            tokens = []
            for token in self._placed(super().tokeniter(source, name, filename, state), source):
                tokens.append(token)
                yield token
            self.last = (source, tokens)

        def _placed(self, tokens: Iterator[tuple[int, str, str]], source: str) -> Iterator[tuple[int, str, str]]:
            at = 0
            try:
                for _, mark, words in tokens:
                    # Between two marks stands at most the white space that a minus sign took away.
                    at = source.index(words, at)
                    yield at, mark, words
                    at += len(words)
            except TemplateSyntaxError as error:
                error.lineno = at
                raise

    class PlacingEnvironment(Environment):
        @property
        def lexer(self) -> Lexer:
            return lexer

    # keep_trailing_newline as cookiecutter sets it. No autoescape: this is no HTML, and nothing is run.
    environment = PlacingEnvironment(keep_trailing_newline=True, optimized=False, autoescape=False)
    lexer = PlacingLexer(environment)
    return environment
