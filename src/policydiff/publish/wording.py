"""Says things in the language of the site: interface words, counts, days and the days on which an edition applies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property, lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.lists import format_list
from markupsafe import Markup, escape

from policydiff.model import Edition, NoticeRule, Standing
from policydiff.publish.words import CATALOGUES, ENGLISH


@dataclass(frozen=True)
class Wording:
    """The language of a site."""

    language: str = "en"

    @cached_property
    def locale(self) -> Locale:
        """For dates and plurals; plain English is the international one, which puts the day before the month."""
        for name in ("en_001" if self.language == "en" else self.language, self.language.split("-")[0], "en_001"):
            try:
                return Locale.parse(name.replace("-", "_"))
            except (UnknownLocaleError, ValueError):
                continue
        raise AssertionError("babel knows English")

    def say(self, name: str, **values: object) -> Markup:
        """An entry of the catalogue with its values, each escaped unless it is markup already."""
        if not values:
            return _say_alone(self.language, name)
        # `Markup.format` does the same at five times the cost.
        entry = _find_entry(self.language, name)
        return Markup(entry.format(**{key: escape(value) for key, value in values.items()}))

    def english(self, words: str) -> Markup:
        """Words that are English whatever the language of the site, as the sentences of findings, and said to be so."""
        marked = Markup('<span lang="en">{}</span>') if self.language.split("-")[0] != "en" else Markup("{}")
        return marked.format(words) if words else Markup("")

    def raw(self, name: str) -> str:
        """An entry with its places for values, as a script fills it in."""
        return catalogue_of(self.language).get(name) or ENGLISH[name]

    def count(self, name: str, n: int) -> Markup:
        """An entry that has a number, in the right plural form."""
        return self.say(_find_form(self, name, n), n=n)

    def plain(self, name: str, **values: object) -> str:
        """An entry as text, for a title or an attribute that is escaped later."""
        return str(self.say(name, **values).unescape()) if values else _say_plainly(self.language, name)

    def day(self, day: date) -> Markup:
        """A calendar day in words, marked up for machines."""
        return Markup(f'<time datetime="{day.isoformat()}">{escape(self.day_text(day))}</time>')

    def day_text(self, day: date) -> str:
        """A calendar day in words."""
        return _write_day(self.locale, day)

    def weekday_text(self, day: date) -> str:
        """A calendar day in words, with the day of the week."""
        return str(format_date(day, "full", locale=self.locale))

    def rule(self, rule: NoticeRule) -> str:
        """A notice rule in words."""
        if not rule.days:
            return self.plain("rule.on_posting")
        return str(self.count("rule.business" if rule.business else "rule.days", rule.days).unescape())

    def counts(self, counts: dict[str, int]) -> list[Markup]:
        """The numbers that are not zero."""
        return [self.count(f"count.{kind}", n) for kind, n in counts.items() if n]

    def join(self, names: list[str]) -> str:
        """`a, b and c`."""
        return _join(self.locale, tuple(names)) if names else ""

    def applies(self, standing: Standing, edition: Edition, today: date) -> Markup:
        """The days on which an edition applies, in words that stay true until another edition is posted."""
        first, until = standing.in_force_from, standing.in_force_until
        if standing.status == "never in force" or first is None:
            return self.say("never.short")
        if until is not None:
            last = until - timedelta(days=1)
            if last < today:
                if last <= first:
                    return self.say("applied.day", first=self.day(first))
                return self.say("applied.between", first=self.day(first), last=self.day(last))
            return self.say("applies.between", first=self.day(first), last=self.day(last))
        return self.say("applies.since" if first <= today else "applies.from", first=self.day(first))


def catalogue_of(language: str) -> Mapping[str, str]:
    """The words of a language (BCP 47), English where there are none."""
    return CATALOGUES.get(language.split("-")[0].lower(), ENGLISH)


@cache
def _find_entry(language: str, name: str) -> str:
    """An entry of the catalogue, escaped."""
    return str(escape(catalogue_of(language).get(name) or ENGLISH[name]))


@cache
def _say_alone(language: str, name: str) -> Markup:
    """An entry without values."""
    return Markup(_find_entry(language, name).format())


@cache
def _say_plainly(language: str, name: str) -> str:
    """An entry without values, as text."""
    return str(_say_alone(language, name).unescape())


@lru_cache(maxsize=10_000)
def _find_form(wording: Wording, name: str, n: int) -> str:
    """The name of an entry in the plural form for a number."""
    known = catalogue_of(wording.language)
    forms = (f"{name}.{wording.locale.plural_form(n)}", f"{name}.other", name)
    return next(form for form in forms if form in known or form in ENGLISH)


@lru_cache(maxsize=10_000)
def _write_day(locale: Locale, day: date) -> str:
    return str(format_date(day, "long", locale=locale))


@lru_cache(maxsize=10_000)
def _join(locale: Locale, names: tuple[str, ...]) -> str:
    return str(format_list(names, locale=locale))
