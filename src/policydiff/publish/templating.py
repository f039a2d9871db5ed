"""The templates of the pages: package data, with every value escaped that is not markup already."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("policydiff.publish"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
    )


@cache
def macro(template: str, name: str) -> Callable[..., Markup]:
    """A macro of a template, for what stands on pages by the thousand: a template costs more to fill."""
    found: Callable[..., Markup] = getattr(_environment().get_template(template).module, name)
    return found


def fill(template: str, **values: object) -> Markup:
    """Fill a template."""
    return Markup(_environment().get_template(template).render(**values))
