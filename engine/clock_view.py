"""The days of the clock's week on which the banks' rails stand still."""

from datetime import date, timedelta

from engine.clock_records import ClockWeek
from engine.rails import DAY_HOURS, WORKING_DAYS

WEEK_DAYS = 7
WEEKEND, HOLIDAY = "weekend", "holiday"


def closed_days(week: ClockWeek, holidays: frozenset[date]) -> tuple[tuple[int, str], ...]:
    """Return first hour and kind (``weekend`` or ``holiday``) of every closed day of a week.

    Hours count from the week's first midnight. A holiday on a weekend is a weekend.

    >>> from engine import catalogue
    >>> book = catalogue.load()
    >>> closed_days(book.clock_week, book.holidays)
    ((24, 'holiday'), (72, 'weekend'), (96, 'weekend'))
    """
    found = []
    for number in range(WEEK_DAYS):
        day = week.start + timedelta(days=number)
        if day.weekday() not in WORKING_DAYS:
            found.append((number * DAY_HOURS, WEEKEND))
        elif day in holidays:
            found.append((number * DAY_HOURS, HOLIDAY))
    return tuple(found)
