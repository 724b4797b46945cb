"""The charts of the page of peers, from the value that the page shows."""

from __future__ import annotations

from flask_babel import gettext as _

from assessment.benchmarks.words import cell_name, day
from assessment.explorer import page
from assessment.explorer.model import Chosen, Line, Moment, Own, Peers, Told
from assessment.explorer.page import Words
from assessment.i18n import language
from assessment.reports.charts import RoleDot, RoleRow, UnitDots
from assessment.reports.charts_peers import (
    Bin,
    Spread,
    SpreadRow,
    Spreads,
    Trend,
    TrendPoint,
)

MOST_UNITS = 6
"""Above this many dots in a row their names are no longer read."""


def spreads(peers: Peers, words: Words) -> Spreads | None:
    """Return the profile among the chosen cohorts; ``None`` without any."""
    if not peers.chosen or peers.release is None:
        return None
    lines = zip(*(each.lines for each in peers.chosen), strict=True)
    strips = (
        SpreadRow(
            label=words.titles[row[0].dimension],
            own=row[0].own,
            spreads=tuple(
                _spread(chosen.letter, line)
                for chosen, line in zip(peers.chosen, row, strict=True)
            ),
        )
        for row in lines
    )
    title = _finding(peers)
    return Spreads(
        title=title,
        subtitle=_cohorts(peers),
        source=_source(peers),
        alt=f"{title}. {_cohorts(peers)}",
        language=language(),
        strips=tuple(strips),
        top=words.top,
    )


def _finding(peers: Peers) -> str:
    if peers.subject.is_continuum:
        return str(_("Where peers stand on the continuum, and where they want to be"))
    if len(peers.chosen) > 1:
        return str(_("The profile beside several groups of peers"))
    above, of = page.above_median(peers.chosen[0])
    if not of:
        return str(_("The profile beside its peers"))
    return str(
        _("%(above)s of %(of)s dimensions lie above the peers’ median",
          above=above, of=of)
    )  # fmt: skip


def _cohorts(peers: Peers) -> str:
    return " · ".join(_named(each) for each in peers.chosen)


def _named(chosen: Chosen) -> str:
    name = cell_name(chosen.cohort.cell, language())
    return f"{chosen.letter}: {name}" if chosen.letter else name


def _source(peers: Peers) -> str:
    if peers.release is None:
        return ""
    source = peers.release.source
    told = _(
        "Release %(id)s, %(date)s", id=source.id, date=day(source.date, language())
    )
    return f"{told} · {_('synthetic')}" if source.is_synthetic else str(told)


def _spread(letter: str, line: Line) -> Spread:
    told = line.told
    if told is None:
        return Spread(key=letter)
    return Spread(
        key=letter,
        n=told.n,
        mean=told.mean,
        quartiles=told.quartiles,
        histogram=tuple(
            Bin(low=low, high=high, n=n) for low, high, n in told.histogram
        ),
    )


def trends(peers: Peers, words: Words) -> list[Trend]:
    """Return each chosen cohort's history of one dimension, where there is one."""
    found = (_trend(peers, chosen, words) for chosen in peers.chosen)
    return [chart for chart in found if chart is not None]


def _trend(peers: Peers, chosen: Chosen, words: Words) -> Trend | None:
    name = peers.dimension
    releases = [_moment(each, each.told) for each in chosen.history if each.told]
    mine = (peers.subject.now, *peers.subject.earlier)
    own = [_own(each, each.scores[name]) for each in mine if name in each.scores]
    if not releases or len(releases) + len(own) == 1:
        return None
    title = _("Over time: %(dimension)s", dimension=words.titles[name])
    return Trend(
        title=f"{title} · {_named(chosen)}",
        subtitle=str(_("The peers’ median and middle half in each release")),
        source=_source(peers),
        alt=f"{title} · {_named(chosen)}",
        language=language(),
        points=(*(_silent(each) for each in chosen.history if not each.told),
                *releases, *own),
        top=words.top,
    )  # fmt: skip


def _moment(moment: Moment, told: Told) -> TrendPoint:
    return TrendPoint(
        day=moment.date,
        name=moment.release,
        n=told.n,
        mean=told.mean,
        quartiles=told.quartiles,
    )


def _silent(moment: Moment) -> TrendPoint:
    return TrendPoint(day=moment.date, name=moment.release)


def _own(own: Own, value: float) -> TrendPoint:
    if own.date is None:
        raise ValueError("an assessment has a date")
    return TrendPoint(day=own.date, name=own.name, own=value)


def units(peers: Peers, words: Words) -> UnitDots | None:
    """Return the own units beside each other; ``None`` for none or too many.

    The continuum's positions stand in the table alone.
    """
    found = peers.subject.units
    if not 0 < len(found) <= MOST_UNITS or peers.subject.is_continuum:
        return None
    strips = (
        RoleRow(
            label=words.titles[name],
            dots=tuple(
                RoleDot(role=unit.name, score=unit.scores[name])
                for unit in found
                if name in unit.scores
            ),
        )
        for name in peers.subject.dimensions
    )
    title = str(_("Your own units beside each other"))
    return UnitDots(
        title=title,
        subtitle=str(_("Scores, 0 to 100")),
        source="",
        alt=title,
        language=language(),
        strips=tuple(strip for strip in strips if strip.dots),
    )
