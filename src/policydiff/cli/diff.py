"""`policydiff diff`: the changes between two editions, or between any two files."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

import click

from policydiff.clauses import decode_source, parse_clauses
from policydiff.cli.lookup import find_policy
from policydiff.compare import compile_chronicle
from policydiff.compare.answer import comparison_to_data
from policydiff.compare.chronicle import check_aliases, compare_alone, compare_editions, with_next_edition
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
    if len(names) == 2:
        answer = _compare_files(directory, *names)
    elif len(names) == 3:
        answer = _compare_editions(directory, *names)
    else:
        raise click.UsageError("Give two files, or a policy and two editions: POLICY OLD NEW.")
    if as_json:
        data = comparison_to_data(answer.comparison, answer.policy, answer.old, answer.new)
        click.echo(json.dumps(data, ensure_ascii=False))
    else:
        from policydiff.cli.diff_view import print_comparison

        print_comparison(answer.comparison, answer.old_name, answer.new_name)
    return int(exit_code and has_changed_words(answer.comparison))


@dataclass(frozen=True, slots=True)
class _Answer:
    """A comparison, and which two texts it is of."""

    comparison: Comparison
    policy: str
    old: object
    new: object
    old_name: str
    new_name: str


def _compare_files(directory: Path, old: str, new: str) -> _Answer:
    comparison = compare_alone(_read_file(directory, old), _read_file(directory, new))
    return _Answer(comparison, Path(new).stem, old, new, old, new)


def _compare_editions(directory: Path, policy: str, old: str, new: str) -> _Answer:
    found = find_policy(directory, policy)
    texts = [found.text(old), found.text(new)]
    history = found.history
    numbers: list[int] = []
    for text in texts:
        if text.edition is None:
            history = with_next_edition(history, text.source)
        numbers.append(text.edition.number if text.edition else len(history.editions))
    history = replace(history, editions=history.editions[: max(numbers)])
    comparison = compare_editions(compile_chronicle(history), *numbers)
    sides = [text.edition.number if text.edition else text.commit or "draft" for text in texts]
    return _Answer(comparison, history.slug, sides[0], sides[1], texts[0].name, texts[1].name)


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
