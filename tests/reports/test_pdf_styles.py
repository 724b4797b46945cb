"""What is replaced of the PDF engine gives the engine's own bytes, with fewer steps."""

import re
from contextlib import nullcontext

import pytest

from assessment.reports import html, pdf, pdf_styles, pdf_text
from questionnaires.model import LANGUAGES
from tests.reports import stories

COLUMNS = "<div style='{style}'><p>One</p><p>Two words</p><p>Three more words</p></div>"


@pytest.fixture
def engines_own(monkeypatch):
    """Return a document as the engine makes it by itself."""

    def made(page):
        with monkeypatch.context() as patched:
            patched.setattr(pdf_styles, "remembered", nullcontext)
            patched.setattr(pdf_text, "kept", nullcontext)
            return pdf.render(page)

    return made


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_has_the_engines_own_bytes(language, engines_own):
    """Room apart, which the engine cannot set: here each text asks for none."""
    shown = stories.report(language, name="O’Brien’s“Bank”", fictional=True)
    page = re.sub("--room: [0-9.]+", "--room: 0", html(shown))
    assert pdf.render(page) == engines_own(page)


@pytest.mark.parametrize(
    "style",
    [
        "display: flex; flex-wrap: wrap; width: 60%",
        "display: grid; grid-template-columns: 1fr 2fr; gap: 2mm",
        "columns: 2; padding: 5% 2%",
        "width: calc(50% + 2mm); margin-inline-start: 4mm",
        "direction: rtl; margin-inline-start: 4mm; border-inline-end: 1px solid",
        "box-sizing: border-box; width: 40mm; padding: 3mm; border: 1mm solid",
        "float: left; width: 30mm; text-decoration: underline",
        "float: inline-end; max-width: 30mm; min-height: 20%",
        "position: absolute; inset: 10mm auto auto 20%",
        "display: table; border-collapse: collapse; border: 1px solid",
        "font-size: calc(1em + 2px); line-height: calc(2 * 1em); color: inherit",
        "all: initial; border-top: 2px dashed; border-radius: 1mm",
    ],
)
def test_any_style_has_the_engines_own_bytes(style, engines_own):
    body = COLUMNS.format(style=style)
    first = "<style>p::first-line { font-weight: 700 } p::first-letter { color: red }"
    page = f"<html lang='en'><title>.</title>{first}</style>{body}<p>After</p>"
    assert pdf.render(page) == engines_own(page)


def test_lengths_of_a_style_are_resolved_once(monkeypatch):
    """A table's heads are laid out again on each page, with the styles they have."""
    asked = []
    resolve = pdf_styles._lengths
    monkeypatch.setattr(pdf_styles, "_lengths", lambda s: asked.append(s) or resolve(s))
    rows = "<tr><td>x</td></tr>" * 150
    pdf.render(f"<html lang='en'><title>.</title><table><thead>{rows}</thead>{rows}")
    assert len({id(style) for style in asked}) == len(asked)


def test_the_engine_is_as_it_was_after_a_render_that_fails(monkeypatch):
    from pydyf import PDF
    from weasyprint.css import ComputedStyle
    from weasyprint.formatting_structure.boxes import Box
    from weasyprint.layout import background, block
    from weasyprint.text import line_break

    def state():
        return (
            ComputedStyle.__missing__, Box.is_in_normal_flow,
            block.resolve_percentages, background.resolve_radii_percentages,
            PDF.page_references, line_break._font_style_cache_key,
            line_break.Layout,
        )  # fmt: skip

    def broken(*_):
        inside.append(state())
        raise RuntimeError("layout")

    inside, before = [], state()
    monkeypatch.setattr(pdf, "_document", broken)
    with pytest.raises(RuntimeError, match="layout"):
        pdf.render("<p>")
    assert state() == before
    assert all(now is not then for now, then in zip(inside[0], before, strict=True))
