"""The application with definitions that try everything; served to a browser."""

from __future__ import annotations

from functools import cache

from assessment import create_app
from questionnaires import loader
from tests.support.hostile import poisoned

_load = loader._load
loader._load = cache(lambda key: poisoned(_load(key)))

app = create_app()
