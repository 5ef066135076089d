"""A visitor without a browser: speaks Streamlit's messages over a websocket, as its page does.

It opens a page, keeps what the page's sliders hold, moves one and waits for the run to end. It
remembers large messages and tells the server which it has, as the browser's own script does, so
the bytes it counts are those that a browser gets.
"""

import asyncio
import re
from dataclasses import dataclass, field
from time import perf_counter

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Slider_pb2 import Slider
from websockets.asyncio.client import ClientConnection, connect

OPEN_SECONDS = 60
RUN_SECONDS = 60
Path = tuple[int, ...]
MARKS = re.compile(r":\w+\[|\]|\*\*")


class RunFailedError(RuntimeError):
    """A run of the page showed an exception, or did not end."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took: milliseconds until its end was heard, bytes both ways, and messages."""

    milliseconds: float
    sent: int
    got: int
    messages: int


@dataclass(slots=True)
class Visitor:
    """One tab on one page.

    Attributes
    ----------
    sliders
        The page's sliders by their key, as they stand.
    figures
        The bodies of the page's metrics by their label.
    query
        What stands in the address bar.
    places
        What is drawn, as messages are named, by place.
    """

    url: str
    page: str = ""
    query: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    sliders: dict[str, Slider] = field(default_factory=dict)
    figures: dict[str, str] = field(default_factory=dict)
    places: dict[Path, str] = field(default_factory=dict)
    _known: dict[str, ForwardMsg] = field(default_factory=dict)
    _values: dict[str, list[float]] = field(default_factory=dict)
    _script: str = ""
    _socket: ClientConnection | None = None

    async def open(self) -> Run:
        """Connect and wait for the first run."""
        address = self.url.replace("http", "ws", 1) + "/_stcore/stream"
        self._socket = await connect(
            address,
            subprotocols=["streamlit"],  # type: ignore[list-item]
            max_size=None,
            ping_interval=None,
            open_timeout=OPEN_SECONDS,
            additional_headers=self.headers,
        )
        return await self._run()

    async def close(self) -> None:
        """Leave, as a closed tab does."""
        if self._socket is not None:
            await self._socket.close()
            self._socket = None

    async def move(self, key: str, value: float) -> Run:
        """Put a slider to a value and wait for the run that follows."""
        self._values[self.sliders[key].id] = [value]
        return await self._run()

    async def step(self, key: str, way: int) -> Run:
        """Move a slider one step up or down, the other way at its end."""
        slider = self.sliders[key]
        value = self.value(key) + way * slider.step
        if not slider.min <= value <= slider.max:
            value = self.value(key) - way * slider.step
        return await self.move(key, value)

    async def again(self) -> Run:
        """Ask for the page without a change."""
        return await self._run()

    def value(self, key: str) -> float:
        """Return where a slider stands."""
        return self._values[self.sliders[key].id][0]

    async def _run(self) -> Run:
        assert self._socket is not None
        message = self._message()
        start = perf_counter()
        await self._socket.send(message)
        heard = await asyncio.wait_for(self._hear(), RUN_SECONDS)
        milliseconds = 1000 * (perf_counter() - start)
        return Run(milliseconds, len(message), heard.bytes, heard.messages)

    def _message(self) -> bytes:
        whole = BackMsg()
        run = whole.rerun_script
        run.query_string = self.query
        run.page_name = "" if self._script else self.page
        run.page_script_hash = self._script
        run.cached_message_hashes.extend(self._known)
        for name, values in self._values.items():
            state = run.widget_states.widgets.add()
            state.id = name
            state.double_array_value.data[:] = values
        return bytes(whole.SerializeToString())

    async def _hear(self) -> "Heard":
        """Read until the run has ended."""
        assert self._socket is not None
        heard, ended = Heard(), False
        while not ended:
            data = await self._socket.recv(decode=False)
            heard.bytes += len(data)
            heard.messages += 1
            message = ForwardMsg()
            message.ParseFromString(data)
            ended = self._take(message, heard)
        if heard.part:  # the rest of the page stays as it is
            heard.sliders = self.sliders | heard.sliders
            heard.known = self._known | heard.known
            heard.places = self.places | heard.places
        self.sliders, self._known, self.places = heard.sliders, heard.known, heard.places
        self._values = {s.id: self._values[s.id] for s in self.sliders.values()}
        return heard

    def _take(self, message: ForwardMsg, heard: "Heard") -> bool:
        """Take one message in; return whether it ended the run."""
        kind = message.WhichOneof("type")
        if kind == "new_session":
            heard.begin(part=bool(message.metadata.run.fragment_ids))
        elif kind == "navigation":
            self._script = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind in ("delta", "ref_hash"):
            path = tuple(message.metadata.delta_path)
            whole = self._known[message.ref_hash] if kind == "ref_hash" else message
            heard.places[path] = whole.hash
            if whole.metadata.cacheable:
                heard.known[whole.hash] = whole
            self._draw(whole, heard.sliders)
        elif kind == "script_finished":
            return message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
        return False

    def _draw(self, message: ForwardMsg, sliders: dict[str, Slider]) -> None:
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            msg = f"{self.page or '/'}: {element.exception.message}"
            raise RunFailedError(msg)
        if kind == "metric":
            self.figures[element.metric.label] = MARKS.sub("", element.metric.body)
        if kind == "slider" and element.slider.type == Slider.SLIDER:
            slider = element.slider
            sliders[key_of(slider)] = slider
            if slider.set_value:
                self._values[slider.id] = list(slider.value)
            self._values.setdefault(slider.id, list(slider.default))


@dataclass(slots=True)
class Heard:
    """What came since a change: how much of it, and what the last run drew."""

    bytes: int = 0
    messages: int = 0
    part: bool = False
    sliders: dict[str, Slider] = field(default_factory=dict)
    known: dict[str, ForwardMsg] = field(default_factory=dict)
    places: dict[Path, str] = field(default_factory=dict)

    def begin(self, *, part: bool) -> None:
        """Start over for a run, of the whole page or of a part."""
        self.part = part
        self.sliders, self.known, self.places = {}, {}, {}


def key_of(slider: Slider) -> str:
    """Return the key that the page gave a slider; its id ends with it.

    >>> key_of(Slider(id="$$ID-0f0f-control.firm.share"))
    'control.firm.share'
    """
    return slider.id.split("-", 2)[2]
