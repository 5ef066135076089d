"""What the buttons and choosers of the frame do; they remember through ``pages.ui.state``."""

from engine import link
from engine.codes import INSTRUMENTS
from engine.scenario import ASSETS, get, replace
from pages.ui import catalog, state


def steps(direction: str) -> int:
    """Return how many steps can be taken back ("past") or again ("future")."""
    return len(state.recall(direction, ()))


def undo() -> None:
    """Take back the last step."""
    _travel("past", "future")


def redo() -> None:
    """Take the step again that was taken back."""
    _travel("future", "past")


def _travel(source: str, target: str) -> None:
    if not steps(source):
        return
    state.set_beside(**dict.fromkeys(state.CLAIMED, ""))
    *rest, new = state.recall(source, ())
    state.keep(target, [*state.recall(target, ()), state.scenario()])
    state.keep(source, rest)
    state.keep("scenario", new)
    state.keep("burst", ("", 0.0))


def reset(to: str) -> None:
    """Go to the baseline's settings, or to the default scenario."""
    book, base = catalog.book(), state.scenario().firm.base
    default = link.read("", book.controls).scenario
    target = book.presets[base].scenario if to == "baseline" else default
    state.adopt(replace(target, "firm.base", base))


def choose_preset(chosen: str | None) -> None:
    """Take a preset's settings and keep the baseline."""
    presets = catalog.book().presets
    if chosen is not None and chosen in presets:
        base = state.scenario().firm.base
        state.adopt(replace(presets[chosen].scenario, "firm.base", base))


def open_link(key: str) -> None:
    """Open the link that was pasted, of this or any other instance."""
    text = str(state.recall(key, "")).strip()
    if not text:
        return
    reading = link.read_text(text, catalog.book().controls)
    state.adopt(reading.scenario)
    state.keep("notices", reading.notices)
    state.keep("beside", dict(reading.beside))
    state.keep(key, "")
    state.keep("wanted_page", reading.page)
    state.keep("opened", True)  # noqa: FBT003 - a value to remember
    if reading.lang:
        state.speak(reading.lang)


def taken(name: str) -> object:
    """Return what is remembered under a name, once."""
    found: object = state.recall(name, None)
    state.keep(name, None)
    return found


def shown_assets() -> tuple[str, ...]:
    """Return the assets whose share is on the page: held ones and those added by hand."""
    now = state.scenario()
    held = {code for code in ASSETS if get(now, f"collateral.mix.{code}")}
    shown = state.recall("mix_shown", frozenset()) | held
    state.keep("mix_shown", shown)
    return tuple(code for code in ASSETS if code in shown)


def show_asset(key: str) -> None:
    """Put the chosen asset on the page."""
    chosen = state.recall(key, None)
    if chosen in ASSETS:
        state.keep("mix_shown", state.recall("mix_shown", frozenset()) | {chosen})
    state.keep(key, None)


def withdraw(chosen: list[str] | None) -> None:
    """Take the instruments to withdraw from their buttons, in the order of the link."""
    state.move("rules.without", tuple(code for code in INSTRUMENTS if code in (chosen or ())))
