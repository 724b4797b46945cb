"""What the page of peers shows, its CSV and its JSON: one plain value for all three.

It is built from the published cells of stored releases alone, so that what is
suppressed is missing here already and can be missing nowhere else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from assessment.benchmarks.among import Among
from assessment.benchmarks.regions import grid
from assessment.benchmarks.series import rungs
from assessment.errors import NotFoundError
from scoring.benchmark import FEWEST
from scoring.comparison import Standing, compare
from scoring.grid import Cell, Place
from scoring.release import METHOD, POSITIONS

MOST: Final = 3
"""How many cohorts stand side by side."""
LETTERS: Final = "ABC"

Scores = Mapping[str, float]
"""By dimension, 0-100, or stages 0-5; what is not scored is left out."""


@dataclass(frozen=True, slots=True)
class Cohort:
    """A group of peers that may be chosen: a cell of the ladder, and which rung."""

    cell: Cell
    rung: int

    @property
    def key(self) -> str:
        """What addresses call it: industry, @ and region; both may be empty."""
        return f"{self.cell.industry or ''}@{self.cell.region or ''}"


@dataclass(frozen=True, slots=True)
class Told:
    """What a cell tells: ``n`` groups, without one's own where that is inside.

    ``mean``, ``quartiles`` and ``histogram`` are as published, 0-100 or 0-5; ``None``
    or empty where fewer than the method asks are left beside one's own.
    """

    n: int
    mean: float
    quartiles: tuple[float, float, float] | None
    histogram: tuple[tuple[float, float, int], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One dimension in one cohort; ``told`` is ``None`` where nothing is published.

    ``own`` is ``None`` where it is not scored, ``standing`` where either is missing.
    """

    dimension: str
    own: float | None
    standing: Standing | None
    told: Told | None


@dataclass(frozen=True, slots=True)
class Moment:
    """One dimension of one cohort in one release."""

    release: str
    date: dt.date
    told: Told | None


@dataclass(frozen=True, slots=True)
class Chosen:
    """A cohort that is looked at, with its history of one dimension, oldest first.

    ``letter`` is empty where it stands alone.
    """

    cohort: Cohort
    letter: str
    lines: tuple[Line, ...]
    history: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class Own:
    """One's own scores of a time, or of a part of the organisation."""

    name: str
    date: dt.date | None
    scores: Scores


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose peers are looked for: an assessment's part of one questionnaire.

    ``dimensions`` are in the order of the definition, ``overall`` first; ``earlier``
    are the newest first.
    """

    key: str
    place: Place
    dimensions: tuple[str, ...]
    now: Own
    earlier: tuple[Own, ...] = ()
    units: tuple[Own, ...] = ()

    @property
    def is_continuum(self) -> bool:
        """Whether it is compared without any rank."""
        return self.dimensions[0] in POSITIONS


@dataclass(frozen=True, slots=True)
class Peers:
    """An organisation among its peers.

    ``release`` is the newest one, ``None`` without any; ``standings`` are those of
    contract 6, each on its own closest rung; ``offered`` are the cohorts that may be
    chosen, the closest first; ``dimension`` is the one whose history is shown.
    """

    subject: Subject
    release: Among | None
    standings: tuple[Standing, ...]
    offered: tuple[Cohort, ...]
    chosen: tuple[Chosen, ...]
    dimension: str


def explore(
    subject: Subject,
    releases: Sequence[Among],
    asked: Sequence[str] = (),
    dimension: str | None = None,
) -> Peers:
    """Return an organisation among its peers.

    Args:
        subject: The organisation's side.
        releases: The releases of its questionnaire, the newest first.
        asked: Keys of cohorts, the closest ``MOST`` of which count; none: the closest.
        dimension: Whose history is shown; ``None`` for the first.

    Raises:
        NotFoundError: If a cohort is not offered or there is no such dimension.
    """
    shown = subject.dimensions[0] if dimension is None else dimension
    if shown not in subject.dimensions:
        raise NotFoundError
    newest = releases[0] if releases else None
    offered = _offered(subject, newest) if newest else ()
    cohorts = _wanted(offered, asked) or _closest(subject, newest, offered)
    standings = _standings(subject, newest) if newest else ()
    chosen = tuple(_chosen(subject, _series(releases), cohorts, shown))
    return Peers(subject, newest, standings, offered, chosen, shown)


def _series(releases: Sequence[Among]) -> list[Among]:
    """Return the releases of the newest one's issuer and kind: one line over time."""
    return [each for each in releases if _kin(each) == _kin(releases[0])]


def _kin(release: Among) -> tuple[Any, ...]:
    source = release.source
    return source.issuer, source.fingerprint, source.is_synthetic


def _wanted(offered: Sequence[Cohort], asked: Sequence[str]) -> list[Cohort]:
    """Return the cohorts that were asked for, the closest first, at most ``MOST``."""
    if not {each.key for each in offered} >= set(asked):
        raise NotFoundError
    return [each for each in offered if each.key in asked][:MOST]


def _standings(subject: Subject, release: Among) -> tuple[Standing, ...]:
    return tuple(
        compare(subject.place, subject.now.scores, release.published, grid(),
                release.is_member)
    )  # fmt: skip


def _offered(subject: Subject, release: Among) -> tuple[Cohort, ...]:
    """Return the cells of the ladder that tell of at least one dimension."""
    return tuple(
        Cohort(cell, rung)
        for cell, rung in rungs(subject.place, grid()).items()
        if any(told(release, cell, name) for name in subject.dimensions)
    )


def _closest(
    subject: Subject, release: Among | None, offered: Sequence[Cohort]
) -> list[Cohort]:
    """Return the closest cohort that tells of the first dimension, or else of any."""
    first = subject.dimensions[0]
    telling = [each for each in offered if release and told(release, each.cell, first)]
    return [*telling, *offered][:1]


def _chosen(
    subject: Subject,
    releases: Sequence[Among],
    cohorts: Sequence[Cohort],
    dimension: str,
) -> list[Chosen]:
    letters = LETTERS if len(cohorts) > 1 else [""]
    return [
        Chosen(
            cohort,
            letter,
            tuple(_lines(subject, releases[0], cohort.cell)),
            tuple(_moment(each, cohort.cell, dimension) for each in reversed(releases)),
        )
        for cohort, letter in zip(cohorts, letters, strict=False)
    ]


def _moment(release: Among, cell: Cell, dimension: str) -> Moment:
    source = release.source
    return Moment(source.id, source.date, told(release, cell, dimension))


def _lines(subject: Subject, release: Among, cell: Cell) -> list[Line]:
    own = subject.now.scores
    only = {key: entry for key, entry in release.published.items() if key[0] == cell}
    found = compare(subject.place, own, only, grid(), release.is_member)
    standings = {each.dimension: each for each in found if each.cell == cell}
    return [
        Line(name, own.get(name), standings.get(name), told(release, cell, name))
        for name in subject.dimensions
    ]


def told(release: Among, cell: Cell, dimension: str) -> Told | None:
    """Return what a release tells of a cell, ``None`` where it tells nothing.

    Where the organisation itself is inside, it takes as many others as the method
    asks for each statistic.
    """
    entry: Mapping[str, Any] | None = release.published.get((cell, dimension))
    if entry is None or entry["n"] - release.is_member < FEWEST:
        return None
    n = entry["n"] - release.is_member
    quartiles = entry["quartiles"] if n >= METHOD.quartiles else None
    histogram = entry["histogram"] if n >= METHOD.histogram else None
    return Told(
        n,
        entry["mean"],
        (quartiles[0], quartiles[1], quartiles[2]) if quartiles else None,
        tuple((bar["from"], bar["to"], bar["n"]) for bar in histogram or ()),
    )
