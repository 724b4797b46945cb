"""The form's own words, in the three languages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import yaml

_FILE: Final = Path(__file__).with_name("words.yaml")


def word(key: str, language: str, **values: str) -> str:
    """Return a text with its placeholders filled in.

    Raises:
        KeyError: If the key, the language or a placeholder's value is not known.
    """
    text = _words()[key][language]
    return text.format(**values) if values else text


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    words: dict[str, dict[str, str]] = yaml.safe_load(_FILE.read_text("utf-8"))
    return words
