"""A pool from a CSV file: one row an organisation, dimension and date."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Final

from assessment.files import csv_source
from assessment.files.codes import is_industry, is_region
from assessment.files.errors import FileRefusedError
from assessment.files.places import Report, TablePlaces
from questionnaires.faults import shown
from scoring.answers import SIZES
from scoring.release import MILLION, POSITIONS

COLUMNS: Final = (
    "organisation", "parent", "industry", "region", "size", "date",
    "questionnaire", "version", "dimension", "score", "coverage", "consent",
)  # fmt: skip
OPTIONAL: Final = frozenset({"parent", "industry", "region", "size"})
_ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*")
_VERSION: Final = re.compile(r"[0-9]+(\.[0-9]+)*")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LONGEST: Final = 200


@dataclass(slots=True)
class GivenRecord:
    """An organisation's scores at one date: millionths of a point and coverage 0-1."""

    organisation: str
    parent: str | None
    industry: str | None
    region: str | None
    size: str | None
    date: date
    questionnaire: str
    version: str
    consent: bool
    scores: dict[str, tuple[int, float]] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The definition that was answered."""
        return f"{self.questionnaire}@{self.version}"


def read(data: bytes, name: str) -> list[GivenRecord]:
    """Return the records of a pool file.

    Raises:
        FileRefusedError: With every fault and its place.
    """
    stream = csv_source.rows(data, name)
    header = [str(cell).strip().lower() for cell in next(stream, (1, ()))[1]]
    faults = [f"{name}: row 1: {fault}" for fault in _header_faults(header)]
    if faults:
        raise FileRefusedError(faults)
    numbers: list[int] = []
    report = Report(TablePlaces(name, numbers, header))
    found: dict[tuple[str, ...], GivenRecord] = {}
    for number, cells in stream:
        if any(str(cell or "").strip() for cell in cells):
            numbers.append(number)
            _Row(header, cells, report, len(numbers) - 1).join(found)
    report.refuse()
    return list(found.values())


def _header_faults(header: Sequence[str]) -> Iterator[str]:
    for column in COLUMNS:
        many = header.count(column)
        if many == 0:
            given = ", ".join(filter(None, header)) or "none"
            yield f"column is missing; {given} given; add {column}"
        elif many > 1:
            # Two might say different things, and neither counts more.
            yield f"column comes twice; {many} of {column} given; keep one"


class _Row:
    """One row: each cell read once, each fault noted at its place."""

    def __init__(
        self, header: Sequence[str], cells: Sequence[object], report: Report, at: int
    ) -> None:
        self._cells = {
            column: str(cell or "").strip()
            for column, cell in zip(header, cells, strict=False)
        }
        self._report, self._at = report, at

    def join(self, found: dict[tuple[str, ...], GivenRecord]) -> None:
        """Add the row to its record, or begin one."""
        before = len(self._report.faults) + self._report.more
        record = self._record()
        dimension = self._pattern("dimension", _ID)
        score = self._score(dimension)
        coverage = self._number("coverage", 1)
        if record is None or len(self._report.faults) + self._report.more > before:
            return
        key = (
            record.organisation, record.questionnaire, record.version,
            record.date.isoformat(),
        )  # fmt: skip
        first = found.setdefault(key, record)
        if dimension in first.scores:
            todo = "keep one row for each"
            self._fault("dimension", f"given twice at one date; {dimension}; {todo}")
        elif _profile(first) != _profile(record):
            todo = "write the same in all rows of an organisation at one date"
            self._fault("organisation", f"profile differs from an earlier row; {todo}")
        else:
            first.scores[dimension] = (score, coverage)
            # A single no is a no.
            first.consent = first.consent and record.consent

    def _record(self) -> GivenRecord | None:
        day = self._day()
        record = GivenRecord(
            organisation=self._name("organisation"),
            parent=self._name("parent") or None,
            industry=self._code("industry", is_industry, "an ISIC Rev. 4 code"),
            region=self._code("region", is_region, "an ISO 3166 code"),
            size=self._code("size", SIZES.__contains__, f"one of {', '.join(SIZES)}"),
            date=day or date.min,
            questionnaire=self._pattern("questionnaire", _ID),
            version=self._pattern("version", _VERSION),
            consent=self._code("consent", ("yes", "no").__contains__, "yes or no")
            == "yes",
        )
        return record if day else None

    def _fault(self, column: str, text: str) -> None:
        self._report.add(("answers", self._at, column), text)

    def _given(self, column: str) -> str:
        text = self._cells.get(column, "")
        if not text and column not in OPTIONAL:
            self._fault(column, "value is missing; nothing given; write one")
        return text

    def _name(self, column: str) -> str:
        text = self._given(column)
        if len(text) > _LONGEST:
            todo = f"keep it to {_LONGEST} characters"
            self._fault(column, f"name is too long; {len(text)} characters; {todo}")
        return text

    def _code(
        self, column: str, is_known: Callable[[str], bool], wanted: str
    ) -> str | None:
        text = self._given(column)
        if not text:
            return None
        if not is_known(text):
            self._fault(column, f"not known; {shown(text)} given; write {wanted}")
        return text

    def _pattern(self, column: str, pattern: re.Pattern[str]) -> str:
        text = self._given(column)
        if text and not pattern.fullmatch(text):
            self._fault(
                column, f"not an id; {shown(text)} given; write a published one"
            )
        return text

    def _day(self) -> date | None:
        text = self._given("date")
        if not text:
            return None
        try:
            if _DAY.fullmatch(text):
                return date.fromisoformat(text)
        except ValueError:
            pass
        self._fault("date", f"not a day; {shown(text)} given; write it as 2026-11-21")
        return None

    def _score(self, dimension: str) -> int:
        value = self._decimal("score", 5 if dimension in POSITIONS else 100)
        return int((value * MILLION).to_integral_value(ROUND_HALF_UP))

    def _number(self, column: str, most: int) -> float:
        return float(self._decimal(column, most))

    def _decimal(self, column: str, most: int) -> Decimal:
        text = self._given(column)
        if not text:
            return Decimal(0)
        try:
            value = Decimal(text)
        except InvalidOperation:
            value = Decimal("NaN")
        if not math.isfinite(value) or not 0 <= value <= most:
            todo = f"write a number from 0 to {most}"
            self._fault(column, f"out of range; {shown(text)} given; {todo}")
            return Decimal(0)
        return value


def _profile(record: GivenRecord) -> tuple[object, ...]:
    return (record.parent, record.industry, record.region, record.size)
