"""Does every accent keep its contrast in both themes? Reckoned from the tokens as WCAG 2.2 does."""

import math
import re

import pytest

from recado.desk.staff.manners import ACCENTS
from recado.doors.web import assets

Rgb = tuple[float, float, float]
PAIRS = [
    ("on-accent", "accent", 4.5),
    ("on-accent", "accent-strong", 4.5),
    ("accent-ink", "surface", 4.5),
    ("accent-ink", "canvas", 4.5),
    ("accent-ink", "accent-soft", 4.5),
    ("accent-ink", "chosen", 4.5),
    ("ink", "chosen", 4.5),
    ("ink-2", "chosen", 4.5),
    ("ink-3", "chosen", 4.5),
    ("ink", "bubble-out", 4.5),
    ("ink-2", "bubble-out", 4.5),
    ("accent", "surface", 3),
    ("accent", "canvas", 3),
]
TOKEN = re.compile(r"--([\w-]+): light-dark\(oklch\(([^)]*\)?[^)]*?)\), oklch\((.*?)\)\);")


def tokens(accent: str) -> dict[str, tuple[str, str]]:
    """Every colour as its two texts, light and dark, where the house chose this accent; empty: it chose none."""
    sheet = (assets.ROOT / "tokens.css").read_text()
    chosen = (assets.ROOT / "accents.css").read_text()
    found = {name: (light, dark) for name, light, dark in TOKEN.findall(sheet)}
    if not accent:
        return found
    [(hue, strength)] = re.findall(rf'\[data-accent="{accent}"\] {{ --ah: (\d+); --ac: ([\d.]+); }}', chosen)
    filled = chosen.replace("var(--ah)", hue).replace("var(--ac)", strength)
    return found | {name: (light, dark) for name, light, dark in TOKEN.findall(filled)}


def linear(text: str) -> Rgb:
    """An oklch colour as linear sRGB, cut to what a screen can show."""
    lightness, chroma, hue = map(float, text.split())
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long, middle, short = (
        (lightness + x * a + y * b) ** 3
        for x, y in ((0.3963377774, 0.2158037573), (-0.1055613458, -0.0638541728), (-0.0894841775, -1.2914855480))
    )
    red = 4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short
    return tuple(min(max(one, 0.0), 1.0) for one in (red, green, blue))  # type: ignore[return-value]


def contrast(one: str, other: str) -> float:
    lights = sorted(0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (linear(one), linear(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def test_the_reckoning_knows_black_and_white() -> None:
    assert contrast("0 0 0", "1 0 0") == pytest.approx(21, rel=0.001)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("accent", ["", *ACCENTS])
def test_every_accent_can_be_read(accent: str, theme: int) -> None:
    known = tokens(accent)
    found = {
        f"{ink} on {ground}": round(contrast(known[ink][theme], known[ground][theme]), 2)
        for ink, ground, least in PAIRS
        if contrast(known[ink][theme], known[ground][theme]) < least
    }
    assert found == {}
