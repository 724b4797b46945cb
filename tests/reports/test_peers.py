"""The report among peers: sentences, table, bands, and the words without a release."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from assessment.benchmarks import words
from assessment.benchmarks.among import Among, Issuer, Source, weighed
from assessment.reports import build_report, html
from assessment.reports.charts import PeerBand
from assessment.reports.document import render_pdf
from assessment.reports.svg_charts import svg
from questionnaires.model import LANGUAGES
from scoring.answers import Unit
from scoring.engine import score
from tests.benchmarks.releases import cell, release
from tests.benchmarks.test_words import ORDER, sound
from tests.reports import stories
from tests.reports.pdf_helpers import reader

MODEL, LINE = "capability-model", "continuum"
SECTOR = ("K", "M49:018", None)


def among(cells, questionnaire=MODEL, name="", issuer=Issuer.OWN, synthetic=False):
    made = release(cells, questionnaire=questionnaire, name=name)
    source = Source(
        made.id, made.date, made.questionnaire, made.version, issuer,
        synthetic=synthetic,
    )  # fmt: skip
    return {questionnaire: Among(source, made.found)}


def report(language="en", peers=None, use=True, **changes):
    definitions = stories.definitions()
    given = {name: replace(each, weighs=use) for name, each in (peers or {}).items()}
    data = weighed(stories.assessment(**changes), given, definitions)
    return build_report(score(data, definitions), definitions, language, among=given)


def whole_model():
    """Peers of every kind: 24, 19, 9, 6 and none."""
    return among(
        [
            cell("overall", 24, place=SECTOR),
            cell("leadership", 24, place=SECTOR),
            cell("strategy", 19, place=SECTOR),
            cell("resources", 9, place=("K64", None, None)),
            cell("operations", 6, place=(None, None, None)),
        ]
    )


def test_the_section_says_who_where_and_why_not_closer():
    part = report(peers=whole_model()).peers
    assert part.none == ()
    (page,) = part.pages
    assert page.lead[0] == (
        "Compared with 24 organisations of the same sector in nearby regions "
        "(Finance and insurance (K), Southern Africa)."
    )
    assert re.match(r"The score of \d+ is higher than about \d+ in 100", page.lead[1])
    assert any(text.startswith("Resources: Compared with 9 ") for text in page.others)
    assert any(text.startswith("No group holds five") for text in page.others)
    assert page.refused == (
        "Closer groups are not published, because too few lie in them or because they "
        "would tell of too few beside other figures: Banking and other financial "
        "services (K64), South Africa; Banking and other financial services (K64), "
        "Southern Africa; Finance and insurance (K), South Africa.",
    )
    assert page.source == (
        "The peers are those of release capability-model-2026-09-30 of "
        "30 September 2026, built by this installation."
    )


def test_the_table_tells_of_each_dimension_only_what_so_many_can():
    rows = {row.title: row for row in report(peers=whole_model()).peers.pages[0].rows}
    told = {name: (row.n, row.middle) for name, row in rows.items()}
    assert told["Overall"] == (24, "50 (40–60)")
    assert told["Strategic planning"] == (19, "50 (40–60)")
    assert told["Customer-management operations"] == (6, "mean 48")
    assert told["Outcomes"] == (None, "–")
    assert re.fullmatch(r"\d+ in 100", rows["Overall"].where)
    assert re.fullmatch(r"\d+–\d+", rows["Overall"].interval)
    assert rows["Strategic planning"].where.endswith("quarter") or (
        "quarter" in rows["Strategic planning"].where
    )
    for name in ("Strategic planning", "Resources", "Outcomes"):
        assert rows[name].interval == "–"


def test_the_bars_show_the_band_where_quartiles_are_told_and_say_whose():
    shown = report(peers=whole_model())
    bars = {bar.label: bar.peers for bar in shown.profiles[0].bars.bars}
    assert bars["Leadership"] == PeerBand(low=40, median=50, high=60)
    assert bars["Customer-management operations"] is None
    assert bars["Outcomes"] is None
    assert "peers: release capability-model-2026-09-30" in shown.profiles[0].bars.source
    assert "peers" in svg(shown.profiles[0].bars, "print")
    alone = report().profiles[0].bars
    assert all(bar.peers is None for bar in alone.bars)
    assert "peers" not in alone.source


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("given", [{"name": "x-synthetic"}, {"synthetic": True}])
def test_synthetic_peers_are_named_so_wherever_they_show(language, given):
    peers = among([cell("overall", 24), cell("leadership", 24)], **given)
    shown = report(language, peers=peers)
    word = {"en": "synthetic", "zh-Hans": "合成", "zh-Hant": "合成"}[language]
    assert word in shown.peers.pages[0].caution
    assert word in shown.summary.chart.source
    assert report(language, peers=whole_model()).peers.pages[0].caution == ""


def test_what_peers_weigh_is_said_and_what_they_do_not():
    notes = report(peers=whole_model()).peers.pages[0].notes
    assert any(text.startswith("Gaps count more where") for text in notes)
    silent = next(text for text in notes if "factor 1" in text)
    assert "Outcomes" in silent
    assert "Leadership" not in silent
    off = report(peers=whole_model(), use=False).peers.pages[0].notes
    assert "Peers do not change the order of gaps here (factor 1)." in off


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_is_inside_the_release_is_said_to_be_left_out(language):
    peers = among([cell("overall", 6)])
    inside = {MODEL: replace(peers[MODEL], is_member=True)}
    said = words.say("left_out", language)
    assert said in report(language, peers=inside).peers.pages[0].notes
    assert said not in report(language, peers=peers).peers.pages[0].notes
    assert report(language, peers=inside).peers.pages[0].rows[0].n == 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_continuum_has_its_spread_in_words_and_no_table(language):
    cells = [cell("position", 12), cell("target", 12, top=70)]
    page = report(language, peers=among(cells, LINE)).peers.pages[0]
    assert page.rows == ()
    assert all(number in "".join(page.lead) for number in ("2.0", "2.5", "3.0", "3.5"))
    for text in (*page.lead, *page.others, *page.notes):
        assert not ORDER.search(text), text
    assert not any("factor 1" in text for text in page.notes)


def test_targets_with_other_peers_than_positions_are_told_apart():
    cells = [cell("position", 12), cell("target", 6, place=(None, None, None))]
    page = report(peers=among(cells, LINE)).peers.pages[0]
    assert page.others == (
        "Target: Compared with 6 organisations of every kind (all industries, all "
        "regions). Its target is 2.8; the others' targets are 2.4 on average.",
    )


def test_units_without_a_common_position_are_compared_with_nobody():
    data = stories.assessment(model=False)
    data = replace(
        data,
        units=(Unit("retail", 1, True),),
        answers=tuple(replace(each, unit="retail") for each in data.answers),
    )
    definitions = stories.definitions()
    peers = among([cell("position", 12)], LINE)
    shown = build_report(score(data, definitions), definitions, "en", among=peers)
    assert "Nothing of this questionnaire is scored" in shown.peers.pages[0].lead[0]


def plain(page):
    return page.replace('<span class="room">', "").replace("</span>", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_release_the_report_renders_and_says_so(language):
    shown = report(language)
    assert shown.peers.pages == ()
    assert len(shown.peers.none) == 1
    page = plain(html(shown))
    assert shown.peers.none[0] in page
    # It is told of the published figures only where they are printed.
    assert shown.peers.published not in page
    assert shown.peers.published in plain(html(shown, ["peers", "references"]))
    assert shown.roadmap.waves


def test_reference_lines_concern_the_organisation_and_stand_by_their_scale():
    def metrics(**changes):
        groups = report(**changes).peers.references
        assert len({group.scale for group in groups}) == len(groups)
        return {row.metric for group in groups for row in group.rows}

    bank, shop = metrics(), metrics(industry="G47", region="GB")
    assert any("bank customers in South Africa" in text for text in bank)
    assert not any(
        "Hong Kong" in text or "retail and airlines" in text for text in bank
    )
    assert any("retail and airlines" in text for text in shop)
    assert any("United Kingdom" in text for text in shop)
    # Nobody has published how organisations are spread over the continuum.
    assert report(model=False).peers.references == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_the_section_is_sound(language):
    peers = whole_model() | among(
        [cell("position", 12), cell("target", 6, place=(None, None, None))], LINE
    )
    for place in ({}, {"industry": None}, {"region": None}, {"industry": "K"}):
        for page in report(language, peers=peers, **place).peers.pages:
            texts = [*page.lead, *page.others, page.source, *page.notes, *page.refused]
            sound(texts, language)
            for row in page.rows:
                sound([row.title, row.middle, row.where, row.interval], language)


def test_a_hostile_release_cannot_write_into_the_document():
    peers = among([cell("overall", 24)], name="<script>alert(1)</script>")
    written = html(report(peers=peers))
    assert "<script>alert" not in written
    assert "&lt;script&gt;alert" in written


def strip_of(n, language="en", bars=None, synthetic=False, **changes):
    cells = [cell("position", n, place=SECTOR) | {"histogram": bars}]
    made = among(cells, LINE, synthetic=synthetic)
    return report(language, peers=made, **changes).positions[0].chart


BARS = [
    {"from": 0, "to": 1.5, "n": 5},
    {"from": 1.5, "to": 3, "n": 12},
    {"from": 3, "to": 5, "n": 3},
]


@pytest.mark.parametrize(
    ("n", "quartiles", "bars"),
    [
        pytest.param(24, (2.0, 2.5, 3.0), 3, id="enough for bars"),
        pytest.param(19, (2.0, 2.5, 3.0), 0, id="enough for quartiles"),
    ],
)
def test_4_8_peers_positions_lie_beside_the_strip_as_far_as_they_may_be_told(
    n, quartiles, bars
):
    found = strip_of(n, bars=BARS)
    assert found.peers.quartiles == quartiles
    assert len(found.peers.histogram) == bars
    assert found.source == (
        "Source: answers of one respondent, 21 November 2026; "
        "peers: release continuum-2026-09-30"
    )


def test_4_8_below_eight_peers_nothing_lies_beside_the_strip():
    found = strip_of(7, bars=BARS)
    assert found.peers is None
    assert found == report().positions[0].chart


def test_a_member_s_bars_are_told_only_where_enough_others_are_left():
    cells = [cell("position", 20, place=SECTOR) | {"histogram": BARS}]
    made = among(cells, LINE)
    inside = {LINE: replace(made[LINE], is_member=True)}
    found = report(peers=inside).positions[0].chart.peers
    assert (found.n, found.histogram) == (19, ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_made_up_peers_beside_the_strip_are_called_so(language):
    found = strip_of(24, language, bars=BARS, synthetic=True)
    said = words.say("chart_synthetic", language, id="continuum-2026-09-30")
    assert said in found.source


def test_units_do_not_stand_among_organisations():
    data = stories.assessment(model=False)
    answers = tuple(replace(each, unit="North") for each in data.answers)
    data = replace(data, answers=answers, units=(Unit("North"),))
    made = among([cell("position", 24, place=SECTOR)], LINE)
    definitions = stories.definitions()
    found = build_report(score(data, definitions), definitions, "en", among=made)
    assert [page.chart.peers for page in found.positions if page.unit] == [None]


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_one_has_the_strip_without_the_peers(language):
    cells = [cell("position", 24, place=SECTOR) | {"histogram": BARS}]
    shown = report(language, peers=among(cells, LINE))
    assert shown.positions[0].chart.peers
    assert shown.summary.strip == report(language).summary.strip


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_peers_and_last_time_the_position_takes_no_further_page(language):
    definitions = stories.definitions()
    cells = [cell("position", 24, place=SECTOR) | {"histogram": BARS}]
    before = replace(stories.scored(story=stories.BRITISH), date="2025-11-20")
    among_all = among(cells, LINE, synthetic=True)
    now = stories.scored()
    plain = build_report(now, definitions, language)
    more = build_report(now, definitions, language, among=among_all, before=before)
    pages = []
    for each in (plain, more):
        found = reader(render_pdf(each, ["summary", "position", "profile"]))
        begins = found.named_destinations
        first = found.get_destination_page_number(begins["position-1"])
        pages.append(found.get_destination_page_number(begins["profile"]) - first)
    assert pages[1] == pages[0]
