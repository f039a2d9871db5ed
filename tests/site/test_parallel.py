"""The pages of an archive do not depend on how many processes made them."""

from __future__ import annotations

import filecmp
import multiprocessing
import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from tests.bench.histories import write_history
from tests.site.building import build, small_history

from policydiff.parallel import Begun, Crew, End, do_all


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_everything_is_done_once(tmp_path: Path, processes: int) -> None:
    def write(number: int) -> None:
        with (tmp_path / str(number)).open("x") as file:
            file.write(str(number))

    do_all(write, 500, processes)
    assert {file.name: file.read_text() for file in tmp_path.iterdir()} == {str(n): str(n) for n in range(500)}


@pytest.mark.parametrize("processes", [1, 3])
def test_errors_come_up(tmp_path: Path, processes: int) -> None:
    def fail(number: int) -> None:
        (tmp_path / str(number)).touch()
        if number == 321:
            raise ValueError("page 321")

    with pytest.raises(ValueError, match="page 321"):
        do_all(fail, 500, processes)


def test_a_process_that_is_killed_loses_nothing(tmp_path: Path) -> None:
    parent = os.getpid()

    def write(number: int) -> None:
        if os.getpid() != parent:
            os._exit(9)
        (tmp_path / str(number)).touch()

    do_all(write, 500, 2)
    assert len(list(tmp_path.iterdir())) == 500


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_what_is_begun_is_ended_with_what_it_waited_for(tmp_path: Path, processes: int) -> None:
    def begin(number: int) -> End | None:
        if number % 3 == 0:
            (tmp_path / str(number)).write_text("at once")
            return None

        def end(given: str) -> None:
            (tmp_path / str(number)).write_text(given)

        return end

    work = Begun(begin, 200, processes)
    work.end("later")
    found = {file.name: file.read_text() for file in tmp_path.iterdir()}
    assert found == {str(n): "later" if n % 3 else "at once" for n in range(200)}


def test_what_is_let_be_is_not_ended(tmp_path: Path) -> None:
    work = Begun(lambda number: lambda given: (tmp_path / str(number)).touch(), 200, 2)
    work.cancel()
    assert multiprocessing.active_children() == []
    assert list(tmp_path.iterdir()) == []


NAMES = [str(number) for number in range(100)]


def _note(folder: Path, name: str) -> None:
    with (folder / name).open("x") as file:
        file.write(name)


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_a_crew_reads_everything_once_and_then_does_once_what_is_wanted(tmp_path: Path, processes: int) -> None:
    read, done = tmp_path / "read", tmp_path / "done"
    read.mkdir()
    done.mkdir()

    def note_and_answer(name: str) -> str:
        _note(read, name)
        return name * 2

    crew = Crew(note_and_answer, NAMES, processes)
    assert crew.answers() == {name: name * 2 for name in NAMES}
    assert {file.name for file in read.iterdir()} == set(NAMES)
    assert crew.knows(["5", "7"])
    assert not crew.knows(["5", "x"])
    crew.end(partial(_note, done), NAMES[10:60])
    assert {file.name for file in done.iterdir()} == set(NAMES[10:60])
    assert multiprocessing.active_children() == []


def _die_elsewhere(parent: int, folder: Path, name: str) -> None:
    if os.getpid() != parent:
        os._exit(9)
    (folder / name).touch()


@pytest.mark.parametrize("round_", [1, 2])
def test_of_a_crew_one_that_is_killed_loses_nothing(tmp_path: Path, round_: int) -> None:
    die = partial(_die_elsewhere, os.getpid(), tmp_path)
    crew = Crew(die if round_ == 1 else str.upper, NAMES, 2)
    assert set(crew.answers()) == set(NAMES)
    crew.end(die, NAMES)
    assert {file.name for file in tmp_path.iterdir()} == set(NAMES)


def _fail(name: str) -> str:
    if name == "42":
        raise ValueError("page 42")
    return name


@pytest.mark.parametrize("processes", [1, 3])
def test_what_a_crew_cannot_do_comes_up(processes: int) -> None:
    crew = Crew(_fail, NAMES, processes)
    with pytest.raises(ValueError, match="page 42"):
        crew.answers()
    crew.cancel()
    crew = Crew(str.upper, NAMES, processes)
    crew.answers()
    with pytest.raises(ValueError, match="page 42"):
        crew.end(_fail, NAMES)
    assert multiprocessing.active_children() == []


def test_a_site_of_many_policies_is_the_same_with_any_number_of_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sites = []
    for processes in (1, 3):
        folder = tmp_path / str(processes)
        write_history(folder, 7, 8)
        monkeypatch.setenv("POLICYDIFF_PROCESSES", str(processes))
        built = build(folder)
        assert not built.status, built.output
        sites.append(built.site)
    files = [sorted(file.relative_to(site) for file in site.rglob("*") if file.is_file()) for site in sites]
    assert files[0] == files[1]
    # A sitemap says on which day it was packed.
    names = [str(file) for file in files[0] if file.suffix != ".gz"]
    assert filecmp.cmpfiles(sites[0], sites[1], names, shallow=False)[1:] == ([], [])


BUILD = """
import multiprocessing
from mkdocs.commands.build import build
from mkdocs.config import load_config
try:
    build(load_config("mkdocs.yml"))
except BaseException as error:
    print(error, multiprocessing.active_children())
"""


@pytest.mark.parametrize("event", ["on_files(files", "on_env(env"])
def test_a_build_that_fails_leaves_no_process_behind(tmp_path: Path, event: str) -> None:
    if event == "on_env(env":
        small_history(tmp_path)
    else:
        write_history(tmp_path, 7, 8)
    (tmp_path / "fail.py").write_text(f"def {event}, **_):\n    raise ValueError('the theme is not well')\n")
    build(tmp_path, hooks=["fail.py"])
    command = [sys.executable, "-W", "ignore", "-c", BUILD]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "POLICYDIFF_PROCESSES": "3"}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "the theme is not well []\n"
