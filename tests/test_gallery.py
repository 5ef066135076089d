"""The gallery names every page in every way it can look, and is whole."""

import re

from PIL import Image

from tests import gallery
from tests.browser import ROOT
from tests.shots import LANGUAGES, PAGES, THEMES

NAMED = [
    gallery.file_name(page, lang, theme)
    for page in gallery.ordered()
    for lang in LANGUAGES
    for theme in THEMES
]


def test_the_order_of_the_navigation_has_every_page_once() -> None:
    assert sorted(gallery.ordered()) == sorted(PAGES)
    assert gallery.ordered()[0] == "overview"


def test_the_index_shows_every_page_in_every_way() -> None:
    shown = re.findall(r"\]\(([\w-]+\.webp)\)", gallery.index())
    assert shown == NAMED


def test_the_readme_shows_only_pictures_of_the_gallery() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    shown = re.findall(r"docs/gallery/([\w-]+\.webp)", text)
    assert shown
    assert set(shown) <= set(NAMED)
    assert "(docs/gallery/README.md)" in text


def test_the_gallery_is_whole_small_and_of_one_size() -> None:
    places = sorted(gallery.FOLDER.glob("*.webp"))
    assert [place.name for place in places] == sorted(NAMED)
    assert gallery.weight() <= gallery.MOST_BYTES
    for place in places:
        with Image.open(place) as picture:
            assert picture.size == gallery.SIZE
    assert gallery.INDEX.read_text("utf-8") == gallery.index()
