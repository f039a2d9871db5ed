"""The package installs from a built wheel, with all that it needs inside."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
SOURCE = PROJECT / "src" / "policydiff"


def run(*command: str | Path, cwd: Path = PROJECT) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder)
    (built,) = folder.glob("*.whl")
    return built


def test_holds_every_file_of_the_package(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    ours = {
        file.relative_to(SOURCE.parent).as_posix()
        for file in SOURCE.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    assert ours <= inside
    assert "policydiff/py.typed" in inside


def test_works_in_a_new_environment(wheel: Path, tmp_path: Path) -> None:
    """The environment sees the dependencies of this one, but not the project."""
    environment = tmp_path / "environment"
    venv.create(environment, with_pip=False)
    (packages,) = environment.glob("lib/*/site-packages")
    (packages / "dependencies.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    python = environment / "bin" / "python"
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index", wheel)

    command = environment / "bin" / "policydiff"
    where = run(python, "-c", "import policydiff; print(policydiff.__file__)", cwd=tmp_path).strip()
    assert Path(where).is_relative_to(environment)
    assert run(command, "--version", cwd=tmp_path).startswith("policydiff ")
    run(command, "demo", "example", "--today", "2026-11-24", cwd=tmp_path)
    assert (tmp_path / "example" / "site" / "privacy" / "changes" / "index.html").is_file()
