"""Links in a policy's text, written for the folder of the sources, made to lead from another page of the site."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from urllib.parse import unquote, urlsplit

from markupsafe import Markup, escape

from policydiff.publish.addresses import relative_url

_LINK = re.compile(r"<(?P<tag>a|img)\b(?P<before>[^<>]*?)\s(?P<name>href|src)=\"(?P<target>[^\"]*)\"")


def relink(html: str, source: str, url: str, url_of: Callable[[str], str | None]) -> str:
    """The HTML of the file `source` as it must be at `url`; `url_of` knows the URL of every file of the sources.

    What a link leads to may be gone since: then its words stay, without a link. Links into the page itself, to other
    sites and to absolute paths stay as they are.
    """

    def changed(match: re.Match[str]) -> str:
        parts = urlsplit(str(Markup(match["target"]).unescape()))
        if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
            return match[0]
        file = posixpath.normpath(posixpath.join(posixpath.dirname(source), unquote(parts.path)))
        start = f"<{match['tag']}{match['before']}"
        target = url_of(file)
        if target is None:
            return start
        link = parts._replace(path=relative_url(url, target)).geturl()
        return f'{start} {match["name"]}="{escape(link)}"'

    return _LINK.sub(changed, html)


def rebase(html: str, url: str) -> str:
    """HTML whose links are relative to the root of the site, as it must be at `url`."""

    def changed(match: re.Match[str]) -> str:
        parts = urlsplit(str(Markup(match["target"]).unescape()))
        if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
            return match[0]
        link = parts._replace(path=relative_url(url, parts.path)).geturl()
        return f'<{match["tag"]}{match["before"]} {match["name"]}="{escape(link)}"'

    return _LINK.sub(changed, html)
