"""What tests share: the running app, the browser, and how hard hypothesis tries."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import BrowserContext, expect, sync_playwright
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from tests.browser import Visitors, launch, new_context, serve

# The same examples on every run in CI, and no deadline: its machines are slow at times.
settings.register_profile(
    "ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("local", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "local")


# What is waited for in a browser may take a while on such a machine, too.
expect.set_options(timeout=20_000)

BROWSER = "tests/test_browser"  # how the files begin that drive one


class OneBrowser(LoadFileScheduling):  # type: ignore[misc]  # xdist has no types
    """Give out tests a file at a time, and all that drive a browser to one worker.

    Two browsers at once would each wait too long for the other.
    """

    def _split_scope(self, nodeid: str) -> str:
        return BROWSER if nodeid.startswith(BROWSER) else super()._split_scope(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> OneBrowser:
    """Spread the tests over the workers; see :class:`OneBrowser`."""
    return OneBrowser(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the browser, whose tests take longest, so that no worker waits at the end."""
    items.sort(key=lambda item: not item.nodeid.startswith(BROWSER))


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Address of the running app, shared by all tests of this worker."""
    with serve() as url:
        yield url


@pytest.fixture
def fresh_server() -> Iterator[str]:
    """Address of an app that nobody has visited yet."""
    with serve() as url:
        yield url


@pytest.fixture(scope="module")
def context() -> Iterator[BrowserContext]:
    """Chromium; one a module, so that its event loop is gone when other tests run."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield new_context(browser)
        browser.close()


@pytest.fixture
def visitors(context: BrowserContext) -> Iterator[Visitors]:
    """Open pages; afterwards no script may have failed in any of them."""
    people = Visitors(context)
    yield people
    people.close()
    assert not people.errors
