"""Lines of text in a PDF: the engine's own bytes sooner, and room beside Latin."""

import re
from contextlib import nullcontext

import pytest

from assessment.reports import fonts, html, pdf, pdf_text, render_pdf
from tests.reports import stories
from tests.reports.pdf_helpers import reader

EM = 20
STYLE = "@page {{ size: {width}px 400px; margin: 0 }} body {{ margin: 0 }}"


def made(body, *, room="0.25", width=400):
    family = fonts.family("zh-Hans")
    page = (
        '<!doctype html><html lang="zh-Hans"><head><title>.</title></head>'
        f'<body style="font: {EM}px {family}; --room: {room}">{body}</body></html>'
    )
    return pdf.render(page, stylesheets=(STYLE.format(width=width),))


def strings(content):
    """Each string of text that a page shows: how many letters, and moves between."""
    (page,) = reader(content).pages
    found = re.findall(rb"\[([^]]*)\]\s*TJ", page.get_contents().get_data())
    return [
        (
            sum(len(letters) // 4 for letters in re.findall(rb"<(\w*)>", text)),
            [float(move) for move in re.findall(rb">([-.\d]+)<", text)],
        )
        for text in found
    ]


def rooms(content):
    """The moves that are as wide as the room, in thousandths of an em, of each line."""
    return [
        [move for move in moves if move < -90] for _letters, moves in strings(content)
    ]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("第2阶段", 2, id="a numeral"),
        pytest.param("第12阶段", 2, id="a number"),
        pytest.param("用IT平台", 2, id="a word"),
        pytest.param("平台IT", 1, id="at the end"),
        pytest.param("IT平台", 1, id="at the start"),
        pytest.param("2年3月", 3, id="one after the other"),
        pytest.param("增加80%的", 2, id="a sign"),
        pytest.param("第 2 阶段", 0, id="typed spaces"),
        pytest.param("第2，阶段", 1, id="a comma has its own"),
        pytest.param("阶段", 0, id="Chinese alone"),
        pytest.param("stage 2", 0, id="Latin alone"),
    ],
)
def test_room_of_a_quarter_em_parts_chinese_from_latin(text, count):
    ((letters, _moves),) = strings(made(f"<p>{text}</p>"))
    assert letters == len(text)
    (found,) = rooms(made(f"<p>{text}</p>"))
    assert found == pytest.approx([-250] * count, abs=1.5)


WIDTH = 4 * EM + 18


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("第2阶段", {"第2阶段": 2}),
        ("客户客户2客户", {"客户客户": 0, "2客户": 1}),
        ("客户客户IT客户", {"客户客户": 0, "IT客户": 1}),
        ("户222222户客户", {"户222222": 1, "户客户": 0}),
        ("客户客2客户", {"客户客2": 1, "客户": 0}),
    ],
)
def test_room_widens_a_line_and_none_trails_it(text, lines):
    content = made(f"<p style='text-align: right'>{text}</p>", width=WIDTH)
    (page,) = reader(content).pages
    drawn = page.get_contents().get_data()
    starts = [float(x) for x in re.findall(rb"-1 ([\d.]+) [\d.]+ Tm", drawn)]
    assert starts == [
        pytest.approx(WIDTH - fonts.width(line, EM) - EM / 4 * count, abs=0.1)
        for line, count in lines.items()
    ]


def test_room_is_as_wide_as_a_style_says():
    assert rooms(made("<p>第2</p>", room="0.2")) == [pytest.approx([-200], abs=1.5)]
    assert rooms(made("<p>第2</p>", room="0")) == [[]]
    inner = "<p><span style='--room: 0'>第2</span></p>"
    assert rooms(made(inner)) == [[]]


def test_a_style_that_asks_for_no_room_has_none():
    page = "<html lang='zh-Hans'><title>.</title><p>第2"
    assert rooms(pdf.render(page)) == [[]]


@pytest.mark.parametrize(
    "style",
    [
        "text-align: justify", "letter-spacing: 2px", "word-spacing: 4px",
        "text-decoration: underline", "white-space: pre", "hyphens: auto",
        "overflow: hidden; white-space: nowrap; text-overflow: ellipsis",
        "direction: rtl", "max-lines: 1; block-ellipsis: auto",
        "font-language-override: 'ZHT'", "font-variant: small-caps tabular-nums",
    ],
)  # fmt: skip
def test_any_style_gives_the_engines_own_bytes(style, monkeypatch):
    text = "Customers whom nobody knows by name\tstay: 客户 2 阶段\nextraordinarily"
    body = f"<p lang='en' style='{style}'>{text}</p><p>{text}</p>"
    ours = made(body, room="0", width=150)
    monkeypatch.setattr(pdf_text, "kept", nullcontext)
    assert ours == made(body, room="0", width=150)


def test_a_style_is_prepared_once_and_not_for_every_line(monkeypatch):
    prepared = []
    kept = pdf_text._made
    monkeypatch.setattr(pdf_text, "_made", lambda s: prepared.append(s) or kept(s))
    made(f"<p>{'客户管理。' * 200}</p>")
    assert len(prepared) <= 4


def test_the_engine_lays_out_again_by_itself_after_a_render():
    from weasyprint.text import line_break

    before = line_break.Layout
    pdf.render("<html lang='en'><title>.</title><p>x")
    assert line_break.Layout is before


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
def test_a_report_has_room_without_an_element_for_it(language, monkeypatch):
    given = []
    monkeypatch.setattr(pdf, "render", lambda page, **_: given.append(page) or b"")
    render_pdf(stories.report(language))
    shown = html(stories.report(language))
    assert 'class="room"' not in given[0]
    assert shown.count('class="room"') > 100
    assert "--room: 0.25" in shown
