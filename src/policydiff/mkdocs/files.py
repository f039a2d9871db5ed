"""The files that a plan adds to those of MkDocs, and the places that are taken already."""

from __future__ import annotations

import posixpath
import re
from importlib.resources import files as package_files

from markupsafe import escape
from mkdocs.config import config_options as option
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel

from policydiff.publish.addresses import Addresses
from policydiff.publish.site import DataFile, Plan

ASSETS = "assets/policydiff"
"""Where our styles and scripts are in a site."""
_STYLES = f"{ASSETS}/policydiff.css"
_SCRIPT = f"{ASSETS}/policydiff.js"


def link_assets(config: MkDocsConfig) -> None:
    """Let every page of a site load our styles, before those of the site, and our script."""
    if _STYLES not in config.extra_css:
        config.extra_css.insert(0, _STYLES)
        script = option.ExtraScriptValue(_SCRIPT)
        script.type = "module"
        config.extra_javascript.append(script)


class SiteFiles:
    """The files of one build, with the places that are taken."""

    def __init__(self, files: Files, config: MkDocsConfig) -> None:
        self._files, self._config = files, config
        self._taken = {file.dest_uri.lower(): file for file in files if not file.inclusion.is_excluded()}
        self._claimed: dict[str, str] = {}

    def add(self, uri: str, place: str, content: str | bytes) -> File:
        """Add a generated file, which no navigation names. Raises PluginError where something else stands."""
        self.claim(uri, place)
        file = File.generated(self._config, uri, content=content, inclusion=InclusionLevel.NOT_IN_NAV)
        file.dest_uri = place
        self._taken[place.lower()] = file
        self._files.append(file)
        return file

    def claim(self, uri: str, place: str) -> None:
        """Take a place for what MkDocs does not write. Raises PluginError where something else stands."""
        other = self._taken.get(place.lower()) or self._files.src_uris.get(uri)
        if other is not None:
            raise PluginError(
                f"{other.src_uri} stands at /{place}, an address of a policy's pages: give that file another name."
            )
        self._claimed[place] = uri

    def is_taken(self, place: str) -> bool:
        """Whether a file stands at a place, or where a folder of it would be: former addresses yield to what is now."""
        path = place.lower()
        while path:
            if path in self._taken:
                return True
            path = path.rpartition("/")[0]
        return False

    def redirects_of(self, plan: Plan, addresses: Addresses) -> list[DataFile]:
        """Pages at former addresses, where nothing else stands now."""
        return [
            DataFile(place, redirect.content.encode, "text/html")
            for redirect in plan.redirects
            if not self.is_taken(place := addresses.file_of(redirect.address))
        ]

    def add_assets(self) -> None:
        """Add the styles and scripts of our pages."""
        for asset in package_files("policydiff.publish").joinpath("assets").iterdir():
            place = f"{ASSETS}/{asset.name}"
            self.add(place, place, lighten(asset.name, asset.read_bytes()))

    def check_folders(self) -> None:
        """Raise PluginError where a file of the site has the name of a folder that our pages need."""
        places = {file.dest_uri: file.src_uri for file in self._files if not file.inclusion.is_excluded()}
        places |= {place: uri for place, uri in self._claimed.items() if place not in places}
        folders: set[str] = set()
        for place, uri in places.items():
            folder = place.rpartition("/")[0]
            while folder not in folders:
                folders.add(folder)
                other = places.get(folder)
                if other is not None:
                    raise PluginError(
                        f"{other} stands at /{folder}, where the folder of {uri} has to be: give it another name, or "
                        "leave the policy out with the option `policies`."
                    )
                folder = folder.rpartition("/")[0]


def lighten(name: str, content: bytes) -> bytes:
    """A style sheet of ours without what only its editors read: pages wait for it."""
    if not name.endswith(".css"):
        return content
    return re.sub(rb"\s*\n\s*", b"\n", re.sub(rb"/\*.*?\*/", b"", content, flags=re.DOTALL)).strip()


_NO_SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{}</loc></url></urlset>
"""


def asked_sitemaps(plan: Plan, site_url: str | None) -> list[DataFile]:
    """What Material looks for: a sitemap beside whatever a page links as alternate, as if it were a translation.

    Without a file there every page with a feed would report an error to the console (mkdocs-material #8576).
    """
    content = _NO_SITEMAP.format(escape(site_url or "")).encode
    folders = {posixpath.dirname(file.address) for file in plan.files if file.address.endswith("/feed.xml")}
    return [DataFile(f"{folder}/sitemap.xml", content, "application/xml") for folder in sorted(folders)]
