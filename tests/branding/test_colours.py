"""Colours: contrast as WCAG computes it, and shades that pass where one does not."""

from __future__ import annotations

import colorsys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.branding import colours
from assessment.branding.refusals import Refusal, sentence
from questionnaires.model import LANGUAGES

COLOURS = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06X}")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # WCAG's own extremes, and the grey that is known to miss 4.5 on white.
        pytest.param("#000000", "#FFFFFF", 21.0, id="black on white"),
        pytest.param("#FFFFFF", "#FFFFFF", 1.0, id="the same"),
        pytest.param("#777777", "#FFFFFF", 4.478, id="the grey that just fails"),
        pytest.param("#767676", "#FFFFFF", 4.542, id="the grey that just passes"),
        # (0.2126 + 0.05) / 0.05 and (1 + 0.05) / (0.2126 + 0.05), by hand.
        pytest.param("#FF0000", "#000000", 5.252, id="red on black"),
        pytest.param("#FF0000", "#FFFFFF", 3.998, id="red on white"),
    ],
)
def test_contrast_is_that_of_wcag(one, other, expected):
    assert colours.contrast(one, other) == pytest.approx(expected, abs=5e-4)
    assert colours.contrast(other, one) == colours.contrast(one, other)


def test_the_houses_own_colours_pass():
    assert colours.primary("#0b5c7a") == "#0B5C7A"
    assert colours.secondary("#0b5c7a") == "#0B5C7A"


def test_a_pale_colour_is_refused_with_its_contrast_and_a_shade_that_passes():
    with pytest.raises(Refusal) as refused:
        colours.primary("#C2A878")
    facts = refused.value.facts
    assert facts["given"] == "#C2A878"
    # On the panel, the darker of the two grounds.
    assert facts["found"] == "2.11"
    assert facts["needed"] == "4.5"
    assert colours.primary(facts["shade"]) == facts["shade"]
    assert facts["shade"] in sentence(refused.value, "zh-Hant")


def test_a_secondary_colour_needs_less():
    found = colours.secondary("#A9894D")
    with pytest.raises(Refusal):
        colours.primary(found)


@pytest.mark.parametrize(
    "written", ["red", "#FFF", "0B5C7A", "#0B5C7A;", "#GGGGGG", "", "url(x)"]
)
def test_what_is_no_colour_is_refused(written):
    with pytest.raises(Refusal) as refused:
        colours.primary(written)
    assert refused.value.code == "colour-form"
    for language in LANGUAGES:
        assert sentence(refused.value, language)


@given(COLOURS)
def test_the_nearest_shade_passes_is_darker_and_keeps_its_hue(colour):
    shade = colours.nearest(colour, colours.TEXT)
    assert colours.lowest(shade) >= colours.TEXT - 1e-9
    if colours.lowest(colour) >= colours.TEXT:
        assert shade == colour
        return
    first, second = (_hls(one) for one in (colour, shade))
    assert second[1] < first[1]
    # Eight bits a part leave a dark shade's hue uncertain; grey has none.
    if first[2] > 0.2 and second[1] > 0.1:
        apart = abs(first[0] - second[0])
        assert min(apart, 1 - apart) < 0.03


@given(COLOURS, COLOURS)
def test_every_text_can_be_read_on_the_pale_ground(colour, other):
    primary = colours.nearest(other, colours.TEXT)
    ground = colours.tint(colour, primary)
    for text in (*colours.ON_TINT, primary):
        assert colours.contrast(text, ground) >= colours.TEXT - 1e-9


def _hls(colour):
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return colorsys.rgb_to_hls(*parts)
