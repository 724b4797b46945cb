"""Rules of the content that every published definition is held to."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import cache

from questionnaires.model import QuestionType

ALIKE = 0.8
# By themselves these say nothing that two assessors would judge alike.
VAGUE = re.compile(
    r"\b(good|appropriate(ly)?|some|effective(ly)?|adequate(ly)?|sufficient(ly)?)\b",
    re.IGNORECASE,
)
VAGUE_CHINESE = re.compile("适当|适度|合理|充分|良好|完善|適當|適度")
# How far one initiative may take a question, in the units of ``raises``.
LADDER = {
    QuestionType.RUBRIC: (5, 2),
    QuestionType.CRITERION: (100, 67),
    QuestionType.LETCI: (100, 40),
}


@cache
def alike(one, other):
    """Whether two texts are alike in either direction: difflib is not symmetric.

    What an overlay takes from its base is compared once. The quick ratios are never
    below the ratio.
    """
    return any(
        matcher.real_quick_ratio() >= ALIKE
        and matcher.quick_ratio() >= ALIKE
        and matcher.ratio() >= ALIKE
        for matcher in (
            SequenceMatcher(None, a, b, autojunk=False)
            for a, b in ((one, other), (other, one))
        )
    )


def before_of(by_id, name):
    """Return what an initiative requires, itself or through others."""
    found, waiting = set(), list(by_id[name].requires)
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting += by_id[each].requires
    return found
