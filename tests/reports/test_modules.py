"""A module is reported like any other questionnaire, whatever its result adds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessment.reports import build_report, document
from assessment.reports.sections import EVERY
from questionnaires.model import LANGUAGES, Dimension
from scoring.answers import Answer, AssessmentData, Unit
from scoring.engine import score
from tests.scoring.definitions import capability, question, text
from tests.scoring.test_modules import module, tiered

FOUND = ("customer-tiering", "crm-processes", "success-factors")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("units", [(), (Unit("north"), Unit("south"))])
def test_modules_are_reported_with_and_without_answers(language, units):
    tiering, decided = tiered({"TC1": {"choice": 1}, "TC2": {"scored": 60}})
    rows = [capability("d.c", [question("d.c.q", source="K1")])]
    others = [
        module(name, [Dimension("d", text("A process"), 1, tuple(rows))])
        for name in FOUND[1:]
    ]
    definitions = {each.id: each for each in (tiering, *others)}
    given = [*decided, *(Answer(name, "d.c.q", 30) for name in FOUND[1:])]
    unit = units[0].id if units else None
    for answers in ([], [replace(each, unit=unit) for each in given]):
        keys = tuple(each.key for each in definitions.values())
        data = AssessmentData(keys, tuple(answers), units=units)
        report = build_report(score(data, definitions), definitions, language)
        assert "A process" in document.html(report, EVERY)
