"""The theme: text that can be read in light and dark, colours that a colour-blind reader can tell apart."""

import itertools
import re
import tomllib
from pathlib import Path

import numpy as np
import pytest

from labour_migration.figures import style
from labour_migration.figures.style import CATEGORICAL, CONTEXT, DATED, PROMISED, REPORTED, TEXT_TONES

STYLE = (Path(__file__).parents[1] / "dashboard" / "assets" / "style.css").read_text(encoding="utf-8")
CONFIG = tomllib.loads(
    (Path(__file__).parents[1] / "dashboard" / ".streamlit" / "config.toml").read_text(encoding="utf-8")
)
MODES = ("light", "dark")

# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
VISION = {
    "normal": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}


def linear(colour: str) -> np.ndarray:
    """Linear RGB of a hexadecimal colour (IEC 61966-2-1)."""
    values = np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2.2."""
    lights = sorted(float(linear(colour) @ [0.2126, 0.7152, 0.0722]) for colour in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def lab(colour: str, vision: str) -> np.ndarray:
    """CIE L*a*b* (D65) of a colour as somebody with this vision sees it."""
    seen = np.clip(np.array(VISION[vision]) @ linear(colour), 0, 1)
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ seen
    x, y, z = (value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116 for value in xyz / [0.9505, 1, 1.089])
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("ink", ["textColor", "linkColor"])
@pytest.mark.parametrize("ground", ["backgroundColor", "secondaryBackgroundColor"])
def test_text_and_links_have_contrast(mode, ink, ground):
    theme = CONFIG["theme"][mode]
    assert contrast(theme[ink], theme[ground]) >= 4.5


@pytest.mark.parametrize("mode", MODES)
def test_white_text_on_the_primary_colour_has_contrast(mode):
    assert contrast("#ffffff", CONFIG["theme"][mode]["primaryColor"]) >= 4.5


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("mark", [REPORTED, PROMISED, DATED, CONTEXT, *CATEGORICAL])
def test_marks_are_seen_on_both_grounds(mode, mark):
    assert contrast(mark, CONFIG["theme"][mode]["backgroundColor"]) >= 3


@pytest.mark.parametrize("mode", MODES)
def test_palette_has_ten_colours_that_are_seen_and_begins_with_the_marks(mode):
    palette = CONFIG["theme"][mode]["chartCategoricalColors"]
    assert palette[:3] == [REPORTED, DATED, PROMISED]
    assert len(set(palette)) >= 10  # Streamlit drops a shorter one silently
    assert min(contrast(colour, CONFIG["theme"][mode]["backgroundColor"]) for colour in palette) >= 3


@pytest.mark.parametrize("vision", VISION)
def test_marks_are_told_apart_by_every_eye(vision):
    for one, other in itertools.combinations([REPORTED, PROMISED, DATED], 2):
        assert np.linalg.norm(lab(one, vision) - lab(other, vision)) > 25, (one, other)


@pytest.mark.parametrize("vision", VISION)
def test_official_series_are_told_apart_by_every_eye(vision):
    for one, other in itertools.combinations(CATEGORICAL, 2):
        assert np.linalg.norm(lab(one, vision) - lab(other, vision)) > 15, (one, other)


def test_official_series_never_take_the_colours_of_reported_and_promised_figures():
    for colour, taken in itertools.product(CATEGORICAL, [REPORTED, PROMISED]):
        assert np.linalg.norm(lab(colour, "normal") - lab(taken, "normal")) > 18, (colour, taken)


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("mode", MODES)
def test_palette_is_told_apart_by_every_eye(vision, mode):
    palette = CONFIG["theme"][mode]["chartCategoricalColors"]
    near = [
        (one, other, round(float(distance), 1))
        for one, other in itertools.combinations(palette, 2)
        if (distance := np.linalg.norm(lab(one, vision) - lab(other, vision))) < 12
    ]
    assert near == []


def test_nothing_is_sent_and_no_traceback_is_shown():
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["client"] == {
        "disableDataExport": True,
        "showErrorDetails": "none",
        "showErrorLinks": False,
        "toolbarMode": "minimal",
    }


def mixed(one: str, other: str, share: float) -> str:
    """A part of one colour mixed into another, as the style sheet's color-mix in sRGB."""
    pairs = ([int(colour[place : place + 2], 16) for colour in (one, other)] for place in (1, 3, 5))
    return "#" + "".join(f"{round(first * share + second * (1 - share)):02x}" for first, second in pairs)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("tone", TEXT_TONES.values())
@pytest.mark.parametrize("ground", ["backgroundColor", "secondaryBackgroundColor"])
def test_words_in_the_colour_of_their_mark_can_be_read(mode, tone, ground):
    theme = CONFIG["theme"][mode]
    if mix := re.fullmatch(r"color-mix\(in srgb, (#\w{6}) (\d+)%, currentColor\)", tone):
        colour = mixed(mix[1], theme["textColor"], int(mix[2]) / 100)
    else:
        name, fallback = re.fullmatch(r"var\((--[\w-]+), (#\w{6})\)", tone).groups()
        light, dark = re.search(rf"{name}: light-dark\((#\w{{6}}), (#\w{{6}})\)", STYLE).groups()
        assert fallback == light
        colour = {"light": light, "dark": dark}[mode]
    assert contrast(colour, theme[ground]) >= 4.5


def test_preview_pictures_have_the_light_theme():
    light = CONFIG["theme"]["light"]
    ground = [light[key] for key in ("backgroundColor", "secondaryBackgroundColor", "textColor", "borderColor")]
    assert ground == [style.PAPER, style.BAND, style.INK, style.RULE]
    inks = {REPORTED: style.REPORTED_INK, CONTEXT: style.SOFT, style.OFFICIAL: style.OFFICIAL_INK}
    assert {mark: TEXT_TONES[mark].rpartition(" ")[2] for mark in inks} == {
        mark: f"{ink})" for mark, ink in inks.items()
    }
