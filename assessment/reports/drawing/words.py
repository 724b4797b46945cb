"""The few words charts print themselves; everything else comes with the data."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import yaml

_FILE: Final = Path(__file__).with_name("words.yaml")


def word(key: str, language: str) -> str:
    """Return a chart's word; ``KeyError`` where the key or language is unknown."""
    return _words()[key][language]


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    words: dict[str, dict[str, str]] = yaml.safe_load(_FILE.read_text("utf-8"))
    return words
