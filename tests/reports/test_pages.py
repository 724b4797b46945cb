"""The result page and its downloads."""

from __future__ import annotations

import json
import re
from contextlib import nullcontext
from html import unescape
from urllib.parse import unquote

import pytest
from click.testing import CliRunner

from assessment import db
from assessment.cli import main
from assessment.engagements import services
from assessment.reports.charts import Radar, RadarAxis
from assessment.reports.drawing.numbers import whole
from assessment.reports.views import island
from tests.reports import stories
from tests.support.quick_files import quick_files

HOSTILE = "</script><script>window.x=1</script>\u2028"


def path(seeded, name="result"):
    return f"/assessments/{seeded.assessment.public_id}/{name}"


def data_of(page):
    found = re.findall(
        r'<script type="application/json"[^>]*>(.*?)</script>', page, re.DOTALL
    )
    return [json.loads(text) for text in found]


def test_the_page_shows_the_numbers_of_the_result(consultant, answered):
    result = consultant.get(path(answered, "result.json")).get_json()
    model = result["questionnaires"][0]
    page = consultant.get(path(answered)).text
    assert f'figure-number">{whole(model["overall"]["score"])} ' in page
    assert "between stages 1 and 2" in page
    titles = {
        capability.id: capability.title["en"]
        for dimension in stories.definitions()["capability-model"].dimensions
        for capability in dimension.capabilities
    }
    for gap in result["gaps"]:
        assert titles[gap["id"]] in page


def test_the_page_is_complete_without_scripts(consultant, answered):
    page = consultant.get(path(answered)).text
    shown = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    assert shown.count("<svg") >= 5
    for figure in re.findall(r"<figure.*?</figure>", shown, flags=re.DOTALL):
        assert "<svg" in figure
        assert "<table" in figure


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_what_a_score_means_stands_closed_below_its_numbers(
    consultant, answered, language
):
    """The texts are those of the level that the page's own result has reached."""
    result = consultant.get(path(answered, "result.json")).get_json()
    page = unescape(consultant.get(path(answered) + f"?lang={language}").text)
    definition = stories.definitions()["capability-model"]
    scores = {
        row["id"]: row["score"]
        for dimension in result["questionnaires"][0]["dimensions"]
        for row in dimension["capabilities"]
    }
    told = [
        each
        for dimension in definition.dimensions
        for each in dimension.capabilities
        if each.levels and scores[each.id] is not None
    ]
    assert told
    blocks = re.findall(r'<details class="meaning">.*?</details>', page, re.DOTALL)
    said = "".join(blocks)
    for each in told:
        reached = sum(scores[each.id] >= floor for floor in (10, 30, 50, 70, 90))
        assert each.levels[reached][language] in said
        # Above level 1 the next level is told, not the step that leads to the first.
        assert (each.next_step[language] in said) == (reached < 2)
        if 1 < reached < 5:
            assert each.levels[reached + 1][language] in said


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_every_cell_says_what_it_is(consultant, answered, language):
    page = consultant.get(path(answered) + f"?lang={language}").text
    cells = re.findall(r"<td([^>]*)>(.*?)</td>", page, flags=re.DOTALL)
    assert len(cells) > 100
    assert [text for kind, text in cells if text and "data-label=" not in kind] == []
    named = re.findall(r'<td[^>]*data-label="([^"]*)"', page)
    heads = set(re.findall(r"<th scope=\"col\"[^>]*>([^<]*)</th>", page))
    assert set(named) <= heads


def test_plotly_draws_a_true_radar_from_the_same_numbers(consultant, answered):
    figures = data_of(consultant.get(path(answered)).text)
    radar = next(f for f in figures if f["data"][0]["type"] == "scatterpolar")
    result = consultant.get(path(answered, "result.json")).get_json()
    scores = [d["score"] for d in result["questionnaires"][0]["dimensions"]]
    drawn = next(t["r"] for t in radar["data"] if len(t["r"]) == len(scores) + 1
                 and t["r"][0] == scores[0])  # fmt: skip
    assert drawn == [*scores, scores[0]]


def test_s02_texts_cannot_leave_the_data_of_a_chart():
    chart = Radar(
        title=HOSTILE, subtitle="", source="", alt="", language="en",
        axes=tuple(RadarAxis(label=HOSTILE, score=1.0) for _ in range(3)),
    )  # fmt: skip
    written = str(island(chart))
    assert "<" not in written
    assert "\u2028" not in written
    assert json.loads(written)["data"][0]["type"] == "scatterpolar"


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_the_page_speaks_the_visitor_s_language(consultant, answered, language):
    page = consultant.get(path(answered) + f"?lang={language}").text
    assert f'<html lang="{language}"' in page
    wanted = {
        "en": "What we advise", "zh-Hans": "我们的建议", "zh-Hant": "我們的建議"
    }  # fmt: skip
    assert wanted[language] in page


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
@pytest.mark.parametrize(
    ("end", "kind"), [("pdf", "application/pdf"), ("html", "text/html; charset=utf-8")]
)
def test_a_report_comes_as_a_file_named_after_its_language(
    consultant, answered, language, end, kind
):
    # What is in a PDF is looked at elsewhere; in English one is set in full.
    with nullcontext() if language == "en" else quick_files():
        answer = consultant.get(path(answered, f"report.{end}?language={language}"))
    assert answer.data.startswith(b"%PDF-" if end == "pdf" else b"<!DOCTYPE html>")
    assert answer.headers["Content-Type"] == kind
    assert answer.headers["Content-Disposition"] == (
        f'attachment; filename="Harbour Bank 2026-11-21 {language}.{end}"; '
        f"filename*=UTF-8''Harbour%20Bank%202026-11-21%20{language}.{end}"
    )


@pytest.mark.parametrize(
    ("end", "what"),
    [
        ("report.pdf", " en"),
        ("report.html", " en"),
        ("result.json", " result"),
        ("export.json", ""),
    ],
)
def test_the_name_of_a_file_keeps_chinese_and_nothing_that_could_harm(
    app, consultant, answered, end, what
):
    with app.app_context():
        session = db.session()
        organisation = session.merge(answered.organisation)
        organisation.name = '海港银行/<b>"A\\\r\n;B'
        session.commit()
    answer = consultant.get(path(answered, "result.json"))
    assert answer.get_json()["organisation"]["name"].startswith("海港银行/")
    with quick_files():
        sent = consultant.get(path(answered, end)).headers["Content-Disposition"]
    plain, starred = re.fullmatch(
        r"attachment; filename=\"([A-Za-z0-9 .-]+)\"; filename\*=UTF-8''(\S+)", sent
    ).groups()
    name = unquote(starred)
    assert name.startswith("海港银行")
    assert set('<>:"/\\|?*\r\n').isdisjoint(name)
    for given in (plain, name):
        assert given.endswith(f" 2026-11-21{what}.{end.rpartition('.')[2]}")


def test_a_locked_assessment_shows_its_frozen_result(app, consultant, answered):
    with app.app_context():
        session = db.session()
        found = session.merge(answered.assessment)
        frozen = consultant.get(path(answered, "result.json")).get_json()
        frozen["questionnaires"][0]["overall"]["score"] = 77.0
        found.locked_result, found.status = frozen, "locked"
        found.locked_at = db.utcnow()
        session.commit()
    assert 'figure-number">77 ' in consultant.get(path(answered)).text


@pytest.mark.parametrize("locked", [False, True], ids=["open", "locked"])
def test_a_downloaded_result_is_verified(app, consultant, answered, tmp_path, locked):
    with app.app_context():
        session = db.session()
        found = session.merge(answered.assessment)
        if locked:
            services.lock(session, consultant.user, found, "done")
    file = tmp_path / "result.json"
    file.write_bytes(consultant.get(path(answered, "result.json")).data)
    told = CliRunner().invoke(main, ["verify", str(file)])
    assert (told.exit_code, told.stderr) == (0, "")


@pytest.mark.parametrize("name", ["result", "report.pdf", "report.html", "result.json"])
def test_s12_another_organisation_s_report_is_not_found(
    client, other_consultant, answered, name
):
    assert other_consultant.get(path(answered, name)).status_code == 404
    assert client.get(path(answered, name)).status_code in (302, 401)


def test_an_empty_assessment_has_a_page_too(consultant, seeded):
    page = consultant.get(path(seeded)).text
    assert "Too little has been answered for a score" in page


def test_plotly_comes_from_the_installed_package(client):
    with client.get("/reports/plotly.min.js") as answer:
        assert answer.status_code == 200
        assert b"scatterpolar" in answer.data


def test_the_page_takes_five_statements(consultant, answered, count_statements):
    consultant.get(path(answered))
    with count_statements() as statements:
        consultant.get(path(answered))
    # Session with user, the assessment with its organisation, whether there are
    # releases, and the two of engagements.data: answers, and all the short lists.
    assert len(statements) <= 5
