"""Who may open the pages of batches: whoever asked for one, and nobody else."""

from assessment.security import Access
from tests.security.access import Entry


def _batch(world):
    return {"public_id": world.batch}


_OF_BATCH = Entry(Access.CONSULTANT, _batch, {"public_id": "A" * 22})

ENTRIES = {
    "batches.index": Entry(Access.CONSULTANT),
    "batches.show": _OF_BATCH,
    "batches.download": _OF_BATCH,
    "batches.cancel": _OF_BATCH,
    "batches.retry": _OF_BATCH,
    "batches.remove": _OF_BATCH,
}
