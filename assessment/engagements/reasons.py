"""Why a question does not apply, in words, where its conditions are simple."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from flask_babel import gettext as _

from assessment.engagements import industries, words
from assessment.i18n import language, text
from questionnaires.conditions import (
    AllOf,
    AnswerIs,
    AnyOf,
    Condition,
    Not,
    ProfileIs,
    fits,
)
from questionnaires.model import Question, Questionnaire, QuestionType
from scoring import values

_BY_OPTION: Final = (QuestionType.CHOICE, QuestionType.SCALE, QuestionType.CRITERION)


def why(questionnaire: Questionnaire, question: Question) -> str:
    """Return when a question is asked, or "" where that is not said in a few words.

    A few words are facts of the profile and answers, also denied, that all hold, or of
    which one holds.
    """
    parts = tuple(_flat(questionnaire.conditions_of.get(question.id, ())))
    either = False
    match parts:
        case (AnyOf(inner),):
            parts, either = inner, True
    said = [_fact(questionnaire, part) for part in parts]
    if not said or "" in said:
        return ""
    return str(_("Asked only where %(facts)s.", facts=_joined(said, either=either)))


def _flat(conditions: Iterable[Condition]) -> Iterator[Condition]:
    """Yield conditions that all hold, one by one."""
    for condition in conditions:
        if isinstance(condition, AllOf):
            yield from _flat(condition.parts)
        else:
            yield condition


def _joined(said: Sequence[str], *, either: bool) -> str:
    found, *more = said
    for each in more:
        if either:
            found = _("%(first)s or %(second)s", first=found, second=each)
        else:
            found = _("%(first)s and %(second)s", first=found, second=each)
    return found


def _fact(questionnaire: Questionnaire, condition: Condition) -> str:
    denied = isinstance(condition, Not)
    inner = condition.part if isinstance(condition, Not) else condition
    if isinstance(inner, ProfileIs):
        return _says(_names(inner), _profile(inner), denied=denied)
    if isinstance(inner, AnswerIs):
        asked = questionnaire.by_id[inner.question]
        name = _("the answer to “%(question)s”", question=text(asked.text))
        given = _answers(asked, inner)
        return _says(name, given, denied=denied) if given else ""
    return ""


def _says(name: str, given: str, *, denied: bool) -> str:
    if denied:
        return str(_("%(name)s is not %(given)s", name=name, given=given))
    return str(_("%(name)s is %(given)s", name=name, given=given))


def _names(condition: ProfileIs) -> str:
    named = {
        "industry": _("the industry"),
        "region": _("the country or region"),
        "size": _("the number of employees"),
        "market": _("the market"),
    }
    return str(named[condition.key])


def _profile(condition: ProfileIs) -> str:
    return _joined([_value(condition.key, v) for v in condition.values], either=True)


def _value(key: str, code: str) -> str:
    if key == "industry":
        return str(industries.name(code, language()))
    if key == "region":
        return str(words.region(code))
    return str((words.SIZES if key == "size" else _markets()).get(code, code))


def _markets() -> Mapping[str, str]:
    return {
        "b2c": _("consumers"),
        "b2b": _("businesses"),
        "g2c": _("citizens"),
        "mixed": _("several kinds of customers"),
    }


def _answers(question: Question, claim: AnswerIs) -> str:
    """Return the options that meet a claim, or its limits where there are none."""
    if question.type in _BY_OPTION:
        met = [
            _("“%(words)s”", words=text(option.label))
            for option in question.options
            if fits(claim, values.measure(question, option.key))
        ]
        return _joined(met, either=True) if met else ""
    low, high = claim.at_least, claim.below
    if low is None:
        return str(_("below %(number)s", number=f"{high:g}"))
    if high is None:
        return str(_("at least %(number)s", number=f"{low:g}"))
    return str(
        _("at least %(low)s and below %(high)s", low=f"{low:g}", high=f"{high:g}")
    )
