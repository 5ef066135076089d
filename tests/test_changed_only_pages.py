"""Pages that hear only what changed show what their link shows."""

import asyncio
from typing import ClassVar

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.bench.servers import APP, serve
from tests.bench.wire import Heard, Path, Visitor

READ = {"heading", "markdown", "metric", "text", "table", "alert", "bidi_component"}


class Reader(Visitor):
    """A visitor who notes of what kind everything is that was ever drawn, by its name."""

    kinds: ClassVar[dict[str, str]] = {}

    def _take(self, message: ForwardMsg, heard: Heard) -> bool:
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        self.kinds[message.hash] = kind or "box"
        return super()._take(message, heard)

    def read(self) -> dict[Path, str]:
        """Return what stands where, but for controls, which remember how they came to be."""
        return {at: name for at, name in self.places.items() if self.kinds[name] in READ}


@pytest.mark.parametrize("page", ["", "collateral", "margin", "settlement", "compare", "calls"])
def test_a_page_after_changes_reads_like_the_page_that_its_link_opens(page: str) -> None:
    async def visit(url: str) -> tuple[Reader, Reader]:
        here = Reader(url, page)
        await here.open()
        heard = []
        for key in list(here.sliders)[:3]:
            heard += [(await here.step(key, way)).messages for way in (1, 1, -1, 1)]
        there = Reader(url, page, here.query)
        first = await there.open()
        assert min(heard) < first.messages / 2
        await here.close()
        await there.close()
        return here, there

    with serve(APP) as app:
        here, there = asyncio.run(visit(app.url))
    assert len(here.read()) > 10
    assert here.read() == there.read()


class Listener(Visitor):
    """A visitor who notes what the address bar is told."""

    told: ClassVar[list[str]] = []

    def _take(self, message: ForwardMsg, heard: Heard) -> bool:
        if message.HasField("page_info_changed"):
            self.told.append(message.page_info_changed.query_string)
        return super()._take(message, heard)


def test_the_address_is_told_again_where_the_browser_spoke_before_it_heard() -> None:
    """A change and its undoing at once: the second is asked with the address of before both."""

    async def visit(url: str) -> tuple[str, str]:
        visitor, key = Listener(url, "settlement", "v=1"), "control.settlement.recycle"
        await visitor.open()
        await visitor.step(key, -1)
        changed, visitor.query = visitor.query, "v=1"
        Listener.told.clear()
        await visitor.step(key, 1)
        await visitor.close()
        return changed, visitor.query

    with serve(APP) as app:
        changed, back = asyncio.run(visit(app.url))
    assert changed != back == "v=1"
    assert Listener.told == ["v=1"]


def test_an_address_of_before_takes_nothing_back() -> None:
    """A browser that has not heard the newest address yet asks for a run without a change."""

    async def visit(url: str) -> str:
        visitor, key = Visitor(url, "settlement", "v=1"), "control.settlement.recycle"
        await visitor.open()
        await visitor.step(key, -1)
        visitor.query = "v=1"
        await visitor.again()
        await visitor.step(key, -1)
        await visitor.close()
        return visitor.query

    with serve(APP) as app:
        assert asyncio.run(visit(app.url)) == "v=1&r=93"
