"""The site that a folder belongs to, read from its `mkdocs.yml`. Nothing that the file names is executed."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from yaml_env_tag import construct_env_tag  # type: ignore[import-untyped]

from policydiff.errors import RepositoryError, SettingError
from policydiff.history.git import GitRepository
from policydiff.history.settings import read_settings
from policydiff.model import Settings
from policydiff.yaml_text import NoYaml, load_yaml

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
    language: str = "en"
    """The language of its pages: that of the plugin's options, else the theme's."""


class _Loader(yaml.SafeLoader):
    """Plain YAML. A tag that would name or call Python (`!!python/name:`) gives None, as does any other."""


def _ignore(loader: yaml.Loader, suffix: str, node: yaml.Node) -> None:  # noqa: ARG001  the signature is PyYAML's
    return None


_Loader.add_multi_constructor("", _ignore)
_Loader.add_constructor("!ENV", construct_env_tag)


def find_site(folder: Path, *more: Path) -> Site:
    """The repository of a folder, with the settings of the nearest `mkdocs.yml` at or above it that uses the plugin.

    The file is then looked for from `more` folders on. Without one, policies are below `policy/` where there is such
    a folder, else anywhere. Raises RepositoryError, SettingError.
    """
    repository = GitRepository.find(folder)
    if repository.bare:
        return _read_bare(repository)
    places = [place for start in (folder, *more) for place in _upwards(start.resolve(), repository.root)]
    for place in dict.fromkeys(places):
        for name in _NAMES:
            file = place / name
            if not file.is_file():
                continue
            config = load_config(file, _read_file)
            options = plugin_options(config)
            if options is not None:
                docs_folder = (file.parent / _docs_dir(config)).resolve()
                if _is_elsewhere(docs_folder, repository.root):
                    repository = GitRepository.find(docs_folder)
                docs_dir = _within(repository, docs_folder, file)
                return Site(
                    repository, read_settings(options, docs_dir, str(file)), file, options, _language(config, options)
                )
    return Site(repository, _default_settings(repository))


def load_config(file: Path, read: Callable[[Path], bytes], depth: int = 0) -> dict[str, object]:
    """The content of a `mkdocs.yml`, with that of the files it inherits from."""
    if depth > _LONGEST_CHAIN:
        raise SettingError(f"{file}: `INHERIT` goes in a circle.")
    try:
        config = load_yaml(read(file), _Loader)
    except NoYaml as error:
        raise SettingError(f"{file} cannot be read as YAML: {error}.") from None
    except OSError as error:
        raise SettingError(f"{file} cannot be read: {error.strerror}.") from None
    if not isinstance(config, dict):
        return {}
    parent = config.pop("INHERIT", None)
    if isinstance(parent, str):
        return _merge(load_config(file.parent / parent, read, depth + 1), config)
    return config


def _read_file(file: Path) -> bytes:
    if file.exists() and not file.is_file():
        raise OSError(0, "it is no file")
    return file.read_bytes()


def _read_bare(repository: GitRepository) -> Site:
    """The site of a bare repository, whose `mkdocs.yml` is that of the commit its head names."""

    def read(file: Path) -> bytes:
        data = repository.file_at("HEAD", file.as_posix())
        if data is None:
            raise FileNotFoundError(2, "there is no such file in the repository")
        return data

    for name in _NAMES if repository.commit_of("HEAD") else ():
        if repository.file_at("HEAD", name) is None:
            continue
        config = load_config(Path(name), read)
        options = plugin_options(config)
        if options is not None:
            docs_dir = posixpath.normpath(_docs_dir(config))
            return Site(repository, read_settings(options, docs_dir, name), None, options)
    return Site(repository, _default_settings(repository))


def _default_settings(repository: GitRepository) -> Settings:
    return Settings(docs_dir="policy" if repository.has_folder("policy") else "")


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


def _language(config: Mapping[str, object], options: Mapping[str, object]) -> str:
    theme = config.get("theme")
    named = theme if isinstance(theme, Mapping) else {}
    return str(options.get("language") or named.get("language") or named.get("locale") or "en").replace("_", "-")


def _docs_dir(config: Mapping[str, object]) -> str:
    named = config.get("docs_dir", "docs")
    if not isinstance(named, str) or not named or "\0" in named:
        raise SettingError(f"`docs_dir` in `mkdocs.yml` is the name of a folder, not {named!r}.")
    return named


def _is_elsewhere(folder: Path, root: Path) -> bool:
    """Whether a folder may belong to another repository than that with this top: one within it, or beside it."""
    places = _upwards(folder, root)
    return root not in places or any((place / ".git").exists() for place in places if place != root)


def _within(repository: GitRepository, folder: Path, config: Path) -> str:
    root = repository.root.resolve()
    if not folder.is_relative_to(root):
        raise RepositoryError(
            f"The policies of {config} are in {folder}, which is outside of the working tree that git has for them, "
            f"{root}. Where that is no intention, run `git config --unset core.worktree`."
        )
    return folder.relative_to(root).as_posix()


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
