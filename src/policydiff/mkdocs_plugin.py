"""The MkDocs plugin: translates between MkDocs and the plan of the site."""

from __future__ import annotations

from mkdocs.config.base import Config
from mkdocs.plugins import BasePlugin


class PolicydiffConfig(Config):
    """The plugin's options."""


class PolicydiffPlugin(BasePlugin[PolicydiffConfig]):
    """Connects MkDocs' events to the core."""
