"""`policydiff init`: a new site in an empty folder."""

from __future__ import annotations

import json
from pathlib import Path

import click

from policydiff.errors import PolicyError, RepositoryError
from policydiff.history import GitRepository

_CONFIG = """\
site_name: {name}
# Where the site will be published. Feeds and calendars carry full addresses, and need it.
# site_url: https://policies.example.org/
docs_dir: policy

theme:
  name: material
  font: false  # a site about privacy asks nothing of anybody else

plugins:
  - search
  - policydiff:
      # From when a change applies, unless the policy or a commit says otherwise.
      notice: the day after posting
      timezone: UTC
"""
_POLICY = """\
# Privacy policy

This policy of [company name] says what we do with personal data.

## 1. Terms

1.1. "Service" means our web site and all that it offers.

## 2. What we keep

2.1. When you use the Service we keep what you give us.

## 3. Changes

3.1. We post changes to this policy here. They take effect the day after posting.
"""
_IGNORED = "/site/\n/.venv/\n"


@click.command
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), default=".")
@click.option("--name", default="Policies", show_default=True, help="The name of the site.")
@click.pass_obj
def command(directory: Path, folder: Path, name: str) -> None:
    """Set up a new site in DIR, the current folder by default: a configuration, a first policy, a git repository.

    DIR must be empty, or hold nothing but a git repository. Nothing is committed.
    """
    target = directory / folder
    if target.exists() and (not target.is_dir() or any(each.name != ".git" for each in target.iterdir())):
        raise PolicyError(f"{target} is not empty. Name a new folder: policydiff init DIR")
    written = {
        "mkdocs.yml": _CONFIG.format(name=json.dumps(name, ensure_ascii=False)),
        "policy/privacy.md": _POLICY,
        ".gitignore": _IGNORED,
    }
    for path, content in written.items():
        file = target / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8", newline="\n")
    try:
        GitRepository.find(target)
    except RepositoryError:
        from policydiff.history.posting import make_repository

        make_repository(target)
    there = "" if folder == Path() else f"cd {folder}\n  "
    click.echo(
        f"Wrote {', '.join(written)}.\n\nNext:\n"
        f"  {there}edit policy/privacy.md, or bring in your text: policydiff import FILE -o policy/privacy.md --force\n"
        "  policydiff check            what is wrong with it\n"
        '  git add -A && git commit -m "Post the privacy policy"\n'
        "  mkdocs serve                the site on this machine"
    )
