"""PDF: accessible, reproducible, closed to files and networks, hard to crash."""

import gc
import hashlib
import os
import re
import socket
import subprocess
import sys
import threading
from base64 import b64encode
from pathlib import Path

import pytest

from assessment.reports import fonts, pdf
from assessment.reports.svg_charts import svg
from tests.reports import chart_samples as samples
from tests.reports.pdf_helpers import (
    assert_no_weasyprint_warnings,
    picture,
    reader,
    text_of,
)

SECRET = "the-secret-that-no-report-may-hold"
STYLE = "@page { size: A4; margin: 20mm 18mm } svg { display: block }"
# A picture of one red pixel.
PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4"
    "z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC"
)


def document(body: str, language: str = "en", head: str = "") -> str:
    family = fonts.family(language)
    return (
        f'<!doctype html><html lang="{language}"><head><title>Sample</title>'
        f'<meta name="dcterms.created" content="2026-11-21">{head}</head>'
        f'<body style="font-family: {family}">{body}</body></html>'
    )


def sample(language: str) -> str:
    figures = "".join(
        f"<figure><figcaption>{chart.title}</figcaption>{svg(chart)}</figure>"
        for chart in samples.all_charts(language)
    )
    return document(f"<h1>One</h1><h2>Two</h2>{figures}", language)


@pytest.fixture(scope="module")
def english() -> bytes:
    with assert_no_weasyprint_warnings():
        return pdf.render(sample("en"), stylesheets=(STYLE,))


def test_document_is_tagged_titled_and_in_a_language(english):
    root = reader(english).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    metadata = root["/Metadata"].get_data()
    assert b"pdfuaid:part" in metadata
    assert reader(english).metadata.title == "Sample"


def test_document_has_bookmarks(english):
    titles = [item for item in reader(english).outline if not isinstance(item, list)]
    assert [item.title for item in titles] == ["One"]


def test_every_chart_is_a_figure_with_its_alternative_text(english):
    alts = [node["/Alt"] for node in _structure(english) if "/Alt" in node]
    assert alts == [chart.alt for chart in samples.all_charts("en")]


def test_dates_come_from_the_document(english):
    assert reader(english).metadata["/CreationDate"].startswith("D:20261121")
    assert "/ModDate" not in reader(english).metadata


def test_only_the_vendored_fonts_are_embedded(english):
    names = {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for page in reader(english).pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert names == {"Noto-Sans-SC", "Noto-Sans-SC-Bold"}


def test_same_input_gives_same_bytes_in_two_processes():
    program = (
        "import sys; from assessment.reports import pdf;"
        "sys.stdout.buffer.write(pdf.render(sys.stdin.buffer.read().decode('utf-8')))"
    )
    source = sample("zh-Hant")
    made = [
        subprocess.run(
            [sys.executable, "-c", program],
            input=source.encode("utf-8"),
            capture_output=True,
            check=True,
            cwd=Path(__file__).parents[2],
            env={**os.environ, "TZ": zone, "PYTHONHASHSEED": seed},
        ).stdout
        for zone, seed in (("UTC", "1"), ("Asia/Taipei", "2"))
    ]
    digests = {hashlib.sha256(content).hexdigest() for content in made}
    digests.add(hashlib.sha256(pdf.render(source)).hexdigest())
    assert len(digests) == 1


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_charts_render_without_warnings_and_their_text_is_text(language):
    with assert_no_weasyprint_warnings():
        made = pdf.render(sample(language), stylesheets=(STYLE,))
    text = text_of(made)
    for chart in (samples.bars(language), samples.dumbbells(language)):
        for row in chart.table().rows:
            gap = row[3] if chart.kind == "bars" else row[4]
            assert gap == "–" or gap in text, row


def test_target_band_is_really_hatched():
    strip = samples.continuum("en")
    made = pdf.render(document(svg(strip)), stylesheets=(STYLE,))
    header, _, pixels = picture(made, 150).partition(b"\n255\n")
    width = int(header.split()[1])
    target = bytes.fromhex("9A6410")
    step = 3 * width
    rows = [pixels[i : i + step] for i in range(0, len(pixels), 4 * step)]
    crossings = max(_runs_near(row, target) for row in rows)
    assert crossings >= 10  # two edges and many strokes


@pytest.mark.parametrize(
    ("attributes", "strings"),
    [
        pytest.param('x="9" y="9"', 1, id="one place"),
        pytest.param("", 1, id="no place"),
        pytest.param('x="9 19 29" y="9"', 3, id="a place for each letter"),
        pytest.param('x="9,19,29" y="9"', 3, id="places between commas"),
        pytest.param('x="9" y="9" letter-spacing="2"', 3, id="spaced"),
        pytest.param('x="9" y="9" rotate="0 45"', 3, id="turned"),
        pytest.param('x="9" y="9" textLength="60"', 3, id="stretched"),
    ],
)
def test_chart_labels_are_drawn_as_words_where_letters_have_no_places(
    attributes, strings
):
    label = f'<svg width="99" height="20"><text {attributes}>AVA</text></svg>'
    (page,) = reader(pdf.render(document(label))).pages
    shown = re.findall(rb"\bTJ\b", page.get_contents().get_data())
    assert len(shown) == strings


def test_the_engine_sets_letters_again_after_a_render():
    from weasyprint.svg import Node

    before = Node.text
    pdf.render(document('<svg width="99" height="20"><text>AVA</text></svg>'))
    assert Node.text is before


def test_garbage_collector_is_back_on_after_a_render_that_fails(monkeypatch):
    def broken(*_):
        assert not gc.isenabled()
        raise RuntimeError("layout")

    monkeypatch.setattr(pdf, "_document", broken)
    with pytest.raises(RuntimeError, match="layout"):
        pdf.render("<p>")
    assert gc.isenabled()


class Listener:
    """A loopback port that counts who knocks."""

    def __init__(self):
        self.requests = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.settimeout(0.1)
        self.port = self._socket.getsockname()[1]
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self):
        while not self._stop.is_set():
            try:
                connection, _ = self._socket.accept()
            except TimeoutError:
                continue
            self.requests += 1
            connection.close()

    def close(self):
        self._stop.set()
        self._thread.join()
        self._socket.close()


@pytest.fixture
def listener():
    listening = Listener()
    yield listening
    listening.close()


HOSTILE = {
    "img": '<img src="{url}">',
    "img srcset": '<img srcset="{url} 2x" src="{url}">',
    "stylesheet link": '<link rel="stylesheet" href="{url}">',
    "attachment link": '<link rel="attachment" href="{url}">',
    "attachment anchor": '<a rel="attachment" href="{url}">x</a>',
    "xmp link": '<link rel="xmp" href="{url}">',
    "css import": '<style>@import url("{url}");</style>',
    "css background": "<style>body {{ background: url('{url}') }}</style>",
    "css content": "<style>p::before {{ content: url('{url}') }}</style><p>x",
    "font face": "<style>@font-face {{ font-family: x; src: url('{url}') }}</style>",
    "svg image": '<svg width="9" height="9"><image href="{url}"/></svg>',
    "svg use": '<svg width="9" height="9"><use href="{url}#a"/></svg>',
    "svg style": '<svg width="9" height="9"><style>@import "{url}";</style></svg>',
    "object": '<object data="{url}"></object>',
    "embed": '<embed src="{url}">',
    "base": '<base href="{url}"><img src="x.png"><link rel="stylesheet" href="y">',
    "svg in data": "{nested}",
}


@pytest.mark.parametrize("scheme", ["file", "http", "ftp", "localhost", "upper case"])
@pytest.mark.parametrize("way", HOSTILE)
def test_s06_nothing_is_fetched(way, scheme, listener, tmp_path):
    bait = tmp_path / "bait.txt"
    bait.write_text(SECRET)
    url = {
        "file": bait.as_uri(),
        "http": f"http://127.0.0.1:{listener.port}/x",
        "ftp": f"ftp://127.0.0.1:{listener.port}/x",
        "localhost": f"http://localhost:{listener.port}/x",
        "upper case": f"HTTP://127.0.0.1:{listener.port}/x",
    }[scheme]
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
        f'<image href="{url}" width="9" height="9"/></svg>'
    )
    nested = (
        f'<img src="data:image/svg+xml;base64,{b64encode(drawing.encode()).decode()}">'
    )
    made = pdf.render(document(HOSTILE[way].format(url=url, nested=nested)))
    assert listener.requests == 0
    assert SECRET.encode() not in _all_bytes(made)
    assert "/EmbeddedFiles" not in str(reader(made).trailer["/Root"])


def test_s06_colour_profile_stops_the_render_instead_of_being_fetched(listener):
    url = f"http://127.0.0.1:{listener.port}/x"
    profile = f"@color-profile --x {{ src: url('{url}'); components: a, b, c }}"
    with pytest.raises(OSError, match="disallowed protocol"):
        pdf.render(document(f"<style>{profile}</style>"))
    assert listener.requests == 0


@pytest.mark.parametrize("way", HOSTILE)
@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data/",
        "https://[::1]/x",
        "gopher://127.0.0.1/x",
        "file:///etc/passwd",
    ],
)
def test_s06_no_connection_is_even_tried(way, url, monkeypatch):
    tried: list[object] = []

    def refuse(*arguments):
        tried.append(arguments)
        raise OSError("no network in this test")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    made = pdf.render(document(HOSTILE[way].format(url=url, nested="")))
    assert tried == []
    assert b"root:x:0" not in _all_bytes(made)


def test_s06_stylesheet_argument_fetches_nothing(listener):
    css = f'@import url("http://127.0.0.1:{listener.port}/x");'
    pdf.render(document("<p>x"), stylesheets=(css,))
    assert listener.requests == 0


def test_s06_attachment_given_as_data_is_left_out():
    data = b64encode(SECRET.encode()).decode()
    link = f'<link rel="attachment" href="data:text/plain;base64,{data}">'
    made = pdf.render(document("<p>x", head=link))
    assert SECRET.encode() not in _all_bytes(made)


def test_pictures_given_as_data_are_drawn():
    with assert_no_weasyprint_warnings():
        made = pdf.render(document(f'<img alt="a" src="{PIXEL}" width="100">'))
    images = [image for page in reader(made).pages for image in page.images]
    assert len(images) == 1


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("😀 👩‍👩‍👧 ☎️", id="emoji"),
        pytest.param("שלום مرحبا", id="right to left"),
        pytest.param("a\u202ecod.exe\u202c b", id="override of direction"),
        pytest.param("Z̴̡͎a͓͐l̷g̸o" * 50, id="zalgo"),
        pytest.param("nul \0 bell \a", id="controls"),
        pytest.param("lone \ud800 surrogate", id="lone surrogate"),
        pytest.param("x" * 300, id="300 characters without a break"),
        pytest.param("<script>alert(1)</script>", id="markup"),
        pytest.param("\ufdfa\ufeff\ufffe\u2028", id="odd ones"),
    ],
)
def test_f42_strange_texts_do_not_break_a_render(text):
    from markupsafe import escape

    with assert_no_weasyprint_warnings():
        made = pdf.render(document(f"<h1>Before</h1><p>{escape(text)}</p><p>after</p>"))
    printed = text_of(made)
    assert "Before" in printed
    assert "after" in printed


def test_f42_a_long_text_is_set_on_many_pages():
    words = "客户管理能力评估。 The customer comes first. " * 100
    paragraphs = f"<p>{words}</p>" * 20
    assert len(paragraphs.encode("utf-8")) > 100_000
    made = pdf.render(document(paragraphs), stylesheets=(STYLE,))
    assert len(reader(made).pages) > 10


def _runs_near(row: bytes, colour: bytes) -> int:
    """Return how many separate runs of about this colour a row of pixels has."""
    runs, inside = 0, False
    for i in range(0, len(row), 3):
        near = all(abs(a - b) < 90 for a, b in zip(row[i : i + 3], colour, strict=True))
        runs += near and not inside
        inside = near
    return runs


def _structure(made: bytes) -> list[dict]:
    found, waiting = [], [reader(made).trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop(0).get_object()
        if not isinstance(node, dict):
            continue
        found.append(node)
        kids = node.get("/K", [])
        kids = kids.get_object() if hasattr(kids, "get_object") else kids
        waiting = (list(kids) if isinstance(kids, list) else [kids]) + waiting
        waiting = [kid for kid in waiting if hasattr(kid, "get_object")]
    return found


def _all_bytes(made: bytes) -> bytes:
    """Return the file with every stream unpacked."""
    source = reader(made)
    parts = [made]
    for number in range(1, source.trailer["/Size"]):
        item = source.get_object(number)
        if hasattr(item, "get_data"):
            parts.append(item.get_data())
    return b"".join(parts)


def test_what_documents_leave_behind_is_collected_every_few(monkeypatch):
    sent = []
    monkeypatch.setattr(pdf.gc, "collect", lambda: sent.append(1))
    for _ in range(2 * pdf._COLLECTED_EVERY):
        pdf.render(document("<p>x"))
    assert len(sent) == 2
