"""Unplugged: every page works with no host but this one, and nothing is written or broken off.

One server and one browser for all of it: names of other hosts are not found, and whatever is no
address of this computer goes to a proxy that is not there. The pages are also watched for what
their own security policy forbids, and the server for files it writes and addresses it calls.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from tests import watched
from tests.browser import (
    CHROMIUM_ARGS,
    Visitors,
    chromium,
    css,
    free_port,
    new_context,
    serve,
    settle,
)
from tests.shots import PAGES
from tests.test_browser_replicas import bring, fetch

pytestmark = [pytest.mark.browser, pytest.mark.full]

ALONE = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"
BROKEN = """
addEventListener("securitypolicyviolation", event => {
  (window.broken ??= []).push(`${event.violatedDirective} ${event.blockedURI}`);
});
"""
SAID = ("Content Security Policy", "Refused to", "ERR_", "Mixed Content")
# Streamlit's reader of messages tries WebAssembly for long numbers, and does without.
SPARED = "script-src wasm-eval"
MEANT = "frame-ancestors"
VIEWS = ("v=1&amp;show=ribbon&amp;lang=en&amp;embed=true", "v=1")
LANGUAGES = ("en", "zh")


@pytest.fixture
def unplugged() -> Iterator[BrowserContext]:
    """Start a browser that reaches this computer alone."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(),
            args=[*CHROMIUM_ARGS, ALONE],
            proxy={"server": f"http://127.0.0.1:{free_port()}", "bypass": "127.0.0.1"},
        )
        context = new_context(browser)
        context.add_init_script(BROKEN)
        yield context
        browser.close()


def test_every_page_works_with_the_network_unplugged(
    unplugged: BrowserContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = watched.copy(tmp_path, monkeypatch)
    before = watched.files(place)
    people, said = Visitors(unplugged), list[str]()
    unplugged.on("console", lambda message: said.extend(complaints(message)))
    with serve(folder=place / "app") as url:
        for name, path in PAGES.items():
            for lang in LANGUAGES if name == "overview" else (LANGUAGES[len(name) % 2],):
                page = people.open(f"{url}/{path}?v=1&lang={lang}")
                expect(page.get_by_role("heading", level=1)).to_have_count(1)
                expect(page.get_by_test_id("stException")).to_have_count(0)
                assert page.locator(".plumbline-chart:not(:has(.main-svg))").count() == 0
                said += broken(page)
                people.close()
        said += use(people, url)
        framed(people, url)
    assert not people.errors
    assert said == []
    assert people.hosts == {urlsplit(url).netloc}
    assert watched.notes(place) == []
    assert watched.files(place) == before


def complaints(message: ConsoleMessage) -> list[str]:
    """Return a message of the console if it tells of something forbidden or not found.

    That a whole page may not stand in a stranger's frame is what the last check is about.
    """
    text = message.text
    return [text] if any(mark in text for mark in SAID) and MEANT not in text else []


def broken(page: Page) -> list[str]:
    """Return what the page tried against its policy."""
    found: list[str] = page.evaluate("window.broken ?? []")
    return [one for one in found if one != SPARED]


def use(people: Visitors, url: str) -> list[str]:
    """Use what loads more than a page does: files both ways, dialogs, the stage."""
    page = people.open(f"{url}/settlement?v=1&lang=en")
    fetch(page)
    page.locator(css("link")).get_by_role("button").first.click()
    expect(page.get_by_role("dialog").get_by_role("img").first).to_be_visible()
    found = broken(page)
    bring(page, url)
    found += broken(page)
    page.goto(f"{url}/margin?v=1&present=1&lang=en")
    settle(page)
    found += broken(page)
    people.close()
    return found


def framed(people: Visitors, url: str) -> None:
    """Show the app in a page of another origin: small views appear there, whole pages do not."""
    frames = (f'<iframe src="{url}/?{query}" width="900" height="400"></iframe>' for query in VIEWS)
    with elsewhere("".join(frames)) as place:
        page = people.usual.new_page()
        people.pages.append(page)
        page.goto(place)
        small, whole = (page.frame_locator("iframe").nth(at) for at in range(len(VIEWS)))
        expect(small.locator(css("embed")).get_by_text("Locked overnight")).to_be_visible(
            timeout=30_000
        )
        expect(whole.get_by_test_id("stApp")).to_have_count(0)
        people.close()


@contextmanager
def elsewhere(body: str) -> Iterator[str]:
    """Serve one page at another port of this computer, which is another origin to a browser."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()
