"""What a command or a build costs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

MKDOCS = (sys.executable, "-W", "ignore", "-m", "mkdocs", "build", "--quiet", "--site-dir")


@dataclass(frozen=True)
class Cost:
    """What a run took: seconds on the clock, seconds of processors, MiB of the largest process."""

    wall: float
    work: float
    memory: float


def run(command: Sequence[str], folder: Path) -> Cost:
    """Run a command to its end."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    # Where packages are installed their modules are compiled, ours as others.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} failed in {folder}")
    return Cost(time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def timed(work: Callable[[], object]) -> Cost:
    """Do something in this process."""
    start, used = time.perf_counter(), time.process_time()
    work()
    return Cost(time.perf_counter() - start, time.process_time() - used, 0)


def build(folder: Path) -> Cost:
    """Build a site into an empty folder."""
    return run([*MKDOCS, new_folder(folder)], folder)


def new_folder(beside: Path) -> str:
    """An empty folder beside another, which stays until all is measured.

    Who deletes a site just before the next build measures the deletion: for some minutes ext4 does not use the inodes
    again and looks at each of them (`recently_deleted` in Linux' fs/ext4/ialloc.c), so that a new file costs ten times
    as much.
    """
    return mkdtemp(prefix="measured-", dir=beside.parent)


def forget(folder: Path) -> None:
    """Throw away what is kept between runs."""
    shutil.rmtree(folder / ".git" / "policydiff", ignore_errors=True)
