"""How long a questionnaire takes to read and answer.

Silent reading of English non-fiction goes at 238 words a minute: the mean of 190
studies with 18,573 readers; most adults lie between 175 and 300 (M. Brysbaert, How many
words do we read per minute? A review and meta-analysis of reading rate, Journal of
Memory and Language 109, 2019, doi 10.1016/j.jml.2019.104047). The Chinese texts say the
same and are taken to need as long. Looking for evidence is not counted.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import Final

from questionnaires.model import Questionnaire
from questionnaires.question import words_in

WORDS_A_MINUTE: Final = 238


def of(questionnaire: Questionnaire, asked: Collection[str]) -> int:
    """Return the minutes, at least 1, for the questions with these ids.

    A scale of parts that several questions share is read once.
    """
    words = sum(questionnaire.words_of[name] for name in asked)
    parts = {
        part.key: [part.title, *(anchor.label for anchor in part.anchors)]
        for name in asked
        for part in questionnaire.by_id[name].parts
    }
    words += sum(words_in(each) for each in parts.values())
    return max(1, math.ceil(words / WORDS_A_MINUTE))


def forms(questionnaire: Questionnaire) -> dict[str, int]:
    """Return the minutes of the core form and of the full one, everybody's questions.

    Where nothing is called core, the core form is the full one.
    """
    every = questionnaire.by_id.keys()
    core = questionnaire.core or every
    return {"core": of(questionnaire, core), "full": of(questionnaire, every)}
