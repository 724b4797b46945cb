"""The formats that a guide is written in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from assessment.guides import page, word_file
from assessment.guides.model import Guide


def _html(guide: Guide) -> bytes:
    return page.html(guide).encode()


FORMATS: Final[Mapping[str, Callable[[Guide], bytes]]] = {
    "html": _html,
    "docx": word_file.docx,
}
MIME: Final[Mapping[str, str]] = {
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
