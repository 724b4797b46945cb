"""Who may open the respondent's pages."""

from assessment.security import Access
from tests.security.access import Entry

_ABSENT = {"public_id": "A" * 22}
_PLACE = {"questionnaire": "continuum", "dimension": "stage-2"}
_QUESTION = _PLACE | {"question": "stage-2.gate.function-owns-strategy"}


def _assessment(world):
    return {"public_id": world.mine.assessment.public_id}


def _section(world):
    return _assessment(world) | _PLACE


def _question(world):
    return _assessment(world) | _QUESTION


def _link(world):
    return {"token": world.mine.tokens["executive"]}


ENTRIES = {
    "answering.invitation": Entry(Access.PUBLIC, _link, {"token": "A" * 43}),
    "answering.resume": Entry(Access.PUBLIC),
    "answering.hub": Entry(Access.RESPONDENT, _assessment, _ABSENT),
    "answering.choose_view": Entry(Access.RESPONDENT, _assessment, _ABSENT),
    "answering.check": Entry(Access.RESPONDENT, _assessment, _ABSENT),
    "answering.section": Entry(Access.RESPONDENT, _section, _ABSENT | _PLACE),
    "answering.question": Entry(Access.RESPONDENT, _question, _ABSENT | _QUESTION),
}
