"""YAML that somebody else wrote: read, or refused with what is wrong and where."""

from __future__ import annotations

from typing import Any

import yaml


class NoYaml(ValueError):
    """A text that cannot be read as YAML: the problem in words, with its line, which counts from 1."""

    def __init__(self, problem: str, line: int | None = None) -> None:
        super().__init__(problem + (f" (line {line})" if line else ""))
        self.problem, self.line = problem, line


def load_yaml(text: str | bytes, loader: type[Any] = yaml.SafeLoader) -> object:
    """What some YAML says; raises NoYaml.

    `loader` is one of PyYAML's that constructs plain data. A value that does not fit its tag (`!!int ""`) is a problem
    like any other: PyYAML itself raises whatever came of trying to convert it.
    """
    try:
        found: object = yaml.load(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        place = error.problem_mark
        raise NoYaml(error.problem or "it cannot be read", place.line + 1 if place else None) from None
    except RecursionError:
        raise NoYaml("it is nested too deeply") from None
    except (yaml.YAMLError, ValueError) as error:
        raise NoYaml(str(error)) from None
    except (AttributeError, LookupError, TypeError):
        raise NoYaml("a value does not fit its tag") from None
    return found
