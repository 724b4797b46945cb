"""Digests of what went into a result, so that no change of it goes unseen.

A comment, a date or a name changes no number; its digest tells that it was changed.

Source: contract 3, hash; contract 5: ``verify`` catches a change of any text.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from scoring.result import PLAIN


def digests(given: Mapping[str, Any], pins: Sequence[str]) -> dict[str, str]:
    """Return the digest of each block of an assessment, ``sha256:…`` by its name.

    Args:
        given: The assessment as plain JSON data.
        pins: The questionnaires that it was scored with, as ``ID@VERSION``.
    """
    blocks = {**given, "questionnaires": list(pins)}
    return {name: digest(blocks[name]) for name in sorted(blocks)}


def counted(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return an assessment's plain data without what goes into no score.

    These are the organisation's own ``figures``, of which a result says nothing.

    Args:
        given: The assessment as plain JSON data.

    Source: contract 5, a result is complete; own figures are no part of it.
    """
    return {name: value for name, value in given.items() if name != "figures"}


def digest(value: Any) -> str:
    """Return ``sha256:…`` of a value of plain JSON data.

    Of keys sorted, UTF-8, no spaces. 60 and 60.0 are one number, which tools write
    either way; true is no number.
    """
    text = json.dumps(
        _canonical(value), sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )
    # Half a surrogate pair is no UTF-8, but it is no reason to fail either.
    data = text.encode("utf-8", "surrogatepass")
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _canonical(value: Any) -> Any:
    kind = value.__class__
    if kind is dict:
        return {
            key: item if item.__class__ in PLAIN else _canonical(item)
            for key, item in value.items()
        }
    if kind is list:
        return [_canonical(item) for item in value]
    if kind is float and value.is_integer():
        return int(value)
    return value
