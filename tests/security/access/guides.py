"""Who may open the guides of an assessment."""

from assessment.security import Access
from tests.security.access import Entry


def _assessment(world):
    return {"public_id": world.mine.assessment.public_id}


def _file(world):
    return _assessment(world) | _GUIDE


_GUIDE = {"kind": "interview", "audience": "manager", "ending": "html"}
ENTRIES = {
    "guides.show": Entry(Access.CONSULTANT, _assessment, {"public_id": "A" * 22}),
    "guides.file": Entry(Access.CONSULTANT, _file, {"public_id": "A" * 22} | _GUIDE),
}
