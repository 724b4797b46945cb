"""The slides' own words."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from assessment import wording

TAGS: Final = {"en": "en-GB", "zh-Hans": "zh-CN", "zh-Hant": "zh-TW"}
"""How a run of text names its language."""
_FILE: Final = Path(__file__).with_name("words.yaml")


def say(key: str, language: str, **values: Any) -> str:
    """Return a text of the slides with its placeholders filled in.

    Raises:
        KeyError: If the key, the language or a placeholder's value is not known.
    """
    return wording.word(_FILE, key, language, **values)
