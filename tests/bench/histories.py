"""Repositories with long histories, made in an instant: every commit edits a clause or two of a policy."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import yaml

from tests.bench.edits import Editor
from tests.bench.outlines import copy_with_sources, items_of, read_privacy_policy, to_markdown
from tests.repository import GitRepo

NO_POLICIES = ("index.md", "README.md")
FIRST = datetime(2012, 1, 2, 9, tzinfo=UTC)
CONFIGURATION = """\
site_name: Example
site_url: https://example.org/
docs_dir: policy
theme: {name: material, font: false}
plugins: [search, policydiff]
"""


def edit_policy(editions: int, seed: str) -> Iterator[str]:
    """The texts of consecutive editions of a policy of some 2,500 words."""
    outline = copy_with_sources(read_privacy_policy())
    vocabulary = [word for _, item in items_of(outline) for word in item.text.split() if word.isalpha()]
    rng = random.Random(seed)
    yield to_markdown(outline)
    for number in range(1, editions):
        editor = Editor(outline, vocabulary, rng)
        editor.amend()
        if number % 5 == 0:
            editor.insert()
        elif number % 5 == 3:
            editor.delete()
        yield to_markdown(outline)


def write_history(folder: Path, policies: int, editions: int) -> None:
    """A repository with a site of so many policies, each with so many editions, posted in turn."""
    repository = GitRepo(folder)
    texts = [edit_policy(editions, f"policy {place}") for place in range(policies)]
    stream: list[bytes] = []
    for number in range(editions):
        for place, policy in enumerate(texts):
            files = {f"policy/policy-{place}.md": next(policy)}
            if not stream:
                files |= {"mkdocs.yml": CONFIGURATION, ".gitignore": "/site/\n"}
            when = FIRST + timedelta(days=number * 5, minutes=place)
            stream.append(_commit(f"Edition {number + 1} of policy {place}", when, files))
    subprocess.run(["git", "fast-import", "--quiet"], cwd=folder, input=b"".join(stream), check=True)
    repository.git("reset", "--quiet", "--hard", "main")


def post_once_more(folder: Path) -> None:
    """One more edition of the first policy of a site, whichever it is: a word more in its last line."""
    run = partial(subprocess.run, cwd=folder, check=True, capture_output=True)
    docs_dir = yaml.safe_load((folder / "mkdocs.yml").read_text("utf-8").replace("!ENV", ""))["docs_dir"]
    file = next(file for file in sorted((folder / docs_dir).rglob("*.md")) if file.name not in NO_POLICIES)
    with file.open("a", encoding="utf-8") as text:
        text.write("\nOnce more.\n")
    run(["git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "--quiet", "-am", "Once more"])


def _commit(message: str, when: datetime, files: dict[str, str]) -> bytes:
    who = f"Ada Editor <ada@example.org> {int(when.timestamp())} +0000"
    head = f"commit refs/heads/main\nauthor {who}\ncommitter {who}\n".encode() + _data(message)
    return head + b"".join(f"M 100644 inline {path}\n".encode() + _data(text) for path, text in files.items())


def _data(text: str) -> bytes:
    content = text.encode()
    return b"data %d\n%b\n" % (len(content), content)
