"""Whom an initiative is meant for, where that is not this organisation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assessment.reports import words
from assessment.reports.build_context import Context
from questionnaires.model import SIZES, Initiative


def meant_for(context: Context, found: Initiative) -> str:
    """Return whom an initiative is meant for; empty where it suits, or may.

    It stays in the plan all the same: the method decides the plan.
    """
    between = context.label("between_sentences")
    return between.join(_sentences(context, found))


def _sentences(context: Context, found: Initiative) -> Iterator[str]:
    size, industry = (
        None if (told := context.result.organisation.get(key)) is None else str(told)
        for key in ("size", "industry")
    )
    if not found.suits(size, None):
        yield _sizes(context, found.sizes)
    if not found.suits(None, industry):
        names = [
            words.industry_name(each, context.language) for each in found.industries
        ]
        yield context.label("meant_industries", names=names)


def _sizes(context: Context, sizes: Sequence[str]) -> str:
    """Return a sentence on employees, from a bound on wherever there are no holes."""
    places = sorted(SIZES.index(size) for size in sizes)
    low, high = places[0], places[-1]
    if places != list(range(low, high + 1)):
        names = [SIZES[place].replace("-", "–") for place in places]
        return context.label("meant_sizes", sizes=names)
    least = int(SIZES[low].split("-")[0].rstrip("+"))
    if high == len(SIZES) - 1:
        return context.label("meant_from", least=least)
    most = int(SIZES[high].split("-")[-1])
    key = "meant_to" if low == 0 else "meant_between"
    return context.label(key, least=least, most=most)
