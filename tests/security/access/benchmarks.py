"""Who may open the pages of benchmarks."""

from assessment.security import Access
from tests.security.access import Entry


def _assessment(world):
    return {"public_id": world.mine.assessment.public_id}


def _record(world):
    return {"public_id": world.record}


def _release(world):
    return {"name": world.release}


_ABSENT = {"public_id": "A" * 22}
_OF_ASSESSMENT = Entry(Access.CONSULTANT, _assessment, _ABSENT)
_OF_RECORD = Entry(Access.ADMIN, _record, _ABSENT)

ENTRIES = {
    "benchmarks.contribute": _OF_ASSESSMENT,
    "benchmarks.withdraw": _OF_ASSESSMENT,
    "benchmarks.index": Entry(Access.ADMIN),
    "benchmarks.build": Entry(Access.ADMIN),
    "benchmarks.import_release": Entry(Access.ADMIN),
    "benchmarks.download": Entry(Access.ADMIN, _release, {"name": "none"}),
    "benchmarks.records": Entry(Access.ADMIN),
    "benchmarks.import_pool": Entry(Access.ADMIN),
    "benchmarks.record": _OF_RECORD,
    "benchmarks.admit": _OF_RECORD,
}
