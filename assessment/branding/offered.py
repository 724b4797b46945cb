"""The sections that a report can have, as far as choosing among them goes.

Reports stand above brands and tell them: the application learns it when it starts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from flask import Flask, current_app

_SECTIONS: Final = "sextant_sections"


@dataclass(frozen=True, slots=True)
class Offered:
    """A section that can be chosen; ``title`` says it in a language.

    ``is_usual`` tells that it is printed where nobody chose.
    """

    id: str
    title: Callable[[str], str]
    is_usual: bool


def offer(app: Flask, sections: Sequence[Offered]) -> None:
    """Tell an application the sections of its reports, in their usual order."""
    app.extensions[_SECTIONS] = tuple(sections)


def offered() -> tuple[Offered, ...]:
    """Return the sections of this application's reports, in their usual order."""
    found: tuple[Offered, ...] = current_app.extensions[_SECTIONS]
    return found


def usual() -> tuple[str, ...]:
    """Return the ids of the sections that are printed where nobody chose."""
    return tuple(section.id for section in offered() if section.is_usual)
