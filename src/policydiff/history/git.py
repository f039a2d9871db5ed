"""A git repository that is only read."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO

from policydiff.errors import EditionNotFound, NoRepository, RepositoryError
from policydiff.history.git_objects import Commit, Tag, TreeEntry, parse_log
from policydiff.history.process import git_command, git_environment, run_git

_LOG: Sequence[str] = (
    "log", "--no-show-signature", "--first-parent", "--diff-merges=first-parent", "--raw", "-z", "-M", "-l0",
    f"-O{os.devnull}", "--no-abbrev", "--no-ext-diff", "--no-textconv", "--no-color", "--encoding=UTF-8",
    "--format=%H%x00%P%x00%cI%x00%B",
)  # fmt: skip


class GitRepository:
    """A repository that is only read. Every method raises RepositoryError with a sentence when git cannot answer."""

    def __init__(self, root: Path, *, bare: bool = False) -> None:
        self.root = root
        """The top of the working tree; of a bare repository its folder."""
        self.bare = bare

    @classmethod
    def find(cls, folder: Path) -> GitRepository:
        """The repository that a folder belongs to: the innermost one, be it a submodule or another work tree."""
        while not folder.is_dir() and folder != folder.parent:
            folder = folder.parent
        folder = folder.resolve()
        facts = ("rev-parse", "--is-bare-repository", "--is-shallow-repository")
        try:
            shown = run_git(folder, *facts, "--show-toplevel")
        except NoRepository:
            raise
        except RepositoryError:
            shown = run_git(folder, *facts, "--absolute-git-dir")
            if not shown.startswith(b"true"):
                raise  # only a bare repository has no working tree
        bare, shallow, place = shown.decode("utf-8", "surrogateescape").split("\n", 2)
        root = Path(place.removesuffix("\n"))
        if shallow == "true":
            raise RepositoryError(
                f"The history of {root} is incomplete: it is a shallow clone, in which every date would be wrong. Run "
                "`git fetch --unshallow` (in GitHub Actions: `fetch-depth: 0`; in GitLab CI: `GIT_DEPTH: 0`)."
            )
        return cls(root, bare=bare == "true")

    def run(self, *arguments: str) -> bytes:
        """What git prints."""
        return run_git(self.root, *arguments)

    def commit_of(self, revision: str) -> str | None:
        """The id of the commit that a revision names; None when it names none."""
        try:
            found = self.run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        except RepositoryError:
            return None
        return found.decode().strip() or None

    def log(self, tip: str) -> list[Commit]:
        """The first-parent history of a commit, newest first, with the files that each commit changed."""
        return list(parse_log(self.run(*_LOG, tip)))

    def parents_and_messages(self, tip: str) -> dict[str, tuple[tuple[str, ...], str]]:
        """Every commit in the history of one, side branches included: its parents and its message."""
        shown = self.run("log", "-z", "--no-show-signature", "--encoding=UTF-8", "--format=%H%x00%P%x00%B", tip)
        fields = shown.decode("utf-8", "replace").split("\0")
        found = zip(fields[0::3], fields[1::3], fields[2::3], strict=False)
        return {commit: (tuple(parents.split()), message) for commit, parents, message in found}

    def tree(self, commit: str) -> list[TreeEntry]:
        """The files of a commit."""
        listing = self.run("ls-tree", "-r", "-z", "--full-tree", commit).split(b"\0")
        entries = []
        for line in filter(None, listing):
            facts, _, path = line.partition(b"\t")
            mode, _, blob = facts.decode().split(" ")
            entries.append(TreeEntry(path.decode("utf-8", "surrogateescape"), mode, blob))
        return entries

    def working_files(self) -> list[str]:
        """The files of the working tree that are tracked or could be; some may be gone."""
        listing = self.run("ls-files", "-z", "--cached", "--others", "--exclude-standard", "--full-name")
        return sorted({path.decode("utf-8", "surrogateescape") for path in listing.split(b"\0") if path})

    def is_left_out(self, path: str) -> bool:
        """Whether a sparse checkout leaves a file out of the working tree, so that nothing follows from its absence."""
        return self.run("ls-files", "-t", "-z", "--full-name", "--", f":(top,literal){path}").startswith(b"S ")

    def blobs(self, ids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """The contents of blobs, each with its id, by one process."""
        wanted = list(dict.fromkeys(ids))
        if not wanted:
            return
        process = subprocess.Popen(
            git_command(self.root, "cat-file", "--batch"),
            env=git_environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        feeder = threading.Thread(target=_feed, args=(process.stdin, wanted), daemon=True)
        feeder.start()
        try:
            for blob in wanted:
                header = process.stdout.readline().decode().split()
                if len(header) != 3:
                    raise RepositoryError(self._unreadable(blob))
                data = process.stdout.read(int(header[2]) + 1)
                if len(data) != int(header[2]) + 1:
                    raise RepositoryError(self._unreadable(blob))
                yield blob, data[:-1]
        finally:
            process.kill()
            process.stdout.close()
            process.wait()
            feeder.join()

    def has_folder(self, path: str) -> bool:
        """Whether there is a folder, in the working tree or in the commit that is checked out."""
        if not self.bare and (self.root / path).is_dir():
            return True
        return bool(self.commit_of("HEAD") and self.run("ls-tree", "-d", "--full-tree", "HEAD", "--", path))

    def file_at(self, commit: str, path: str) -> bytes | None:
        """The content of a file in a commit; None when it is not there or not a plain file."""
        listing = self.run("ls-tree", "-z", "--full-tree", commit, "--", f":(literal){path}").split(b"\t")[0].split()
        if len(listing) != 3 or not listing[0].startswith(b"100"):
            return None
        return next(data for _, data in self.blobs([listing[2].decode()]))

    def tags(self) -> list[Tag]:
        """The annotated tags that lead to commits, in the order of their dates."""
        shown = self.run(
            "for-each-ref", "--sort=taggerdate", "refs/tags",
            "--format=%(objecttype)%00%(refname:strip=2)%00%(*objecttype)%00%(*objectname)%00%(taggerdate:iso-strict)"
            "%00%(contents:subject)%00%(contents:body)%00%01",
        ).decode("utf-8", "replace")  # fmt: skip
        found = []
        for entry in shown.split("\0\x01\n"):
            kind, _, facts = entry.partition("\0")
            if kind != "tag":
                continue
            name, target, commit, tagged, subject, body = facts.split("\0")
            leads_to = commit if target == "commit" else self.commit_of(f"refs/tags/{name}")
            if leads_to:
                found.append(Tag(name, leads_to, tagged, f"{subject}\n\n{body}"))
        return found

    def text_of_revision(self, revision: str, paths: Iterable[str]) -> tuple[str, str, bytes]:
        """The commit that a revision names, the first of the paths that it has, and that file's content."""
        commit = self.commit_of(revision)
        if not commit:
            raise EditionNotFound(
                f"{revision!r} is no edition and no revision of {self.root}. Give an edition number, a day such as "
                "2024-05-31, `draft`, or a git revision."
            )
        for path in paths:
            data = self.file_at(commit, path)
            if data is not None:
                return commit, path, data
        raise EditionNotFound(f"The policy is not in revision {revision!r} ({commit[:9]}) of {self.root}.")

    def _unreadable(self, blob: str) -> str:
        if self._is_partial():
            return (
                f"The history of {self.root} is incomplete: it is a partial clone without {blob[:9]}, and nothing is "
                "fetched while reading. Clone again without `--filter`."
            )
        return f"git cannot read {blob[:9]} in {self.root}. Run `git fsck`, and clone again if it finds damage."

    def _is_partial(self) -> bool:
        try:
            return bool(self.run("config", "--get-regexp", r"^(remote\..*\.promisor|extensions\.partialclone)$"))
        except RepositoryError:
            return False


def _feed(stream: IO[bytes], ids: Sequence[str]) -> None:
    try:
        with stream:
            stream.write("".join(f"{blob}\n" for blob in ids).encode())
    except (BrokenPipeError, ValueError):
        return
