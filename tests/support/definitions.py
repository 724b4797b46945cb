"""A definition that is not published, made known to the application for a test.

It has everything that no published one has yet: conditions, capabilities within
capabilities, sums and minima, scales and level bands of its own, a contradiction.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from assessment.answering import sections
from questionnaires import loader
from questionnaires.model import Questionnaire

FOLDER = Path(__file__).with_name("models")
NAME = "own-model"
KEY = f"{NAME}@1.0"


def add() -> None:
    """Make the application know the definition; the one place that does so."""
    loader.add_folder(FOLDER)


def forget() -> None:
    """Undo ``add``."""
    loader.forget_folders()
    sections.sections.cache_clear()


@cache
def _own() -> Questionnaire:
    return loader.load_path(FOLDER / KEY)


def own_model() -> Questionnaire:
    """Return the definition itself."""
    return _own()
