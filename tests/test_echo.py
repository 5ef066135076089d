"""Stale values that the browser sends along are told from changes that somebody made."""

from collections import deque
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from pages.ui.echo import KEPT, Change, Echoes

NAMES = ("tbill", "btc", "usdc")


def _change(key: str, value: object) -> Change:
    return Change(key, value, print)


def _echoes() -> Echoes:
    """Somebody moved BTC, so that the page set T-bills from 50 to 49."""
    echoes = Echoes()
    echoes.wrote("one")
    assert echoes.due("tbill", 50, 49)
    return echoes


def test_an_echo_beside_a_moving_slider_is_left() -> None:
    stale, moved = _change("tbill", 50), _change("btc", 22)
    for address in ("", "one"):
        assert _echoes().made([stale, moved], {"tbill": 50}, address, acted=False) == [moved]


def test_an_echo_beside_a_button_is_left() -> None:
    assert _echoes().made([_change("tbill", 50)], {"tbill": 50}, "one", acted=True) == []


def test_an_echo_alone_is_left_where_the_browser_has_an_older_address() -> None:
    assert _echoes().made([_change("tbill", 50)], {"tbill": 50}, "", acted=False) == []


def test_one_change_alone_is_taken_even_if_the_value_was_there_before() -> None:
    back = _change("tbill", 50)
    assert _echoes().made([back], {"tbill": 50}, "one", acted=False) == [back]


def test_a_widget_that_has_what_was_set_may_return_to_an_old_value_beside_another() -> None:
    echoes, back, other = _echoes(), _change("tbill", 50), _change("btc", 23)
    assert echoes.made([], {"tbill": 49}, "one", acted=False) == []
    assert echoes.made([back, other], {}, "one", acted=False) == [back, other]


def test_a_new_value_is_taken_and_set_again_after_what_is_on_its_way() -> None:
    echoes, moved = _echoes(), _change("tbill", 47)
    assert echoes.made([moved], {"tbill": 47}, "", acted=False) == [moved]
    assert echoes.due("tbill", 47, 47)
    echoes.end()
    echoes.begin()
    echoes.wrote("two")
    echoes.made([], {"tbill": 49}, "one", acted=False)  # it had arrived on top
    assert echoes.due("tbill", 49, 47)
    echoes.end()
    echoes.begin()
    echoes.made([], {"tbill": 47}, "two", acted=False)
    assert not echoes.due("tbill", 47, 47)


def test_a_widget_moved_by_hand_is_left_alone_where_the_browser_has_the_address() -> None:
    echoes, moved = _echoes(), _change("tbill", 47)
    assert echoes.made([moved], {"tbill": 47}, "one", acted=False) == [moved]
    assert not echoes.due("tbill", 47, 47)


def test_what_a_run_set_that_was_cut_short_is_set_again() -> None:
    echoes = Echoes()
    echoes.begin()
    echoes.first("tbill")
    echoes.begin()  # cut short before it came to this widget
    echoes.begin()
    assert echoes.due("tbill", 50, 50)
    echoes.end()
    echoes.begin()
    assert not echoes.due("tbill", 50, 50)


def test_a_widget_that_is_gone_is_forgotten() -> None:
    echoes = _echoes()
    echoes.made([], {}, "", acted=False)
    assert echoes.under_way == {}


def test_only_the_newest_addresses_are_remembered() -> None:
    echoes = Echoes()
    for number in range(KEPT + 3):
        echoes.wrote(str(number))
    assert list(echoes.addresses) == [str(number) for number in range(3, KEPT + 3)]


@dataclass
class Room:
    """A browser, the page, and what is on its way between them.

    Moving one widget by hand makes the page move the next one as well.
    """

    browser: dict[str, int] = field(default_factory=lambda: dict.fromkeys(NAMES, 0))
    address: str = ""
    truth: dict[str, int] = field(default_factory=lambda: dict.fromkeys(NAMES, 0))
    page: dict[str, int] = field(default_factory=lambda: dict.fromkeys(NAMES, 0))
    echoes: Echoes = field(default_factory=Echoes)
    asks: deque[tuple[dict[str, int], str]] = field(default_factory=deque)
    replies: deque[tuple[dict[str, int], str]] = field(default_factory=deque)

    def act(self, name: str, value: int) -> None:
        """Move a widget by hand; the browser asks."""
        if self.browser[name] != value:
            self.browser[name] = value
            self.asks.append((dict(self.browser), self.address))

    def run(self) -> None:
        """Answer the oldest request."""
        said, address = self.asks.popleft()
        changes = [_change(name, said[name]) for name in NAMES if said[name] != self.page[name]]
        self.page = dict(said)
        self.echoes.begin()
        for made in self.echoes.made(changes, dict(said), address, acted=False):
            self._take(made)
        self._draw()

    def _take(self, made: Change) -> None:
        assert isinstance(made.value, int)
        self.truth[made.key] = made.value
        other = NAMES[(NAMES.index(made.key) + 1) % len(NAMES)]
        self.truth[other] = 1000 + len(self.echoes.addresses)

    def _draw(self) -> None:
        written = repr(sorted(self.truth.items()))
        self.echoes.wrote(written)
        sets = {}
        for name in NAMES:
            if self.echoes.due(name, self.page[name], self.truth[name]):
                sets[name] = self.page[name] = self.truth[name]
        self.echoes.end()
        self.replies.append((sets, written))

    def hear(self) -> None:
        """Let the oldest reply arrive."""
        sets, self.address = self.replies.popleft()
        self.browser |= sets


EVENTS = st.lists(st.sampled_from([*NAMES, "run", "hear"]), max_size=40)


@given(EVENTS)
def test_in_the_end_every_widget_shows_the_truth(events: list[str]) -> None:
    """However requests and replies cross; only the same value twice at once cannot be told."""
    room = Room()
    for number, event in enumerate(events, 1):
        if event in NAMES:
            room.act(event, number)
        elif event == "run" and room.asks:
            room.run()
        elif event == "hear" and room.replies:
            room.hear()
    while room.asks:
        room.run()
    while room.replies:
        room.hear()
    assert room.browser == room.truth


@given(st.lists(st.sampled_from(["tbill", "run", "hear"]), max_size=40))
def test_a_widget_that_is_held_is_never_pulled_back(events: list[str]) -> None:
    room = Room()
    room.act("usdc", 500)  # which moves it from where it was
    room.run()
    room.hear()
    for number, event in enumerate(events, 1):
        if event == "tbill":
            room.act(event, number)
        elif event == "run" and room.asks:
            room.run()
            assert "tbill" not in room.replies[-1][0]
        elif event == "hear" and room.replies:
            room.hear()
