"""A guide as one HTML document that needs no other file."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assessment import paths
from assessment.guides.model import Guide


def html(guide: Guide) -> str:
    """Return the guide as HTML, to be read on a screen or printed."""
    return _environment().get_template("guides/guide.html").render(guide=guide)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(paths.templates()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
