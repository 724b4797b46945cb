"""Who may open the hand-offs of a result."""

from assessment.security import Access
from tests.security.access import Entry


def _file(world):
    return {"public_id": world.mine.assessment.public_id} | _KIND


_KIND = {"kind": "xlsx"}
ENTRIES = {
    "handoffs.archive": Entry(
        Access.CONSULTANT,
        lambda world: {"public_id": world.mine.assessment.public_id},
        {"public_id": "A" * 22},
    ),
    "handoffs.file": Entry(Access.CONSULTANT, _file, {"public_id": "A" * 22} | _KIND),
}
