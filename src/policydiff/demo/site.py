"""Builds the example's site with MkDocs, as a user would, and shows it on this machine."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime, time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from policydiff.demo.repository import isolated_environment
from policydiff.demo.story import ZONE
from policydiff.errors import PolicydiffError


class BuildError(PolicydiffError):
    """MkDocs could not build the site."""


def build_site(folder: Path, today: date) -> Path:
    """Build the site of a repository with `mkdocs build --strict` as if on the day, and give its folder.

    The day is passed on in SOURCE_DATE_EPOCH, as for any reproducible build. Raises BuildError with what MkDocs said.
    """
    noon = datetime.combine(today, time(12), ZONE)
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=folder,
        env={**isolated_environment(), "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": str(int(noon.timestamp()))},
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        said = [line for line in (done.stdout + done.stderr).splitlines() if line and not line.startswith("INFO")]
        raise BuildError("\n".join(["The site could not be built. MkDocs said:", *said]))
    return folder / "site"


class _Files(SimpleHTTPRequestHandler):
    """The files of a static site, with the types that a web server gives them."""

    extensions_map = {  # noqa: RUF012 - the base class has it so
        **SimpleHTTPRequestHandler.extensions_map,
        ".ics": "text/calendar; charset=utf-8",
        ".md": "text/markdown; charset=utf-8",
        ".json": "application/json",
        ".xml": "application/xml",
    }

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is that of the base class
        """Print nothing for each request."""


def open_server(site: Path, port: int) -> ThreadingHTTPServer:
    """A server for the site on 127.0.0.1, listening but not yet serving.

    Raises BuildError when the port is taken.
    """
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), partial(_Files, directory=str(site)))
    except OSError as error:
        raise BuildError(
            f"Port {port} of 127.0.0.1 cannot be used ({error.strerror}). Choose another with --port."
        ) from error
