"""Who may open the result page and its downloads."""

from assessment.security import Access
from tests.security.access import Entry


def _assessment(world):
    return {"public_id": world.mine.assessment.public_id}


_OF_ASSESSMENT = Entry(Access.CONSULTANT, _assessment, {"public_id": "A" * 22})

ENTRIES = {
    "reports.show": _OF_ASSESSMENT,
    "reports.pdf": _OF_ASSESSMENT,
    "reports.html": _OF_ASSESSMENT,
    "reports.json": _OF_ASSESSMENT,
    "reports.plotly_script": Entry(Access.PUBLIC),
}
