"""The site that a folder belongs to, read from its `mkdocs.yml`. Nothing that the file names is executed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from yaml_env_tag import construct_env_tag  # type: ignore[import-untyped]

from policydiff.errors import SettingError
from policydiff.history.git import GitRepository
from policydiff.history.settings import read_settings
from policydiff.model import Settings

_NAMES = ("mkdocs.yml", "mkdocs.yaml", "properdocs.yml", "properdocs.yaml")
_PLUGIN = "policydiff"
_LONGEST_CHAIN = 10


@dataclass(frozen=True, slots=True)
class Site:
    """A repository with what is laid down for its policies."""

    repository: GitRepository
    settings: Settings
    config_file: Path | None = None
    """The `mkdocs.yml` that uses the plugin; None without one."""
    options: Mapping[str, object] | None = None
    """The plugin's options in it, as written."""


class _Loader(yaml.SafeLoader):
    """Plain YAML. A tag that would name or call Python (`!!python/name:`) gives None, as does any other."""


def _ignore(loader: yaml.Loader, suffix: str, node: yaml.Node) -> None:  # noqa: ARG001  the signature is PyYAML's
    return None


_Loader.add_multi_constructor("", _ignore)
_Loader.add_constructor("!ENV", construct_env_tag)


def find_site(folder: Path) -> Site:
    """The repository of a folder, with the settings of the nearest `mkdocs.yml` at or above it that uses the plugin.

    Without one, policies are below `policy/` where there is such a folder, else anywhere. Raises RepositoryError,
    SettingError.
    """
    repository = GitRepository.find(folder)
    for place in _upwards(folder.resolve(), repository.root):
        for name in _NAMES:
            file = place / name
            if not file.is_file():
                continue
            config = load_config(file)
            options = plugin_options(config)
            if options is not None:
                docs_dir = _docs_dir(config, file, repository.root)
                return Site(repository, read_settings(options, docs_dir, str(file)), file, options)
    return Site(repository, Settings(docs_dir="policy" if (repository.root / "policy").is_dir() else ""))


def load_config(file: Path, depth: int = 0) -> dict[str, object]:
    """The content of a `mkdocs.yml`, with that of the files it inherits from."""
    if depth > _LONGEST_CHAIN:
        raise SettingError(f"{file}: `INHERIT` goes in a circle.")
    try:
        config = yaml.load(file.read_bytes(), Loader=_Loader)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError, ValueError) as error:
        raise SettingError(f"{file} cannot be read as YAML: {error}") from None
    except OSError as error:
        raise SettingError(f"{file} cannot be read: {error.strerror}.") from None
    if not isinstance(config, dict):
        return {}
    parent = config.pop("INHERIT", None)
    if isinstance(parent, str):
        return _merge(load_config(file.parent / parent, depth + 1), config)
    return config


def plugin_options(config: Mapping[str, object]) -> Mapping[str, object] | None:
    """The options of our plugin in a configuration; None when it does not use the plugin."""
    plugins = config.get("plugins")
    entries: list[object] = [plugins] if isinstance(plugins, Mapping) else plugins if isinstance(plugins, list) else []
    for entry in entries:
        if entry == _PLUGIN:
            return {}
        if isinstance(entry, Mapping) and _PLUGIN in entry:
            options = entry[_PLUGIN]
            return options if isinstance(options, Mapping) else {}
    return None


def _docs_dir(config: Mapping[str, object], file: Path, root: Path) -> str:
    named = config.get("docs_dir", "docs")
    folder = (file.parent / (named if isinstance(named, str) else "docs")).resolve()
    if not folder.is_relative_to(root.resolve()):
        raise SettingError(f"{file}: `docs_dir` is {folder}, outside of the repository {root}.")
    return "" if folder == root.resolve() else folder.relative_to(root.resolve()).as_posix()


def _upwards(folder: Path, root: Path) -> list[Path]:
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    if not folder.is_relative_to(root):
        return [folder]
    return [folder, *(above for above in folder.parents if above.is_relative_to(root))]


def _merge(below: dict[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """As MkDocs does: mappings are merged, anything else is replaced."""
    merged = dict(below)
    for name, value in above.items():
        old = merged.get(name)
        merged[name] = _merge(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return merged
