"""Why a decision does not fit the plan, in the language of the page."""

from __future__ import annotations

from typing import Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from assessment.i18n import day
from assessment.planner import words
from assessment.planner.page import Shown
from scoring.plan import (
    BUILDS,
    EARLY,
    EMPTY,
    MISSING,
    STAGE,
    STARTS,
    TECHNOLOGY,
    Remark,
)

_SAID: Final = {
    (EARLY, BUILDS): _l(
        "“%(title)s” cannot come before wave %(wave)s: it builds on “%(other)s”."
    ),
    (EARLY, STAGE): _l(
        "“%(title)s” cannot come before wave %(wave)s: it raises a higher stage of the "
        "continuum and waits for “%(other)s”."
    ),
    (EARLY, TECHNOLOGY): _l(
        "“%(title)s” cannot come before wave %(wave)s: information technology is "
        "behind, so it waits for “%(other)s”."
    ),
    (STARTS, BUILDS): _l(
        "“%(title)s” cannot start before %(date)s: it builds on “%(other)s”, which "
        "ends then."
    ),
    (STARTS, STAGE): _l(
        "“%(title)s” cannot start before %(date)s: it raises a higher stage of the "
        "continuum and waits for “%(other)s”, which ends then."
    ),
    (STARTS, TECHNOLOGY): _l(
        "“%(title)s” cannot start before %(date)s: information technology is behind, "
        "so it waits for “%(other)s”, which ends then."
    ),
    (MISSING, BUILDS): _l(
        "“%(title)s” builds on “%(other)s”, which is not in the plan."
    ),
    (EMPTY, ""): _l(
        "“%(title)s” comes in wave %(wave)s already: no wave before the one chosen "
        "would stand empty."
    ),
}
FIELDS: Final = {EARLY: "wave", STARTS: "start", MISSING: "kept", EMPTY: "wave"}
"""The field of a decision at which each kind is said."""


def sentence(shown: Shown, remark: Remark) -> str:
    """Return what a remark says, with the name of what is waited for."""
    values = {
        "title": shown.title(remark.about),
        "other": shown.title(remark.because) if remark.because else "",
        "wave": remark.wave,
        "date": day(shown.day(remark.until)),
    }
    return str(_SAID[remark.kind, remark.reason]) % values


def sentences(shown: Shown) -> list[str]:
    """Return everything that does not fit, each once."""
    over = [load for load in shown.plan.loads if load.exceeded]
    return [
        *(sentence(shown, remark) for remark in shown.plan.remarks),
        *(
            str(_("Wave %(number)s holds %(load)s of work: more than it should.",
                  number=load.wave, load=words.load(load.days, load.capacity)))
            for load in over
        ),
    ]  # fmt: skip
