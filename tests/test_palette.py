"""The palette can be read from a projector and by people who see colours differently."""

from itertools import combinations

import numpy as np
import pytest

from engine import FloatArray
from pages.ui import palette

THEMES = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
MAIN = palette.SERIES[:6]

# Full colour-vision deficiency in linear RGB: Machado, Oliveira and Fernandes (2009), severity 1.
VISION: dict[str, FloatArray] = {
    "typical": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
RGB_TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
WHITE = np.array([0.95047, 1.0, 1.08883])


def linear(colour: str) -> FloatArray:
    """Linear RGB of a ``#rrggbb`` colour (sRGB transfer function)."""
    value = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio, 1 to 21."""
    low, high = sorted(float(linear(c) @ RGB_TO_XYZ[1]) for c in (one, other))
    return (high + 0.05) / (low + 0.05)


def lab(rgb: FloatArray) -> FloatArray:
    """CIE L*a*b* of linear RGB, clipped to what a screen shows."""
    xyz = RGB_TO_XYZ @ np.clip(rgb, 0, 1) / WHITE
    f = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def mean_hue(hue: tuple[float, float], chroma: tuple[float, float]) -> float:
    """Average of two hue angles in degrees, as the CIEDE2000 formula takes it."""
    total = hue[0] + hue[1]
    if chroma[0] * chroma[1] == 0:
        return total
    if abs(hue[0] - hue[1]) <= 180:
        return total / 2
    return (total + 360) / 2 if total < 360 else (total - 360) / 2


def difference(one: FloatArray, other: FloatArray) -> float:
    """CIEDE2000 colour difference of two L*a*b* colours (Sharma, Wu and Dalal 2005)."""
    plain = (np.hypot(*one[1:]) + np.hypot(*other[1:])) / 2
    stretch = 1 + 0.5 * (1 - np.sqrt(plain**7 / (plain**7 + 25**7)))
    a, b = np.array([one[1], other[1]]) * stretch, np.array([one[2], other[2]])
    chroma, hue = np.hypot(a, b), np.degrees(np.arctan2(b, a)) % 360
    turn = (hue[1] - hue[0] + 180) % 360 - 180
    steps = np.array(
        [
            other[0] - one[0],
            chroma[1] - chroma[0],
            2 * np.sqrt(chroma[0] * chroma[1]) * np.sin(np.radians(turn / 2)),
        ]
    )
    light, c = (one[0] + other[0]) / 2, chroma.mean()
    h = mean_hue((hue[0], hue[1]), (chroma[0], chroma[1]))
    wave = np.cos(np.radians([h - 30, 2 * h, 3 * h + 6, 4 * h - 63]))
    weight = np.array(
        [
            1 + 0.015 * (light - 50) ** 2 / np.sqrt(20 + (light - 50) ** 2),
            1 + 0.045 * c,
            1 + 0.015 * c * (1 + wave @ np.array([-0.17, 0.24, 0.32, -0.2])),
        ]
    )
    twist = -np.sin(np.radians(60 * np.exp(-(((h - 275) / 25) ** 2))))
    twist *= 2 * np.sqrt(c**7 / (c**7 + 25**7))
    x, y, z = steps / weight
    return float(np.sqrt(x * x + y * y + z * z + twist * y * z))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 2.5, 0), (58, 24, 15), 19.4535),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
        ((50, 0, 0), (50, -1, 2), 2.3669),
    ],
)
def test_difference_matches_the_published_pairs(
    one: tuple[float, ...], other: tuple[float, ...], expected: float
) -> None:
    assert difference(np.array(one), np.array(other)) == pytest.approx(expected, abs=5e-5)


def test_black_on_white_has_the_highest_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize(
    ("vision", "one", "other"),
    [
        ("protanopia", "#c80014", "#4c4c14"),
        ("deuteranopia", "#aa3c28", "#686e1e"),
        ("tritanopia", "#3c82b4", "#3c8e64"),
    ],
)
def test_colours_that_only_typical_eyes_tell_apart_are_caught(
    vision: str, one: str, other: str
) -> None:
    """Each pair is clear to most people and too near for the eye it is named after."""
    apart = {
        name: difference(lab(matrix @ linear(one)), lab(matrix @ linear(other)))
        for name, matrix in VISION.items()
    }
    assert apart["typical"] > 20
    assert apart[vision] < 8


@THEMES
def test_ten_different_colours_in_each_list(dark: bool) -> None:
    for colours in (palette.series(dark), palette.scale(dark)):
        assert len(colours) == len(set(colours)) == 10


@THEMES
@pytest.mark.parametrize("name", palette.SERIES)
def test_chart_colours_stand_out(name: str, dark: bool) -> None:
    for ground in ("background", "panel"):
        assert contrast(palette.colour(name, dark), palette.colour(ground, dark)) >= 3


@THEMES
@pytest.mark.parametrize("name", ["text", "muted", "accent"])
def test_text_can_be_read(name: str, dark: bool) -> None:
    for ground in ("background", "panel"):
        assert contrast(palette.colour(name, dark), palette.colour(ground, dark)) >= 4.5


@THEMES
@pytest.mark.parametrize("vision", VISION)
def test_main_colours_stay_apart(vision: str, dark: bool) -> None:
    """Twelve CIEDE2000 units for the main six, eight for all ten, whoever looks."""
    seen = {n: lab(VISION[vision] @ linear(palette.colour(n, dark))) for n in palette.SERIES}
    apart = {(a, b): difference(seen[a], seen[b]) for a, b in combinations(palette.SERIES, 2)}
    assert min(apart.values()) >= 8
    assert min(apart[pair] for pair in combinations(MAIN, 2)) >= 12


@THEMES
def test_heat_map_runs_one_way(dark: bool) -> None:
    """Lightness rises or falls at every step, so the order survives a black-and-white print."""
    lightness = [lab(linear(c))[0] for c in palette.scale(dark)]
    assert (np.diff(lightness) * (1 if dark else -1) > 2).all()


def test_unknown_name_is_refused() -> None:
    with pytest.raises(ValueError, match="use one of text, muted"):
        palette.colour("profit", dark=False)
