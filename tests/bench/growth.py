"""How the time of a build grows with the number of editions of one policy, cold and after one more posting."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import click

from tests.bench.cost import MKDOCS, build, forget, new_folder, run
from tests.bench.histories import post_once_more, write_history

SIZES = (100, 200, 400, 800)


@dataclass(frozen=True)
class Grown:
    """Seconds of one size."""

    cold: float
    warm: float
    """After one more posting, without the writing of files."""


def print_growth(folder: Path, rounds: int) -> None:
    """Build sites of all sizes in turn, and print what they take, less what a site of one edition takes."""
    sites = {size: folder / str(size) for size in (1, *SIZES)}
    for size, site in sites.items():
        write_history(site, 1, size)
    measured: dict[int, list[Grown]] = {size: [] for size in sites}
    for _ in range(rounds):
        for size, site in sites.items():
            measured[size].append(_measure(site))
    base = median(each.cold for each in measured[1])
    cold = {size: median(each.cold for each in measured[size]) - base for size in SIZES}
    warm = {size: median(each.warm for each in measured[size]) for size in SIZES}
    click.echo(
        "\n| editions | cold, less one edition's | for each edition | against 100 | one more posting, less the files |"
    )
    click.echo("|---|---|---|---|---|")
    for size in SIZES:
        each, first = cold[size] / size, cold[SIZES[0]] / SIZES[0]
        click.echo(
            f"| {size} | {cold[size]:.2f} s | {1000 * each:.1f} ms | {each / first:.2f} × | {warm[size]:.2f} s, "
            f"{warm[size] / warm[SIZES[0]]:.2f} × |"
        )


def _measure(site: Path) -> Grown:
    forget(site)
    cold = build(site).wall
    post_once_more(site)
    there = new_folder(site)
    warm = run([*MKDOCS, there], site).wall
    start = time.perf_counter()
    shutil.copytree(there, new_folder(site), dirs_exist_ok=True)
    return Grown(cold, warm - (time.perf_counter() - start))
