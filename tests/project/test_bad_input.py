"""Bad input gets one sentence that says what to do, the right exit code, and no half-written site."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from policydiff.history.settings import OPTIONS, read_settings
from policydiff.mkdocs.options import PolicydiffConfig
from tests.builds import build
from tests.cli.run import policydiff
from tests.repository import ISOLATED, GitRepo

AT = "2024-05-01T09:00:00+02:00"
TEXT = "# Rules\n\n1.1. Members may enter.\n"
SECRET = "Members may fly."
SETTINGS = """\
site_name: Policies
site_url: https://example.com/
docs_dir: policy
theme:
  name: material
  font: false
plugins:
  - policydiff:
      start_page: true
"""


def post(folder: Path, text: str | bytes = TEXT, settings: str = SETTINGS) -> GitRepo:
    """A repository with one policy, posted once."""
    repo = GitRepo(folder)
    repo.commit("Post the rules", AT, {"mkdocs.yml": settings, "policy/rules.md": text})
    return repo


def no_repository(folder: Path) -> None:
    (folder / "policy").mkdir(parents=True)
    (folder / "policy" / "rules.md").write_text(TEXT)
    (folder / "mkdocs.yml").write_text(SETTINGS)


def no_commit(folder: Path) -> None:
    GitRepo(folder).write({"mkdocs.yml": SETTINGS, "policy/rules.md": TEXT})


def shallow(folder: Path) -> None:
    origin = post(folder.parent / "origin")
    origin.commit("Amend the rules", "2024-06-01T09:00:00+02:00", {"policy/rules.md": f"{TEXT}\n1.2. Guests too.\n"})
    clone = ["git", "clone", "--quiet", "--depth", "1", f"file://{origin.path}", str(folder)]
    subprocess.run(clone, check=True, env=dict(ISOLATED))


def not_committed(folder: Path) -> None:
    repo = GitRepo(folder)
    repo.commit("Set the site up", AT, {"mkdocs.yml": SETTINGS})
    repo.write({"policy/rules.md": TEXT})


def not_utf8(folder: Path) -> None:
    post(folder, "# Rules\n\n1.1. Members may enter the caf\xe9.\n".encode("latin-1"))


def empty(folder: Path) -> None:
    post(folder, "")


def symbolic_link(folder: Path) -> None:
    repo = GitRepo(folder)
    repo.write({"mkdocs.yml": SETTINGS, "policy/real.txt": TEXT})
    (folder / "policy" / "rules.md").symlink_to("real.txt")
    repo.commit("Post the rules", AT)


def unknown_option(folder: Path) -> None:
    post(folder, settings=SETTINGS.replace("start_page: true", "timezon: Europe/Berlin"))


def unknown_zone(folder: Path) -> None:
    post(folder, settings=SETTINGS.replace("start_page: true", "timezone: Europe/Atlantis"))


def unknown_zone_of_a_policy(folder: Path) -> None:
    post(folder, f"---\ntimezone: Europe/Atlantis\n---\n{TEXT}")


def unknown_rule(folder: Path) -> None:
    post(folder, f"---\nnotice: whenever we like\n---\n{TEXT}")


def broken_front_matter(folder: Path) -> None:
    post(folder, f"---\nnotice: [\n---\n{TEXT}")


def broken_line(folder: Path) -> None:
    repo = post(folder)
    message = "Amend the rules\n\nPolicy-Effective: next week"
    repo.commit(message, "2024-06-01T09:00:00+02:00", {"policy/rules.md": f"{TEXT}\n1.2. Guests too.\n"})


CASES: list[tuple[Callable[[Path], object], str]] = [
    (no_repository, "is not in a git repository: the editions of a policy are read from its history. Make one"),
    (no_commit, "commit the policies to post them."),
    (shallow, "Run `git fetch --unshallow`"),
    (not_committed, "ommit it"),
    (not_utf8, "is not valid UTF-8: byte 0xe9 in line 3. Save the file as UTF-8."),
    (empty, "Write its text and commit it"),
    (symbolic_link, "policy/rules.md is a symbolic link: a policy must be a file with its text in it."),
    (unknown_option, "has no option `timezon`. Is it `timezone`?"),
    (unknown_zone, "there is no time zone 'Europe/Atlantis'. Write an IANA name such as Europe/Berlin or UTC."),
    (unknown_zone_of_a_policy, "there is no time zone 'Europe/Atlantis'."),
    (unknown_rule, "whenever we like"),
    (broken_front_matter, "policy/rules.md"),
    (broken_line, "next week"),
]
NAMES = [case.__name__ for case, _ in CASES]


@pytest.mark.parametrize(("make", "sentence"), CASES, ids=NAMES)
def test_a_build_says_what_to_do_and_leaves_the_site_as_it_was(
    make: Callable[[Path], object], sentence: str, tmp_path: Path
) -> None:
    folder = tmp_path / "work"
    make(folder)
    (folder / "site").mkdir()
    (folder / "site" / "index.html").write_text("the site of yesterday")
    built = build(folder)
    assert built.status == 1
    assert sentence in built.output
    assert "Traceback" not in built.output
    assert [file.name for file in (folder / "site").iterdir()] == ["index.html"]
    assert (folder / "site" / "index.html").read_text() == "the site of yesterday"


@pytest.mark.parametrize("command", [("log", "policy/rules.md"), ("diff", "policy/rules.md", "1", "1")])
@pytest.mark.parametrize(("make", "sentence"), CASES, ids=NAMES)
def test_a_command_says_what_to_do(
    make: Callable[[Path], object], sentence: str, command: tuple[str, ...], tmp_path: Path
) -> None:
    folder = tmp_path / "work"
    make(folder)
    answer = policydiff(*command, "--json", directory=folder)
    assert (answer.status, answer.output) == (2, "")
    assert sentence in answer.errors
    assert answer.errors.startswith("policydiff: ")
    assert len(answer.errors.strip().splitlines()) == 1 or make is broken_front_matter


FRONT = [
    "x: [",
    "title: 2024-13-45",
    'x: !!int ""',
    'x: !!float ""',
    "x: !!bool y",
    "x: !!timestamp z",
    "- a",
    "notice: 30",
]


@pytest.mark.parametrize("front", FRONT)
def test_front_matter_that_cannot_be_posted_is_an_error_in_the_draft_already(front: str, tmp_path: Path) -> None:
    repo = post(tmp_path / "work")
    bad = f"---\n{front}\n---\n{TEXT}\n1.2. Guests too.\n"
    repo.write({"policy/rules.md": bad})
    for command in (("check",), ("check", "policy/rules.md"), ("status",)):
        answer = policydiff(*command, directory=repo.path)
        assert (answer.status, answer.output) == (2, "")
        assert "front matter" in answer.errors
    assert build(repo.path).status == 0, "what is posted has no fault"
    repo.commit("Post it", "2024-06-01T09:00:00+02:00", {"policy/rules.md": bad})
    assert "front matter" in policydiff("log", "rules", directory=repo.path).errors
    repo.commit("Mend it", "2024-07-01T09:00:00+02:00", {"policy/rules.md": f"{TEXT}\n1.2. Guests too, at noon.\n"})
    answer = policydiff("log", "rules", "--json", directory=repo.path)
    assert answer.status == 0, answer.errors
    assert "3" in answer.output


@pytest.mark.parametrize("text", ['x: !!int ""\n', "x: !!bool y\n", "x: [\n", "x: !!timestamp z\n"])
def test_settings_that_are_no_yaml_are_an_error(text: str, tmp_path: Path) -> None:
    answer = policydiff("log", "rules", directory=post(tmp_path / "work", settings=SETTINGS + text).path)
    assert (answer.status, answer.output) == (2, "")
    assert "mkdocs.yml cannot be read as YAML" in answer.errors


def test_a_file_where_the_folder_of_a_policy_has_to_be(tmp_path: Path) -> None:
    post(tmp_path).commit("Add a licence", AT, {"policy/rules": "All rights reserved."})
    built = build(tmp_path)
    assert built.status == 1
    assert "rules stands at /rules, where the folder of rules.md has to be: give it another name" in built.output
    assert not (tmp_path / "site").exists()


def test_a_policy_that_is_not_committed_is_left_out_of_the_site(tmp_path: Path) -> None:
    post(tmp_path).write({"policy/flying.md": f"# Flying\n\n1. {SECRET}\n"})
    built = build(tmp_path)
    assert built.status == 0
    assert "policy/flying.md is not committed yet, and is left out of the site. Commit it to post it." in built.output
    assert not (tmp_path / "site" / "flying").exists()
    assert everything_in(tmp_path / "site").count(SECRET) == 0


def test_a_draft_is_never_shown_as_posted(tmp_path: Path) -> None:
    post(tmp_path).write({"policy/rules.md": f"{TEXT}\n1.2. {SECRET}\n"})
    assert build(tmp_path, "--strict").status == 0
    site = everything_in(tmp_path / "site")
    assert "Members may enter." in site
    assert SECRET not in site


def test_a_policy_without_numbers_and_headings_is_built_and_the_editor_is_told(tmp_path: Path) -> None:
    post(tmp_path, "Members may enter.\n")
    built = build(tmp_path, "--strict")
    assert built.status == 0
    assert "policy/rules.md has neither numbers nor headings" in built.output
    assert "Number its clauses, or give it headings." in built.output


def test_a_site_without_an_address_is_built_without_feeds_and_says_so(tmp_path: Path) -> None:
    post(tmp_path, settings=SETTINGS.replace("site_url: https://example.com/\n", ""))
    built = build(tmp_path, "--strict")
    assert built.status == 0
    assert "`site_url` is not set: the site gets no feeds, which need full addresses" in built.output
    assert list((tmp_path / "site").rglob("feed.*")) == []


def test_options_of_the_command_line_that_do_not_exist_are_usage_errors(tmp_path: Path) -> None:
    for arguments in (["log", "--jsno"], ["--nothing"], ["frobnicate"], ["show"], ["-C", str(tmp_path / "no"), "log"]):
        answer = policydiff(*arguments)
        assert (answer.status, answer.output) == (2, ""), arguments
        assert "Usage: policydiff" in answer.errors


def test_no_option_of_the_plugin_is_taken_for_a_slip_of_the_pen() -> None:
    names = {name for name, _ in PolicydiffConfig._schema}
    assert set(OPTIONS) <= names
    assert read_settings(dict.fromkeys(names), "") == read_settings({}, "")


def everything_in(site: Path) -> str:
    files = (file for file in site.rglob("*") if file.suffix in {".html", ".json", ".xml", ".md", ".ics"})
    return "\n".join(file.read_text("utf-8") for file in files)
