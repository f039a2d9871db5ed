"""Which Markdown extensions a policy's page is rendered with: the site's for show, ours for what is compared."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from policydiff.clauses.profile import PROFILE_EXTENSIONS

EXTENSION = "policydiff.clauses.extension"
INCLUDING: Mapping[str, Sequence[str]] = {
    "pymdownx.snippets": ("-8<-",),
    "markdown_include.include": ("{!",),
    "mdx_include": ("{!",),
}
"""Extensions that bring in text from elsewhere, with the signs at which they do."""
_CLAUSE = re.compile(r"<[a-z][a-z0-9]*\b[^<>]*\bclass=\"[^\"<>]*\bpd-clause\b[^<>]*>")
_ID = re.compile(r"\bid=\"([^\"]*)\"")


def including_extension(source: str, extensions: Sequence[str]) -> str:
    """The extension of the site by which a policy's source brings in text from elsewhere; empty for none."""
    return next((name for name in extensions if any(sign in source for sign in INCLUDING.get(name, ()))), "")


def policy_extensions(extensions: Sequence[str]) -> list[str]:
    """The site's extensions without those that could add words, the rest of the fixed profile, and our own, last."""
    kept = [name for name in extensions if name not in (EXTENSION, *INCLUDING)]
    known = {name.removeprefix("markdown.extensions.") for name in kept}
    return [*kept, *(name for name in PROFILE_EXTENSIONS if name not in known), EXTENSION]


def clause_anchors(html: str) -> list[str]:
    """The anchors of the clauses of a rendered text, in its order."""
    found = (_ID.search(element[0]) for element in _CLAUSE.finditer(html))
    return [str(Markup(anchor[1]).unescape()) for anchor in found if anchor]
