"""The command line: translates to and from the core, a module for each sub-command."""

from policydiff.cli.main import main

__all__ = ["main"]
