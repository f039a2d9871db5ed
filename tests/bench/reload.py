"""How long `mkdocs serve` takes to build a site again after an edit: `python -m tests.bench.reload FOLDER FILE`."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from mkdocs.commands.build import build
from mkdocs.config import load_config


def main(folder: str, file: str) -> None:
    edited = Path(folder, file)
    text = edited.read_text("utf-8")
    with TemporaryDirectory() as site:
        options = {"config_file": str(Path(folder, "mkdocs.yml")), "site_dir": site}
        config = load_config(**options)
        config.plugins.on_startup(command="serve", dirty=False)
        build(config)
        took = []
        for turn in range(3):
            edited.write_text(f"{text}\nAn edit, number {turn}.\n", "utf-8")
            start = time.perf_counter()
            again = load_config(**options)
            again.plugins = config.plugins
            build(again)
            took.append(time.perf_counter() - start)
    edited.write_text(text, "utf-8")
    click.echo(min(took))


if __name__ == "__main__":
    main(*sys.argv[1:])
