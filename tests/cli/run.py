"""Runs the command line as a user does, in this process."""

from __future__ import annotations

import contextlib
import io
from dataclasses import dataclass
from pathlib import Path

from policydiff.cli import main


@dataclass(frozen=True)
class Answer:
    """What a command printed, and its exit status."""

    status: int
    output: str
    errors: str


def policydiff(*arguments: str | Path, directory: Path | None = None) -> Answer:
    """Run a sub-command, in a folder when one is given; never raises."""
    place = ["-C", str(directory)] if directory else []
    output, errors = io.StringIO(), io.StringIO()
    status: object = 0
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
        try:
            main([*place, *map(str, arguments)])
        except SystemExit as stop:
            status = stop.code
    assert isinstance(status, int)
    return Answer(status, output.getvalue(), errors.getvalue())
