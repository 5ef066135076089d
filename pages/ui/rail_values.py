"""What a rail's or calendar's record holds, written for a reader instead of in codes."""

import re

from pages.ui.text import Words

DAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)(\d\d)?\b")
TIME = r"(\d\d:\d\d)"


def written(value: str, words: Words) -> str:
    """Return the value of a record with days, zone and congestion in the reader's language."""
    text = re.sub(r"([\d.]+) h\b", lambda m: words("rail.value.hours", hours=m[1]), value)
    text = re.sub(r"^(.*\S) \(x(\d+)\)$", lambda m: _congested(m, words), text)
    text = re.sub(rf"{TIME} \(-1 d\)", lambda m: words("rail.value.before", time=m[1]), text)
    text = re.sub(rf"\+1 {TIME}", lambda m: words("rail.value.next", time=m[1]), text)
    text = re.sub(rf"{TIME} ET", lambda m: words("rail.value.zone", time=m[1]), text)
    return DAY.sub(lambda m: _day(m, words), text)


def _congested(found: re.Match[str], words: Words) -> str:
    return words("rail.value.congested", hours=found[1], factor=found[2])


def _day(found: re.Match[str], words: Words) -> str:
    name = words(f"day.{found[1]}")
    return words("day.at", day=name, time=f"{found[2]}:00") if found[2] else name
