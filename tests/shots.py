"""Take screenshots of every page: ``python -m tests.shots [--out FOLDER] [--query QUERY]``.

Two screen sizes, both themes, both languages, whole pages.
"""

import argparse
import itertools
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser import ROOT, Visitors, launch, new_context, serve

PAGES = {
    p.stem: "" if p.stem == "overview" else p.stem
    for p in sorted((ROOT / "pages/views").glob("[!_]*.py"))
}
SIZES = {"wide": (1440, 900), "phone": (390, 844)}
THEMES = ("light", "dark")
LANGUAGES = ("en", "zh")
TALLEST = 12_000


def whole_page(page: Page, width: int, height: int) -> None:
    """Make the window as tall as the page, because Streamlit scrolls inside its own frame."""
    tall = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": width, "height": min(max(height, int(tall)), TALLEST)})
    page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")


def shoot(visitors: Visitors, url: str, out: Path, query: str) -> Iterator[Path]:
    """Visit every page in every way it can look, and yield the pictures' places."""
    ways = itertools.product(PAGES.items(), SIZES.items(), THEMES, LANGUAGES)
    for (name, path), (size, (width, height)), theme, lang in ways:
        place = out / f"{name}-{size}-{theme}-{lang}.png"
        screen = {"width": width, "height": height}
        link = f"{url}/{path}?v=1{query}&lang={lang}"
        page = visitors.open(link, color_scheme=theme, viewport=screen)
        whole_page(page, width, height)
        page.screenshot(path=place)
        visitors.close()
        yield place


def main() -> None:
    """Start the app, take the pictures, print where they are."""
    asked = argparse.ArgumentParser(description="Take screenshots of every page.")
    asked.add_argument("--out", type=Path, default=ROOT / "build/shots", help="folder for them")
    asked.add_argument("--query", default="", help='scenario to show, as in "&cycle=ATOM"')
    given = asked.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    with serve() as url, sync_playwright() as playwright:
        browser = launch(playwright)
        visitors = Visitors(new_context(browser))
        for place in shoot(visitors, url, given.out, given.query):
            print(place)
        browser.close()
    if visitors.errors:
        raise SystemExit("\n".join(["scripts failed in the browser:", *visitors.errors]))


if __name__ == "__main__":
    main()
