"""The application: pages, command line, files and reports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask import Flask


def create_app(overrides: Mapping[str, Any] | None = None) -> Flask:
    """Build the web application; ``overrides`` win over every other setting.

    Raises:
        ConfigurationError: If production settings are unsafe.
    """
    # Imported here: most commands need no web framework, which takes half a second.
    from assessment.factory import build

    return build(overrides)
