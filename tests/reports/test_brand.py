"""A brand on a report: worn everywhere, fetching nothing, changing no number."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from functools import cache

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from assessment import files
from assessment.branding import logo
from assessment.branding.brand import NO_BRAND, PLACES, Brand
from assessment.branding.refusals import Refusal
from assessment.cli import main
from assessment.reports import dress, html, render_pdf
from assessment.reports.words import label
from questionnaires.model import LANGUAGES
from tests.branding.pictures import picture
from tests.reports import stories

HOSTILE = '"><svg/onload=window.x=1>{{7*7}}'
ACCENT, ALARM, TARGET = "#0B5C7A", "#B3261E", "#9A6410"
STRONG = Brand(
    name="Lantern Advisory",
    contact="hello@lantern.example",
    primary="#7A1F1F",
    secondary="#A9894D",
    logo=logo.read(picture(mode="RGBA")),
    confidentiality={"en": "For the board", "zh-Hant": "僅供董事會參閱"},
    blocks={
        place: {"en": f"<h3>At {place}</h3><p>{{{{ organisation }}}}</p>"}
        for place in PLACES
    },
)


@cache
def report(language="en", **changes):
    return stories.report(language, **changes)


@cache
def page(language="en"):
    return html(report(language), brand=STRONG)


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_brand_nothing_is_added(language):
    plain = html(report(language))
    assert plain == html(report(language), brand=Brand())
    assert ACCENT in plain
    for word in ("<img", 'class="own', 'class="house', 'class="contact', "#A9894D"):
        assert word not in plain


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_accent_is_the_brands_and_all_other_colours_stay(language):
    plain, worn = html(report(language)), page(language)
    assert worn.count("#7A1F1F") == plain.count(ACCENT)
    assert ACCENT not in worn
    assert worn.count(TARGET) == plain.count(TARGET) > 0
    for level in ("#94B9CB", "#D5DDE3", "#16202C"):
        assert worn.count(level) == plain.count(level)


def test_name_logo_contact_and_the_products_imprint():
    worn = page()
    assert worn.count(STRONG.logo.uri) == 2
    assert worn.count('alt="Lantern Advisory"') == 2
    assert worn.rindex("hello@lantern.example") > worn.rindex("</section>")
    made = label("made_with", "en")
    assert worn.count(made) == 1
    assert worn.index(made) > worn.index('id="method"')
    assert label("not_certificate", "en") in worn[: worn.index('id="summary"')]


@pytest.mark.parametrize(
    ("language", "foot"),
    [
        pytest.param("en", "For the board", id="English"),
        pytest.param("zh-Hant", "僅供董事會參閱", id="its own"),
        pytest.param("zh-Hans", "For the board（此处只有英文）", id="F-45"),
    ],
)
def test_the_foot_is_in_the_readers_language_or_marked(language, foot):
    assert f'<div class="running-foot">{foot}</div>' in page(language)


def test_f45_own_words_in_english_are_marked_and_said_to_be_english():
    worn = page("zh-Hant")
    note = label("english_only", "zh-Hant")
    assert worn.count(f'<p class="small">{note}</p>') == len(PLACES)
    assert worn.count('lang="en"') == len(PLACES)
    assert label("english_only", "en") not in page("en")


def test_own_words_stand_at_their_places():
    worn = page()
    places = [worn.index(f"At {place}<") for place in PLACES]
    anchors = [worn.index(f'id="{name}"') for name in ("summary", "roadmap", "method")]
    summary, roadmap, method = anchors
    assert places[0] < summary < places[1] < places[2] < roadmap < method < places[3]
    assert places[3] < worn.index('id="appendix"') < places[4]
    assert f"<p>{report().head.organisation}</p>" in worn


def test_what_words_can_name_is_what_the_report_prints():
    found = dress.values(report())
    shown = report().summary.headline
    assert found["score"] == round(shown.score)
    assert found["level"] == shown.level
    # Method part 5: the South African bank stands at 1.4 and fits 2.3 to 3.3.
    assert (found["position"], found["target_low"], found["target_high"]) == (
        1.4, 2.3, 3.3,
    )  # fmt: skip
    assert all(v is None or isinstance(v, str | int | float) for v in found.values())


def test_chosen_sections_are_printed_in_their_order():
    brand = Brand(sections=("method", "gaps"))
    worn = html(report(), brand=brand)
    chapters = re.findall(r'<section class="chapter[^"]*" id="([^"]+)"', worn)
    assert chapters == ["summary", "method", "gaps"]


def test_the_summary_wears_it_without_own_words():
    worn = html(report(), summary=True, brand=STRONG)
    assert ACCENT not in worn
    assert STRONG.logo.uri in worn
    assert '<div class="running-foot">For the board</div>' in worn
    assert "At closing" not in worn


def test_s01_s04_hostile_texts_of_a_brand_are_text():
    brand = Brand(
        name=HOSTILE,
        contact=HOSTILE,
        logo=STRONG.logo,
        confidentiality={"en": HOSTILE},
        blocks={"closing": {"en": "<p>a</p><script>x</script><img src='file:///x'>"}},
    )
    worn = html(report(), brand=brand)
    for word in ("<svg/onload", "<script", "file:///"):
        assert word not in worn
    assert worn.count("{{7*7}}") >= 3


def test_s01_an_organisations_name_in_own_words_is_text():
    brand = Brand(blocks={"closing": {"en": "About {{ organisation }}"}})
    worn = html(report(name=HOSTILE), brand=brand)
    assert "<svg/onload" not in worn
    assert "About &#34;&gt;&lt;svg/onload" in worn or "&lt;svg/onload" in worn


def test_words_that_fail_with_these_numbers_are_refused():
    brand = Brand(blocks={"closing": {"en": "{{ 1 / (level - level) }}"}})
    with pytest.raises(Refusal, match="division by zero"):
        html(report(), brand=brand)


def test_the_pdf_wears_it_on_every_page():
    # Few sections, as reading a page's words takes long.
    brand = replace(STRONG, sections=("position", "method"))
    pdf = PdfReader(io.BytesIO(render_pdf(report(), brand=brand)))
    texts = [sheet.extract_text() for sheet in pdf.pages]
    assert all("For the board" in text for text in texts)
    assert "hello@lantern.example" in texts[-1]
    assert "At before-position" in "".join(texts)
    assert pdf.metadata.author == "Lantern Advisory"
    assert any(sheet.images for sheet in pdf.pages)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "logo.png").write_bytes(picture())
    written = json.dumps(files.to_json(stories.assessment()), ensure_ascii=False)
    (tmp_path / "bank.json").write_text(written, "utf-8")
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(main, ["report", "bank.json", *arguments])


def test_the_command_takes_a_brand(folder):
    (folder / "brand.yaml").write_text(
        'schema: "sextant/brand@1"\nlogo: "logo.png"\n'
        'colours: {primary: "#7A1F1F"}\nsections: ["method"]\n',
        "utf-8",
    )
    answer = run("-o", "bank.html", "--brand", "brand.yaml")
    assert answer.exit_code == 0, answer.output
    page = (folder / "bank.html").read_text("utf-8")
    assert "data:image/png;base64," in page
    assert "#7A1F1F" in page
    assert 'id="roadmap"' not in page


def test_the_command_refuses_a_faulty_brand_with_all_its_lines(folder):
    (folder / "brand.yaml").write_text(
        'schema: "sextant/brand@1"\nlogo: "../x.png"\nsections: ["roadmap"]\n', "utf-8"
    )
    answer = run("-o", "bank.html", "--brand", "brand.yaml")
    assert answer.exit_code == 1
    lines = answer.stderr.splitlines()
    assert [line.split(" ")[0] for line in lines] == ["brand.yaml:2:", "brand.yaml:3:"]
    assert not (folder / "bank.html").exists()


def test_no_brand_is_the_houses_look():
    assert Brand() == NO_BRAND
    assert NO_BRAND.tint is None
