"""Writes figures and dates the way the offices write them."""

import datetime as dt

from ui.i18n.words import Words

FEN_PER_YUAN = 100

LOCAL_TIME = dt.timezone(dt.timedelta(hours=8))
"""China has one time zone, without summer time."""


def date_text(day: dt.date | None) -> str:
    """Writes a date as 2026-03-02, and nothing for none."""
    return "" if day is None else day.isoformat()


def moment_text(moment: dt.datetime | None) -> str:
    """Writes a moment as 2026-03-02 14:05, in China's time."""
    return "" if moment is None else moment.astimezone(LOCAL_TIME).strftime("%Y-%m-%d %H:%M")


def count_text(count: int) -> str:
    """Writes a count with its thousands apart: 20,000."""
    return f"{count:,}"


def yuan_text(fen: int) -> str:
    """Writes an amount in yuan, with fen only where there are any: 4,500 or 4,500.50."""
    yuan, rest = divmod(fen, FEN_PER_YUAN)
    return f"{yuan:,}.{rest:02d}" if rest else f"{yuan:,}"


def wage_text(words: Words, low_fen: int | None, high_fen: int | None = None) -> str:
    """Writes a monthly wage or a range of wages, in the unit of the language."""
    if low_fen is None and high_fen is None:
        return words.text("unit.open")
    amounts = [yuan_text(fen) for fen in (low_fen, high_fen) if fen is not None]
    shown = amounts[0] if len(set(amounts)) == 1 else "-".join(amounts)
    return words.text("unit.yuan_per_month", amount=shown)


def percent_text(share: float, digits: int = 1) -> str:
    """Writes a share (0 to 1) as 12.5 %."""
    return f"{share:.{digits}%}"


def distance_text(words: Words, distance_km: float) -> str:
    """Writes a distance in whole kilometres."""
    return words.text("unit.kilometres", distance=f"{distance_km:,.0f}")
