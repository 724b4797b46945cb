"""A frozen result: from its JSON back to the value it was."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from scoring.modules_result import Processes, Success, Tiering
from scoring.result import ContinuumResult, QuestionnaireResult, Result

_JSON_NAMES: Final = {"rating": "class"}
_FOLDED: Final[Mapping[str, Mapping[str, type]]] = {
    "continuum": {"gates": ContinuumResult},
    "module": {"decision": Tiering, "loop": Processes, "readiness": Success},
}
"""By field: a key that the folded part alone has, and the part's type."""


def result_from_json(document: Mapping[str, Any]) -> Result:
    """Return the result that ``scoring.result.to_json`` wrote; nothing is computed.

    What results have had only since is as where nothing was given: no digest, no
    capacity, no peers, no unit that shares its customers.

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
        if kind is QuestionnaireResult and field.name in _FOLDED:
            values[field.name] = _folded(_FOLDED[field.name], given)
        elif name in given or not _is_later(field):
            values[field.name] = _value(hints[field.name], given[name])
    return kind(**values)


def _is_later(field: Field[Any]) -> bool:
    """Whether results without it were frozen: then it has a default."""
    return field.default is not MISSING or field.default_factory is not MISSING


def _folded(parts: Mapping[str, type], given: Mapping[str, Any]) -> Any:
    """Return what was written among the questionnaire's own keys, or ``None``."""
    return next((_record(parts[key], given) for key in parts if key in given), None)


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)
