"""Who may open the consultant's pages."""

from assessment.security import Access
from tests.security.access import Entry

_ABSENT = "A" * 22
QUESTION = {
    "questionnaire": "capability-model",
    "question": "leadership.vision.shared",
}


def _organisation(world):
    return {"public_id": world.mine.organisation.public_id}


def _assessment(world):
    return {"public_id": world.mine.assessment.public_id}


def _question(world):
    return _assessment(world) | QUESTION


def _person(world):
    person = world.mine.respondents["executive"]
    return _assessment(world) | {"respondent_id": person.public_id}


def _mixed(world):
    """Their assessment's address with my person's id, and the other way round."""
    person = world.mine.respondents["executive"]
    theirs = world.theirs.assessment.public_id
    return {"public_id": theirs, "respondent_id": person.public_id}


def _mixed_back(world):
    person = world.theirs.respondents["executive"]
    return _assessment(world) | {"respondent_id": person.public_id}


_OF_ORGANISATION = Entry(Access.CONSULTANT, _organisation, {"public_id": _ABSENT})
_OF_ASSESSMENT = Entry(Access.CONSULTANT, _assessment, {"public_id": _ABSENT})
_OF_QUESTION = Entry(Access.CONSULTANT, _question, {"public_id": _ABSENT, **QUESTION})
_OF_PERSON = Entry(
    Access.CONSULTANT,
    _person,
    {"public_id": _ABSENT, "respondent_id": _ABSENT},
    swapped=(_mixed, _mixed_back),
)

ENTRIES = {
    "engagements.glossary": Entry(Access.PUBLIC),
    "engagements.index": Entry(Access.CONSULTANT),
    "engagements.add_organisation": Entry(Access.CONSULTANT),
    "engagements.organisation": _OF_ORGANISATION,
    "engagements.edit_organisation": _OF_ORGANISATION,
    "engagements.add_assessment": _OF_ORGANISATION,
    "engagements.show": _OF_ASSESSMENT,
    "engagements.add_link": _OF_ASSESSMENT,
    "engagements.remake_link": _OF_PERSON,
    "engagements.revoke_link": _OF_PERSON,
    "engagements.review_all": _OF_ASSESSMENT,
    "engagements.review_one": _OF_QUESTION,
    "engagements.target": _OF_ASSESSMENT,
    "engagements.withdraw_target": _OF_ASSESSMENT,
    "engagements.capacity": _OF_ASSESSMENT,
    "engagements.figures": _OF_ASSESSMENT,
    "engagements.accepted": _OF_ASSESSMENT,
    "engagements.accept": _OF_QUESTION,
    "engagements.withdraw_gap": _OF_QUESTION,
    "engagements.lock": _OF_ASSESSMENT,
    "engagements.reopen": _OF_ASSESSMENT,
    "engagements.export": _OF_ASSESSMENT,
}
