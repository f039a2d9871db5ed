"""The templates of the pages: package data, with every value escaped that is not markup already."""

from __future__ import annotations

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


def fill(template: str, **values: object) -> Markup:
    """Fill a template."""
    return Markup(_environment().get_template(template).render(**values))
