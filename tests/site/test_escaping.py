"""What people wrote gets into no page and no feed as markup or script, whatever the theme."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.repository import GitRepo
from tests.site.building import build

EVIL = '</title><script>alert(1)</script><img src=x onerror=alert(2)>" onmouseover="alert(3)" x=\'&lt;'
WRITTEN = EVIL.replace("&", "&amp;").replace("<", "&lt;")
"""As Markdown, in which raw HTML would be the author's right."""
TEXT = f"""---
title: '{EVIL.replace("'", "''")}'
description: '{EVIL.replace("'", "''")}'
---
# Terms {WRITTEN}

## 1. Scope {WRITTEN}

### Part {WRITTEN}

1.1. “Service {WRITTEN}” means {WRITTEN} what we offer.

1.2. The first {WRITTEN} Service is as clause 1.1 says.

## 2. End {WRITTEN}

2.1. Last.
"""


class Harm(HTMLParser):
    """Collects what a browser would run or show as elements although it came from the text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.script = tag == "script"
        if tag == "img" and ("src", "x") in attrs:
            self.found.append("<img>")
        self.found += [f"<{tag} {name}>" for name, value in attrs if name.startswith("on") and "alert" in (value or "")]

    def handle_data(self, data: str) -> None:
        if self.script and data.strip().startswith("alert("):
            self.found.append(f"<script>{data}")

    def handle_endtag(self, tag: str) -> None:
        self.script = False


def harm_in(html: str) -> list[str]:
    parser = Harm()
    parser.feed(html)
    return parser.found


@pytest.mark.parametrize("theme", ["material", "mkdocs", "readthedocs"])
def test_nothing_gets_through_on_any_page_or_feed(tmp_path: Path, theme: str) -> None:
    repo = GitRepo(tmp_path)
    second = TEXT.replace("1.2. The first", "1.2. The second").replace("Last", "Least")
    repo.commit(f"Post {EVIL}\n\nNote {EVIL}", "2024-05-01T09:00:00+00:00", {"policy/evil.md": TEXT})
    repo.commit(f"Change {EVIL}\n\nNote {EVIL}", "2024-06-01T09:00:00+00:00", {"policy/evil.md": second})
    third = second.replace("2.1. Least.\n", "").replace(f"## 2. End {WRITTEN}\n", "")
    repo.commit(f"Cut {EVIL}", "2024-07-01T09:00:00+00:00", {"policy/evil.md": third})
    built = build(tmp_path, theme=theme)
    assert built.status == 0, built.output
    pages = sorted(built.site.rglob("*.html"))
    assert len(pages) > 12
    assert {
        page.relative_to(built.site).as_posix(): found for page in pages if (found := harm_in(page.read_text()))
    } == {}
    feeds = sorted(built.site.rglob("*.xml"))
    assert len(feeds) > 3
    for feed in feeds:
        for element in ET.parse(feed).iter():
            assert not element.tag.endswith("script"), feed
            if "html" in (element.get("type") or "") or element.tag.endswith(("encoded", "description")):
                assert harm_in(element.text or "") == [], feed
