"""The MkDocs plugin: translates between MkDocs and the plan of the site."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from datetime import date
from importlib.resources import files as package_files
from pathlib import Path, PurePosixPath
from threading import Lock
from typing import Any
from urllib.parse import urljoin

from markupsafe import Markup, escape
from mkdocs.config import config_options as option
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage

from policydiff.clauses import edition_words, render_text, split_front_matter
from policydiff.clauses.words import fold
from policydiff.compare import compile_chronicle
from policydiff.errors import PolicydiffError
from policydiff.history import GitRepository, find_drafts, policy_today, read_histories, read_settings, read_today
from policydiff.history.kept import Kept, KeptWords
from policydiff.mkdocs_archive import (
    ARCHIVED,
    Skeleton,
    SkeletonKey,
    choose_specimens,
    key_of,
    prepare_specimen,
    specimen_meta,
    write_page,
)
from policydiff.mkdocs_drafts import draft_page, list_new
from policydiff.mkdocs_extensions import clause_anchors, including_extension, policy_extensions
from policydiff.mkdocs_files import NO_SITEMAP, SiteFiles, asked_sitemaps, lighten
from policydiff.mkdocs_markup import head_markup, mark_changed, relations_markup, table_of_contents
from policydiff.mkdocs_options import PolicydiffConfig
from policydiff.model import Chronicle, PolicyHistory, Settings
from policydiff.parallel import count_processors, do_all
from policydiff.publish.addresses import Addresses, base_of
from policydiff.publish.frame import ids_of
from policydiff.publish.plan import plan_site
from policydiff.publish.relink import rebase
from policydiff.publish.search import with_clauses
from policydiff.publish.site import Page, Plan, PlannedPage, SiteFacts
from policydiff.publish.start_page import PLACEHOLDER
from policydiff.publish.toc import marked_toc
from policydiff.publish.wording import Wording

log = get_plugin_logger("policydiff")

ASSETS = "assets/policydiff"
STYLES = f"{ASSETS}/policydiff.css"
SCRIPT = f"{ASSETS}/policydiff.js"


class PolicydiffPlugin(BasePlugin[PolicydiffConfig]):
    """Connects MkDocs' events to the core."""

    planned: tuple[list[PolicyHistory], dict[str, date], SiteFacts, bool, Plan] | None = None
    """The plan, and for what it was made: under `mkdocs serve` a change of a draft changes nothing of it."""

    compiled: tuple[tuple[tuple[str, str], Settings], tuple[Chronicle, ...]] | None = None
    """The branch, its newest commit and the settings, and the policies that they gave."""

    serving = False
    """Whether the site is that of `mkdocs serve`, which nobody but an editor sees."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.waiting: dict[str, int | bytes] = {}
        """Under `mkdocs serve`, by file what nobody has asked for yet: the place of a page in the archive, or data."""

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Live through the rebuilds of `mkdocs serve`, and show drafts there."""
        self.serving = command == "serve"

    @property
    def shows_drafts(self) -> bool:
        """Whether the site is for the eyes of its editors."""
        return self.serving or self.config.draft

    def on_config(self, config: MkDocsConfig) -> None:
        """Read and compare everything: whatever is wrong is found before a file of the site is touched."""
        self.docs = Path(config.docs_dir).resolve()
        self.pages: dict[str, Page] = {}
        self.archived: list[tuple[PlannedPage, str]] = []
        self.specimens: dict[str, SkeletonKey] = {}
        self.skeletons: dict[SkeletonKey, Skeleton] = {}
        self.plan: Plan | None = None
        self.sources: dict[str, str] = {}
        try:
            self.repository = GitRepository.find(self.docs)
            self.settings = self._settings(config)
            self.today = read_today(self.config.today, config.config_file_path or "mkdocs.yml")
            # an editor's first policy is seen before anything is committed
            first = self.shows_drafts and not self.settings.branch and self.repository.is_empty()
            self.chronicles = () if first else self._read_chronicles()
            self.unposted = self._find_unposted()
            self._check(config)
        except PolicydiffError as error:
            raise PluginError(str(error)) from error
        # No fault of whoever builds now: `--strict` must not fail for what is odd in the record.
        for remark in dict.fromkeys(remark for each in self.chronicles for remark in each.history.remarks):
            log.info(remark)
        if not config.site_url:
            # `--strict` makes errors of warnings, and a site that is read from files has no address: no fault of its.
            log.log(
                logging.INFO if config.strict else logging.WARNING,
                "`site_url` is not set: the site gets no feeds, which need full addresses, and its calendars no links.",
            )
        if STYLES not in config.extra_css:
            config.extra_css.insert(0, STYLES)
            script = option.ExtraScriptValue(SCRIPT)
            script.type = "module"
            config.extra_javascript.append(script)

    def _read_chronicles(self) -> tuple[Chronicle, ...]:
        """All policies with their editions, read again under `mkdocs serve` only when something was posted."""
        state = self.repository.publishing_branch(self.settings.branch), self.settings
        if self.compiled is None or self.compiled[0] != state or self.settings.editions == "tags":
            words = KeptWords(Kept(self.repository))
            histories = read_histories(self.repository.root, self.settings, words_of=words)
            words.save()
            self.compiled = state, tuple(compile_chronicle(history) for history in histories)
        return self.compiled[1]

    def _settings(self, config: MkDocsConfig) -> Settings:
        docs_dir = self.docs.relative_to(self.repository.root.resolve()).as_posix()
        return read_settings(dict(self.config), docs_dir, config.config_file_path or "mkdocs.yml")

    def _find_unposted(self) -> tuple[str, ...]:
        """The paths of policies that have no edition yet and are left out; an editor sees them as drafts."""
        histories = [chronicle.history for chronicle in self.chronicles]
        self.drafts = find_drafts(self.repository, histories, self.settings)
        new = [draft for draft in self.drafts if draft.state == "new"]
        if self.shows_drafts and new:
            empty = tuple(draft.path for draft in new if not edition_words(draft.source))
            for draft in new:
                shown = "has no words yet" if draft.path in empty else "is not committed yet: it is shown as a draft"
                log.info(f"{draft.path} {shown}.")
            self.drafts = tuple(draft for draft in self.drafts if draft.path not in empty)
            return empty
        for draft in new:
            if not edition_words(draft.source):
                raise PluginError(f"{draft.path} has no words. Write its text and commit it, or remove the file.")
        if not self.chronicles:
            where = self.settings.docs_dir or "."
            if new:
                raise PluginError(f"No policy is posted: {new[0].path} is not committed yet. Commit it to post it.")
            raise PluginError(
                f"There is no policy in {where}: put a Markdown file there and commit it, or say with the option "
                "`policies` which files are policies."
            )
        for draft in new:
            log.warning(f"{draft.path} is not committed yet, and is left out of the site. Commit it to post it.")
        return tuple(draft.path for draft in new)

    def _check(self, config: MkDocsConfig) -> None:
        """What cannot be cited is said; extensions that bring in text from elsewhere cannot be used in a policy."""
        for chronicle in self.chronicles:
            path, source = chronicle.history.path, chronicle.history.latest_source
            if not any(clause.label or clause.heading for clause in chronicle.trees[-1].clauses):
                log.info(
                    f"{path} has neither numbers nor headings, so that links to its clauses break when it is edited. "
                    "Number its clauses, or give it headings."
                )
            included = including_extension(source, config.markdown_extensions)
            if included:
                raise PluginError(
                    f"{path} brings in text with `{included}`: the words of a policy must be in its own file, for its "
                    "editions to be known from it. Put the text there."
                )

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> None:
        """Build again after a commit, too."""
        serve = server.serve_request

        def serve_archive(environ: Any, start_response: Any) -> Any:
            path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
            file = path.removeprefix(server.mount_path)
            folder = file.rstrip("/") + "/" if file else ""
            for name in (file, f"{folder}index.html"):
                self._write_when_asked(name)
            return serve(environ, start_response)

        server.set_app(serve_archive)
        folders = self.repository.run("rev-parse", "--git-dir", "--git-common-dir").decode().splitlines()
        for folder in {(self.repository.root / name).resolve() for name in folders}:
            for name in ("HEAD", "refs", "packed-refs"):
                if (folder / name).exists():
                    server.watch(str(folder / name))

    # --- files ---

    @event_priority(-200)  # After plugins that cannot do with generated files, such as static-i18n.
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Plan the site and add what the plan has to MkDocs' files."""
        for path in self.unposted:
            if unposted := files.get_file_from_path(self._uri_of(path)):
                files.remove(unposted)
        self.chronicles = tuple(chronicle for chronicle in self.chronicles if not self._yields(chronicle, files))
        own = {chronicle.slug: self._own_file(chronicle, files, config) for chronicle in self.chronicles}
        places = {base_of(slug): file.dest_uri for slug, file in own.items()}
        facts = SiteFacts(
            name=config.site_name,
            url=_with_slash(config.site_url or ""),
            language=self._language(config),
            directory_urls=config.use_directory_urls,
            places=places,
            docs_dir=self.settings.docs_dir,
            sources={file.src_uri: file.url for file in files},
            feed_id=self.config.feed_id,
            clause_feeds=self.config.clause_feeds,
            notice_clauses=self._notice_clauses(),
        )
        self.files = SiteFiles(files, config)
        start = (
            self.config.start_page
            and not self.files.is_taken("index.html")
            and files.get_file_from_path("index.md") is None
        )
        today = {chronicle.slug: policy_today(chronicle.history, self.today) for chronicle in self.chronicles}
        histories = [chronicle.history for chronicle in self.chronicles]
        try:
            if self.planned is None or self.planned[:-1] != (histories, today, facts, start):
                plan = plan_site(self.chronicles, today=today, facts=facts, start=start)
                self.planned = histories, today, facts, start, plan
            self.plan = self.planned[-1]
        except PolicydiffError as error:
            raise PluginError(str(error)) from error
        self.addresses = Addresses(facts.directory_urls, places)
        self.wording = Wording(facts.language)
        main = {file.src_uri: chronicle for chronicle in self.chronicles for file in [own[chronicle.slug]]}
        self.sources = {uri: chronicle.history.latest_source for uri, chronicle in main.items()}
        by_base = {base_of(chronicle.slug): uri for uri, chronicle in main.items()}
        self.archived = [
            (page, self.addresses.url_of(page.address)) for page in self.plan.planned if page.kind in ARCHIVED
        ]
        specimen_at = {page.address: key for key, page in choose_specimens(self.archived)}
        for page in self.plan.planned:
            if page.kind == "main":
                self.pages[by_base[page.address]] = page.make()
                continue
            if page.kind in ARCHIVED and page.address not in specimen_at:
                self.files.claim(f"{page.address}.md", self.addresses.file_of(page.address))
                continue
            file = self.files.add(f"{page.address or 'index'}.md", self.addresses.file_of(page.address), "")
            if page.kind == "start":
                file.inclusion = InclusionLevel.INCLUDED
            if page.kind in ARCHIVED:
                self.specimens[file.src_uri] = specimen_at[page.address]
            else:
                self.pages[file.src_uri] = page.make()
        if self.shows_drafts:
            self._show_drafts(facts.language)
        for data in self.plan.files:
            if self.serving:
                self.files.claim(f"{data.address}.data", data.address)
                continue
            self.files.add(f"{data.address}.data", data.address, data.content)
        if config.theme.name == "material" and config.site_url:
            for place in asked_sitemaps(self.plan):
                self.files.add(place, place, NO_SITEMAP.format(escape(config.site_url)))
        for redirect in self.plan.redirects:
            place = self.addresses.file_of(redirect.address)
            if not self.files.is_taken(place):
                self.files.add(place, place, redirect.content)
        for asset in package_files("policydiff.publish").joinpath("assets").iterdir():
            place = f"{ASSETS}/{asset.name}"
            self.files.add(place, place, lighten(asset.name, asset.read_bytes()))
        self.files.check_folders()
        return files

    def _show_drafts(self, language: str) -> None:
        """Put the drafts in the place of the latest editions they would follow, and those of new policies beside."""
        chronicles = {chronicle.slug: chronicle for chronicle in self.chronicles}
        new: list[Page] = []
        for draft in self.drafts:
            if not draft.makes_edition:
                continue
            uri, chronicle = self._uri_of(draft.path), chronicles.get(draft.policy)
            root, posted = self.repository.root, self.pages.get(uri)
            try:
                page = draft_page(
                    draft, chronicle, posted, root, self.settings, self.config.check, language, self.today
                )
            except PolicydiffError as error:
                raise PluginError(str(error)) from error
            self.pages[uri], self.sources[uri] = page, draft.source
            if chronicle is None:
                new.append(page)
        listed = list_new(new, self.addresses, language)
        if listed and self.plan:
            self.plan = replace(self.plan, policies=self.plan.policies + listed)
            self.pages |= {
                uri: replace(page, content=page.content + listed)
                for uri, page in self.pages.items()
                if page.kind == "start"
            }

    def _yields(self, chronicle: Chronicle, files: Files) -> bool:
        """Whether a withdrawn policy is left out, since a file has the name of the folder that its pages need."""
        base = base_of(chronicle.slug)
        folders = {str(folder) for folder in (PurePosixPath(base), *PurePosixPath(base).parents)}
        other = next((file for file in files if file.dest_uri in folders and not file.inclusion.is_excluded()), None)
        if other is None or not chronicle.history.withdrawn:
            return False
        log.info(f"{chronicle.history.path}, withdrawn, is left out: {other.src_uri} stands where its pages would be.")
        return True

    def _own_file(self, chronicle: Chronicle, files: Files, config: MkDocsConfig) -> File:
        """The file of a policy; a generated one where there is none in the working tree any more."""
        path = chronicle.history.path
        uri = self._uri_of(path)
        file = files.get_file_from_path(uri)
        if file is None:
            file = File.generated(config, uri, content=chronicle.history.latest_source)
            if chronicle.history.withdrawn:
                file.inclusion = InclusionLevel.NOT_IN_NAV
            files.append(file)
        elif (
            not self.shows_drafts
            and not chronicle.history.withdrawn
            and fold(file.content_string) != fold(chronicle.history.latest_source)
        ):
            log.info(
                f"{path} has changes that are not posted: the site shows edition {chronicle.history.latest.number}."
            )
        return file

    def _uri_of(self, path: str) -> str:
        """A path in the repository as MkDocs names it, below `docs_dir`."""
        return path.removeprefix(f"{self.settings.docs_dir}/") if self.settings.docs_dir else path

    def _notice_clauses(self) -> dict[str, str]:
        found = {}
        for slug, clause in self.config.notice_clauses.items():
            if not isinstance(clause, str):
                raise PluginError(
                    f'`notice_clauses`: put the number of the clause in quotation marks: {slug}: "{clause}".'
                )
            found[str(slug)] = clause
        return found

    def _language(self, config: MkDocsConfig) -> str:
        theme = config.theme
        named = self.config.language or theme.get("language") or theme.get("locale") or "en"
        return str(named).replace("_", "-")

    # --- pages ---

    def on_page_read_source(self, *, page: MkDocsPage, config: MkDocsConfig) -> str | None:
        """The posted text of a policy, whatever is in the working tree."""
        return self.sources.get(page.file.src_uri)

    @event_priority(100)
    def _restore_words(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """MkDocs takes first lines like `Contact: us` for front matter; in a policy they are words."""
        source = self.sources.get(page.file.src_uri)
        if source is None:
            return markdown
        found = split_front_matter(source)
        page.meta = dict(found.meta)
        return found.body

    @event_priority(-100)
    def _prepare_page(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Give MkDocs the facts of a page, escaped, and a policy's page the extensions by which it is compared."""
        specimen = self.specimens.get(page.file.src_uri)
        if specimen:
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
        source = self.sources[page.file.src_uri]
        if edition_words(markdown) != edition_words(split_front_matter(source).body):
            raise PluginError(
                f"Another plugin changes the words of {page.file.src_uri} while the site is built. The words of a "
                "policy must be in its own file, for its editions to be known from it: put them there, or keep that "
                "plugin from this page."
            )
        self.site_extensions = list(config.markdown_extensions)
        config.markdown_extensions[:] = policy_extensions(config.markdown_extensions)
        return markdown

    on_page_markdown = CombinedEvent(_restore_words, _prepare_page)

    @event_priority(100)
    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Put our content in place, or what belongs to a policy's text around it."""
        specimen = self.specimens.get(page.file.src_uri)
        if specimen:
            return prepare_specimen(page, specimen)
        planned = self.pages.get(page.file.src_uri)
        if planned is None:
            return self._with_policies(html, page)
        if planned.frame is None:
            page.toc = table_of_contents(planned.toc, self._mark)
            content = planned.content
        else:
            config.markdown_extensions[:] = self.site_extensions
            html = self._as_compared(html, page)
            mark_changed(page.toc, planned.frame.changed, self._mark)
            content = planned.frame.around(html)
        # MkDocs collects the anchors that links may lead to before our extension has set them.
        page.present_anchor_ids = (page.present_anchor_ids or set()) | ids_of(content)
        return content

    def _as_compared(self, html: str, page: MkDocsPage) -> str:
        """The text as MkDocs rendered it, unless extensions of the site gave it other clauses than it has."""
        rendered = render_text(self.sources[page.file.src_uri])
        if clause_anchors(html) == clause_anchors(rendered.html):
            return html
        log.info(
            f"{page.file.src_uri} is shown without the site's own `markdown_extensions`: with them its clauses would "
            "not be those that are compared."
        )
        page.toc = table_of_contents(marked_toc(rendered.toc), self._mark)
        return rendered.html

    def _with_policies(self, html: str, page: MkDocsPage) -> str:
        if PLACEHOLDER not in html or self.plan is None:
            return html
        return html.replace(PLACEHOLDER, rebase(self.plan.policies, page.file.url))

    @event_priority(-100)
    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Add what themes have no place for to the head of a page; keep a specimen instead of writing it."""
        specimen = self.specimens.get(page.file.src_uri)
        if specimen:
            self.skeletons[specimen] = Skeleton.of(output, page.url)
            return output  # Written where `_write_archive` puts the finished page.
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

    def _indexed(self, file: File) -> bool:
        planned = self.pages.get(file.src_uri)
        return file.src_uri not in self.specimens and (planned is None or planned.indexed)

    @property
    def _mark(self) -> str:
        """What stands behind the name of a changed section in a table of contents."""
        words = self.wording.say("mark.toc")
        return str(Markup('<span class="pd-toc-mark"><span class="pd-sr"> ({})</span></span>').format(words))

    @event_priority(50)
    def _write_archive(self, *, config: MkDocsConfig) -> None:
        """Write the pages that MkDocs made only a specimen of."""
        self.site_folder, self.site_url = Path(config.site_dir), config.site_url or ""
        if self.serving:
            made = {self.addresses.file_of(page.address): place for place, (page, _) in enumerate(self.archived)}
            self.waiting = {**made, **{file.address: file.content for file in (self.plan.files if self.plan else ())}}
        else:
            do_all(self._write_archived, len(self.archived), count_processors())

    def _write_archived(self, place: int) -> None:
        planned, url = self.archived[place]
        page = planned.make()
        canonical = urljoin(self.site_url, url) if self.site_url else ""
        text = self.skeletons[key_of(page, url)].fill(page, canonical, head_markup(page), self._mark)
        write_page(self.site_folder / self.addresses.file_of(page.address), text)

    def _write_when_asked(self, file: str) -> None:
        """Under `mkdocs serve`, make a page of the archive, or write a file, when it is asked for."""
        with self.lock:
            place = self.waiting.pop(file, None)
            if isinstance(place, int):
                self._write_archived(place)
            elif place is not None:
                target = self.site_folder / file
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(place)

    @event_priority(-100)
    def _fill_search(self, *, config: MkDocsConfig) -> None:
        """Let the search find single clauses, and no old editions or redlines, whatever the theme."""
        index = Path(config.site_dir, "search", "search_index.json")
        if not index.is_file() or self.plan is None:
            return
        hidden = {self.addresses.url_of(page.address) for page in self.plan.planned if not page.indexed}
        trees = {
            self.addresses.url_of(page.address): page.frame.tree
            for page in self.pages.values()
            if page.frame is not None and page.frame.tree is not None and page.indexed
        }
        found = json.loads(index.read_text("utf-8"))
        found["docs"] = with_clauses(found["docs"], trees, hidden)
        index.write_text(json.dumps(found, separators=(",", ":")), "utf-8")

    on_post_build = CombinedEvent(_write_archive, _fill_search)


def _with_slash(url: str) -> str:
    return url if not url or url.endswith("/") else f"{url}/"
