"""Compiled templates of the theme, for the rebuilds of `mkdocs serve`: MkDocs forgets them after every build."""

from __future__ import annotations

from types import CodeType

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket


class CompiledTemplates(BytecodeCache):
    """Keeps what Jinja compiled, as long as the text of a template and all that compiling depends on are the same."""

    def __init__(self) -> None:
        self._state: object = None
        self._compiled: dict[str, tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Hand over what was compiled of the same text."""
        state = _state_of(bucket.environment)
        if state != self._state:
            self._state = state
            self._compiled.clear()
        checksum, code = self._compiled.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        if bucket.code is not None:
            self._compiled[bucket.key] = bucket.checksum, bucket.code


def _state_of(environment: Environment) -> object:
    # Filters and tests are called while compiling, where what they are given is known by then.
    # The lexer is one object for each way in which templates can be written.
    return (
        type(environment),
        environment.lexer,
        environment.autoescape,
        [*environment.extensions],
        environment.filters.copy(),
        environment.tests.copy(),
    )
