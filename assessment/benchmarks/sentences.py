"""What is said about an organisation among its peers, in three languages.

Every sentence says only what a release tells. For the continuum it says how positions
and targets are spread, and never which is higher.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from assessment.benchmarks.among import Issuer, Source, quartiles
from assessment.benchmarks.words import cell_name, day, listed, say, tenth, whole
from assessment.typography import middle_half
from scoring.comparison import (
    FEW,
    NO_DIVISION,
    NO_INDUSTRY,
    NO_NEARBY,
    NO_REGION,
    NOT_PUBLISHED,
    Standing,
)
from scoring.release import POSITIONS

_REFUSALS: Final[Mapping[str, str]] = {
    NOT_PUBLISHED: "refused_not_published",
    FEW: "refused_few",
    NO_INDUSTRY: "refused_no_industry",
    NO_DIVISION: "refused_no_division",
    NO_REGION: "refused_no_region",
    NO_NEARBY: "refused_no_nearby",
}
"""The sentence of each reason, in the order in which they are said."""
_PERCENTILE_FROM: Final = 20
"""So many peers a percentile needs to be told; fewer tell a quarter only."""


def source(given: Source, language: str) -> str:
    """Return which release the peers are of, from when, and who answers for it."""
    kind = {
        Issuer.OWN: "source_own",
        Issuer.SIGNED: "source_signed",
        Issuer.UNSIGNED: "source_unsigned",
    }[given.issuer]
    values = {"id": given.id, "date": day(given.date, language)}
    if given.issuer is Issuer.SIGNED:
        values["fingerprint"] = given.fingerprint or ""
    return say(kind, language, **values)


def caution(given: Source, language: str) -> str:
    """Return that the peers were made up; empty where they were not."""
    return say("synthetic", language) if given.is_synthetic else ""


def chart_source(given: Source, language: str) -> str:
    """Return where a chart's peers come from, in a few words."""
    key = "chart_synthetic" if given.is_synthetic else "chart"
    return say(key, language, id=given.id)


def peers(standing: Standing, language: str) -> str:
    """Return who the peers are: the rung of the ladder, how many, which group."""
    if standing.cell is None:
        return say("nobody", language)
    cell = cell_name(standing.cell, language)
    return say(f"rung_{standing.rung}", language, n=str(standing.n), cell=cell)


def refused(standing: Standing, language: str) -> tuple[str, ...]:
    """Return why closer peers were not used, one sentence a reason."""
    cells: dict[str, list[str]] = {}
    for each in standing.refused:
        named = cells.setdefault(each.why, [])
        if each.cell is not None:
            named.append(cell_name(each.cell, language))
    if NO_INDUSTRY in cells:
        # Who gave no sector gave no industry within it either.
        cells.pop(NO_DIVISION, None)
    return tuple(
        say(key, language, cells=listed(cells[why], language))
        for why, key in _REFUSALS.items()
        if why in cells
    )


def stands(standing: Standing, language: str) -> tuple[str, ...]:
    """Return where a score stands, and no more than so many peers can tell."""
    if standing.cell is None:
        return ()
    if standing.dimension in POSITIONS:
        return (_spread(standing, language),)
    told = _score(standing, language)
    if standing.distinguishable is False:
        return told, say("like_median", language)
    return (told,)


def _score(standing: Standing, language: str) -> str:
    score = whole(standing.score)
    if tells_percentile(standing):
        key, given = _percentile(standing)
        low, high = (whole(end) for end in standing.interval or (0, 100))
        values = {"score": score, "percentile": given, "low": low, "high": high}
        return say(key, language, **values)
    if standing.quartile is not None:
        quarter = say(f"quarter_{standing.quartile}", language)
        return say("quarter", language, score=score, quarter=quarter)
    return say("mean", language, score=score, mean=whole(_mean(standing)))


def tells_percentile(standing: Standing) -> bool:
    """Whether there are enough peers for more than a quarter.

    Source: method 4.8: only the quartile below n = 20.
    """
    n = standing.n or 0
    return standing.percentile is not None and n >= _PERCENTILE_FROM


def _percentile(standing: Standing) -> tuple[str, str]:
    """Return which sentence says a percentile, and its number."""
    given = standing.percentile
    if isinstance(given, str):
        return ("bound_low" if given[0] == "<" else "bound_high"), given[1:]
    return "percentile", whole(given or 0.0)


def _mean(standing: Standing) -> float:
    return float((standing.published or {})["mean"])


def _spread(standing: Standing, language: str) -> str:
    """Return how the peers' positions or targets are spread."""
    score, name = tenth(standing.score), standing.dimension
    three = quartiles(standing)
    if three is None:
        mean = tenth(_mean(standing))
        return say(f"{name}_mean", language, score=score, mean=mean)
    low, median, high = (tenth(each) for each in three)
    values = {"score": score, "low": low, "median": median, "high": high}
    return say(f"{name}_quartiles", language, **values)


def short(standing: Standing, language: str) -> str:
    """Return where a score stands in a few words for a table; a dash for nothing."""
    if standing.cell is None:
        return "–"
    if tells_percentile(standing):
        key, given = _percentile(standing)
        brief = key.replace("bound", "short").replace("percentile", "short_percentile")
        return say(brief, language, percentile=given)
    if standing.quartile is not None:
        return say(f"quarter_{standing.quartile}", language)
    return "–"


def middle(standing: Standing, language: str) -> str:
    """Return the peers' median and middle half for a table, or only their mean."""
    if standing.cell is None:
        return "–"
    shown = tenth if standing.dimension in POSITIONS else whole
    three = quartiles(standing)
    if three is None:
        return say("mean_only", language, mean=shown(_mean(standing)))
    low, median, high = (shown(each) for each in three)
    return middle_half(low, median, high, language)


def interval(standing: Standing) -> str:
    """Return the interval of a percentile for a table; a dash where none is told."""
    if not tells_percentile(standing) or standing.interval is None:
        return "–"
    low, high = standing.interval
    return f"{whole(low)}–{whole(high)}"


def no_release(language: str, has_units: bool) -> tuple[str, ...]:
    """Return what is said where no release is at hand."""
    keys = ("no_release", "own_units") if has_units else ("no_release",)
    return tuple(say(key, language) for key in keys)


def see_references(language: str) -> str:
    """Return that published figures stand in the appendix."""
    return say("see_references", language)


def by_peers(standings: Sequence[Standing]) -> Iterator[list[Standing]]:
    """Yield the standings of each peer group together, in the order given."""
    found: dict[object, list[Standing]] = {}
    for each in standings:
        found.setdefault((each.cell, each.n), []).append(each)
    yield from found.values()
