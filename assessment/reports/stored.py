"""A frozen result: from its JSON back to the value it was."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from scoring.result import ContinuumResult, QuestionnaireResult, Result

_JSON_NAMES: Final = {"rating": "class"}
_ADDED: Final = frozenset({"parent"})
"""What results frozen by earlier versions do not have; it is ``None`` in them."""


def result_from_json(document: Mapping[str, Any]) -> Result:
    """Return the result that ``scoring.result.to_json`` wrote; nothing is computed.

    Raises:
        KeyError: If a part of the result is missing.
    """
    found = _value(Result, document)
    if not isinstance(found, Result):
        raise TypeError("a result is a JSON object")
    return found


def _value(kind: Any, given: Any) -> Any:
    """Return ``given`` as a value of the annotated type ``kind``."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        if given is None:
            return None
        return _value(next(k for k in get_args(kind) if k is not type(None)), given)
    if origin is tuple:
        inner = get_args(kind)[0]
        return tuple(_value(inner, item) for item in given)
    if is_dataclass(kind) and isinstance(kind, type):
        return _record(kind, given)
    return given


def _record(kind: type, given: Mapping[str, Any]) -> Any:
    hints = _hints(kind)
    values = {}
    for field in fields(kind):
        name = _JSON_NAMES.get(field.name, field.name)
        if field.name == "continuum" and kind is QuestionnaireResult:
            # Written among the questionnaire's own keys, and only for the continuum.
            is_there = "gates" in given
            values["continuum"] = _record(ContinuumResult, given) if is_there else None
        else:
            found = given.get(name) if name in _ADDED else given[name]
            values[field.name] = _value(hints[field.name], found)
    return kind(**values)


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)
