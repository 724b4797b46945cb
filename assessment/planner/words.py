"""Codes of the planner in words; translated where they are shown."""

from __future__ import annotations

from typing import Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from assessment.roadmaps.decided import (
    CONFIRMED,
    DONE,
    PLANNED,
    REFUSED,
    STOPPED,
    UNDER_WAY,
)

STATUS_NAMES: Final = {
    PLANNED: _l("Planned"),
    UNDER_WAY: _l("Under way"),
    DONE: _l("Done"),
    STOPPED: _l("Stopped"),
}
STATUS_CHOICES: Final = {
    PLANNED: _l("Planned: not begun yet"),
    UNDER_WAY: _l("Under way"),
    DONE: _l("Done: an assessor then looks at what it was to raise"),
    STOPPED: _l("Stopped: given up, and out of the plan"),
}
STATUS_TAGS: Final = {
    PLANNED: "waiting",
    UNDER_WAY: "active",
    DONE: "done",
    STOPPED: "closed",
}
VERDICT_NAMES: Final = {CONFIRMED: _l("Confirmed"), REFUSED: _l("Not confirmed")}
VERDICT_CHOICES: Final = {
    CONFIRMED: _l("Yes: I have seen that it holds"),
    REFUSED: _l("No: it does not hold, or not yet"),
}


def days(number: int) -> str:
    """Return a number of days in words."""
    said = ngettext("%(num)d day", "%(num)d days", number)
    return str(said).replace(str(number), f"{number:,}", 1)


def load(held: int, capacity: int | None) -> str:
    """Return how many days of work a wave holds, of how many it should."""
    if capacity is None:
        return days(held)
    return str(_("%(days)s of %(capacity)s", days=f"{held:,}", capacity=days(capacity)))
