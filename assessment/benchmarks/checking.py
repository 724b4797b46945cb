"""Whether a release from elsewhere says nothing of too few, in codes that we know.

Its form was checked when it was read (``document.read``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from assessment.benchmarks.document import Document, cell_of
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
    industry, region, size = cell_of(cell)
    if industry is not None and not is_industry(industry):
        yield "no industry"
    if region is not None and not _REGION.fullmatch(region):
        yield "no region"
    if size is not None and size not in SIZES:
        yield "no size"
    if not _ID.fullmatch(cell["dimension"]):
        yield "no dimension"
    for name, fewest in (
        ("mean", limits.groups),
        ("quartiles", limits.quartiles),
        ("percentiles", limits.percentiles),
        ("histogram", limits.histogram),
    ):
        if cell[name] is not None and cell["n"] < fewest:
            yield f"{name} of fewer groups than its thresholds ask for"
