"""Whether a release from elsewhere can be one, and says nothing of too few."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from assessment.benchmarks.document import Document
from assessment.files.codes import is_industry
from scoring.answers import SIZES
from scoring.errors import ScoringError
from scoring.release import METHOD, Thresholds

NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,119}")
_ID: Final = re.compile(r"[a-z0-9][a-z0-9.-]{0,79}")
_VERSION: Final = re.compile(r"[0-9][0-9.]{0,15}")
_REGION: Final = re.compile(r"[A-Z][A-Z0-9:-]{1,15}")


def faults(document: Document) -> Iterator[str]:
    """Yield what is wrong with a release, as parts of a sentence."""
    for value, pattern in (
        (document.id, NAME),
        (document.questionnaire, _ID),
        (document.version, _VERSION),
    ):
        if not pattern.fullmatch(value):
            yield f"not an id: {value[:40]!r}"
    if not isinstance(document.previous, str | None):
        yield "previous is no id"
    limits = _limits(document)
    if limits is None:
        yield "its thresholds are none, or weaker than the method's"
        return
    if len(document.found) != len(document.cells):
        yield "a cell is there twice"
    for number, cell in enumerate(document.cells, start=1):
        for fault in _cell_faults(cell, limits):
            yield f"cell {number}: {fault}"


def _limits(document: Document) -> Thresholds | None:
    given = document.thresholds
    if not isinstance(given, dict) or given.keys() != METHOD.plain().keys():
        return None
    try:
        return Thresholds(**given)
    except ScoringError:
        return None


def _cell_faults(cell: Mapping[str, Any], limits: Thresholds) -> Iterator[str]:
    industry, region, size = cell["industry"], cell["region"], cell["size"]
    if industry is not None and not (
        isinstance(industry, str) and is_industry(industry)
    ):
        yield "no industry"
    if region is not None and not (
        isinstance(region, str) and _REGION.fullmatch(region)
    ):
        yield "no region"
    if size is not None and size not in SIZES:
        yield "no size"
    if not _ID.fullmatch(cell["dimension"]):
        yield "no dimension"
    if not isinstance(cell.get("since"), str | None):
        yield "since is no id"
    if cell["n"] < limits.groups:
        yield "fewer groups than its thresholds ask for"
    if not _number(cell.get("mean")):
        yield "no mean"
    yield from _statistics(cell, limits)


def _statistics(cell: Mapping[str, Any], limits: Thresholds) -> Iterator[str]:
    """Yield what is wrong with quartiles, percentile points and bars."""
    for name, shape, fewest in (
        ("quartiles", _three, limits.quartiles),
        ("percentiles", _pairs, limits.percentiles),
        ("histogram", _bars, limits.histogram),
    ):
        given = cell.get(name)
        if given is None:
            continue
        if cell["n"] < fewest:
            yield f"{name} of fewer groups than its thresholds ask for"
        if not isinstance(given, list) or not shape(given):
            yield f"{name} have another form"


def _three(given: list[Any]) -> bool:
    return len(given) == len(("q1", "median", "q3")) and all(map(_number, given))


def _pairs(given: list[Any]) -> bool:
    return all(
        isinstance(pair, list) and len(pair) == 2 and all(map(_number, pair))
        for pair in given
    )


def _bars(given: list[Any]) -> bool:
    return all(
        isinstance(bar, dict)
        and bar.keys() == {"from", "to", "n"}
        and all(map(_number, bar.values()))
        for bar in given
    )


def _number(given: Any) -> bool:
    plain = isinstance(given, int | float) and not isinstance(given, bool)
    return plain and 0 <= given <= 1e9
