"""Incomplete and strange repositories: the right answer, or a sentence that says what to do."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from policydiff.errors import RepositoryError
from policydiff.history import find_site
from tests.history.series import run_policydiff
from tests.repository import ISOLATED, GitRepo

LONG = "".join(f"{number}. Clause number {number} says that we keep the thing {number}.\n" for number in range(1, 40))


def day(number: int) -> str:
    return f"2024-05-{number:02}T12:00:00+00:00"


@pytest.fixture
def posted(repo: GitRepo) -> GitRepo:
    """Three editions of one policy, renamed after the first."""
    repo.commit("A", day(1), {"policy/data.md": LONG})
    repo.commit("B", day(2), {"policy/data.md": None, "policy/privacy.md": f"{LONG}\nMore."})
    repo.commit("C", day(3), {"policy/privacy.md": f"{LONG}\nEven more."})
    return repo


def editions(
    folder: Path, policy: str = "policy/privacy.md", environment: Mapping[str, str] | None = None
) -> list[str]:
    """The titles of the editions, with their days."""
    done = run_policydiff(folder, "log", policy, "--json", environment=environment)
    assert done.returncode == 0, done.stderr
    return [f"{edition['title']} {edition['effective']}" for edition in json.loads(done.stdout)]


def complaint(folder: Path, policy: str = "policy/privacy.md") -> str:
    done = run_policydiff(folder, "log", policy)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    return done.stderr


EXPECTED = ["A 2024-05-02", "B 2024-05-03", "C 2024-05-04"]


def clone(repo: GitRepo, to: Path, *options: str) -> GitRepo:
    repo.git("clone", "--quiet", *options, f"file://{repo.path}", str(to))
    return GitRepo(to)


def test_a_clone_gives_the_same(posted: GitRepo, tmp_path: Path) -> None:
    assert editions(posted.path) == EXPECTED
    assert editions(clone(posted, tmp_path / "clone").path) == EXPECTED


def test_a_shallow_clone_says_how_to_fetch_the_rest(posted: GitRepo, tmp_path: Path) -> None:
    shallow = clone(posted, tmp_path / "shallow", "--depth=1")
    assert "git fetch --unshallow" in complaint(shallow.path)
    shallow.git("fetch", "--quiet", "--unshallow")
    assert editions(shallow.path) == EXPECTED


@pytest.mark.parametrize("kind", ["blob:none", "tree:0"])
def test_a_partial_clone_says_to_clone_again(posted: GitRepo, tmp_path: Path, kind: str) -> None:
    posted.git("config", "uploadpack.allowFilter", "true")
    partial = clone(posted, tmp_path / "partial", f"--filter={kind}")
    assert "Clone again without `--filter`" in complaint(partial.path)


def test_a_detached_head_counts_as_itself(posted: GitRepo) -> None:
    posted.git("checkout", "--quiet", "HEAD~1")
    assert editions(posted.path) == EXPECTED[:2]


def test_the_branch_of_origin_goes_before_the_one_checked_out(posted: GitRepo, tmp_path: Path) -> None:
    other = clone(posted, tmp_path / "clone")
    other.switch("draft")
    other.commit("D", day(4), {"policy/privacy.md": "Draft."})
    assert editions(other.path) == EXPECTED
    other.git("checkout", "--quiet", "--detach")
    assert editions(other.path) == EXPECTED
    other.git("branch", "--delete", "--force", "main")
    assert editions(other.path) == EXPECTED


def test_a_missing_branch_is_an_error_that_says_what_to_do(posted: GitRepo, tmp_path: Path) -> None:
    posted.write({"mkdocs.yml": "docs_dir: policy\nplugins:\n  - policydiff:\n      branch: live\n"})
    assert "git fetch origin live" in complaint(posted.path)
    other = clone(posted, tmp_path / "clone")
    other.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/gone")
    assert "git remote set-head origin --auto" in complaint(other.path)


def test_an_empty_repository_and_no_repository(repo: GitRepo, tmp_path: Path) -> None:
    assert "There is no commit yet" in complaint(repo.path)
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain/privacy.md").write_text("Words.")
    assert "is not in a git repository" in complaint(tmp_path / "plain", "privacy.md")


def test_a_bare_repository_with_its_settings(posted: GitRepo, tmp_path: Path) -> None:
    config = "docs_dir: policy\nplugins:\n  - policydiff:\n      notice: 2 days after posting\n"
    posted.commit("Site", day(4), {"mkdocs.yml": config})
    posted.git("clone", "--quiet", "--bare", str(posted.path), str(tmp_path / "bare.git"))
    expected = ["A 2024-05-03", "B 2024-05-04", "C 2024-05-05"]
    assert editions(tmp_path / "bare.git") == editions(tmp_path / "bare.git", "privacy") == expected
    done = run_policydiff(tmp_path / "bare.git", "status")
    assert done.returncode == 2
    assert "bare repository" in done.stderr


def test_a_second_work_tree(posted: GitRepo, tmp_path: Path) -> None:
    posted.git("worktree", "add", "--quiet", "-b", "other", str(tmp_path / "tree"))
    assert editions(tmp_path / "tree") == EXPECTED


def test_a_submodule_with_the_policies(posted: GitRepo, tmp_path: Path) -> None:
    outer = GitRepo(tmp_path / "outer")
    outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(posted.path), "legal")
    config = "docs_dir: legal/policy\nplugins:\n  - policydiff:\n      notice: 2 days after posting\n"
    outer.commit("Site", day(9), {"mkdocs.yml": config})
    expected = ["A 2024-05-03", "B 2024-05-04", "C 2024-05-05"]
    assert editions(outer.path, "privacy") == expected
    assert editions(outer.path, "legal/policy/privacy.md") == expected


def test_a_site_below_a_sub_folder(repo: GitRepo) -> None:
    config = "docs_dir: policy\nplugins: [policydiff]\n"
    repo.commit("A", day(1), {"web/policy/privacy.md": "Words.", "README.md": "Read me.", "web/mkdocs.yml": config})
    assert editions(repo.path, "web/policy/privacy.md") == ["A 2024-05-02"]
    assert editions(repo.path / "web", "privacy") == ["A 2024-05-02"]
    assert editions(repo.path / "web/policy", "privacy.md") == ["A 2024-05-02"]
    done = run_policydiff(repo.path / "web", "log", "--json")
    assert [edition["policy"] for edition in json.loads(done.stdout)] == ["privacy"]


@pytest.mark.parametrize("what", ["blob", "tree", "commit"])
def test_an_unreadable_object_is_an_error_that_says_what_to_do(posted: GitRepo, what: str) -> None:
    name = {"blob": "HEAD~1:policy/privacy.md", "tree": "HEAD~1^{tree}", "commit": "HEAD~1"}[what]
    found = posted.git("rev-parse", name)
    file = posted.path / ".git/objects" / found[:2] / found[2:]
    file.chmod(0o644)
    file.write_bytes(b"damage")
    assert "git fsck" in complaint(posted.path)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder to another user")
def test_a_repository_of_another_user_needs_safe_directory(posted: GitRepo, tmp_path: Path) -> None:
    for path in (posted.path, posted.path / ".git"):
        os.chown(path, 12345, 12345)
    assert "git config --global --add safe.directory" in complaint(posted.path)
    trusted = tmp_path / "gitconfig"
    trusted.write_text(f"[safe]\n\tdirectory = {posted.path}\n")
    environment = {"GIT_CONFIG_GLOBAL": str(trusted)}
    assert editions(posted.path, environment=environment) == EXPECTED


def test_the_users_configuration_and_language_change_nothing(posted: GitRepo, tmp_path: Path) -> None:
    config = tmp_path / "gitconfig"
    config.write_text(
        "[color]\n\tui = always\n[log]\n\tfollow = true\n\tshowRoot = false\n\tdate = relative\n\tdecorate = full\n"
        "\tdiffMerges = off\n[diff]\n\texternal = false\n\trenames = false\n\trenameLimit = 1\n\torderFile = /nowhere\n"
        "\tnoprefix = true\n\trelative = true\n\tstatGraphWidth = 1\n[i18n]\n\tlogOutputEncoding = ISO-8859-1\n"
        "[format]\n\tpretty = oneline\n[core]\n\tquotePath = true\n\tpager = false\n\tabbrev = 4\n"
        "[tag]\n\tsort = -refname\n"
    )
    posted.commit("Größe → Maß", day(4), {"policy/privacy.md": "Anders."})
    environment = {
        **ISOLATED, "GIT_CONFIG_GLOBAL": str(config), "LC_ALL": "de_DE.UTF-8", "LANGUAGE": "de:fr", "PYTHONUTF8": "1",
    }  # fmt: skip
    assert editions(posted.path, environment=environment) == [*EXPECTED, "Größe → Maß 2024-05-05"]
    assert editions(posted.path / "policy", "privacy.md", environment) == [*EXPECTED, "Größe → Maß 2024-05-05"]


def test_a_message_in_another_encoding_is_read(repo: GitRepo) -> None:
    repo.git("config", "i18n.commitEncoding", "ISO-8859-1")
    repo.write({"policy/privacy.md": "Words."})
    repo.git("add", "--all")
    (repo.path / ".git/message").write_bytes("Größe".encode("latin-1"))
    repo.git("commit", "--quiet", "--file", ".git/message", at=day(1))
    assert editions(repo.path) == ["Größe 2024-05-02"]


def test_a_work_tree_elsewhere_is_an_error_that_says_what_to_do(posted: GitRepo, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    posted.write({"mkdocs.yml": "docs_dir: policy\nplugins: [policydiff]\n"})
    posted.git("config", "core.worktree", str(tmp_path / "other"))
    with pytest.raises(RepositoryError, match=r"git config --unset core\.worktree"):
        find_site(posted.path)


def test_git_is_not_installed(posted: GitRepo, tmp_path: Path) -> None:
    done = run_policydiff(posted.path, "log", "policy/privacy.md", environment={"PATH": str(tmp_path)})
    assert done.returncode == 2
    assert "git is not installed" in done.stderr


@pytest.mark.parametrize("name", ["a\nb", "a\u2028b", "-x", "Größe"])
def test_a_folder_of_any_name(tmp_path: Path, name: str) -> None:
    repo = GitRepo(tmp_path / name)
    repo.commit("A", day(1), {"policy/privacy.md": LONG})
    assert editions(repo.path) == ["A 2024-05-02"]


def test_a_bare_repository_that_the_user_does_not_trust(posted: GitRepo, tmp_path: Path) -> None:
    posted.git("clone", "--quiet", "--bare", str(posted.path), str(tmp_path / "bare.git"))
    (tmp_path / "config").write_text("[safe]\n\tbareRepository = explicit\n")
    done = run_policydiff(tmp_path / "bare.git", "log", environment={"GIT_CONFIG_GLOBAL": str(tmp_path / "config")})
    assert (done.returncode, done.stdout) == (2, "")
    assert "run `git config --global safe.bareRepository all`" in done.stderr


def test_the_repositorys_own_files_are_no_place_to_work_in(posted: GitRepo) -> None:
    assert "work in the folder with the policies instead" in complaint(posted.path / ".git", "privacy")


def test_a_commit_without_a_date_matters_only_where_it_posts(repo: GitRepo) -> None:
    def undate(commit: str) -> None:
        body = repo.git("cat-file", "commit", commit)
        broken = re.sub(r"^(committer .*>) .*$", r"\1 1714564800 +9999", body, flags=re.MULTILINE)
        repo.write({"broken": f"{broken}\n"})
        repo.git("update-ref", "HEAD", repo.git("hash-object", "-t", "commit", "-w", "--literally", "broken"))

    undate(repo.commit("A", day(1), {"README": "Words."}))
    repo.commit("B", day(2), {"policy/privacy.md": LONG})
    assert editions(repo.path) == ["B 2024-05-03"]
    undate(repo.commit("C", day(3), {"policy/privacy.md": "Words."}))
    assert "has no committer date that can be read" in complaint(repo.path)


def test_a_name_with_a_zero_byte_is_an_error(posted: GitRepo) -> None:
    config = 'docs_dir: policy\nplugins: [{policydiff: {branch: "a\\0b"}}]\n'
    posted.write({"mkdocs.yml": config})
    assert "There is no branch" in complaint(posted.path)
    posted.write({"mkdocs.yml": 'docs_dir: "a\\0b"\nplugins: [policydiff]\n'})
    assert "`docs_dir` in `mkdocs.yml` is the name of a folder" in complaint(posted.path)
