"""What the notes say of a number: the arithmetic, coverage, and what was left out."""

from __future__ import annotations

from collections.abc import Iterator

from assessment.handoffs.slides.words import say
from assessment.reports.model import Report
from assessment.reports.model_why import Why


def of(
    report: Report, questionnaire: str, name: str, unit: str = ""
) -> tuple[str, ...]:
    """Return how a number came about, line by line; empty where nobody explains it."""
    why = report.why.of(questionnaire, name, unit)
    return () if why is None else tuple(_told(why, report.language))


def _told(why: Why, language: str) -> Iterator[str]:
    gap = " " if language == "en" else ""
    colon = say("colon", language)
    head = f"{why.title}{gap}{why.shown}"
    yield head + (f"{colon}{why.formula}" if why.formula else "")
    yield from why.notes
    yield from why.left_out
    for part in why.parts:
        weight = f" × {part.weight}" if part.weight else ""
        yield f"– {part.title}{colon}{part.value}{weight}"
