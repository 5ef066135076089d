"""Many visitors at once, each changing a control every two seconds.

The time between the changes of a visitor is fixed, counted from change to change, and visitors
begin at random moments of their first period; one whose answer takes longer sends its next
change as soon as the answer is there. A rerun counts from the message sent until the message that
the run has ended is heard, through the websocket, as in a browser.
"""

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from time import perf_counter

import pytest

from engine import catalogue, link
from engine.link import read
from engine.run import evaluate
from engine.scenario import difference, get
from pages.ui import headlines
from pages.ui.text import words
from tests.bench.wire import Run, Visitor

PERIOD = 2.0
# Page and slider; each of them has the full frame, and five to seven levers.
PLACES = (("settlement", "settlement.recycle"), ("collateral", "collateral.mix.btc"))
FIGURE = "locked"


@dataclass
class Member:
    """One visitor of the crowd: what it moves, what each run took, what went wrong."""

    visitor: Visitor
    path: str
    way: int
    runs: list[Run] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    async def change(self) -> None:
        """Move the slider one step; note the failure if there is one."""
        try:
            self.runs.append(await self.visitor.step(f"control.{self.path}", self.way))
        except Exception as error:
            self.errors.append(repr(error))

    async def live(self, until: float) -> None:
        """Change every ``PERIOD`` seconds until the end."""
        due = perf_counter() + random.uniform(0, PERIOD)  # noqa: S311
        while due < until:
            await asyncio.sleep(max(0.0, due - perf_counter()))
            await self.change()
            due = max(due + PERIOD, perf_counter())

    def lost(self) -> str:
        """Say what the page no longer holds of what was set; "" if it holds everything."""
        book, text = catalogue.load(), words("en")
        now = read(self.visitor.query, book.controls).scenario
        first = read("", book.controls).scenario
        set_to = self.visitor.value(f"control.{self.path}")
        moved = {path.partition(".mix")[0] for path in difference(first, now)}
        if get(now, self.path) != pytest.approx(set_to):
            return f"{self.path} is {get(now, self.path)} in the address bar, not {set_to}"
        if moved - {self.path.partition(".mix")[0]}:
            return f"{sorted(moved)} moved, not {self.path} alone"
        value = float(evaluate(now, book).scenario.headline[FIGURE])
        right = headlines.written(FIGURE, value, text)
        shown = self.visitor.figures.get(text(f"headline.{FIGURE}"))
        return "" if shown == right else f"the page shows {shown}, not {right}"


def member(url: str, place: int) -> Member:
    """Return a visitor on one of the pages, with sliders going up or down."""
    page, path = PLACES[place % len(PLACES)]
    query = link.write(
        read("", catalogue.load().controls).scenario, catalogue.load().controls, "en"
    )
    cookie = {"Cookie": f"plumbline=visitor-{place}"}  # without one, all go to one replica
    return Member(Visitor(url, page, query, cookie), path, 1 if place % 4 < len(PLACES) else -1)


async def gather(urls: Sequence[str], count: int) -> list[Member]:
    """Open so many pages, a few at a time, spread over the addresses."""
    members = [member(urls[place % len(urls)], place) for place in range(count)]
    gate = asyncio.Semaphore(4)

    async def enter(one: Member) -> None:
        async with gate:
            await one.visitor.open()

    await asyncio.gather(*(enter(one) for one in members))
    return members


async def leave(members: Sequence[Member]) -> None:
    """Close every page."""
    await asyncio.gather(*(one.visitor.close() for one in members))


async def live(members: Sequence[Member], seconds: float) -> None:
    """Let all of them change their control for a while."""
    until = perf_counter() + seconds
    await asyncio.gather(*(one.live(until) for one in members))


def errors(members: Sequence[Member]) -> list[str]:
    """Return what went wrong, with the scenarios that were lost."""
    return [
        said for one in members for said in (*one.errors, one.lost() if one.runs else "") if said
    ]
