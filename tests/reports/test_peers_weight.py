"""Peers in the table of gaps: their factor, or why they weigh nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessment.benchmarks import words
from assessment.reports import html, render_pdf
from assessment.reports.words import document
from questionnaires.model import LANGUAGES
from tests.benchmarks.releases import cell
from tests.benchmarks.test_words import sound
from tests.reports import stories
from tests.reports.pdf_helpers import text_of
from tests.reports.test_peers import LINE, MODEL, among, report
from tests.support.pages import Page

HEADS = {"en": "Peers", "zh-Hans": "同业", "zh-Hant": "同業"}
DIMENSIONS = [each.id for each in stories.definitions()[MODEL].dimensions]


def everywhere(n, top):
    """Peers of every dimension, so many and so far."""
    return among([cell(name, n, top=top) for name in DIMENSIONS])


def table(shown) -> str:
    """The table of gaps with its notes, as the document has it."""
    return html(shown).partition('id="gaps"')[2].partition("</section>")[0]


def words_on(shown, language) -> tuple[bool, bool]:
    """Whether the page on method ranks gaps with peers, and without them."""
    found = {each["id"]: each["text"][language]
             for each in document()["scoring_words"]}  # fmt: skip
    said = shown.method.sentences
    return found["rank-among-peers"] in said, found["rank"] in said


def plain(markup) -> str:
    return "".join(Page(markup).text.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_4_10_the_factor_has_a_column_where_any_gap_counts_more(language):
    shown = report(language, peers=among([cell("leadership", 12, top=95)]))
    assert shown.gaps.weighed
    factors = {row.id: row.peer_factor for row in shown.gaps.rows}
    for gap in report(language).gaps.rows:
        own = gap.id.startswith("leadership.")
        expected = min(3, 1 + (95 - gap.score) / 20) if own else 1
        assert factors[gap.id] == pytest.approx(expected)
    assert max(factors.values()) > 2
    written = table(shown)
    assert f'<th scope="col" class="number">{HEADS[language]}</th>' in written
    assert written.count("×") == min(10, len(factors))
    assert '<td class="number">×1.0</td>' in written
    assert HEADS[language].lower() in shown.gaps.chart.subtitle
    assert words_on(shown, language) == (True, False)
    # What no quartile is told for is named, and nothing else.
    (note,) = shown.gaps.notes
    assert len(note.split("; " if language == "en" else "；")) == 6
    assert plain(note) in plain(written)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("key", "given"),
    [
        pytest.param("weighs_no_release", {}, id="no release"),
        pytest.param(
            "weighs_no_release",
            {"peers": among([cell("position", 12)], LINE)},
            id="a release of the continuum alone",
        ),
        pytest.param(
            "weighs_not_used",
            {"peers": everywhere(12, 95), "use": False},
            id="switched off",
        ),
        pytest.param("weighs_few", {"peers": everywhere(7, 95)}, id="seven"),
        pytest.param("weighs_few", {"peers": among([])}, id="nothing published"),
        pytest.param("weighs_alike", {"peers": everywhere(8, 20)}, id="not behind"),
    ],
)
def test_where_peers_weigh_nothing_the_note_says_why(language, key, given):
    shown = report(language, **given)
    assert {row.peer_factor for row in shown.gaps.rows} == {1.0}
    assert not shown.gaps.weighed
    assert shown.gaps.notes == (words.say(key, language, fewest="8"),)
    sound(shown.gaps.notes, language)
    written = table(shown)
    assert f">{HEADS[language]}</th>" not in written
    assert "×" not in written
    assert plain(shown.gaps.notes[0]) in plain(written)
    assert HEADS[language].lower() not in shown.gaps.chart.subtitle
    assert words_on(shown, language) == (False, True)


def test_seven_peers_weigh_nothing_and_eight_do():
    assert not report(peers=everywhere(7, 95)).gaps.weighed
    eight = report(peers=everywhere(8, 95)).gaps
    assert (eight.weighed, eight.notes) == (True, ())


def test_who_is_inside_needs_eight_others():
    (peers,) = everywhere(8, 95).values()
    inside = {MODEL: replace(peers, is_member=True)}
    assert not report(peers=inside).gaps.weighed


def test_without_gaps_nothing_is_said_of_their_weight():
    shown = report(model=False)
    assert (shown.gaps.rows, shown.gaps.notes) == ((), ())


def test_the_switch_changes_the_order_and_nothing_that_was_scored():
    peers = among([cell("leadership", 12, top=95)])
    on, off, none = report(peers=peers), report(peers=peers, use=False), report()
    assert [row.id for row in off.gaps.rows] == [row.id for row in none.gaps.rows]
    assert [row.id for row in on.gaps.rows] != [row.id for row in off.gaps.rows]
    assert on.profiles == off.profiles
    assert off.peers.pages[0].rows == on.peers.pages[0].rows


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_printed_table_has_the_column(language):
    shown = report(language, peers=everywhere(12, 95))
    printed = text_of(render_pdf(shown, ["gaps"]))
    assert "×" in printed
    assert HEADS[language] in printed
