"""Who may fetch the fonts: everyone, like other static files."""

from assessment.security import Access
from tests.security.access import Entry

ENTRIES = {"fonts.show": Entry(Access.PUBLIC, fixed={"name": "NotoSansTC-400"})}
