"""A copy of the app that notes every file it opens for writing and every address it calls.

The notes are taken by Python's own audit hooks, before anything of the app is loaded.
"""

import os
import shutil
from pathlib import Path

import pytest

from tests.browser import ROOT

PARTS = (".streamlit", "data", "engine", "pages")
NOTES = "notes"
HOOK = """
import os as _os
import sys as _sys
from pathlib import Path as _Path

_notes = _os.open({notes!r}, _os.O_WRONLY | _os.O_CREAT | _os.O_APPEND)
_WRITES = _os.O_WRONLY | _os.O_RDWR | _os.O_CREAT | _os.O_TRUNC | _os.O_APPEND
_CHANGES = ("os.mkdir", "os.rename", "os.remove", "os.symlink", "os.link", "shutil.", "tempfile.")
_CALLS = ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname")
_HERE = ("127.0.0.1", "::1", "localhost", "None")


def _note(event, given):
    if event == "open":
        path, mode, flags = given
        said = bool(flags & _WRITES) and str(path) != _os.devnull and not isinstance(path, int)
    elif event in _CALLS:
        place = given[0] if event.startswith("socket.get") else given[1]
        host = place[0] if isinstance(place, tuple) else place
        said = str(host) not in _HERE
    else:
        said = event.startswith(_CHANGES)
    if said:
        _os.write(_notes, f"{{event}} {{given!r}}\\n".encode())


_sys.addaudithook(_note)
"""


def copy(place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy the app into an empty folder, with an empty home; return the folder of both."""
    app, home = place / "app", place / "home"
    home.mkdir()
    for part in PARTS:
        shutil.copytree(ROOT / part, app / part, ignore=shutil.ignore_patterns("__pycache__"))
    text = (ROOT / "app.py").read_text("utf-8")
    (app / "app.py").write_text(HOOK.format(notes=str(place / NOTES)) + text, "utf-8")
    for name, value in {
        "HOME": str(home),
        "TMPDIR": str(home),
        "PYTHONDONTWRITEBYTECODE": "1",
    }.items():
        monkeypatch.setenv(name, value)
    for name in [name for name in os.environ if name.startswith("XDG_")]:
        monkeypatch.delenv(name)
    return place


def notes(place: Path) -> list[str]:
    """Return what the copy wrote to or called."""
    return (place / NOTES).read_text("utf-8").splitlines()


def files(place: Path) -> set[str]:
    """Return every file under a folder but the notes."""
    found = (path.relative_to(place).as_posix() for path in place.rglob("*"))
    return {name for name in found if name != NOTES}
