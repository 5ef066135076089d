"""Make the gallery: ``python -m tests.gallery [PAGE ...]`` writes docs/gallery and its index.

The first screen of every page and a bit more, both languages, both themes, small enough to be
kept beside the code. With names of pages, only their pictures are made anew.
"""

import argparse
import ast
import itertools
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from pages.ui.text import words
from tests.browser import ROOT, Visitors, launch, new_context, serve
from tests.shots import LANGUAGES, PAGES, THEMES

FOLDER = ROOT / "docs/gallery"
INDEX = FOLDER / "README.md"
SCREEN = {"width": 1440, "height": 1200}
SIZE = (960, 800)
QUALITY, EFFORT = 72, 6
MOST_BYTES = 4_000_000
WAYS = tuple(itertools.product(LANGUAGES, THEMES))


def ordered() -> list[str]:
    """Return the pages in the order of the navigation, read from the router without running it."""
    router = ast.parse((ROOT / "pages/router.py").read_text("utf-8"))
    found = next(
        node.value
        for node in router.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "SECTIONS"
    )
    return list(itertools.chain.from_iterable(ast.literal_eval(found).values()))


def file_name(page: str, lang: str, theme: str) -> str:
    """Return the name of one picture."""
    return f"{page}-{lang}-{theme}.webp"


def shoot(browser: Browser, url: str, pages: Sequence[str]) -> Iterator[Path]:
    """Take the pictures, one browser of its own for each theme, and yield their places."""
    for theme in THEMES:
        visitors = Visitors(new_context(browser, color_scheme=theme, viewport=SCREEN))
        for name, lang in itertools.product(pages, LANGUAGES):
            page = visitors.open(f"{url}/{PAGES[name]}?v=1&lang={lang}")
            page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
            yield save(page.screenshot(), FOLDER / file_name(name, lang, theme))
            visitors.close()
        visitors.usual.close()
        if visitors.errors:
            raise SystemExit("\n".join(["scripts failed in the browser:", *visitors.errors]))


def save(picture: bytes, place: Path) -> Path:
    """Write a screenshot at two thirds of its size, as WebP."""
    with Image.open(BytesIO(picture)) as whole:
        small = whole.convert("RGB").resize(SIZE, Image.Resampling.LANCZOS)
    small.save(place, "WEBP", quality=QUALITY, method=EFFORT)
    return place


def index() -> str:
    """Return the page that shows all pictures, by page, both languages and themes side by side."""
    en, zh = words("en"), words("zh")
    parts = [
        "# Gallery",
        "Every page as a first visitor sees it, in English and Chinese, light and dark. "
        "`make gallery` takes the pictures anew.",
    ]
    for name in ordered():
        parts += [
            f"## {en(f'page.{name}')} · {zh(f'page.{name}')}",
            f"{en(f'question.{name}')} {zh(f'question.{name}')}",
            "| light | dark |\n| --- | --- |\n" + "\n".join(_row(name, lang) for lang in LANGUAGES),
        ]
    return "\n\n".join(parts) + "\n"


def _row(name: str, lang: str) -> str:
    """Return the two pictures of a page in one language as a row of a table."""
    said = words(lang)(f"page.{name}")
    cells = (f"![{said}, {theme}]({file_name(name, lang, theme)})" for theme in THEMES)
    return f"| {' | '.join(cells)} |"


def weight() -> int:
    """Return how many bytes all pictures take."""
    return sum(place.stat().st_size for place in FOLDER.glob("*.webp"))


def main() -> None:
    """Start the app, take the pictures, write the index; refuse a gallery that is too heavy."""
    asked = argparse.ArgumentParser(description="Make the gallery in docs/gallery.")
    asked.add_argument("pages", nargs="*", choices=[[], *PAGES], help="only these pages")
    given = asked.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with serve() as url, sync_playwright() as playwright:
        browser = launch(playwright)
        for place in shoot(browser, url, given.pages or ordered()):
            print(place.relative_to(ROOT), place.stat().st_size)
        browser.close()
    INDEX.write_text(index(), "utf-8")
    print(f"{weight():,} bytes in {FOLDER.relative_to(ROOT)}")
    if weight() > MOST_BYTES:
        msg = f"the gallery may take {MOST_BYTES:,} bytes; lower QUALITY in tests/gallery.py"
        raise SystemExit(msg)


if __name__ == "__main__":
    main()
