"""The links of a policy's own text, as they must be on a page of the site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from policydiff.model import Edition, PolicyHistory
from policydiff.publish.addresses import base_of, below
from policydiff.publish.relink import relink
from policydiff.publish.subject import Subject
from policydiff.recent import keep_recent


def relink_text(subject: Subject, html: str, path: str, page: str) -> str:
    """The links of a text that was at a path of the repository, as they must be on a page."""
    return relink(html, _source(subject, path), subject.addresses.url_of(page), subject.facts.sources.get)


def relink_edition(subject: Subject, sections: Iterable[str], edition: Edition, page: str) -> Iterator[str]:
    """Likewise for the sections of an edition, from which policies are linked as they were when it was posted."""
    url, own = subject.addresses.url_of(page), _source(subject, edition.path)

    def url_then(file: str) -> str | None:
        return url if file == own else _url_then(subject, file, edition.posted) or subject.facts.sources.get(file)

    for html in sections:
        yield relink(html, own, url, url_then) if 'href="' in html or 'src="' in html else html


def _url_then(subject: Subject, file: str, instant: datetime) -> str | None:
    """Where the policy that was in a file at an instant, or ever, is as it was then."""
    ever = None
    for history in _once_in_file(subject).get(file, ()):
        edition = next((each for each in reversed(history.editions) if each.posted <= instant), None)
        if edition is not None:
            there = subject.addresses.url_of(below(base_of(history.slug), "editions", edition.number))
            if _source(subject, edition.path) == file:
                return there
            ever = ever or there
    return ever


@keep_recent
def _once_in_file(subject: Subject) -> Mapping[str, Sequence[PolicyHistory]]:
    """By file of the sources the policies that were ever in it; of several the last counts."""
    found: dict[str, list[PolicyHistory]] = {}
    for history in reversed(subject.all_policies):
        for path in dict.fromkeys((*(edition.path for edition in history.editions), history.path)):
            found.setdefault(_source(subject, path), []).append(history)
    return found


def _source(subject: Subject, path: str) -> str:
    """A path of the repository as one below the folder of the sources."""
    return path.removeprefix(subject.facts.docs_dir and f"{subject.facts.docs_dir}/")
