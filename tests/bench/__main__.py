"""Print the quality and the speed of the comparison: `python -m tests.bench`."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from tests.bench.browser import EDITIONS, measure_browser
from tests.bench.quality import measure_quality
from tests.bench.speed import measure_speed


def main() -> None:
    console = Console()
    scores = measure_quality()
    table = Table(title="Pairing and redlines on generated pairs whose truth is known", title_justify="left")
    for column in ("edit", "F1", "F1 hard", "redlines", "inexact", "silent"):
        table.add_column(column, justify="left" if column == "edit" else "right")
    for name, score in scores.items():
        counts = (str(count) for count in (score.redlines, score.inexact, score.silent))
        table.add_row(name, f"{score.f1:.4f}", f"{score.hard:.4f}", *counts)
    console.print(table)
    times = measure_speed([pair for score in scores.values() for pair in score.pairs])
    console.print(
        f"Median of a pair: pairing and redlines {times.compare:.1f} ms, {times.compare / times.git:.2f} times "
        f"git diff --word-diff ({times.git:.1f} ms); parsing both texts {times.parse:.1f} ms."
    )
    near, far = measure_browser()
    console.print(
        f"In Chromium, once the data are there, for a policy of 2,500 words: {near:.0f} ms for an edition and the one "
        f"before, {far:.0f} ms for the first and the last of {EDITIONS}; 100 ms are asked for."
    )


if __name__ == "__main__":
    main()
