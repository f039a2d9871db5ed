"""Whole builds and commands beside what they are measured against: interleaved, medians, as ratios.

`python -m tests.bench.builds [NAME…]` prints a Markdown table. Where the corpora are not beside the project the cases
that need them are left out.
"""

from __future__ import annotations

import functools
import os
import pstats
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import pairwise
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import click
from markdown import Markdown

from policydiff.clauses import parse_clauses, profile
from policydiff.clauses.source import cut_front_matter
from policydiff.compare import compare_trees
from policydiff.compare.lexicon import Lexicon
from policydiff.history import read_histories
from policydiff.model import ClauseTree, PolicyHistory, Settings
from tests.bench.cost import MKDOCS, Cost, build, forget, new_folder, run, timed
from tests.bench.growth import print_growth
from tests.bench.histories import post_once_more, write_history

ROUNDS = int(os.environ.get("ROUNDS", "3"))
CORPUS = Path(__file__).parents[3] / "shared" / "corpora" / "github-site-policy.bundle"
PLAIN = "site_name: Plain\nsite_url: https://example.org/\ntheme: {name: material, font: false}\nplugins: [search]\n"
SITE = """\
site_name: Policies
site_url: https://example.org/
docs_dir: Policies
theme: {name: material, font: false}
plugins: [search, policydiff]
"""
_SHOWN = 25
POLICYDIFF = (sys.executable, "-m", "policydiff")


@dataclass(frozen=True)
class Case:
    """A row of the table."""

    name: str
    ours: Callable[[], Cost]
    theirs: Callable[[], Cost]
    limit: float
    before: Callable[[], object] = lambda: None
    """Runs before each of our runs, and is not measured."""
    measure: str = "wall"


def write_plain(folder: Path, histories: Sequence[PolicyHistory], *, latest: bool = False) -> Path:
    """A site without us that has every edition as a page, or the latest ones only."""
    for history in histories:
        for edition in history.editions[-1:] if latest else history.editions:
            page = folder / "docs" / history.slug / f"{edition.number}.md"
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(edition.source, "utf-8")
    (folder / "docs" / "index.md").write_text("# Policies\n", "utf-8")
    (folder / "mkdocs.yml").write_text(PLAIN, "utf-8")
    return folder


def grown(folder: Path, editions: int) -> Path:
    """A site with one policy of 2,500 words in so many editions."""
    write_history(folder, 1, editions)
    return folder


def cases(work: Path) -> Iterator[Case]:
    """The rows, made one after the other."""
    long = grown(work / "long", 400)
    texts = write_plain(work / "long-plain", read_histories(long, Settings(docs_dir="policy")))
    cold = Case("cold build, 400 editions", lambda: build(long), lambda: build(texts), 0.5, lambda: forget(long))
    yield cold
    yield Case("its memory", cold.ours, cold.theirs, 1.5, cold.before, "memory")
    yield Case("cold build, 400 editions, work of processors", cold.ours, cold.theirs, 0.5, cold.before, "work")
    yield Case(
        "live reload, 400 editions",
        lambda: _reload(long, "policy/policy-0.md"),
        lambda: _reload(write_plain(work / "one", read_histories(long, Settings(docs_dir="policy")), latest=True), ""),
        1.3,
    )
    if CORPUS.is_file():
        yield from _corpus_cases(work)
    logs = work / "logs"
    write_history(logs, 16, 300)
    git = ("git", "log", "-p", "--word-diff")
    log = (*POLICYDIFF, "log", "--json")
    yield Case("log, 4,800 versions, cold", lambda: run(log, logs), lambda: run(git, logs), 10, lambda: forget(logs))
    yield Case("log, 4,800 versions, cached", lambda: run(log, logs), lambda: run(git, logs), 0.5)


def _reload(folder: Path, file: str) -> Cost:
    name = file or next((folder / "docs").rglob("[0-9]*.md")).relative_to(folder).as_posix()
    command = [sys.executable, "-W", "ignore", "-m", "tests.bench.reload", str(folder), name]
    done = subprocess.run(
        command, capture_output=True, check=True, text=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    )
    seconds = float(done.stdout)
    return Cost(seconds, seconds, 0)


def _corpus_cases(work: Path) -> Iterator[Case]:
    site = work / "corpus"
    subprocess.run(["git", "clone", "--quiet", str(CORPUS), str(site)], check=True)
    (site / "mkdocs.yml").write_text(SITE, "utf-8")
    histories = read_histories(site, Settings(docs_dir="Policies"))
    texts = write_plain(work / "corpus-plain", histories)
    current = write_plain(work / "corpus-current", histories, latest=True)
    archive = work / "corpus-site"
    run([*MKDOCS, str(archive)], site)
    cold = Case("cold build, github-site-policy", lambda: build(site), lambda: build(texts), 0.7, lambda: forget(site))
    yield cold
    yield Case("cold build, github-site-policy, work of processors", cold.ours, cold.theirs, 0.7, cold.before, "work")
    yield Case("its memory", cold.ours, cold.theirs, 1.5, cold.before, "memory")

    def rebuild() -> Cost:
        start = time.perf_counter()
        cost = build(current)
        shutil.copytree(archive, new_folder(current), dirs_exist_ok=True)
        return Cost(time.perf_counter() - start, cost.work, cost.memory)

    yield Case("the same after one more posting", lambda: build(site), rebuild, 1.3, lambda: post_once_more(site))
    sources = [edition.source for history in histories for edition in history.editions]

    def rendering() -> Cost:
        return timed(lambda: _render(sources))

    yield Case("parsing its editions", lambda: timed(lambda: _parse(sources)), rendering, 0.5, forget_answers)
    trees = [[parse_clauses(edition.source) for edition in history.editions] for history in histories]
    yield Case(
        "pairing and redlines of its pairs",
        lambda: timed(lambda: _compare(trees)),
        rendering,
        0.3,
        forget_answers,
    )


def _parse(sources: Sequence[str]) -> None:
    for source in sources:
        parse_clauses(source)


def _compare(trees: Sequence[Sequence[ClauseTree]]) -> None:
    for editions in trees:
        lexicon = Lexicon()
        for old, new in pairwise(editions):
            compare_trees(old, new, lexicon)


def forget_answers() -> None:
    """Throw away what is kept within this process, so that each round does all the work."""
    for name, module in list(sys.modules.items()):
        if name.startswith("policydiff."):
            for kept in vars(module).values():
                if isinstance(kept, functools._lru_cache_wrapper):
                    kept.cache_clear()


def _render(sources: Sequence[str]) -> None:
    plain = Markdown(extensions=list(profile.PROFILE_EXTENSIONS))
    for source in sources:
        plain.reset()
        plain.convert(cut_front_matter(source)[1])


def print_profile(site: Path) -> None:
    """Where the time of a cold build goes: the functions of ours with the most below them, in one process."""
    forget(site)
    with TemporaryDirectory() as folder:
        file = Path(folder, "profile")
        environment = {**os.environ, "POLICYDIFF_PROCESSES": "1", "NO_MKDOCS_2_WARNING": "1"}
        command = [sys.executable, "-W", "ignore", "-m", "cProfile", "-o", str(file), *MKDOCS[3:], f"{folder}/site"]
        subprocess.run(command, cwd=site, env=environment, check=True, capture_output=True)
        said = StringIO()
        pstats.Stats(str(file), stream=said).sort_stats("cumulative").print_stats("/policydiff/", _SHOWN)
    lines = re.sub(r"\S*/policydiff/", "", said.getvalue()).splitlines()
    click.echo("\n```\n" + "\n".join(line for line in lines[2:] if line.strip()) + "\n```")


def main(wanted: Sequence[str]) -> None:
    """Print the table row by row, then growth and profile; or only the rows whose names have one of some words."""
    click.echo("| case | ours | against | ratio | at most | |")
    click.echo("|---|---|---|---|---|---|")
    with TemporaryDirectory() as folder:
        work = Path(folder)
        for case in cases(work):
            if wanted and not any(word in case.name for word in wanted):
                continue
            ours, theirs = [], []
            for _ in range(ROUNDS):
                theirs.append(getattr(case.theirs(), case.measure))
                case.before()
                ours.append(getattr(case.ours(), case.measure))
            unit = "MiB" if case.measure == "memory" else "s"
            ratio = median(ours) / median(theirs)
            met = "met" if ratio <= case.limit else "**missed**"
            click.echo(
                f"| {case.name} | {median(ours):.2f} {unit} | {median(theirs):.2f} {unit} | {ratio:.2f} × "
                f"| {case.limit} × | {met} |"
            )
        if not wanted or "growth" in wanted:
            print_growth(work / "growth", ROUNDS)
        if not wanted or "profile" in wanted:
            print_profile(work / ("corpus" if CORPUS.is_file() else "long"))


if __name__ == "__main__":
    main(sys.argv[1:])
