"""The plans of policies: those kept of an earlier build where nothing changed, else made, by every processor."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache, cached_property, partial
from typing import TypeVar

from policydiff.compare import compile_chronicle
from policydiff.history import GitRepository
from policydiff.history.kept import Kept
from policydiff.history.kept_parts import KeptParts
from policydiff.mkdocs.kept_plan import PLAN, KeptPlan
from policydiff.mkdocs.progress import tell_log
from policydiff.mkdocs.skeleton import ARCHIVED
from policydiff.model import ClauseTree, PolicyHistory
from policydiff.parallel import count_processors, do_all
from policydiff.publish.context import Context
from policydiff.publish.plan import join_plans
from policydiff.publish.policy_plan import PolicyPlan, plan_policy
from policydiff.publish.scope import name_scopes
from policydiff.publish.site import DataFile, Page, Plan, PlannedPage
from policydiff.recent import forget_policy

Item = PlannedPage | DataFile
Some = TypeVar("Some")

_MADE_BY = ("publish", "mkdocs")
_MADE_WITH = ("jinja2", "markupsafe", "babel", "icalendar")
_WORTHWHILE = 2
"""So many policies for each processor: with fewer, what is to be written of them is shared out better."""
_NEIGHBOURS = 25
_FILES = 125
"""Files are small, and the documents of a feed share their entries."""


@dataclass(frozen=True)
class Portion:
    """Neighbours among what a site writes: they have most in common, and are made and kept together."""

    items: Sequence[Item]
    keep: Callable[[Sequence[Page | bytes]], None] | None = None
    """Takes what was made of the items, for the next build."""

    def make(self) -> Sequence[Page | bytes]:
        """The pages, and the contents of the files."""
        made = [make_item(item) for item in self.items]
        if self.keep:
            self.keep(made)
        return made


@dataclass(frozen=True)
class PolicyPlans:
    """The plans of all policies of a site, and the portions in which their pages and files are written."""

    context: Context
    latest: Mapping[str, ClauseTree]
    """The text of each policy's latest edition, by its slug."""
    kept: KeptParts | None
    """Where finished portions are kept for the next build, if anywhere."""

    def make(self) -> tuple[list[PolicyPlan], list[Portion]]:
        """Both, in the order of the policies."""
        known = {history.slug: self._recall(history) for history in self.context.histories}
        missing = [history for history in self.context.histories if known[history.slug] is None]
        if self.kept:
            for history in self._make_ahead(missing):
                known[history.slug] = self._recall(history)
        plans, portions = [], []
        for history in self.context.histories:
            plan, found = known[history.slug] or self._plan(history)
            plans.append(plan)
            portions += found
        if self.kept:
            self.kept.forget({self._scopes[plan.news.slug]: self._parts_of(plan) for plan in plans})
        return plans, portions

    @cached_property
    def _scopes(self) -> Mapping[str, str]:
        return name_scopes(self.context)

    def _plan(self, history: PolicyHistory) -> tuple[PolicyPlan, list[Portion]]:
        plan = self._compile(history)
        if self.kept is None:
            return plan, [Portion(items) for _, items in self._divide(plan)]
        keeper = self._keeper(self.kept, history)
        first, *more = self._divide(plan)

        def keep_first(made: Sequence[Page | bytes]) -> None:
            keeper.keep(*first, made)
            keeper.keep_plan(plan)

        return plan, [
            Portion(first[1], keep_first),
            *(Portion(items, partial(keeper.keep, name, items)) for name, items in more),
        ]

    def _recall(self, history: PolicyHistory) -> tuple[PolicyPlan, list[Portion]] | None:
        if self.kept is None:
            return None
        keeper = self._keeper(self.kept, history)
        plan = keeper.recall()
        if plan is None:
            return None
        portions = []
        for name, items in self._divide(plan):
            held = keeper.expect(name, items)
            portions.append(Portion(items, None if held else partial(keeper.keep, name, items)))
        return plan, portions

    def _make_ahead(self, missing: Sequence[PolicyHistory]) -> Sequence[PolicyHistory]:
        """Make and keep whole policies, each by one process, as long as there is enough for every processor."""
        processes = count_processors()
        fair = sum(len(history.editions) for history in missing) / processes
        shared = [history for history in missing if len(history.editions) <= fair]
        shared.sort(key=lambda history: -len(history.editions))

        def make(number: int) -> None:
            for portion in self._plan(shared[number])[1]:
                portion.make()
            forget_policy()

        if len(shared) < _WORTHWHILE * processes:
            return ()
        do_all(make, len(shared), processes, tell_log("Comparing editions"))
        return shared

    def _parts_of(self, plan: PolicyPlan) -> Set[str]:
        return {PLAN, *(name for name, _ in self._divide(plan))}

    def _divide(self, plan: PolicyPlan) -> Iterator[tuple[str, Sequence[Item]]]:
        """All items of a plan in portions, with their names. Files come first, for they take longest."""
        kinds: tuple[tuple[str, Sequence[Item], int], ...] = (
            ("files", [file for file in plan.files if not file.daily], _FILES),
            (f"files-{self.context.today[plan.news.slug]}", [file for file in plan.files if file.daily], _FILES),
            ("few", [page for page in plan.pages if page.kind not in ARCHIVED], _NEIGHBOURS),
            ("pages", [page for page in plan.pages if page.kind in ARCHIVED], _NEIGHBOURS),
        )
        for kind, items, most in kinds:
            for number, neighbours in enumerate(divide(items, most)):
                yield f"{kind}-{number}", neighbours

    def _keeper(self, kept: KeptParts, history: PolicyHistory) -> KeptPlan:
        again = cache(partial(self._compile, history))
        return KeptPlan(kept, self._scopes[history.slug], history, self.latest[history.slug], again)

    def _compile(self, history: PolicyHistory) -> PolicyPlan:
        return plan_policy(compile_chronicle(history), self.context)


def find_kept(repository: GitRepository) -> KeptParts | None:
    """Where the portions of a repository's sites are kept, if anywhere."""
    return Kept(repository).parts(_MADE_BY, _MADE_WITH)


def make_plan(policies: PolicyPlans, *, start: bool) -> tuple[Plan, list[Portion]]:
    """The plan of a site, and all portions of it: those of policies, and what tells of all of them.

    `start` asks for a start page. Raises PolicyError when two things would stand at one address.
    """
    plans, portions = policies.make()
    plan = join_plans(plans, policies.context, start=start)
    own = {id(item) for portion in portions for item in portion.items}
    common = [file for file in plan.files if id(file) not in own]
    return plan, [*(Portion(items) for items in divide(common)), *portions]


def make_item(item: Item) -> Page | bytes:
    """The page, or the content of the file."""
    return item.make() if isinstance(item, PlannedPage) else item.content


def divide(items: Sequence[Some], most: int = _FILES) -> Iterator[Sequence[Some]]:
    """Neighbours together, in their order."""
    for start in range(0, len(items), most):
        yield items[start : start + most]
