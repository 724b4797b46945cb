"""What the pages of the brand call places and languages, and how they refuse."""

from __future__ import annotations

from typing import Final

from flask_babel import lazy_gettext as _l

from assessment import i18n
from assessment.branding.refusals import Refusal, sentence

PLACES: Final = {
    "after-cover": _l("Below the cover"),
    "before-position": _l("Before “Is this right for us?”"),
    "before-roadmap": _l("Before the roadmap"),
    "method": _l("At the end of the method"),
    "closing": _l("On the last page"),
}


def refusal(error: Refusal) -> str:
    """Return why a part of a brand is refused, in the page's language."""
    return sentence(error, i18n.language())
