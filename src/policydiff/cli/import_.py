"""`policydiff import`: a text that was kept elsewhere becomes a policy, several dated ones its history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from policydiff.errors import PolicyError
from policydiff.history import GitRepository, current_instant
from policydiff.history.posting import post_file
from policydiff.history.reading import path_in
from policydiff.importing import FORMATS, import_text

_FORMS = sorted(set(FORMATS.values()))


@click.command
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="The Markdown file to write.")
@click.option(
    "--posted", metavar="DATE", multiple=True,
    help="When SOURCE was posted (2024-05-31, or an instant with offset); once for each SOURCE, in the same order.",
)  # fmt: skip
@click.option("--from", "form", type=click.Choice(_FORMS), help="The format, where the name does not say it.")
@click.option("--force", is_flag=True, help="Write over FILE.")
@click.pass_obj
def command(
    directory: Path,
    sources: tuple[Path, ...],
    output: Path | None,
    posted: tuple[str, ...],
    form: str | None,
    force: bool,
) -> None:
    """Turn SOURCE (plain text, HTML or a Word document) into a Markdown policy; print it without -o.

    With --posted, every SOURCE is committed as an edition of FILE, oldest first, so that several dated files become a
    history. Read the result before you publish it: what was not understood is said on stderr.
    """
    days = [_read_posted(text) for text in posted]
    if days and (len(days) != len(sources) or output is None):
        raise click.UsageError("Give --posted once for each SOURCE, and the file with -o.")
    if not days and len(sources) > 1:
        raise click.UsageError("Several files become editions of one policy: say with --posted when each was posted.")
    texts = [_read(directory / source, source, form) for source in sources]
    if output is None:
        click.echo(texts[0], nl=False)
        return
    file = directory / output
    if file.exists() and not force:
        raise click.UsageError(f"{output} is there already. Choose another name, or write over it with --force.")
    if days:
        _post(file, texts, sources, days)
    else:
        _write(file, texts[0])
        click.echo(f"Wrote {output}. Look for what needs a decision: policydiff check {output}")


def _read(file: Path, name: Path, form: str | None) -> str:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise PolicyError(f"{name} cannot be read: {error.strerror}.") from None
    known = form or FORMATS.get(file.suffix.lower())
    if known is None:
        raise click.UsageError(f"The format of {name} is not known by its name: give --from {'|'.join(_FORMS)}.")
    imported = import_text(data, known, str(name))
    for note in imported.notes:
        click.echo(f"policydiff: note: {note}", err=True)
    return imported.markdown


def _post(file: Path, texts: Sequence[str], sources: Sequence[Path], days: Sequence[datetime]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    repository = GitRepository.find(file.parent)
    path = path_in(repository, file)
    for posted, text, source in sorted(zip(days, texts, sources, strict=True), key=lambda each: each[0]):
        if file.is_file() and file.read_text(encoding="utf-8") == text:
            click.echo(f"{source} has the same text as the edition before: no edition was made.")
            continue
        _write(file, text)
        title = f"Edition of {posted:%Y-%m-%d}, imported from {source.name}"
        post_file(repository.root, path, f"{title}\n\nPolicy-Posted: {posted.isoformat()}\n")
        click.echo(f"Committed {source} as the edition posted {posted:%Y-%m-%d}.")


def _write(file: Path, text: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise PolicyError(f"{file} cannot be written: {error.strerror}.") from None


def _read_posted(text: str) -> datetime:
    """An instant; a day alone is its noon in UTC, which is that day in almost every zone."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise click.UsageError(f"{text!r} is no date. Write 2024-05-31 or 2024-05-31T09:00:00+02:00.") from None
    if len(text) == 10:
        instant = instant.replace(hour=12, tzinfo=UTC)
    if instant.tzinfo is None:
        raise click.UsageError(f"{text!r} has no offset. Write 2024-05-31 or 2024-05-31T09:00:00+02:00.")
    if instant > current_instant():
        raise click.UsageError(f"{text} is in the future: an edition is imported when it was posted.")
    return instant
