"""`policydiff diff`: the changes between two editions, or between any two files."""

from __future__ import annotations

import json
from pathlib import Path

import click

from policydiff.clauses import decode_source, parse_clauses
from policydiff.compare.answer import comparison_to_data
from policydiff.compare.chronicle import check_aliases, compare_alone
from policydiff.model import ClauseTree, Comparison


@click.command
@click.argument("names", metavar="OLD.md NEW.md | POLICY OLD NEW", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print the answer for programs.")
@click.option("--exit-code", is_flag=True, help="Exit with 1 when the words of the two texts differ.")
@click.pass_obj
def command(directory: Path, names: tuple[str, ...], as_json: bool, exit_code: bool) -> int:
    """Show what changed between two editions of POLICY, or between two files.

    OLD and NEW are edition numbers, ISO dates (the edition in force that day), `draft`, or git revisions.
    """
    if len(names) != 2:
        raise click.UsageError("Give two files, or a policy and two editions: POLICY OLD NEW.")
    old_tree, new_tree = (_read_file(directory, name) for name in names)
    comparison = compare_alone(old_tree, new_tree)
    if as_json:
        data = comparison_to_data(comparison, names[1], names[0], names[1])
        click.echo(json.dumps(data, ensure_ascii=False))
    else:
        from policydiff.cli.diff_view import print_comparison

        print_comparison(comparison, names[0], names[1])
    return int(exit_code and has_changed_words(comparison))


def has_changed_words(comparison: Comparison) -> bool:
    """Whether anything but the markup differs."""
    return any(change.kinds != ("format",) for change in comparison.changes)


def _read_file(directory: Path, name: str) -> ClauseTree:
    try:
        data = (directory / name).read_bytes()
    except OSError as error:
        raise click.FileError(name, error.strerror or "it cannot be read") from None
    tree = parse_clauses(decode_source(data, name))
    check_aliases(tree, name)
    return tree
