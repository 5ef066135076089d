"""What tests share: the running app, the browser, and how hard hypothesis tries."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import BrowserContext, sync_playwright

from tests.browser import Visitors, alone, launch, new_context, serve

# The same examples on every run in CI, and no deadline: its machines are slow at times.
settings.register_profile(
    "ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("local", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "local")


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
    """Chromium; one a module, so that its event loop is gone when other tests run.

    Two workers would start two of them, and each would wait too long for the other.
    """
    with alone(), sync_playwright() as playwright:
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
