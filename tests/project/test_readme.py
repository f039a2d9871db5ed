"""What the README tells people to do works."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from policydiff.cli.main import SUBCOMMANDS
from policydiff.history import parse_notice, state_notice
from policydiff.history.record import read_record
from policydiff.mkdocs.options import PolicydiffConfig
from tests.builds import build
from tests.repository import GitRepo

PROJECT = Path(__file__).parents[2]
PAGES = [PROJECT / name for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")]
PAGES += sorted((PROJECT / "docs").glob("*.md"))


def settings_in(page: Path) -> list[str]:
    return re.findall(r"```yaml\n(.*?)```", page.read_text("utf-8"), re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_to_files_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_are_commands(page: Path) -> None:
    text = page.read_text("utf-8")
    named = set(re.findall(r"(?:^ {4}|`)policydiff ([a-z]+)", text, re.MULTILINE))
    assert named <= SUBCOMMANDS.keys()
    targets = set(re.findall(r"(?:^ {4}|`)make ([a-z]+)", text, re.MULTILINE))
    assert targets <= set(re.findall(r"^([a-z]+):", (PROJECT / "Makefile").read_text("utf-8"), re.MULTILINE))


def test_each_command_of_the_command_line_is_in_the_readme() -> None:
    text = (PROJECT / "README.md").read_text("utf-8")
    assert [name for name in SUBCOMMANDS if f"policydiff {name}" not in text and name != "demo"] == []


@pytest.mark.parametrize(
    "settings",
    [text for page in PAGES for text in settings_in(page) if "plugins:" in text],
    ids=lambda text: text.splitlines()[0],
)
def test_settings_that_are_shown_build_a_site(settings: str, tmp_path: Path) -> None:
    given = {
        "site_name": "Policies",
        "site_url": "https://example.com/",
        "docs_dir": "policy",
        **yaml.safe_load(settings),
    }
    repo = GitRepo(tmp_path)
    files = {f"{given['docs_dir']}/{name}": "# Title\n\n1. Words\n" for name in ("privacy.md", "legal/terms.md")}
    repo.commit("Post", "2024-05-01T09:00:00+02:00", {"mkdocs.yml": yaml.safe_dump(given), **files})
    built = build(tmp_path, "--strict")
    assert built.status == 0, built.output
    assert (tmp_path / "site" / "legal" / "terms" / "changes" / "index.html").is_file()


def test_every_option_of_the_plugin_is_in_the_readme() -> None:
    text = (PROJECT / "README.md").read_text("utf-8")
    assert [name for name, _ in PolicydiffConfig._schema if f"`{name}`" not in text] == []


def test_every_dependency_has_its_reason_in_the_architecture() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = {re.split(r"[<>=\[]", each)[0] for each in project["dependencies"]}
    table = (PROJECT / "ARCHITECTURE.md").read_text("utf-8").split("## Dependencies")[1]
    assert set(re.findall(r"^\| ([a-z0-9-]+) \|", table, re.MULTILINE)) - {"package"} == needed


def test_the_record_and_the_rules_in_the_guide_are_read() -> None:
    guide = PROJECT / "docs" / "editing.md"
    (record,) = [text for text in settings_in(guide) if "reason:" in text]
    assert {entry.field for entry in read_record(record, ".record.yml", datetime.now(UTC))} == {"posted", "omit"}
    rules = re.findall(r"^\| `([^:`]+)` \|", guide.read_text("utf-8"), re.MULTILINE)
    assert len(rules) == 4
    assert [state_notice(parse_notice(rule)) for rule in rules] == rules
