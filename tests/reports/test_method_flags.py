"""Method page: a flag that is another questionnaire's than page one's names it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessment.reports.build_context import Context
from assessment.reports.build_method import method_page
from questionnaires.model import LANGUAGES
from scoring.result import Flag
from tests.reports import test_board_report as board

FLAG = Flag("weights-matter", "")
SAYS = {
    "en": "The overall score {}changes by more than 3 points with equal weights.",
    "zh-Hans": "若各维度权重相同，{}总分变动超过3分。",
    "zh-Hant": "若各構面權重相同，{}總分變動超過3分。",
}
OF = {"en": "of “{}” ", "zh-Hans": "“{}”的", "zh-Hant": "「{}」的"}


def flags(where, language):
    """What the method page says where these questionnaires have the flag."""
    result = board.result_of(board.BANKS[0])
    parts = tuple(
        replace(part, flags=(FLAG,) if part.id in where else ())
        for part in result.questionnaires
    )
    result = replace(result, questionnaires=parts)
    return method_page(Context(result, board.ALL_SIX, language)).flags


@pytest.mark.parametrize("language", LANGUAGES)
def test_weights_that_matter_elsewhere_name_their_questionnaire(language):
    title = board.ALL_SIX["crm-processes"].title[language]
    plain = SAYS[language].format("")
    other = SAYS[language].format(OF[language].format(title))
    assert flags({"capability-model"}, language) == (plain,)
    assert flags({"crm-processes"}, language) == (other,)
    assert flags({"capability-model", "crm-processes"}, language) == (plain, other)


def test_two_others_are_told_of_one_by_one():
    told = flags({"crm-processes", "it-support"}, "en")
    assert len(set(told)) == 2
