"""Dates and moments as each language writes them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from release_kit.languages.language import Language


def fill_date(pattern: str, row: Language, year: int | str, month: int | str, day: int | str) -> str:
    """A pattern of a row with the parts of a date, the month also by its name."""
    names = row.dates.months
    name = names[int(month) - 1] if names else ""
    return pattern.format(year=year, month=month, day=day, name=name)


def date_text(when: datetime, row: Language) -> str:
    """A date as the language writes it: 29 February 2024, 2024年2月29日."""
    return fill_date(row.dates.date, row, when.year, when.month, when.day)


def era_text(when: datetime, row: Language) -> str:
    """A date by the language's own era, 令和6年2月29日, 中華民國113年2月29日; as usual where it has none."""
    dates = row.dates
    for first, name, before in dates.eras:
        if f"{when:%Y-%m-%d}" >= first:
            year = when.year - before
            shown = dates.first_year if year == 1 else year
            return dates.era.format(era=name, year=shown, month=when.month, day=when.day)
    return date_text(when, row)


def moment_text(when: datetime, row: Language) -> str:
    """A date with its time and zone, as an embargo line shows it: in the time of the language's readers."""
    from babel.dates import format_date

    local = when.astimezone(ZoneInfo(row.dates.zone)) if row.dates.zone else when
    offset = local.strftime("%z")
    return row.dates.moment.format(
        date=date_text(local, row),
        weekday=format_date(local, "EEEEE", locale=row.locale),
        time=f"{local:%H:%M}",
        offset=f"{offset[:3]}:{offset[3:]}",
    )
