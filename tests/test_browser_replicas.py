"""Two processes behind nginx: sessions stick, files arrive, any process opens any link."""

import re
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import FilePayload, Page, StorageState, expect

from tests.browser import Visitors, asked, css, metrics, query, serve, settle
from tests.proxy import Proxy, needs_nginx, nginx
from tests.test_browser import press
from tests.test_page_history import prices

pytestmark = [
    pytest.mark.browser,
    pytest.mark.full,
    needs_nginx,
]
LINK = "/settlement?v=1&cycle=ATOM&r=60&mix=tbill:70,usdc:30&lang=en"
VISITORS = 12
NOBODY = "-"
FILES = re.compile(r"/(media|_stcore/upload_file)/")  # known to one process only


@dataclass
class Replicas:
    """Two processes by their address, and the proxy before them."""

    proxy: Proxy
    running: dict[str, ExitStack]

    def stop(self, process: str) -> None:
        """End one process."""
        self.running.pop(process).close()


@pytest.fixture(scope="module")
def replicas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replicas]:
    """Start two processes and nginx once; the last test ends one of them."""
    with ExitStack() as everything:
        running = {}
        for _ in range(2):
            one = everything.enter_context(ExitStack())
            running[urlsplit(one.enter_context(serve())).netloc] = one
        place = tmp_path_factory.mktemp("nginx")
        addresses = [f"http://{process}" for process in running]
        yield Replicas(everything.enter_context(nginx(place, addresses)), running)


def processes(proxy: Proxy) -> dict[str, set[str]]:
    """Return which processes answered each visitor, by the visitor's cookie."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in proxy.served():
        if one.cookie != NOBODY:
            found[one.cookie].add(one.process)
    return found


def of_visitor(page: Page, proxy: Proxy) -> str:
    """Return the one process that has answered the visitor of a page."""
    cookies = {c.get("name"): c.get("value") for c in page.context.cookies()}
    (process,) = processes(proxy)[str(cookies["plumbline"])]
    return process


def test_a_visitor_stays_with_a_process_and_visitors_spread(replicas: Replicas) -> None:
    for _ in range(4 * VISITORS):
        jar = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        for _ in range(3):
            jar.open(f"{replicas.proxy.url}/_stcore/health", timeout=5).close()
    found = processes(replicas.proxy)
    assert len(found) == 4 * VISITORS
    assert all(len(answered) == 1 for answered in found.values())
    assert set.union(*found.values()) == set(replicas.running)


def test_who_keeps_no_cookie_stays_with_a_process_too(replicas: Replicas) -> None:
    """As a view in a frame of another site, whose cookies browsers hold back."""
    before = len(replicas.proxy.served())
    for _ in range(6):
        urllib.request.urlopen(f"{replicas.proxy.url}/_stcore/health", timeout=5).close()  # noqa: S310
    found = replicas.proxy.served()[before:]
    assert {one.cookie for one in found} == {NOBODY}
    assert len({one.process for one in found}) == 1


def test_counts_of_the_server_are_not_public(replicas: Replicas) -> None:
    with pytest.raises(urllib.request.HTTPError, match="404"):
        urllib.request.urlopen(f"{replicas.proxy.url}/_stcore/metrics", timeout=5)  # noqa: S310


def test_files_go_both_ways_and_any_process_opens_a_link(
    replicas: Replicas, visitors: Visitors
) -> None:
    seen = []
    for process, cookie in known(replicas.proxy).items():
        page = visitors.open(f"{replicas.proxy.url}{LINK}", storage_state=keeping(cookie))
        seen.append(metrics(page))
        press(page, "settlement.recycle", "ArrowLeft")
        assert query(page)["r"] == ["59"]
        fetch(page)
        bring(page, replicas.proxy.url)
        assert of_visitor(page, replicas.proxy) == process
        visitors.close()
    assert len(seen) == len(replicas.running)
    assert seen[0] == seen[1]
    files = [one for one in replicas.proxy.served() if FILES.search(one.path)]
    assert len(files) >= 2 * len(seen)
    assert [one for one in files if one.status >= 400] == []


def known(proxy: Proxy) -> dict[str, str]:
    """Return a cookie for each process."""
    return {process: cookie for cookie, (process,) in processes(proxy).items()}


def keeping(cookie: str) -> StorageState:
    """Return what a browser has that was here before."""
    place = {"name": "plumbline", "value": cookie, "domain": "127.0.0.1", "path": "/"}
    rest = {"expires": -1, "httpOnly": True, "secure": False, "sameSite": "Lax"}
    return {"cookies": [{**place, **rest}]}  # type: ignore[typeddict-item]


def fetch(page: Page) -> None:
    """Download the numbers of the first chart."""
    page.locator("[class*=st-key-data-] button").first.click()
    with page.expect_download() as caught:
        page.locator("[class*=st-key-csv-] button").first.click()
    assert Path(caught.value.path()).read_bytes().startswith(b"\xef\xbb\xbf")
    page.keyboard.press("Escape")


def bring(page: Page, url: str) -> None:
    """Upload a price history, and see that the page uses it."""
    page.goto(f"{url}/history?v=1&lang=en&asset=own")
    settle(page)
    file: FilePayload = {"name": "prices.csv", "mimeType": "text/csv", "buffer": prices(0.25)}
    page.locator(css("own")).locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("tried on your prices").first).to_be_visible(timeout=15_000)


def test_the_end_of_a_process_loses_no_scenario(replicas: Replicas, visitors: Visitors) -> None:
    """It stands last: one process is gone afterwards."""
    page = visitors.open(f"{replicas.proxy.url}{LINK}")
    press(page, "settlement.recycle", "ArrowLeft", times=5)
    figures, settings, runs = metrics(page), query(page), asked(page)
    replicas.stop(of_visitor(page, replicas.proxy))
    app = page.get_by_test_id("stApp")
    expect(app).not_to_have_attribute("data-test-connection-state", "CONNECTED")
    expect(app).to_have_attribute("data-test-connection-state", "CONNECTED", timeout=30_000)
    settle(page, runs)
    assert (metrics(page), query(page)) == (figures, settings)
    press(page, "settlement.recycle", "ArrowRight")
    assert metrics(page) != figures
    other = visitors.open(f"{replicas.proxy.url}{LINK}", locale="en-GB")
    assert metrics(other)
