"""Codes in words: roles, sizes, evidence, values; translated where they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from babel import Locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from markupsafe import Markup

from assessment.files.codes import COUNTRIES
from assessment.i18n import language, locale_of, text
from assessment.typography import bracketed
from questionnaires.model import Question, QuestionType
from scoring.answers import DK, NA, Value
from scoring.result import Flag
from scoring.values import POINTS_PER_LEVEL

ROLES: Final = {
    "executive": _l("Executive"),
    "manager": _l("Manager"),
    "frontline": _l("Front-line staff"),
}
MODES: Final = {
    "self": _l("Self-declared: people answer, nobody verifies"),
    "assessed": _l("Assessed: an assessor sets evidence and consensus"),
}
FORMS: Final = {
    "core": _l("Core: the most telling questions, for a first picture"),
    "full": _l("Full: every question, for a plan"),
}
FORM_NAMES: Final = {"core": _l("Core questions"), "full": _l("All questions")}
MODE_NAMES: Final = {"self": _l("Self-declared"), "assessed": _l("Assessed")}
SIZES: Final = {
    "1-9": _l("1 to 9"),
    "10-49": _l("10 to 49"),
    "50-249": _l("50 to 249"),
    "250-999": _l("250 to 999"),
    "1000-4999": _l("1,000 to 4,999"),
    "5000+": _l("5,000 or more"),
}
MARKETS: Final = {
    "b2c": _l("Consumers"),
    "b2b": _l("Businesses"),
    "g2c": _l("Citizens (public service)"),
    "mixed": _l("A mix of these"),
}
EVIDENCE: Final = {
    "none": _l("None"),
    "described": _l("Described"),
    "documented": _l("Documented"),
    "verified": _l("Verified"),
}
NA_REASONS: Final = {
    "out-of-scope": _l("Out of scope"),
    "not-our-business": _l("Not our business"),
    "regulated": _l("Ruled out by regulation"),
    "other": _l("Another reason"),
}
DRIVERS: Final = {
    "D1": _l("Customers receive too much information to be reached well"),
    "D2": _l("Customers expect more of how we deal with them"),
    "D3": _l("Investment in customer relationships must show a return"),
}
SYMPTOMS: Final = {
    "acquisition": _l("Poor acquisition of new customers"),
    "cross-selling": _l("A low cross-selling rate"),
    "satisfaction": _l("Low satisfaction and loyalty"),
    "margins": _l("Shrinking margins"),
}
PARTS: Final = {
    "level": _l("Level"),
    "trend": _l("Trend"),
    "comparison": _l("Comparison"),
    "relevance": _l("Relevance"),
    "intention": _l("Intention"),
    "reality": _l("Reality"),
    "effect": _l("Effect"),
}
PATTERNS: Final = {
    "longstring": _l(
        "Long run of equal answers: %(length)s of %(of)s, all at level %(level)s"
    ),
    "low-variance": _l("Hardly any variation: standard deviation %(irv)s levels"),
    "even-odd": _l("Odd and even questions disagree: consistency %(value)s of 1"),
    "too-fast": _l("Very fast answers: %(seconds)s seconds in the median"),
    "contradiction": _l("Answers that exclude each other"),
}
_DECIMALS: Final = {"irv": 2, "value": 2, "seconds": 1}


def pattern(flag: Flag) -> str:
    """Return what was seen in a person's answers; an unknown kind stays its code."""
    known = PATTERNS.get(flag.kind)
    if known is None:
        return flag.kind
    facts = {
        name: f"{fact:.{_DECIMALS.get(name, 0)}f}".replace("-", "\N{MINUS SIGN}")
        for name, fact in flag.detail.items()
        if isinstance(fact, (int, float))
    }
    return str(known) % facts


def role(code: str) -> str:
    """Return a role in words; roles of one's own stay as they are."""
    return str(ROLES.get(code, code))


def regions() -> list[tuple[str, str]]:
    """Return the countries and regions as (code, name), by name."""
    names = Locale.parse(locale_of(language())).territories
    found = [(code, names[code]) for code in COUNTRIES if code in names]
    return sorted(found, key=lambda pair: pair[1])


def region(code: str | None) -> str | None:
    """Return a country's or region's name; a part of one keeps its code too."""
    if code is None:
        return None
    tag = language()
    names = Locale.parse(locale_of(tag)).territories
    country = str(names.get(code[:2], code[:2]))
    return country if len(code) == len("ZA") else country + bracketed(code, tag)


def value(question: Question, given: Value) -> str:
    """Return what was given, in words."""
    if given is None:
        return str(_("Not answered"))
    if given == NA:
        return str(_("Not applicable"))
    if given == DK:
        return str(_("Don’t know"))
    if isinstance(given, Mapping):
        pairs = (f"{PARTS[part]} {number}" for part, number in given.items())
        return " · ".join(pairs)
    if question.type is QuestionType.RUBRIC:
        return str(_("Level %(number)s", number=given))
    option = question.option(str(given))
    if option is not None:
        return text(option.label)
    percentage = question.type is QuestionType.CRITERION
    return f"{given}%" if percentage else str(given)


def apart(question: Question, points: float) -> str:
    """Return how far answers lie apart: in levels, or in points without levels."""
    if question.type is QuestionType.RUBRIC:
        levels = round(points / POINTS_PER_LEVEL)
        return str(ngettext("%(num)d level apart", "%(num)d levels apart", levels))
    return str(ngettext("%(num)d point apart", "%(num)d points apart", round(points)))


def span(question: Question, low: float, high: float) -> str:
    """Return from where to where answers go, in points, and how far that is."""
    if round(low) == round(high):
        return str(_("%(points)s points in every answer.", points=round(low)))
    return str(
        _(
            "From %(low)s to %(high)s points, %(apart)s.",
            low=round(low),
            high=round(high),
            apart=apart(question, high - low),
        )
    )


def values(question: Question) -> list[tuple[str, str]]:
    """Return the options of a question as (key, words), levels with bold numbers."""
    if question.type is QuestionType.RUBRIC:
        level = Markup("<strong>{}</strong> {}")
        return [
            (option.key, level.format(option.key, text(option.label)))
            for option in question.options
        ]
    return [(option.key, text(option.label)) for option in question.options]
