"""Dates and moments as each language writes them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from release_kit.languages.table import Language


def date_text(when: datetime, row: Language) -> str:
    """A date as the language writes it: 29 February 2024, 2024年2月29日."""
    if row.has_word_edges:
        from babel.dates import format_date

        return format_date(when, "d MMMM y", locale=row.locale)
    return f"{when.year}年{when.month}月{when.day}日"


def era_text(when: datetime, row: Language) -> str:
    """A date by the language's own era, 令和6年2月29日, 中華民國113年2月29日; as usual where it has none."""
    for first, name, before in row.eras:
        if f"{when:%Y-%m-%d}" >= first:
            year = when.year - before
            return f"{name}{'元' if year == 1 else year}年{when.month}月{when.day}日"
    return date_text(when, row)


def moment_text(when: datetime, row: Language) -> str:
    """A date with its time and zone, as an embargo line shows it: in the time of the language's readers."""
    from babel.dates import format_date

    local = when.astimezone(ZoneInfo(row.zone)) if row.zone else when
    offset = local.strftime("%z")
    return row.moment.format(
        date=date_text(local, row),
        weekday=f"（{format_date(local, 'EEEEE', locale=row.locale)}）",
        time=f"{local:%H:%M}",
        offset=f"{offset[:3]}:{offset[3:]}",
    )
