"""The texts of policies as MkDocs renders them on their own pages: with the site's show, and the words that count."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.pages import Page as MkDocsPage

from policydiff.clauses import edition_words, render_text, split_front_matter
from policydiff.mkdocs.extensions import clause_anchors, policy_extensions
from policydiff.mkdocs.markup import mark_changed, table_of_contents
from policydiff.model import ClauseTree
from policydiff.publish.frame import Frame
from policydiff.publish.toc import marked_toc

log = get_plugin_logger("policydiff")


class PolicyTexts:
    """What is shown of each policy, by the name of its file below `docs_dir`."""

    def __init__(self, mark: str) -> None:
        self._mark = mark
        self._shown: dict[str, tuple[str, ClauseTree]] = {}
        self._body = ""
        self._extensions: list[str] = []

    def show(self, uri: str, source: str, tree: ClauseTree) -> None:
        """Show this text at a page, whatever is in the working tree."""
        self._shown[uri] = source, tree

    def source_of(self, uri: str) -> str | None:
        """The Markdown that is shown at a page; None where MkDocs has the page to itself."""
        shown = self._shown.get(uri)
        return shown[0] if shown else None

    def restore_words(self, markdown: str, page: MkDocsPage) -> str:
        """MkDocs takes first lines like `Contact: us` for front matter; in a policy they are words."""
        source = self.source_of(page.file.src_uri)
        if source is None:
            return markdown
        found = split_front_matter(source)
        page.meta, self._body = dict(found.meta), found.body
        return found.body

    def begin(self, markdown: str, page: MkDocsPage, config: MkDocsConfig) -> None:
        """Let MkDocs render a text with the extensions by which it is compared.

        Raises PluginError when another plugin gave it other words.
        """
        if markdown != self._body and edition_words(markdown) != edition_words(self._body):
            raise PluginError(
                f"Another plugin changes the words of {page.file.src_uri} while the site is built. The words of a "
                "policy must be in its own file, for its editions to be known from it: put them there, or keep that "
                "plugin from this page."
            )
        self._extensions = list(config.markdown_extensions)
        config.markdown_extensions[:] = policy_extensions(config.markdown_extensions)

    def end(self, html: str, page: MkDocsPage, frame: Frame, config: MkDocsConfig) -> str:
        """What MkDocs rendered, with what belongs around it; other pages have the site's own extensions again."""
        config.markdown_extensions[:] = self._extensions
        html = self._as_compared(html, page)
        mark_changed(page.toc, frame.changed, self._mark)
        return frame.around(html)

    def _as_compared(self, html: str, page: MkDocsPage) -> str:
        """The text as MkDocs rendered it, unless extensions of the site gave it other clauses than it has."""
        source, tree = self._shown[page.file.src_uri]
        if clause_anchors(html) == [clause.anchor for clause in tree.clauses]:
            return html
        log.info(
            f"{page.file.src_uri} is shown without the site's own `markdown_extensions`: with them its clauses would "
            "not be those that are compared."
        )
        rendered = render_text(source)
        page.toc = table_of_contents(marked_toc(rendered.toc), self._mark)
        return rendered.html
