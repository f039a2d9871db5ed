"""What a policy's page shows is what is compared, whatever Markdown extensions and plugins the site has."""

from __future__ import annotations

from pathlib import Path

from tests.repository import GitRepo
from tests.site.building import Built, build

from policydiff.clauses import parse_clauses
from policydiff.mkdocs.extensions import clause_anchors

DAY = "2024-05-01T09:00:00+00:00"
EVERYTHING = """Contact: the office
Validity: unlimited

# Terms {#all-terms}

## 1. Scope

1.1. We keep data for a year.[^1] {#data-retention}

    (a) first;

    (b) second.

Service
:   what we offer

| Data | Kept |
|------|------|
| Name | year |

!!! note
    The CDN is ours.

3. third
4. fourth

[^1]: Or two.

*[CDN]: content delivery network
"""


def site_of(folder: Path, text: str, **config: object) -> Built:
    GitRepo(folder).commit("Post the terms", DAY, {"policy/terms.md": text})
    return build(folder, **config)  # type: ignore[arg-type]  # MkDocs checks them


def test_a_site_without_extensions_shows_the_clauses_that_are_compared(tmp_path: Path) -> None:
    built = site_of(tmp_path, EVERYTHING)
    assert built.status == 0, built.output
    page = built.page("terms/index.html")
    assert set(clause_anchors(page)) == {clause.anchor for clause in parse_clauses(EVERYTHING).clauses}
    for shown in ("Contact: the office", 'id="data-retention"', "<dt", "<table", 'class="admonition', 'id="fn:1"'):
        assert shown in page, shown
    assert "{#" not in page[page.index("<article") :]


def test_a_site_with_many_extensions_shows_them_too(tmp_path: Path) -> None:
    extensions = [
        "extra", "pymdownx.extra", "pymdownx.superfences", "pymdownx.tasklist", "smarty", "sane_lists", "nl2br", "meta",
        "pymdownx.betterem", "pymdownx.snippets", {"toc": {"permalink": True}},
    ]  # fmt: skip
    built = site_of(tmp_path, EVERYTHING, markdown_extensions=extensions)
    assert built.status == 0, built.output
    page = built.page("terms/index.html")
    assert set(clause_anchors(page)) == {clause.anchor for clause in parse_clauses(EVERYTHING).clauses}


def test_extensions_that_make_other_clauses_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "shuffle.py").write_text(
        "from markdown.extensions import Extension\n"
        "from markdown.preprocessors import Preprocessor\n"
        "class P(Preprocessor):\n"
        "    def run(self, lines):\n"
        "        return ['9.9. A clause of its own.', '', *lines]\n"
        "class E(Extension):\n"
        "    def extendMarkdown(self, md):\n"
        "        md.preprocessors.register(P(md), 'shuffle', 100)\n"
        "def makeExtension(**configs):\n"
        "    return E(**configs)\n"
    )
    (tmp_path / "hook.py").write_text("import pathlib, sys\nsys.path.insert(0, str(pathlib.Path(__file__).parent))\n")
    built = site_of(tmp_path, EVERYTHING, hooks=["hook.py"], markdown_extensions=["shuffle"])
    assert built.status == 0, built.output
    assert "A clause of its own" not in built.page("terms/index.html")
    assert "shown without the site's own `markdown_extensions`" in built.output


def test_text_from_elsewhere_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    text = EVERYTHING + '\n--8<-- "more.md"\n'
    built = site_of(tmp_path, text, markdown_extensions=["pymdownx.snippets"])
    assert built.status != 0
    assert "policy/terms.md brings in text with `pymdownx.snippets`" in built.output
    assert "Traceback" not in built.output


def test_a_plugin_that_changes_words_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "hook.py").write_text(
        "def on_page_markdown(markdown, **kwargs):\n    return markdown.replace('a year', 'a day')\n"
    )
    built = site_of(tmp_path, EVERYTHING, hooks=["hook.py"])
    assert built.status != 0
    assert "Another plugin changes the words of terms.md" in built.output
    assert "Traceback" not in built.output


def test_no_page_is_reported_as_skipped(tmp_path: Path) -> None:
    built = site_of(tmp_path, EVERYTHING)
    assert "skipped" not in built.output
    assert "pd0" not in "".join(page.read_text("utf-8") for page in built.site.rglob("*.html"))
