"""The words of a record: times, days, numbers, lists and the names of States, as the United Nations writes them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

_THE = (
    "Bahamas", "Central African", "Comoros", "Congo", "Democratic", "Dominican", "European Union", "Gambia", "Holy See",
    "Islamic Republic", "Kingdom of", "Lao People", "Maldives", "Marshall", "Netherlands", "Niger", "Philippines",
    "Plurinational", "Republic of", "Russian", "Solomon", "State of", "Sudan", "Syrian", "United",
)  # fmt: skip
"""What the names that take an article begin with; `Nigeria` and `Niger` are told apart by the word's end."""


def on_one_line(text: str) -> str:
    """A text without what is not printed: line breaks, tabs and control characters are single spaces."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def with_article(name: str) -> str:
    """A State's name as it stands in a sentence: `the Russian Federation`, `China`."""
    takes = any(name == one or name.startswith((one + " ", one + "'")) for one in _THE) or name.startswith("Lao People")
    return f"the {name}" if takes else name


def clock_time(at: float, offset_minutes: int = 0) -> str:
    """A time of day as a record has it: `10.05 a.m.`, `3 p.m.`, `12 noon`."""
    then = _moment(at, offset_minutes)
    if then.minute == 0 and then.hour in (0, 12):
        return "12 noon" if then.hour else "12 midnight"
    hour, half = (then.hour - 1) % 12 + 1, "a.m." if then.hour < 12 else "p.m."
    return f"{hour}.{then.minute:02} {half}" if then.minute else f"{hour} {half}"


def _moment(at: float, offset_minutes: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=at, minutes=offset_minutes)


_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day(at: float, offset_minutes: int = 0) -> str:
    """A day as a record has it: `Saturday, 21 November 2026`."""
    then = _moment(at, offset_minutes)
    return f"{_DAYS[then.weekday()]}, {then.day} {_MONTHS[then.month - 1]} {then.year}"


def duration(seconds: float) -> str:
    """A length of time in words: `1 minute 30 seconds`."""
    whole = round(seconds)
    parts = ((whole // 3600, "hour"), (whole % 3600 // 60, "minute"), (whole % 60, "second"))
    said = [f"{number} {word}{'' if number == 1 else 's'}" for number, word in parts if number]
    return " ".join(said) or "0 seconds"


def ordinal(number: int) -> str:
    """`1st`, `22nd`, `113th`."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def listed(words: Sequence[str]) -> str:
    """Words with commas, and an `and` before the last."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else "none"


def spelt_out(name: str) -> str:
    """An id as a name, where nothing better is known: `el-salvador` as `El Salvador`."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        return name
    return " ".join(one if one in ("of", "the", "and") else one.capitalize() for one in name.split("-"))
