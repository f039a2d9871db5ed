"""`policydiff diff`: the changes between two editions, or between any two files."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import click

from policydiff.clauses import decode_source, parse_clauses
from policydiff.cli.lookup import find_policy
from policydiff.cli.today import today_option
from policydiff.compare import EMPTY_TREE, compile_chronicle
from policydiff.compare.answer import comparison_to_data
from policydiff.compare.chronicle import check_aliases, compare_alone, compare_editions, with_next_edition
from policydiff.compare.knock_on import KnockOn, find_knock_on
from policydiff.desk import CheckedFile
from policydiff.history import ChosenText
from policydiff.model import ClauseTree, Comparison, PolicyHistory


@click.command
@click.argument("names", metavar="[POLICY [OLD NEW] | OLD.md NEW.md]", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print the answer for programs; the same as --format json.")
@click.option(
    "--format", "form", type=click.Choice(("terminal", "json", "markdown", "html")), default="terminal",
    help="markdown is a comment for a merge request, html a complete file; both are for review.",
)  # fmt: skip
@click.option("--exit-code", is_flag=True, help="Exit with 1 when the words of the two texts differ.")
@today_option
@click.pass_obj
def command(
    directory: Path, names: tuple[str, ...], as_json: bool, form: str, exit_code: bool, today: date | None
) -> int:
    """Show what changed between two editions of POLICY, or between two files.

    OLD and NEW are edition numbers, ISO dates (the edition in force that day), `draft`, or git revisions. With POLICY
    alone the draft is compared with the latest edition, and without it the drafts of all policies of the site are.
    """
    form = "json" if as_json else form
    if len(names) < 2:
        return _show_drafts(directory, names, form, exit_code, today)
    if len(names) == 2:
        answer = _compare_files(directory, *names)
    elif len(names) == 3:
        answer = _compare_editions(directory, *names)
    else:
        raise click.UsageError("Give two files, or a policy and two editions: POLICY OLD NEW.")
    if form == "json":
        click.echo(json.dumps(_as_data(answer), ensure_ascii=False))
    elif form == "terminal":
        _print(answer)
    else:
        from policydiff.cli.review import print_reviews, review_of

        names_of = answer.policy, answer.old_name, answer.new_name
        print_reviews([review_of(*names_of, answer.comparison, answer.knock_on)], form)
    return int(exit_code and has_changed_words(answer.comparison))


def _show_drafts(directory: Path, names: tuple[str, ...], form: str, exit_code: bool, today: date | None) -> int:
    """The drafts of the policies that differ from their latest editions."""
    from policydiff.cli.review import changed_drafts, print_reviews
    from policydiff.desk import review_draft

    drafts = changed_drafts(directory, names)
    answers = [_compare_draft(directory, checked) for checked in drafts]
    if form == "json":
        data = [_as_data(answer) for answer in answers]
        click.echo(json.dumps(data[0] if names and data else data, ensure_ascii=False))
    elif form == "terminal":
        for place, answer in enumerate(answers):
            click.echo("\n" if place else "", nl=False)
            if len(answers) > 1:
                click.secho(answer.policy, bold=True)
            _print(answer)
        if not answers:
            click.echo("The words of no draft differ from those of the latest edition.")
    else:
        reviews = [
            review_draft(checked, answer.comparison, answer.knock_on, today)
            for checked, answer in zip(drafts, answers, strict=True)
        ]
        print_reviews(reviews, form)
    return int(exit_code and any(has_changed_words(answer.comparison) for answer in answers))


def _as_data(answer: _Answer) -> dict[str, object]:
    return comparison_to_data(answer.comparison, answer.policy, answer.old, answer.new, answer.knock_on)


def _print(answer: _Answer) -> None:
    from policydiff.cli.diff_view import Seen, print_comparison

    print_comparison(Seen(answer.comparison, *answer.trees, answer.old_name, answer.new_name, answer.knock_on))


@dataclass(frozen=True, slots=True)
class _Answer:
    """A comparison, and which two texts it is of."""

    comparison: Comparison
    trees: tuple[ClauseTree, ClauseTree]
    policy: str
    old: object
    new: object
    old_name: str
    new_name: str
    knock_on: tuple[KnockOn, ...]


def _compare_files(directory: Path, old: str, new: str) -> _Answer:
    trees = _read_file(directory, old), _read_file(directory, new)
    comparison = compare_alone(*trees)
    return _Answer(comparison, trees, Path(new).stem, old, new, old, new, find_knock_on(*trees, comparison))


def _compare_draft(directory: Path, checked: CheckedFile) -> _Answer:
    """A draft against the latest edition, or against nothing where the policy was never posted."""
    assert checked.draft is not None
    if checked.draft.history:
        return _compare_editions(directory, str(checked.file.resolve()), str(checked.latest.number), "draft")
    tree = parse_clauses(checked.source)
    check_aliases(tree, checked.name)
    trees = EMPTY_TREE, tree
    return _Answer(compare_alone(*trees), trees, checked.draft.policy, None, "draft", "nothing", "the draft", ())


def _compare_editions(directory: Path, policy: str, old: str, new: str) -> _Answer:
    found = find_policy(directory, policy)
    texts = [found.text(old), found.text(new)]
    history, numbers = _line_up(found.history, *texts)
    chronicle = compile_chronicle(history)
    comparison = compare_editions(chronicle, *numbers)
    trees = chronicle.trees[numbers[0] - 1], chronicle.trees[numbers[1] - 1]
    knock_on = find_knock_on(*trees, comparison)
    sides = [text.edition.number if text.edition else text.commit or "draft" for text in texts]
    return _Answer(comparison, trees, found.history.slug, sides[0], sides[1], texts[0].name, texts[1].name, knock_on)


def _line_up(history: PolicyHistory, old: ChosenText, new: ChosenText) -> tuple[PolicyHistory, tuple[int, int]]:
    """A history that has both texts, and their places in it: two editions as they are, and a draft behind the latest.

    Any other revision stands right beside the text it is compared with, as if it had been posted then: what came later
    has no say in what differs.
    """
    if old.edition and new.edition:
        numbers = old.edition.number, new.edition.number
        return replace(history, editions=history.editions[: max(numbers)]), numbers
    if old.edition and not new.commit:
        return with_next_edition(history, new.source), (old.edition.number, len(history.editions) + 1)
    earlier = old.edition.number if old.edition else new.edition.number - 1 if new.edition else len(history.editions)
    lined_up = list(history.editions[:earlier])
    for text in (new,) if old.edition else (old, new):
        as_posted = replace(history.latest, number=earlier + 1, source=text.source, omitted=False, commit=text.commit)
        lined_up.append(text.edition or as_posted)
    return replace(history, editions=tuple(lined_up)), (len(lined_up) - 1, len(lined_up))


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
