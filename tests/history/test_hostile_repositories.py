"""A repository whose configuration, attributes, hooks and objects name programs: none of them runs.

The first test shows that the trap works: git itself, used carelessly, springs it.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from policydiff.history import find_site, read_histories, read_history
from tests.history.series import run_policydiff
from tests.repository import ISOLATED, GitRepo


class Trap:
    """A program that leaves a mark when it runs."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.mark = folder / "sprung"
        self.program = folder / "program"
        self.program.write_text(f'#!/bin/sh\necho "$0 $*" >> "{self.mark}"\ncat 2>/dev/null\nexit 0\n')
        self.program.chmod(0o755)

    def log(self) -> str:
        """Who sprang it."""
        return self.mark.read_text() if self.mark.exists() else ""


@pytest.fixture
def trap(tmp_path: Path) -> Trap:
    return Trap(tmp_path / "trap")


@pytest.fixture
def hostile(repo: GitRepo, trap: Trap) -> GitRepo:
    """Signed commits, a merge, and a program wherever git can be told to run one."""
    program = str(trap.program)
    repo.commit(
        "Post",
        "2024-05-01T12:00:00Z",
        {"policy/privacy.md": "Words.", ".gitattributes": "*.md diff=evil filter=evil\n"},
    )
    repo.switch("draft")
    repo.commit("Change", "2024-05-02T12:00:00Z", {"policy/privacy.md": "Other words.", "mkdocs.yml": MKDOCS})
    repo.switch("main")
    repo.merge("draft", "2024-05-03T12:00:00Z", "Merge branch 'draft'")
    body = repo.git("cat-file", "commit", "HEAD")
    head, _, message = body.partition("\n\n")
    signed = f"{head}\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n AAAA\n -----END PGP SIGNATURE-----\n\n{message}\n"
    commit = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--stdin"], cwd=repo.path, input=signed.encode(),
        capture_output=True, check=True,
    ).stdout.decode().strip()  # fmt: skip
    repo.git("update-ref", "refs/heads/main", commit)
    settings = {
        "gpg.program": program,
        "gpg.ssh.program": program,
        "log.showSignature": "true",
        "diff.external": program,
        "diff.evil.command": program,
        "diff.evil.textconv": program,
        "diff.evil.cachetextconv": "false",
        "filter.evil.clean": program,
        "filter.evil.smudge": program,
        "filter.evil.process": program,
        "filter.evil.required": "true",
        "core.fsmonitor": program,
        "core.hooksPath": str(trap.program.parent / "hooks"),
        "core.pager": program,
        "pager.log": program,
        "core.editor": program,
        "core.sshCommand": program,
        "core.askPass": program,
        "core.alternateRefsCommand": program,
        "core.gitProxy": program,
        "credential.helper": f"!{program}",
        "uploadpack.packObjectsHook": program,
        "interactive.diffFilter": program,
        "sequence.editor": program,
        "trailer.evil.command": program,
        "trailer.evil.cmd": program,
        "alias.log": f"!{program}",
        "alias.cat-file": f"!{program}",
        "alias.rev-parse": f"!{program}",
        "remote.origin.url": f"ext::{program}",
        "remote.origin.promisor": "true",
        "remote.origin.partialclonefilter": "blob:none",
        "remote.origin.vcs": "evil",
        "protocol.allow": "always",
    }
    for name, value in settings.items():
        repo.git("config", name, value)
    hooks = trap.program.parent / "hooks"
    for folder in (hooks, repo.path / ".git" / "hooks"):
        folder.mkdir(exist_ok=True)
        for hook in (
            "post-checkout",
            "post-index-change",
            "reference-transaction",
            "pre-auto-gc",
            "fsmonitor-watchman",
        ):
            (folder / hook).write_text(trap.program.read_text())
            (folder / hook).chmod(0o755)
    return repo


MKDOCS = """
docs_dir: policy
plugins:
  - policydiff:
      notice: 2 days after posting
hooks: [evil.py]
x: !!python/object/apply:os.system ["touch sprung"]
y: !!python/name:os.system
z: !Anything {a: 1}
"""


def test_the_trap_works(hostile: GitRepo, trap: Trap) -> None:
    for careless in (["log", "-1"], ["log", "-p", "--ext-diff"], ["status"]):
        (hostile.path / "policy/privacy.md").write_text("Draft.")
        subprocess.run(["git", *careless], cwd=hostile.path, capture_output=True, check=False)
        assert trap.log(), careless
        trap.mark.unlink()


def test_reading_runs_nothing(hostile: GitRepo, trap: Trap) -> None:
    site = find_site(hostile.path)
    [history] = read_histories(site.repository.root, site.settings)
    assert [edition.effective.isoformat() for edition in history.editions] == ["2024-05-03", "2024-05-05"]
    assert read_history(hostile.path / "policy/privacy.md", site.settings) == history
    assert trap.log() == ""
    assert not (hostile.path / "sprung").exists()
    assert not Path("sprung").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["log", "--json"],
        ["log", "policy/privacy.md"],
        ["status", "--json"],
        ["show", "policy/privacy.md", "HEAD~1"],
        ["show", "policy/privacy.md", "draft"],
        ["show", "policy/privacy.md", "--output=evil"],
        ["show", "policy/privacy.md", "rev:--output=evil"],
        ["diff", "policy/privacy.md", "1", "draft"],
    ],
)
def test_no_command_runs_anything(hostile: GitRepo, trap: Trap, arguments: list[str]) -> None:
    (hostile.path / "policy/privacy.md").write_text("Draft words.")
    done = run_policydiff(hostile.path, *arguments)
    assert "Traceback" not in done.stderr
    assert trap.log() == ""
    assert not (hostile.path / "evil").exists()


def test_a_missing_object_is_not_fetched(hostile: GitRepo, trap: Trap) -> None:
    blob = hostile.git("rev-parse", "HEAD~1:policy/privacy.md")
    (hostile.path / ".git/objects" / blob[:2] / blob[2:]).unlink()
    hostile.git("config", "extensions.partialClone", "origin")
    done = run_policydiff(hostile.path, "log", "policy/privacy.md")
    assert done.returncode == 2
    assert "partial clone" in done.stderr
    assert "Clone again without `--filter`" in done.stderr
    assert trap.log() == ""


def test_replaced_and_grafted_history_is_not_believed(repo: GitRepo) -> None:
    first = repo.commit("A", "2024-05-01T12:00:00Z", {"policy/privacy.md": "Words."})
    second = repo.commit("B", "2024-05-02T12:00:00Z", {"policy/privacy.md": "Other words."})
    third = repo.commit("C", "2024-05-03T12:00:00Z", {"policy/privacy.md": "New words."})
    repo.git("replace", second, first)
    (repo.path / ".git/info").mkdir(exist_ok=True)
    (repo.path / ".git/info/grafts").write_text(f"{third}\n")
    done = run_policydiff(repo.path, "log", "policy/privacy.md", "--json")
    assert [edition["commit"] for edition in json.loads(done.stdout)] == [first, second, third]


def test_the_environment_cannot_lead_elsewhere(repo: GitRepo, tmp_path: Path) -> None:
    commit = repo.commit("A", "2024-05-01T12:00:00Z", {"policy/privacy.md": "Words."})
    other = GitRepo(tmp_path / "other")
    other.commit("B", "2024-05-02T12:00:00Z", {"policy/privacy.md": "Other."})
    misleading = {
        "GIT_DIR": str(other.path / ".git"),
        "GIT_WORK_TREE": str(other.path),
        "GIT_INDEX_FILE": "/nowhere",
        "GIT_OBJECT_DIRECTORY": "/nowhere",
        "GIT_EXTERNAL_DIFF": "false",
        "GIT_NAMESPACE": "evil",
        "GIT_LITERAL_PATHSPECS": "0",
    }
    done = run_policydiff(repo.path, "log", "policy/privacy.md", "--json", environment={**ISOLATED, **misleading})
    assert [edition["commit"] for edition in json.loads(done.stdout)] == [commit]
