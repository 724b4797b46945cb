"""Who may ask whether the server can work: everyone; what it lacks is told to few."""

from assessment.security import Access
from tests.security.access import Entry

ENTRIES = {"readiness.show": Entry(Access.PUBLIC)}
