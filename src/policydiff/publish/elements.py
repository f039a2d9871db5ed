"""Elements that stand on pages by the thousand, made without a template; words are escaped unless they are markup."""

from __future__ import annotations

from markupsafe import Markup, escape


def link_to(url: str, words: object) -> Markup:
    """Words that lead somewhere."""
    # `Markup.format` does the same at five times the cost.
    return Markup(f'<a href="{escape(url)}">{escape(words)}</a>')
