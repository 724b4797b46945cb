"""The report as a document: everything of the result is in it, and nothing runs."""

from __future__ import annotations

import io
import re
import subprocess
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest
from pypdf import PdfReader

from assessment.reports import build_report, document, html, pdf, render_pdf
from assessment.reports.build import stage_label
from assessment.reports.drawing.numbers import whole
from assessment.reports.stored import result_from_json
from assessment.reports.words import label
from questionnaires.model import LANGUAGES
from scoring.answers import Consensus
from scoring.engine import score
from scoring.result import to_json
from tests.reports import stories
from tests.reports.pdf_helpers import word_boxes
from tests.reports.stories import BRITISH, SINGLE_CARD

HOSTILE = '"><svg/onload=window.x=1>{{7*7}}'


@cache
def rendered(language):
    shown = stories.report(language, fictional=True)
    return render_pdf(shown)


@cache
def pages_of(content):
    """The text of each page, as poppler reads it: others take as long as setting it."""
    command = ["pdftotext", "-raw", "-", "-"]
    done = subprocess.run(command, input=content, capture_output=True, check=True)
    *pages, after = done.stdout.decode("utf-8").split("\f")
    assert not after
    return pages


def plain(text):
    """Text without the breaks and room that setting it put in."""
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pdf_holds_name_score_stage_and_every_gap(language):
    result = stories.scored(fictional=True)
    text = plain("".join(pages_of(rendered(language))))
    assert plain("Karoo Retail Bank") in text
    assert whole(result.of("capability-model").overall.score) in text
    assert plain(stage_label(result, language)) in text
    titles = {
        capability.id: capability.title[language]
        for dimension in stories.definitions()["capability-model"].dimensions
        for capability in dimension.capabilities
    }
    assert result.gaps
    for gap in result.gaps:
        assert plain(titles[gap.id]) in text, titles[gap.id]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_pdf_page_says_who_when_self_declared_and_fictional(language):
    pages = pages_of(rendered(language))
    assert len(pages) >= 8
    for number, page in enumerate(pages, start=1):
        text = plain(page)
        assert plain("Karoo Retail Bank") in text
        assert plain(label("self_declared", language)) in text
        assert plain(label("fictional", language)) in text
        count = label("page_of", language, page=number, pages=len(pages))
        assert plain(count) in text


def test_the_pdf_is_the_same_bytes_each_time_and_dated_by_the_assessment():
    again = render_pdf(stories.report("en", fictional=True))
    assert again == rendered("en")
    created = PdfReader(io.BytesIO(again)).metadata.creation_date
    assert created.date().isoformat() == "2026-11-21"


@pytest.mark.parametrize(
    ("language", "changes"),
    [
        ("en", {"name": f"{HOSTILE} & <b> \ufffe\ud800\0", "market": "]]>&amp;<!--"}),
        ("zh-Hans", {"story": BRITISH, "accepted": ["G5b"]}),
        ("zh-Hant", {"fictional": True}),
    ],
)
def test_our_own_documents_are_read_faster_to_the_same_bytes(language, changes):
    shown = stories.report(language, **changes)
    is_known = changes == {"fictional": True}
    made = rendered(language) if is_known else render_pdf(shown)
    # A browser is given room by elements, which are none of the PDF's.
    page = re.sub('<span class="room">(.)</span>', r"\1", html(shown))
    assert made == pdf.render(page)


def test_fewer_styles_are_made_than_by_the_engines_own_stylesheet():
    from weasyprint.html import UA_STYLESHEET

    from assessment.reports.pdf_source import OwnDocument

    (sheet,) = OwnDocument("<html><p/></html>", None)._ua_stylesheets()
    ours, theirs = (s.matcher.other_selectors for s in (sheet, UA_STYLESHEET))
    assert not {pseudo for _, _, _, pseudo, _ in ours} - {None}
    assert len(ours) < len(theirs)


def test_the_pdf_has_bookmarks_and_names_its_language():
    reader = PdfReader(io.BytesIO(rendered("zh-Hant")))
    titles = {mark.title for mark in reader.outline if not isinstance(mark, list)}
    for key in ("summary", "right_for_us", "gaps", "roadmap", "method", "appendix"):
        assert label(key, "zh-Hant") in titles
    assert reader.trailer["/Root"]["/Lang"] == "zh-Hant"


def test_an_assessed_report_says_so_and_not_self_declared():
    page = html(stories.report("en", mode="assessed"))
    assert "Assessed on evidence" in page
    assert "self-declared" not in page.casefold()


@pytest.mark.parametrize("language", LANGUAGES)
def test_s01_hostile_names_are_shown_as_text(language):
    page = html(stories.report(language, name=HOSTILE, market=HOSTILE))
    assert "<svg/onload" not in page
    assert "&lt;svg/onload" in page
    assert "49" not in page.split("<h1>")[1].split("</h1>")[0]


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"model": False}, id="only the continuum"),
        pytest.param({"story": SINGLE_CARD, "size": "1-9"}, id="a small firm"),
        pytest.param({"skip": ("outcomes", "resources")}, id="two parts unanswered"),
        pytest.param({"story": BRITISH, "accepted": ["G5b"]}, id="an accepted gap"),
        pytest.param(
            {"targets": {"continuum": {"value": 3.0, "by": "Board"}, "leadership": 10}},
            id="targets decided",
        ),
        pytest.param({"name": None, "industry": None, "region": "CN-GD"}, id="no name"),
    ],
)
def test_every_kind_of_result_makes_a_document(changes):
    for language in LANGUAGES:
        page = html(stories.report(language, **changes))
        assert "None" not in re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)


def test_f46_long_words_and_many_rows_stay_inside_the_page():
    content = render_pdf(stories.report("en", name="W" * 300))
    text = plain("".join(pages_of(content)))
    assert "W" * 300 in text


def test_unanswered_parts_are_not_scored_and_never_zero():
    shown = stories.report("en", skip=("outcomes",))
    row = next(r for r in shown.profiles[0].dimensions if r.id == "outcomes")
    assert (row.score, row.level, row.status) == (None, None, "not-scored")
    assert row.sentences == (
        "Not scored: 0% of the questions that apply have been answered, "
        "which is too little.",
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_thousands_of_days_are_separated(language):
    assert "1,845" in label("days_only", language, days=1845)


def test_first_actions_are_quick_wins_with_owner_and_date():
    shown = stories.report("en")
    result = stories.scored()
    quick = {i.id for i in result.roadmap.initiatives if i.quick_win}
    assert len(shown.summary.actions) == 3
    for action in shown.summary.actions:
        assert action.id in quick
        assert action.owner
        # A quick win starts on the first day, so it is due after its own days.
        assert (action.by - shown.head.date).days == action.days


def test_a_later_wave_starts_when_the_one_before_it_ends():
    waves = stories.report("en").roadmap.waves
    assert len(waves) > 1
    for before, after in pairwise(waves):
        assert after.start == before.end
        assert (after.end - after.start).days == after.days
        assert all(row.by <= after.end for row in after.rows)


def test_the_sum_of_the_pulls_is_the_proposal():
    page = stories.report("en").positions[0]
    assert sum(row.pull or 0 for row in page.why) == pytest.approx(page.proposed)


def test_a_frozen_result_is_read_back_as_it_was():
    result = stories.scored(mode="assessed", accepted=["G5b"])
    assert result_from_json(to_json(result)) == result


def test_a_result_frozen_before_there_were_digests_is_still_read():
    result = stories.scored(mode="assessed")
    written = to_json(result)
    for key in ("digest", "capacity", "peers"):
        del written[key]
    assert result_from_json(written) == replace(result, digest={})


def test_a_frozen_result_without_a_number_it_always_had_is_not_made_up():
    written = to_json(stories.scored())
    del written["invited"]
    with pytest.raises(KeyError, match="invited"):
        result_from_json(written)


def test_room_between_chinese_and_latin_is_set_and_not_typed():
    page = document.spaced("<p title='第2阶段'>第2阶段IT平台</p><svg>第2</svg>")
    assert page == (
        "<p title='第2阶段'><span class=\"room\">第</span>"
        '<span class="room">2</span>阶<span class="room">段</span>'
        'I<span class="room">T</span>平台</p><svg>第2</svg>'
    )


def test_a_link_stays_in_one_piece_as_its_tag_holds_one_only():
    page = "<p><a href='#sheets'>90天行动单</a></p>"
    assert document.spaced(page) == page


def test_english_apostrophes_and_quotation_marks_are_narrow():
    """The fonts are Chinese: without being told, they set these a whole em wide."""
    name = "O’Brien’s“Bank”"
    shape = {}
    for language in ("en", "zh-Hans"):
        content = render_pdf(stories.report(language, name=name), ["gaps"])
        boxes = [box for box in word_boxes(content) if box[0] == name]
        assert boxes
        shape[language] = [width / height for _text, width, height in boxes]
    marks = 4
    # A box is about 1.5 em high; each mark loses half an em or more.
    assert max(shape["en"]) + marks * 0.5 / 1.5 * 0.9 < min(shape["zh-Hans"])


def test_evidence_is_counted_by_the_grade_that_counts():
    """The assessor's grade replaces the respondents', as it does in the scores."""
    told = stories.assessment(mode="assessed")
    question = "leadership.vision.shared"
    before = [a.evidence for a in told.answers if a.question == question]
    agreed = Consensus(
        "capability-model", question, None, evidence="verified", by="A", reason="Seen"
    )

    counts = []
    for data in (told, replace(told, consensus=(agreed,))):
        result = score(data, stories.definitions())
        made = build_report(result, stories.definitions(), "en")
        counts.append({row.name: row.n for row in made.method.grades})

    assert len(before) == 2
    assert "verified" not in before
    assert counts[1]["verified"] == counts[0]["verified"] + 2
    assert sum(counts[0].values()) == sum(counts[1].values())


def test_the_report_is_built_from_the_result_and_computes_nothing():
    result = stories.scored()
    shown = build_report(result, stories.definitions(), "en")
    overall = result.of("capability-model").overall
    assert shown.summary.headline.score == overall.score
    assert [row.gap for row in shown.gaps.rows] == [gap.gap for gap in result.gaps]
    planned = [row.id for wave in shown.roadmap.waves for row in wave.rows]
    assert planned == [item.id for item in result.roadmap.initiatives]
