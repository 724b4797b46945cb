"""Words about peers in three languages: names of peer groups, numbers, dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from pathlib import Path
from typing import Final

from babel import Locale
from babel.dates import format_date

from assessment import wording
from assessment.benchmarks.regions import titles
from assessment.engagements import industries
from assessment.typography import bracketed
from scoring.grid import Cell

FILE: Final = Path(__file__).with_name("words.yaml")
_LISTED: Final = {"en": "; ", "zh-Hans": "；", "zh-Hant": "；"}
_AFTER: Final = {"en": " ", "zh-Hans": "", "zh-Hant": ""}

say = partial(wording.word, FILE)
"""``say(key, language, **values)``: a text with its placeholders filled in."""


def cell_name(cell: Cell, language: str) -> str:
    """Return a peer group in plain words: industry, region and size, if it has one."""
    name = say(
        "cell",
        language,
        industry=_industry(cell.industry, language),
        region=_region(cell.region, language),
    )
    if cell.size is None:
        return name
    return say("sized", language, cell=name, size=cell.size.replace("-", "–"))


def _industry(code: str | None, language: str) -> str:
    if code is None:
        return say("all_industries", language)
    return f"{industries.name(code, language)}{bracketed(code, language)}"


def _region(code: str | None, language: str) -> str:
    if code is None:
        return say("all_regions", language)
    if code in titles():
        return titles()[code][language]
    names = Locale.parse(wording.LOCALES[language]).territories
    name = names.get(code.partition("-")[0], code)
    return f"{name}{bracketed(code, language) if '-' in code else ''}"


def listed(items: Sequence[str], language: str) -> str:
    """Return a list as part of a sentence; its items may hold commas."""
    return _LISTED[language].join(items)


def together(sentences: Sequence[str], language: str) -> str:
    """Return sentences as one text."""
    return _AFTER[language].join(sentences)


def day(value: date, language: str) -> str:
    """Return a date in words."""
    return format_date(value, "long", locale=wording.LOCALES[language])


def whole(value: float) -> str:
    """Return a number rounded half up."""
    return _rounded(value, "1")


def tenth(value: float) -> str:
    """Return a number with one decimal, rounded half up."""
    return _rounded(value, "0.1")


def _rounded(value: float, step: str) -> str:
    # repr is the shortest decimal of the float, so 0.285 counts as written.
    return str(Decimal(repr(float(value))).quantize(Decimal(step), ROUND_HALF_UP))
