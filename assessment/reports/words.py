"""The report's words: labels and sentences from data files, filled in and formatted.

Numbers stay unrounded in the report; the texts say how each is shown:
``{score:whole}``, ``{position:tenth}``, ``{perceived:stage}``, ``{coverage:percent}``,
``{days:count}``, ``{by:date}``, ``{titles:and}``, ``{titles:semicolon}``.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml
from babel import Locale
from babel.dates import format_date

from assessment.reports.drawing.numbers import one_decimal, whole
from assessment.typography import bracketed
from assessment.wording import LOCALES
from scoring.levels import above, at_least

_FOLDER: Final = Path(__file__).with_name("words")
_AND: Final = {"en": (", ", " and "), "zh-Hans": ("、", "和"), "zh-Hant": ("、", "和")}
_SEMICOLON: Final = {"en": "; ", "zh-Hans": "；", "zh-Hant": "；"}

Texts = Mapping[str, str]
Formatter = Callable[[Any, str], str]


@cache
def document() -> Mapping[str, Any]:
    """Return all word files as one mapping; a group lives in exactly one file."""
    merged: dict[str, Any] = {}
    for path in sorted(_FOLDER.glob("*.yaml")):
        groups: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
        twice = merged.keys() & groups.keys()
        if twice:
            raise ValueError(f"{path.name}: groups defined twice: {sorted(twice)}")
        merged.update(groups)
    return merged


def label(key: str, language: str, group: str = "labels", **values: Any) -> str:
    """Return a label, its placeholders filled in; ``KeyError`` where unknown."""
    text: str = document()[group][key][language]
    return fill(text, values, language) if values else text


def label_or_key(key: str, language: str, group: str) -> str:
    """Return a label, or the key itself: roles, for instance, may be anyone's."""
    texts = document()[group].get(key)
    return key if texts is None else str(texts[language])


def labels(language: str, group: str = "labels") -> Mapping[str, str]:
    """Return all labels of a group in one language, by key."""
    return {key: texts[language] for key, texts in document()[group].items()}


def fill(text: str, values: Mapping[str, Any], language: str) -> str:
    """Return ``text`` with its placeholders replaced.

    Raises:
        KeyError: If a placeholder has no value.
        ValueError: If a format is unknown.
    """
    return _Filler(language).vformat(text, (), values)


def titled(text: Texts, language: str) -> str:
    """Return a definition's text in the reader's language."""
    return text[language]


def date_text(day: date | None, language: str) -> str:
    """Return a date in words, or "undated"."""
    if day is None:
        return label("undated", language)
    return format_date(day, "long", locale=LOCALES[language])


def day_text(written: str | None, language: str) -> str:
    """Return a written date in words; as it stands where it is no ISO date."""
    try:
        day = date.fromisoformat(written or "")
    except ValueError:
        return written or ""
    return date_text(day, language)


def percent(share: float | None) -> str:
    """Return a share, 0-1, as whole per cent; a dash for ``None``."""
    if share is None:
        return "–"
    return whole(share * 100) + "%"


def lost(points: float | None) -> str:
    """Return points lost, 0-100, as whole ones; "<1" where it is less than one.

    Nothing lost is 0, ``None`` a dash.
    """
    if points is not None and above(points, 0) and not at_least(points, 1):
        return "<1"
    return whole(points)


def hundredth(value: float) -> str:
    """Return a number with two decimals, rounded half up."""
    number = Decimal(repr(float(value))).quantize(Decimal("0.01"), ROUND_HALF_UP)
    # Adding 0 drops the sign of a negative zero.
    return str(number + 0).replace("-", "\N{MINUS SIGN}")


def joined(items: Sequence[str], language: str) -> str:
    """Return "a, b and c" in the manner of the language."""
    comma, last = _AND[language]
    if len(items) < 2:
        return "".join(items)
    return comma.join(items[:-1]) + last + items[-1]


def region_name(code: str, language: str) -> str:
    """Return the country or region of an ISO 3166 code, with a subdivision's code."""
    name = Locale.parse(LOCALES[language]).territories.get(code.split("-")[0], code)
    bracket = bracketed(code, language) if "-" in code else ""
    return f"{name}{bracket}"


def industry_name(code: str, language: str) -> str:
    """Return an ISIC code's section in words, with the code."""
    section = label_or_key(code[:1], language, "industries")
    return f"{section}{bracketed(code, language)}"


def stage_text(value: float) -> str:
    """Return a stage, 0-5, without decimals where it is whole."""
    text = one_decimal(value)
    return text.removesuffix(".0")


class _Filler(string.Formatter):
    """Formats values as the texts ask, in one language."""

    def __init__(self, language: str) -> None:
        self._language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        """Return one placeholder's text."""
        if not format_spec:
            return str(value)
        formatter = _FORMATS.get(format_spec)
        if formatter is None:
            raise ValueError(f"unknown format {format_spec!r} in a report text")
        return formatter(value, self._language)


_FORMATS: Final[Mapping[str, Formatter]] = {
    "whole": lambda value, _: whole(value),
    "tenth": lambda value, _: one_decimal(value),
    "hundredth": lambda value, _: hundredth(value),
    "stage": lambda value, _: stage_text(value),
    "percent": lambda share, _: percent(share),
    "count": lambda number, _: f"{number:,}",
    "date": date_text,
    "and": joined,
    "semicolon": lambda items, language: _SEMICOLON[language].join(items),
}
