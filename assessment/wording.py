"""Words in the three languages from a data file beside the code that says them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import yaml

LOCALES: Final = {"en": "en_GB", "zh-Hans": "zh_Hans_CN", "zh-Hant": "zh_Hant_TW"}
"""What names of places and dates are looked up by."""


def word(file: Path, key: str, language: str, **values: str) -> str:
    """Return a text with its placeholders filled in.

    Raises:
        KeyError: If the key, the language or a placeholder's value is not known.
    """
    text = _words(file)[key][language]
    return text.format(**values) if values else text


@cache
def _words(file: Path) -> Mapping[str, Mapping[str, str]]:
    words: dict[str, dict[str, str]] = yaml.safe_load(file.read_text("utf-8"))
    return words
