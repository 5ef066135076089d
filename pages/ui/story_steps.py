"""Where somebody stands in the story, or in a list of pasted links, and how they move on.

The step of the story rides in the address bar, so that the link is the complete state. A list
lives in the session: each of its links is a state of its own.
"""

from typing import cast

from engine import link, pasted, story, story_files
from engine.pasted import Fault
from engine.scenario import difference, replace
from engine.story import Told
from engine.story_records import Step
from pages.ui import catalog, state

LIST, AT, FAULTS = "story.list", "story.at", "story.faults"
ASK, SHOWN = "ask", "shown"
FREE = frozenset({"view.strict", "firm.title"})


def steps() -> tuple[Step, ...]:
    """Return the steps of the story."""
    return story_files.load(catalog.book().folder)


def listed() -> tuple[str, ...]:
    """Return the pasted links that are gone through; none while the story is told."""
    return cast("tuple[str, ...]", state.recall(LIST, ()))


def count() -> int:
    """Return how many steps there are, of the story or of the list."""
    return len(listed()) or len(steps())


def current() -> int:
    """Return the step shown, from 1; the first where the link names none that exists."""
    if listed():
        return int(state.recall(AT, 1))
    asked = state.beside("step")
    known = asked.isascii() and asked.isdigit() and len(asked) <= len("99")
    return int(asked) if known and 1 <= int(asked) <= count() else 1


def unknown() -> str:
    """Return the step that a link names and the story has not, "" where all is well."""
    asked = state.beside("step")
    return asked if asked and not listed() and asked != str(current()) else ""


def go(step: int) -> None:
    """Go to a step and load its scenario; the callback of next and previous."""
    place = max(1, min(count(), step))
    if listed():
        state.keep(AT, place)
        open_link(listed()[place - 1])
        return
    found, now = steps()[place - 1], state.scenario()
    state.adopt(replace(found.scenario, "view.strict", now.view.strict))
    state.keep("notices", ())
    state.set_beside(step=str(place), guess=ASK if state.beside("guess") else "")


def here() -> Step | None:
    """Return the step of the story, None in a list."""
    return None if listed() else steps()[current() - 1]


def told_of(step: Step) -> Told:
    """Return a step worked out from its own links, whatever the scenario is now."""
    return story.tell(step, catalog.book())


def moved(step: Step) -> str:
    """Say where the scenario is: "" at the step's own, "other" at what to try, else "moved"."""
    now = state.scenario()
    if not set(difference(step.scenario, now)) - FREE:
        return ""
    return "moved" if set(difference(step.other, now)) - FREE else "other"


def back() -> None:
    """Return to the scenario of the step and keep the guess."""
    guessed = state.beside("guess")
    go(current())
    state.set_beside(guess=guessed)


def try_other() -> None:
    """Load the scenario that the step suggests, and stay on the step."""
    found = here()
    if found is not None:
        place, strict = str(current()), state.scenario().view.strict
        state.adopt(replace(found.other, "view.strict", strict))
        state.set_beside(step=place)


def hidden(step: Step) -> bool:
    """Whether the finding waits for a guess."""
    return step.ask is not None and state.beside("guess") == ASK


def guess(step: Step) -> pasted.Guess | None:
    """Return the guess that the link carries for a step."""
    return None if step.ask is None else pasted.guess_of(state.beside("guess"), step.ask)


def set_guess(value: str) -> None:
    """Put a guess, ``ASK`` or ``SHOWN`` into the link; the callback of the buttons."""
    state.set_beside(step=str(current()), guess=value)


def take_guess(key: str) -> None:
    """Take the guess from its box, unless it is not on the range that is asked for."""
    found, given = here(), f"{float(state.recall(key, 0)):g}"
    if found and found.ask and pasted.guess_of(given, found.ask) is not None:
        set_guess(given)
    state.note_action()


def set_asking(on: bool) -> None:  # noqa: FBT001 - what a switch says
    """Ask before showing, or not any longer; what is asked is about the step's own scenario."""
    found = here()
    if found is not None and moved(found) == "other":
        back()
    set_guess(ASK if on else "")


def open_link(text: str) -> None:
    """Load the scenario of one link and say what it could not be followed in."""
    reading = link.read_text(text, catalog.book().controls)
    state.adopt(reading.scenario)
    state.keep("notices", reading.notices)
    state.set_beside(step="", guess="")


def page() -> str:
    """Return the page that the step, or the link of the list, belongs to."""
    found = here()
    if found is not None:
        return found.page
    reading = link.read_text(listed()[current() - 1], catalog.book().controls)
    return reading.page or "overview"


def take_list(key: str) -> None:
    """Go through the links in a box, one a line, from the first one on."""
    found, faults = pasted.links(str(state.recall(key, "")))
    state.keep(FAULTS, faults)
    if found:
        state.keep(LIST, found)
        go(1)
    state.note_action()


def leave_list() -> None:
    """Return to the first step of the story."""
    state.keep(LIST, ())
    state.keep(FAULTS, ())
    go(1)


def faults() -> tuple[Fault, ...]:
    """Return what was wrong with the lines of the list."""
    return cast("tuple[Fault, ...]", state.recall(FAULTS, ()))
