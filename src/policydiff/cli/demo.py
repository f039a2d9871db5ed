"""`policydiff demo`: an example repository, its site, and the site on this machine."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from policydiff.demo.repository import write_repository
from policydiff.demo.site import build_site, open_server
from policydiff.demo.story import ZONE


@click.command
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), default="policydiff-demo")
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DAY",
    help="Write the history as if this were today: the same day gives the same repository.",
)
@click.option("--serve", is_flag=True, help="Show the site on 127.0.0.1 until you press Ctrl-C.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port for --serve.")
@click.pass_obj
def command(directory: Path, folder: Path, today: datetime | None, serve: bool, port: int) -> None:
    """Write an example repository into DIR, and build its site in DIR/site.

    The example is a privacy policy and a cookie policy with an invented history of three years that ends today. DIR
    must be new or empty; it is policydiff-demo by default.
    """
    repository = directory / folder
    day = today.date() if today else datetime.now(ZONE).date()
    write_repository(repository, day)
    click.echo(f"Wrote the example repository {repository}. Building its site …", err=True)
    site = build_site(repository, day)
    if not serve:
        click.echo(f"The site is in {site}. Look at its history with: policydiff -C {repository} log")
        return
    with open_server(site, port) as server:
        click.echo(f"The site is at http://127.0.0.1:{server.server_port}/ until you press Ctrl-C.")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo("Stopped.", err=True)
