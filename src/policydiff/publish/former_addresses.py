"""Files for programs at the addresses of a policy's former slugs.

A page that moved can send a browser on; a feed reader, a calendar or a script gets a file or an error. So what one
subscribes to is written at the old addresses too, with the same content: it names the new address itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from policydiff.model import PolicyHistory
from policydiff.publish import calendar
from policydiff.publish.addresses import base_of, below
from policydiff.publish.feeds import FORMATS
from policydiff.publish.site import DataFile

_SUBSCRIBED = frozenset({*(form.file for form in FORMATS), calendar.FILE, "editions.json"})


def at_former_addresses(files: Sequence[DataFile], histories: Sequence[PolicyHistory]) -> Iterator[DataFile]:
    """Copies of what can be subscribed to, wherever a former address is not taken by another policy since."""
    taken = {file.address for file in files}
    bases = {base_of(history.slug) for history in histories}
    for history in histories:
        base = base_of(history.slug)
        inner = [base_of(other.slug) for other in histories if other is not history]
        for file in files:
            if not _belongs(file.address, base, inner) or file.address.rpartition("/")[2] not in _SUBSCRIBED:
                continue
            for slug in history.former_slugs:
                former = base_of(slug)
                address = below(former, file.address[len(base) :].lstrip("/"))
                if former not in bases and former and address not in taken:
                    taken.add(address)
                    yield replace(file, address=address)


def _belongs(address: str, base: str, inner: Sequence[str]) -> bool:
    """Whether a file is below a policy's page and not below that of a policy further inside."""
    if base and not address.startswith(f"{base}/"):
        return False
    return not any(other.startswith(base) and other and address.startswith(f"{other}/") for other in inner)
