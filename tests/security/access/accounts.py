"""Who may open the pages of accounts."""

from assessment.security import Access
from tests.security.access import Entry

_ABSENT = {"public_id": "A" * 22}

ENTRIES = {
    "accounts.home": Entry(Access.PUBLIC),
    "accounts.sign_in": Entry(Access.PUBLIC),
    "accounts.sign_out": Entry(Access.PUBLIC),
    "accounts.account": Entry(Access.CONSULTANT),
    "accounts.password": Entry(Access.CONSULTANT),
    "accounts.users": Entry(Access.ADMIN),
    "accounts.disable": Entry(
        Access.ADMIN, lambda world: {"public_id": world.account}, _ABSENT
    ),
    "accounts.enable": Entry(
        Access.ADMIN, lambda world: {"public_id": world.account}, _ABSENT
    ),
}
