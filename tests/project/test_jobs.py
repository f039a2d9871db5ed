"""The jobs for forges that the documentation shows do what it says, as far as no forge is needed for it.

Their scripts are taken from the page and run by a shell in a clone like the one that the forge makes. Left out is what
installs policydiff and what talks to the forge.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.repository import GitRepo

PAGE = Path(__file__).parents[2] / "docs" / "checking.md"
CONFIG = "site_name: Policies\ndocs_dir: policy\nplugins:\n  - policydiff\n"
OLD = "# Terms\n\n## 1. Use\n\n1.1. Use is free.\n\n1.2. As clause 1.1 says.\n"
NEW = OLD.replace("free", "paid, says clause 1.9")
GITHUB_LIMIT = 65_536
"""Characters of a comment on GitHub."""


def job(words: str) -> dict[str, Any]:
    """The settings of a job that the page shows."""
    shown = re.findall(r"```yaml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    found: dict[str, Any] = yaml.safe_load(next(text for text in shown if words in text))
    return found


def without_forge(script: str) -> str:
    return "\n".join(line for line in script.splitlines() if not re.match(r"\s*(?:pip|gh|curl)\b", line))


def run(folder: Path, script: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """What a runner does with a script: `bash -e`, here with the policydiff under test."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "NO_COLOR": "1", **variables}
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture(params=[OLD, NEW], ids=["sound", "broken"])
def clone(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A clone of a repository with a request to merge, checked out without a branch; nothing names the default one."""
    repo = GitRepo(tmp_path / "origin")
    repo.commit("Post", "2024-05-01T09:00:00+00:00", {"mkdocs.yml": CONFIG, "policy/terms.md": OLD})
    repo.git("checkout", "-q", "-b", "request")
    text = request.param.replace("Use is", "Our use is")
    repo.commit("Change the terms", "2024-06-01T09:00:00+00:00", {"policy/terms.md": text})
    folder = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", str(repo.path), str(folder)], check=True)
    for arguments in (["checkout", "-q", "--detach", "origin/request"], ["remote", "set-head", "origin", "--delete"]):
        subprocess.run(["git", "-C", str(folder), *arguments], check=True)
    for name in ("main", "request"):
        subprocess.run(["git", "-C", str(folder), "branch", "-q", "-D", name], check=False, capture_output=True)
    return folder


def test_the_job_for_github_reviews_a_pull_request(clone: Path, request: pytest.FixtureRequest) -> None:
    broken = "broken" in request.node.name
    steps = [step for step in job("runs-on")["jobs"]["review"]["steps"] if without_forge(step.get("run", ""))]
    answers = {}
    for step in steps:
        answer = run(clone, without_forge(step["run"]), BASE="main", NUMBER="1")
        answers[step.get("name", step["run"])] = answer
        assert answer.returncode == 0 or step.get("continue-on-error") or step is steps[-1], answer.stderr
    notes = answers["Findings beside the lines"].stdout
    assert ("::error file=policy/terms.md,line=5," in notes) == broken
    review = (clone / "review.md").read_text("utf-8")
    assert "the draft against edition 1" in review
    assert len(review) < GITHUB_LIMIT
    assert (clone / "review.html").read_text("utf-8").startswith("<!doctype html>")
    assert answers["Fail when there are errors"].returncode == int(broken)


def test_the_job_for_gitlab_reviews_a_merge_request(clone: Path, request: pytest.FixtureRequest) -> None:
    broken = "broken" in request.node.name
    settings = job("CI_PIPELINE_SOURCE")["policies"]
    # a runner fetches the commit alone
    subprocess.run(["git", "-C", str(clone), "update-ref", "-d", "refs/remotes/origin/main"], check=True)
    lines = [line for line in map(without_forge, settings["script"]) if line]
    answers = [run(clone, line, CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main") for line in lines]
    assert [answer.returncode for answer in answers[:-1]] == [0] * (len(lines) - 1), [each.stderr for each in answers]
    assert answers[-1].returncode == int(broken)
    assert "the draft against edition 1" in (clone / "review.md").read_text("utf-8")
    report = json.loads((clone / settings["artifacts"]["reports"]["codequality"]).read_text("utf-8"))
    assert [each["location"]["path"] for each in report] == ["policy/terms.md"] * broken
    for path in settings["artifacts"]["paths"]:
        assert (clone / path).is_file()
