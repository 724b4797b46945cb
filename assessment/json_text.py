"""JSON documents as this product writes them: UTF-8, for people to read as well."""

from __future__ import annotations

import json
from typing import Any


def written(document: Any) -> bytes:
    """Return one JSON document as UTF-8, indented, with a line break at its end."""
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2)
    try:
        content = text.encode()
    except UnicodeEncodeError:  # half a surrogate pair, which only an escape can write
        content = json.dumps(document, allow_nan=False, indent=2).encode()
    return content + b"\n"
