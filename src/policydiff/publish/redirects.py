"""Pages that lead from the addresses a policy had to those it has."""

from __future__ import annotations

from policydiff.publish.site import Redirect
from policydiff.publish.subject import Subject
from policydiff.publish.templating import fill


def redirect(subject: Subject, address: str, target: str) -> Redirect:
    """A page without JavaScript of its own that leads on."""
    url = subject.addresses.link(address, target)
    canonical = subject.facts.url + subject.addresses.url_of(target).removeprefix("./") if subject.facts.url else ""
    return Redirect(address, target, str(fill("redirect.html", subject=subject, url=url, canonical=canonical)))
