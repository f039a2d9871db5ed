"""The MkDocs plugin: translates between MkDocs and the plan of the site."""

from __future__ import annotations

import gc
import logging
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage

from policydiff.compare import EMPTY_TREE
from policydiff.errors import PolicydiffError
from policydiff.history import GitRepository, find_drafts, policy_today, read_settings, read_today
from policydiff.mkdocs.archive import Archive, Waiting
from policydiff.mkdocs.checks import check_texts, sort_drafts
from policydiff.mkdocs.files import ASSETS, SiteFiles, asked_sitemaps, link_assets
from policydiff.mkdocs.markup import changed_mark, head_markup, relations_markup, table_of_contents
from policydiff.mkdocs.options import PolicydiffConfig, read_facts
from policydiff.mkdocs.plans import PolicyPlans, Portion, divide, find_kept, make_plan
from policydiff.mkdocs.search import SparedPages, complete_index
from policydiff.mkdocs.skeleton import SkeletonKey, prepare_specimen, specimen_meta
from policydiff.mkdocs.sources import PostedReader, builds_translation, find_own_file, gives_way
from policydiff.mkdocs.templates import CompiledTemplates
from policydiff.mkdocs.texts import PolicyTexts
from policydiff.model import Settings
from policydiff.publish.addresses import base_of
from policydiff.publish.context import Context
from policydiff.publish.frame import ids_of
from policydiff.publish.relink import rebase
from policydiff.publish.search import names_passages
from policydiff.publish.site import Page, Plan, PlannedPage
from policydiff.publish.start_page import PLACEHOLDER

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

log = get_plugin_logger("policydiff")


class PolicydiffPlugin(BasePlugin[PolicydiffConfig]):
    """Connects MkDocs' events to the core."""

    planned: tuple[Context, bool, Plan, list[Portion]] | None = None
    """The plan, and for what it was made: under `mkdocs serve` a change of a draft changes nothing of it."""

    docs: Path | None = None
    """The folder of the sources, whose repository is known."""

    serving = False
    """Whether the site is that of `mkdocs serve`, which nobody but an editor sees."""

    def __init__(self) -> None:
        self.reader = PostedReader()
        self.waiting = Waiting()
        self.templates = CompiledTemplates()
        self.spared = SparedPages()
        self.places: dict[str, str] = {}
        """The files of the pages of policies."""

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Live through the rebuilds of `mkdocs serve`, and show drafts there."""
        self.serving = command == "serve"

    @property
    def shows_drafts(self) -> bool:
        """Whether the site is for the eyes of its editors."""
        return self.serving or self.config.draft

    def on_config(self, config: MkDocsConfig) -> None:
        """Read and compare everything: whatever is wrong is found before a file of the site is touched."""
        docs = Path(config.docs_dir).resolve()
        self.pages: dict[str, Page] = {}
        self.archive: Archive | None = None
        self.plan: Plan | None = None
        self.texts = PolicyTexts("")
        try:
            if self.docs != docs or not self.serving:
                self.repository = GitRepository.find(docs)
            self.docs = docs
            self.settings = self._settings(config)
            self.today = read_today(self.config.today, config.config_file_path or "mkdocs.yml")
            self.posted = self.reader.read(self.repository, self.settings, shows_drafts=self.shows_drafts)
            self.histories = self.posted.histories
            found = find_drafts(self.repository, self.histories, self.settings)
            self.drafts, self.unposted = sort_drafts(
                found, self.settings, any_posted=bool(self.histories), shown=self.shows_drafts
            )
            check_texts(self.histories, self.posted.latest, config.markdown_extensions)
        except PolicydiffError as error:
            raise PluginError(str(error)) from error
        # No fault of whoever builds now: `--strict` must not fail for what is odd in the record.
        for remark in dict.fromkeys(remark for each in self.histories for remark in each.remarks):
            log.info(remark)
        if not config.site_url:
            # `--strict` makes errors of warnings, and a site that is read from files has no address: no fault of its.
            log.log(
                logging.INFO if config.strict else logging.WARNING,
                "`site_url` is not set: the site gets no feeds, which need full addresses, and its calendars no links.",
            )
        link_assets(config)

    def on_build_error(self, error: Exception) -> None:
        """Stop what was begun for a site that will not be."""
        if self.archive is not None:
            self.archive.cancel()

    def on_shutdown(self) -> None:
        """Leave without looking for garbage: in what a large site leaves that takes longer than writing its pages."""
        gc.freeze()

    def _settings(self, config: MkDocsConfig) -> Settings:
        docs_dir = Path(config.docs_dir).resolve().relative_to(self.repository.root.resolve()).as_posix()
        return read_settings(dict(self.config), docs_dir, config.config_file_path or "mkdocs.yml")

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> None:
        """Build again after a commit, too."""
        self.waiting.serve(server)
        folders = self.repository.run("rev-parse", "--git-dir", "--git-common-dir").decode().splitlines()
        for folder in {(self.repository.root / name).resolve() for name in folders}:
            for name in ("HEAD", "refs", "packed-refs"):
                if (folder / name).exists():
                    server.watch(str(folder / name))

    @event_priority(-200)  # After plugins that cannot do with generated files, such as static-i18n.
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Plan the site and add what the plan has to MkDocs' files."""
        for path in self.unposted:
            if unposted := files.get_file_from_path(self._uri_of(path)):
                files.remove(unposted)
        self.histories = tuple(history for history in self.histories if not gives_way(history, files))
        own = {
            history.slug: find_own_file(
                history, self._uri_of(history.path), files, config, shows_drafts=self.shows_drafts
            )
            for history in self.histories
        }
        # mkdocs-static-i18n gives a translation in the place of a policy: it keeps its own words.
        main = {
            uri: history
            for history in self.histories
            for uri in [self._uri_of(history.path)]
            if own[history.slug].src_uri == uri
        }
        if not builds_translation(config):
            self.places = {}
        self.places |= {base_of(history.slug): own[history.slug].dest_uri for history in main.values()}
        sources = {file.src_uri: file.url for file in files}
        facts = read_facts(config, self.config, self.settings.docs_dir, dict(self.places), sources)
        self.files = SiteFiles(files, config)
        start = (
            self.config.start_page
            and not self.files.is_taken("index.html")
            and files.get_file_from_path("index.md") is None
        )
        today = {history.slug: policy_today(history, self.today) for history in self.histories}
        try:
            context = Context(facts, self.histories, today)
            if self.planned is None or self.planned[:2] != (context, start):
                plans = PolicyPlans(context, self.posted.latest, None if self.serving else find_kept(self.repository))
                self.planned = (context, start, *make_plan(plans, start=start))
            _, _, self.plan, portions = self.planned
        except PolicydiffError as error:
            raise PluginError(str(error)) from error
        self.addresses, self.mark = context.addresses, changed_mark(context.wording)
        self.texts = PolicyTexts(self.mark)
        for uri, history in main.items():
            self.texts.show(uri, history.latest_source, self.posted.shown[history.slug])
        by_base = {base_of(history.slug): uri for uri, history in main.items()}
        asked = asked_sitemaps(self.plan, config.site_url) if config.theme.name == "material" else []
        more = [*self.files.redirects_of(self.plan, self.addresses), *asked]
        portions = [*portions, *(Portion(items) for items in divide(more))]
        written = [*self.plan.files, *more]
        mine = {
            by_base[page.address]: page for page in self.plan.planned if page.kind == "main" and page.address in by_base
        }
        if builds_translation(config):
            self.archive = None
        else:
            self.archive = Archive(self.plan.planned, written, portions, self.addresses, self.mark)
            mine |= self._add_pages(self.archive)
            for data in written:
                self.files.claim(f"{data.address}.data", data.address)
            self.files.add_assets()
            self.files.check_folders()
            if not self.serving:
                self.archive.begin(Path(config.site_dir), config.site_url or "")
        self.pages = {uri: page.make() for uri, page in mine.items()}
        if self.shows_drafts and self.archive is not None:
            self._show_drafts(facts.language)
        return files

    def _add_pages(self, archive: Archive) -> dict[str, PlannedPage]:
        """Add the pages that have no source; those that MkDocs makes from ours, by their places among the sources."""
        assert self.plan is not None, "it is made before"
        found = {}
        for page in self.plan.planned:
            if page.kind == "main":
                continue
            if archive.holds(page):
                self.files.claim(f"{page.address}.md", self.addresses.file_of(page.address))
                continue
            file = self.files.add(f"{page.address or 'index'}.md", self.addresses.file_of(page.address), "")
            if page.kind == "start":
                file.inclusion = InclusionLevel.INCLUDED
            if not archive.register(page, file.src_uri):
                found[file.src_uri] = page
        return found

    def _show_drafts(self, language: str) -> None:
        """Put the drafts in the place of the latest editions they would follow, and those of new policies beside."""
        from policydiff.mkdocs.drafts import draft_page, list_new

        latest = {history.slug: self.posted.latest[history.slug] for history in self.histories}
        new: list[Page] = []
        for draft in self.drafts:
            if not draft.makes_edition:
                continue
            uri, before = self._uri_of(draft.path), latest.get(draft.policy, EMPTY_TREE)
            root, posted = self.repository.root, self.pages.get(uri)
            try:
                page = draft_page(draft, before, posted, root, self.settings, self.config.check, language, self.today)
            except PolicydiffError as error:
                raise PluginError(str(error)) from error
            self.pages[uri] = page
            if page.frame and page.frame.tree:
                self.texts.show(uri, draft.source, page.frame.tree)
            if draft.policy not in latest:
                new.append(page)
        listed = list_new(new, self.addresses, language)
        if listed and self.plan:
            self.plan = replace(self.plan, policies=self.plan.policies + listed)
            self.pages |= {
                uri: replace(page, content=page.content + listed)
                for uri, page in self.pages.items()
                if page.kind == "start"
            }

    def _uri_of(self, path: str) -> str:
        """A path in the repository as MkDocs names it, below `docs_dir`."""
        return path.removeprefix(f"{self.settings.docs_dir}/") if self.settings.docs_dir else path

    def on_page_read_source(self, *, page: MkDocsPage, config: MkDocsConfig) -> str | None:
        """The posted text of a policy, whatever is in the working tree."""
        return self.texts.source_of(page.file.src_uri)

    @event_priority(100)
    def _restore_words(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        return self.texts.restore_words(markdown, page)

    @event_priority(-100)
    def _prepare_page(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Give MkDocs the facts of a page, escaped, and a policy's page the extensions by which it is compared."""
        if self._specimen(page.file):
            page.meta.update(specimen_meta())
        planned = self.pages.get(page.file.src_uri)
        if planned is None:
            return markdown
        # Material prints this as it is, but a title without it through `striptags`, which un-escapes.
        page.meta["title"] = str(escape(page.meta.get("title") or planned.title))
        page.meta["description"] = str(escape(page.meta.get("description") or planned.description))
        if not planned.indexed:
            page.meta["search"] = {"exclude": True}
        if planned.frame is None:
            return ""
        self.texts.begin(markdown, page, config)
        return markdown

    on_page_markdown = CombinedEvent(_restore_words, _prepare_page)

    @event_priority(100)
    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Put our content in place, or what belongs to a policy's text around it."""
        specimen = self._specimen(page.file)
        if specimen:
            return prepare_specimen(page, specimen)
        planned = self.pages.get(page.file.src_uri)
        if planned is None:
            return self._with_policies(html, page)
        if planned.frame is None:
            page.toc = table_of_contents(planned.toc, self.mark)
            content = planned.content
        else:
            content = self.texts.end(html, page, planned.frame, config)
        # MkDocs collects the anchors that links may lead to before our extension has set them.
        page.present_anchor_ids = (page.present_anchor_ids or set()) | ids_of(content)
        return content

    def _with_policies(self, html: str, page: MkDocsPage) -> str:
        if PLACEHOLDER not in html or self.plan is None:
            return html
        return html.replace(PLACEHOLDER, rebase(self.plan.policies, page.file.url))

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Under `mkdocs serve` compile the theme's templates once."""
        if self.serving and env.bytecode_cache is None:
            env.bytecode_cache = self.templates

    @event_priority(100)
    def _spare_search(self, context: Any, *, page: MkDocsPage, config: MkDocsConfig, nav: Any) -> None:
        planned = self.pages.get(page.file.src_uri)
        if planned is not None and names_passages(planned):
            self.spared.spare(page)

    @event_priority(-100)
    def _restore_content(self, context: Any, *, page: MkDocsPage, config: MkDocsConfig, nav: Any) -> None:
        self.spared.restore(page)

    on_page_context = CombinedEvent(_spare_search, _restore_content)

    @event_priority(-100)
    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Add what themes have no place for to the head of a page; keep a specimen instead of writing it."""
        if self.archive and self._specimen(page.file):
            self.archive.keep(page.file.src_uri, output, page.url)
            # Written where `_write_archive` puts the finished page, which under `mkdocs serve` is there when it is
            # asked for: until then no folder is made for it.
            if self.serving:
                page.file.abs_dest_path = str(Path(config.site_dir, ASSETS, "specimen.html"))
            return output
        planned = self.pages.get(page.file.src_uri)
        if planned is not None:
            return output.replace("</head>", f"{head_markup(planned)}</head>", 1)
        if page.is_homepage and self.plan is not None:
            return output.replace("</head>", f"{relations_markup(self.plan.relations)}</head>", 1)
        return output

    def on_template_context(self, context: Any, *, template_name: str, config: MkDocsConfig) -> Any:
        """The sitemap lists what should be found."""
        if template_name == "sitemap.xml":
            context["pages"] = [file for file in context["pages"] if self._indexed(file)]
        return context

    def _specimen(self, file: File) -> SkeletonKey | None:
        return self.archive.specimen_at(file.src_uri) if self.archive else None

    def _indexed(self, file: File) -> bool:
        planned = self.pages.get(file.src_uri)
        return not self._specimen(file) and (planned is None or planned.indexed)

    @event_priority(50)
    def _write_archive(self, *, config: MkDocsConfig) -> None:
        """Write the pages that MkDocs made only a specimen of."""
        if self.archive is None or self.plan is None:
            return
        if self.serving:
            self.waiting.expect(self.archive, Path(config.site_dir), config.site_url or "")
        else:
            self.archive.write_all()

    @event_priority(-100)
    def _fill_search(self, *, config: MkDocsConfig) -> None:
        """Let the search find single clauses, and no old editions or redlines, whatever the theme."""
        if self.plan is not None:
            pages = {self.addresses.url_of(page.address): page for page in self.pages.values()}
            hidden = {self.addresses.url_of(page.address) for page in self.plan.planned if not page.indexed}
            complete_index(Path(config.site_dir), pages, hidden)

    on_post_build = CombinedEvent(_write_archive, _fill_search)
