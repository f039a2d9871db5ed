"""The options of the plugin, each with what its values do, and the facts of a site that follow from them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from mkdocs.config import config_options as option
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from policydiff.publish.site import SiteFacts


class PolicydiffConfig(Config):
    """The plugin's options."""

    policies = option.Optional(option.Type((str, list)))
    """Patterns below `docs_dir` of the files that are policies (`privacy.md`, `terms/*.md`); default: every Markdown
    file, except an `index.md` or `README.md` that has Markdown siblings and files with `policy: false`."""

    branch = option.Optional(option.Type(str))
    """The publishing branch; default: the one that `origin/HEAD` names, else the one checked out."""

    editions = option.Choice(("commits", "tags"), default="commits")
    """Whether every commit on the publishing branch posts, or only those under an annotated tag."""

    tag_pattern = option.Type(str, default="*")
    """With `editions: tags`, the tags that count, as a pattern (`policy-*`)."""

    notice = option.Optional(option.Type((str, list)))
    """The notice rule in words (`the day after posting`, `30 days after posting`), or a list of `{notice, from}`."""

    timezone = option.Optional(option.Type((str, list)))
    """The IANA time zone in which days are counted (`Europe/Berlin`), or a list of `{timezone, from}`; default UTC."""

    holidays = option.Optional(option.Type((str, list)))
    """For business days, the country or subdivision whose holidays do not count (`DE`, `US-CA`), or a list."""

    notice_clauses = option.Type(dict, default={})
    """By slug, the clause that states the notice rule: its label, anchor or key, in quotation marks (`"11.4"`)."""

    feed_id = option.Type(str, default="")
    """Who mints the identifiers of feeds: a domain or address of yours, a comma, and a day on which you had it
    (`example.com,2023`). Default: the commit of a policy's first edition. Keep it once feeds are published."""

    clause_feeds = option.Type(bool, default=False)
    """Whether every clause has feeds of its own, and not only every section. Makes many files."""

    check = option.Type(dict, default={})
    """For `policydiff check`: from the name of a rule to `error`, `warning`, `info` or `off`."""

    today = option.Optional(option.Type((str, date)))
    """The day as of which the site is built (`2024-05-31`), for builds that can be repeated; default: the current day
    in the time zone of each policy, or that of `SOURCE_DATE_EPOCH`."""

    draft = option.Type(bool, default=False)
    """Whether the text in the working tree is shown in place of the latest edition, as under `mkdocs serve`: for
    previews of merge requests. Never for the site that is published."""

    language = option.Optional(option.Type(str))
    """The language of interface words and dates; default: the theme's."""

    start_page = option.Type(bool, default=True)
    """Whether a site without an `index.md` gets a start page that lists the policies."""


def read_facts(
    config: MkDocsConfig,
    options: PolicydiffConfig,
    docs_dir: str,
    places: Mapping[str, str],
    sources: Mapping[str, str],
) -> SiteFacts:
    """What the plan must know of the site: the last three are as in `SiteFacts`. Raises PluginError."""
    theme, url = config.theme, config.site_url or ""
    language = options.language or theme.get("language") or theme.get("locale") or "en"
    return SiteFacts(
        name=config.site_name,
        url=url if not url or url.endswith("/") else f"{url}/",
        language=str(language).replace("_", "-"),
        directory_urls=config.use_directory_urls,
        places=places,
        docs_dir=docs_dir,
        sources=sources,
        feed_id=options.feed_id,
        clause_feeds=options.clause_feeds,
        notice_clauses=read_notice_clauses(options.notice_clauses),
    )


def read_notice_clauses(value: Mapping[object, object]) -> dict[str, str]:
    """The option `notice_clauses`. Raises PluginError for a number that YAML took for one: `11.10` would be 11.1."""
    found = {}
    for slug, clause in value.items():
        if not isinstance(clause, str):
            raise PluginError(f'`notice_clauses`: put the number of the clause in quotation marks: {slug}: "{clause}".')
        found[str(slug)] = clause
    return found
