"""Definitions whose every text looks like a template, markup or a script."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from questionnaires.model import LANGUAGES, Questionnaire

TEMPLATES = "{{ config.SECRET_KEY }} {{7*7}} ${7*7} {x} %(x)s {% raw %}"
SCRIPT = "</script><script>window.x=1</script>\u2028<svg/onload=window.x=1>"
WORDS = f"{SCRIPT} {TEMPLATES}"


def poisoned(definition: Questionnaire) -> Questionnaire:
    """Return a definition with hostile words before each of its texts."""
    made: Questionnaire = _poisoned(definition)
    return made


def _poisoned(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = (field.name for field in dataclasses.fields(value) if field.init)
        changes = {name: _poisoned(getattr(value, name)) for name in fields}
        return dataclasses.replace(value, **changes)
    if isinstance(value, tuple):
        return tuple(_poisoned(one) for one in value)
    if isinstance(value, Mapping) and value and set(value) <= set(LANGUAGES):
        return {tag: f"{WORDS} {text}" for tag, text in value.items()}
    return value
