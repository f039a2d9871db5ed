"""The option `--today`, shared by the sub-commands."""

from __future__ import annotations

from datetime import date

import click

from policydiff.errors import SettingError
from policydiff.history.message import read_day


class _Day(click.ParamType[date]):
    """A day in ISO form."""

    name = "day"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or a usage error."""
        if isinstance(value, date):
            return value
        try:
            return read_day(str(value), "--today")
        except SettingError:
            self.fail(f"{value!r} is no day. Write it as 2024-05-31.", param, ctx)


today_option = click.option(
    "--today", metavar="DAY", type=_Day(), help="Answer as on DAY (an ISO date) and not as of now."
)
