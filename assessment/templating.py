"""Templates of documents that are made without a request: reports and guides."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assessment import paths


@cache
def environment() -> Environment:
    """Return what reads ``templates/``; needs no Flask, and escapes every value."""
    return Environment(
        loader=FileSystemLoader(paths.templates()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
