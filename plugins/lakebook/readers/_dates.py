"""Dates as people write them in decisions -> a date, and whether it was written the ISO way."""

from __future__ import annotations

import datetime
import re

import msgspec

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_YEAR_FIRST = re.compile(r"(\d{4})([/.]?)(\d{2})\2(\d{2})(?!\d)")
_DAY_FIRST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[- .]+([A-Za-z]{3,9})[- .,]+(\d{4})(?!\d)")
_MONTH_DAY = re.compile(r"([A-Za-z]{3,9})\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})(?!\d)")


class WrittenDate(msgspec.Struct, frozen=True):
    """A date and how it was written."""

    date: datetime.date | None
    """None where no day of the calendar could be made out."""
    iso: bool
    """Whether it has the form YYYY-MM-DD; words may follow it."""


def read_date(text: str) -> WrittenDate:
    """The date that *text* starts with.

    ``02/03/2024`` is 2 March, as log4brains has it; ``02/13/2024`` can only be 13 February.
    """
    text = text.strip()
    if match := _ISO.match(text):
        return WrittenDate(_day(*match.groups()), len(match.group()) == 10)
    if match := _YEAR_FIRST.match(text):
        return WrittenDate(_day(match.group(1), match.group(3), match.group(4)), False)
    if match := _DAY_FIRST.match(text):
        first, second, year = match.group(1), match.group(3), match.group(4)
        return WrittenDate(_day(year, second, first) or _day(year, first, second), False)
    if match := _DAY_MONTH.match(text):
        return WrittenDate(_named(match.group(3), match.group(2), match.group(1)), False)
    if match := _MONTH_DAY.match(text):
        return WrittenDate(_named(match.group(3), match.group(1), match.group(2)), False)
    return WrittenDate(None, False)


def _day(year: str, month: str, day: str) -> datetime.date | None:
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _named(year: str, month: str, day: str) -> datetime.date | None:
    short = month[:3].lower()
    return _day(year, str(_MONTHS.index(short) + 1), day) if short in _MONTHS else None
