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
from collections.abc import Callable, Iterable, Iterator, Sequence
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


def can_fork() -> bool:
    """Whether another process can be made of this one."""
    return sys.platform == "linux" and threading.active_count() == 1


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
        if processes < 2 or count < _WORTHWHILE or not can_fork():
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
        codes = _part_from(self._others, wait=wait)
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


class Crew:
    """Processes that work together twice: in the second round each knows what it read in the first.

    Pieces of work have names. In the second round each process does first what it had before, then what others left.
    """

    def __init__(self, read: Callable[[str], Any], names: Sequence[str], processes: int) -> None:
        """Begin the first round: `read` is called for every name, in any order, and its answers are pickled."""
        self._read, self._names = read, names
        self._own: list[str] = []
        self._others: list[tuple[BaseProcess, Connection]] = []
        context = multiprocessing.get_context("fork")
        self._taken = context.Array("b", len(names)), context.Array("b", len(names))
        gc.freeze()
        for _ in range(processes - 1):
            here, there = context.Pipe()
            other = context.Process(target=self._work_alone, args=(there, here), daemon=True)
            other.start()
            there.close()
            self._others.append((other, here))

    def answers(self) -> dict[str, Any]:
        """What was read of each name. Raises what reading raises."""
        found = self._read_some()
        for _, link in self._others:
            with suppress(EOFError, OSError):
                found |= link.recv()
        found |= {name: self._read(name) for name in self._names if name not in found}
        # What it read from is not kept any longer.
        del self._read
        return found

    def knows(self, names: Iterable[str]) -> bool:
        """Whether all names are among those of the first round."""
        return set(names).issubset(self._names)

    def end(self, work: Callable[[str], object], names: Sequence[str], tell: Tell = say_nothing) -> None:
        """The second round, after `answers`: `work`, which must be fit to be pickled, for some of the names.

        It has to write its result to a file. Raises what `work` raises.
        """
        for _, link in self._others:
            with suppress(OSError):
                link.send((work, names))
        # What was read by now stays: looking through it for garbage again and again takes time, and leaves other there.
        gc.freeze()
        try:
            for number, name in enumerate(self._take_again(names)):
                tell(number, len(names))
                work(name)
        finally:
            gone = self._leave(wait=True)
        if any(gone):
            for name in names:
                work(name)

    def cancel(self) -> None:
        """There will be no second round."""
        self._leave(wait=False)

    def _read_some(self) -> dict[str, Any]:
        found = {}
        for name in self._take(0, self._names):
            self._own.append(name)
            found[name] = self._read(name)
        return found

    def _take_again(self, names: Sequence[str]) -> Iterator[str]:
        own = set(self._own)
        return self._take(1, [*(name for name in names if name in own), *reversed(names)])

    def _take(self, round_: int, names: Iterable[str]) -> Iterator[str]:
        """The names that no process has taken yet in a round."""
        taken = self._taken[round_]
        places = {name: place for place, name in enumerate(self._names)}
        for name in names:
            with taken.get_lock():
                is_free = not taken[places[name]]
                taken[places[name]] = 1
            if is_free:
                yield name

    def _leave(self, *, wait: bool) -> list[int]:
        codes = _part_from(self._others, wait=wait)
        self._others = []
        return codes

    def _work_alone(self, link: Connection, other_end: Connection) -> None:
        """What another process does; what it fails to do is done again by the first, where the error comes up."""
        try:
            other_end.close()
            link.send(self._read_some())
            del self._read
            work, names = link.recv()
            gc.freeze()
            for name in self._take_again(names):
                work(name)
        except BaseException:
            os._exit(1)
        os._exit(0)


def _part_from(others: Sequence[tuple[BaseProcess, Connection]], *, wait: bool) -> list[int]:
    """The exit codes of other processes; they are stopped first if there is nothing to wait for."""
    for other, link in others:
        if not wait:
            other.terminate()
        other.join()
        link.close()
    if others:
        gc.unfreeze()
    return [other.exitcode or 0 for other, _ in others]


def _take(taken: Any, count: int) -> Iterator[int]:
    """The pieces that no process has taken yet."""
    while True:
        with taken.get_lock():
            number: int = taken.value
            taken.value = number + 1
        if number >= count:
            return
        yield number
