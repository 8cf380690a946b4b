"""The type of command line options that take a day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import click

from feltskema.texts import phrase


class Day(click.ParamType[date]):
    """A day written as `2026-11-23`, `23.11.2026` or `23-11-2026`."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        for form in ("%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y"):
            try:
                return datetime.strptime(value, form).date()  # noqa: DTZ007 (a day has no zone)
            except ValueError:
                continue
        self.fail(phrase("export.no-day", value=value), param, ctx)
