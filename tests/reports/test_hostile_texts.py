"""S-02, S-03: a definition's words are words in every form of the report."""

from __future__ import annotations

import html as entities
import json
import re

import pytest

from assessment.reports import build_report, html, render_pdf
from assessment.reports.views import island
from questionnaires.model import LANGUAGES
from tests.reports import stories
from tests.reports.pdf_helpers import text_of
from tests.support.hostile import WORDS, poisoned


def report(language: str = "en"):
    definitions = {name: poisoned(one) for name, one in stories.definitions().items()}
    return build_report(stories.scored(name=WORDS), definitions, language)


@pytest.fixture(scope="module", params=LANGUAGES)
def page(request) -> str:
    return html(report(request.param))


def test_s02_s03_the_html_report_shows_them_as_text(page):
    shown = entities.unescape(re.sub(r"<[^>]*>", "", page))
    assert shown.count("{{ config.SECRET_KEY }} {{7*7}} ${7*7} {x} %(x)s") > 100
    assert shown.count("<svg/onload=window.x=1>") > 100
    assert "development only" not in page
    assert "<svg/onload" not in page
    assert "<script" not in page


def test_s02_s03_the_pdf_shows_them_as_text():
    text = "".join(text_of(render_pdf(report())).split())
    assert text.count("{{config.SECRET_KEY}}{{7*7}}${7*7}") > 20
    assert text.count("<script>window.x=1</script>") > 20
    assert "developmentonly" not in text


def charts(value):
    """Yield every chart of a report, wherever it is."""
    if type(value).__module__ == "assessment.reports.charts":
        if hasattr(value, "alt"):
            yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from charts(one)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from charts(getattr(value, name))


def test_s02_no_text_leaves_the_island_of_any_chart():
    found = list(charts(report()))
    assert len(found) >= 3
    hostile = 0
    for chart in found:
        written = str(island(chart))
        assert not re.search("[<>&\u2028\u2029]", written)
        hostile += "/script" in json.dumps(json.loads(written))
    assert hostile, "no chart was tried"
