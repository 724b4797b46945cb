"""What a point is worth: the organisation's own figures, multiplied, nothing more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from assessment.reports import words
from assessment.reports.model import Report
from assessment.reports.model_chapters import WorthPage, WorthRow
from assessment.reports.narrative import every
from scoring.levels import above
from scoring.result import Result
from scoring.worth import Figures, Worth, uncertainty, worths

MONEY: Final = frozenset({"revenue", "cost_to_serve", "complaint_cost"})
SHARES: Final = frozenset({"margin", "retention"})
NEEDED: Final = (
    "customers", "revenue", "margin", "products", "cost_to_serve", "complaints",
    "complaint_cost",
)  # fmt: skip
SMALL_CHANGE: Final = 100
"""Amounts below it are told with two decimals."""


def with_figures(report: Report, result: Result, figures: Figures | None) -> Report:
    """Return the report with the chapter on what a point is worth.

    Args:
        report: Made of ``result``.
        result: Tells whom the organisation serves.
        figures: Its own figures; with ``None`` the report stays as it is.
    """
    if figures is None:
        return report
    public = result.organisation.get("market") == "g2c"
    teller = _Teller(figures, report.language, public)
    page = teller.page(bool(report.roadmap.waves))
    return replace(report, chapters=replace(report.chapters, worth=page))


def amount(value: float, currency: str | None) -> str:
    """Return money with its currency; below 100 with two decimals unless whole."""
    exact = Decimal(repr(float(value)))
    is_whole = exact >= SMALL_CHANGE or exact == exact.to_integral_value()
    number = exact.quantize(Decimal(1 if is_whole else "0.01"), ROUND_HALF_UP)
    return f"{currency} {number:,}" if currency else f"{number:,}"


def plain(value: float) -> str:
    """Return a number as it was given, without a point where it is whole."""
    number = Decimal(repr(float(value)))
    if number == number.to_integral_value():
        return f"{int(number):,}"
    return f"{number.normalize():,f}"


class _Teller:
    """Says the figures and what follows from them in one language."""

    def __init__(self, figures: Figures, language: str, public: bool) -> None:
        self._figures, self._language = figures, language
        self._public, self._end = public, "_public" if public else ""

    def page(self, planned: bool) -> WorthPage:
        found = worths(self._figures)
        rows = tuple(self._row(one) for one in found)
        facts = self._facts(rows, planned)
        return WorthPage(
            lead=every("worth_lead", facts, self._language),
            given=tuple(self._given()),
            rows=rows,
            example="".join(every("worth_example", facts, self._language)),
            missing="".join(every("worth_missing", facts, self._language)),
            notes=every("worth_notes", facts, self._language),
        )

    def _facts(self, rows: tuple[WorthRow, ...], planned: bool) -> dict[str, Any]:
        missing = [n for n in NEEDED if getattr(self._figures, n) is None]
        top = rows[0] if rows else WorthRow("", "", "", "", "")
        retention = self._figures.retention
        return {
            "stated": self._figures.uncertainty is not None,
            "uncertainty": plain(uncertainty(self._figures)),
            "rows": len(rows),
            "planned": planned,
            "public": self._public,
            "change": top.title,
            "base": top.base,
            "low": top.low,
            "high": top.high,
            "lacking": len(missing),
            "missing": [self._label("worth_figures", name) for name in missing],
            "full": retention is not None and above(retention, 99),
        }

    def _given(self) -> Iterator[tuple[str, str]]:
        """Yield each figure that was given, as it was given."""
        for name in words.document()["worth_figures"]:
            value = getattr(self._figures, name)
            if value is not None:
                yield self._label("worth_figures", name), self._shown(name, value)

    def _shown(self, name: str, value: float) -> str:
        if name in MONEY:
            return amount(value, self._figures.currency)
        return f"{plain(value)}%" if name in SHARES else plain(value)

    def _row(self, one: Worth) -> WorthRow:
        currency = self._figures.currency
        return WorthRow(
            title=self._label("worth_change", one.key),
            formula=self._label(
                "worth_formula",
                one.key,
                number=plain(one.factors[0]),
                each=amount(one.factors[2], currency),
                share=f"{plain(self._figures.margin or 0)}%",
            ),
            base=amount(one.base, currency),
            low=amount(one.low, currency),
            high=amount(one.high, currency),
        )

    def _label(self, group: str, key: str, **values: str) -> str:
        return words.label(key, self._language, group + self._end, **values)
