"""What the pool calls organisations and groups: codes to tell them apart, no names."""

from __future__ import annotations

import hashlib

from assessment.accounts.services import name_key


def own(public_id: str) -> str:
    """Return the code of an organisation of this installation."""
    return f"org:{public_id}"


def named(name: str) -> str:
    """Return the code of a name: the same however it is written.

    Companies of one parent, and one organisation from two sources, fall together.
    """
    return f"name:{hashlib.sha256(name_key(name).encode()).hexdigest()}"
