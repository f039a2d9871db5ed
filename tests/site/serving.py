"""A site under `mkdocs serve`, asked for its pages as a browser does, without a network.

`python -m tests.site.serving FOLDER SITE ADDRESS…` is a server that is started anew and asked once.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from wsgiref.util import FileWrapper, setup_testing_defaults

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer


class Server:
    """`mkdocs serve` for a repository; `site` is the folder in which it puts what it serves."""

    def __init__(self, folder: Path, site: Path) -> None:
        self._folder, self.site = folder, site
        config = self._config()
        config.plugins.on_startup(command="serve", dirty=False)
        build(config)
        server = LiveReloadServer(self.rebuild, "127.0.0.1", 0, str(site), "/")
        server.server_close()  # nobody listens
        self._server = config.plugins.on_serve(server, config=config, builder=self.rebuild)

    def rebuild(self) -> None:
        """What the server does after a change on the disk."""
        build(self._config())

    def ask(self, address: str) -> bytes:
        """What it answers."""
        environ: dict[str, Any] = {"PATH_INFO": f"/{address}"}
        setup_testing_defaults(environ)
        said: list[str] = []
        app = self._server.get_app()
        assert app

        def start(status: str, headers: object, error: object = None) -> Callable[[bytes], object]:
            said.append(status)
            return bytes

        answer = app(environ, start)
        content = b"".join(answer)
        if isinstance(answer, FileWrapper):
            answer.close()
        assert said == ["200 OK"], f"{address}: {said}"
        return content

    def files(self, addresses: Iterable[str]) -> dict[str, bytes]:
        """All files of the site after it was asked for some addresses, without what changes with every build."""
        for address in addresses:
            self.ask(address)
        return {
            file.relative_to(self.site).as_posix(): file.read_bytes()
            for file in self.site.rglob("*")
            if file.is_file() and file.suffix != ".gz" and file.name != "specimen.html"
        }

    def _config(self) -> MkDocsConfig:
        return load_config(str(self._folder / "mkdocs.yml"), site_dir=str(self.site), site_url="http://127.0.0.1:8000/")


if __name__ == "__main__":
    Server(Path(sys.argv[1]), Path(sys.argv[2])).files(sys.argv[3:])
