"""What one point of an organisation's own figures is worth to it, by arithmetic alone.

No figure of other firms goes in, and nothing here says that a maturity score earns
money: which of these an initiative moves, and how far, is the organisation's own
assumption.

Source: method 1.11, the link to business results; the arithmetic is ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import prod
from typing import Final

from scoring.levels import above

UNCERTAINTY: Final = 20.0
"""Per cent by which the figures may be wrong, where the organisation did not say."""
POINT: Final = 0.01
TENTH: Final = 0.1
_PER_CENT: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """An organisation's own figures of one year; ``None`` is what it did not give.

    ``customers`` and ``complaints`` are counts, the first >= 1. ``revenue`` is that of
    the year, ``cost_to_serve`` of one customer and year, ``complaint_cost`` of one
    complaint: all >= 0, in ``currency``, three letters of ISO 4217. ``margin`` is the
    gross margin and ``retention`` the share of customers who stay a year, both per
    cent, 0-100; ``products`` are those of one customer, > 0. ``uncertainty``, per cent,
    0-100, is how far off the figures may be; ``None`` stands for 20.

    Source: method 1.11.
    """

    currency: str | None = None
    customers: int | None = None
    revenue: float | None = None
    margin: float | None = None
    retention: float | None = None
    products: float | None = None
    cost_to_serve: float | None = None
    complaints: int | None = None
    complaint_cost: float | None = None
    uncertainty: float | None = None


@dataclass(frozen=True, slots=True)
class Worth:
    """What one change is worth a year, in the figures' currency.

    ``base`` is the product of ``factors``; ``low`` and ``high`` are as much less and
    more as the figures are uncertain.

    Source: method 1.11.
    """

    key: str
    factors: tuple[float, ...]
    base: float
    low: float
    high: float


def worths(figures: Figures) -> tuple[Worth, ...]:
    """Return what each change is worth that the figures suffice for, a year.

    Args:
        figures: The organisation's own. A point of retention needs customers, revenue
            and margin, and that at least one per cent of the customers leave; one more
            product with one customer in ten needs ``products`` as well; one per cent
            less to serve customers and one complaint in ten fewer need a cost each.

    Returns:
        ``retention``, ``products``, ``cost-to-serve`` and ``complaints``, in this
        order, without those that lack a figure.

    Source: method 1.11; plain arithmetic [ours]: customers x 1 % x revenue a customer
        x margin; customers x 10 % x revenue a product x margin; customers x 1 % x cost
        to serve; complaints x 10 % x cost of one; and all x (1 -/+ uncertainty).
    """
    spread = uncertainty(figures) / _PER_CENT
    return tuple(
        Worth(key, factors, base, base * (1 - spread), base * (1 + spread))
        for key, factors in _changes(figures)
        for base in [prod(factors)]
    )


def uncertainty(figures: Figures) -> float:
    """Return by how many per cent, 0-100, the figures may be wrong.

    Args:
        figures: The organisation's own; 20 where they do not say.

    Source: method 1.11; the 20 per cent are ours, and anybody can state another.
    """
    return UNCERTAINTY if figures.uncertainty is None else figures.uncertainty


def _changes(figures: Figures) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Yield each change whose figures are all there, with what is multiplied."""
    yield from _earned(figures)
    customers, cost = figures.customers, figures.cost_to_serve
    if customers is not None and cost is not None:
        yield "cost-to-serve", (customers, POINT, cost)
    if figures.complaints is not None and figures.complaint_cost is not None:
        yield "complaints", (figures.complaints, TENTH, figures.complaint_cost)


def _earned(figures: Figures) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Yield what customers would bring."""
    customers, revenue, margin = figures.customers, figures.revenue, figures.margin
    if customers is None or revenue is None or margin is None:
        return
    share = margin / _PER_CENT
    if _has_room(figures.retention):
        yield "retention", (customers, POINT, revenue / customers, share)
    if figures.products is not None:
        each = revenue / (customers * figures.products)
        yield "products", (customers, TENTH, each, share)


def _has_room(retention: float | None) -> bool:
    """Whether a point more is possible: of what nobody said it is."""
    return retention is None or not above(retention, _PER_CENT - 1)
