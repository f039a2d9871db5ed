"""The `policydiff` command: finds its sub-commands, and turns our errors into sentences and exit codes."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from typing import Any

import click

from policydiff.errors import PolicydiffError

SUBCOMMANDS: dict[str, str] = {
    "log": "List the editions of a policy with dates, status and counts of changes.",
    "show": "Show the text of a policy as clauses.",
    "diff": "Show what changed between two editions, or between two files.",
    "status": "Compare the draft with the latest edition, and say from when it would apply.",
    "check": "Find what is wrong in a text before it is posted.",
    "init": "Set up a new site in an empty folder.",
    "import": "Turn plain text, HTML or a Word document into a policy.",
    "demo": "Write an example repository and build its site.",
}
"""Name of a sub-command: what it does, in a line. Its module `policydiff.cli.NAME` has a click command `command`."""

_BETWEEN_COLLECTIONS = 50_000
"""So many new objects there are before Python looks for garbage."""


class LazyGroup(click.Group):
    """Imports a sub-command only when it is used, so that none pays for what another needs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The sub-commands in the order in which they are listed."""
        return list(SUBCOMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of a sub-command."""
        if cmd_name not in SUBCOMMANDS:
            return None
        module = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command: click.Command = import_module(f"policydiff.cli.{module}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the sub-commands without importing them."""
        with formatter.section("Commands"):
            if SUBCOMMANDS:
                formatter.write_dl(list(SUBCOMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-C",
    "directory",
    metavar="DIR",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=".",
    help="Work in DIR, as with git -C.",
)
@click.version_option(package_name="policydiff", message="%(prog)s %(version)s")
@click.pass_context
def group(ctx: click.Context, directory: Path) -> None:
    """Editions, dates and redlines of policies that are kept as Markdown in git.

    POLICY is the path of a Markdown file in a git repository, or the slug of a policy of the site. EDITION is an
    edition number, an ISO date (the edition in force that day), `draft`, or a git revision.
    """
    ctx.obj = directory


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; exit status 0 fine, 1 findings, 2 usage or environment error."""
    # A command makes many values and keeps most of them to its end: looking through them again and again is in vain.
    gc.set_threshold(_BETWEEN_COLLECTIONS)
    options: dict[str, Any] = {"args": arguments, "prog_name": "policydiff", "standalone_mode": False}
    try:
        status = group.main(**options)
    except click.exceptions.Exit as stop:
        status = stop.exit_code
    except click.ClickException as error:
        error.show()
        status = 2
    except click.Abort:
        click.echo("policydiff: interrupted", err=True)
        status = 130
    except PolicydiffError as error:
        click.echo(f"policydiff: {error}", err=True)
        status = 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    sys.exit(status if isinstance(status, int) else 0)
