"""Which of a long plan's scores are shown without being asked for."""

from __future__ import annotations

import datetime as dt

from assessment.planner.rows import ScoreRow, at_once, score_lines

TODAY = ("Today", None)


def row(name, ends, overall="40"):
    return ScoreRow(name, ends, "", False, overall, "1.0", "1", "–")


def waves(count, **overall):
    """Today and a number of waves; ``w3="50"`` gives the third another score."""
    return [
        row(*TODAY),
        *(
            row(f"w{n}", dt.date(2026 + n, 1, 1), overall.get(f"w{n}", "40"))
            for n in range(1, count + 1)
        ),
    ]


def names(lines):
    return [line.now.name for line in lines]


def test_a_plan_of_seven_waves_is_shown_whole():
    lines = score_lines(waves(7), None)
    assert at_once(lines) == lines


def test_of_a_longer_plan_today_the_next_six_and_the_last_are_shown():
    shown = at_once(score_lines(waves(8), None))
    assert names(shown) == ["Today", "w1", "w2", "w3", "w4", "w5", "w6", "w8"]


def test_what_is_tried_shows_the_waves_that_it_changes():
    lines = score_lines(waves(20, w9="50", w12="50"), waves(20))
    assert [line.now.name for line in lines if line.is_changed] == ["w9", "w12"]
    assert names(at_once(lines)) == ["Today", "w9", "w12", "w20"]
    assert lines[9].before.overall == "40"


def test_what_changes_nothing_shows_the_next_waves():
    lines = score_lines(waves(8), waves(8))
    assert not any(line.is_changed for line in lines)
    assert names(at_once(lines))[:3] == ["Today", "w1", "w2"]


def test_a_wave_that_there_was_not_is_a_change():
    lines = score_lines(waves(9), waves(8))
    assert names(line for line in lines if line.is_changed) == ["w9"]
    assert lines[-1].before is None
