"""What the page of peers says and draws, in the language of the page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from assessment.benchmarks import sentences
from assessment.benchmarks.words import cell_name, day, say
from assessment.explorer.model import Chosen, Cohort, Line, Peers
from assessment.i18n import language, text
from assessment.reports.charts_peers import FULL, NOT_TOLD, shown
from assessment.typography import middle_half
from questionnaires.model import Questionnaire

STAGES: Final = 5.0
_OWN_NAMES: Final = {
    "overall": _l("Overall"),
    "position": _l("Position"),
    "target": _l("Target"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """How a questionnaire's dimensions are called, and its values written."""

    titles: dict[str, str]
    top: float

    def value(self, given: float | None, missing: str = NOT_TOLD) -> str:
        """Return a score or a position as printed."""
        return shown(given, self.top, missing)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One dimension beside one cohort, as printed; the last three for scores alone."""

    title: str
    own: str
    n: str
    mean: str
    middle: str
    place: str
    interval: str
    is_like_median: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One cohort: who they are, and the table."""

    letter: str
    name: str
    who: str
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class Self:
    """The organisation beside itself: last time, and its units."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = field(default=())


def words_of(definition: Questionnaire, peers: Peers) -> Words:
    """Return the words of a questionnaire."""
    titles = {each.id: text(each.title) for each in definition.dimensions}
    titles |= {key: str(name) for key, name in _OWN_NAMES.items()}
    return Words(titles, STAGES if peers.subject.is_continuum else FULL)


def parts(peers: Peers, words: Words) -> list[Part]:
    """Return the chosen cohorts in words."""
    return [
        Part(
            each.letter,
            _headed(each.cohort),
            _who(each),
            tuple(_row(line, words) for line in each.lines),
        )
        for each in peers.chosen
    ]


def _headed(cohort: Cohort) -> str:
    """Return a cohort's name as it begins a line: "All industries, all regions"."""
    name = cell_name(cohort.cell, language())
    return name[:1].upper() + name[1:]


def _who(chosen: Chosen) -> str:
    standings = (line.standing for line in chosen.lines)
    found = next((each for each in standings if each), None)
    return sentences.peers(found, language()) if found else ""


def _row(line: Line, words: Words) -> TableRow:
    title = words.titles[line.dimension]
    own = words.value(line.own, str(_("not scored")))
    told, standing = line.told, line.standing
    if told is None:
        nothing = str(_("not published"))
        dashes = (NOT_TOLD, NOT_TOLD, NOT_TOLD, NOT_TOLD)
        return TableRow(title, own, nothing, *dashes, False)
    tells = standing is not None and standing.quartile is not None
    return TableRow(
        title,
        own,
        str(told.n),
        words.value(told.mean),
        middle(told.quartiles, words),
        sentences.short(standing, language()) if standing and tells else NOT_TOLD,
        sentences.interval(standing) if standing else NOT_TOLD,
        standing is not None and standing.distinguishable is False,
    )


def middle(quartiles: tuple[float, float, float] | None, words: Words) -> str:
    """Return the median with the middle half: "47 (38–57)", in the page's brackets."""
    if quartiles is None:
        return NOT_TOLD
    low, median, high = (words.value(each) for each in quartiles)
    return middle_half(low, median, high, language())


def notes(peers: Peers) -> list[str]:
    """Return what is to be known about the release."""
    if peers.release is None:
        return []
    source = peers.release.source
    told = [sentences.source(source, language()), sentences.caution(source, language())]
    told.append(say("counted", language()))
    if peers.release.is_member:
        told.append(
            str(_("Your organisation is one of the groups in this release. How many"
                  " groups there are and where you stand leave it out; mean, quartiles"
                  " and bars are as published and include it."))
        )  # fmt: skip
    return [each for each in told if each]


def refused(peers: Peers) -> tuple[str, ...]:
    """Return why no closer peers than the closest are told of."""
    first = peers.standings[0] if peers.standings else None
    return sentences.refused(first, language()) if first else ()


def beside_itself(peers: Peers, words: Words) -> Self | None:
    """Return own scores now, last time and by unit; ``None`` with nothing beside."""
    subject = peers.subject
    others = [*subject.earlier[:1], *subject.units]
    if not others:
        return None
    columns = [subject.now, *others]
    names = (_name(each.name, each.date) for each in others)
    heads = (str(_("Dimension")), str(_("Now")), *names)
    rows = (
        (words.titles[name], *(words.value(each.scores.get(name)) for each in columns))
        for name in subject.dimensions
    )
    return Self(heads, tuple(rows))


def _name(name: str, date: dt.date | None) -> str:
    return f"{name} · {day(date, language())}" if date else name


def choices(peers: Peers) -> Iterator[tuple[str, str, bool]]:
    """Yield the cohorts that may be chosen: key, name, whether it is."""
    chosen = {each.cohort.key for each in peers.chosen}
    for each in peers.offered:
        yield each.key, _headed(each), each.key in chosen


def above_median(chosen: Chosen) -> tuple[int, int]:
    """Return how many scores lie above the peers' median, of how many."""
    pairs = [
        (line.own, line.told.quartiles[1])
        for line in chosen.lines[1:]
        if line.own is not None and line.told and line.told.quartiles
    ]
    return sum(own > median for own, median in pairs), len(pairs)
