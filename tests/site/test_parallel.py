"""The pages of an archive do not depend on how many processes made them."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.site.building import build, small_history

from policydiff.parallel import Begun, End, do_all


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


BUILD = """
import multiprocessing
from mkdocs.commands.build import build
from mkdocs.config import load_config
try:
    build(load_config("mkdocs.yml"))
except BaseException as error:
    print(error, multiprocessing.active_children())
"""


def test_a_build_that_fails_leaves_no_process_behind(tmp_path: Path) -> None:
    small_history(tmp_path)
    (tmp_path / "fail.py").write_text("def on_env(env, **_):\n    raise ValueError('the theme is not well')\n")
    build(tmp_path, hooks=["fail.py"])
    command = [sys.executable, "-W", "ignore", "-c", BUILD]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "POLICYDIFF_PROCESSES": "3"}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "the theme is not well []\n"
