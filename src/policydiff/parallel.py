"""Work shared out over the processors of a machine; its result does not depend on their number.

Processes are forked, so that they share what is in memory already, and take pieces of the work until there is none.
Where forking is not safe or not there (threads are running, other systems than Linux) one process does it all.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable
from multiprocessing.process import BaseProcess

_WORTHWHILE = 4
"""Below so many pieces of work, starting a process costs more than it gains."""


def count_processors() -> int:
    """How many processors this process may use; `POLICYDIFF_PROCESSES` says otherwise."""
    asked = os.environ.get("POLICYDIFF_PROCESSES", "")
    if asked.isdecimal():
        return max(1, int(asked))
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


Tell = Callable[[int, int], None]
"""Hears from time to time how many pieces of how many are done."""


def say_nothing(done: int, count: int) -> None:
    """For work that is soon done."""


def do_all(work: Callable[[int], None], count: int, processes: int, tell: Tell = say_nothing) -> None:
    """Do `work` for every number below `count`, in any order: it has to write its result to a file.

    Raises what `work` raises.
    """
    can_fork = sys.platform == "linux" and threading.active_count() == 1
    if processes < 2 or count < _WORTHWHILE or not can_fork or not _do_in_processes(work, count, processes, tell):
        for number in range(count):
            tell(number, count)
            work(number)


def _do_in_processes(work: Callable[[int], None], count: int, processes: int, tell: Tell) -> bool:
    """Whether every process came to its end; where one did not, all is done again, and the error comes up."""
    context = multiprocessing.get_context("fork")
    taken = context.Value("q", 0)

    def take_pieces(tell: Tell) -> None:
        while True:
            with taken.get_lock():
                number = taken.value
                taken.value = number + 1
            if number >= count:
                return
            tell(number, count)
            work(number)

    def take_quietly() -> None:
        try:
            take_pieces(say_nothing)
        except BaseException:
            os._exit(1)
        os._exit(0)

    others: list[BaseProcess] = [context.Process(target=take_quietly, daemon=True) for _ in range(processes - 1)]
    # What is there by now stays there: looking through it for garbage would copy it into every process.
    gc.freeze()
    for other in others:
        other.start()
    try:
        take_pieces(tell)
    finally:
        gc.unfreeze()
        for other in others:
            other.join()
    return all(other.exitcode == 0 for other in others)
