"""One policy's plan as it was kept: its parts are read when they are asked for, and made again if they are gone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from policydiff.history.kept_parts import KeptParts
from policydiff.model import ClauseTree, PolicyHistory
from policydiff.publish.policy_plan import PolicyPlan
from policydiff.publish.site import DataFile, Page, PlannedPage
from policydiff.publish.stored_pages import restore_page, store_page
from policydiff.publish.stored_plan import restore_plan, store_plan

PLAN = "plan"
"""The name of the part that has the plan itself."""


class KeptPlan:
    """The plan of one policy in one state, with what is in its pages and files."""

    def __init__(
        self,
        kept: KeptParts,
        scope: str,
        history: PolicyHistory,
        latest: ClauseTree,
        plan_again: Callable[[], PolicyPlan],
    ) -> None:
        self._kept, self._scope, self._history, self._latest = kept, scope, history, latest
        self._plan_again = plan_again
        self._parts: dict[str, str] = {}

    def keep_plan(self, plan: PolicyPlan) -> None:
        """Keep the plan without its contents."""
        self._kept.write([(store_plan(plan), b"")], self._scope, PLAN)

    def keep(self, part: str, items: Sequence[PlannedPage | DataFile], made: Sequence[Page | bytes]) -> None:
        """Keep what was made of some items."""
        said = [
            ([item.address, store_page(each)], each.content.encode("utf-8", "surrogatepass"))
            if isinstance(each, Page)
            else ([item.address, None], each)
            for item, each in zip(items, made, strict=True)
        ]
        self._kept.write(said, self._scope, part)

    def recall(self) -> PolicyPlan | None:
        """The plan, if it was kept."""
        stored = self._kept.read(self._scope, PLAN)
        try:
            return restore_plan(stored[0][0], self._history, self._page, self._content) if stored else None
        except (IndexError, KeyError, TypeError, ValueError):
            return None

    def expect(self, part: str, items: Sequence[PlannedPage | DataFile]) -> bool:
        """Say in which part some items are; whether it was kept."""
        held = self._kept.holds(self._scope, part)
        if held:
            self._parts |= {item.address: part for item in items}
        return held

    def _page(self, address: str) -> Page:
        found = self._find(address)
        try:
            if found is not None:
                content = found[1].decode("utf-8", "surrogatepass")
                return restore_page(found[0], content, self._latest)
        except (TypeError, ValueError):
            pass
        return next(page for page in self._plan_again().pages if page.address == address).make()

    def _content(self, address: str) -> bytes:
        found = self._find(address)
        if found is not None:
            return found[1]
        return next(file for file in self._plan_again().files if file.address == address).content

    def _find(self, address: str) -> tuple[Any, bytes] | None:
        kept = self._kept.read(self._scope, self._parts.get(address, "")) or ()
        return next(((said[1], content) for said, content in kept if said[0] == address), None)
