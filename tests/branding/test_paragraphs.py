"""Own words as paragraphs: what the page shows, without anything that leads away."""

from __future__ import annotations

import pytest

from assessment.branding import blocks
from assessment.branding.paragraphs import Paragraph, Piece, paragraphs
from tests.branding.test_blocks import VALUES


def read(text: str, language: str = "en") -> tuple[Paragraph, ...]:
    return paragraphs(blocks.written(text, VALUES), language)


def shown(text: str, language: str = "en") -> list[tuple[int, str, str]]:
    return [(one.depth, one.marker, one.text) for one in read(text, language)]


def test_headings_paragraphs_and_nested_lists_come_in_their_order():
    text = """<h3>What next</h3><p>Two
      things:</p><ol><li>First<ul><li>a</li><li>b</li></ul></li><li></li>
      <li><p>Third</p><p>goes on</p></li></ol><p>That is all.</p>"""
    assert shown(text) == [
        (0, "", "What next"), (0, "", "Two things:"), (1, "1.", "First"),
        (2, "•", "a"), (2, "•", "b"), (1, "3.", "Third"), (1, "", "goes on"),
        (0, "", "That is all."),
    ]  # fmt: skip
    assert [one.is_heading for one in read(text)] == [True] + [False] * 7


def test_lines_and_strong_words_stay():
    (made,) = read("<p>One <strong>two</strong>,<br>three <em>four</em> </p>")
    assert made.text == "One two,\nthree four"
    assert [piece.text for piece in made.pieces if piece.is_strong] == ["two"]


def test_words_without_markup_are_paragraphs_between_blank_lines():
    assert shown("One.\n\nTwo {{ score }}.") == [(0, "", "One."), (0, "", "Two 40.")]


@pytest.mark.parametrize(
    ("link", "said"),
    [
        pytest.param(
            '<a href="https://a.example/x">us</a>', "us (https://a.example/x)",
            id="words",
        ),
        pytest.param(
            '<a href="https://a.example/">a.example</a>', "a.example", id="address"
        ),
        pytest.param('<a href="mailto:a@b.example">us</a>', "us (a@b.example)",
                     id="mail"),
        pytest.param('<a href="javascript:x">us</a>', "us", id="refused"),
    ],
)  # fmt: skip
def test_an_address_stands_behind_its_words_once(link, said):
    assert shown(f"<p>Ask {link}.</p>") == [(0, "", f"Ask {said}.")]


def test_chinese_words_have_their_own_brackets():
    text = '<p>请见<a href="https://a.example/x">说明</a>。</p>'
    assert shown(text, "zh-Hans") == [(0, "", "请见说明（https://a.example/x）。")]


def test_s01_values_are_text_whatever_they_hold():
    (made,) = read("About {{ organisation }}.")
    assert made.pieces == (Piece("About <b>Karoo</b> & Co {{ 7*7 }}.", False),)


def test_what_is_nested_a_thousand_levels_deep_is_read():
    many = "<strong>" * 2000 + "x" + "</strong>" * 2000
    assert [one.text for one in paragraphs(f"<p>{many}</p>", "en")] == ["x"]
