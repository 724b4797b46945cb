"""Who may open the pages of the brand."""

from assessment.security import Access
from tests.security.access import Entry

ENTRIES = {
    "branding.look": Entry(Access.ADMIN),
    "branding.sections": Entry(Access.ADMIN),
    "branding.words": Entry(
        Access.ADMIN, lambda _world: {"place": "closing"}, {"place": "nowhere"}
    ),
}
