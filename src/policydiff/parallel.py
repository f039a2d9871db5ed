"""Work shared out over the processors of a machine; its result does not depend on their number.

Processes are forked, so that they share what is in memory already, and take pieces of the work until there is none.
They may begin while this process has something else to do first, whose result the ends of the pieces need.
Where forking is not safe or not there (threads are running, other systems than Linux) one process does it all.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

_WORTHWHILE = 4
"""Below so many pieces of work, starting a process costs more than it gains."""
_WAITING = 16
"""So many begun pieces wait for their end in each process: they are in its memory."""


def count_processors() -> int:
    """How many processors this process may use; `POLICYDIFF_PROCESSES` says otherwise."""
    asked = os.environ.get("POLICYDIFF_PROCESSES", "")
    if asked.isdecimal():
        return max(1, int(asked))
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


End = Callable[[Any], None]
"""Does the rest of a piece, with what was waited for."""
Tell = Callable[[int, int], None]
"""Hears from time to time how many pieces of how many are done."""


def say_nothing(done: int, count: int) -> None:
    """For work that is soon done."""


def do_all(work: Callable[[int], None], count: int, processes: int, tell: Tell = say_nothing) -> None:
    """Do `work` for every number below `count`, in any order: it has to write its result to a file.

    Raises what `work` raises.
    """
    Begun(work, count, processes).end(None, tell)


class Begun:
    """Work that other processes begin at once, and this one joins when it comes to `end`."""

    def __init__(self, begin: Callable[[int], End | None], count: int, processes: int) -> None:
        """`begin` is called for every number below `count`, in any order.

        It writes its result to a file, or returns what does the rest.
        """
        self._begin, self._count = begin, count
        self._others: list[tuple[BaseProcess, Connection]] = []
        can_fork = sys.platform == "linux" and threading.active_count() == 1
        if processes < 2 or count < _WORTHWHILE or not can_fork:
            self._pieces = iter(range(count))
            return
        context = multiprocessing.get_context("fork")
        self._pieces = _take(context.Value("q", 0), count)
        # What is there by now stays there: looking through it for garbage would copy it into every process.
        gc.freeze()
        for _ in range(processes - 1):
            hears, says = context.Pipe(duplex=False)
            other = context.Process(target=self._work_alone, args=(hears, says), daemon=True)
            other.start()
            hears.close()
            self._others.append((other, says))

    def end(self, given: object, tell: Tell = say_nothing) -> None:
        """Do what is left, with what the ends of the pieces wait for, which must be fit to be pickled.

        Raises what a piece raises.
        """
        for _, says in self._others:
            # A process that is gone is found by its exit code.
            with suppress(BrokenPipeError):
                says.send(given)
        try:
            self._do(self._pieces, given, tell)
        finally:
            gone = self._leave(wait=True)
        if any(gone):
            self._do(iter(range(self._count)), given, tell)

    def cancel(self) -> None:
        """Let it be: what waits is not ended."""
        self._leave(wait=False)

    def _do(self, numbers: Iterator[int], given: object, tell: Tell) -> None:
        for number in numbers:
            tell(number, self._count)
            end = self._begin(number)
            if end is not None:
                end(given)

    def _leave(self, *, wait: bool) -> list[int]:
        """The exit codes of the other processes; they are stopped first if there is nothing to wait for."""
        for other, says in self._others:
            if not wait:
                other.terminate()
            other.join()
            says.close()
        codes = [other.exitcode or 0 for other, _ in self._others]
        if self._others:
            gc.unfreeze()
        self._others = []
        return codes

    def _work_alone(self, hears: Connection, says: Connection) -> None:
        """What another process does; where it fails, all is done again, and the error comes up."""
        try:
            # Or it would wait for itself when the first process is gone.
            says.close()
            waiting: list[End] = []
            for number in self._pieces:
                end = self._begin(number)
                if end is not None:
                    waiting.append(end)
                if len(waiting) >= _WAITING or hears.poll():
                    break
            given = hears.recv()
            for end in waiting:
                end(given)
            self._do(self._pieces, given, say_nothing)
        except BaseException:
            os._exit(1)
        os._exit(0)


def _take(taken: Any, count: int) -> Iterator[int]:
    """The pieces that no process has taken yet."""
    while True:
        with taken.get_lock():
            number: int = taken.value
            taken.value = number + 1
        if number >= count:
            return
        yield number
