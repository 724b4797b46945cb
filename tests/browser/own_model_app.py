"""The application with a consultant's own model; served to a browser."""

from __future__ import annotations

from assessment import create_app
from tests.support import definitions

definitions.add()

app = create_app()
