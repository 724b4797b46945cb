"""A guide as one HTML document that needs no other file."""

from __future__ import annotations

from assessment.guides.model import Guide
from assessment.templating import environment


def html(guide: Guide) -> str:
    """Return the guide as HTML, to be read on a screen or printed."""
    return environment().get_template("guides/guide.html").render(guide=guide)
