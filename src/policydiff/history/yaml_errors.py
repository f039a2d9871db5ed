"""What is wrong with a text that is no YAML, in one sentence."""

from __future__ import annotations

import yaml


def state_yaml_error(error: Exception) -> str:
    """Problem and line; the line counts from 1."""
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    if isinstance(error, yaml.MarkedYAMLError) and error.problem:
        place = error.problem_mark
        return error.problem + (f" (line {place.line + 1})" if place else "")
    return str(error)
