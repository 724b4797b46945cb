"""Who may open the pages of the planner."""

from assessment.security import Access
from tests.security.access import Entry

_ABSENT = {"public_id": "A" * 22}
INITIATIVE = {
    "questionnaire": "capability-model",
    "initiative": "decisions-tested-on-customers",
}
QUESTION = {"question": "leadership.vision.guides"}


def _assessment(world):
    return {"public_id": world.mine.assessment.public_id}


def _initiative(world):
    return _assessment(world) | INITIATIVE


def _question(world):
    return _initiative(world) | QUESTION


def _wave(world):
    return _assessment(world) | {"number": "1"}


_OF_INITIATIVE = Entry(Access.CONSULTANT, _initiative, _ABSENT | INITIATIVE)

ENTRIES = {
    "planner.show": Entry(Access.CONSULTANT, _assessment, _ABSENT),
    "planner.initiative": _OF_INITIATIVE,
    "planner.withdraw": _OF_INITIATIVE,
    "planner.progress": _OF_INITIATIVE,
    "planner.rescore": Entry(
        Access.CONSULTANT, _question, _ABSENT | INITIATIVE | QUESTION
    ),
    "planner.capacity": Entry(Access.CONSULTANT, _wave, _ABSENT | {"number": "1"}),
}
