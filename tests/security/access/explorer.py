"""Who may open the page of peers and its files."""

from assessment.security import Access
from tests.security.access import Entry


def _assessment(world):
    return {"public_id": world.mine.assessment.public_id}


_OF_ASSESSMENT = Entry(Access.CONSULTANT, _assessment, {"public_id": "A" * 22})

ENTRIES = {
    "explorer.show": _OF_ASSESSMENT,
    "explorer.csv": _OF_ASSESSMENT,
    "explorer.json": _OF_ASSESSMENT,
}
