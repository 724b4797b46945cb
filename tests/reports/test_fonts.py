"""What the vendored fonts cover, how they measure, and that they are the only ones."""

import importlib.util
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from assessment.reports import fonts
from tests.reports.svg_reading import measured

ROOT = Path(__file__).parents[2]
FILES = sorted(path.name for path in fonts.FOLDER.glob("*.ttf"))


def build_script():
    path = ROOT / "docs" / "make" / "build_fonts.py"
    spec = importlib.util.spec_from_file_location("build_fonts", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def covered(name):
    with TTFont(fonts.FOLDER / name, lazy=True) as font:
        return {chr(code) for code in font.getBestCmap()}


def test_four_static_files_with_their_licence_and_not_too_large():
    assert FILES == [
        "NotoSansSC-400.ttf",
        "NotoSansSC-700.ttf",
        "NotoSansTC-400.ttf",
        "NotoSansTC-700.ttf",
    ]
    assert "SIL Open Font License" in (fonts.FOLDER / "OFL.txt").read_text("utf-8")
    for name in FILES:
        assert (fonts.FOLDER / name).stat().st_size < 6_000_000
        with TTFont(fonts.FOLDER / name, lazy=True) as font:
            assert "fvar" not in font
            assert "glyf" in font
            assert font["OS/2"].usWeightClass == int(name[-7:-4])
            assert font["OS/2"].fsType == 0  # may be embedded


def test_simplified_family_covers_gb_2312_whole():
    assert build_script().gb2312() <= covered("NotoSansSC-400.ttf")
    assert len(build_script().gb2312()) == 7445


def hanzi(characters):
    return {char for char in characters if "一" <= char <= "鿿"}


def test_traditional_family_covers_the_characters_of_big5_both_levels():
    script = build_script()
    whole, first = hanzi(script.big5()), hanzi(script.big5(script.BIG5_LEVEL_1_END))
    assert len(whole) >= 13_053
    assert len(first) >= 5_401
    assert whole <= covered("NotoSansTC-400.ttf")
    assert first <= covered("NotoSansSC-400.ttf")


def test_every_shipped_character_has_a_glyph():
    assert fonts.missing("".join(build_script().shipped())) == set()


def test_both_weights_cover_the_same():
    for family in ("SC", "TC"):
        regular = covered(f"NotoSans{family}-400.ttf")
        assert regular == covered(f"NotoSans{family}-700.ttf")


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
@pytest.mark.parametrize("bold", [False, True])
def test_width_table_agrees_with_the_files(language, bold):
    text = "Wave 1: 客戶管理 客户管理 “quoted” (42.5 %) \N{MINUS SIGN}37 Ääß €"
    expected = measured(text, 12.5, bold, language)
    assert fonts.width(text, 12.5, bold, language) == pytest.approx(expected, abs=0.1)


def test_figures_are_tabular():
    widths = {fonts.width(digit, 10) for digit in "0123456789"}
    assert len(widths) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Customer 客户 客戶 ◇ −37", set(), id="ordinary"),
        pytest.param("ok 😀", {"😀"}, id="emoji"),
        pytest.param("שלום", set("שלום"), id="Hebrew"),
        pytest.param("a\u202eb\u200dc\ufe0f\n", set(), id="marks draw nothing"),
        pytest.param("𠀀", {"𠀀"}, id="rare Han"),
    ],
)
def test_missing_names_what_neither_family_has(text, expected):
    assert fonts.missing(text) == expected


def test_f42_substitute_shows_boxes_and_drops_what_draws_nothing():
    zalgo = "Z\u0334\u0321e"
    assert fonts.substitute(f"ok 😀 {zalgo} \ud800\a\n") == "ok □ Ze □\n"
    assert fonts.missing(fonts.SUBSTITUTE) == set()


def test_traditional_text_takes_the_traditional_family_first():
    assert fonts.family("zh-Hant") == "'Noto Sans TC', 'Noto Sans SC'"
    assert fonts.family("zh-Hans") == fonts.family("en")
    assert fonts.family("en") == "'Noto Sans SC', 'Noto Sans TC'"
