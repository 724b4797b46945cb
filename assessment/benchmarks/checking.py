"""Whether a release from elsewhere says nothing of too few, in codes that we know.

Its form was checked when it was read (``document.read``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice, pairwise
from typing import Any, Final

from assessment.benchmarks.document import Document, cell_of
from assessment.files.codes import is_industry
from assessment.files.errors import FileRefusedError
from scoring.answers import SIZES
from scoring.errors import ScoringError
from scoring.release import METHOD, Thresholds

NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,119}")
_MOST: Final = 100
"""So many faults of a release are told; a wrong file has them in every cell."""
_ID: Final = re.compile(r"[a-z0-9][a-z0-9.-]{0,79}")
_VERSION: Final = re.compile(r"[0-9][0-9.]{0,15}")
_REGION: Final = re.compile(r"[A-Z][A-Z0-9:-]{1,15}")


def refuse_faulty(document: Document, path: str) -> None:
    """Refuse a release that says what none may say.

    Raises:
        FileRefusedError: With its faults.
    """
    found = refusals(document, path)
    if found:
        raise FileRefusedError(found)


def refusals(document: Document, path: str) -> list[str]:
    """Return why a release's file is refused, as lines; empty where it is not."""
    todo = "take the file as it was published"
    told = islice(faults(document), _MOST)
    return [f"{path}:1: not a release; {fault}; {todo}" for fault in told]


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
        for fault in chain(_code_faults(cell), _number_faults(cell, limits)):
            yield f"cell {number}: {fault}"


def _limits(document: Document) -> Thresholds | None:
    given = document.thresholds
    if not isinstance(given, dict) or given.keys() != METHOD.plain().keys():
        return None
    try:
        return Thresholds(**given)
    except ScoringError:
        return None


def _code_faults(cell: Mapping[str, Any]) -> Iterator[str]:
    industry, region, size = cell_of(cell)
    if industry is not None and not is_industry(industry):
        yield "no industry"
    if region is not None and not _REGION.fullmatch(region):
        yield "no region"
    if size is not None and size not in SIZES:
        yield "no size"
    if not _ID.fullmatch(cell["dimension"]):
        yield "no dimension"


def _number_faults(cell: Mapping[str, Any], limits: Thresholds) -> Iterator[str]:
    for name, fewest in (
        ("mean", limits.groups),
        ("quartiles", limits.quartiles),
        ("percentiles", limits.percentiles),
        ("histogram", limits.histogram),
    ):
        if cell[name] is not None and cell["n"] < fewest:
            yield f"{name} of fewer groups than its thresholds ask for"
    if not _rises(cell["quartiles"] or ()):
        yield "quartiles do not rise"
    points = cell["percentiles"] or ()
    if not _rises([value for _, value in points]):
        yield "percentile points do not rise"
    if any(min(share, 100 - share) * cell["n"] < 2 * 100 for share, _ in points):
        yield "percentile points with fewer than two groups beyond them"
    yield from _bar_faults(cell, limits)


def _bar_faults(cell: Mapping[str, Any], limits: Thresholds) -> Iterator[str]:
    bars, n = cell["histogram"], cell["n"]
    if bars is None:
        return
    counts = [bar["n"] for bar in bars]
    if any(type(count) is not int or count < 0 for count in counts):
        yield "a bar counts no groups"
    elif sum(counts) != n:
        yield f"bars of {sum(counts)} groups where n is {n}"
    elif any(0 < count < min(limits.bin, n) for count in counts):
        yield "a bar of fewer groups than its thresholds ask for"
    ends = [end for bar in bars for end in (bar["from"], bar["to"])]
    if not _rises(ends) or any(bar["from"] == bar["to"] for bar in bars):
        yield "bars do not rise"


def _rises(given: Sequence[float]) -> bool:
    return all(one <= other for one, other in pairwise(given))
